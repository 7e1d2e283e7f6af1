// The JSON interface: what each request does, and which requests are refused.
import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Reply } from '../../../../src/chat/adapter.ts'
import { plainRun } from '../../../../src/chat/card.ts'
import { day, minute } from '../../../../src/domain/core/time.ts'
import { everyBlock, everyForm } from '../../../contract/sample-cards.ts'
import {
  aroha,
  card,
  directOf,
  margaret,
  openPlayground,
  type PlaygroundFixture,
  priya,
  tom,
  youth,
  youthPlace,
} from '../harness.ts'

let fixture: PlaygroundFixture
beforeEach(async () => {
  fixture = await openPlayground()
})
afterEach(() => fixture.playground.stop())

const seat = { as: aroha, room: youth }
const withButton: Reply = {
  kind: 'card',
  card: {
    blocks: [
      { kind: 'text', runs: [plainRun('Sure?')] },
      { kind: 'buttons', buttons: [{ label: 'Undo', action: 'undo', values: { entry: '7' } }] },
    ],
  },
}

describe('say', () => {
  test('the answer holds the reply, its text and its id', async () => {
    fixture.bot.answer = async () => withButton
    const { status, body } = await fixture.post('say', { ...seat, text: 'help' })
    expect(status).toBe(200)
    expect(body.reply).toMatchObject({ kind: 'card', text: 'Sure?\n[Undo]' })
    expect(body.reply.post).toMatch(/^line-/)
  })
  test.each([
    ['/network put money', 'put money'],
    ['/NETWORK', ''],
    ['@On the Table, meet Thu 2pm', 'meet Thu 2pm'],
    ['  @on the table help', 'help'],
    ['/networks put', '/networks put'],
    ['put /network', 'put /network'],
  ])('%j reaches the bot as %j', async (typed, text) => {
    await fixture.post('say', { ...seat, text: typed })
    expect(fixture.received[0]).toMatchObject({ kind: 'message', text })
  })
  test('the answer comes after everything due now is delivered', async () => {
    fixture.bot.answer = async () => {
      fixture.outbox.push({ to: youthPlace, card: card('A network has begun') })
      return { kind: 'none' }
    }
    await fixture.post('say', { ...seat, text: 'start' })
    const { messages } = await fixture.messages(priya, youth)
    expect(messages.map((message: { text: string }) => message.text)).toEqual(['A network has begun'])
  })
  test('what was typed is shown only to the person who typed it', async () => {
    await fixture.post('say', { ...seat, text: 'flag something private' })
    const mine = await fixture.messages(aroha, youth)
    expect(mine.messages).toMatchObject([
      { from: 'Aroha Ngata', text: 'flag something private', private: true },
    ])
    expect((await fixture.messages(priya, youth)).messages).toEqual([])
    expect(await fixture.page(priya, youth)).not.toContain('something private')
  })
  test('a picture in a reply travels as base64', async () => {
    fixture.bot.answer = async () => ({ kind: 'card', card: { blocks: everyBlock } })
    const { body } = await fixture.post('say', { ...seat, text: 'picture' })
    const image = body.reply.card.blocks.find((block: { kind: string }) => block.kind === 'image')
    expect(Buffer.from(image.png, 'base64').subarray(1, 4).toString()).toBe('PNG')
  })
  test('an error in the bot is answered with 500 and an explanation, and the next request works', async () => {
    fixture.bot.answer = async () => {
      throw new Error('secret detail')
    }
    const { status, body } = await fixture.post('say', { ...seat, text: 'help' })
    expect(status).toBe(500)
    expect(JSON.stringify(body)).not.toContain('secret detail')
    fixture.bot.answer = async () => ({ kind: 'none' })
    expect((await fixture.post('say', { ...seat, text: 'help' })).body).toEqual({ reply: { kind: 'none' } })
  })
})

