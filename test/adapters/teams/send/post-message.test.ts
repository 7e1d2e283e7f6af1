// Messages out: one attempt each, at most one copy, at Teams' pace, with pictures.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { decodePost } from '../../../../adapters/teams/render/action-ids.ts'
import { createConnector } from '../../../../adapters/teams/send/connector-client.ts'
import type { Delivery, SendResult } from '../../../../src/chat/adapter.ts'
import { plainRun } from '../../../../src/chat/card.ts'
import { type Fault, openTeamsStub } from '../../../support/teams/stub.ts'
import type { Call, Json, StubMessage } from '../../../support/teams/types.ts'
import {
  channelOf,
  council,
  directOf,
  health,
  memoryKeyValueStore,
  openTeams,
  openTeamsWithConversations,
  profileOf,
  seatOf,
  type TeamsFixture,
  teamsBeside,
} from '../harness.ts'
import { cardOf } from '../replies.ts'
import { textIn } from '../visible-text.ts'

const doors = channelOf(health.id, '19:doors@thread.tacv2')
const aroha = directOf(profileOf(health, 0))
const mere = directOf(profileOf(health, 2))

let fixture: TeamsFixture
beforeEach(async () => {
  fixture = await openTeamsWithConversations()
})
afterEach(() => fixture.close())

const arrived = (operation: Call['operation']) =>
  fixture.stub.arrived.filter((call) => call.operation === operation)
const onPost = (mishap: Fault) => {
  fixture.stub.fault = ({ operation }) => (operation === 'post' ? mishap : undefined)
}
const send = (text: string, more: Partial<Delivery> = {}) =>
  fixture.teams.send({ to: doors, card: cardOf(text), ...more })
const shown = ({ attachments }: StubMessage) => textIn(attachments[0]?.content)
const postOf = (sent: SendResult) => (sent.kind === 'sent' ? sent.post : '')

describe('a file', () => {
  const file = { name: 'a.zip', type: 'application/zip', bytes: Buffer.from('PK'), title: 'All *data* <b>' }
  const cardSent = () => fixture.stub.messages.at(-1)?.attachments[0]?.content as Json

  test('comes as a link in a button, and in the fallback text', async () => {
    const link = async () => 'https://table.example.org/files/abc'
    expect((await send('Here it is', { to: aroha, files: [{ ...file, link }] })).kind).toBe('sent')
    const actions = (cardSent().body as Json[]).flatMap(({ actions = [] }) => actions as Json[])
    expect(actions).toEqual([
      {
        type: 'Action.OpenUrl',
        title: 'Download: All *data* <b>',
        url: 'https://table.example.org/files/abc',
      },
    ])
    expect(cardSent().fallbackText).toContain('https://table.example.org/files/abc')
    expect(textIn(cardSent())).toContain('works once, for 15 minutes')
    expect(textIn(cardSent())).not.toContain('isn’t here')
  })
  test('for which there is no address is said to be missing, with what the admin must set', async () => {
    await send('Here it is', { to: aroha, files: [{ ...file, link: async () => undefined }] })
    expect(textIn(cardSent())).toMatch(/isn’t here: .*PUBLIC_URL/)
  })
  test('that comes with a post in a channel is said to be missing, with how to get it', async () => {
    await send('Here it is', { files: [file] })
    expect(textIn(cardSent())).toMatch(/isn’t here: .*Ask me for it/)
  })
})

