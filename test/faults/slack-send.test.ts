// Faults between the outbox and Slack: no message is sent twice, and each ends as sent or failed, or as unknown if nobody knows.
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { createApi } from '../../adapters/slack/send/web-api.ts'
import { createRateLimiter } from '../../src/chat/rate-limiter.ts'
import type { Db } from '../../src/store/connection/open.ts'
import { save } from '../../src/store/journal.ts'
import { outboxCounts } from '../../src/store/outbox-queries.ts'
import { teams } from '../adapters/slack/harness.ts'
import { wordsIn } from '../adapters/slack/visible-text.ts'
import { about, manualClock } from '../outbox/outbox-harness.ts'
import { changes, message } from '../support/builders.ts'
import { freshDatabase } from '../support/databases/databases.ts'
import { startChild } from '../support/processes/child-process.ts'
import { createSender } from '../support/slack/sender.ts'
import { openSlackStub, type SlackStub, type StubTeam } from '../support/slack/stub.ts'
import { localWorker, lostAnswers, points, runs, sqliteKind } from './outbox-faults.ts'

const database = freshDatabase(sqliteKind())

const channels = (count: number, prefix = 'C') => Array.from({ length: count }, (_, n) => `${prefix}${n}`)
const team = (id: string, token: string, prefix: string): StubTeam => ({
  ...(teams[0] as StubTeam),
  id,
  token,
  channels: channels(200, prefix),
})
const slackChannel = (workspace: string, channel: string) =>
  ({ kind: 'channel', platform: 'slack', workspace, channel }) as const
const queue = (db: Db, ...all: ReturnType<typeof message>[]) => save(db, changes({ messages: all }))
const copiesOf = (stub: SlackStub, text: string) =>
  stub.messages.filter(({ blocks }) => wordsIn(blocks) === text).length

test(`a process killed at any of ${points.length} points, ${runs} times each, sends no message twice`, async () => {
  const db = await database.open()
  const stub = await openSlackStub([team('T1', 'xoxb-one', 'C')])
  const texts: string[] = []
  for (let run = 0; run < runs; run += 1)
    for (const [index, point] of points.entries()) {
      const text = `${point} ${run}`
      texts.push(text)
      await queue(db, message(slackChannel('T1', `C${run * points.length + index}`), 1, { about: text }))
      const child = startChild('slack/outbox-process.ts', [JSON.stringify(database.options), stub.url, point])
      const ended = once(child, 'exit')
      stub.mishap = (method) => {
        const dies = point === 'the request is written' || point === 'accepted'
        if (method !== 'chat.postMessage' || !dies) return undefined
        setImmediate(() => child.kill('SIGKILL'))
        return { kind: 'hang', accept: point === 'accepted' }
      }
      const [, signal] = await ended
      expect({ text, signal }).toEqual({ text, signal: 'SIGKILL' })
    }
  stub.mishap = () => undefined
  const last = startChild('slack/outbox-process.ts', [
    JSON.stringify(database.options),
    stub.url,
    'nowhere',
    '700000',
  ])
  const [code] = await once(last, 'exit')
  expect(code).toBe(0)
  const twice = texts.filter((text) => copiesOf(stub, text) > 1)
  expect(twice).toEqual([])
  const rows = await db.kysely.selectFrom('outbox').select(['about', 'state']).execute()
  expect(rows).toHaveLength(runs * points.length)
  expect(rows.filter(({ state }) => state !== 'sent' && state !== 'unknown')).toEqual([])
  // The next process has sent the messages that had not left yet.
  for (const { about: text, state } of rows) {
    const isUnsentAtDeath = text.startsWith('before the claim') || text.startsWith('after the claim')
    if (isUnsentAtDeath)
      expect({ text, state, copies: copiesOf(stub, text) }).toEqual({ text, state: 'sent', copies: 1 })
  }
  await stub.close()
})

