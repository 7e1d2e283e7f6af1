// What the playground keeps across a restart, how much of it, and what happens when saving fails.
import { expect, test } from 'vitest'
import {
  addLine,
  addPost,
  emptyState,
  maxLines,
  maxPosts,
  seatKey,
} from '../../../../adapters/playground/chat/state.ts'
import { everyBlock, everyForm } from '../../../contract/sample-cards.ts'
import { aroha, card, directOf, margaret, openPlayground, priya, youth, youthPlace } from '../harness.ts'

test('posts, private lines, open forms and unread marks survive a restart', async () => {
  const first = await openPlayground()
  await first.playground.send({ to: youthPlace, card: { blocks: everyBlock } })
  await first.playground.send({ to: directOf(margaret), card: card('a flag') })
  first.bot.answer = async () => ({ kind: 'card', card: card('only for you') })
  await first.post('say', { as: aroha, room: youth, text: 'help' })
  first.bot.answer = async () => ({ kind: 'form', form: everyForm })
  await first.post('say', { as: aroha, room: youth, text: 'start' })
  await first.post('read', { as: priya, room: youth })
  const before = await Promise.all([
    first.messages(aroha, youth),
    first.page(aroha, youth),
    first.unread(priya),
  ])
  await first.playground.stop()

  const second = await openPlayground({ saved: first.memory.text })
  const after = await Promise.all([
    second.messages(aroha, youth),
    second.page(aroha, youth),
    second.unread(priya),
  ])
  expect(after).toEqual(before)
  expect(before[0].messages).toHaveLength(4)
  expect(before[0].form.form.title).toBe(everyForm.title)
  expect((await second.unread(margaret)).direct).toBe(1)
})

test('a file survives a restart, byte for byte', async () => {
  const bytes = Buffer.from([0, 255, 128, 10, 13])
  const first = await openPlayground()
  const files = [{ name: 'a.bin', type: 'application/octet-stream', bytes, title: 'Bytes' }]
  const sent = await first.playground.send({ to: directOf(margaret), card: card('yours'), files })
  const post = sent.kind === 'sent' ? sent.post : ''
  const second = await openPlayground({ saved: first.memory.text ?? '' })
  const download = await second.get(`/playground/file?as=${margaret}&room=direct&post=${post}&file=0`)
  expect(Buffer.from(await download.arrayBuffer())).toEqual(bytes)
})

test('a button from before the restart still works, and a post can still be replaced', async () => {
  const first = await openPlayground()
  const sent = await first.playground.send({ to: youthPlace, card: { blocks: everyBlock } })
  const post = sent.kind === 'sent' ? sent.post : ''
  const second = await openPlayground({ saved: first.memory.text ?? '' })
  expect((await second.post('press', { as: aroha, room: youth, post, action: 'a' })).status).toBe(200)
  expect(await second.playground.send({ to: youthPlace, card: card('new'), replaces: post })).toEqual(sent)
  expect((await second.messages(aroha, youth)).messages).toMatchObject([{ text: 'new' }])
})

test('what an unknown version has saved is ignored', async () => {
  const fixture = await openPlayground({ saved: '{"version":99,"posts":7}' })
  expect((await fixture.messages(aroha, youth)).messages).toEqual([])
})

test('a delivery is saved before it is reported as sent', async () => {
  const fixture = await openPlayground()
  await fixture.playground.send({ to: youthPlace, card: card('kept words') })
  expect(fixture.memory.text).toContain('kept words')
})

test('changes of one event-loop turn are saved together', async () => {
  const fixture = await openPlayground()
  await Promise.all(
    ['a', 'b', 'c', 'd'].map((text) => fixture.playground.send({ to: youthPlace, card: card(text) })),
  )
  expect(fixture.memory.saves).toBe(1)
  expect((await fixture.messages(aroha, youth)).messages).toHaveLength(4)
})

test('a delivery that could not be saved is unknown, and the next one is saved', async () => {
  let full = true
  const fixture = await openPlayground({
    async save() {
      if (full) throw new Error('disk full')
    },
  })
  expect((await fixture.playground.send({ to: youthPlace, card: card('first') })).kind).toBe('unknown')
  full = false
  expect((await fixture.playground.send({ to: youthPlace, card: card('second') })).kind).toBe('sent')
  expect(fixture.memory.text).toMatch(/first.*second/)
})

test('only the newest posts and lines are kept', () => {
  let state = emptyState
  const seat = seatKey(aroha, youth)
  for (let index = 0; index < maxPosts + 5; index += 1) {
    state = addPost(state, { id: `post-${index}`, place: youthPlace, at: 0, card: card('x') })
  }
  for (let index = 0; index < maxLines + 5; index += 1) {
    state = addLine(state, seat, { kind: 'typed', id: `line-${index}`, at: 0, text: 'x' })
  }
  expect(state.posts).toHaveLength(maxPosts)
  expect(state.posts[0]?.id).toBe('post-5')
  expect(state.lines[seat]).toHaveLength(maxLines)
  expect(state.lines[seat]?.[0]?.id).toBe('line-5')
})
