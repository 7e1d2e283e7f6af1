// Faults between the outbox and Teams: no message is sent twice, and each ends as sent or failed, or as unknown if nobody knows.
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { createConnector } from '../../adapters/teams/send/connector-client.ts'
import { createConversationReferences } from '../../adapters/teams/send/conversation-references.ts'
import { createMessageSender } from '../../adapters/teams/send/post-message.ts'
import { createRateLimiter } from '../../src/chat/rate-limiter.ts'
import type { Db } from '../../src/store/connection/open.ts'
import { save } from '../../src/store/journal.ts'
import { setValue } from '../../src/store/key-value/key-value.ts'
import { outboxCounts } from '../../src/store/outbox-queries.ts'
import { channelOf, memoryKeyValueStore } from '../adapters/teams/harness.ts'
import { textIn } from '../adapters/teams/visible-text.ts'
import { about, manualClock } from '../outbox/outbox-harness.ts'
import { changes, message } from '../support/builders.ts'
import { freshDatabase } from '../support/databases/databases.ts'
import { startChild } from '../support/processes/child-process.ts'
import { openTeamsStub, type TeamsStub } from '../support/teams/stub.ts'
import type { StubTenant } from '../support/teams/types.ts'
import { localWorker, lostAnswers, points, runs, sqliteKind } from './outbox-faults.ts'

const database = freshDatabase(sqliteKind())

const channel = (tenant: string, n: number) => channelOf(tenant, `19:${tenant}-${n}@thread.tacv2`)
const tenant = (id: string): StubTenant => ({
  id,
  people: [],
  chats: [],
  teams: [
    {
      id: channel(id, 0).channel,
      name: 'Team',
      channels: Array.from({ length: 200 }, (_, n) => ({ id: channel(id, n).channel, name: `Channel ${n}` })),
    },
  ],
})
const queue = (db: Db, ...all: ReturnType<typeof message>[]) => save(db, changes({ messages: all }))
const shownText = ({ attachments }: TeamsStub['messages'][number]) => textIn(attachments[0]?.content)
const copiesOf = (stub: TeamsStub, text: string) =>
  stub.messages.filter((one) => shownText(one) === text).length

/** Saves the records that an activity from each channel of the tenants leaves. */
async function recordChannels(
  stub: TeamsStub,
  tenants: readonly string[],
  saveRecord: (name: string, text: string) => Promise<void>,
) {
  for (const id of tenants)
    for (let n = 0; n < 200; n += 1)
      await saveRecord(
        `teams channel ${id} ${channel(id, n).channel}`,
        JSON.stringify({ serviceUrl: stub.serviceUrl }),
      )
}