/** An outbox worker of this process; a pause moves its clock. */
function workerFor(stub: SlackStub, db: Db, timeoutMs: number) {
  const clock = manualClock(10)
  const tokens = new Map([
    ['T1', 'xoxb-one'],
    ['T2', 'xoxb-two'],
  ])
  const send = createSender(
    createApi({ url: stub.url, tokenOf: async (workspace) => tokens.get(workspace), timeoutMs }),
    createRateLimiter(() => clock.now()),
    async () => {
      clock.at += 1_000
    },
  )
  return { worker: localWorker({ db, platform: 'slack', send, clock }), clock }
}

test('250 messages whose answers are lost in five ways are requested 250 times, and end unknown', async () => {
  const db = await database.open()
  const stub = await openSlackStub([team('T1', 'xoxb-one', 'C')])
  let requests = 0
  stub.mishap = (method) =>
    method === 'chat.postMessage' ? lostAnswers[requests++ % lostAnswers.length] : undefined
  const all = Array.from({ length: 250 }, (_, n) =>
    message(slackChannel('T1', `C${n % 40}`), 1, about(`m${n}`)),
  )
  await queue(db, ...all)
  const { worker, clock } = workerFor(stub, db, 300)
  for (let look = 0; look < 40; look += 1) {
    await worker.deliver()
    clock.at += 10_000
  }
  expect(requests).toBe(250)
  expect(stub.messages).toHaveLength(250)
  expect(await outboxCounts(db)).toEqual({ queued: 0, sending: 0, unknown: 250, failed: 0 })
  await stub.close()
})

test('a workspace that always says 429 is never asked early, delays no other, and gets everything once', async () => {
  const db = await database.open()
  const slow = team('T1', 'xoxb-one', 'C')
  const sound = team('T2', 'xoxb-two', 'D')
  const toSound = Array.from({ length: 200 }, (_, n) =>
    message(slackChannel('T2', `D${n % 40}`), 1, about(`b${n}`)),
  )
  const toSlow = Array.from({ length: 200 }, (_, n) =>
    message(slackChannel('T1', `C${n % 40}`), 1, about(`a${n}`)),
  )

  /** How long the sound workspace takes for its 200, by the manual clock. */
  async function timeOfSound(withSlow: boolean) {
    const stub = await openSlackStub([slow, sound])
    const { worker, clock } = workerFor(stub, db, 5_000)
    const begun = clock.at
    const requestsToSlow: number[] = []
    let done = 0
    let isSlow = withSlow
    stub.mishap = (method, id) => {
      if (method !== 'chat.postMessage') return undefined
      if (id === 'T2' && ++done === 200) finished = clock.at
      if (id !== 'T1') return undefined
      requestsToSlow.push(clock.at)
      return isSlow ? { kind: 'slow-down', seconds: 30 } : undefined
    }
    let finished = 0
    await queue(db, ...(withSlow ? toSlow : []), ...toSound)
    for (let look = 0; look < (withSlow ? 150 : 30); look += 1) {
      await worker.deliver()
      clock.at += 1_000
    }
    if (withSlow) {
      // Up to 32 sends may already be on their way when the first 429 arrives; from then on each wait is kept.
      const waves = requestsToSlow.filter(
        (at, index) => index === 0 || at - (requestsToSlow[index - 1] ?? 0) > 0,
      )
      for (const [index, at] of waves.entries())
        if (index > 0) expect(at - (waves[index - 1] ?? 0)).toBeGreaterThanOrEqual(30_000)
      expect(waves.length).toBeGreaterThanOrEqual(4)
      isSlow = false
      for (let look = 0; look < 200; look += 1) {
        await worker.deliver()
        clock.at += 5_000
      }
      expect(stub.messages).toHaveLength(400)
      expect(new Set(stub.messages.map(({ blocks }) => wordsIn(blocks))).size).toBe(400)
    }
    await stub.close()
    return finished - begun
  }

  const alone = await timeOfSound(false)
  const beside = await timeOfSound(true)
  expect(beside - alone).toBeLessThanOrEqual(1_000)
})
