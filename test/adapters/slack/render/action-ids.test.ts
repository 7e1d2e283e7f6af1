// What buttons, forms and options carry along, within what Slack takes.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sentences } from '../../../../adapters/slack/messages.ts'
import { renderModal } from '../../../../adapters/slack/render/modals.ts'
import type { Reply } from '../../../../src/chat/adapter.ts'
import type { Form } from '../../../../src/chat/form.ts'
import { everyForm } from '../../../contract/sample-cards.ts'
import type { Seat } from '../../../support/slack/client.ts'
import type { Json, StubTeam } from '../../../support/slack/stub.ts'
import { channelOf, openSlack, type SlackHarness, teams } from '../harness.ts'
import { buttonsIn, wordsIn } from '../visible-text.ts'

const [team] = teams as readonly [StubTeam, StubTeam]
const [user] = team.users as readonly [(typeof team.users)[number]]
const seat: Seat = { team, user, channel: 'C1' }

let harness: SlackHarness
beforeEach(async () => {
  harness = await openSlack()
})
afterEach(() => harness.close())

describe('what is too long to be carried along', () => {
  const pressable = (wordsCarried: string): Reply => ({
    kind: 'card',
    card: {
      blocks: [
        {
          kind: 'buttons',
          buttons: [{ label: 'Go', action: 'in', values: { network: 'n1', words: wordsCarried } }],
        },
      ],
    },
  })
  async function pressed(wordsCarried: string) {
    harness.reply = pressable(wordsCarried)
    await harness.client.command(seat, 'x')
    const message = harness.stub.messages.at(-1)
    if (message) await harness.client.press(seat, message, buttonsIn(message.blocks)[0] ?? {})
    await harness.settled()
    return harness.received.at(-1)
  }
  test('fits a button all the same where it can be packed', async () => {
    const carried = '"\\\n'.repeat(400)
    expect(await pressed(carried)).toMatchObject({
      kind: 'button-press',
      values: { network: 'n1', words: carried },
    })
  })
  test('else the button says so instead of acting', async () => {
    const noise = Array.from({ length: 2_500 }, (_, n) =>
      String.fromCodePoint(0x4e00 + ((n * 7919) % 20_000)),
    )
    expect(await pressed(noise.join(''))).toMatchObject({ kind: 'message' })
    expect(wordsIn(harness.stub.messages.at(-1)?.blocks)).toBe(sentences.tooLongToCarry)
  })
  test('an option whose value is too long is chosen as it is', async () => {
    const agency = 'Ministry of '.repeat(7).slice(0, 80)
    const form: Form = {
      ...everyForm,
      fields: [
        {
          kind: 'choice',
          name: 'agency',
          label: 'From which agency?',
          initial: agency,
          options: [
            { value: 'health', label: 'Health' },
            { value: agency, label: agency },
          ],
        },
      ],
    }
    harness.reply = { kind: 'form', form }
    await harness.client.command(seat, 'put')
    await harness.settled()
    const blocks = (harness.stub.modals.get('U1')?.view.blocks ?? []) as Json[]
    const elements = blocks.flatMap(({ element }) => (element ? [element as Json] : []))
    const chosen = elements[0]?.initial_option
    const state = { agency: { agency: { type: 'static_select', selected_option: chosen } } }
    await harness.client.submit(seat, state)
    expect(harness.received.at(-1)).toMatchObject({ fields: { agency } })
    expect(renderModal(form, channelOf('T1', 'C1')).private_metadata?.length).toBeLessThan(3_000)
  })
})
