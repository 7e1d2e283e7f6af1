// A network: joins the modules of the domain, folds the journal into state, and turns commands and time into events.

import type { Command } from './commands.ts'
import type { EventMetadata, Instant, NetworkId } from './core/ids.ts'
import { MapEditor } from './core/persistent-map.ts'
import type { PrivateAnswer } from './core/private-answers.ts'
import type { MovingBecause } from './core/terms.ts'
import { type IsHoliday, lateThreshold, noHoliday } from './core/time.ts'
import { type Context, type Decision, type Refused, refused } from './decision.ts'
import type { EventOf, JournalEntry, NetworkEvent } from './events.ts'
import { flagHandlingDecide, flagHandlingEvolve } from './flags/flag-handling.ts'
import { manualFlagsDecide, manualFlagsEvolve } from './flags/manual-flags.ts'
import { privateFlagsDecide, privateFlagsEvolve } from './flags/private-flags.ts'
import { recordActivity } from './flags/recent-activity.ts'
import { flagChanges, ruleFlagsEvolve } from './flags/rule-flags.ts'
import { askReferralEvents, asksDecide, asksEvolve, droppedAskEvents } from './guardian/asks.ts'
import { bendReferralEvents, bendsDecide, bendsEvolve } from './guardian/bends.ts'
import { blockersDecide, blockersEvolve } from './guardian/blockers.ts'
import { callsDecide, callsEvolve } from './guardian/calls.ts'
import { exposureDecide, exposureEvolve } from './guardian/exposure.ts'
import { goingPublicDecide, goingPublicEvolve, proposalReferralEvents } from './guardian/going-public.ts'
import { hardLimitsDecide, hardLimitsEvolve } from './guardian/hard-limits.ts'
import { movingDecide, movingEvolve } from './guardian/moving.ts'
import { checkInsDecide, checkInsEvolve, recountEvents } from './meetings/check-ins.ts'
import { looseningDecide, looseningEvolve } from './meetings/loosening.ts'
import { meetingsDecide, meetingsEvolve, meetingsPassedOnHold } from './meetings/meetings.ts'
import { nextOccurrenceEvents } from './meetings/series.ts'
import { sixMeetingRuleDecide, sixMeetingRuleEvolve, stallEvents } from './meetings/six-meeting-rule.ts'
import { closingDecide, closingEvolve } from './membership/closing.ts'
import { homesDecide, homesEvolve } from './membership/homes.ts'
import { invitationsDecide, invitationsEvolve } from './membership/invitations.ts'
import { membersEvolve } from './membership/members.ts'
import { agencyChangesDecide, agencyChangesEvolve } from './membership/people/agency-changes.ts'
import { departuresDecide, departuresEvolve } from './membership/people/departures.ts'
import { concerns, type ReportedEvent } from './membership/reported-events.ts'
import { rolesDecide, rolesEvolve } from './membership/roles.ts'
import { settingsDecide, settingsEvolve } from './membership/settings.ts'
import { cameInSince, isLinked, withoutUndoneLinks } from './membership/undone-links.ts'
import type { Decide, Evolve } from './module.ts'
import { forbidden, isForClosedNetworks } from './permissions.ts'
import { diagnosisDecide, diagnosisEvolve } from './phases/diagnosis.ts'
import { lessonsDecide, lessonsEvolve } from './phases/lessons.ts'
import { phasesDecide, phasesEvolve } from './phases/phases.ts'
import { reflectionRoundsDecide, reflectionRoundsEvolve } from './phases/reflection-rounds.ts'
import { nextScheduledEvent } from './schedule.ts'
import { type Network, unstarted } from './state.ts'
import { tableDecide, tableEvolve } from './table/table.ts'
import { undoneChangesDecide } from './table/undone-changes.ts'

const evolvers: Evolve<NetworkEvent['kind']> = {
  ...homesEvolve,
  ...invitationsEvolve,
  ...membersEvolve,
  ...departuresEvolve,
  ...agencyChangesEvolve,
  ...rolesEvolve,
  ...diagnosisEvolve,
  ...meetingsEvolve,
  ...checkInsEvolve,
  ...lessonsEvolve,
  ...tableEvolve,
  ...sixMeetingRuleEvolve,
  ...looseningEvolve,
  ...ruleFlagsEvolve,
  ...manualFlagsEvolve,
  ...privateFlagsEvolve,
  ...flagHandlingEvolve,
  ...asksEvolve,
  ...blockersEvolve,
  ...hardLimitsEvolve,
  ...callsEvolve,
  ...bendsEvolve,
  ...phasesEvolve,
  ...exposureEvolve,
  ...goingPublicEvolve,
  ...movingEvolve,
  ...reflectionRoundsEvolve,
  ...closingEvolve,
  ...settingsEvolve,
}

