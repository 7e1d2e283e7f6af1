// How often a meeting repeats, and how long it lasts.
import type { Repeat } from '../../../domain/core/terms.ts'
import type { DateText } from './date-text.ts'

const maxIntervalWeeks = 12
const intervalWeeks: { readonly [word: string]: number } = {
  second: 2,
  '2nd': 2,
  other: 2,
  third: 3,
  '3rd': 3,
  fourth: 4,
  '4th': 4,
}
const everyPattern =
  /\b(?:every|each)\s+(?:(?<ordinal>second|other|third|fourth|2nd|3rd|4th)\s+|(?<count>\d{1,2})\s+weeks?\s*(?:on\s+)?)?(?:week\s*(?:on\s+)?)?/
const adverbPattern = /\b(?:weekly|fortnightly)\b/

/** Takes `every second` or `weekly` out of the text. More weeks than a meeting can repeat by stay unread. */
export function takeRepeat(text: DateText): Repeat | undefined {
  const every = text.take(everyPattern)
  if (every !== null) {
    const { ordinal = '', count } = every.groups ?? {}
    const weeks = count === undefined ? (intervalWeeks[ordinal] ?? 1) : Number(count)
    if (weeks >= 1 && weeks <= maxIntervalWeeks) return { weeks }
    text.markUnreadAt(every.index, every.index + every[0].length)
    return undefined
  }
  const adverb = text.take(adverbPattern)
  if (adverb === null) return undefined
  return { weeks: adverb[0] === 'weekly' ? 1 : 2 }
}

export interface TakenDuration {
  readonly minutes: number
  /** The position of the words in the text. */
  readonly from: number
  readonly to: number
}

const durationPattern =
  /\bfor\s+(?<count>\d{1,3}(?:\.5)?|an|half an)\s*(?<unit>hours?|hrs?|h|minutes?|mins?|m)\b/

/** Takes `for 90 minutes` out of the text. */
export function takeDuration(text: DateText): TakenDuration | undefined {
  const duration = text.take(durationPattern)
  if (duration === null) return undefined
  const { count = '', unit = '' } = duration.groups ?? {}
  const factor = unit.startsWith('h') ? 60 : 1
  const from = duration.index
  return { minutes: Math.round(numberOf(count) * factor), from, to: from + duration[0].length }
}

function numberOf(count: string): number {
  if (count === 'an') return 1
  if (count === 'half an') return 0.5
  return Number(count)
}
