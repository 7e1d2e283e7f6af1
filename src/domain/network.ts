// A network: the rooms of the rules joined. Journal → state, command → facts, and what time brings.

import type { Command } from './commands.ts'
import type { Entry, Instant, NetworkId } from './core/journal-entry.ts'
import { folding, put, without } from './core/persistent-map.ts'
import type { PrivateAnswer } from './core/private-answers.ts'
import type { MovingBecause } from './core/terms.ts'
import { lateAfter } from './core/time.ts'
import { type Context, type Decision, type Refused, refused } from './decision.ts'
import type { Fact, FactOf } from './events.ts'
import { handledFlagsDecide, handledFlagsEvolve } from './flags/flag-handling.ts'
import { raisedFlagsDecide, raisedFlagsEvolve } from './flags/manual-flags.ts'
import { actionsAfter } from './flags/recent-activity.ts'
import { flagChanges, flagsDue, flagsEvolve } from './flags/rule-flags.ts'
import { asksDecide, asksEvolve, asksToPut, droppedAsks } from './guardian/asks.ts'
import { bendsDecide, bendsEvolve, bendsToPut } from './guardian/bends.ts'
import { blockersDecide, blockersEvolve } from './guardian/blockers.ts'
import { callsDecide, callsEvolve } from './guardian/calls.ts'
import { exposureDecide, exposureEvolve } from './guardian/exposure.ts'
import { goingPublicDecide, goingPublicEvolve, proposalToPut } from './guardian/going-public.ts'
import { limitsDecide, limitsEvolve } from './guardian/hard-limits.ts'
import { checkInDue, checkInsDecide, checkInsEvolve, recounts } from './meetings/check-ins.ts'
import {
  meetingDue,
  meetingsDecide,
  meetingsEvolve,
  nextOccurrences,
  passedOnHold,
} from './meetings/meetings.ts'
import { sixMeetingsDecide, sixMeetingsEvolve, stallOrMove, weeksDue } from './meetings/six-meeting-rule.ts'
import { closingDecide, closingEvolve } from './membership/closing.ts'
import { homesDecide, homesEvolve, isHome } from './membership/homes.ts'
import { isConcerned, peopleDecide, peopleEvolve } from './membership/members.ts'
import { rolesDecide, rolesEvolve } from './membership/roles.ts'
import { settingsDecide, settingsEvolve } from './membership/settings.ts'
import type { Decide, Due, Evolve } from './module.ts'
import { forbidden } from './permissions.ts'
import { diagnosisDecide, diagnosisEvolve } from './phases/diagnosis.ts'
import { lessonsDecide, lessonsEvolve } from './phases/lessons.ts'
import { phasesDecide, phasesEvolve } from './phases/phases.ts'
import { reflectionDecide, reflectionEvolve, roundsDue } from './phases/reflection-rounds.ts'
import { type Network, unstarted } from './state.ts'
import { resourceDue, stands, tableDecide, tableEvolve } from './table/table.ts'

const evolvers: Evolve<Fact['kind']> = {
  ...homesEvolve,
  ...peopleEvolve,
  ...rolesEvolve,
  ...diagnosisEvolve,
  ...meetingsEvolve,
  ...checkInsEvolve,
  ...lessonsEvolve,
  ...tableEvolve,
  ...sixMeetingsEvolve,
  ...flagsEvolve,
  ...raisedFlagsEvolve,
  ...handledFlagsEvolve,
  ...asksEvolve,
  ...blockersEvolve,
  ...limitsEvolve,
  ...callsEvolve,
  ...bendsEvolve,
  ...phasesEvolve,
  ...exposureEvolve,
  ...goingPublicEvolve,
  ...reflectionEvolve,
  ...closingEvolve,
  ...settingsEvolve,
}

const deciders: Decide<Exclude<Command['kind'], 'pass-time'>> = {
  ...homesDecide,
  ...peopleDecide,
  ...rolesDecide,
  ...diagnosisDecide,
  ...meetingsDecide,
  ...checkInsDecide,
  ...lessonsDecide,
  ...tableDecide,
  ...sixMeetingsDecide,
  ...raisedFlagsDecide,
  ...handledFlagsDecide,
  ...asksDecide,
  ...blockersDecide,
  ...limitsDecide,
  ...callsDecide,
  ...bendsDecide,
  ...phasesDecide,
  ...exposureDecide,
  ...goingPublicDecide,
  ...reflectionDecide,
  ...closingDecide,
  ...settingsDecide,
}

export function evolve(network: Network, entry: Entry): Network {
  const fold = evolvers[entry.kind] as (network: Network, entry: Entry) => Network
  const after = fold(network, entry)
  // Whoever does something is there again.
  const isBack = entry.by !== undefined && after.unreached.has(entry.by)
  const unreached = isBack ? without(after.unreached, entry.by ?? '') : after.unreached
  const lastDeeds = entry.by === undefined ? after.lastDeeds : put(after.lastDeeds, entry.by, entry.at)
  return { ...after, unreached, lastDeeds, actions: actionsAfter(after, entry), version: entry.version }
}

/** The network as its journal tells it. */
export function fold(id: NetworkId, entries: Iterable<Entry>, from: Network = unstarted(id)): Network {
  return folding(() => {
    let network = from
    for (const entry of entries) network = evolve(network, entry)
    return network
  })
}

type Accepted = Extract<Outcome, { kind: 'accepted' }>