test(`a process killed at any of ${points.length} points, ${runs} times each, sends no message twice`, async () => {
  const db = await database.open()
  const stub = await openTeamsStub([tenant('t1')])
  await recordChannels(stub, ['t1'], (name, text) => setValue(db, name, text))
  const begin = (...more: string[]) =>
    startChild('teams/outbox-process.ts', [
      JSON.stringify(database.options),
      stub.serviceUrl,
      stub.bearer ?? '',
      ...more,
    ])
  const texts: string[] = []
  for (let run = 0; run < runs; run += 1)
    for (const [index, point] of points.entries()) {
      const text = `${point} ${run}`
      texts.push(text)
      await queue(db, message(channel('t1', run * points.length + index), 1, { about: text }))
      const child = begin(point)
      const ended = once(child, 'exit')
      stub.fault = ({ operation }) => {
        const dies = point === 'the request is written' || point === 'accepted'
        if (operation !== 'post' || !dies) return undefined
        setImmediate(() => child.kill('SIGKILL'))
        return { kind: 'hang', accept: point === 'accepted' }
      }
      const [, signal] = await ended
      expect({ text, signal }).toEqual({ text, signal: 'SIGKILL' })
    }
  stub.fault = () => undefined
  const [code] = await once(begin('nowhere', '700000'), 'exit')
  expect(code).toBe(0)
  expect(texts.filter((text) => copiesOf(stub, text) > 1)).toEqual([])
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

/** An outbox worker of this process; a pause moves its clock, and simultaneous pauses move it once. */
async function workerFor(stub: TeamsStub, db: Db, timeoutMs: number) {
  const clock = manualClock(10)
  const token = async () => stub.bearer ?? ''
  const connector = createConnector({ bot: '28:bot', token, isTeams: () => true, timeoutMs })
  const memory = memoryKeyValueStore()
  await recordChannels(stub, ['t1', 't2'], memory.save)
  const { send } = createMessageSender({
    connector,
    references: createConversationReferences(memory, connector, () => clock.now()),
    rateLimiter: createRateLimiter(() => clock.now()),
    async pause(milliseconds) {
      const until = clock.at + milliseconds
      await new Promise(setImmediate)
      clock.at = Math.max(clock.at, until)
    },
  })
  return { worker: localWorker({ db, platform: 'teams', send, clock }), clock }
}

test('250 messages whose answers are lost in five ways are requested 250 times, and end unknown', async () => {
  const db = await database.open()
  const stub = await openTeamsStub([tenant('t1')])
  let requests = 0
  stub.fault = () => lostAnswers[requests++ % lostAnswers.length]
  await queue(db, ...Array.from({ length: 250 }, (_, n) => message(channel('t1', n % 40), 1, about(`m${n}`))))
  const { worker, clock } = await workerFor(stub, db, 300)
  for (let look = 0; look < 40; look += 1) {
    await worker.deliver()
    clock.at += 10_000
  }
  expect(requests).toBe(250)
  expect(stub.arrived).toHaveLength(250)
  expect(stub.messages).toHaveLength(250)
  expect(await outboxCounts(db)).toEqual({ queued: 0, sending: 0, unknown: 250, failed: 0 })
  await stub.close()
})

test('a tenant that always says 429 is never asked early, delays no other, and gets everything once', async () => {
  const db = await database.open()
  const to = (id: string) =>
    Array.from({ length: 200 }, (_, n) => message(channel(id, n % 40), 1, about(`${id} ${n}`)))

  /** How long the sound tenant takes for its 200, by the manual clock. */
  async function timeOfSound(withSlow: boolean) {
    const stub = await openTeamsStub([tenant('t1'), tenant('t2')])
    const { worker, clock } = await workerFor(stub, db, 5_000)
    const begun = clock.at
    const requestTimes = new Map<string, number[]>()
    let done = 0
    let finished = 0
    let isSlow = withSlow
    stub.fault = ({ conversation }) => {
      if (conversation.startsWith('19:t2')) {
        if (++done === 200) finished = clock.at
        return undefined
      }
      requestTimes.set(conversation, [...(requestTimes.get(conversation) ?? []), clock.at])
      return isSlow ? { kind: 'slow-down', seconds: 30 } : undefined
    }
    await queue(db, ...(withSlow ? to('t1') : []), ...to('t2'))
    for (let look = 0; look < 100; look += 1) {
      await worker.deliver()
      clock.at += 1_000
    }
    if (withSlow) {
      expect(requestTimes.size).toBe(40)
      for (const times of requestTimes.values())
        for (const [index, at] of times.entries())
          if (index > 0) expect(at - (times[index - 1] ?? 0)).toBeGreaterThanOrEqual(30_000)
      isSlow = false
      for (let look = 0; look < 100; look += 1) {
        await worker.deliver()
        clock.at += 5_000
      }
      expect(stub.messages).toHaveLength(400)
      expect(new Set(stub.messages.map(shownText)).size).toBe(400)
    }
    await stub.close()
    return finished - begun
  }

  const alone = await timeOfSound(false)
  const beside = await timeOfSound(true)
  expect(alone).toBeGreaterThan(0)
  expect(beside - alone).toBeLessThanOrEqual(1_000)
})
