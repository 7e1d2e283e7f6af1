// A network: the rooms of the rules joined. Journal → state, command → facts, and what time brings.

import type { Command } from './commands.ts'
import type { Instant, NetworkId } from './core/ids.ts'
import { MapEditor } from './core/persistent-map.ts'
import type { PrivateAnswer } from './core/private-answers.ts'
import type { MovingBecause } from './core/terms.ts'
import { lateThreshold } from './core/time.ts'
import { type Context, type Decision, type Refused, refused } from './decision.ts'
import type { EventOf, JournalEntry, NetworkEvent } from './events.ts'
import { flagHandlingDecide, flagHandlingEvolve } from './flags/flag-handling.ts'
import { manualFlagsDecide, manualFlagsEvolve } from './flags/manual-flags.ts'
import { recordActivity } from './flags/recent-activity.ts'
import { flagChanges, ruleFlagsEvolve, scheduledFlagEvents } from './flags/rule-flags.ts'
import { askReferralEvents, asksDecide, asksEvolve, droppedAskEvents } from './guardian/asks.ts'
import { bendReferralEvents, bendsDecide, bendsEvolve } from './guardian/bends.ts'
import { blockersDecide, blockersEvolve } from './guardian/blockers.ts'
import { callsDecide, callsEvolve } from './guardian/calls.ts'
import { exposureDecide, exposureEvolve } from './guardian/exposure.ts'
import { goingPublicDecide, goingPublicEvolve, proposalReferralEvents } from './guardian/going-public.ts'
import { hardLimitsDecide, hardLimitsEvolve } from './guardian/hard-limits.ts'
import {
  checkInsDecide,
  checkInsEvolve,
  recountEvents,
  scheduledCheckInEvents,
} from './meetings/check-ins.ts'
import {
  meetingsDecide,
  meetingsEvolve,
  meetingsPassedOnHold,
  nextOccurrenceEvents,
  scheduledMeetingEvents,
} from './meetings/meetings.ts'
import {
  scheduledWeekLimit,
  sixMeetingRuleDecide,
  sixMeetingRuleEvolve,
  stallEvents,
} from './meetings/six-meeting-rule.ts'
import { closingDecide, closingEvolve } from './membership/closing.ts'
import { homesDecide, homesEvolve, isHome } from './membership/homes.ts'
import { isConcerned, membersDecide, membersEvolve } from './membership/members.ts'
import { rolesDecide, rolesEvolve } from './membership/roles.ts'
import { settingsDecide, settingsEvolve } from './membership/settings.ts'
import type { Decide, Evolve, ScheduledEvent } from './module.ts'
import { forbidden, isForClosedNetworks } from './permissions.ts'
import { diagnosisDecide, diagnosisEvolve } from './phases/diagnosis.ts'
import { lessonsDecide, lessonsEvolve } from './phases/lessons.ts'
import { phasesDecide, phasesEvolve } from './phases/phases.ts'
import {
  reflectionRoundsDecide,
  reflectionRoundsEvolve,
  scheduledRoundEvents,
} from './phases/reflection-rounds.ts'
import { type Network, unstarted } from './state.ts'
import { isStanding, scheduledResourceEvents, tableDecide, tableEvolve } from './table/table.ts'

const evolvers: Evolve<NetworkEvent['kind']> = {
  ...homesEvolve,
  ...membersEvolve,
  ...rolesEvolve,
  ...diagnosisEvolve,
  ...meetingsEvolve,
  ...checkInsEvolve,
  ...lessonsEvolve,
  ...tableEvolve,
  ...sixMeetingRuleEvolve,
  ...ruleFlagsEvolve,
  ...manualFlagsEvolve,
  ...flagHandlingEvolve,
  ...asksEvolve,
  ...blockersEvolve,
  ...hardLimitsEvolve,
  ...callsEvolve,
  ...bendsEvolve,
  ...phasesEvolve,
  ...exposureEvolve,
  ...goingPublicEvolve,
  ...reflectionRoundsEvolve,
  ...closingEvolve,
  ...settingsEvolve,
}

const deciders: Decide<Exclude<Command['kind'], 'pass-time'>> = {
  ...homesDecide,
  ...membersDecide,
  ...rolesDecide,
  ...diagnosisDecide,
  ...meetingsDecide,
  ...checkInsDecide,
  ...lessonsDecide,
  ...tableDecide,
  ...sixMeetingRuleDecide,
  ...manualFlagsDecide,
  ...flagHandlingDecide,
  ...asksDecide,
  ...blockersDecide,
  ...hardLimitsDecide,
  ...callsDecide,
  ...bendsDecide,
  ...phasesDecide,
  ...exposureDecide,
  ...goingPublicDecide,
  ...reflectionRoundsDecide,
  ...closingDecide,
  ...settingsDecide,
}

