// The playground fulfils the contract of every chat adapter.
import { directRoom } from '../../../adapters/playground/chat/rooms.ts'
import { profileOf } from '../../../adapters/playground/chat/seed-data.ts'
import type { Address, Profile } from '../../../src/chat/address.ts'
import { type AdapterHarness, describeChatAdapter, type VisibleCard } from '../../contract/chat-adapter.ts'
import { aroha, directOf, openPlayground, person, priya, youthPlace } from './harness.ts'
import { aliveIn, articles, fieldsOf, textOf } from './markup.ts'

describeChatAdapter('the playground', async (): Promise<AdapterHarness> => {
  const fixture = await openPlayground()
  const roomOf = (place: Address) => (place.kind === 'direct' ? directRoom : place.channel)
  const seat = (who: Profile, place: Address) => ({ as: who.user, room: roomOf(place) })

  async function insist(path: string, body: unknown): Promise<void> {
    const { status, body: answer } = await fixture.post(path, body)
    if (status !== 200) throw new Error(`${path} answered ${status}: ${answer.error}`)
  }

  async function formHtml(who: Profile, place: Address) {
    const page = await fixture.page(who.user, roomOf(place))
    const dialog = /<dialog id="dialog-([\s\S]*?)<\/dialog>/.exec(page)?.[0]
    const forms = [...(dialog ?? page).matchAll(/<form class="form" id="([^"]*)"[\s\S]*?<\/form>/g)]
    const last = forms.at(-1)
    return last && { instance: last[1] ?? '', html: last[0] }
  }

  return {
    adapter: fixture.playground,
    received: fixture.received,
    replyWith(reply) {
      fixture.bot.answer = async () => reply
    },
    one: profileOf(person(aroha)),
    other: profileOf(person(priya)),
    channel: youthPlace,
    calls: '/network',
    directOf: ({ user }) => directOf(user),
    nowhere: [
      { kind: 'channel', platform: 'playground', workspace: 'te-whare-hauora', channel: 'no-such' },
      {
        kind: 'channel',
        platform: 'playground',
        workspace: 'kainga-collective',
        channel: 'south-side-youth',
      },
      { kind: 'channel', platform: 'slack', workspace: 'te-whare-hauora', channel: 'south-side-youth' },
      { kind: 'direct', platform: 'playground', workspace: 'te-whare-hauora', user: 'nobody' },
      { kind: 'direct', platform: 'playground', workspace: 'te-whare-hauora', user: 'tom-henare' },
    ],
    mention: ({ name }) => `@${name}`,
    say: (who, place, text) => insist('say', { ...seat(who, place), text: `/network ${text}` }),
    async press(who, place, label) {
      const { messages } = await fixture.messages(who.user, roomOf(place))
      const found = messages
        .flatMap((message: { id: string; buttons: { label: string; action: string; values: object }[] }) =>
          message.buttons.map((button) => ({ post: message.id, ...button })),
        )
        .findLast((button: { label: string }) => button.label === label)
      const { post, action, values } = found
      await insist('press', { ...seat(who, place), post, action, values })
    },
    async form(who, place) {
      const form = await formHtml(who, place)
      return form && { text: textOf(form.html), alive: aliveIn(form.html), fields: fieldsOf(form.html) }
    },
    async submit(who, place, fields, picked = {}) {
      const form = await formHtml(who, place)
      const ids = Object.fromEntries(Object.entries(picked).map(([name, { user }]) => [name, user]))
      await insist('submit', {
        ...seat(who, place),
        form: form?.instance ?? '',
        fields: { ...fields, ...ids },
      })
    },
    takesFiles: true,
    async fileOf(who, place, name) {
      const page = await fixture.page(who.user, roomOf(place))
      const address = page.match(new RegExp(`<a href="([^"]*)" download="${name}"`))?.[1]
      if (address === undefined) return undefined
      return new Uint8Array(await (await fixture.get(address.replaceAll('&amp;', '&'))).arrayBuffer())
    },
    async sees(who, place): Promise<readonly VisibleCard[]> {
      const { messages } = await fixture.messages(who.user, roomOf(place))
      const shown = articles(await fixture.page(who.user, roomOf(place)))
      return messages.map(
        ({ id, under, private: isPrivate }: { id: string; under?: string; private: boolean }) => {
          const html = shown.find((article) => article.id === id)?.html ?? ''
          return {
            post: id,
            text: textOf(html),
            alive: aliveIn(html),
            isPrivate,
            ...(under ? { under } : {}),
          }
        },
      )
    },
    close: () => fixture.playground.stop(),
  }
})
