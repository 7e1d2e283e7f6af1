// Whom and what a story speaks of: people with their agencies, also of those who have gone, and flags with their ends.
import type { Run } from '../chat/card.ts'
import { personRun } from '../conversation/kit/labels.ts'
import { listRuns, rich } from '../conversation/kit/markup.ts'
import type { People } from '../conversation/turn.ts'
import type { Instant, PersonId } from '../domain/core/ids.ts'
import type { JournalEntry } from '../domain/events.ts'
import { flagKey } from '../domain/flags/flag-key.ts'
import type { Network } from '../domain/state.ts'

export interface FlagEnd {
  readonly at: Instant
  readonly words?: string
}

export interface StoryContext {
  readonly network: Network
  readonly entries: readonly JournalEntry[]
  /** A person by name, and by the agency they came from. */
  who(person: PersonId | undefined): readonly Run[]
  whoAll(persons: readonly PersonId[]): readonly Run[]
  agencyOf(person: PersonId): string | undefined
  /** Whoever accepts a role from outside comes in with it. */
  cameByNomination(joined: JournalEntry): boolean
  /** When the flag that this entry raised was over, and what was said by whoever ended it. */
  flagOver(raised: JournalEntry): FlagEnd | undefined
}

export function storyContext(
  network: Network,
  entries: readonly JournalEntry[],
  people: People,
): StoryContext {
  const linked = new Map<PersonId, PersonId>()
  const agencies = new Map<PersonId, string>()
  for (const entry of entries) {
    if (entry.kind === 'person-linked') linked.set(entry.from, entry.person)
    if ((entry.kind === 'joined' || entry.kind === 'started') && entry.by !== undefined)
      agencies.set(entry.by, entry.agency)
  }
  const now = (person: PersonId): PersonId => linked.get(person) ?? person
  const agencyOf = (person: PersonId) => agencies.get(person) ?? agencies.get(now(person))
  const who = (person: PersonId | undefined): readonly Run[] => {
    if (person === undefined) return rich`Somebody`
    const agency = agencyOf(person)
    const run = personRun(people, now(person))
    return agency === undefined ? [run] : rich`${run} (${agency})`
  }
  const overs = flagEnds(entries)
  return {
    network,
    entries,
    who,
    whoAll: (persons) => listRuns([...new Set(persons.map(now))].map(who)),
    agencyOf,
    cameByNomination({ version, by }) {
      const before = entries[version - 2]
      return before?.kind === 'nomination-accepted' && before.by === by
    },
    flagOver: (raised) => overs.get(raised.version),
  }
}

function flagEnd(entry: JournalEntry): (FlagEnd & { readonly flag: string }) | undefined {
  const { at } = entry
  switch (entry.kind) {
    case 'flag-cleared':
      return { flag: flagKey(entry), at }
    case 'flag-cleared-by-hand':
      return { flag: entry.flag, at, words: entry.word }
    case 'flag-dismissed':
      return { flag: entry.flag, at, words: entry.reason }
    default:
      return undefined
  }
}

/** The ends of the flags that rules raised, by the version of the entry that raised each. */
export function flagEnds(entries: readonly JournalEntry[]): ReadonlyMap<number, FlagEnd> {
  const up = new Map<string, number>()
  const ends = new Map<number, FlagEnd>()
  for (const entry of entries) {
    if (entry.kind === 'flag-raised') up.set(flagKey(entry), entry.version)
    const ended = flagEnd(entry)
    if (ended === undefined) continue
    const raised = up.get(ended.flag)
    if (raised === undefined) continue
    ends.set(raised, ended)
    up.delete(ended.flag)
  }
  return ends
}