describe('a send that goes wrong', () => {
  test.each<[string, Fault]>([
    ['is reset after Teams took it', { kind: 'reset', accept: true }],
    ['is reset before Teams took it', { kind: 'reset', accept: false }],
    ['ends in a 500', { kind: 'status', status: 500, accept: true }],
    ['ends in a 502', { kind: 'status', status: 502, accept: true }],
    ['ends in a 503', { kind: 'status', status: 503, accept: true }],
    ['ends in a 504', { kind: 'status', status: 504, accept: false }],
  ])('%s: its fate is unknown, and it was tried once', async (_, mishap) => {
    onPost(mishap)
    expect(await send('x')).toMatchObject({ kind: 'unknown', why: expect.stringMatching(/\.$/) })
    expect(arrived('post')).toHaveLength(1)
  })

  test('is a change that goes wrong: its fate is unknown too', async () => {
    const replaces = postOf(await send('x'))
    fixture.stub.fault = () => ({ kind: 'status', status: 502, accept: true })
    expect((await send('y', { replaces })).kind).toBe('unknown')
    expect(arrived('update')).toHaveLength(1)
  })

  test.each([true, false])(
    'hears nothing for too long, taken or not: its fate is unknown',
    async (accept) => {
      const { stub } = fixture
      const token = async () => stub.bearer ?? ''
      const connector = createConnector({ bot: '28:x', token, isTeams: () => true, timeoutMs: 50 })
      onPost({ kind: 'hang', accept })
      const message = { type: 'message', text: 'x' }
      expect((await connector.post(stub.serviceUrl, doors.channel, message)).kind).toBe('unknown')
      expect(arrived('post')).toHaveLength(1)
    },
  )

  test('finds nobody listening: it surely did not leave', async () => {
    const stub = await openTeamsStub([health])
    await stub.close()
    const connector = createConnector({ bot: '28:x', token: async () => '', isTeams: () => true })
    expect(await connector.post(stub.serviceUrl, doors.channel, {})).toMatchObject({
      kind: 'later',
      wait: 10_000,
    })
  })

  test('has no token: it surely did not leave', async () => {
    const teams = teamsBeside(fixture, { token: () => Promise.reject(new Error('secret')) })
    const sent = await teams.send({ to: doors, card: cardOf('x') })
    expect(sent).toMatchObject({ kind: 'later', wait: 10_000, why: expect.stringContaining('no token') })
    expect(JSON.stringify(sent)).not.toContain('secret')
    expect(arrived('post')).toEqual([])
  })

  test('has a token that Teams does not take: it failed', async () => {
    const teams = teamsBeside(fixture, { token: async () => 'an old one' })
    expect(await teams.send({ to: doors, card: cardOf('x') })).toMatchObject({
      kind: 'failed',
      why: expect.stringContaining('registration'),
    })
  })

  test.each([
    [7, 7_000],
    [0, 1_000],
    [undefined, 10_000],
  ])('is slowed down with Retry-After %s: later, and not before', async (seconds, wait) => {
    onPost({ kind: 'slow-down', seconds })
    expect(await send('x')).toMatchObject({ kind: 'later', wait })
    fixture.stub.fault = () => undefined
    fixture.now += wait - 3_000
    if (wait > 3_000) expect(await send('x')).toMatchObject({ kind: 'later', wait: 3_000 })
    expect(arrived('post')).toHaveLength(1)
    fixture.now += 3_000
    expect((await send('x')).kind).toBe('sent')
  })

  test('comes while Teams changes the same: later, for it was turned away', async () => {
    onPost({ kind: 'refuse', code: 'PreconditionFailed' })
    expect(await send('x')).toMatchObject({ kind: 'later', wait: 1_000 })
    expect(fixture.stub.messages).toEqual([])
  })

  test.each([
    ['ConversationBlockedByUser', 'has blocked'],
    ['BotNotInConversationRoster', 'not installed there'],
    ['BotDisabledByAdmin', 'an admin has blocked'],
    ['ForbiddenOperationException', 'not installed there'],
    ['MessageWritesBlocked', 'has not installed'],
    ['ConversationNotFound', 'is gone'],
    ['MessageSizeTooBig', 'too large'],
    ['BadSyntax', 'Teams refused it'],
  ] as const)('is refused with %s: it failed, and says why', async (code, why) => {
    onPost({ kind: 'refuse', code })
    expect(await send('x')).toMatchObject({
      kind: 'failed',
      why: expect.stringMatching(new RegExp(`^${code}: .*${why}`)),
    })
    expect(arrived('post')).toHaveLength(1)
  })

  test.each([
    ['a channel where the bot never was', channelOf(health.id, '19:404@thread.tacv2')],
    ['a channel of another tenant', channelOf(council.id, '19:doors@thread.tacv2')],
    [
      'a person of a tenant of which nothing is known',
      directOf({ ...profileOf(health, 0), workspace: '404' }),
    ],
  ])('to %s failed, and nothing was asked', async (_, to) => {
    expect(await send('x', { to })).toMatchObject({
      kind: 'failed',
      why: expect.stringMatching(/^not_installed: /),
    })
    expect(fixture.stub.arrived).toEqual([])
  })

  test('to a post that is gone failed', async () => {
    expect(await send('x', { replaces: '19:doors@thread.tacv2|1' })).toMatchObject({
      kind: 'failed',
      why: expect.stringContaining('ActivityNotFoundInConversation'),
    })
  })

  test('goes to no address outside Teams', async () => {
    const keyValueStore = memoryKeyValueStore()
    await keyValueStore.save(
      `teams channel ${health.id} ${doors.channel}`,
      '{"serviceUrl":"https://example.com/"}',
    )
    const open = await openTeams({ stub: fixture.stub, keyValueStore })
    const sent = await open.teams.send({ to: doors, card: cardOf('x') })
    expect(sent).toMatchObject({ kind: 'failed', why: expect.stringContaining('foreign_address') })
    await open.close()
  })
})

