// The guardian angel's digest: when it comes, and what has happened in each network since the last one.

import type { Instant, PersonId } from '../core/ids.ts'
import type { Severity } from '../core/terms.ts'
import { type Calendar, dateAt, day, hourOn, week } from '../core/time.ts'
import { openManualFlags } from '../flags/manual-flags.ts'
import { hiddenFlags, readableManualFlags } from '../flags/private-flags.ts'
import { activeFlagsFor, severityOf } from '../flags/rule-flags.ts'
import type { ActiveFlag, ManualFlag } from '../flags/state.ts'
import { bareCountOf } from '../meetings/six-meeting-rule.ts'
import type { Meeting } from '../meetings/state.ts'
import type { PhaseSpan, PreviousWording } from '../phases/state.ts'
import type { Network } from '../state.ts'
import type { Resource } from '../table/state.ts'
import { asksWaitingFor } from './asks.ts'
import { bendsWaitingFor } from './bends.ts'
import { openBlockers } from './blockers.ts'
import { proposalFor } from './going-public.ts'
import type { Ask, AskState, Bend, BendState, Blocker, PublicProposal } from './state.ts'

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

/**
 * The instant from which the next digest is counted: the last one or, if there was nothing to send since, the last time
 * that it was due.
 */
export function digestCountedFrom(
  { weeks }: DigestSettings,
  last: Instant,
  due: Instant | undefined,
): Instant {
  return Math.max(last, (due ?? 0) - weeks * week)
}

/** What happened in a network since an instant, and what waits in it for one angel. */
export interface News {
  readonly network: Network
  /** What happened later than this is new. */
  readonly since: Instant
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
  /** The network stopped, and has not moved since. */
  readonly stopped: boolean
  /** The network had stopped, or was closed, and goes on again. */
  readonly resumed: boolean
  /** The limit was extended. */
  readonly extended: boolean
  /** How the shared outcome became another. */
  readonly outcome: PreviousWording['how'] | undefined
  readonly wentPublic: boolean
  readonly closed: boolean
  /** Whether a flag was raised that is still up. */
  readonly flagged: boolean
  /** The flags of the rules that are new, or that nobody has seen. Heads-ups that were shown once are not news. */
  readonly flags: readonly ActiveFlag[]
  /** The same of the flags raised by hand. */
  readonly manualFlags: readonly ManualFlag[]
  /** The flags of which the angel may know no more than that there are any. */
  readonly hidden: readonly ManualFlag[]
  /** The blockers that nobody has cleared, whether or not they were put to the angel. */
  readonly blockers: readonly Blocker[]
  /** The bends on which an angel decided. */
  readonly decided: readonly Bend[]
  /** The asks that an angel took or finished. */
  readonly answered: readonly Ask[]
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
  const isFlagNew = activeFlagsFor(network, angel).some((flag) => isNew(flag.since))
  const isHandNews = ({ at, severity, acknowledged }: ManualFlag) =>
    isNew(at) || isUnseen(severity, acknowledged)
  const isManualFlagNew = openManualFlags(network).some(({ at }) => isNew(at))
  return {
    network,
    since,
    held: ended.filter(({ state }) => state.kind === 'held'),
    missed: ended.filter(({ state }) => state.kind === 'missed'),
    came: resources.filter(({ stoodFrom, stoodTo }) => isNew(stoodFrom) && stoodTo === undefined),
    used: resources.filter(({ state, was }) => state === 'used' && isNew(was?.at)),
    left: resources.filter(({ stoodTo }) => isNew(stoodTo)),
    lessons: network.lessons.filter(({ at }) => isNew(at)).length,
    crossed: network.phases.filter(({ after, from }) => after !== undefined && isNew(from)),
    stopped: isNew(network.stalled),
    resumed: isNew(network.resumed),
    extended: isNew(network.extension?.at),
    outcome: network.previousWordings.findLast(({ what, until }) => what === 'outcome' && isNew(until))?.how,
    wentPublic: isNew(network.public),
    closed: isNew(network.closing?.at),
    flagged: isFlagNew || isManualFlagNew,
    flags: activeFlagsFor(network, angel).filter(
      (flag) => isNew(flag.since) || isUnseen(severityOf(flag), flag.acknowledged),
    ),
    hidden: hiddenFlags(network, angel).filter(isHandNews),
    manualFlags: readableManualFlags(network, angel).filter(isHandNews),
    blockers: openBlockers(network),
    decided: [...network.bends.values()].filter(({ state }) => isDecided(state) && isNew(state.at)),
    answered: [...network.asks.values()].filter(({ state }) => isAnswered(state) && isNew(state.at)),
    asks: asksWaitingFor(network, angel),
    bends: bendsWaitingFor(network, angel),
    proposal: proposalFor(network, angel),
  }
}

