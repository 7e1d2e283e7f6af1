// The stream of events for open pages.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aroha, card, directOf, margaret, openPlayground, type Test, youth, youthPlace } from '../harness.ts'

let its: Test
beforeEach(async () => {
  its = await openPlayground()
})
afterEach(() => its.playground.stop())

/** The events as they come. */
async function listen(as: string) {
  const answer = await its.get(`/playground/events?as=${as}`)
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (!reader) throw new Error('There is no stream.')
  let text = ''
  return {
    type: answer.headers.get('content-type'),
    cancel: () => reader.cancel(),
    seen: () => text,
    async until(wanted: string): Promise<void> {
      while (!text.includes(wanted)) {
        const { done, value } = await reader.read()
        if (done) throw new Error(`The stream ended before ${wanted}.`)
        text += value
      }
    },
    async toTheEnd(): Promise<void> {
      for (let read = await reader.read(); !read.done; read = await reader.read()) text += read.value
    },
  }
}

test('a page is told that something changed', async () => {
  const stream = await listen(aroha)
  expect(stream.type).toContain('text/event-stream')
  await stream.until('event: hello')
  await its.playground.send({ to: youthPlace, card: card('news') })
  await stream.until('event: changed')
  await stream.cancel()
})

test('the stream carries nobody’s words', async () => {
  const stream = await listen(aroha)
  await stream.until('event: hello')
  await its.playground.send({ to: directOf(margaret), card: card('canary') })
  await its.post('say', { as: margaret, room: 'direct', text: 'canary' })
  await stream.until('event: changed')
  await its.playground.stop()
  await stream.toTheEnd()
  expect(stream.seen()).not.toMatch(/canary|margaret/)
})

test('the tour tells every page whom and where to follow', async () => {
  const stream = await listen(margaret)
  await its.post('show-me', { wait: true })
  await stream.until(`data: {"as":"${aroha}","room":"${youth}"}`)
  expect(stream.seen()).toContain('event: follow')
  await stream.cancel()
})

test('a page that went away holds nothing up', async () => {
  const stream = await listen(aroha)
  await stream.until('event: hello')
  await stream.cancel()
  expect((await its.playground.send({ to: youthPlace, card: card('news') })).kind).toBe('sent')
  expect((await its.messages(aroha, youth)).messages).toHaveLength(1)
})

test('the streams end when the playground stops', async () => {
  const stream = await listen(aroha)
  await stream.until('event: hello')
  await its.playground.stop()
  await stream.toTheEnd()
  expect(stream.seen()).toContain('hello')
})
