// From a decision to what the store has to write: only the lookup tables that the decision changes.
import type { Channel } from '../chat/address.ts'
import type { Instant } from '../domain/core/ids.ts'
import type { PrivateAnswer } from '../domain/core/private-answers.ts'
import type { JournalEntry } from '../domain/events.ts'
import { isFindable } from '../domain/guardian/going-public.ts'
import { openInvitations } from '../domain/membership/invitations.ts'
import { holders } from '../domain/membership/members.ts'
import { nominees } from '../domain/membership/roles.ts'
import { openRounds } from '../domain/phases/reflection-rounds.ts'
import type { Network } from '../domain/state.ts'
import type { NetworkChanges } from '../store/journal.ts'
import type { LibraryChanges, OfferedLesson } from '../store/lessons/lesson-library.ts'
import type { NewMessage } from '../store/outbox.ts'
import type { AnswerChanges } from '../store/private-answers.ts'

/** A decision, with everything that is saved together with it. */
export interface UnitOfWork {
  readonly before: Network
  readonly after: Network
  readonly entries: readonly JournalEntry[]
  readonly messages: readonly NewMessage[]
  /** The private answers that were given. */
  readonly given?: readonly PrivateAnswer[]
  /** The private answers that were read for the decision. */
  readonly answers?: readonly PrivateAnswer[]
  /** Ids of what came in, each of which may take effect once. */
  readonly processed: readonly string[]
  readonly now: Instant
}

type Draft<T> = { -readonly [Key in keyof T]: T[Key] }

/** `wake` is when time passes next in the network. State is never changed in place, so what is still the same object has not changed. */
export function networkChanges(step: UnitOfWork, wake: Instant | undefined): NetworkChanges {
  const { before, after, entries } = step
  const changes: Draft<NetworkChanges> = {
    id: after.id,
    expected: before.version,
    entries,
    nextWake: wake,
    answers: answerChanges(step),
  }
  if (before.homes !== after.homes) changes.homes = after.homes.map(channelOf)
  if (before.people !== after.people) changes.participants = participantsOf(after)
  if (before.lessons !== after.lessons) changes.library = libraryChanges(before, after)
  if (isFindable(before) !== isFindable(after)) changes.isPublic = isFindable(after)
  if (before.invitations !== after.invitations) changes.invitations = openInvitations(after, 0)
  if (before.nominations !== after.nominations) changes.nominees = nominees(after)
  if (before.roles !== after.roles) changes.angels = holders(after, 'guardian-angel')
  return changes
}

function participantsOf({ people }: Network): NetworkChanges['participants'] {
  return [...people.values()].map(({ id, agency }) => ({ person: id, agency }))
}

function libraryChanges(before: Network, after: Network): LibraryChanges {
  const earlier = offeredIn(before)
  const later = offeredIn(after)
  return {
    offered: [...later.values()].filter(({ lesson, at }) => earlier.get(lesson)?.at !== at),
    takenBack: [...earlier.keys()].filter((lesson) => !later.has(lesson)),
  }
}

function offeredIn({ lessons }: Network): ReadonlyMap<string, OfferedLesson> {
  const offered = new Map<string, OfferedLesson>()
  for (const lesson of lessons)
    if (lesson.offered !== undefined)
      offered.set(lesson.id, { lesson: lesson.id, text: lesson.text, at: lesson.offered.at })
  return offered
}

function answerChanges(step: UnitOfWork): AnswerChanges | undefined {
  const { before, after, entries, given = [], answers = [] } = step
  const open = new Set(openRounds(after))
  const over = openRounds(before).filter((round) => !open.has(round))
  const left: string[] = []
  for (const entry of entries) {
    if (entry.kind === 'left' && entry.by !== undefined) left.push(entry.by)
    if (entry.kind === 'person-unlinked' && !after.people.has(entry.as)) left.push(entry.as)
    if (entry.kind === 'member-removed') left.push(entry.person)
  }
  if (given.length === 0 && over.length === 0 && left.length === 0) return undefined
  return { given, over, left, read: answers }
}

export function channelOf(home: Network['homes'][number]): Channel {
  return { kind: 'channel', ...home }
}
