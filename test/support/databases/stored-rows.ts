// Reads all that a bot has stored, and follows the random correlations in it.
import Sqlite from 'better-sqlite3'
import { expect } from 'vitest'
import type { TestBot } from '../bot-harness.ts'

/** The rows of each table, by its name. */
export type StoredRows = Readonly<Record<string, readonly unknown[]>>

/** The rows of all tables, without the random ids of inbound events and the migrations. */
export function storedRows({ file }: Pick<TestBot, 'file'>): StoredRows {
  const handle = new Sqlite(file, { readonly: true })
  const tables = handle
    .prepare(`select name from sqlite_master where type = 'table'`)
    .pluck()
    .all() as string[]
  const rows = tables
    .filter((name) => !name.startsWith('sqlite_') && name !== 'processed' && name !== 'migrations')
    .map((name) => [name, handle.prepare(`select * from "${name}"`).all()])
  handle.close()
  return Object.fromEntries(rows)
}

/** The keys are quoted once in a log line, and once more inside a stored column. */
const correlationPattern = /correlation\\*":\\*"([0-9a-f]{12})/g

/**
 * The same data with each correlation replaced by its number in the order of first appearance. Two runs compare equal
 * if the same rows and lines share a correlation, whatever its random digits are.
 */
export function withNumberedCorrelations<Data>(data: Data): Data {
  const text = JSON.stringify(data)
  const correlations = new Set([...text.matchAll(correlationPattern)].map(([, digits = '']) => digits))
  const numbered = [...correlations].reduce(
    (changed, correlation, index) => changed.replaceAll(correlation, `correlation ${index + 1}`),
    text,
  )
  return JSON.parse(numbered)
}

/** The correlation of each inbound event that this bot has received so far. */
export function inboundCorrelations({ debugLines }: Pick<TestBot, 'debugLines'>): readonly string[] {
  const received = debugLines.filter(({ sentence }) => sentence === 'An inbound event was received.')
  return received.map(({ correlation = '' }) => correlation)
}

/** Fails if anything but the handling of the inbound events themselves carries one of their correlations. */
export function expectUntraced(bot: TestBot, correlations: readonly string[]): void {
  expect(correlations).not.toEqual([])
  const stored = JSON.stringify(storedRows(bot))
  const logged = JSON.stringify(bot.logged)
  const ownSentences = [
    'An inbound event was received.',
    'A command was decided.',
    'An inbound event was answered.',
  ]
  for (const correlation of correlations) {
    expect(correlation).toMatch(/^[0-9a-f]{12}$/)
    expect(stored).not.toContain(correlation)
    expect(logged).not.toContain(correlation)
    const lines = bot.debugLines.filter((line) => JSON.stringify(line).includes(correlation))
    expect(ownSentences).toEqual(expect.arrayContaining(lines.map(({ sentence }) => sentence)))
  }
}
