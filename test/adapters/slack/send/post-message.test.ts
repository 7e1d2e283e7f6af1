// Messages out: one attempt each, at most one copy, at Slack's pace, with pictures.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { sentences } from '../../../../adapters/slack/messages.ts'
import { createApi } from '../../../../adapters/slack/send/web-api.ts'
import { type Card, plainRun } from '../../../../src/chat/card.ts'
import { type Mishap, openSlackStub, type SlackStub } from '../../../support/slack/stub.ts'
import { channelOf, directOf, openSlack, profileOf, type SlackHarness, teams } from '../harness.ts'
import { wordsIn } from '../visible-text.ts'

const card = (text: string): Card => ({ blocks: [{ kind: 'text', runs: [plainRun(text)] }] })
const c1 = channelOf('T1', 'C1')

let harness: SlackHarness
beforeEach(async () => {
  harness = await openSlack()
})
afterEach(() => harness.close())

const postsOf = (stub: SlackStub) => stub.arrived.filter(({ method }) => method === 'chat.postMessage')
const onPost = (mishap: Mishap) => {
  harness.stub.mishap = (method) => (method === 'chat.postMessage' ? mishap : undefined)
}

describe('a send that goes wrong', () => {
  test.each<[string, Mishap]>([
    ['is reset after Slack took it', { kind: 'reset', accept: true }],
    ['is reset before Slack took it', { kind: 'reset', accept: false }],
    ['ends in a 500', { kind: 'status', status: 500, accept: true }],
    ['ends in a 502', { kind: 'status', status: 502, accept: true }],
    ['ends in a 503', { kind: 'status', status: 503, accept: true }],
    ['fails in Slack itself', { kind: 'refuse', error: 'internal_error' }],
  ])('%s: its fate is unknown, and it was tried once', async (_, mishap) => {
    onPost(mishap)
    expect((await harness.slack.send({ to: c1, card: card('x') })).kind).toBe('unknown')
    expect(postsOf(harness.stub)).toHaveLength(1)
  })

  test('hears nothing for too long: its fate is unknown', async () => {
    const api = createApi({ url: harness.stub.url, tokenOf: async () => 'xoxb-one', timeoutMs: 50 })
    onPost({ kind: 'hang', accept: true })
    expect((await api.call('T1', 'chat.postMessage', { channel: 'C1', text: 'x' })).kind).toBe('unknown')
    expect(postsOf(harness.stub)).toHaveLength(1)
  })

  test('finds nobody listening: it surely did not leave', async () => {
    const gone = await openSlackStub(teams)
    await gone.close()
    const api = createApi({ url: gone.url, tokenOf: async () => 'xoxb-one' })
    expect((await api.call('T1', 'chat.postMessage', {})).kind).toBe('later')
  })

  test.each([
    [7, 7_000],
    [undefined, 30_000],
  ])('is slowed down with Retry-After %s: later, not before', async (seconds, wait) => {
    onPost({ kind: 'slow-down', seconds })
    expect(await harness.slack.send({ to: c1, card: card('x') })).toMatchObject({ kind: 'later', wait })
  })

  test.each([
    ['channel_not_found', 'the channel is gone'],
    ['is_archived', 'archived'],
    ['token_revoked', 'removed from that workspace'],
    ['user_disabled', 'deactivated'],
    ['something_new', 'Slack refused it'],
  ])('is refused with %s: it failed, and says why', async (error, why) => {
    onPost({ kind: 'refuse', error })
    expect(await harness.slack.send({ to: c1, card: card('x') })).toMatchObject({
      kind: 'failed',
      why: expect.stringContaining(why),
    })
  })

  test('to a workspace without the app failed', async () => {
    const sent = await harness.slack.send({ to: channelOf('T2', 'C3'), card: card('x') })
    expect(sent).toMatchObject({ kind: 'failed', why: expect.stringContaining('not_installed') })
  })

  test('to a post that is gone failed', async () => {
    const sent = await harness.slack.send({ to: c1, card: card('x'), replaces: 'C1:1.000001' })
    expect(sent).toMatchObject({ kind: 'failed', why: expect.stringContaining('message_not_found') })
  })
})

test('while a workspace asks for quiet, nothing more is asked of it, and the others go on', async () => {
  onPost({ kind: 'slow-down', seconds: 30 })
  await harness.slack.send({ to: c1, card: card('x') })
  const before = harness.stub.arrived.length
  expect(await harness.slack.send({ to: channelOf('T1', 'C2'), card: card('y') })).toMatchObject({
    kind: 'later',
    wait: 30_000,
  })
  expect(harness.stub.arrived).toHaveLength(before)
  harness.stub.mishap = () => undefined
  harness.now += 30_000
  expect((await harness.slack.send({ to: channelOf('T1', 'C2'), card: card('y') })).kind).toBe('sent')
})

