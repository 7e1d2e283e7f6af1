// What each export has of each kind of entry.
import type { JournalEntry, NetworkEvent } from '../domain/events.ts'
import { flagRules } from '../domain/flags/registry.ts'

type Part =
  /** In both exports as it is. */
  | 'whole'
  /** In both without whoever did it. */
  | 'nameless'
  /** In both, the one for reading without the channel. */
  | 'without-home'
  /** In both, unless the flag is for the angels alone. One about a person is in that for moving alone. */
  | 'flag'
  /** In that for reading only once it was agreed to. */
  | 'once-agreed'
  | 'moving-only'
  | 'never'

/** Total: a new kind of entry does not compile until it says what each export has of it. */
const parts: { readonly [kind in NetworkEvent['kind']]: Part } = {
  // What every member may know.
  joined: 'whole',
  left: 'whole',
  'agency-changed': 'whole',
  'agency-change-undone': 'whole',
  'agencies-merged': 'whole',
  'nomination-accepted': 'whole',
  'role-given-up': 'whole',
  'meeting-planned': 'whole',
  'series-planned': 'whole',
  'series-ended': 'whole',
  'meeting-recorded': 'whole',
  'meeting-moved': 'whole',
  'meeting-cancelled': 'whole',
  'meeting-change-undone': 'whole',
  'series-resumed': 'whole',
  'meeting-reminded': 'whole',
  'check-in-opened': 'whole',
  'attendance-answered': 'whole',
  'attendance-taken-back': 'whole',
  'nothing-this-time': 'whole',
  'meeting-confirmed': 'whole',
  'check-in-closed': 'whole',
  'meeting-recounted': 'whole',
  'meeting-struck': 'whole',
  'resource-offered': 'whole',
  'resource-put': 'whole',
  'resource-used': 'whole',
  'resource-used-up': 'whole',
  'resource-ended': 'whole',
  'resource-withdrawn': 'whole',
  'resource-restored': 'whole',
  'resource-changed': 'whole',
  'resource-change-undone': 'whole',
  'resource-lapsed': 'whole',
  'resource-struck': 'whole',
  stalled: 'whole',
  'moving-again': 'whole',
  'reframe-proposed': 'whole',
  'reframe-refused': 'whole',
  reframed: 'whole',
  extended: 'whole',
  asked: 'whole',
  'asks-put-to': 'whole',
  'ask-taken': 'whole',
  'ask-done': 'whole',
  'ask-passed': 'whole',
  'ask-dropped': 'whole',
  'ask-taken-back': 'whole',
  'blocker-opened': 'whole',
  'blocker-cleared': 'whole',
  'blocker-taken-back': 'whole',
  'entrepreneurs-called': 'whole',
  'limit-stated': 'whole',
  'limit-lifted': 'whole',
  'limit-taken-back': 'whole',
  'limit-touched': 'whole',
  'limit-settling-proposed': 'whole',
  'limit-settled': 'whole',
  'bend-noted': 'whole',
  'bends-put-to': 'whole',
  'bend-approved': 'whole',
  'bend-declined': 'whole',
  'bend-talk-first': 'whole',
  'bend-taken-back': 'whole',
  'phase-crossed': 'whole',
  'round-opened': 'whole',
  'round-reminded': 'whole',
  'round-closed': 'whole',
  'moment-changed': 'whole',
  'outcome-changed': 'whole',
  exposed: 'whole',
  'exposure-settled': 'whole',
  'going-public-proposed': 'whole',
  'going-public-put-to': 'whole',
  'went-public': 'whole',
  'not-yet-public': 'whole',
  'going-public-taken-back': 'whole',
  'went-under-the-radar': 'whole',
  'move-agreed': 'whole',
  diagnosed: 'whole',
  'settings-changed': 'whole',
  'settings-change-undone': 'whole',
  'loosening-proposed': 'whole',
  'loosening-declined': 'whole',
  closed: 'whole',
  reopened: 'whole',

  // The channel in which it began is no part of the work.
  started: 'without-home',

  // A lesson has no author outside the network.
  'lesson-kept': 'nameless',
  'lesson-offered': 'nameless',
  'lesson-taken-back': 'nameless',
  'lesson-struck': 'nameless',

  // Flags for the angels alone are in neither, and one about a person is not for every member.
  'flag-raised': 'flag',
  'flag-cleared': 'flag',
  'risk-gone': 'flag',
  'flag-raised-by-hand': 'flag',
  'flag-taken-back': 'flag',
  'flag-reading-asked': 'flag',
  'flag-shown': 'flag',
  'flag-seen': 'flag',
  'flag-dismissed': 'flag',
  'flag-cleared-by-hand': 'flag',

  // Who was asked and has not agreed is nobody else’s matter.
  nominated: 'once-agreed',
  'move-requested': 'once-agreed',

  // Codes, channels and accounts are no part of the work, and the word with which somebody was removed is not for all.
  'home-added': 'moving-only',
  'home-removed': 'moving-only',
  'home-moved': 'moving-only',
  'home-lost': 'moving-only',
  invited: 'moving-only',
  'invitation-revoked': 'moving-only',
  'invitation-used': 'moving-only',
  'member-removed': 'moving-only',
  'person-unreached': 'moving-only',
  'person-linked': 'moving-only',
  'person-unlinked': 'moving-only',
  'nomination-declined': 'moving-only',
  'nomination-withdrawn': 'moving-only',
  'move-declined': 'moving-only',

  // Such answers were private when they were given.
  'pulse-answered': 'never',
}

