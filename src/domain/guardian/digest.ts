// The guardian angel's digest: when it comes, and what is new in a network since the last one.

import type { Instant, PersonId } from '../core/ids.ts'
import { dateAt, hourOn, type IsHoliday, week } from '../core/time.ts'
import { openManualFlags } from '../flags/manual-flags.ts'
import { severityOf } from '../flags/rule-flags.ts'
import { bareCountOf } from '../meetings/six-meeting-rule.ts'
import type { Meeting, Network, PhaseSpan, Resource } from '../state.ts'
import { asksWaitingFor } from './asks.ts'
import { bendsWaitingFor } from './bends.ts'
import { proposalFor } from './going-public.ts'
import type { Ask, Bend, PublicProposal } from './state.ts'

/** How an angel wants the digest. `weeks`: how many from one to the next, 0 is off. `day`: 1 is Monday. */
export interface DigestSettings {
  readonly weeks: 0 | 1 | 2
  readonly day: 1 | 2 | 3 | 4 | 5
  readonly hour: number
  /** What comes when there is nothing new. */
  readonly whenQuiet: 'one-line' | 'nothing'
  readonly pausedUntil?: Instant | undefined
}

export const digestDefaults: DigestSettings = { weeks: 1, day: 1, hour: 9, whenQuiet: 'nothing' }

/**
 * When the digest after that of `last` comes: at the angel's hour of the chosen day, on the next working day where that
 * one is a public holiday. Absent where it is off.
 */
export function digestAt(
  settings: DigestSettings,
  last: Instant,
  zone: string,
  isHoliday: IsHoliday,
): Instant | undefined {
  if (settings.weeks === 0) return undefined
  const after = Math.max(last + (settings.weeks - 1) * week, (settings.pausedUntil ?? 0) - 1)
  let date = dateAt(after, zone)
  while (date.dayOfWeek !== settings.day || hourOn(date, settings.hour, zone) <= after)
    date = date.add({ days: 1 })
  while (date.dayOfWeek > 5 || isHoliday(date)) date = date.add({ days: 1 })
  return hourOn(date, settings.hour, zone)
}

/** What happened in a network since an instant. */
export interface News {
  readonly network: Network
  readonly held: readonly Meeting[]
  readonly missed: readonly Meeting[]
  readonly came: readonly Resource[]
  readonly used: readonly Resource[]
  readonly left: readonly Resource[]
  /** How many lessons were kept. */
  readonly lessons: number
  /** The phases that it went into, forth or back. */
  readonly crossed: readonly PhaseSpan[]
  readonly closed: boolean
  /** Whether a flag went up. */
  readonly flagged: boolean
  /** What this angel can answer. */
  readonly asks: readonly Ask[]
  /** What this angel can decide on. */
  readonly bends: readonly Bend[]
  readonly proposal?: PublicProposal | undefined
}

function newsOf(network: Network, angel: PersonId, since: Instant): News {
  const ended = [...network.meetings.values()].filter(
    ({ state }) => (state.kind === 'held' || state.kind === 'missed') && state.closed > since,
  )
  const resources = [...network.resources.values()]
  const isNew = (at: Instant | undefined) => at !== undefined && at > since
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
    flagged:
      [...network.flags.values()].some((flag) => isNew(flag.since)) ||
      openManualFlags(network).some(({ at }) => isNew(at)),
    asks: asksWaitingFor(network, angel),
    bends: bendsWaitingFor(network, angel),
    proposal: proposalFor(network, angel),
  }
}

/** How many matters wait for this angel. */
export function waitingIn({ asks, bends, proposal }: News): number {
  return asks.length + bends.length + (proposal === undefined ? 0 : 1)
}

/** Whether nothing happened, and nothing waits. */
export function isQuiet(news: News): boolean {
  const { lessons, held, missed, came, used, left, crossed, closed, flagged } = news
  const lists = [held, missed, came, used, left, crossed]
  return waitingIn(news) + lessons === 0 && lists.every(({ length }) => length === 0) && !closed && !flagged
}

/**
 * The news of all that an angel watches over, worst first: by the worst flag that is up, then what waits, then what has
 * news, then the nearer to the limit. A closed network in which nothing happens any more is left out.
 */
export function newsOfNetworks(
  networks: readonly Network[],
  angel: PersonId,
  since: Instant,
): readonly News[] {
  return networks
    .map((network) => newsOf(network, angel, since))
    .filter((news) => news.network.closing === undefined || !isQuiet(news))
    .sort((one, other) => badness(other) - badness(one))
}

const worth = { urgent: 300, warning: 200, 'heads-up': 100 }

function badness(news: News): number {
  const { network } = news
  const severities = [
    ...[...network.flags.values()].map(severityOf),
    ...openManualFlags(network).map(({ severity }) => severity),
  ]
  const worst = Math.max(0, ...severities.map((severity) => worth[severity]))
  const bare = network.closing === undefined && network.settings.rule ? bareCountOf(network).bare : 0
  return worst + (waitingIn(news) > 0 ? 50 : 0) + (isQuiet(news) ? 0 : 25) + bare
}