/** The network after one more entry. */
function evolve(network: Network, entry: JournalEntry, maps: MapEditor): Network {
  const evolver = evolvers[entry.kind] as (network: Network, entry: JournalEntry, maps: MapEditor) => Network
  const after = evolver(network, entry, maps)
  const { by, at, version } = entry
  const recentActivity = recordActivity(after.recentActivity, entry, maps)
  let { unreachable, lastActivity } = after
  if (by !== undefined) {
    // A person who does something can be reached again.
    if (unreachable.has(by)) unreachable = maps.withoutEntry(unreachable, by)
    lastActivity = maps.withEntry(lastActivity, by, at)
  }
  return { ...after, unreachable, lastActivity, recentActivity, version }
}

/** The network as its journal tells it. */
export function fold(id: NetworkId, entries: Iterable<JournalEntry>, from: Network = unstarted(id)): Network {
  const maps = MapEditor.forBatch()
  let network = from
  for (const entry of entries) network = evolve(network, entry, maps)
  return network
}

type Accepted = Extract<Outcome, { kind: 'accepted' }>

/** What came of a command: the new entries in order and the network after them, or the refusal. */
export type Outcome =
  | {
      readonly kind: 'accepted'
      readonly entries: readonly JournalEntry[]
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
  if (network.closing !== undefined && !isForClosedNetworks(command.kind)) return refused({ kind: 'closed' })
  const answer = deciders[command.kind] as (network: Network, command: Command, context: Context) => Decision
  const decision = answer(network, command, context)
  if (decision.kind === 'refused') return decision
  const log = new PendingEntries(network)
  log.add(decision.events, context.now, context.by)
  log.addDerivedEvents(context.now, movingBecause(command.kind))
  return log.outcome(decision.answer === undefined ? [] : [decision.answer])
}

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
  const log = new PendingEntries(network)
  for (let due = nextDue(log.network); due !== undefined && due.at <= now; due = nextDue(log.network)) {
    log.add(due.events(now, answers), now, undefined, now - due.at > lateThreshold)
    log.addDerivedEvents(now, 'corrected')
  }
  return log.outcome()
}

export type ReportedEvent = EventOf<'home-moved' | 'home-lost' | 'person-unreached' | 'person-linked'>

/** What a platform tells of a home or a person. Of others than the network's own nothing follows. */
export function applyReportedEvent(network: Network, fact: ReportedEvent, now: Instant): Accepted {
  const log = new PendingEntries(network)
  if (concerns(network, fact)) {
    log.add([fact], now, undefined)
    log.add(flagChanges(log.network, now), now, undefined)
  }
  return log.outcome()
}

function concerns(network: Network, fact: ReportedEvent): boolean {
  switch (fact.kind) {
    case 'home-moved':
      return isHome(network, fact.from)
    case 'home-lost':
      return isHome(network, fact.home)
    case 'person-unreached':
      return isConcerned(network, fact.person) && !network.unreachable.has(fact.person)
    case 'person-linked':
      return isConcerned(network, fact.from)
  }
}

/** The first instant at which something happens by itself. */
export function nextWake(network: Network): Instant | undefined {
  return nextDue(network)?.at
}

function nextDue(network: Network): ScheduledEvent | undefined {
  if (network.people.size === 0) return undefined
  let first: ScheduledEvent | undefined
  for (const due of allDue(network)) if (first === undefined || due.at < first.at) first = due
  return first
}

function* allDue(network: Network): Generator<ScheduledEvent> {
  yield* scheduledRoundEvents(network)
  if (network.closing !== undefined) return
  for (const meeting of network.meetings.values()) {
    yield* scheduledMeetingEvents(network, meeting)
    yield* scheduledCheckInEvents(meeting)
  }
  for (const resource of network.resources.values())
    if (!isStanding(resource)) yield* scheduledResourceEvents(network, resource)
  yield* scheduledWeekLimit(network)
  yield* scheduledFlagEvents(network)
}

/** Collects facts as entries, folding each, so that what follows sees what came before. */
class PendingEntries {
  readonly entries: JournalEntry[] = []
  network: Network

  constructor(network: Network) {
    this.network = network
  }

  add(facts: readonly NetworkEvent[], at: Instant, by: string | undefined, late = false): void {
    for (const fact of facts) {
      const version = this.network.version + 1
      const entry = {
        version,
        at,
        by,
        ...(late && { late }),
        ...fact,
      } as JournalEntry
      this.entries.push(entry)
      this.network = evolve(this.network, entry, MapEditor.shared)
    }
  }

  addDerivedEvents(now: Instant, because: MovingBecause): void {
    if (this.entries.length === 0) return
    this.add(recountEvents(this.network), now, undefined)
    if (this.network.closing === undefined) {
      this.add(stallEvents(this.network, now, because), now, undefined)
      this.add(meetingsPassedOnHold(this.network, now), now, undefined)
      this.add(nextOccurrenceEvents(this.network, now), now, undefined)
    }
    this.add(droppedAskEvents(this.network), now, undefined)
    this.add(askReferralEvents(this.network), now, undefined)
    this.add(bendReferralEvents(this.network), now, undefined)
    this.add(proposalReferralEvents(this.network), now, undefined)
    this.add(flagChanges(this.network, now), now, undefined)
  }

  outcome(given: readonly PrivateAnswer[] = []): Accepted {
    return { kind: 'accepted', entries: this.entries, network: this.network, given }
  }
}
