// Who people were over time, read from the journal: also those who have left, and accounts that were merged.
import type { PersonId } from '../core/ids.ts'
import type { JournalEntry } from '../events.ts'
import { withoutUndoneLinks } from './undone-links.ts'

export interface PeopleHistory {
  /** The id under which the person is known after accounts were merged. */
  currentId(person: PersonId): PersonId
  /** The agency with which the person last came in. */
  agencyOf(person: PersonId): string | undefined
}

export function peopleHistory(entries: readonly JournalEntry[]): PeopleHistory {
  const merged = new Map<PersonId, PersonId>()
  const agencies = new Map<PersonId, string>()
  for (const entry of withoutUndoneLinks(entries)) {
    if (entry.kind === 'person-linked') merged.set(entry.from, entry.person)
    if ((entry.kind === 'joined' || entry.kind === 'started') && entry.by !== undefined)
      agencies.set(entry.by, entry.agency)
  }
  const currentId = (person: PersonId) => merged.get(person) ?? person
  return {
    currentId,
    agencyOf: (person) => agencies.get(person) ?? agencies.get(currentId(person)),
  }
}
