// The Slack adapter fulfils the contract of chat adapters.
import type { Address, Profile } from '../../../src/chat/address.ts'
import type { Values } from '../../../src/chat/inbound.ts'
import { waitingAdapter } from '../../contract/adapter-harness.ts'
import { type AdapterHarness, describeChatAdapter, type VisibleCard } from '../../contract/chat-adapter.ts'
import { escapedText, type Seat } from '../../support/slack/client.ts'
import type { Json, StubMessage } from '../../support/slack/stub.ts'
import { channelOf, directOf, openSlack, profileOf, type SlackHarness, teams } from './harness.ts'
import { aliveIn, aliveInText, buttonsIn, wordsIn } from './visible-text.ts'

const [team] = teams as readonly [(typeof teams)[number]]

describeChatAdapter('Slack', async () => harness(await openSlack()))

function harness(opened: SlackHarness): AdapterHarness {
  const { slack, stub, client } = opened
  const one = profileOf(team, 0)
  const other = profileOf(team, 1)
  const channel = channelOf('T1', 'C1')
  /** The fields of a modal, by the user who has typed into it. */
  const typed = new Map<string, Values>()
  const errors = new Map<string, Values>()

  const idOf = (place: Address) =>
    place.kind === 'channel' ? place.channel : stub.directChannel('T1', place.user)
  const seatOf = (who: Profile, place: Address): Seat => {
    const user = team.users.find(({ id }) => id === who.user)
    if (user === undefined) throw new Error('There is no such user.')
    return { team, user, channel: idOf(place) }
  }
  const visible = (who: Profile, place: Address) =>
    stub.messages.filter(
      (message) =>
        message.channel === idOf(place) &&
        (message.only === undefined || message.only === who.user) &&
        (place.kind === 'channel' || place.user === who.user),
    )
  const look = (message: StubMessage): VisibleCard => ({
    post: `${message.channel}:${message.ts}`,
    text: [wordsIn(message.blocks), ...filesOf(message).map(({ title }) => title)].join('\n'),
    alive: [...aliveIn(message.blocks), ...aliveInText(message.text)],
    ...(message.thread_ts !== undefined && { under: `${message.channel}:${message.thread_ts}` }),
    isPrivate: message.only !== undefined,
  })
  const filesOf = ({ files = [] }: StubMessage) => files.flatMap((id) => stub.contents.get(id) ?? [])
  const modalOf = (who: Profile) => stub.modals.get(who.user)?.view
  const inputsOf = (blocks: readonly Json[]) => blocks.filter((block) => block.type === 'input')

  return {
    adapter: waitingAdapter(slack, opened),
    received: opened.received,
    replyWith(reply) {
      opened.reply = reply
    },
    one,
    other,
    channel,
    calls: '/network',
    directOf,
    nowhere: [channelOf('T1', 'C404'), directOf({ ...one, user: 'U404' }), channelOf('T404', 'C1')],
    mention: ({ user, name }) => `<@${user}|${name}>`,
    async say(who, place, text) {
      // Slack escapes text that looks like a mention but was only typed.
      const [, before = text, mention = '', after = ''] = /^(.*)(<@U\d\|[^>]+>)(.*)$/s.exec(text) ?? []
      const sent = `${escapedText(before)}${mention}${escapedText(after)}`
      if (place.kind === 'direct') await client.direct(seatOf(who, place), sent)
      else await client.command(seatOf(who, place), sent)
      await opened.settled()
    },
    async press(who, place, label) {
      const isIt = (button: Json) => (button.text as Json).text === label
      const inModal = buttonsIn((modalOf(who)?.blocks ?? []) as Json[]).find(isIt)
      const message = visible(who, place).findLast(({ blocks }) => buttonsIn(blocks).some(isIt))
      const button = message && buttonsIn(message.blocks).find(isIt)
      if (inModal) await client.pressInModal(seatOf(who, place), inModal)
      else if (message && button) await client.press(seatOf(who, place), message, button)
      else throw new Error(`There is no button “${label}”.`)
      await opened.settled()
    },
    async form(who, place) {
      const modal = modalOf(who)
      const inModal = modal?.callback_id === 'form' ? modal : undefined
      const message = visible(who, place).findLast(({ blocks }) => inputsOf(blocks).length > 0)
      const blocks = (inModal?.blocks ?? message?.blocks) as Json[] | undefined
      if (blocks === undefined || inputsOf(blocks).length === 0) return undefined
      const initial = Object.fromEntries(
        inputsOf(blocks).flatMap((block) => {
          const element = block.element as Json
          const chosen = (element.initial_option as Json | undefined)?.value
          const value = element.initial_value ?? chosen ?? element.initial_user
          return value === undefined ? [] : [[String(element.action_id), String(value)]]
        }),
      )
      const errorText = Object.values(errors.get(who.user) ?? {}).join('\n')
      const title = inModal ? wordsIn([inModal.title]) : ''
      return {
        text: [title, wordsIn(blocks), errorText].join('\n'),
        alive: aliveIn(blocks),
        fields: { ...initial, ...typed.get(who.user) },
      }
    },
    async submit(who, place, fields, people = {}) {
      const modal = modalOf(who)
      const message = visible(who, place).findLast(({ blocks }) => inputsOf(blocks).length > 0)
      const blocks = (modal?.callback_id === 'form' ? modal.blocks : message?.blocks) as Json[]
      const state = Object.fromEntries(
        inputsOf(blocks).map((block) => {
          const element = block.element as Json
          const name = String(element.action_id)
          return [
            String(block.block_id),
            { [name]: stateOf(element, fields[name] ?? '', people[name]?.user) },
          ]
        }),
      )
      if (modal?.callback_id !== 'form' && message) {
        const button = buttonsIn(message.blocks).at(-1) ?? {}
        await client.press(seatOf(who, place), message, button, state)
      } else {
        const answer = (await (
          await client.submit(seatOf(who, place), state)
        )
          .json()
          .catch(() => ({}))) as Json
        typed.set(who.user, fields)
        errors.set(who.user, (answer.errors ?? {}) as Values)
      }
      await opened.settled()
    },
    takesFiles: true,
    async fileOf(who, place, name) {
      return visible(who, place)
        .flatMap(filesOf)
        .find((file) => file.name === name)?.bytes
    },
    async sees(who, place) {
      const modal = modalOf(who)
      const inModal: VisibleCard[] =
        modal?.callback_id === 'card' && who.user === one.user && place === channel
          ? [{ text: wordsIn(modal.blocks), alive: aliveIn(modal.blocks), isPrivate: true }]
          : []
      return [...visible(who, place).map(look), ...inModal]
    },
    close: opened.close,
  }
}

function stateOf(element: Json, value: string, person: string | undefined): Json {
  switch (element.type) {
    case 'plain_text_input':
      return { type: element.type, value: value === '' ? null : value }
    case 'static_select':
      return { type: element.type, selected_option: value === '' ? null : { value } }
    default:
      return { type: element.type, selected_user: person ?? null }
  }
}
