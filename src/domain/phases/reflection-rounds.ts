// Rounds of reflection: each member is asked in private, and all read the answers when the round closes.

import type { Instant, PersonId } from '../core/ids.ts'
import { anonymityThreshold, type PrivateAnswer, type ReflectionAnswer } from '../core/private-answers.ts'
import type { Boundary, PromptAnswers, PromptName } from '../core/terms.ts'
import { day } from '../core/time.ts'
import { accepted, acceptedPrivately, noChange, refused } from '../decision.ts'
import type { NetworkEvent } from '../events.ts'
import { isMember, members } from '../membership/members.ts'
import type { Decide, Evolve, ScheduledEvent } from '../module.ts'
import type { Network } from '../state.ts'
import type { ReflectionRound } from './state.ts'

/** A round sends one reminder, this long after it opened. */
const reminderDelay = 3 * day

const prompts: { readonly [boundary in Boundary]: readonly PromptName[] } = {
  'getting-together': ['impossible', 'none-alone', 'missing'],
  'working-together': ['held-back', 'permission', 'differently'],
  sustaining: ['seen-anew', 'fall-back', 'hosts'],
  back: ['pulled-back', 'try-first'],
  closed: ['did', 'borrow', 'not-repeat'],
  'any-time': ['noticed', 'from-now-on'],
}

/** The prompts of a round that a member begins without a question of their own. */
export const standingPrompts = prompts['any-time']

export function promptsOf({ boundary, question }: ReflectionRound): readonly PromptName[] {
  if (question !== undefined) return ['own-question']
  return prompts[boundary]
}

/** The open round, of which there is at most one. */
export function openRound(network: Network): ReflectionRound | undefined {
  return [...network.rounds.values()].find(({ closed }) => closed === undefined)
}

/** The round that was closed last. */
export function lastRound(network: Network): ReflectionRound | undefined {
  return [...network.rounds.values()].findLast(({ closed }) => closed !== undefined)
}

interface NewRound {
  readonly round: string
  readonly boundary: Boundary
  readonly question?: string | undefined
  readonly now: Instant
  /** The private answers that wait for the round that is open now. */
  readonly answers: readonly PrivateAnswer[]
}

/** The events that open a round. A round that is still open closes first. */
export function openRoundEvents(
  network: Network,
  { round, boundary, question, now, answers }: NewRound,
): readonly NetworkEvent[] {
  const closes = now + network.settings.roundDays * day
  const opened: NetworkEvent = { kind: 'round-opened', round, boundary, closes, question }
  const open = openRound(network)
  if (open === undefined) return [opened]
  return [roundClosedEvent(network, open, answers), opened]
}

/** The answers of a round by person. A person who took every answer back is not among them. */
export function respondentsOf(
  answers: readonly PrivateAnswer[],
  round: string,
): ReadonlyMap<PersonId, readonly ReflectionAnswer[]> {
  const byPerson = new Map<PersonId, readonly ReflectionAnswer[]>()
  for (const { round: answered, person, answer } of answers)
    if (answered === round && typeof answer !== 'string' && answer.length > 0) byPerson.set(person, answer)
  return byPerson
}

/** The same without those who are no members, such as an angel: nobody else is asked, and nobody else counts. */
function memberAnswers(
  network: Network,
  answers: readonly PrivateAnswer[],
  round: string,
): ReadonlyMap<PersonId, readonly ReflectionAnswer[]> {
  const all = respondentsOf(answers, round)
  return new Map([...all].filter(([person]) => isMember(network, person)))
}

function roundClosedEvent(
  network: Network,
  round: ReflectionRound,
  answers: readonly PrivateAnswer[],
): NetworkEvent {
  const byPerson = memberAnswers(network, answers, round.id)
  const everyone = members(network)
  return {
    kind: 'round-closed',
    round: round.id,
    asked: everyone.length,
    answered: everyone.filter(({ id }) => byPerson.has(id)).length,
    answers: promptsOf(round).map((prompt) => answersTo(prompt, byPerson)),
  }
}