describe('the chat with a person', () => {
  test('is that in which they have written', async () => {
    expect((await send('x', { to: aroha })).kind).toBe('sent')
    expect(arrived('create')).toEqual([])
    expect(fixture.stub.messages).toMatchObject([{ conversation: 'a:1aad-aroha' }])
  })
  test('is opened once for somebody whom the bot has met only in a channel', async () => {
    await fixture.client.message(seatOf(health, 2, 1), 'hello')
    for (const text of ['one', 'two']) expect((await send(text, { to: mere })).kind).toBe('sent')
    expect(arrived('create')).toMatchObject([{ body: { members: [{ id: '29:mere' }], tenantId: health.id } }])
    expect(fixture.stub.messages.map(({ conversation }) => conversation)).toEqual([
      'a:1aad-mere',
      'a:1aad-mere',
    ])
  })
  test('is opened by the directory id for somebody whom the bot has not met', async () => {
    expect((await send('x', { to: mere })).kind).toBe('sent')
    expect(arrived('create')).toMatchObject([{ body: { members: [{ id: 'aad-mere' }] } }])
  })
  test('does not exist for somebody who has not installed the bot, and the result says so', async () => {
    fixture.stub.uninstall({ id: '29:mere' })
    expect(await send('x', { to: mere })).toMatchObject({
      kind: 'failed',
      why: expect.stringMatching(/^ForbiddenOperationException: /),
    })
    expect(arrived('post')).toEqual([])
  })
  test.each<[string, Fault]>([
    ['is reset', { kind: 'reset', accept: true }],
    ['ends in a 502', { kind: 'status', status: 502, accept: false }],
    ['is asked to slow down', { kind: 'slow-down', seconds: 10 }],
  ])('whose opening %s is opened later: the message surely did not leave', async (_, mishap) => {
    fixture.stub.fault = ({ operation }) => (operation === 'create' ? mishap : undefined)
    expect(await send('x', { to: mere })).toMatchObject({ kind: 'later', wait: 10_000 })
    expect(arrived('post')).toEqual([])
    fixture.stub.fault = () => undefined
    fixture.now += 10_000
    expect((await send('x', { to: mere })).kind).toBe('sent')
    expect(fixture.stub.messages).toHaveLength(1)
  })
})

