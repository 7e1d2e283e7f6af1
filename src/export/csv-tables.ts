// An export as CSV files for spreadsheets. No cell is ever taken for a formula.
import { stringify } from 'csv-stringify/sync'
import type { JournalEntry } from '../domain/events.ts'
import type { Network } from '../domain/state.ts'
import type { ExportDocument } from './export-document.ts'

type Cell = string | number | undefined

/** Returns the text of each file by its name. Instants are in UTC. */
export function tablesOf(network: Network, { entries, people }: ExportDocument): ReadonlyMap<string, string> {
  const names = new Map(people.map(({ id, name }) => [id, name]))
  const nameOf = (person = '') => names.get(person) ?? ''
  return new Map([
    ['journal.csv', csv(['number', 'when', 'who', 'what', 'details'], entries.map(journalRow))],
    ['people.csv', csv(['name', 'agency', 'role', 'from', 'until'], [...roleRows(network, nameOf)])],
    [
      'meetings.csv',
      csv(['begins', 'ends', 'state', 'there', 'who was there'], meetingRows(network, nameOf)),
    ],
    ['table.csv', csv(resourceColumns, resourceRows(network, nameOf))],
    [
      'lessons.csv',
      csv(
        ['when', 'lesson'],
        network.lessons.map(({ at, text }) => [iso(at), text]),
      ),
    ],
  ])

  function journalRow({ version, at, by, kind, late: _, ...details }: JournalEntry): Cell[] {
    return [version, iso(at), nameOf(by), kind, JSON.stringify(details)]
  }
}

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
  'since',
  'who',
]

type NameOf = (person: string | undefined) => string

function* roleRows({ roles, people }: Network, nameOf: NameOf): Generator<Cell[]> {
  for (const { person, role, from, to } of roles)
    yield [nameOf(person), people.get(person)?.agency, role, iso(from), to === undefined ? '' : iso(to)]
}

function meetingRows({ meetings }: Network, nameOf: NameOf): Cell[][] {
  return [...meetings.values()].map(({ start, end, state, attendance }) => {
    const there = [...attendance].filter(([, wasThere]) => wasThere).map(([person]) => nameOf(person))
    return [iso(start), iso(end), state.kind, there.length, there.join('; ')]
  })
}

function resourceRows({ resources }: Network, nameOf: NameOf): Cell[][] {
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
    iso(resource.at),
    nameOf(resource.by),
  ])
}

function iso(at: number): string {
  return new Date(at).toISOString()
}

function csv(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return stringify([columns, ...rows] as (readonly Cell[])[], { escape_formulas: true, bom: true })
}
