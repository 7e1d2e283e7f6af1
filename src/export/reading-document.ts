// The export for reading: what every member may know of a network, as a document. It cannot be imported. Pure.
import type { Person } from '../conversation/turn.ts'
import type { PersonId } from '../domain/core/ids.ts'
import type { JournalEntry } from '../domain/events.ts'
import type { MembershipEvent } from '../domain/membership/events.ts'
import { peopleHistory } from '../domain/membership/people-history.ts'
import { numbered, withoutTakenBack } from '../domain/taken-back.ts'
import { personsIn, withoutPrivate } from './export-document.ts'

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

/** Total: a new kind of event about people and channels is not readable until it says so. */
const isReadable: { readonly [kind in MembershipEvent['kind']]: boolean | 'once-accepted' } = {
  started: true,
  joined: true,
  left: true,
  'agency-changed': true,
  'agencies-merged': true,
  nominated: 'once-accepted',
  'nomination-accepted': true,
  'role-given-up': true,
  'settings-changed': true,
  closed: true,
  reopened: true,

  // Who was asked and did not accept is nobody else's matter.
  'nomination-declined': false,
  'nomination-withdrawn': false,

  // The word with which somebody was removed is for them, the angels and the entrepreneurs.
  'member-removed': false,

  // Codes, channels and accounts are no part of the work.
  invited: false,
  'invitation-revoked': false,
  'invitation-used': false,
  'home-added': false,
  'home-removed': false,
  'home-moved': false,
  'home-lost': false,
  'person-unreached': false,
  'person-linked': false,
  'person-unlinked': false,
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
  const accepted = new Set(
    journal.flatMap((entry) => (entry.kind === 'nomination-accepted' ? [entry.nomination] : [])),
  )
  const readable = new Map<string, boolean | 'once-accepted'>(Object.entries(isReadable))
  const kept = withoutPrivate(withoutTakenBack(journal)).filter((entry) => {
    const may = readable.get(entry.kind) ?? true
    if (may !== 'once-accepted') return may
    return entry.kind === 'nominated' && accepted.has(entry.nomination)
  })
  const { currentId } = peopleHistory(journal)
  return numbered(kept).map((entry) => withOnePerson(withoutHome(entry), currentId))
}

function withoutHome(entry: JournalEntry): JournalEntry {
  if (entry.kind !== 'started') return entry
  const { home: _, ...started } = entry
  return started
}

/** Somebody with several accounts is one person in it; that they have several is not told. */
function withOnePerson(entry: JournalEntry, currentId: (person: PersonId) => PersonId): JournalEntry {
  if (personsIn(entry).every((person) => currentId(person) === person)) return entry
  const written = JSON.stringify(entry, (_, value) => (typeof value === 'string' ? currentId(value) : value))
  return JSON.parse(written) as JournalEntry
}
