// What was taken back within its time, and the journal without it, for whatever tells people of the past.

import type { Instant } from './core/ids.ts'
import { minute } from './core/time.ts'
import type { JournalEntry, NetworkEvent } from './events.ts'
import { flagKey } from './flags/flag-key.ts'

/** For so long somebody can take back what they did as if it had never been. */
export const undoWindow = 10 * minute

/** Whether somebody took it back before it had stood for long. */
export function isTakenBackInTime(one: {
  readonly at: Instant
  readonly state: { readonly kind: string; readonly at?: Instant }
}): boolean {
  const { kind, at } = one.state
  return kind === 'taken-back' && at !== undefined && at <= one.at + undoWindow
}

type Kind = NetworkEvent['kind']
type Subject =
  | 'settings'
  | 'agency'
  | 'flag'
  | 'blocker'
  | 'limit'
  | 'ask'
  | 'bend'
  | 'lesson'
  | 'resource'
  | 'proposal'
  | 'meeting'
  | 'series'

/** What an entry ends, and the kinds of entry that began it. */
interface Ending {
  readonly subject: Subject
  readonly begins: readonly Kind[]
  /** The rule accepts the entry in time only, so nothing more is to be looked at. */
  readonly isAlwaysInTime?: true
}

/** The entries after which nothing of their subject remains if they came in time and from whoever began it. */
const endings: { readonly [kind in Kind]?: Ending } = {
  'ask-taken-back': { subject: 'ask', begins: ['asked'] },
  'bend-taken-back': { subject: 'bend', begins: ['bend-noted'] },
  'flag-taken-back': { subject: 'flag', begins: ['flag-raised-by-hand'], isAlwaysInTime: true },
  'blocker-taken-back': { subject: 'blocker', begins: ['blocker-opened'], isAlwaysInTime: true },
  'limit-taken-back': { subject: 'limit', begins: ['limit-stated'], isAlwaysInTime: true },
  'lesson-struck': { subject: 'lesson', begins: ['lesson-kept'], isAlwaysInTime: true },
  'resource-struck': {
    subject: 'resource',
    begins: ['resource-offered', 'resource-put'],
    isAlwaysInTime: true,
  },
  'going-public-taken-back': { subject: 'proposal', begins: ['going-public-proposed'] },
  'meeting-cancelled': { subject: 'meeting', begins: ['meeting-planned'] },
  'meeting-struck': { subject: 'meeting', begins: ['meeting-recorded'] },
  'series-ended': { subject: 'series', begins: ['series-planned'] },
}

/** The entries that only undo the latest of these other entries about the same thing. */
const reversals: { readonly [kind in Kind]?: Ending } = {
  'lesson-taken-back': { subject: 'lesson', begins: ['lesson-offered'] },
  'meeting-change-undone': {
    subject: 'meeting',
    begins: ['meeting-moved', 'meeting-cancelled'],
    isAlwaysInTime: true,
  },
  'series-resumed': { subject: 'series', begins: ['series-ended'], isAlwaysInTime: true },
  // Each person has one agency, and nothing else of theirs comes between a change and its undoing.
  'agency-change-undone': { subject: 'agency', begins: ['agency-changed'], isAlwaysInTime: true },
  'resource-change-undone': { subject: 'resource', begins: ['resource-changed'], isAlwaysInTime: true },
  // A network has one set of settings, and the last change of them alone can be undone.
  'settings-change-undone': { subject: 'settings', begins: ['settings-changed'], isAlwaysInTime: true },
  'resource-restored': {
    subject: 'resource',
    begins: ['resource-used', 'resource-used-up', 'resource-withdrawn'],
    isAlwaysInTime: true,
  },
}

// An ask to clear a blocker is no part of the blocker, so asks come first.
const subjects: readonly Subject[] = [
  'ask',
  'bend',
  'lesson',
  'resource',
  'proposal',
  'flag',
  'blocker',
  'limit',
  'series',
  'meeting',
]

/** What is to be left out: everything about some subjects, and some entries by their versions. */
interface TakenBack {
  readonly subjects: Set<string>
  readonly versions: Set<number>
}

/** The journal without what was taken back in time, and without what had followed from it by itself, numbered anew. */
export function withoutTakenBack(entries: readonly JournalEntry[]): readonly JournalEntry[] {
  const gone: TakenBack = { subjects: new Set(), versions: new Set() }
  for (const [index, entry] of entries.entries()) {
    const begun = undoneBy(entries, index)
    if (begun === undefined) continue
    const ending = endings[entry.kind]
    if (ending === undefined) gone.versions.add(begun.version).add(entry.version)
    else gone.subjects.add(keyOf(entry, ending.subject) ?? '')
    for (const version of cancelledOut(entries, begun, entry)) gone.versions.add(version)
  }
  if (gone.subjects.size + gone.versions.size === 0) return entries
  return numbered(entries.flatMap((entry) => remaining(entry, gone)))
}

