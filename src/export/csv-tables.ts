// An export for reading as CSV files for spreadsheets. No cell is ever taken for a formula.
import { stringify } from 'csv-stringify/sync'
import type { JournalEntry } from '../domain/events.ts'
import type { Network } from '../domain/state.ts'
import type { ReadingDocument } from './reading-document.ts'

type Cell = string | number | undefined

type TimeText = (at: number) => string

/** Returns the text of each file by its name. Times are those of the zone, which the head of their column names. */
export function tablesOf(
  network: Network,
  { entries, people }: ReadingDocument,
  zone: string,
): ReadonlyMap<string, string> {
  const time = timeIn(zone)
  const timed = (column: string) => `${column} (${zone})`
  const names = new Map(people.map(({ id, name }) => [id, name]))
  const nameOf = (person = '') => names.get(person) ?? ''
  return new Map([
    ['journal.csv', csv(['number', timed('when'), 'who', 'what', 'details'], entries.map(journalRow))],
    [
      'people.csv',
      csv(['name', 'agency', 'role', timed('from'), timed('until')], [...roleRows(network, nameOf, time)]),
    ],
    [
      'meetings.csv',
      csv(
        [timed('begins'), timed('ends'), 'state', 'there', 'who was there'],
        meetingRows(network, nameOf, time),
      ),
    ],
    ['table.csv', csv([...resourceColumns, timed('since'), 'who'], resourceRows(network, nameOf, time))],
    [
      'lessons.csv',
      csv(
        [timed('when'), 'lesson'],
        network.lessons.map(({ at, text }) => [time(at), text]),
      ),
    ],
  ])

  function journalRow({ version, at, by, kind, late: _, ...details }: JournalEntry): Cell[] {
    return [version, time(at), nameOf(by), kind, JSON.stringify(details, inZone)]
  }

  function inZone(name: string, value: unknown): unknown {
    return instantFields.has(name) && typeof value === 'number' ? time(value) : value
  }
}

/** The fields of entries that are instants. */
const instantFields: ReadonlySet<string> = new Set(['start', 'end', 'closes', 'expires'])

const resourceColumns = [
  'kind',
  'what',
  'amount',
  'unit',
  'agency',
  'terms',
  'from',
  'until',
  'condition',
  'state',
]

type NameOf = (person: string | undefined) => string

function* roleRows({ roles, people }: Network, nameOf: NameOf, time: TimeText): Generator<Cell[]> {
  for (const { person, role, from, to } of roles)
    yield [nameOf(person), people.get(person)?.agency, role, time(from), to === undefined ? '' : time(to)]
}

function meetingRows({ meetings }: Network, nameOf: NameOf, time: TimeText): Cell[][] {
  return [...meetings.values()].map(({ start, end, state, attendance }) => {
    const there = [...attendance].filter(([, wasThere]) => wasThere).map(([person]) => nameOf(person))
    return [time(start), time(end), state.kind, there.length, there.join('; ')]
  })
}

function resourceRows({ resources }: Network, nameOf: NameOf, time: TimeText): Cell[][] {
  return [...resources.values()].map((resource) => [
    resource.kind,
    resource.what,
    resource.amount,
    resource.unit,
    resource.agency,
    resource.terms,
    resource.from,
    resource.until,
    resource.condition,
    resource.state,
    time(resource.at),
    nameOf(resource.by),
  ])
}

/** Writes instants as spreadsheets read them: `2026-11-24 10:00`. */
function timeIn(zone: string): TimeText {
  return (at) => {
    const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
    return `${local.toPlainDate()} ${local.toPlainTime().toString({ smallestUnit: 'minute' })}`
  }
}

function csv(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return stringify([columns, ...rows] as (readonly Cell[])[], { escape_formulas: true, bom: true })
}
