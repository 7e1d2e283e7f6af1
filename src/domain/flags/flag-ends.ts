// When and how the flags that rules raised were over, read from the journal.
import type { Instant } from '../core/ids.ts'
import type { JournalEntry } from '../events.ts'
import { flagKey } from './flag-key.ts'

export interface FlagEnd {
  readonly at: Instant
  /** What the person who ended it said; absent when a rule cleared it. */
  readonly words?: string
}

/** The ends of the flags that rules raised, by the version of the entry that raised each. */
export function flagEnds(entries: readonly JournalEntry[]): ReadonlyMap<number, FlagEnd> {
  const active = new Map<string, number>()
  const ends = new Map<number, FlagEnd>()
  for (const entry of entries) {
    if (entry.kind === 'flag-raised') active.set(flagKey(entry), entry.version)
    const ended = endedFlag(entry)
    if (ended === undefined) continue
    const raised = active.get(ended.flag)
    if (raised === undefined) continue
    ends.set(raised, ended)
    active.delete(ended.flag)
  }
  return ends
}

function endedFlag(entry: JournalEntry): (FlagEnd & { readonly flag: string }) | undefined {
  const { kind, at } = entry
  if (kind === 'flag-cleared') return { flag: flagKey(entry), at }
  if (kind === 'flag-cleared-by-hand') return { flag: entry.flag, at, words: entry.word }
  if (kind === 'flag-dismissed') return { flag: entry.flag, at, words: entry.reason }
  return undefined
}
