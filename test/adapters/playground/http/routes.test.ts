// The JSON interface: what each request does, and what is refused.
import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Reply } from '../../../../src/chat/adapter.ts'
import { plainRun } from '../../../../src/chat/card.ts'
import { everyBlock, everyForm } from '../../../contract/sample-cards.ts'
import {
  aroha,
  card,
  directOf,
  margaret,
  openPlayground,
  priya,
  type Test,
  tom,
  youth,
  youthPlace,
} from '../harness.ts'

let its: Test
beforeEach(async () => {
  its = await openPlayground()
})
afterEach(() => its.playground.stop())

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
  test('answers with the reply, in words and with its name', async () => {
    its.bot.answer = async () => withButton
    const { status, body } = await its.post('say', { ...seat, text: 'help' })
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
  ])('%j reaches the bot as %j', async (typed, said) => {
    await its.post('say', { ...seat, text: typed })
    expect(its.received[0]).toMatchObject({ kind: 'message', text: said })
  })
  test('the answer comes after everything due now is delivered', async () => {
    its.bot.answer = async () => {
      its.outbox.push({ to: youthPlace, card: card('A network has begun') })
      return { kind: 'none' }
    }
    await its.post('say', { ...seat, text: 'start' })
    const { messages } = await its.messages(priya, youth)
    expect(messages.map((message: { text: string }) => message.text)).toEqual(['A network has begun'])
  })
  test('what was typed is shown to whoever typed it only', async () => {
    await its.post('say', { ...seat, text: 'flag something private' })
    const mine = await its.messages(aroha, youth)
    expect(mine.messages).toMatchObject([
      { from: 'Aroha Ngata', text: 'flag something private', private: true },
    ])
    expect((await its.messages(priya, youth)).messages).toEqual([])
    expect(await its.page(priya, youth)).not.toContain('something private')
  })
  test('a picture in a reply travels as base64', async () => {
    its.bot.answer = async () => ({ kind: 'card', card: { blocks: everyBlock } })
    const { body } = await its.post('say', { ...seat, text: 'picture' })
    const image = body.reply.card.blocks.find((block: { kind: string }) => block.kind === 'image')
    expect(Buffer.from(image.png, 'base64').subarray(1, 4).toString()).toBe('PNG')
  })
  test('a mistake of the bot answers 500 with words, and the next request is answered', async () => {
    its.bot.answer = async () => {
      throw new Error('secret detail')
    }
    const { status, body } = await its.post('say', { ...seat, text: 'help' })
    expect(status).toBe(500)
    expect(JSON.stringify(body)).not.toContain('secret detail')
    its.bot.answer = async () => ({ kind: 'none' })
    expect((await its.post('say', { ...seat, text: 'help' })).body).toEqual({ reply: { kind: 'none' } })
  })
})