describe('a card that is too long', () => {
  const long = (count: number): Card => ({
    blocks: [
      {
        kind: 'list',
        items: Array.from({ length: count }, (_, n) => [plainRun(`resource number ${n} of the table`)]),
      },
    ],
  })
  const shown = () => harness.stub.messages.map(({ blocks }) => wordsIn(blocks)).join('\n')

  test('says so, and goes on in its own thread', async () => {
    const sent = await harness.slack.send({ to: c1, card: long(400) })
    const [first, ...rest] = harness.stub.messages
    expect(rest.length).toBeGreaterThan(0)
    expect(wordsIn(first?.blocks)).toContain(sentences.goesOn)
    expect(first?.text).toContain(sentences.goesOn)
    for (const message of rest) expect(message.thread_ts).toBe(first?.ts)
    expect(sent).toMatchObject({ kind: 'sent', post: expect.stringContaining(`C1:${first?.ts}`) })
    expect(shown()).toContain('number 399 ')
  })
  test.each([
    [400, 500],
    [400, 200],
    [400, 1],
    [1, 400],
  ])('changes in all its parts: of %s lines, then %s', async (before, after) => {
    const sent = await harness.slack.send({ to: c1, card: long(before) })
    if (sent.kind !== 'sent') throw new Error(sent.why)
    const changed = await harness.slack.send({ to: c1, card: long(after), replaces: sent.post })
    const lines = shown().match(/resource number \d+ /g) ?? []
    expect(new Set(lines).size).toBe(after)
    expect(lines).toHaveLength(after)
    expect(shown().includes(sentences.goesOn)).toBe(after > 1)
    // What it is now can be changed once more.
    if (changed.kind !== 'sent') throw new Error(changed.why)
    await harness.slack.send({ to: c1, card: long(1), replaces: changed.post })
    expect(harness.stub.messages).toHaveLength(1)
  })
})

describe('429 at whatever is asked makes the workspace quiet', () => {
  const to = directOf(profileOf(teams[0] as (typeof teams)[number], 0))
  const picture: Card = { blocks: [{ kind: 'image', png: Buffer.from('png'), alt: 'Two of six' }] }
  test.each([
    ['conversations.open', to, card('x')],
    ['files.getUploadURLExternal', c1, picture],
    ['files.completeUploadExternal', c1, picture],
  ] as const)('%s', async (method, place, what) => {
    harness.stub.mishap = (calledMethod) =>
      calledMethod === method ? { kind: 'slow-down', seconds: 30 } : undefined
    expect(await harness.slack.send({ to: place, card: what })).toMatchObject({ kind: 'later', wait: 30_000 })
    const before = harness.stub.arrived.length
    for (const other of [to, c1])
      expect(await harness.slack.send({ to: other, card: card('y') })).toMatchObject({
        kind: 'later',
        wait: 30_000,
      })
    expect(harness.stub.arrived).toHaveLength(before)
    harness.stub.mishap = () => undefined
    harness.now += 30_000
    expect((await harness.slack.send({ to: place, card: what })).kind).toBe('sent')
  })
})

test('the whole message stands in its text too, for screen readers, and nothing in it comes alive', async () => {
  const text = { kind: 'text' as const, runs: [plainRun('<!channel> & <@U1>')] }
  await harness.slack.send({ to: c1, card: { blocks: [{ kind: 'heading', text: 'Stopped' }, text] } })
  expect(harness.stub.messages[0]?.text).toBe('Stopped\n&lt;!channel&gt; &amp; &lt;@U1&gt;')
})

describe('pictures', () => {
  const picture: Card = {
    blocks: [{ kind: 'image', png: Buffer.from('not really a png'), alt: 'Two of six held' }],
  }
  test('are uploaded with their words, and shown', async () => {
    await harness.slack.send({ to: c1, card: picture })
    const [id] = harness.stub.files.keys()
    expect(harness.stub.files.get(id ?? '')).toEqual({ alt: 'Two of six held', bytes: 16 })
    expect(harness.stub.messages[0]?.blocks[0]).toMatchObject({
      type: 'image',
      slack_file: { id },
      alt_text: 'Two of six held',
    })
  })
  test('that cannot be uploaded are told in words', async () => {
    harness.stub.mishap = (method) =>
      method === 'files.getUploadURLExternal' ? { kind: 'refuse', error: 'missing_scope' } : undefined
    expect((await harness.slack.send({ to: c1, card: picture })).kind).toBe('sent')
    expect(wordsIn(harness.stub.messages[0]?.blocks)).toBe('Two of six held')
  })
})

