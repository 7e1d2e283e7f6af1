// The export for reading: what every member may know of a network, as a document. It cannot be imported. Pure.
import type { Person } from '../conversation/turn.ts'
import type { PersonId } from '../domain/core/ids.ts'
import type { JournalEntry } from '../domain/events.ts'
import { peopleHistory } from '../domain/membership/people-history.ts'
import { numbered, withoutTakenBack } from '../domain/taken-back.ts'
import { personsIn } from './export-document.ts'
import { forReading } from './exported-kinds.ts'

export interface ReadingDocument {
  readonly format: typeof readingFormat
  readonly version: 1
  readonly people: readonly ReadablePerson[]
  readonly entries: readonly JournalEntry[]
}

export const readingFormat = 'on-the-table reading'

interface ReadablePerson {
  readonly id: PersonId
  readonly name: string
}

export function buildReading(journal: readonly JournalEntry[], people: readonly Person[]): ReadingDocument {
  const entries = readableEntries(journal)
  const named = new Set(entries.flatMap(personsIn))
  return {
    format: readingFormat,
    version: 1,
    people: people.filter(({ id }) => named.has(id)).map(({ id, name }) => ({ id, name })),
    entries,
  }
}

function readableEntries(journal: readonly JournalEntry[]): readonly JournalEntry[] {
  const { currentId } = peopleHistory(journal)
  return numbered(forReading(withoutTakenBack(journal))).map((entry) => withOnePerson(entry, currentId))
}

/** Somebody with several accounts is one person in it; that they have several is not told. */
function withOnePerson(entry: JournalEntry, currentId: (person: PersonId) => PersonId): JournalEntry {
  if (personsIn(entry).every((person) => currentId(person) === person)) return entry
  const written = JSON.stringify(entry, (_, value) => (typeof value === 'string' ? currentId(value) : value))
  return JSON.parse(written) as JournalEntry
}
