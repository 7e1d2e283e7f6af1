// The notices about rounds of reflection: each member gets the prompts, and the homes get the answers.

import type { EventMetadata, PersonId } from '../core/ids.ts'
import type { EventOf } from '../events.ts'
import { members } from '../membership/members.ts'
import { respondentsOf, withheldPrompts } from '../phases/reflection-rounds.ts'
import type { ReflectionRound } from '../phases/state.ts'
import type { Notice, NoticeContent } from './notice.ts'
import { type NoticeContext, type NoticeRules, toHomes, toPerson } from './notice-rule.ts'

export type RoundEventKind = 'round-opened' | 'round-reminded' | 'round-closed'

export const reflectionNotices: NoticeRules<RoundEventKind> = {
  'round-opened': ({ round, at }, { after }) =>
    members(after).map(({ id }) => ({
      ...toPerson(id, { kind: 'round', round }, at),
      subject: subjectOf(round),
    })),
  'round-reminded'({ round, at }, { after, answers = [] }) {
    const respondents = respondentsOf(answers, round)
    return members(after)
      .filter(({ id }) => !respondents.has(id))
      .map(({ id }) => toPerson(id, { kind: 'round-reminder', round }, at))
  },
  'round-closed': roundClosedNotices,
}

function subjectOf(round: string): string {
  return `round:${round}`
}

/**
 * The homes read the answers, the messages to the members say that the round is over, and members whose answers are
 * withheld hear so.
 */
function roundClosedNotices(
  { round: id, at }: EventMetadata & EventOf<'round-closed'>,
  { after, answers = [] }: NoticeContext,
): readonly Notice[] {
  const round = after.rounds.get(id)
  if (round === undefined) return []
  const withheld = [...withheldPrompts(after, round, answers)].map(([person, prompts]) => {
    const about: NoticeContent = { kind: 'kept-back', round: id, prompts }
    return toPerson(person, about, at)
  })
  const updates = members(after).map((member) => roundUpdate(member.id, id, at))
  const notices = [...updates, ...withheld]
  if (!wasCutShort(round)) notices.unshift(answersForHomes(id, at))
  return notices
}

/** Whether the next round took its place before anybody answered: then there is nothing to say to the homes. */
function wasCutShort({ closes, closed }: ReflectionRound): boolean {
  return closed !== undefined && closed.at < closes && closed.answered === 0
}

function answersForHomes(round: string, at: number): Notice {
  return toHomes({ kind: 'round-closed', round }, at)
}

function roundUpdate(person: PersonId, round: string, due: number): Notice {
  return {
    ...toPerson(person, { kind: 'round', round, changed: true }, due),
    subject: subjectOf(round),
    updateOnly: true,
  }
}
