// The timeline: phases as bands, meetings, what came onto the table, flags, and the count against the limit.

import type { Entry, Instant, NetworkId } from '../network/entry.ts'
import type { Phase, Severity } from '../network/facts.ts'
import { flagKey, severityOf } from '../network/flags.ts'
import { fold } from '../network/network.ts'
import { countOf } from '../network/six-meetings.ts'
import { type Network, unstarted } from '../network/state.ts'

interface Span {
  readonly from: Instant
  readonly to: Instant
}

/** What the timeline shows; everything in the order of time. */
export interface Timeline {
  readonly name: string
  readonly zone: string
  readonly from: Instant
  readonly to: Instant
  readonly phases: readonly (Span & { readonly phase: Phase })[]
  readonly held: readonly { readonly at: Instant; readonly there: number }[]
  readonly missed: readonly Instant[]
  readonly cancelled: readonly Instant[]
  readonly came: readonly Instant[]
  readonly used: readonly Instant[]
  readonly left: readonly Instant[]
  readonly flags: readonly (Span & { readonly severity: Severity; readonly isUp: boolean })[]
  /** The count whenever it changed. */
  readonly counts: readonly { readonly at: Instant; readonly bare: number }[]
  /** Absent where the rule is off. */
  readonly limit?: number
}

/** Of these there are many, and the count stays as it is. */
const quiet: ReadonlySet<Entry['kind']> = new Set(['attendance-answered', 'joined', 'invited', 'lesson-kept'])

export function timelineOf(id: NetworkId, entries: readonly Entry[], now: Instant): Timeline {
  const counts: { at: Instant; bare: number }[] = []
  const flags: { from: Instant; to?: Instant; severity: Severity; key: string }[] = []
  const phases: { phase: Phase; from: Instant }[] = []
  let network: Network = unstarted(id)
  for (const entry of entries) {
    network = fold(id, [entry], network)
    if (!quiet.has(entry.kind)) {
      const { bare } = countOf(network)
      if (counts.at(-1)?.bare !== bare) counts.push({ at: entry.at, bare })
    }
    if (phases.at(-1)?.phase !== network.phase) phases.push({ phase: network.phase, from: entry.at })
    follow(flags, entry)
  }
  const closed = network.closing?.at
  const to = closed ?? now
  const from = Math.min(network.started, ...[...network.meetings.values()].map(({ start }) => start))
  const meetings = [...network.meetings.values()].filter(({ start }) => start <= to).sort(byStart)
  const resources = [...network.resources.values()]
  const some = (instants: readonly (Instant | undefined)[]) =>
    instants.filter((at) => at !== undefined).sort((one, other) => one - other)
  return {
    name: network.name,
    zone: network.zone,
    from,
    to,
    phases: phases.map((phase, index) => ({ ...phase, to: phases[index + 1]?.from ?? to })),
    held: meetings
      .filter(({ state }) => state.kind === 'held')
      .map(({ start, attendance }) => ({
        at: start,
        there: [...attendance.values()].filter(Boolean).length,
      })),
    missed: meetings.filter(({ state }) => state.kind === 'missed').map(({ start }) => start),
    cancelled: meetings.filter(({ state }) => state.kind === 'cancelled').map(({ start }) => start),
    came: some(resources.map(({ stoodFrom }) => stoodFrom)),
    used: some(resources.map(({ state, was }) => (state === 'used' ? was?.at : undefined))),
    left: some(resources.map(({ stoodTo }) => stoodTo)),
    flags: flags.map(({ from: raised, to: over, severity }) => ({
      from: raised,
      to: over ?? to,
      severity,
      isUp: over === undefined,
    })),
    counts,
    ...(network.settings.rule && { limit: countOf(network).limit }),
  }
}

function byStart(one: { readonly start: Instant }, other: { readonly start: Instant }): number {
  return one.start - other.start
}

type Flags = { from: Instant; to?: Instant; severity: Severity; key: string }[]

function follow(flags: Flags, entry: Entry): void {
  switch (entry.kind) {
    case 'flag-raised':
      flags.push({ from: entry.at, severity: severityOf(entry), key: flagKey(entry) })
      break
    case 'flag-raised-by-hand':
      // What was for the angels alone is in no picture.
      if (!entry.privately) flags.push({ from: entry.at, severity: entry.severity, key: entry.flag })
      break
    case 'flag-cleared':
      end(flags, flagKey(entry), entry.at)
      break
    case 'flag-cleared-by-hand':
    case 'flag-dismissed':
      end(flags, entry.flag, entry.at)
      break
    default:
  }
}

function end(flags: Flags, key: string, at: Instant): void {
  const up = flags.findLast((flag) => flag.key === key && flag.to === undefined)
  if (up !== undefined) up.to = at
}