/** The answers to one prompt, sorted so that their order does not tell when or by whom they were given. */
function answersTo(
  prompt: PromptName,
  byPerson: ReadonlyMap<PersonId, readonly ReflectionAnswer[]>,
): PromptAnswers {
  const named: { person: PersonId; text: string }[] = []
  const nameless: string[] = []
  for (const [person, answers] of byPerson)
    for (const answer of answers) {
      if (answer.prompt !== prompt) continue
      if (answer.named) named.push({ person, text: answer.text })
      else nameless.push(answer.text)
    }
  return {
    prompt,
    named: named.sort((one, other) => byCodeUnits(one.person, other.person)),
    nameless: nameless.length < anonymityThreshold ? [] : nameless.sort(byCodeUnits),
  }
}

/** Compares by UTF-16 code units, so that the order does not depend on the language of the machine. */
function byCodeUnits(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

/** The prompts to which nameless answers are too few to be shown, by the people who gave such answers. */
export function withheldPrompts(
  network: Network,
  round: ReflectionRound,
  answers: readonly PrivateAnswer[],
): ReadonlyMap<PersonId, readonly PromptName[]> {
  const withheld = new Map<PersonId, readonly PromptName[]>()
  const byPerson = memberAnswers(network, answers, round.id)
  for (const prompt of promptsOf(round)) {
    const isNameless = (answer: ReflectionAnswer) => answer.prompt === prompt && !answer.named
    const authors = [...byPerson].filter(([, given]) => given.some(isNameless))
    if (authors.length >= anonymityThreshold) continue
    for (const [author] of authors) withheld.set(author, [...(withheld.get(author) ?? []), prompt])
  }
  return withheld
}

export const reflectionRoundsEvolve: Evolve<'round-opened' | 'round-reminded' | 'round-closed'> = {
  'round-opened': (network, { round, boundary, question, closes, at, by }, maps) => ({
    ...network,
    rounds: maps.withEntry(network.rounds, round, {
      id: round,
      boundary,
      opened: at,
      closes,
      reminded: false,
      question,
      by,
    }),
  }),
  'round-reminded': (network, { round }, maps) => ({
    ...network,
    rounds: maps.updateEntry(network.rounds, round, (one) => ({ ...one, reminded: true })),
  }),
  'round-closed': (network, { round, asked, answered, answers, at }, maps) => ({
    ...network,
    rounds: maps.updateEntry(network.rounds, round, (one) => ({
      ...one,
      closed: { at, asked, answered, answers },
    })),
  }),
}

export const reflectionRoundsDecide: Decide<'open-round' | 'answer-round'> = {
  'open-round'(network, { round, question }, { now, answers }) {
    if (network.rounds.has(round)) return noChange
    if (openRound(network) !== undefined) return refused({ kind: 'round-open' })
    return accepted(...openRoundEvents(network, { round, boundary: 'any-time', question, now, answers }))
  },
  'answer-round'(network, { round, answers }, { by }) {
    const open = openRound(network)
    if (open === undefined || open.id !== round) return refused({ kind: 'round-over' })
    if (!isMember(network, by)) return refused({ kind: 'members-answer' })
    const isGiven = (prompt: PromptName) => (one: ReflectionAnswer) =>
      one.prompt === prompt && one.text.trim() !== ''
    const answer = promptsOf(open).flatMap((prompt) => answers.find(isGiven(prompt)) ?? [])
    return acceptedPrivately({ round, person: by, answer })
  },
}

export function scheduledRoundEvents(network: Network): readonly ScheduledEvent[] {
  const open = openRound(network)
  if (open === undefined) return []
  const { id: round, opened, closes, reminded } = open
  const remindAt = opened + reminderDelay
  const scheduled: ScheduledEvent[] = []
  if (!reminded && remindAt < closes)
    scheduled.push({ at: remindAt, events: () => [{ kind: 'round-reminded', round }] })
  scheduled.push({ at: closes, events: (_, answers) => [roundClosedEvent(network, open, answers)] })
  return scheduled
}

/** The ids of everything that takes private answers now: check-ins and rounds of reflection. */
export function openRounds(network: Network): readonly string[] {
  const checkIns = [...network.meetings.values()].filter(({ state }) => state.kind === 'checking-in')
  const rounds = [...network.rounds.values()].filter(({ closed }) => closed === undefined)
  return [...checkIns, ...rounds].map(({ id }) => id)
}