describe('what is sent', () => {
  test('has its words in the notification too', async () => {
    await send('x', { card: { blocks: [{ kind: 'heading', text: 'Stopped' }, ...cardOf('for now').blocks] } })
    expect(fixture.stub.messages).toMatchObject([{ summary: 'Stopped', text: '' }])
  })
  test('changes in place', async () => {
    const post = postOf(await send('one'))
    expect(await send('two', { replaces: post })).toEqual({ kind: 'sent', post })
    expect(fixture.stub.messages).toMatchObject([{ edited: true }])
    expect(fixture.stub.messages.map(shown)).toEqual(['two'])
  })
  test('is posted in the thread of the post that it belongs to', async () => {
    const under = postOf(await send('one'))
    const below = postOf(await send('two', { under }))
    expect(fixture.stub.messages[1]?.root).toBe(decodePost(under).activity)
    expect(await send('three', { replaces: below })).toEqual({ kind: 'sent', post: below })
    expect(fixture.stub.messages.map(shown)).toEqual(['one', 'three'])
  })
  test('in a chat of two, where there are no threads, comes after it', async () => {
    const under = postOf(await send('one', { to: aroha }))
    await send('two', { to: aroha, under })
    expect(fixture.stub.messages.map(shown)).toEqual(['one', 'two'])
    expect(fixture.stub.messages[1]?.root).toBeUndefined()
  })
  test('and is too large continues below it, complete', async () => {
    const blocks = Array.from({ length: 60 }, (_, n) => ({
      kind: 'text' as const,
      runs: [plainRun(`resource number ${n} ${'of the table '.repeat(100)}`)],
    }))
    const post = postOf(await send('', { card: { blocks } }))
    const [first, ...rest] = fixture.stub.messages
    expect(rest.length).toBeGreaterThan(0)
    expect(decodePost(post).activity).toBe(first?.id)
    for (const message of rest) expect(message.root).toBe(first?.id)
    const all = fixture.stub.messages.map(shown).join('\n')
    for (let n = 0; n < 60; n += 1) expect(all).toContain(`number ${n} `)
  })
  test('and whose rest is lost has arrived all the same', async () => {
    const blocks = Array.from({ length: 60 }, () => ({
      kind: 'text' as const,
      runs: [plainRun('of the table '.repeat(100))],
    }))
    let posts = 0
    fixture.stub.fault = ({ operation }) =>
      operation === 'post' && ++posts > 1 ? { kind: 'reset', accept: false } : undefined
    expect((await send('', { card: { blocks } })).kind).toBe('sent')
    expect(fixture.stub.messages).toHaveLength(1)
  })
  test('with a large picture is followed by it, and has its words', async () => {
    const png = pngOf(1_024, 512, 20_000)
    await send('', { card: { blocks: [{ kind: 'image', png, alt: 'Two of six held' }] } })
    const [text, picture] = fixture.stub.messages
    expect(text && shown(text)).toBe('Two of six held')
    expect(picture).toMatchObject({ root: text?.id, summary: 'Two of six held' })
    const [{ contentType, contentUrl } = {}] = (picture?.attachments ?? []) as Json[]
    expect(contentType).toBe('image/png')
    expect(contentUrl).toBe(`data:image/png;base64,${png.toString('base64')}`)
  })
  test.each([
    ['more than a megabyte', pngOf(800, 800, 1_000_001)],
    ['wider than Teams shows', pngOf(1_025, 10, 20_000)],
    ['higher than Teams shows, though small', pngOf(10, 1_025, 100)],
  ])('with a picture of %s has its words alone', async (_, png) => {
    await send('', { card: { blocks: [{ kind: 'image', png, alt: 'Two of six held' }] } })
    expect(fixture.stub.messages.map(shown)).toEqual(['Two of six held'])
    expect(JSON.stringify(fixture.stub.messages)).not.toContain('data:image')
  })
})

/** So many bytes that begin as a PNG of that size does. */
function pngOf(width: number, height: number, length: number): Buffer {
  const png = Buffer.alloc(length)
  png.writeUInt32BE(width, 16)
  png.writeUInt32BE(height, 20)
  return png
}
