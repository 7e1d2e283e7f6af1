// Public holidays of the places where people are. They are reckoned once for each place and year, when first asked for.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { IsHoliday } from '../domain/core/time.ts'

/** Whose holidays: of the region that the person chose, else of where their time zone is. */
export interface Region {
  readonly region?: string | undefined
  readonly zone?: string | undefined
}

export interface PlaceYear {
  readonly place: string
  readonly year: number
}

export type HolidaysOf = (somewhere: Region) => IsHoliday

export interface PublicHolidays {
  /** Asks a pure question. Where it looks at days that are not known yet, they are found out, and it is asked again. */
  ask<T>(question: (holidaysOf: HolidaysOf) => T): Promise<T>
}

export const noHolidays: PublicHolidays = { ask: async (question) => question(() => () => false) }

export interface PublicHolidaysOptions {
  readonly log: { error(context: object, message: string): void }
  readonly reckon?: (wanted: PlaceYear) => Promise<readonly string[]>
}

export function createPublicHolidays({ log, reckon = reckonInChild }: PublicHolidaysOptions): PublicHolidays {
  const known = new Map<string, ReadonlySet<string>>()

  /** Whoever is told something on a holiday minds less than who is told nothing. */
  async function find(key: string, wanted: PlaceYear): Promise<void> {
    try {
      known.set(key, new Set(await reckon(wanted)))
    } catch (error) {
      log.error({ ...wanted, err: error }, 'public holidays could not be found out')
    }
  }

  return {
    async ask(question) {
      const tried = new Set<string>()
      for (;;) {
        const missing = new Map<string, PlaceYear>()
        const answer = question(({ region, zone }) => (date) => {
          const wanted = { place: region ?? zone ?? 'UTC', year: date.year }
          const key = `${wanted.place} ${wanted.year}`
          const days = known.get(key)
          if (days === undefined && !tried.has(key)) missing.set(key, wanted)
          return days?.has(date.toString()) === true
        })
        if (missing.size === 0) return answer
        await Promise.all([...missing].map(([key, wanted]) => find(key, wanted)))
        for (const key of missing.keys()) tried.add(key)
      }
    },
  }
}

const child = fileURLToPath(new URL('./child-process.ts', import.meta.url))
const run = promisify(execFile)
const giveUpMs = 30_000

async function reckonInChild({ place, year }: PlaceYear): Promise<readonly string[]> {
  const { stdout } = await run(process.execPath, [child, place, String(year)], { timeout: giveUpMs, env: {} })
  return JSON.parse(stdout) as readonly string[]
}
