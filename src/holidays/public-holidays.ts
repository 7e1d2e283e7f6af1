// Public holidays of the places where people are, computed once for each place and year, when first asked for.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { IsHoliday } from '../domain/core/time.ts'
import type { Log } from '../util/log.ts'

/** A person keeps the holidays of the region that they chose, otherwise those of their time zone. */
export interface Region {
  readonly region?: string | undefined
  readonly zone?: string | undefined
}

export interface PlaceYear {
  /** `NZ-WGN`, `NZ`, or the name of a time zone. */
  readonly place: string
  readonly year: number
}

type HolidaysOf = (somewhere: Region) => IsHoliday

export interface PublicHolidays {
  /**
   * Asks a pure question. When it looks at days that are not known yet, these are found out, and it is asked again.
   * Days that cannot be found out count as no holidays.
   */
  ask<T>(question: (holidaysOf: HolidaysOf) => T): Promise<T>
}

/** No day is a holiday. */
export const noHolidays: PublicHolidays = { ask: async (question) => question(() => () => false) }

export interface PublicHolidaysOptions {
  readonly log: Pick<Log, 'error'>
  /** Gives plain dates (`2026-07-10`); a child process does it where this is absent. */
  readonly compute?: (wanted: PlaceYear) => Promise<readonly string[]>
}

export function createPublicHolidays(options: PublicHolidaysOptions): PublicHolidays {
  const { log, compute = computeInChild } = options
  const known = new Map<string, ReadonlySet<string>>()

  /** Hearing of something on a holiday is better than not hearing of it, so a failure is only logged. */
  async function find(key: string, wanted: PlaceYear): Promise<void> {
    try {
      known.set(key, new Set(await compute(wanted)))
    } catch (error) {
      log.error({ ...wanted, err: error }, 'public holidays could not be found out')
    }
  }

  return {
    async ask(question) {
      const tried = new Set<string>()
      for (;;) {
        const missing = new Map<string, PlaceYear>()
        const answer = question(lookup(known, tried, missing))
        if (missing.size === 0) return answer
        await Promise.all([...missing].map(([key, wanted]) => find(key, wanted)))
        for (const key of missing.keys()) tried.add(key)
      }
    },
  }
}

/** Looks days up in `known`, and notes in `missing` what is neither known nor was tried in vain. */
function lookup(
  known: ReadonlyMap<string, ReadonlySet<string>>,
  tried: ReadonlySet<string>,
  missing: Map<string, PlaceYear>,
): HolidaysOf {
  return ({ region, zone }) => {
    const place = region ?? zone ?? 'UTC'
    return (date) => {
      const key = `${place} ${date.year}`
      const days = known.get(key)
      if (days === undefined && !tried.has(key)) missing.set(key, { place, year: date.year })
      return days?.has(date.toString()) === true
    }
  }
}

const childFile = fileURLToPath(new URL('./child-process.ts', import.meta.url))
const run = promisify(execFile)
const timeoutMs = 30_000

async function computeInChild({ place, year }: PlaceYear): Promise<readonly string[]> {
  const args = [childFile, place, String(year)]
  const { stdout } = await run(process.execPath, args, { timeout: timeoutMs, env: {} })
  return JSON.parse(stdout) as readonly string[]
}
