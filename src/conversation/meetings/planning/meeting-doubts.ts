// What the author of a meeting is asked about before anybody else is told of it.
import type { Instant } from '../../../domain/core/ids.ts'
import { dateAt } from '../../../domain/core/time.ts'
import { meetingsInState } from '../../../domain/meetings/meetings.ts'
import { listText, pluralize } from '../../kit/markup.ts'
import type { Assumption, MeetingTime } from '../../kit/parse-date.ts'
import type { NetworkTurn } from '../../turn.ts'
import { timeText } from './time-text.ts'

const assumptionSentences: { readonly [kind in Assumption]: string } = {
  spelling: 'I guessed the spelling of a word.',
  afternoon: 'You didn’t say am or pm, so I took it as the afternoon.',
  length: 'You gave no end, so I assumed an hour.',
  'next-year': 'You gave no year, so I took the next time that date comes round.',
  'next-week': 'Is that the “next” you meant?',
  zone: 'You named another time zone; this is the time in yours.',
}

/** Meetings mostly take place from this hour to that one, on the clock of the speaker. */
const earliestHour = 7
const latestHour = 20

/** So many people are named; the others are counted. */
const maxNames = 3

export interface Doubtful {
  readonly time: MeetingTime
  readonly assumed: readonly Assumption[]
  /** The meeting itself, if it is there already. */
  readonly meeting?: string
}

/** The sentences about a meeting to come; none when nothing was assumed and nothing is unusual. */
export function doubtsOfPlan(turn: NetworkTurn, { time, assumed, meeting }: Doubtful): readonly string[] {
  const doubts = assumed.map((one) => assumptionSentences[one])
  const start = localTime(turn, time.start)
  const end = localTime(turn, time.start + time.minutes * 60_000 - 1)
  doubts.push(...holiday(turn, time.start))
  if (start.dayOfWeek > 5) doubts.push('It’s on a weekend.')
  if (start.hour < earliestHour || end.hour >= latestHour || end.day !== start.day)
    doubts.push('It’s early in the morning or late in the evening.')
  doubts.push(...sameTime(turn, time, meetingsInState(turn.network, 'planned'), meeting))
  return doubts
}

/** The sentences about a meeting that took place. Its length says nothing to others, so it may be assumed. */
export function doubtsOfRecord(turn: NetworkTurn, { time, assumed }: Doubtful): readonly string[] {
  const doubts = assumed.filter((one) => one !== 'length').map((one) => assumptionSentences[one])
  const there = meetingsInState(turn.network, 'planned', 'checking-in', 'held', 'missed')
  return [...doubts, ...sameTime(turn, time, there)]
}

/** Names some of those who keep a public holiday on that day. */
function holiday({ network, people, zone, holidaysOf }: NetworkTurn, at: Instant): readonly string[] {
  const away: string[] = []
  const known = new Map<string, boolean>()
  for (const id of network.people.keys()) {
    const person = people.get(id)
    if (person === undefined) continue
    const place = { region: person.region, zone: person.zone ?? zone }
    const key = place.region ?? place.zone
    const isHoliday = known.get(key) ?? holidaysOf(place)(dateAt(at, place.zone))
    known.set(key, isHoliday)
    if (isHoliday) away.push(person.name)
  }
  if (away.length === 0) return []
  const others = away.length - maxNames
  const names = others > 0 ? [...away.slice(0, maxNames), pluralize(others, 'other')] : away
  return [`It’s a public holiday for ${listText(names)}.`]
}

function sameTime(
  turn: NetworkTurn,
  { start, minutes }: MeetingTime,
  meetings: readonly { readonly id: string; readonly start: Instant; readonly end: Instant }[],
  except?: string,
): readonly string[] {
  const end = start + minutes * 60_000
  const other = meetings.find((one) => one.id !== except && one.start < end && one.end > start)
  if (other === undefined) return []
  const time = { start: other.start, minutes: Math.round((other.end - other.start) / 60_000) }
  return [`There’s already a meeting at that time: ${timeText(turn, time)}.`]
}

function localTime({ zone }: NetworkTurn, at: Instant): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
}