const deciders: Decide<Exclude<Command['kind'], 'pass-time'>> = {
  ...homesDecide,
  ...invitationsDecide,
  ...departuresDecide,
  ...agencyChangesDecide,
  ...rolesDecide,
  ...diagnosisDecide,
  ...meetingsDecide,
  ...checkInsDecide,
  ...lessonsDecide,
  ...tableDecide,
  ...undoneChangesDecide,
  ...sixMeetingRuleDecide,
  ...looseningDecide,
  ...manualFlagsDecide,
  ...privateFlagsDecide,
  ...flagHandlingDecide,
  ...asksDecide,
  ...blockersDecide,
  ...hardLimitsDecide,
  ...callsDecide,
  ...bendsDecide,
  ...phasesDecide,
  ...exposureDecide,
  ...goingPublicDecide,
  ...movingDecide,
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

/**
 * Folds the entries into the network, in their order. `from` is the network that the earlier entries gave; what undoes
 * a link is folded with the whole journal, since the link is left out then.
 */
export function fold(
  id: NetworkId,
  entries: readonly JournalEntry[],
  from: Network = unstarted(id),
): Network {
  const maps = MapEditor.forBatch()
  let network = from
  for (const entry of withoutUndoneLinks(entries)) network = evolve(network, entry, maps)
  return network
}

type Accepted = Extract<Outcome, { kind: 'accepted' }>

/** The outcome of a command: the new entries in order with the network after them, or the refusal. */
export type Outcome =
  | {
      readonly kind: 'accepted'
      readonly entries: readonly JournalEntry[]
      readonly network: Network
      /** Private answers to store beside the journal. */
      readonly given: readonly PrivateAnswer[]
    }
  | Refused

/**
 * Decides a command: checks whether the person may give it, asks the module that decides it, and adds the events that
 * follow from its events (recounts, a stall or its end, the next meetings of series, referrals, flags). The function is
 * pure: the same arguments give the same outcome.
 */
export function decide(
  network: Network,
  command: Exclude<Command, { kind: 'pass-time' }>,
  context: Context,
): Outcome {
  const why = forbidden(network, command.kind, context.by)
  if (why !== undefined) return refused(why)
  if (network.version === 0 && command.kind !== 'start') return refused({ kind: 'not-yours' })
  if (network.closing !== undefined && !isForClosedNetworks(command.kind)) return refused({ kind: 'closed' })
  const decider = deciders[command.kind] as (network: Network, command: Command, context: Context) => Decision
  const decision = decider(network, command, context)
  if (decision.kind === 'refused') return decision
  const pending = new PendingEntries(network)
  pending.add(decision.events, { at: context.now, by: context.by })
  pending.addDerivedEvents(context.now, movingBecause(command.kind))
  return pending.outcome(decision.answer === undefined ? [] : [decision.answer])
}

function movingBecause(kind: Command['kind']): MovingBecause {
  if (kind === 'put') return 'put'
  if (kind === 'agree-reframe') return 'reframed'
  if (kind === 'extend') return 'extended'
  if (kind === 'change-settings' || kind === 'undo-settings' || kind === 'agree-loosening') return 'settings'
  return 'corrected'
}

export interface PassingTime {
  readonly now: Instant
  /** The private answers that wait for their round to close. */
  readonly answers: readonly PrivateAnswer[]
  /** The public holidays of the network. Without it there are none. */
  readonly isHoliday?: IsHoliday
}

/**
 * Makes everything happen that fell due by `now`, once and in the order in which it fell due. What happens later than
 * `lateThreshold` is marked as late.
 */
export function passTime(network: Network, passing: PassingTime): Accepted {
  const { now, answers, isHoliday = noHoliday } = passing
  const pending = new PendingEntries(network)
  let next = nextScheduledEvent(network, isHoliday)
  while (next !== undefined && next.at <= now) {
    const late = now - next.at > lateThreshold ? true : undefined
    pending.add(next.events(now, answers), { at: now, late })
    pending.addDerivedEvents(now, 'corrected')
    next = nextScheduledEvent(pending.network, isHoliday)
  }
  return pending.outcome()
}

/** Records what a platform reports about a home or a person, unless it does not concern the network. */
export function applyReportedEvent(network: Network, event: ReportedEvent, now: Instant): Accepted {
  const pending = new PendingEntries(network)
  if (concerns(network, event)) {
    pending.add([event], { at: now })
    pending.add(flagChanges(pending.network, now), { at: now })
  }
  return pending.outcome()
}

/** Records that two accounts are two people again, in a network in which that changes anything. */
export function applyUnlink(
  id: NetworkId,
  journal: readonly JournalEntry[],
  event: EventOf<'person-unlinked'>,
  now: Instant,
): Accepted {
  const pending = new PendingEntries(fold(id, journal))
  if (!isLinked(journal, event) && !cameInSince(pending.network, event)) return pending.outcome()
  pending.add([event], { at: now })
  pending.network = fold(id, [...journal, ...pending.entries])
  pending.addDerivedEvents(now, 'corrected')
  return pending.outcome()
}

/** The next instant at which something happens by itself, or `undefined` if nothing will. */
export function nextWake(network: Network, isHoliday: IsHoliday = noHoliday): Instant | undefined {
  return nextScheduledEvent(network, isHoliday)?.at
}

/** Collects events as entries and folds each at once, so that what follows from them sees the network after them. */
class PendingEntries {
  readonly entries: JournalEntry[] = []
  network: Network

  constructor(network: Network) {
    this.network = network
  }

  add(events: readonly NetworkEvent[], { at, by, late }: Omit<EventMetadata, 'version'>): void {
    for (const event of events) {
      const version = this.network.version + 1
      const entry: JournalEntry = { version, at, by, late, ...event }
      this.entries.push(entry)
      this.network = evolve(this.network, entry, MapEditor.shared)
    }
  }

  addDerivedEvents(now: Instant, because: MovingBecause): void {
    if (this.entries.length === 0) return
    const metadata = { at: now }
    this.add(recountEvents(this.network), metadata)
    if (this.network.closing === undefined) {
      this.add(stallEvents(this.network, now, because), metadata)
      this.add(meetingsPassedOnHold(this.network, now), metadata)
      this.add(nextOccurrenceEvents(this.network, now), metadata)
    }
    this.add(droppedAskEvents(this.network), metadata)
    this.add(askReferralEvents(this.network), metadata)
    this.add(bendReferralEvents(this.network), metadata)
    this.add(proposalReferralEvents(this.network), metadata)
    this.add(flagChanges(this.network, now), metadata)
  }

  outcome(given: readonly PrivateAnswer[] = []): Accepted {
    return { kind: 'accepted', entries: this.entries, network: this.network, given }
  }
}
