// What the tests of a failing Slack and a failing Teams have in common.
import type { ChatAdapter } from '../../src/chat/adapter.ts'
import { createOutboxWorker, type OutboxWorker } from '../../src/outbox/outbox-worker.ts'
import type { Db } from '../../src/store/connection/open.ts'
import { type manualClock, recordingLog, renderedAs } from '../outbox/outbox-harness.ts'
import { databaseKinds } from '../support/databases/databases.ts'

/** How often a process is killed at each of the points. */
export const runs = 40

export const points = [
  'before the claim',
  'after the claim',
  'the request is written',
  'accepted',
  'before the commit',
]

/** The ways in which the platform takes a message, and its answer is lost. */
export const lostAnswers = [
  { kind: 'reset', accept: true },
  { kind: 'status', status: 500, accept: true },
  { kind: 'status', status: 502, accept: true },
  { kind: 'status', status: 503, accept: true },
  { kind: 'hang', accept: true },
] as const

export function sqliteKind() {
  const sqlite = databaseKinds.find(({ name }) => name === 'SQLite')
  if (sqlite === undefined) throw new Error('There is no SQLite.')
  return sqlite
}

interface LocalWorker {
  readonly db: Db
  readonly platform: string
  readonly send: ChatAdapter['send']
  readonly clock: ReturnType<typeof manualClock>
}

/** An outbox worker of this process that holds a message for longer than any test takes. */
export function localWorker({ db, platform, send, clock }: LocalWorker): OutboxWorker {
  const adapter: ChatAdapter = { platform, start: async () => {}, stop: async () => {}, send }
  return createOutboxWorker({
    db,
    adapters: new Map([[platform, adapter]]),
    renderMessage: renderedAs,
    clock,
    holder: 'one',
    log: recordingLog(),
    onUnknown: async () => {},
    onFailed: async () => {},
    leaseMs: 100_000_000,
  })
}
