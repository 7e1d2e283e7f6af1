// The stream of events that keeps open pages up to date.
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  aroha,
  card,
  directOf,
  margaret,
  openPlayground,
  type PlaygroundFixture,
  youth,
  youthPlace,
} from '../harness.ts'

let fixture: PlaygroundFixture
beforeEach(async () => {
  fixture = await openPlayground()
})
afterEach(() => fixture.playground.stop())

/** Reads the event stream of this person. */
async function listen(as: string) {
  const answer = await fixture.get(`/playground/events?as=${as}`)
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
    async untilEnd(): Promise<void> {
      for (let read = await reader.read(); !read.done; read = await reader.read()) text += read.value
    },
  }
}

test('a page is told that something changed', async () => {
  const stream = await listen(aroha)
  expect(stream.type).toContain('text/event-stream')
  await stream.until('event: hello')
  await fixture.playground.send({ to: youthPlace, card: card('news') })
  await stream.until('event: changed')
  await stream.cancel()
})

test('the stream carries nobody’s words', async () => {
  const stream = await listen(aroha)
  await stream.until('event: hello')
  await fixture.playground.send({ to: directOf(margaret), card: card('canary') })
  await fixture.post('say', { as: margaret, room: 'direct', text: 'canary' })
  await stream.until('event: changed')
  await fixture.playground.stop()
  await stream.untilEnd()
  expect(stream.seen()).not.toMatch(/canary|margaret/)
})

test('the tour tells every page which person and room to follow', async () => {
  const stream = await listen(margaret)
  await fixture.post('show-me', { wait: true })
  await stream.until(`data: {"as":"${aroha}","room":"${youth}"}`)
  expect(stream.seen()).toContain('event: follow')
  await stream.cancel()
})

test('a page that was closed does not delay a delivery', async () => {
  const stream = await listen(aroha)
  await stream.until('event: hello')
  await stream.cancel()
  expect((await fixture.playground.send({ to: youthPlace, card: card('news') })).kind).toBe('sent')
  expect((await fixture.messages(aroha, youth)).messages).toHaveLength(1)
})

test('the streams end when the playground stops', async () => {
  const stream = await listen(aroha)
  await stream.until('event: hello')
  await fixture.playground.stop()
  await stream.untilEnd()
  expect(stream.seen()).toContain('hello')
})