export function numbered(entries: readonly JournalEntry[]): readonly JournalEntry[] {
  return entries.map((entry, index) => ({ ...entry, version: index + 1 }))
}

/** The entry that the one at this index takes back in time, if it takes any back. */
function undoneBy(entries: readonly JournalEntry[], index: number): JournalEntry | undefined {
  const entry = entries[index]
  const ending = entry && (endings[entry.kind] ?? reversals[entry.kind])
  if (entry === undefined || (ending === undefined && !isRewording(entry))) return undefined
  const before = entries.slice(0, index)
  const begun = isRewording(entry) ? previousWording(entry, before) : begunBy(entry, ending, before)
  if (begun === undefined || ending?.isAlwaysInTime) return begun
  return begun.by === entry.by && entry.at <= begun.at + undoWindow ? begun : undefined
}

function begunBy(
  entry: JournalEntry,
  ending: Ending | undefined,
  before: readonly JournalEntry[],
): JournalEntry | undefined {
  if (ending === undefined) return undefined
  const key = keyOf(entry, ending.subject)
  return before.findLast((one) => ending.begins.includes(one.kind) && keyOf(one, ending.subject) === key)
}

type Rewording = JournalEntry & { readonly kind: 'moment-changed' | 'outcome-changed' }

function isRewording(entry: JournalEntry): entry is Rewording {
  return entry.kind === 'moment-changed' || entry.kind === 'outcome-changed'
}

/** The rewording before this one, if this one goes back to the words before that. */
function previousWording(entry: Rewording, before: readonly JournalEntry[]): JournalEntry | undefined {
  const words = (one: JournalEntry) => wordingOf(one, entry.kind)
  const changes = before.filter((one) => words(one) !== undefined)
  const last = changes.at(-1)
  const earlier = changes.at(-2)
  if (last?.kind !== entry.kind || earlier === undefined || words(last) === words(entry)) return undefined
  return words(earlier) === words(entry) ? last : undefined
}

function wordingOf(entry: JournalEntry, of: Rewording['kind']): string | undefined {
  if (of === 'moment-changed') return 'moment' in entry ? entry.moment : undefined
  const sets = entry.kind === 'started' || entry.kind === 'outcome-changed' || entry.kind === 'reframed'
  return sets ? entry.outcome : undefined
}

function keyOf(entry: JournalEntry, subject: Subject): string | undefined {
  if (subject === 'agency') return `agency of ${entry.by}`
  const id = (entry as { readonly [subject in Subject]?: unknown })[subject]
  return typeof id === 'string' ? `${subject} ${id}` : undefined
}

/** The stops and flags that came with the one entry and went with the other, or the other way about. */
function* cancelledOut(
  entries: readonly JournalEntry[],
  begun: JournalEntry,
  undone: JournalEntry,
): Generator<number> {
  const first = entries.filter(({ at }) => at === begun.at)
  const second = entries.filter(({ at }) => at === undone.at)
  for (const one of first) {
    const key = toggleOf(one)
    if (key === undefined) continue
    const other = second.find((two) => two.kind !== one.kind && toggleOf(two) === key)
    if (other === undefined) continue
    yield one.version
    yield other.version
  }
}

function toggleOf(entry: JournalEntry): string | undefined {
  if (entry.kind === 'stalled' || entry.kind === 'moving-again') return 'stall'
  if (entry.kind === 'flag-raised' || entry.kind === 'flag-cleared') return flagKey(entry)
  return undefined
}

function remaining(entry: JournalEntry, { subjects: gone, versions }: TakenBack): readonly JournalEntry[] {
  if (versions.has(entry.version)) return []
  // A lesson or a resource that was noted at a meeting remains without the meeting.
  const own = subjects.find((subject) => keyOf(entry, subject) !== undefined)
  if (own !== undefined && gone.has(keyOf(entry, own) ?? '')) return []
  if (entry.kind === 'meeting-planned' && gone.has(keyOf(entry, 'meeting') ?? '')) return []
  if (entry.kind === 'asks-put-to') return withList(entry, 'asks', gone)
  if (entry.kind === 'bends-put-to') return withList(entry, 'bends', gone)
  return [entry]
}

function withList(
  entry: JournalEntry,
  list: 'asks' | 'bends',
  gone: ReadonlySet<string>,
): readonly JournalEntry[] {
  const ids = (entry as { readonly asks?: readonly string[]; readonly bends?: readonly string[] })[list] ?? []
  const left = ids.filter((id) => !gone.has(`${list.slice(0, -1)} ${id}`))
  return left.length === 0 ? [] : [{ ...entry, [list]: left } as JournalEntry]
}
