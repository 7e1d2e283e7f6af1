// What the lines of a story need to know: the network, people with their agencies, and how flags ended.
import type { Run } from '../chat/card.ts'
import { personRun } from '../conversation/kit/labels.ts'
import { listRuns, rich, timeRun } from '../conversation/kit/markup.ts'
import type { People } from '../conversation/turn.ts'
import type { Instant, PersonId } from '../domain/core/ids.ts'
import type { JournalEntry } from '../domain/events.ts'
import { type FlagEnd, flagEnds } from '../domain/flags/flag-ends.ts'
import { peopleHistory } from '../domain/membership/people-history.ts'
import type { Network } from '../domain/state.ts'

export interface StoryContext {
  readonly network: Network
  readonly entries: readonly JournalEntry[]
  /** A person by name, and by the agency from which they came. */
  who(person: PersonId | undefined): readonly Run[]
  whoAll(persons: readonly PersonId[]): readonly Run[]
  agencyOf(person: PersonId): string | undefined
  /** A date in the network's own zone, unless the chat or the document shows the reader's. */
  date(at: Instant): Run
  /** The end of the flag that the entry of this version raised; `undefined` while it is up. */
  flagEnd(version: number): FlagEnd | undefined
}

export function storyContext(
  network: Network,
  entries: readonly JournalEntry[],
  people: People,
): StoryContext {
  const { currentId, agencyOf } = peopleHistory(entries)
  const ends = flagEnds(entries)

  function who(person: PersonId | undefined): readonly Run[] {
    if (person === undefined) return rich`Somebody`
    const agency = agencyOf(person)
    const name = personRun(people, currentId(person))
    return agency === undefined ? [name] : rich`${name} (${agency})`
  }

  return {
    network,
    entries,
    who,
    whoAll: (persons) => listRuns([...new Set(persons.map(currentId))].map(who)),
    agencyOf,
    date: (at) => timeRun(at, network.zone, 'date'),
    flagEnd: (version) => ends.get(version),
  }
}