describe('press and submit', () => {
  test('the same press twice reaches the bot twice, with two ids', async () => {
    fixture.bot.answer = async () => withButton
    const { body } = await fixture.post('say', { ...seat, text: 'x' })
    const press = { ...seat, post: body.reply.post, action: 'undo', values: { entry: '7' } }
    const answers = await Promise.all([fixture.post('press', press), fixture.post('press', press)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(new Set(fixture.received.map(({ id }) => id)).size).toBe(3)
  })
  test('a button that is not on that card is refused', async () => {
    fixture.bot.answer = async () => withButton
    const { body } = await fixture.post('say', { ...seat, text: 'x' })
    const good = { ...seat, post: body.reply.post, action: 'undo', values: { entry: '7' } }
    const wrong = [
      { ...good, action: 'redo' },
      { ...good, values: { entry: '8' } },
      { ...good, values: {} },
      { ...good, values: { entry: '7', more: '' } },
      { ...good, post: 'line-nothing' },
      { ...good, as: priya },
      { ...good, room: 'general' },
    ]
    for (const press of wrong) expect((await fixture.post('press', press)).status).toBe(400)
    expect(fixture.received).toHaveLength(1)
  })
  test('a button of a direct message cannot be pressed by anyone else', async () => {
    const sent = await fixture.playground.send({ to: directOf(margaret), card: { blocks: everyBlock } })
    const press = { room: 'direct', post: sent.kind === 'sent' && sent.post, action: 'a', values: {} }
    expect((await fixture.post('press', { as: aroha, ...press })).status).toBe(400)
    expect((await fixture.post('press', { as: margaret, ...press })).status).toBe(200)
  })
  test('unknown fields, unknown options and people from another workspace are refused', async () => {
    fixture.bot.answer = async () => ({ kind: 'form', form: everyForm })
    const { body } = await fixture.post('say', { ...seat, text: 'start' })
    const submit = { ...seat, form: body.reply.instance }
    const wrong = [{ nobody: 'x' }, { agency: 'army' }, { angel: tom }, { angel: 'Priya Raman' }]
    for (const fields of wrong) expect((await fixture.post('submit', { ...submit, fields })).status).toBe(400)
    expect(fixture.received).toHaveLength(1)
    expect((await fixture.post('submit', { ...submit, as: priya, fields: {} })).status).toBe(400)
    expect(
      (await fixture.post('submit', { ...submit, fields: { agency: 'health', angel: priya } })).status,
    ).toBe(200)
  })
  test('a form that was submitted or dismissed cannot be submitted again', async () => {
    fixture.bot.answer = async () => ({ kind: 'form', form: everyForm })
    const first = (await fixture.post('say', { ...seat, text: 'start' })).body.reply.instance
    await fixture.post('dismiss', { ...seat, id: first })
    expect((await fixture.post('submit', { ...seat, form: first, fields: {} })).status).toBe(400)
    const second = (await fixture.post('say', { ...seat, text: 'start' })).body.reply.instance
    fixture.bot.answer = async () => ({ kind: 'none' })
    expect((await fixture.post('submit', { ...seat, form: second, fields: {} })).status).toBe(200)
    expect((await fixture.post('submit', { ...seat, form: second, fields: {} })).status).toBe(400)
  })
  test('errors in the form of a card are shown only to the person who typed', async () => {
    await fixture.playground.send({ to: youthPlace, card: { blocks: [{ kind: 'inputs', form: everyForm }] } })
    fixture.bot.answer = async () => ({ kind: 'form-errors', errors: { name: 'Too short' } })
    const form = (await fixture.messages(aroha, youth)).messages[0].forms[0].instance
    const { body } = await fixture.post('submit', { ...seat, form, fields: { name: 'canary' } })
    expect(body.reply).toEqual({ kind: 'form-errors', errors: { name: 'Too short' }, instance: form })
    expect(await fixture.page(aroha, youth)).toContain('value="canary"')
    expect(await fixture.page(priya, youth)).not.toMatch(/canary|Too short/)
  })
})

test('a form in a card keeps its id when the card is replaced and the form moves', async () => {
  const form = { kind: 'inputs', form: everyForm } as const
  const sent = await fixture.playground.send({ to: youthPlace, card: { blocks: [form, form] } })
  const names = async () => {
    const { messages } = await fixture.messages(aroha, youth)
    return messages[0].forms.map(({ instance }: { instance: string }) => instance)
  }
  const before = await names()
  const replaces = sent.kind === 'sent' ? sent.post : ''
  await fixture.playground.send({
    to: youthPlace,
    card: { blocks: [...card('moved').blocks, form, form] },
    replaces,
  })
  expect(await names()).toEqual(before)
  expect(new Set(before).size).toBe(2)
})

describe('reading', () => {
  test('unread counts are kept per person and are cleared when the room is read', async () => {
    await fixture.playground.send({ to: youthPlace, card: card('one') })
    await fixture.playground.send({ to: directOf(margaret), card: card('two') })
    expect(await fixture.unread(aroha)).toEqual({ [youth]: 1, general: 0, 'school-nurses': 0, direct: 0 })
    expect(await fixture.unread(margaret)).toEqual({ general: 0, 'school-nurses': 0, direct: 1 })
    await fixture.post('read', seat)
    expect((await fixture.unread(aroha))[youth]).toBe(0)
    expect((await fixture.unread(priya))[youth]).toBe(1)
  })
  test('a dismissed private reply is gone', async () => {
    fixture.bot.answer = async () => withButton
    const { body } = await fixture.post('say', { ...seat, text: 'x' })
    await fixture.post('dismiss', { ...seat, id: body.reply.post })
    const { messages } = await fixture.messages(aroha, youth)
    expect(messages.map((message: { text: string }) => message.text)).toEqual(['x'])
  })
  test('a post that was replaced says when', async () => {
    const sent = await fixture.playground.send({ to: youthPlace, card: card('open') })
    fixture.time.now += minute
    const replaces = sent.kind === 'sent' ? sent.post : ''
    await fixture.playground.send({ to: youthPlace, card: card('closed'), replaces })
    const { messages } = await fixture.messages(aroha, youth)
    expect(messages).toMatchObject([{ text: 'closed', updated: '2026-11-24T01:01:00.000Z' }])
    expect(await fixture.page(aroha, youth)).toContain('class="updated"')
  })
  test('a picture is served only to people who see its post', async () => {
    const sent = await fixture.playground.send({ to: directOf(margaret), card: { blocks: everyBlock } })
    const post = sent.kind === 'sent' ? sent.post : ''
    const block = everyBlock.findIndex(({ kind }) => kind === 'image')
    const picture = (as: string) =>
      fixture.get(`/playground/picture?as=${as}&room=direct&post=${post}&block=${block}`)
    expect((await picture(margaret)).headers.get('content-type')).toBe('image/png')
    expect((await picture(aroha)).status).toBe(400)
  })
  test('a file is served as a download, and only to people who see its post', async () => {
    const bytes = Buffer.from('<script>alert(1)</script>')
    const files = [{ name: 'the story Ō.html', type: 'text/html', bytes, title: 'The story' }]
    const sent = await fixture.playground.send({ to: directOf(margaret), card: card('yours'), files })
    const post = sent.kind === 'sent' ? sent.post : ''
    const file = (as: string, index = '0') =>
      fixture.get(`/playground/file?as=${as}&room=direct&post=${post}&file=${index}`)
    const hers = await file(margaret)
    expect(await hers.text()).toBe('<script>alert(1)</script>')
    expect(hers.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''the%20story%20%C5%8C.html",
    )
    expect(hers.headers.get('cache-control')).toBe('no-store')
    expect(hers.headers.get('x-content-type-options')).toBe('nosniff')
    for (const [as, index] of [
      [aroha, '0'],
      [margaret, '1'],
      [margaret, '../0'],
      [margaret, 'constructor'],
    ] as const)
      expect((await file(as, index)).status).toBe(400)
    expect((await fixture.messages(margaret, 'direct')).messages[0].files).toEqual([
      { name: 'the story Ō.html', type: 'text/html', title: 'The story', size: 25 },
    ])
  })
  test('replacing or answering a post of another place does not change it', async () => {
    const sent = await fixture.playground.send({ to: directOf(margaret), card: card('hers') })
    const id = sent.kind === 'sent' ? sent.post : ''
    expect((await fixture.playground.send({ to: youthPlace, card: card('x'), replaces: id })).kind).toBe(
      'failed',
    )
    await fixture.playground.send({ to: youthPlace, card: card('y'), under: id })
    expect((await fixture.messages(aroha, youth)).messages).toMatchObject([{ text: 'y' }])
    expect((await fixture.messages(margaret, 'direct')).messages).toMatchObject([{ text: 'hers' }])
  })
})

describe('clock', () => {
  test('a malformed body is answered with an example', async () => {
    expect((await fixture.post('clock', { forward: 7 })).body).toEqual({
      error: 'body: say {"forward": "P7D"} or {"to": "next"}.',
    })
  })

  const start = Date.UTC(2026, 10, 24, 1)
  test('moves on by a duration, and answers once everything on the way was delivered', async () => {
    fixture.time.due = [start + 1000, start + 2 * day]
    const { body } = await fixture.post('clock', { forward: 'P1D' })
    expect(body).toEqual({ now: '2026-11-25T01:00:00.000Z', moved: true })
    expect((await fixture.messages(aroha, youth)).messages).toHaveLength(1)
  })
  test('a week across the end of daylight saving time ends at the same hour', async () => {
    fixture.time.now = Date.UTC(2027, 2, 31, 20)
    const { body } = await fixture.post('clock', { forward: 'P1W' })
    expect(body.now).toBe('2027-04-07T21:00:00.000Z')
  })
  test('moves to what happens next, or stays if nothing is due', async () => {
    fixture.time.due = [start + 5000]
    expect((await fixture.post('clock', { to: 'next' })).body).toEqual({
      now: '2026-11-24T01:00:05.000Z',
      moved: true,
    })
    expect((await fixture.post('clock', { to: 'next' })).body).toEqual({
      now: '2026-11-24T01:00:05.000Z',
      moved: false,
    })
  })
  test('moves past what nobody sees, and says so where nothing else is in sight', async () => {
    fixture.time.due = [start + 1000, start + 2000, start + 3000, start + 4000]
    fixture.time.unseen = [start + 1000, start + 2000, start + 4000]
    const { body } = await fixture.post('clock', { to: 'next' })
    expect(body).toEqual({ now: new Date(start + 3000).toISOString(), moved: true })
    expect((await fixture.messages(aroha, youth)).messages).toHaveLength(1)
    expect((await fixture.post('clock', { to: 'next' })).body).toEqual({
      now: new Date(start + 4000).toISOString(),
      moved: false,
    })
  })
  test('two moves at once are made one after the other', async () => {
    await Promise.all([fixture.post('clock', { forward: 'P1D' }), fixture.post('clock', { forward: 'P1D' })])
    expect(fixture.time.now).toBe(start + 2 * day)
  })
  test.each(['-P1D', 'PT0S', 'tomorrow', 'P3Y', 'P1000000000Y'])('%s is refused', async (forward) => {
    expect((await fixture.post('clock', { forward })).status).toBe(400)
    expect(fixture.time.now).toBe(start)
  })
})

describe('start afresh', () => {
  test('the bot and the rooms forget everything', async () => {
    await fixture.playground.send({ to: youthPlace, card: card('old news') })
    await fixture.post('say', { ...seat, text: 'help' })
    expect((await fixture.post('start-afresh', {})).status).toBe(200)
    expect(fixture.bot.afresh).toBe(1)
    expect((await fixture.messages(aroha, youth)).messages).toEqual([])
    expect(fixture.memory.text).not.toContain('old news')
  })
})

describe('bad requests', () => {
  test.each([
    ['say', '{"as":'],
    ['say', '[]'],
    ['say', {}],
    ['say', { as: 'nobody', room: youth, text: 'x' }],
    ['say', { as: '__proto__', room: youth, text: 'x' }],
    ['say', { as: margaret, room: youth, text: 'x' }],
    ['say', { as: tom, room: youth, text: 'x' }],
    ['say', { as: aroha, room: 'constructor', text: 'x' }],
    ['say', { as: aroha, room: youth, text: 7 }],
    ['say', { as: aroha, room: youth, text: 'x', more: 1 }],
    ['press', { as: aroha, room: youth, post: 'x', action: 'y', values: { a: 1 } }],
    ['submit', { as: aroha, room: youth, form: 'x', fields: [] }],
    ['clock', { forward: 'P1D', to: 'next' }],
    ['show-me', { pace: 0 }],
    ['show-me/pace', { pace: 21 }],
    ['show-me/next', { pace: 1 }],
    ['read', { as: aroha, room: 'nowhere' }],
    ['dismiss', { as: aroha, room: youth }],
  ])('%s %j is refused with a reason', async (path, body) => {
    const answer = await fixture.post(path, body)
    expect(answer.status).toBe(400)
    expect(answer.body.error).toEqual(expect.any(String))
    expect(fixture.received).toEqual([])
  })
  test.each([
    ['say', {}, 'as: this is missing. room: this is missing. text: this is missing.'],
    ['say', { as: aroha, room: youth, text: 7 }, 'text: it has to be text.'],
    ['say', { as: aroha, room: youth, text: 'x', more: 1 }, 'more: there is no such field.'],
    ['say', '7', 'body: a JSON object is needed.'],
    ['show-me', { pace: 0 }, 'pace: it has to be >=0.1.'],
  ])('%s %j is refused in plain words', async (path, body, error) => {
    expect((await fixture.post(path, body)).body).toEqual({ error })
  })
  test.each(['rooms', 'messages', 'messages?as=aroha-ngata', 'events', 'events?as=nobody', 'picture'])(
    'reading %s without saying who and where is refused',
    async (path) => {
      expect((await fixture.get(`/playground/${path}`)).status).toBe(400)
    },
  )
  test('more than 256 KB is refused, and less is accepted', async () => {
    const text = (size: number) => fixture.post('say', { ...seat, text: 'x'.repeat(size) })
    expect((await text(256 * 1024)).status).toBe(413)
    expect((await text(200 * 1024)).status).toBe(200)
    expect(fixture.received).toHaveLength(1)
  })
})

describe('starting and stopping', () => {
  test('nothing is accepted after stop, which waits for requests in flight', async () => {
    const { promise, resolve } = Promise.withResolvers<Reply>()
    const arrived = Promise.withResolvers<void>()
    fixture.bot.answer = () => {
      arrived.resolve()
      return promise
    }
    const slow = fixture.post('say', { ...seat, text: 'slow' })
    await arrived.promise
    let isOver = false
    const stopped = fixture.playground.stop().then(() => {
      isOver = true
    })
    expect((await fixture.post('say', { ...seat, text: 'late' })).status).toBe(503)
    expect(isOver).toBe(false)
    resolve({ kind: 'card', card: card('done') })
    await stopped
    expect((await slow).body.reply).toMatchObject({ kind: 'card', text: 'done' })
    expect(fixture.received).toHaveLength(1)
  })
})

test('every picture of the page is the bot’s icon', async () => {
  const page = await fixture.page(aroha, youth)
  const pictures = [...page.matchAll(/(?:src|rel="icon" href)="([^"]*\.svg)"/g)].map(([, address]) => address)
  expect(new Set(pictures)).toEqual(new Set(['/playground/page/icon.svg']))
  const icon = await fixture.get('/playground/page/icon.svg')
  expect(await icon.text()).toBe(await readFile('docs/pictures/icon.svg', 'utf8'))
})
