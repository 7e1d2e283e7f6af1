// Links of two accounts that were undone: the journal is read as if they had never been.
import type { EventMetadata, PersonId } from '../core/ids.ts'
import type { EventOf, JournalEntry } from '../events.ts'
import type { Network } from '../state.ts'

/**
 * The entries without the links that a later entry undoes. What was done in between names the person who was one with
 * both then, and stays with them. `entries` is the whole journal.
 */
export function withoutUndoneLinks(entries: readonly JournalEntry[]): readonly JournalEntry[] {
  if (!entries.some(undoesLink)) return entries
  const undone = new Set<string>()
  const kept = entries.toReversed().filter((entry) => {
    if (undoesLink(entry)) undone.add(pairOf(entry))
    return !(entry.kind === 'person-linked' && undone.delete(pairOf(entry)))
  })
  return kept.reverse()
}

export function undoesLink(entry: JournalEntry): entry is JournalEntry & { kind: 'person-unlinked' } {
  return entry.kind === 'person-unlinked'
}

interface Pair {
  readonly from: PersonId
  readonly person: PersonId
}

function pairOf({ from, person }: Pair): string {
  return `${from} ${person}`
}

/** Whether the journal has a link of the two that nobody has undone yet. */
export function isLinked(entries: readonly JournalEntry[], pair: Pair): boolean {
  return withoutUndoneLinks(entries).some(
    (entry) => entry.kind === 'person-linked' && pairOf(entry) === pairOf(pair),
  )
}

type Unlinking = Pick<EventMetadata & EventOf<'person-unlinked'>, 'as' | 'since' | 'at'>

/** Whether both came, as one, into a network of others. Nobody can say which of the two was meant. */
export function cameInSince({ people, started }: Network, { as, since }: Omit<Unlinking, 'at'>): boolean {
  const joined = people.get(as)?.since
  return joined !== undefined && joined >= since && started < since
}

/** What both were given as one ends: roles and membership in networks of others, nominations, and codes. */
export function withoutGivenSince(network: Network, { as, since, at }: Unlinking): Network {
  const isOfOthers = network.started < since
  const roles = network.roles.map((span) => {
    const wasGiven = span.person === as && span.to === undefined && span.from >= since
    return wasGiven && isOfOthers ? { ...span, to: at } : span
  })
  const people = new Map(network.people)
  if (cameInSince(network, { as, since })) people.delete(as)
  const isGone = !people.has(as)
  const nominations = new Map(
    [...network.nominations].map(([id, one]) => {
      const wasAsked = one.person === as || (one.by === as && isGone)
      const isOver = wasAsked && one.state === 'open' && one.at >= since
      return [id, isOver ? { ...one, state: 'withdrawn' as const } : one]
    }),
  )
  return { ...network, roles, nominations, people, invitations: invitationsWithout(network, isGone, as) }
}

/** Whoever is not there any more has no code there, also none that they made as somebody else. */
function invitationsWithout({ invitations }: Network, isGone: boolean, as: PersonId): Network['invitations'] {
  if (!isGone) return invitations
  return new Map(
    [...invitations].map(([id, one]) => {
      const isOver = one.by === as && one.state === 'open'
      return [id, isOver ? { ...one, state: 'revoked' as const } : one]
    }),
  )
}
