// Who people were over time, read from the journal: also those who have left, and accounts that were merged.
import { sameAgency } from '../core/agencies.ts'
import type { PersonId } from '../core/ids.ts'
import type { EventOf, JournalEntry } from '../events.ts'
import { withoutUndoneLinks } from './undone-links.ts'

export interface PeopleHistory {
  /** The id under which the person is known after accounts were merged. */
  currentId(person: PersonId): PersonId
  /** The agency from which the person came last. */
  agencyOf(person: PersonId): string | undefined
}

export function peopleHistory(entries: readonly JournalEntry[]): PeopleHistory {
  const merged = new Map<PersonId, PersonId>()
  const agencies = new Map<PersonId, string>()
  for (const entry of withoutUndoneLinks(entries)) {
    if (entry.kind === 'person-linked') merged.set(entry.from, entry.person)
    if (entry.kind === 'agencies-merged') renameAgency(agencies, entry)
    if (namesAgency(entry) && entry.by !== undefined) agencies.set(entry.by, entry.agency)
  }
  const currentId = (person: PersonId) => merged.get(person) ?? person
  return {
    currentId,
    agencyOf: (person) => agencies.get(person) ?? agencies.get(currentId(person)),
  }
}

function namesAgency(
  entry: JournalEntry,
): entry is JournalEntry & EventOf<'started' | 'joined' | 'agency-changed'> {
  return entry.kind === 'started' || entry.kind === 'joined' || entry.kind === 'agency-changed'
}

function renameAgency(agencies: Map<PersonId, string>, { from, into }: EventOf<'agencies-merged'>): void {
  for (const [person, agency] of agencies) if (sameAgency(agency, from)) agencies.set(person, into)
}
