// Lessons: one thing learned at a time, private to the network or offered to the library.

import type { PersonId } from '../core/ids.ts'
import { minute } from '../core/time.ts'
import { accepted, type Context, type Decision, noChange, refused } from '../decision.ts'
import { withOpenCheckIn } from '../meetings/check-ins.ts'
import { holds } from '../membership/members.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Lesson, Network } from '../state.ts'

const undoWithin = 10 * minute

export function lessonOf(network: Network, id: string): Lesson | undefined {
  return network.lessons.find((lesson) => lesson.id === id)
}

/** Those that the person may offer to the library and that are not there yet, the newest first. */
export function offerable(network: Network, person: PersonId): readonly Lesson[] {
  return network.lessons
    .filter((one) => one.offered === undefined && isOwn(network, one, person))
    .toReversed()
}

/** Whether it is for this person to say who reads it: whoever kept it, whoever offered it, an entrepreneur. */
export function isOwn(network: Network, { by, offered }: Lesson, person: PersonId): boolean {
  return by === person || offered?.by === person || holds(network, person, 'public-entrepreneur')
}

function onLesson(network: Network, id: string, changed: (lesson: Lesson) => Lesson): Network {
  return { ...network, lessons: network.lessons.map((one) => (one.id === id ? changed(one) : one)) }
}

export const lessonsEvolve: Evolve<'lesson-kept' | 'lesson-offered' | 'lesson-taken-back' | 'lesson-struck'> =
  {
    'lesson-kept': (network, { lesson, text, meeting, by, at }) => ({
      ...network,
      lessons: [...network.lessons, { id: lesson, text, at, by, meeting }],
    }),
    'lesson-offered': (network, { lesson, by, at }) =>
      onLesson(network, lesson, (one) => ({ ...one, offered: { at, by } })),
    'lesson-taken-back': (network, { lesson }) => onLesson(network, lesson, ({ offered: _, ...one }) => one),
    'lesson-struck': (network, { lesson }) => ({
      ...network,
      lessons: network.lessons.filter((one) => one.id !== lesson),
    }),
  }

export const lessonsDecide: Decide<'keep-lesson' | 'undo-lesson' | 'offer-lessons' | 'take-back-lesson'> = {
  'keep-lesson'(network, { lesson, text, meeting, offered }) {
    if (lessonOf(network, lesson) !== undefined) return noChange
    const offer = offered ? [{ kind: 'lesson-offered', lesson } as const] : []
    const kept = { kind: 'lesson-kept', lesson, text } as const
    return meeting === undefined
      ? accepted(kept, ...offer)
      : withOpenCheckIn(network, meeting, () => accepted({ ...kept, meeting }, ...offer))
  },
  'undo-lesson'(network, { lesson }, { now, by }) {
    const known = lessonOf(network, lesson)
    if (known === undefined || known.by !== by) return refused({ kind: 'no-such-lesson' })
    const { meeting } = known
    return now > known.at + undoWithin
      ? refused({ kind: 'lesson-stays' })
      : accepted({ kind: 'lesson-struck', lesson, meeting })
  },
  'offer-lessons'(network, { lessons }, context) {
    const known = network.lessons.filter(({ id }) => lessons.includes(id))
    return ofOwn(network, known, context, () =>
      accepted(
        ...known
          .filter(({ offered }) => offered === undefined)
          .map(({ id }) => ({ kind: 'lesson-offered', lesson: id }) as const),
      ),
    )
  },
  'take-back-lesson'(network, { lesson }, context) {
    const known = network.lessons.filter(({ id }) => id === lesson)
    return ofOwn(network, known, context, ({ offered }) =>
      offered === undefined ? noChange : accepted({ kind: 'lesson-taken-back', lesson }),
    )
  },
}

function ofOwn(
  network: Network,
  lessons: readonly Lesson[],
  { by }: Context,
  decide: (first: Lesson) => Decision,
): Decision {
  const [first] = lessons
  if (first === undefined) return refused({ kind: 'no-such-lesson' })
  return lessons.every((one) => isOwn(network, one, by))
    ? decide(first)
    : refused({ kind: 'not-your-lesson' })
}
