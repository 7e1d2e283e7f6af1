// The dates along the axis of a timeline: round ones in the reader's zone, as many as fit.
import type { ReaderLocale } from '../../conversation/kit/reader-locale.ts'
import type { Instant } from '../../domain/core/ids.ts'
import { dateFormat } from '../drawing/dates.ts'
import type { Span } from './timeline-data.ts'

export interface Tick {
  readonly at: Instant
  readonly text: string
}

type Unit = 'days' | 'weeks' | 'months' | 'years'
type Step = { readonly [unit in Unit]?: number }

const steps: readonly Step[] = [
  { days: 1 },
  { days: 2 },
  { weeks: 1 },
  { weeks: 2 },
  { months: 1 },
  { months: 2 },
  { months: 3 },
  { months: 6 },
  { years: 1 },
  { years: 2 },
  { years: 5 },
  { years: 20 },
]

/** The number of dates that fit beside each other. */
const maxTicks = 6

export function axisTicks({ from, to }: Span, reader: ReaderLocale): readonly Tick[] {
  for (const step of steps) {
    const ticks = ticksBy(step, { from, to }, reader)
    if (ticks.length <= maxTicks) return ticks
  }
  return []
}

/** Stops at one tick more than fit. */
function ticksBy(step: Step, { from, to }: Span, reader: ReaderLocale): readonly Tick[] {
  const format = dateFormat(reader, formatOptions(step))
  const ticks: Tick[] = []
  let next = firstTick(step, from, reader)
  while (next.epochMilliseconds <= to && ticks.length <= maxTicks) {
    const at = next.epochMilliseconds
    if (at >= from) ticks.push({ at, text: format(at) })
    next = next.add(step)
  }
  return ticks
}

function isByDay({ days, weeks }: Step): boolean {
  return days !== undefined || weeks !== undefined
}

function formatOptions(step: Step): Intl.DateTimeFormatOptions {
  return isByDay(step) ? { day: 'numeric', month: 'short' } : { month: 'short', year: 'numeric' }
}

/** The beginning of the day, month or year in which the span begins. */
function firstTick(step: Step, from: Instant, { zone }: ReaderLocale): Temporal.ZonedDateTime {
  const day = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone).startOfDay()
  if (isByDay(step)) return day
  return step.years === undefined ? day.with({ day: 1 }) : day.with({ month: 1, day: 1 })
}