function isUnseen(severity: Severity, acknowledged: object | undefined): boolean {
  return severity !== 'heads-up' && acknowledged === undefined
}

type Decided = Extract<BendState, { readonly by: PersonId }>

function isDecided(state: BendState): state is Decided {
  return state.kind !== 'waiting' && state.kind !== 'taken-back'
}

type Answered = Extract<AskState, { readonly by: PersonId }>

function isAnswered(state: AskState): state is Answered {
  return state.kind === 'taken' || state.kind === 'done'
}

/** The number of matters that wait for the angel. */
function waitingIn({ asks, bends, proposal }: News): number {
  const matters = asks.length + bends.length
  return proposal === undefined ? matters : matters + 1
}

/** Whether nothing happened and nothing waits for the angel. */
export function isQuiet(news: News): boolean {
  const { lessons, held, missed, came, used, left, crossed, decided, answered } = news
  const lists = [held, missed, came, used, left, crossed, decided, answered]
  const { stopped, resumed, extended, outcome, wentPublic, closed, flagged, blockers } = news
  const isBlockerNew = blockers.some(({ at }) => at > news.since)
  const turns = [isBlockerNew, stopped, resumed, extended, outcome !== undefined, wentPublic, closed, flagged]
  return waitingIn(news) + lessons === 0 && lists.every(({ length }) => length === 0) && !turns.includes(true)
}

/** Meetings that were held, lessons and heads-ups alone bring no digest before this time has passed since the last. */
const ordinaryNewsWaits = 4 * week - day

interface DigestMoment {
  readonly angel: PersonId
  /** The news are from then on. */
  readonly since: Instant
  readonly now: Instant
}

/**
 * Whether the news are worth a message: something turned, came or left, waits for the angel, or was raised and not seen.
 * What the angel did themselves is no news to them. Ordinary news come once in four weeks.
 */
export function isWorthSending(all: readonly News[], moment: DigestMoment): boolean {
  if (all.some((news) => isTelling(news, moment))) return true
  const { since, now } = moment
  return now - since >= ordinaryNewsWaits && !all.every(isQuiet)
}

function isTelling(news: News, moment: DigestMoment): boolean {
  const { angel } = moment
  const { network, came, left, crossed, outcome, wentPublic, closed } = news
  const isAnotherAngel = ({ state }: { readonly state: BendState | AskState }) =>
    'by' in state && state.by !== angel
  return (
    came.length + left.length + crossed.length > 0 ||
    outcome !== undefined ||
    wentPublic ||
    closed ||
    isResumedByOthers(network, news, angel) ||
    news.decided.some(isAnotherAngel) ||
    news.answered.some(isAnotherAngel) ||
    isAnythingUnanswered(news) ||
    isAnyFlagUnheard(news, moment)
  )
}

function isResumedByOthers({ extension, resumed }: Network, news: News, angel: PersonId): boolean {
  if (!news.resumed) return false
  return extension === undefined || extension.at !== resumed || extension.by !== angel
}

export type Unanswered = Pick<News, 'asks' | 'bends' | 'proposal'>

/** What waits and on which no angel has said anything yet. */
export function unansweredIn({ asks, bends, proposal }: News): Unanswered {
  return {
    asks: asks.filter(({ state }) => state.kind === 'open'),
    bends: bends.filter(({ state }) => state.kind === 'waiting'),
    proposal,
  }
}

export function isAnythingUnanswered(news: News): boolean {
  const { asks, bends, proposal } = unansweredIn(news)
  return asks.length + bends.length > 0 || proposal !== undefined
}

/** A flag has a message of its own, which must have had time to be seen, over a long weekend too. */
const flagMessageWaits = 4 * day

/** Whether a flag that makes noise was raised since the last digest, and nobody has seen its message. */
function isAnyFlagUnheard({ flags, manualFlags }: News, { since, now }: DigestMoment): boolean {
  const isDue = (raised: Instant) => raised > since && raised <= now - flagMessageWaits
  return (
    flags.some((flag) => isDue(flag.since) && isUnseen(severityOf(flag), flag.acknowledged)) ||
    manualFlags.some(({ at, severity, acknowledged }) => isDue(at) && isUnseen(severity, acknowledged))
  )
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
