// The part of a journal that the story in the homes of a closed network tells. Everybody in those channels reads it.
import type { ClosingExtra } from '../domain/core/terms.ts'
import type { JournalEntry } from '../domain/events.ts'
import type { FlagEvent } from '../domain/flags/events.ts'
import type { GuardianEvent } from '../domain/guardian/events.ts'
import { numbered } from '../domain/taken-back.ts'

type Posted = ClosingExtra | 'always' | 'never'

/** Total: a new kind of event about flags or for angels does not compile until it says whether homes read of it. */
const postedByKind: { readonly [kind in (FlagEvent | GuardianEvent)['kind']]: Posted } = {
  'bend-noted': 'bends',
  'bends-put-to': 'bends',
  'bend-approved': 'bends',
  'bend-declined': 'bends',
  'bend-talk-first': 'bends',
  'bend-taken-back': 'bends',

  asked: 'asks',
  'asks-put-to': 'asks',
  'ask-taken': 'asks',
  'ask-done': 'asks',
  'ask-passed': 'asks',
  'ask-dropped': 'asks',
  'ask-taken-back': 'asks',

  'blocker-opened': 'blockers',
  'blocker-cleared': 'blockers',
  'blocker-taken-back': 'blockers',

  'limit-stated': 'limits',
  'limit-lifted': 'limits',
  'limit-taken-back': 'limits',
  'limit-touched': 'limits',
  'limit-settling-proposed': 'limits',
  'limit-settled': 'limits',

  'flag-raised-by-hand': 'flags',
  'flag-taken-back': 'flags',
  'flag-reading-asked': 'never',
  'flag-shown': 'never',
  'flag-seen': 'flags',
  'flag-cleared-by-hand': 'flags',
  'flag-dismissed': 'flags',
  exposed: 'flags',
  'exposure-settled': 'flags',

  // Homes are told of no flag of the rules, and of no word from an angel to the entrepreneurs.
  'flag-raised': 'never',
  'flag-cleared': 'never',
  'risk-gone': 'never',
  'entrepreneurs-called': 'never',
  'not-yet-public': 'never',
  'move-requested': 'never',
  'move-agreed': 'never',
  'move-declined': 'never',

  'going-public-proposed': 'always',
  'going-public-put-to': 'always',
  'going-public-taken-back': 'always',
  'went-public': 'always',
  'went-under-the-radar': 'always',
}

/** Leaves out what homes do not read, unless the closing put it in. The remaining entries are numbered without gaps. */
export function postedEntries(
  entries: readonly JournalEntry[],
  extras: readonly ClosingExtra[] = [],
): readonly JournalEntry[] {
  const kinds: ReadonlyMap<string, Posted> = new Map(Object.entries(postedByKind))
  const isPosted = ({ kind }: JournalEntry) => {
    const posted = kinds.get(kind) ?? 'always'
    return posted === 'always' || (posted !== 'never' && extras.includes(posted))
  }
  return numbered(entries.filter(isPosted))
}
