// Lessons: one thing learned at a time, private to the network or offered to the library.

import type { PersonId } from '../core/ids.ts'
import { accepted, noChange, type Refused, refused } from '../decision.ts'
import type { NetworkEvent } from '../events.ts'
import { withOpenCheckIn } from '../meetings/check-ins.ts'
import { holds } from '../membership/members.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Network } from '../state.ts'
import { undoWindow } from '../taken-back.ts'
import type { Lesson } from './state.ts'

export function lessonOf(network: Network, id: string): Lesson | undefined {
  return network.lessons.find((lesson) => lesson.id === id)
}

/** The lessons that the person may offer to the library and that are not there yet, the newest first. */
export function offerable(network: Network, person: PersonId): readonly Lesson[] {
  return network.lessons
    .filter((one) => one.offered === undefined && isOwn(network, one, person))
    .toReversed()
}

/** Whether the person kept the lesson, offered it, or is an entrepreneur, and so may decide who reads it. */
export function isOwn(network: Network, { by, offered }: Lesson, person: PersonId): boolean {
  return by === person || offered?.by === person || holds(network, person, 'public-entrepreneur')
}

function withLesson(network: Network, id: string, change: (lesson: Lesson) => Lesson): Network {
  return { ...network, lessons: network.lessons.map((one) => (one.id === id ? change(one) : one)) }
}

export const lessonsEvolve: Evolve<'lesson-kept' | 'lesson-offered' | 'lesson-taken-back' | 'lesson-struck'> =
  {
    'lesson-kept': (network, { lesson, text, meeting, by, at }) => ({
      ...network,
      lessons: [...network.lessons, { id: lesson, text, at, by, meeting }],
    }),
    'lesson-offered': (network, { lesson, by, at }) =>
      withLesson(network, lesson, (one) => ({ ...one, offered: { at, by } })),
    'lesson-taken-back': (network, { lesson }) =>
      withLesson(network, lesson, ({ offered: _, ...one }) => one),
    'lesson-struck': (network, { lesson }) => ({
      ...network,
      lessons: network.lessons.filter((one) => one.id !== lesson),
    }),
  }

export const lessonsDecide: Decide<'keep-lesson' | 'undo-lesson' | 'offer-lessons' | 'take-back-lesson'> = {
  'keep-lesson'(network, { lesson, text, meeting, offered }) {
    if (lessonOf(network, lesson) !== undefined) return noChange
    const events: NetworkEvent[] = [{ kind: 'lesson-kept', lesson, text, meeting }]
    if (offered) events.push({ kind: 'lesson-offered', lesson })
    if (meeting === undefined) return accepted(...events)
    return withOpenCheckIn(network, meeting, () => accepted(...events))
  },
  'undo-lesson'(network, { lesson }, { now, by }) {
    const known = lessonOf(network, lesson)
    if (known === undefined || known.by !== by) return refused({ kind: 'no-such-lesson' })
    if (now > known.at + undoWindow && !isOfOpenCheckIn(network, known))
      return refused({ kind: 'lesson-stays' })
    return accepted({ kind: 'lesson-struck', lesson, meeting: known.meeting })
  },
  'offer-lessons'(network, { lessons }, { by }) {
    const known = network.lessons.filter(({ id }) => lessons.includes(id))
    const refusal = ownershipRefusal(network, known, by)
    if (refusal !== undefined) return refusal
    const unoffered = known.filter(({ offered }) => offered === undefined)
    return accepted(...unoffered.map(({ id }) => ({ kind: 'lesson-offered', lesson: id }) as const))
  },
  'take-back-lesson'(network, { lesson }, { by }) {
    const known = network.lessons.filter(({ id }) => id === lesson)
    const refusal = ownershipRefusal(network, known, by)
    if (refusal !== undefined) return refusal
    if (known.every(({ offered }) => offered === undefined)) return noChange
    return accepted({ kind: 'lesson-taken-back', lesson })
  },
}

/** What was learned at a meeting can be taken back while its check-in is open, like every answer to it. */
function isOfOpenCheckIn(network: Network, { meeting = '' }: Lesson): boolean {
  return network.meetings.get(meeting)?.state.kind === 'checking-in'
}

/** The refusal when there is no such lesson, or when one of them is not the person's own. */
function ownershipRefusal(
  network: Network,
  lessons: readonly Lesson[],
  person: PersonId,
): Refused | undefined {
  if (lessons.length === 0) return refused({ kind: 'no-such-lesson' })
  if (!lessons.every((one) => isOwn(network, one, person))) return refused({ kind: 'not-your-lesson' })
  return undefined
}