describe('press and submit', () => {
  test('the same press twice reaches the bot twice, with two ids', async () => {
    its.bot.answer = async () => withButton
    const { body } = await its.post('say', { ...seat, text: 'x' })
    const press = { ...seat, post: body.reply.post, action: 'undo', values: { entry: '7' } }
    const answers = await Promise.all([its.post('press', press), its.post('press', press)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(new Set(its.received.map(({ id }) => id)).size).toBe(3)
  })
  test('a button that is not on that card is refused', async () => {
    its.bot.answer = async () => withButton
    const { body } = await its.post('say', { ...seat, text: 'x' })
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
    for (const press of wrong) expect((await its.post('press', press)).status).toBe(400)
    expect(its.received).toHaveLength(1)
  })
  test('a button of a direct message cannot be pressed by anyone else', async () => {
    const sent = await its.playground.send({ to: directOf(margaret), card: { blocks: everyBlock } })
    const press = { room: 'direct', post: sent.kind === 'sent' && sent.post, action: 'a', values: {} }
    expect((await its.post('press', { as: aroha, ...press })).status).toBe(400)
    expect((await its.post('press', { as: margaret, ...press })).status).toBe(200)
  })
  test('fields that the form has not, options it offers not, and people of elsewhere are refused', async () => {
    its.bot.answer = async () => ({ kind: 'form', form: everyForm })
    const { body } = await its.post('say', { ...seat, text: 'start' })
    const submit = { ...seat, form: body.reply.instance }
    const wrong = [{ nobody: 'x' }, { agency: 'army' }, { angel: tom }, { angel: 'Priya Raman' }]
    for (const fields of wrong) expect((await its.post('submit', { ...submit, fields })).status).toBe(400)
    expect(its.received).toHaveLength(1)
    expect((await its.post('submit', { ...submit, as: priya, fields: {} })).status).toBe(400)
    expect((await its.post('submit', { ...submit, fields: { agency: 'health', angel: priya } })).status).toBe(
      200,
    )
  })
  test('a form that was answered or put away cannot be submitted again', async () => {
    its.bot.answer = async () => ({ kind: 'form', form: everyForm })
    const first = (await its.post('say', { ...seat, text: 'start' })).body.reply.instance
    await its.post('dismiss', { ...seat, id: first })
    expect((await its.post('submit', { ...seat, form: first, fields: {} })).status).toBe(400)
    const second = (await its.post('say', { ...seat, text: 'start' })).body.reply.instance
    its.bot.answer = async () => ({ kind: 'none' })
    expect((await its.post('submit', { ...seat, form: second, fields: {} })).status).toBe(200)
    expect((await its.post('submit', { ...seat, form: second, fields: {} })).status).toBe(400)
  })
  test('what is to be mended in a card shows to whoever typed it only', async () => {
    await its.playground.send({ to: youthPlace, card: { blocks: [{ kind: 'inputs', form: everyForm }] } })
    its.bot.answer = async () => ({ kind: 'form-errors', errors: { name: 'Too short' } })
    const form = (await its.messages(aroha, youth)).messages[0].forms[0].instance
    const { body } = await its.post('submit', { ...seat, form, fields: { name: 'canary' } })
    expect(body.reply).toEqual({ kind: 'form-errors', errors: { name: 'Too short' }, instance: form })
    expect(await its.page(aroha, youth)).toContain('value="canary"')
    expect(await its.page(priya, youth)).not.toMatch(/canary|Too short/)
  })
})

test('a form in a card keeps its name when the card is replaced and the form moves', async () => {
  const form = { kind: 'inputs', form: everyForm } as const
  const sent = await its.playground.send({ to: youthPlace, card: { blocks: [form, form] } })
  const names = async () => {
    const { messages } = await its.messages(aroha, youth)
    return messages[0].forms.map(({ instance }: { instance: string }) => instance)
  }
  const before = await names()
  const replaces = sent.kind === 'sent' ? sent.post : ''
  await its.playground.send({
    to: youthPlace,
    card: { blocks: [...card('moved').blocks, form, form] },
    replaces,
  })
  expect(await names()).toEqual(before)
  expect(new Set(before).size).toBe(2)
})

describe('reading', () => {
  test('unread marks are each person’s own and go once the room was read', async () => {
    await its.playground.send({ to: youthPlace, card: card('one') })
    await its.playground.send({ to: directOf(margaret), card: card('two') })
    expect(await its.unread(aroha)).toEqual({ [youth]: 1, general: 0, 'school-nurses': 0, direct: 0 })
    expect(await its.unread(margaret)).toEqual({ general: 0, 'school-nurses': 0, direct: 1 })
    await its.post('read', seat)
    expect((await its.unread(aroha))[youth]).toBe(0)
    expect((await its.unread(priya))[youth]).toBe(1)
  })
  test('a dismissed private reply is gone', async () => {
    its.bot.answer = async () => withButton
    const { body } = await its.post('say', { ...seat, text: 'x' })
    await its.post('dismiss', { ...seat, id: body.reply.post })
    const { messages } = await its.messages(aroha, youth)
    expect(messages.map((message: { text: string }) => message.text)).toEqual(['x'])
  })
  test('a post that was replaced says so', async () => {
    const sent = await its.playground.send({ to: youthPlace, card: card('open') })
    its.time.now += 60_000
    const replaces = sent.kind === 'sent' ? sent.post : ''
    await its.playground.send({ to: youthPlace, card: card('closed'), replaces })
    const { messages } = await its.messages(aroha, youth)
    expect(messages).toMatchObject([{ text: 'closed', updated: '2026-11-24T01:01:00.000Z' }])
    expect(await its.page(aroha, youth)).toContain('class="updated"')
  })
  test('a picture is served to those who see the post only', async () => {
    const sent = await its.playground.send({ to: directOf(margaret), card: { blocks: everyBlock } })
    const post = sent.kind === 'sent' ? sent.post : ''
    const block = everyBlock.findIndex(({ kind }) => kind === 'image')
    const picture = (as: string) =>
      its.get(`/playground/picture?as=${as}&room=direct&post=${post}&block=${block}`)
    expect((await picture(margaret)).headers.get('content-type')).toBe('image/png')
    expect((await picture(aroha)).status).toBe(400)
  })
  test('a file is handed to those who see the post only, as a download', async () => {
    const bytes = Buffer.from('<script>alert(1)</script>')
    const files = [{ name: 'the story Ō.html', type: 'text/html', bytes, title: 'The story' }]
    const sent = await its.playground.send({ to: directOf(margaret), card: card('yours'), files })
    const post = sent.kind === 'sent' ? sent.post : ''
    const file = (as: string, index = '0') =>
      its.get(`/playground/file?as=${as}&room=direct&post=${post}&file=${index}`)
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
    expect((await its.messages(margaret, 'direct')).messages[0].files).toEqual([
      { name: 'the story Ō.html', type: 'text/html', title: 'The story', size: 25 },
    ])
  })
  test('replacing or answering a post of another place does not touch it', async () => {
    const sent = await its.playground.send({ to: directOf(margaret), card: card('hers') })
    const id = sent.kind === 'sent' ? sent.post : ''
    expect((await its.playground.send({ to: youthPlace, card: card('x'), replaces: id })).kind).toBe('failed')
    await its.playground.send({ to: youthPlace, card: card('y'), under: id })
    expect((await its.messages(aroha, youth)).messages).toMatchObject([{ text: 'y' }])
    expect((await its.messages(margaret, 'direct')).messages).toMatchObject([{ text: 'hers' }])
  })
})

describe('clock', () => {
  test('says what it takes where it is told something else', async () => {
    expect((await its.post('clock', { forward: 7 })).body).toEqual({
      error: 'body: say {"forward": "P7D"} or {"to": "next"}.',
    })
  })

  const start = Date.UTC(2026, 10, 24, 1)
  test('moves on by a duration, and answers once everything on the way was delivered', async () => {
    its.time.due = [start + 1000, start + 2 * 86_400_000]
    const { body } = await its.post('clock', { forward: 'P1D' })
    expect(body).toEqual({ now: '2026-11-25T01:00:00.000Z', moved: true })
    expect((await its.messages(aroha, youth)).messages).toHaveLength(1)
  })
  test('a week over the change of the clocks ends at the same hour', async () => {
    its.time.now = Date.UTC(2027, 2, 31, 20)
    const { body } = await its.post('clock', { forward: 'P1W' })
    expect(body.now).toBe('2027-04-07T21:00:00.000Z')
  })
  test('moves to what happens next, or stays where nothing waits', async () => {
    its.time.due = [start + 5000]
    expect((await its.post('clock', { to: 'next' })).body).toEqual({
      now: '2026-11-24T01:00:05.000Z',
      moved: true,
    })
    expect((await its.post('clock', { to: 'next' })).body).toEqual({
      now: '2026-11-24T01:00:05.000Z',
      moved: false,
    })
  })
  test('two moves at once follow one another', async () => {
    await Promise.all([its.post('clock', { forward: 'P1D' }), its.post('clock', { forward: 'P1D' })])
    expect(its.time.now).toBe(start + 2 * 86_400_000)
  })
  test.each(['-P1D', 'PT0S', 'tomorrow', 'P3Y', 'P1000000000Y'])('%s is refused', async (forward) => {
    expect((await its.post('clock', { forward })).status).toBe(400)
    expect(its.time.now).toBe(start)
  })
})

describe('start afresh', () => {
  test('the bot and the rooms forget everything', async () => {
    await its.playground.send({ to: youthPlace, card: card('old news') })
    await its.post('say', { ...seat, text: 'help' })
    expect((await its.post('start-afresh', {})).status).toBe(200)
    expect(its.bot.afresh).toBe(1)
    expect((await its.messages(aroha, youth)).messages).toEqual([])
    expect(its.memory.text).not.toContain('old news')
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
    const answer = await its.post(path, body)
    expect(answer.status).toBe(400)
    expect(answer.body.error).toEqual(expect.any(String))
    expect(its.received).toEqual([])
  })
  test.each(['rooms', 'messages', 'messages?as=aroha-ngata', 'events', 'events?as=nobody', 'picture'])(
    'reading %s without saying who and where is refused',
    async (path) => {
      expect((await its.get(`/playground/${path}`)).status).toBe(400)
    },
  )
  test('more than 256 KB is refused, and less is taken', async () => {
    const text = (size: number) => its.post('say', { ...seat, text: 'x'.repeat(size) })
    expect((await text(256 * 1024)).status).toBe(413)
    expect((await text(200 * 1024)).status).toBe(200)
    expect(its.received).toHaveLength(1)
  })
})

describe('starting and stopping', () => {
  test('nothing is taken in after stop, which waits for what is in hand', async () => {
    const { promise, resolve } = Promise.withResolvers<Reply>()
    const arrived = Promise.withResolvers<void>()
    its.bot.answer = () => {
      arrived.resolve()
      return promise
    }
    const asked = its.post('say', { ...seat, text: 'slow' })
    await arrived.promise
    let isOver = false
    const stopped = its.playground.stop().then(() => {
      isOver = true
    })
    expect((await its.post('say', { ...seat, text: 'late' })).status).toBe(503)
    expect(isOver).toBe(false)
    resolve({ kind: 'card', card: card('done') })
    await stopped
    expect((await asked).body.reply).toMatchObject({ kind: 'card', text: 'done' })
    expect(its.received).toHaveLength(1)
  })
})

test('every picture of the page is the one icon of the program', async () => {
  const page = await its.page(aroha, youth)
  const pictures = [...page.matchAll(/(?:src|rel="icon" href)="([^"]*\.svg)"/g)].map(([, address]) => address)
  expect(new Set(pictures)).toEqual(new Set(['/playground/page/icon.svg']))
  const icon = await its.get('/playground/page/icon.svg')
  expect(await icon.text()).toBe(await readFile('docs/pictures/icon.svg', 'utf8'))
})
