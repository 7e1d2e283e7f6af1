// The timeline in words.
import { phaseNames } from '../../conversation/kit/labels.ts'
import { capitalize, listText, pluralize, rich, timeRun } from '../../conversation/kit/markup.ts'
import type { ReaderLocale } from '../../conversation/kit/reader-locale.ts'
import type { Network } from '../../domain/state.ts'
import { type AltText, type Cells, type FactTable, factTable } from '../alt-text.ts'
import { formatDate } from '../drawing/dates.ts'
import type { MeetingMark, Span, Timeline } from './timeline-data.ts'

export function timelineText(network: Network, timeline: Timeline, reader: ReaderLocale): AltText {
  const { from, to } = timeline
  const sentences = [
    `The timeline of ${network.name} from ${formatDate(from, reader)} to ${formatDate(to, reader)}.`,
    phasesSentence(timeline, reader),
    meetingsSentence(timeline),
    tableSentence(timeline),
    countSentence(timeline),
    flagsSentence(timeline),
  ]
  return {
    alt: sentences.filter((sentence) => sentence !== undefined).join(' '),
    ...phaseTable(network, timeline),
  }
}

function phasesSentence({ phases }: Timeline, reader: ReaderLocale): string {
  const spans = phases.map(({ phase, from }) => `${phaseNames[phase]} from ${formatDate(from, reader)}`)
  return `Phases: ${listText(spans)}.`
}

function meetingsSentence({ meetings }: Timeline): string {
  const missed = countOf(meetings, 'missed')
  const cancelled = countOf(meetings, 'cancelled')
  const parts = [`${countOf(meetings, 'held')} took place`]
  if (missed > 0) parts.push(`${missed} did not`)
  if (cancelled > 0) parts.push(`${cancelled} cancelled`)
  return `Meetings: ${listText(parts)}.`
}

function countOf(meetings: readonly MeetingMark[], went: MeetingMark['went']): number {
  return meetings.filter((meeting) => meeting.went === went).length
}

function tableSentence({ came, standing }: Timeline): string {
  if (came.length === 0) return 'Nothing came onto the table.'
  const now = standing.at(-1)?.value ?? 0
  return `${pluralize(came.length, 'resource')} came onto the table, and ${now} of them ${now === 1 ? 'is' : 'are'} there now.`
}

/** The sentence is left out in a network without the rule. */
function countSentence({ count, limit, stalls }: Timeline): string | undefined {
  if (limit === undefined) return undefined
  const now = count.at(-1)?.value ?? 0
  return `The count is at ${now} of ${limit} meetings with nothing on the table${stallsText(stalls.length)}.`
}

function stallsText(times: number): string {
  if (times === 0) return ''
  return times === 1 ? ', and the network stopped once' : `, and the network stopped ${times} times`
}

function flagsSentence({ flags }: Timeline): string {
  if (flags.length === 0) return 'No flags were raised.'
  const up = flags.filter(({ isUp }) => isUp).length
  return `${pluralize(flags.length, 'flag was', 'flags were')} raised, and ${up} ${up === 1 ? 'is' : 'are'} still open.`
}

function phaseTable({ zone }: Network, timeline: Timeline): FactTable {
  const { phases, meetings, came, flags } = timeline
  const rows = phases.map((span): Cells => {
    const isLast = span === phases.at(-1)
    const within = (at: number) => isWithin(span, at, isLast)
    const met = meetings.filter(({ at }) => within(at))
    return [
      rich`${capitalize(phaseNames[span.phase])}`,
      [timeRun(span.from, zone, 'date')],
      rich`${countOf(met, 'held')}`,
      rich`${countOf(met, 'missed') + countOf(met, 'cancelled')}`,
      rich`${came.filter(within).length}`,
      rich`${flags.filter(({ from }) => within(from)).length}`,
    ]
  })
  const columns = ['Phase', 'Since', 'Meetings held', 'Missed or cancelled', 'Came onto the table', 'Flags']
  return factTable(columns, rows, 'phases')
}

function isWithin({ from, to }: Span, at: number, isLast: boolean): boolean {
  return at >= from && (at < to || (isLast && at <= to))
}
