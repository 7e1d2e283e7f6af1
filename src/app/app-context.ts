// What every use case needs, and the id by which the log lines of one cause are found.
import { randomUUID } from 'node:crypto'
import type { PublicHolidays } from '../holidays/public-holidays.ts'
import type { Clock } from '../scheduler/clock.ts'
import type { Db } from '../store/connection/database.ts'
import type { Log } from '../util/log.ts'
import type { NetworkRepository } from './network-repository.ts'

export interface AppContext {
  readonly db: Db
  readonly networks: NetworkRepository
  readonly clock: Clock
  readonly holidays: PublicHolidays
  readonly log: Pick<Log, 'debug' | 'info' | 'error'>
  /** Called when messages wait to be sent. */
  readonly wakeOutboxWorker: () => void
}

/**
 * Joins everything that follows from one inbound event, one beat for a network or a person, or one event of a
 * platform. It stands in every log line about that, and travels with the messages, so that another process logs it too.
 */
export type Correlation = string

export function newCorrelation(): Correlation {
  // The last group of a UUID is random, and comes cheaper than random bytes of our own.
  return randomUUID().slice(-12)
}
