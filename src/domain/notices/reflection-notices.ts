// Who hears of a round of reflection: each member what it asks, the homes what was answered.

import type { Instant, PersonId } from '../core/ids.ts'
import type { PrivateAnswer } from '../core/private-answers.ts'
import { workingHour } from '../core/time.ts'
import type { JournalEntry } from '../events.ts'
import { members } from '../membership/members.ts'
import { respondentsOf, withheldPrompts } from '../phases/reflection-rounds.ts'
import type { Network } from '../state.ts'
import type { CalendarOf, Notice, NoticeContent } from './notice.ts'

export function reflectionNotices(
  after: Network,
  entry: JournalEntry,
  calendarOf: CalendarOf,
  answers: readonly PrivateAnswer[],
): readonly Notice[] {
  const toMember = (person: PersonId, about: NoticeContent): Notice => ({
    to: { kind: 'person', person },
    about,
    due: workingHour(entry.at, calendarOf(person)),
  })
  switch (entry.kind) {
    case 'round-opened': {
      const { round } = entry
      return members(after).map(({ id }) => ({
        ...toMember(id, { kind: 'round', round }),
        subject: subjectOf(round),
      }))
    }
    case 'round-reminded': {
      const { round } = entry
      const given = respondentsOf(answers, round)
      return members(after)
        .filter(({ id }) => !given.has(id))
        .map(({ id }) => toMember(id, { kind: 'round-reminder', round }))
    }
    case 'round-closed':
      return closed(after, entry.round, entry.at, answers, toMember)
    default:
      return []
  }
}

function subjectOf(round: string): string {
  return `round:${round}`
}

/**
 * The homes read the answers, what was asked says that it is over, and whose answers are kept back hear so. Of a round
 * that gave way to the next before anybody answered there is nothing to say.
 */
function closed(
  after: Network,
  round: string,
  due: Instant,
  answers: readonly PrivateAnswer[],
  toMember: (person: PersonId, about: NoticeContent) => Notice,
): readonly Notice[] {
  const known = after.rounds.get(round)
  if (known === undefined) return []
  const { closes, closed } = known
  const isCutShort = closed !== undefined && closed.at < closes && closed.answered === 0
  // A home has no calendar of its own but its zone.
  const inHomes = workingHour(due, { zone: after.zone, isHoliday: () => false })
  const digest: Notice = { to: { kind: 'homes' }, about: { kind: 'round-closed', round }, due: inHomes }
  return [
    ...(isCutShort ? [] : [digest]),
    ...members(after).map(
      ({ id: person }): Notice => ({
        to: { kind: 'person', person },
        about: { kind: 'round', round, changed: true },
        subject: subjectOf(round),
        updateOnly: true,
        due,
      }),
    ),
    ...[...withheldPrompts(known, answers)].map(([person, prompts]) =>
      toMember(person, { kind: 'kept-back', round, prompts }),
    ),
  ]
}