/** The journal as it moves elsewhere, as far as an entrepreneur may have it. Its versions have gaps. */
export function forMoving(journal: readonly JournalEntry[]): readonly JournalEntry[] {
  const isForAngels = flagsForAngels(journal)
  return journal.flatMap((entry) => {
    const part = parts[entry.kind]
    if (part === 'never' || (part === 'flag' && isForAngels(entry))) return []
    if (entry.kind === 'flag-raised-by-hand') return [withoutOtherFlag(entry)]
    return [part === 'nameless' ? nameless(entry) : entry]
  })
}

/** The journal as every member may know it. Its versions have gaps. */
export function forReading(journal: readonly JournalEntry[]): readonly JournalEntry[] {
  const agreed = new Set(journal.flatMap(agreedIn))
  return forMoving(journal).flatMap((entry) => {
    const part = parts[entry.kind]
    if (part === 'moving-only' || (part === 'flag' && isAboutPerson(entry))) return []
    if (part === 'once-agreed' && !isAgreed(entry, agreed)) return []
    return [part === 'without-home' ? withoutHome(entry) : entry]
  })
}

function flagsForAngels(journal: readonly JournalEntry[]): (entry: JournalEntry) => boolean {
  const flags = new Set(
    journal.flatMap((entry) => (entry.kind === 'flag-raised-by-hand' && entry.privately ? [entry.flag] : [])),
  )
  return (entry) => 'flag' in entry && flags.has(entry.flag)
}

/** The flag that was told before may be one for the angels alone, of which nothing is read here. */
function withoutOtherFlag({
  toldAfter: _,
  ...entry
}: Extract<JournalEntry, { kind: 'flag-raised-by-hand' }>): JournalEntry {
  return entry
}

/** The entry names a flag of the rules by its key, which begins with its name. */
function isAboutPerson(entry: JournalEntry): boolean {
  if (!('flag' in entry)) return false
  const [name] = entry.flag.split(':')
  return Object.entries(flagRules).some(([flag, rule]) => flag === name && rule.isAboutPerson === true)
}

function agreedIn(entry: JournalEntry): readonly string[] {
  if (entry.kind === 'nomination-accepted') return [entry.nomination]
  return entry.kind === 'move-agreed' ? [entry.request] : []
}

function isAgreed(entry: JournalEntry, agreed: ReadonlySet<string>): boolean {
  if (entry.kind === 'nominated') return agreed.has(entry.nomination)
  return entry.kind === 'move-requested' && agreed.has(entry.request)
}

function nameless(entry: JournalEntry): JournalEntry {
  const { by: _, ...rest } = entry
  return rest
}

function withoutHome(entry: JournalEntry): JournalEntry {
  if (entry.kind !== 'started') return entry
  const { home: _, ...rest } = entry
  return rest
}