/** What came of a command: the new entries in order and the network after them, or the refusal. */
export type Outcome =
  | {
      readonly kind: 'accepted'
      readonly entries: readonly Entry[]
      readonly network: Network
      /** What was answered in private, to be kept beside the journal. */
      readonly given: readonly PrivateAnswer[]
    }
  | Refused

/**
 * Answers a command: who may, the rule of its room, and then what follows from the facts by itself (a recount, a
 * stall or its end, the next meeting of a series, to whom asks and bends go, flags). Pure: the same arguments give the same answer.
 */
export function decide(
  network: Network,
  command: Exclude<Command, { kind: 'pass-time' }>,
  context: Context,
): Outcome {
  const not = forbidden(network, command.kind, context.by)
  if (not !== undefined) return refused(not)
  if (network.version === 0 && command.kind !== 'start') return refused({ kind: 'not-yours' })
  if (network.closing !== undefined && !doneWhileClosed.has(command.kind)) return refused({ kind: 'closed' })
  const answer = deciders[command.kind] as (network: Network, command: Command, context: Context) => Decision
  const decision = answer(network, command, context)
  if (decision.kind === 'refused') return decision
  const log = new Log(network)
  log.add(decision.facts, context.now, context.by)
  log.addConsequences(context.now, movingBecause(command.kind))
  return log.outcome(decision.answer === undefined ? [] : [decision.answer])
}

const doneWhileClosed: ReadonlySet<Command['kind']> = new Set([
  'reopen',
  'close',
  'start',
  'leave',
  'step-down',
  'keep-lesson',
  'undo-lesson',
  'offer-lessons',
  'take-back-lesson',
  'answer-round',
])

function movingBecause(kind: Command['kind']): MovingBecause {
  if (kind === 'put') return 'put'
  if (kind === 'agree-reframe') return 'reframed'
  if (kind === 'extend') return 'extended'
  if (kind === 'change-settings') return 'settings'
  return 'corrected'
}

/**
 * Everything that fell due by `now` happens once, in the order in which it was due, and is marked if late. `answers`
 * are the private ones that wait for it.
 */
export function passTime(network: Network, now: Instant, answers: readonly PrivateAnswer[]): Accepted {
  const log = new Log(network)
  for (let due = nextDue(log.network); due !== undefined && due.at <= now; due = nextDue(log.network)) {
    log.add(due.facts(now, answers), now, undefined, now - due.at > lateAfter)
    log.addConsequences(now, 'corrected')
  }
  return log.outcome()
}

export type Told = FactOf<'home-moved' | 'home-lost' | 'person-unreached' | 'person-linked'>

/** What a platform tells of a home or a person. Of others than the network's own nothing follows. */
export function tell(network: Network, fact: Told, now: Instant): Accepted {
  const log = new Log(network)
  if (concerns(network, fact)) {
    log.add([fact], now, undefined)
    log.add(flagChanges(log.network, now), now, undefined)
  }
  return log.outcome()
}

function concerns(network: Network, fact: Told): boolean {
  switch (fact.kind) {
    case 'home-moved':
      return isHome(network, fact.from)
    case 'home-lost':
      return isHome(network, fact.home)
    case 'person-unreached':
      return isConcerned(network, fact.person) && !network.unreached.has(fact.person)
    case 'person-linked':
      return isConcerned(network, fact.from)
  }
}

/** The first instant at which something happens by itself. */
export function nextWake(network: Network): Instant | undefined {
  return nextDue(network)?.at
}

function nextDue(network: Network): Due | undefined {
  if (network.people.size === 0) return undefined
  let first: Due | undefined
  for (const due of allDue(network)) if (first === undefined || due.at < first.at) first = due
  return first
}

function* allDue(network: Network): Generator<Due> {
  yield* roundsDue(network)
  if (network.closing !== undefined) return
  for (const meeting of network.meetings.values()) {
    yield* meetingDue(network, meeting)
    yield* checkInDue(meeting)
  }
  for (const resource of network.resources.values())
    if (!stands(resource)) yield* resourceDue(network, resource)
  yield* weeksDue(network)
  yield* flagsDue(network)
}

/** Collects facts as entries, folding each, so that what follows sees what came before. */
class Log {
  readonly entries: Entry[] = []
  network: Network

  constructor(network: Network) {
    this.network = network
  }

  add(facts: readonly Fact[], at: Instant, by: string | undefined, late = false): void {
    for (const fact of facts) {
      const version = this.network.version + 1
      const entry = { version, at, ...(by !== undefined && { by }), ...(late && { late }), ...fact } as Entry
      this.entries.push(entry)
      this.network = evolve(this.network, entry)
    }
  }

  addConsequences(now: Instant, because: MovingBecause): void {
    if (this.entries.length === 0) return
    this.add(recounts(this.network), now, undefined)
    if (this.network.closing === undefined) {
      this.add(stallOrMove(this.network, now, because), now, undefined)
      this.add(passedOnHold(this.network, now), now, undefined)
      this.add(nextOccurrences(this.network, now), now, undefined)
    }
    this.add(droppedAsks(this.network), now, undefined)
    this.add(asksToPut(this.network), now, undefined)
    this.add(bendsToPut(this.network), now, undefined)
    this.add(proposalToPut(this.network), now, undefined)
    this.add(flagChanges(this.network, now), now, undefined)
  }

  outcome(given: readonly PrivateAnswer[] = []): Accepted {
    return { kind: 'accepted', entries: this.entries, network: this.network, given }
  }
}
