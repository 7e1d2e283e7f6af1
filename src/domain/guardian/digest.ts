// The guardian angel's digest: when it comes, and what has happened in each network since the last one.

import type { Instant, PersonId } from '../core/ids.ts'
import { type Calendar, dateAt, hourOn, week } from '../core/time.ts'
import { openManualFlags } from '../flags/manual-flags.ts'
import { severityOf } from '../flags/rule-flags.ts'
import { bareCountOf } from '../meetings/six-meeting-rule.ts'
import type { Meeting, Network, PhaseSpan, Resource } from '../state.ts'
import { asksWaitingFor } from './asks.ts'
import { bendsWaitingFor } from './bends.ts'
import { proposalFor } from './going-public.ts'
import type { Ask, Bend, PublicProposal } from './state.ts'

/** How an angel wants the digest. */
export interface DigestSettings {
  /** The number of weeks from one digest to the next; 0 is off. */
  readonly weeks: 0 | 1 | 2
  /** The day of the week; 1 is Monday. */
  readonly day: 1 | 2 | 3 | 4 | 5
  /** The hour of the day in the angel's zone. */
  readonly hour: number
  /** What to send when there is nothing new. */
  readonly whenQuiet: 'one-line' | 'nothing'
  readonly pausedUntil?: Instant | undefined
}

export const digestDefaults: DigestSettings = { weeks: 1, day: 1, hour: 9, whenQuiet: 'nothing' }

/**
 * When the digest after that of `last` comes: at the angel's hour of the chosen day, or of the next working day if the
 * chosen one is a public holiday. Returns `undefined` if the digest is off.
 */
export function digestAt(
  settings: DigestSettings,
  last: Instant,
  { zone, isHoliday }: Calendar,
): Instant | undefined {
  if (settings.weeks === 0) return undefined
  const after = Math.max(last + (settings.weeks - 1) * week, (settings.pausedUntil ?? 0) - 1)
  let date = dateAt(after, zone)
  while (date.dayOfWeek !== settings.day || hourOn(date, settings.hour, zone) <= after)
    date = date.add({ days: 1 })
  while (date.dayOfWeek > 5 || isHoliday(date)) date = date.add({ days: 1 })
  return hourOn(date, settings.hour, zone)
}

/** What happened in a network since an instant, and what waits in it for one angel. */
export interface News {
  readonly network: Network
  readonly held: readonly Meeting[]
  readonly missed: readonly Meeting[]
  /** Resources that came onto the table and are still on it. */
  readonly came: readonly Resource[]
  readonly used: readonly Resource[]
  /** Resources that left the table. */
  readonly left: readonly Resource[]
  /** The number of lessons that were kept. */
  readonly lessons: number
  /** The phases that the network went into, next ones and earlier ones. */
  readonly crossed: readonly PhaseSpan[]
  readonly closed: boolean
  /** Whether a flag was raised that is still up. */
  readonly flagged: boolean
  /** The asks that the angel can answer. */
  readonly asks: readonly Ask[]
  /** The bends on which the angel can decide. */
  readonly bends: readonly Bend[]
  /** The proposal to go public on which the angel can decide. */
  readonly proposal?: PublicProposal | undefined
}

function newsOf(network: Network, angel: PersonId, since: Instant): News {
  const ended = [...network.meetings.values()].filter(
    ({ state }) => (state.kind === 'held' || state.kind === 'missed') && state.closed > since,
  )
  const resources = [...network.resources.values()]
  const isNew = (at: Instant | undefined) => at !== undefined && at > since
  const isFlagNew = [...network.flags.values()].some((flag) => isNew(flag.since))
  const isManualFlagNew = openManualFlags(network).some(({ at }) => isNew(at))
  return {
    network,
    held: ended.filter(({ state }) => state.kind === 'held'),
    missed: ended.filter(({ state }) => state.kind === 'missed'),
    came: resources.filter(({ stoodFrom, stoodTo }) => isNew(stoodFrom) && stoodTo === undefined),
    used: resources.filter(({ state, was }) => state === 'used' && isNew(was?.at)),
    left: resources.filter(({ stoodTo }) => isNew(stoodTo)),
    lessons: network.lessons.filter(({ at }) => isNew(at)).length,
    crossed: network.phases.filter(({ after, from }) => after !== undefined && isNew(from)),
    closed: isNew(network.closing?.at),
    flagged: isFlagNew || isManualFlagNew,
    asks: asksWaitingFor(network, angel),
    bends: bendsWaitingFor(network, angel),
    proposal: proposalFor(network, angel),
  }
}

/** The number of matters that wait for the angel. */
export function waitingIn({ asks, bends, proposal }: News): number {
  const matters = asks.length + bends.length
  return proposal === undefined ? matters : matters + 1
}

/** Whether nothing happened and nothing waits for the angel. */
export function isQuiet(news: News): boolean {
  const { lessons, held, missed, came, used, left, crossed, closed, flagged } = news
  const lists = [held, missed, came, used, left, crossed]
  return waitingIn(news) + lessons === 0 && lists.every(({ length }) => length === 0) && !closed && !flagged
}

/**
 * The news of all networks that an angel watches over, the worst first: by the worst flag that is up, then by whether
 * something waits, then by whether there is news, then by the number of bare meetings. A closed network without news is
 * left out.
 */
export function newsOfNetworks(
  networks: readonly Network[],
  angel: PersonId,
  since: Instant,
): readonly News[] {
  return networks
    .map((network) => newsOf(network, angel, since))
    .filter((news) => news.network.closing === undefined || !isQuiet(news))
    .sort((one, other) => urgency(other) - urgency(one))
}

/** The weights rank the criteria by which networks are ordered. Each bare meeting adds 1. */
const severityWeights = { urgent: 300, warning: 200, 'heads-up': 100 }
const waitingWeight = 50
const newsWeight = 25

function urgency(news: News): number {
  const { network } = news
  const severities = [
    ...[...network.flags.values()].map(severityOf),
    ...openManualFlags(network).map(({ severity }) => severity),
  ]
  let sum = Math.max(0, ...severities.map((severity) => severityWeights[severity]))
  if (waitingIn(news) > 0) sum += waitingWeight
  if (!isQuiet(news)) sum += newsWeight
  if (network.closing === undefined && network.settings.rule) sum += bareCountOf(network).bare
  return sum
}
