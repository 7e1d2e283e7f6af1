// What was acknowledged survives SIGKILL at any moment.
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { Db } from '../../src/store/connection/open.ts'
import { wasProcessed } from '../../src/store/inbox.ts'
import { loadEntries } from '../../src/store/journal.ts'
import { databaseKinds, freshDatabase } from '../support/databases/databases.ts'
import { startChild } from '../support/processes/child-process.ts'

const runs = 50

/** This is the generator of Park and Miller, so that a run can be repeated. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

describe.each(databaseKinds.filter((kind) => kind.name === 'SQLite'))(
  'SIGKILL during writes in $name',
  (kind) => {
    const database = freshDatabase(kind)

    it(`keeps every acknowledged save, ${runs} times`, { timeout: 120_000 }, async () => {
      const db = await database.open()
      const random = randomFrom(20_261_124)
      const plans = Array.from({ length: runs }, (_, run) => ({
        network: `run-${run}`,
        after: 1 + random(60),
        spin: random(40_000),
      }))
      const rest = plans.values()
      const worker = async () => {
        for (const plan of rest) await expectKept(db, await acknowledgedBeforeKill(plan))
      }
      await Promise.all([worker(), worker()])
      expect(
        (await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db.kysely)).rows,
      ).toEqual([{ integrity_check: 'ok' }])
    })

    /** Kills the child once it has acknowledged `after` saves, and some turns of this processor later. */
    async function acknowledgedBeforeKill(plan: { network: string; after: number; spin: number }) {
      const child = startChild('processes/crash-writer.ts', [JSON.stringify(database.options), plan.network])
      const acknowledged: string[] = []
      if (!child.stdout) throw new Error('The child has no output.')
      const lines = createInterface({ input: child.stdout })
      lines.on('line', (line) => {
        acknowledged.push(line)
        if (acknowledged.length === plan.after) {
          for (let turn = 0; turn < plan.spin; turn++) Math.sqrt(turn)
          child.kill('SIGKILL')
        }
      })
      const exited = once(child, 'exit')
      await Promise.all([once(lines, 'close'), exited])
      expect((await exited)[1]).toBe('SIGKILL')
      expect(acknowledged.length).toBeGreaterThanOrEqual(plan.after)
      return acknowledged
    }

    async function expectKept(db: Db, acknowledged: readonly string[]): Promise<void> {
      const latest = new Map<string, number>()
      for (const id of acknowledged) {
        expect(await wasProcessed(db, id)).toBe(true)
        const [network = '', version = ''] = id.split('/')
        latest.set(network, Math.max(latest.get(network) ?? 0, Number(version)))
      }
      for (const [network, version] of latest) {
        const versions = (await loadEntries(db, network)).map((entry) => entry.version)
        expect(versions).toEqual(versions.map((_, index) => index + 1))
        expect(versions.length).toBeGreaterThanOrEqual(version)
      }
    }
  },
)
