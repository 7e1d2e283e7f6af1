// The Teams adapter keeps the contract of all places to chat.
import type { Address, Profile } from '../../../src/chat/address.ts'
import type { Values } from '../../../src/chat/inbound.ts'
import { waitingAdapter } from '../../contract/adapter-harness.ts'
import { type AdapterHarness, describeChatAdapter, type VisibleCard } from '../../contract/chat-adapter.ts'
import type { Seat } from '../../support/teams/activities.ts'
import type { Answer } from '../../support/teams/client.ts'
import type { Json, StubMessage, StubPerson } from '../../support/teams/types.ts'
import { channelOf, directOf, health, openTeams, profileOf, seatOf, type TeamsFixture } from './harness.ts'
import { actionsIn, inputsIn, liveMarkupIn, textIn } from './visible-text.ts'

describeChatAdapter('Teams', async () => {
  const opened = await openTeams()
  // It has been added to the channel and talked to before, as in real life.
  for (const index of [0, 1]) await opened.client.message(seatOf(health, index, 1), 'hello')
  opened.stub.messages.length = 0
  opened.received.length = 0
  return harness(opened)
})

function harness(opened: TeamsFixture): AdapterHarness {
  const { teams, stub, client } = opened
  const one = profileOf(health, 0)
  const other = profileOf(health, 1)
  const channel = channelOf(health.id, '19:doors@thread.tacv2')
  /** The dialog that is open before somebody, and what was typed into it. */
  const dialogs = new Map<string, Json>()
  const typed = new Map<string, Values>()
  /** Cards that stand in the place of a message for one person. */
  const inPlace = new Map<string, Json>()

  const personOf = ({ user }: Profile) =>
    health.people.find(({ aadObjectId }) => aadObjectId === user) as StubPerson
  const idOf = (place: Address) =>
    place.kind === 'channel' ? place.channel : stub.chatOf(personOf({ ...one, user: place.user }))
  const seat = (who: Profile, place: Address): Seat => {
    const index = health.people.indexOf(personOf(who))
    return place.kind === 'channel' ? seatOf(health, index, 1) : seatOf(health, index)
  }
  const cardOf = (who: Profile, message: StubMessage) =>
    inPlace.get(`${who.user} ${message.id}`) ?? (message.attachments[0]?.content as Json | undefined)
  const look = (who: Profile, message: StubMessage): VisibleCard => {
    const card = cardOf(who, message)
    return {
      post: `${message.conversation}|${message.id}`,
      text: [message.text, textIn(card)].join('\n'),
      alive: liveMarkupIn(card ?? {}),
      ...(message.root !== undefined && { under: `${message.conversation}|${message.root}` }),
      isPrivate: message.conversation.startsWith('a:'),
    }
  }
  /** What this person sees there, and in the chat alone with the bot, where the answers come. */
  const visible = (who: Profile, place: Address) =>
    stub.messages.filter(({ conversation }) =>
      place.kind === 'channel'
        ? conversation === idOf(place)
        : place.user === who.user && conversation === idOf(place),
    )
  const within = (who: Profile, place: Address) => [
    ...visible(who, place),
    ...(place.kind === 'channel' ? visible(who, directOf(who)) : []),
  ]
  const shown = (who: Profile, { body }: Answer) => {
    const { task } = body as { task?: { value: { card: { content: Json } } } }
    dialogs.delete(who.user)
    if (task) dialogs.set(who.user, task.value.card.content)
  }
  const formOf = (who: Profile, place: Address) => {
    const dialog = dialogs.get(who.user)
    if (dialog && inputsIn(dialog).length > 0) return { card: dialog }
    const message = within(who, place).findLast((each) => inputsIn(cardOf(who, each)).length > 0)
    const card = message && cardOf(who, message)
    return card ? { card, message } : undefined
  }

  return {
    adapter: waitingAdapter(teams, opened),
    received: opened.received,
    replyWith(reply) {
      opened.reply = reply
    },
    one,
    other,
    channel,
    calls: '@On the Table',
    directOf,
    nowhere: [
      channelOf(health.id, '19:404@thread.tacv2'),
      directOf({ ...one, user: 'aad-nobody' }),
      channelOf('404', channel.kind === 'channel' ? channel.channel : ''),
    ],
    mention: ({ name }) => `@${name}`,
    async say(who, place, text) {
      const mentions = health.people.filter(({ name }) => text.includes(`@${name}`))
      await client.message(seat(who, place), text, { mentions })
      await opened.settled()
    },
    async press(who, place, label) {
      const isIt = ({ title }: Json) => title === label
      const message = within(who, place).findLast((each) => actionsIn(cardOf(who, each)).some(isIt))
      const action = message && actionsIn(cardOf(who, message)).find(isIt)
      if (message === undefined || action === undefined) throw new Error(`There is no button “${label}”.`)
      const where = message.conversation.startsWith('a:') ? seat(who, directOf(who)) : seat(who, place)
      if (action.type === 'Action.Execute') await client.press(where, message, action)
      else shown(who, await client.openDialog(where, message, action))
      await opened.settled()
    },
    async form(who, place) {
      const form = formOf(who, place)
      if (form === undefined) return undefined
      const filled = inputsIn(form.card).flatMap(({ id, value }) =>
        value === undefined ? [] : [[String(id).slice(2), String(value)]],
      )
      return {
        text: textIn(form.card),
        alive: liveMarkupIn(form.card),
        fields: { ...Object.fromEntries(filled), ...typed.get(who.user) },
      }
    },
    async submit(who, place, fields, people = {}) {
      const form = formOf(who, place)
      const action = actionsIn(form?.card).at(-1)
      if (form === undefined || action === undefined) throw new Error('There is no form.')
      const all = { ...fields, ...mapped(people) }
      const inputs = Object.fromEntries(
        inputsIn(form.card).map(({ id }) => [id, all[String(id).slice(2)] ?? '']),
      )
      if (form.message === undefined) shown(who, await client.submitDialog(seat(who, place), action, inputs))
      else {
        const where = form.message.conversation.startsWith('a:') ? seat(who, directOf(who)) : seat(who, place)
        const { body } = await client.press(where, form.message, action, inputs)
        const { value } = body as { value?: Json }
        if (value?.type === 'AdaptiveCard') inPlace.set(`${who.user} ${form.message.id}`, value)
      }
      await opened.settled()
    },
    takesFiles: false,
    fileOf: async () => undefined,
    sees: async (who, place) => visible(who, place).map((message) => look(who, message)),
    close: opened.close,
  }
}

function mapped(people: Readonly<Record<string, Profile>>): Values {
  return Object.fromEntries(Object.entries(people).map(([name, { user }]) => [name, user]))
}
