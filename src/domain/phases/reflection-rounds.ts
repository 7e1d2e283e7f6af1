// Rounds of reflection: each member is asked in private at a boundary, and all are told at once when the round closes.

import type { Instant, PersonId } from '../core/ids.ts'
import { anonymityThreshold, type PrivateAnswer, type ReflectionAnswer } from '../core/private-answers.ts'
import type { Boundary, PromptAnswers, PromptName } from '../core/terms.ts'
import { day } from '../core/time.ts'
import { accepted, acceptedPrivately, noChange, refused } from '../decision.ts'
import type { NetworkEvent } from '../events.ts'
import { members } from '../membership/members.ts'
import type { Decide, Evolve, ScheduledEvent } from '../module.ts'
import type { Network, ReflectionRound } from '../state.ts'

/** The one reminder comes so long after the round opened. */
const remindedAfter = 3 * day

const prompts: { readonly [boundary in Boundary]: readonly PromptName[] } = {
  'getting-together': ['impossible', 'none-alone', 'missing'],
  'working-together': ['held-back', 'permission', 'differently'],
  sustaining: ['seen-anew', 'fall-back', 'hosts'],
  back: ['pulled-back', 'try-first'],
  closed: ['did', 'borrow', 'not-repeat'],
  'any-time': ['noticed', 'from-now-on'],
}

/** What a round asks that a member begins without a question of their own. */
export const standingPrompts = prompts['any-time']

export function promptsOf({ boundary, question }: ReflectionRound): readonly PromptName[] {
  return question === undefined ? prompts[boundary] : ['own-question']
}

/** There is one at a time. */
export function openRound(network: Network): ReflectionRound | undefined {
  return [...network.rounds.values()].find(({ closed }) => closed === undefined)
}

/** The round that was closed last. */
export function lastRound(network: Network): ReflectionRound | undefined {
  return [...network.rounds.values()].findLast(({ closed }) => closed !== undefined)
}

/** What opens a round; one that is open closes first. */
export function openRoundEvent(
  network: Network,
  round: string,
  boundary: Boundary,
  now: Instant,
  answers: readonly PrivateAnswer[],
  question?: string,
): readonly NetworkEvent[] {
  const open = openRound(network)
  const closes = now + network.settings.roundDays * day
  return [
    ...(open === undefined ? [] : [closing(network, open, answers)]),
    { kind: 'round-opened', round, boundary, closes, question },
  ]
}

/** What each person answered in a round; who took everything back has not answered. */
export function respondentsOf(
  answers: readonly PrivateAnswer[],
  round: string,
): ReadonlyMap<PersonId, readonly ReflectionAnswer[]> {
  return new Map(
    answers.flatMap((one) =>
      one.round === round && typeof one.answer !== 'string' && one.answer.length > 0
        ? [[one.person, one.answer] as const]
        : [],
    ),
  )
}

function closing(network: Network, round: ReflectionRound, answers: readonly PrivateAnswer[]): NetworkEvent {
  const given = respondentsOf(answers, round.id)
  const asked = members(network)
  return {
    kind: 'round-closed',
    round: round.id,
    asked: asked.length,
    answered: asked.filter(({ id }) => given.has(id)).length,
    answers: promptsOf(round).map((prompt) => answersTo(prompt, given)),
  }
}

/** Sorted, so that their order does not tell when or by whom they were given. */
function answersTo(
  prompt: PromptName,
  given: ReadonlyMap<PersonId, readonly ReflectionAnswer[]>,
): PromptAnswers {
  const named: { person: PersonId; text: string }[] = []
  const nameless: string[] = []
  for (const [person, all] of given)
    for (const one of all)
      if (one.prompt === prompt)
        if (one.named) named.push({ person, text: one.text })
        else nameless.push(one.text)
  return {
    prompt,
    named: named.sort((one, other) => inOrder(one.person, other.person)),
    nameless: nameless.length < anonymityThreshold ? [] : nameless.sort(inOrder),
  }
}

/** The same everywhere, whatever the language of the machine. */
function inOrder(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

/** Whose nameless answers are not shown, as they are too few, and to which prompts. */
export function withheldPrompts(
  round: ReflectionRound,
  answers: readonly PrivateAnswer[],
): ReadonlyMap<PersonId, readonly PromptName[]> {
  const authors = new Map<PersonId, readonly PromptName[]>()
  const given = respondentsOf(answers, round.id)
  for (const prompt of promptsOf(round)) {
    const of = [...given].filter(([, all]) => all.some((one) => one.prompt === prompt && !one.named))
    if (of.length >= anonymityThreshold) continue
    for (const [person] of of) authors.set(person, [...(authors.get(person) ?? []), prompt])
  }
  return authors
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
    return accepted(...openRoundEvent(network, round, 'any-time', now, answers, question))
  },
  'answer-round'(network, { round, answers }, { by }) {
    const open = openRound(network)
    if (open === undefined || open.id !== round) return refused({ kind: 'round-over' })
    const answer = promptsOf(open).flatMap((prompt) => {
      const given = answers.find((one) => one.prompt === prompt && one.text.trim() !== '')
      return given === undefined ? [] : [given]
    })
    return acceptedPrivately({ round, person: by, answer })
  },
}

export function scheduledRoundEvents(network: Network): readonly ScheduledEvent[] {
  const open = openRound(network)
  if (open === undefined) return []
  const { id: round, opened, closes, reminded } = open
  const remind = opened + remindedAfter
  return [
    ...(reminded || remind >= closes
      ? []
      : [{ at: remind, events: () => [{ kind: 'round-reminded', round } as const] }]),
    { at: closes, events: (_, answers) => [closing(network, open, answers)] },
  ]
}

/** The rounds that take private answers now. */
export function openRounds(network: Network): readonly string[] {
  const checkIns = [...network.meetings.values()].filter(({ state }) => state.kind === 'checking-in')
  const rounds = [...network.rounds.values()].filter(({ closed }) => closed === undefined)
  return [...checkIns, ...rounds].map(({ id }) => id)
}