describe('files', () => {
  const files = [{ name: 'a.json', type: 'application/json', bytes: Buffer.from('{}'), title: 'All data' }]
  const completions = () =>
    harness.stub.arrived.filter(({ method }) => method === 'files.completeUploadExternal').length
  const withFile = () => harness.slack.send({ to: c1, card: card('Here it is'), files })
  const onMethod = (wanted: string, mishap: Mishap) => {
    harness.stub.mishap = (method) => (method === wanted ? mishap : undefined)
  }

  test('come in one message with the card, with title and alternative text', async () => {
    expect((await withFile()).kind).toBe('sent')
    expect(harness.stub.messages).toHaveLength(1)
    const [message] = harness.stub.messages
    expect(wordsIn(message?.blocks)).toBe('Here it is')
    const [id = ''] = message?.files ?? []
    expect(harness.stub.contents.get(id)).toMatchObject({ name: 'a.json', title: 'All data' })
    expect(harness.stub.files.get(id)).toEqual({ alt: 'All data', bytes: 2 })
    expect(postsOf(harness.stub)).toHaveLength(0)
  })
  test('stand in the thread to which the card belongs', async () => {
    const first = await harness.slack.send({ to: c1, card: card('first') })
    const under = first.kind === 'sent' ? first.post : ''
    await harness.slack.send({ to: c1, card: card('second'), files, under })
    expect(harness.stub.messages[1]?.thread_ts).toBe(harness.stub.messages[0]?.ts)
  })
  test.each<[string, Mishap, number]>([
    ['is reset after Slack took it', { kind: 'reset', accept: true }, 1],
    ['is reset before Slack took it', { kind: 'reset', accept: false }, 0],
    ['ends in a 500', { kind: 'status', status: 500, accept: true }, 1],
    ['ends in a 503', { kind: 'status', status: 503, accept: true }, 1],
    ['fails in Slack itself', { kind: 'refuse', error: 'internal_error' }, 0],
  ])('whose posting %s: the fate is unknown, and nothing is repeated', async (_, mishap, copies) => {
    onMethod('files.completeUploadExternal', mishap)
    expect((await withFile()).kind).toBe('unknown')
    expect(completions()).toBe(1)
    expect(postsOf(harness.stub)).toHaveLength(0)
    expect(harness.stub.messages).toHaveLength(copies)
  })
  test.each(['files.getUploadURLExternal', 'files.completeUploadExternal'])(
    'are slowed down at %s: later, nothing has appeared, and then they come once',
    async (method) => {
      onMethod(method, { kind: 'slow-down', seconds: 9 })
      expect(await withFile()).toMatchObject({ kind: 'later', wait: 9_000 })
      expect(harness.stub.messages).toHaveLength(0)
      harness.stub.mishap = () => undefined
      harness.now += 9_000
      expect((await withFile()).kind).toBe('sent')
      expect(harness.stub.messages).toHaveLength(1)
    },
  )
  test.each<[string, Mishap]>([
    ['files.getUploadURLExternal', { kind: 'refuse', error: 'missing_scope' }],
    ['files.getUploadURLExternal', { kind: 'reset', accept: true }],
    ['upload', { kind: 'reset', accept: false }],
    ['upload', { kind: 'status', status: 500, accept: false }],
    ['files.completeUploadExternal', { kind: 'refuse', error: 'file_not_found' }],
  ])('that break at %s (%j) are said to be missing, in one message', async (method, mishap) => {
    onMethod(method, mishap)
    expect((await withFile()).kind).toBe('sent')
    expect(harness.stub.messages).toHaveLength(1)
    expect(harness.stub.messages[0]?.files).toBeUndefined()
    const text = wordsIn(harness.stub.messages[0]?.blocks)
    expect(text).toContain('Here it is')
    expect(text).toContain(sentences.fileMissing('All data'))
  })
  test('that break come as links, where there are any', async () => {
    onMethod('files.getUploadURLExternal', { kind: 'refuse', error: 'missing_scope' })
    const link = async () => 'https://table.example.org/files/abc'
    const [file] = files as [(typeof files)[0]]
    const linked = { ...file, title: 'All <b> | data', link }
    await harness.slack.send({
      to: c1,
      card: card('Here it is'),
      files: [linked, { ...file, title: 'No link' }],
    })
    expect(harness.stub.messages).toHaveLength(1)
    const text = JSON.stringify(harness.stub.messages[0]?.blocks)
    expect(text).toContain('<https://table.example.org/files/abc|All &lt;b&gt; ¦ data>')
    expect(text).toContain(sentences.linksWork)
    expect(text).toContain(sentences.fileMissing('No link'))
  })
  test('make no link where Slack takes them', async () => {
    const link = vi.fn()
    const [file] = files as [(typeof files)[0]]
    await harness.slack.send({ to: c1, card: card('Here it is'), files: [{ ...file, link }] })
    expect(link).not.toHaveBeenCalled()
  })
})

test('a conversation with a person is opened once', async () => {
  const to = directOf(profileOf(teams[0] as (typeof teams)[number], 0))
  for (const text of ['one', 'two']) await harness.slack.send({ to, card: card(text) })
  expect(harness.stub.accepted.filter(({ method }) => method === 'conversations.open')).toHaveLength(1)
})
