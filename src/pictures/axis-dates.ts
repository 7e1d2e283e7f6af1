// Dates along an axis, in the reader's zone and locale.

import type { ReaderLocale } from '../conversation/kit/reader-locale.ts'
import type { Instant } from '../domain/core/ids.ts'
import type { Span } from './timeline-data.ts'

export interface Tick {
  readonly at: Instant
  readonly text: string
}

type Unit = 'days' | 'weeks' | 'months' | 'years'

const steps: readonly { readonly [unit in Unit]?: number }[] = [
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

/** So many fit beside each other. */
const mostTicks = 6

export function ticksOf({ from, to }: Span, reader: ReaderLocale): readonly Tick[] {
  for (const step of steps) {
    const ticks = ticksBy(step, { from, to }, reader)
    if (ticks.length <= mostTicks) return ticks
  }
  return []
}

function ticksBy(step: (typeof steps)[number], { from, to }: Span, reader: ReaderLocale): readonly Tick[] {
  const first = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(reader.zone).startOfDay()
  const isByDay = step.days !== undefined || step.weeks !== undefined
  const begin = isByDay
    ? first
    : step.years === undefined
      ? first.with({ day: 1 })
      : first.with({ month: 1, day: 1 })
  const write = formatOf(
    reader,
    isByDay ? { day: 'numeric', month: 'short' } : { month: 'short', year: 'numeric' },
  )
  const ticks: Tick[] = []
  for (let at = begin; at.epochMilliseconds <= to && ticks.length <= mostTicks; at = at.add(step))
    if (at.epochMilliseconds >= from)
      ticks.push({ at: at.epochMilliseconds, text: write(at.epochMilliseconds) })
  return ticks
}

/** E.g. `24 Nov 2026`. */
export function dateOf(at: Instant, reader: ReaderLocale): string {
  return formatOf(reader, { day: 'numeric', month: 'short', year: 'numeric' })(at)
}

function formatOf(
  { zone, locale }: ReaderLocale,
  options: Intl.DateTimeFormatOptions,
): (at: Instant) => string {
  const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone })
  // The font draws scripts up to Arabic; everything else around a date is English in any case.
  const plain = new Intl.DateTimeFormat('en-NZ', { ...options, timeZone: zone })
  return (at) => {
    const text = format.format(at)
    return /^[^\u0700-\u1fff\u2070-\u{10ffff}]*$/u.test(text) ? text : plain.format(at)
  }
}
