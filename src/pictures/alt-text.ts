// What each picture shows, in words: one paragraph to be read instead of it, and a short table beside it.
import type { Run } from '../chat/card.ts'
import { phaseNames, resourceKindNames } from '../conversation/kit/labels.ts'
import { capitalize, listText, pluralize, rich, timeRun } from '../conversation/kit/markup.ts'
import type { ReaderLocale } from '../conversation/kit/reader-locale.ts'
import type { Network } from '../domain/state.ts'
import { dateOf } from './axis-dates.ts'
import type { Bonds } from './bonds-data.ts'
import { initials } from './draw-bonds.ts'
import { allKinds, type Holding, type Holdings, onTable } from './table-data.ts'
import type { Span, Timeline } from './timeline-data.ts'

export type Cells = readonly (readonly Run[])[]

export interface AltText {
  readonly alt: string
  readonly columns: readonly string[]
  readonly rows: readonly Cells[]
}

/** More rows would be no short table. */
const mostRows = 20

function table(columns: readonly string[], rows: readonly Cells[], rest: string): Omit<AltText, 'alt'> {
  const left = rows.length - mostRows
  if (left <= 0) return { columns, rows }
  const more = [rich`${left} more ${rest}`, ...columns.slice(1).map(() => rich`–`)]
  return { columns, rows: [...rows.slice(0, mostRows), more] }
}

export function timelineWords({ name, zone }: Network, timeline: Timeline, reader: ReaderLocale): AltText {
  const { from, to, phases, meetings, standing, came, count, limit, stalls, flags } = timeline
  const went = (how: string) => meetings.filter((meeting) => meeting.went === how).length
  const up = flags.filter(({ isUp }) => isUp).length
  const alt = [
    `The timeline of ${name} from ${dateOf(from, reader)} to ${dateOf(to, reader)}.`,
    `Phases: ${listText(phases.map((span) => `${phaseNames[span.phase]} from ${dateOf(span.from, reader)}`))}.`,
    `Meetings: ${listText([`${went('held')} took place`, ...some(went('missed'), 'did not'), ...some(went('cancelled'), 'cancelled')])}.`,
    came.length === 0
      ? 'Nothing came onto the table.'
      : `${pluralize(came.length, 'resource')} came onto the table, ${standing.at(-1)?.value ?? 0} of them there now.`,
    limit === undefined
      ? ''
      : `${count.at(-1)?.value ?? 0} of ${limit} meetings in a row with nothing on the table${stopped(stalls.length)}.`,
    flags.length === 0 ? 'No flags.' : `${pluralize(flags.length, 'flag')}, ${up} up now.`,
  ]
  const rows = phases.map((phase) => {
    const within = (at: number) => isWithin(phase, at, phase === phases.at(-1))
    const met = meetings.filter(({ at }) => within(at))
    const number = (how: string) => met.filter((meeting) => meeting.went === how).length
    return [
      rich`${capitalize(phaseNames[phase.phase])}`,
      [timeRun(phase.from, zone, 'date')],
      rich`${number('held')}`,
      rich`${number('missed') + number('cancelled')}`,
      rich`${came.filter(within).length}`,
      rich`${flags.filter((flag) => within(flag.from)).length}`,
    ]
  })
  return {
    alt: alt.filter((sentence) => sentence !== '').join(' '),
    ...table(
      ['Phase', 'Since', 'Meetings held', 'Missed or cancelled', 'Came onto the table', 'Flags'],
      rows,
      'phases',
    ),
  }
}

/** What there was none of is not said. */
function some(number: number, how: string): readonly string[] {
  return number === 0 ? [] : [`${number} ${how}`]
}

function stopped(times: number): string {
  return times === 0 ? '' : `; it stopped ${times === 1 ? 'once' : `${times} times`}`
}

function isWithin({ from, to }: Span, at: number, isLast: boolean): boolean {
  return at >= from && (at < to || (isLast && at <= to))
}

export function tableWords({ name }: Network, { all, rows }: Holdings): AltText {
  const put = rows
    .slice(0, 6)
    .map((row) => `${row.agency} ${onTable(row.all)}`)
    .join(', ')
  const by =
    rows.length === 0
      ? ''
      : ` By agency: ${put}${rows.length > 6 ? `, and ${rows.length - 6} more agencies` : ''}.`
  const cells = ({ standing, used, promised, gone }: Holding) =>
    [standing + used, used, promised, gone].map((number) => rich`${number}`)
  return {
    alt: `The table of ${name}: ${onTable(all)} on the table, ${all.used} of them used; ${all.promised} promised; ${all.gone} withdrawn or lapsed.${by}`,
    ...table(
      ['Agency', 'On the table', 'Of them used', 'Promised', 'Withdrawn or lapsed', 'Kinds'],
      rows.map((row) => [
        rich`${row.agency}`,
        ...cells(row.all),
        rich`${listText(allKinds.filter((kind) => row.byKind.has(kind)).map((kind) => resourceKindNames[kind]))}`,
      ]),
      'agencies',
    ),
  }
}

/** Of more people than that an agency’s row says how many they are, and not who. */
const mostNames = 6

export function bondsWords({ name }: Network, { agencies, people, across }: Bonds): AltText {
  const holding = across.filter(({ holds }) => holds).length
  const here = people.filter(({ hasLeft }) => !hasLeft)
  const rows = agencies.map((agency, n) => {
    const own = here.filter((one) => one.agency === n)
    const lines = across.filter(({ one, other }) => people[one]?.agency === n || people[other]?.agency === n)
    const held = lines.filter(({ holds }) => holds).length
    return [
      rich`${n + 1}`,
      rich`${agency}`,
      own.length > mostNames || own.length === 0
        ? rich`${own.length}`
        : rich`${listText(own.map((one) => `${one.name} (${initials(one.name) || '–'})`))}`,
      rich`${held}`,
      rich`${lines.length - held}`,
    ]
  })
  return {
    alt: `The bonds of ${name}: ${pluralize(here.length, 'person', 'people')} of ${pluralize(agencies.length, 'agency', 'agencies')}. Of the lines between people of different agencies who met or shared, ${holding} hold (renewed in the last 12 weeks) and ${across.length - holding} have thinned out.`,
    ...table(['No.', 'Agency', 'People', 'Lines across that hold', 'Thinned out'], rows, 'agencies'),
  }
}
