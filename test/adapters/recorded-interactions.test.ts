// Buttons and forms that an earlier version has left in chats: pressed and sent today, they do what they did then.
import { describe, expect, test } from 'vitest'
import { addressOfKey, type Profile } from '../../src/chat/address.ts'
import type { Inbound } from '../../src/chat/inbound.ts'
import { openTestBot, textOf } from '../support/bot-harness.ts'
import { olive } from '../support/fixtures.ts'
import {
  type Expected,
  type Interaction,
  type Json,
  recordedBytes,
  recordedDatabase,
  recordedInteractions,
  recordedNames,
} from '../support/recording/recorded.ts'
import { openSlack } from './slack/harness.ts'
import { openTeams } from './teams/harness.ts'

/** What the bot received, one for each interaction. */
type Hear = (
  envelopes: Readonly<Record<string, Json>>,
  interactions: readonly Interaction[],
) => Promise<Inbound[]>

const platforms: readonly (readonly ['slack' | 'teams', Hear])[] = [
  ['slack', heardInSlack],
  ['teams', heardInTeams],
]

const notUnderstood = /from an earlier version|went wrong/

async function heardInSlack(
  envelopes: Readonly<Record<string, Json>>,
  interactions: readonly Interaction[],
): Promise<Inbound[]> {
  const harness = await openSlack()
  try {
    for (const [index, { payload }] of interactions.entries()) {
      const body = slackBody(envelopes[String(payload.type)] ?? {}, payload, index)
      const answer = await harness.client.raw(String(new URLSearchParams({ payload: JSON.stringify(body) })))
      expect(answer.status).toBe(200)
      await harness.settled()
    }
    return harness.received
  } finally {
    await harness.close()
  }
}

/** No two of them have the same id. */
function slackBody(envelope: Json, { type, action, blocks, state, view }: Json, index: number): Json {
  const common = { ...envelope, trigger_id: `${index}.recorded` }
  if (type === 'view_submission')
    return { ...common, view: { ...(envelope.view as Json), ...(view as Json), id: `V${index}` } }
  return {
    ...common,
    message: { ...(envelope.message as Json), blocks: blocks ?? [{ type: 'actions', elements: [action] }] },
    state: state ?? { values: {} },
    actions: [{ ...(action as Json), block_id: 'b', action_ts: '1764020000.123456' }],
  }
}

async function heardInTeams(
  { invoke }: Readonly<Record<string, Json>>,
  interactions: readonly Interaction[],
): Promise<Inbound[]> {
  const harness = await openTeams()
  try {
    for (const [index, { payload }] of interactions.entries()) {
      const { serviceUrl } = harness.stub
      const recipient = { id: '28:app', name: 'On the Table' }
      const answer = await harness.client.raw({
        ...invoke,
        recipient,
        serviceUrl,
        id: `f:${index}`,
        ...payload,
      })
      expect(answer.status).toBe(200)
      await harness.settled()
    }
    return harness.received
  } finally {
    await harness.close()
  }
}

function heard(inbound: Inbound): Expected | undefined {
  switch (inbound.kind) {
    case 'message':
      return undefined
    case 'button-press':
      return { kind: 'button-press', action: inbound.action, values: inbound.values }
    case 'form-submission': {
      const { form, values, fields, people } = inbound
      return { kind: 'form-submission', form, values, fields, people: Object.keys(people) }
    }
  }
}

/** The same, done by whom it was shown to in the recorded database. */
function asRecorded(inbound: Inbound, { who, where }: Interaction): Inbound {
  const [platform = '', workspace = '', user = ''] = JSON.parse(who) as string[]
  const from: Profile = { platform, workspace, user, name: user, zone: 'Pacific/Auckland' }
  const there = { ...inbound, from, place: addressOfKey(where) }
  if (there.kind !== 'form-submission') return there
  return { ...there, people: Object.fromEntries(Object.keys(there.people).map((name) => [name, olive])) }
}

describe.each(platforms)('in %s', (platform, hear) => {
  test('each is heard with the values that it carries, and answered by what it belongs to', async () => {
    const { envelopes, interactions } = recordedInteractions(platform)
    const received = await hear(envelopes, interactions)
    expect(received.map(heard)).toEqual(interactions.map(({ expected }) => expected))
    const bot = await openTestBot({ bytes: recordedBytes(), now: recordedDatabase().now })
    for (const [index, interaction] of interactions.entries()) {
      const inbound = received[index]
      if (inbound === undefined) throw new Error('It was not heard.')
      const answer = textOf(await bot.bot.receive(asRecorded(inbound, interaction)))
      expect({ of: interaction.expected, answer }).not.toMatchObject({
        answer: expect.stringMatching(notUnderstood),
      })
    }
  })

  test('there is one of each action and form that was recorded', () => {
    const { interactions } = recordedInteractions(platform)
    const { actionIds, formIds } = recordedNames()
    const actions = interactions.flatMap(({ expected }) =>
      expected.kind === 'button-press' ? [expected.action] : [],
    )
    const forms = interactions.flatMap(({ expected }) =>
      expected.kind === 'form-submission' ? [expected.form] : [],
    )
    expect([...new Set(actions)].sort()).toEqual(actionIds)
    expect([...new Set(forms)].sort()).toEqual(formIds)
  })
})

test('an action that nobody knows is said to be from an earlier version', async () => {
  const bot = await openTestBot({ bytes: recordedBytes(), now: recordedDatabase().now })
  const reply = await bot.press(olive, addressOfKey('["test","w1","direct","Olive"]'), {
    action: 'nowhere',
    values: {},
  })
  expect(textOf(reply)).toMatch(notUnderstood)
})
