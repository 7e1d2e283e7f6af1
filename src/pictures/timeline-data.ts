// What a timeline shows, from the journal: phases, meetings, the table, the count and flags over time. Pure.

import type { Instant } from '../domain/core/ids.ts'
import type { FlagName, Phase, Severity } from '../domain/core/terms.ts'
import { hour } from '../domain/core/time.ts'
import type { JournalEntry } from '../domain/events.ts'
import { flagEnds } from '../domain/flags/flag-ends.ts'
import { flagRules } from '../domain/flags/registry.ts'
import { attendanceOf } from '../domain/meetings/check-ins.ts'
import { bareCountOf } from '../domain/meetings/six-meeting-rule.ts'
import type { Meeting, Network, Resource } from '../domain/state.ts'

export interface Span {
  readonly from: Instant
  readonly to: Instant
}

export interface MeetingMark {
  readonly at: Instant
  readonly went: 'held' | 'open' | 'missed' | 'cancelled'
  /** How many said that they were there. */
  readonly there: number
}

export interface FlagSpan extends Span {
  readonly flag: FlagName | 'by-hand'
  readonly severity: Severity
  readonly isUp: boolean
}

export interface Step {
  readonly at: Instant
  readonly value: number
}

export interface Timeline extends Span {
  readonly phases: readonly (Span & { readonly phase: Phase })[]
  readonly meetings: readonly MeetingMark[]
  /** How many resources stood on the table, at each change. */
  readonly standing: readonly Step[]
  /** When each resource came onto the table. */
  readonly came: readonly Instant[]
  /** The count of bare meetings, after each one held; without the rule there is none. */
  readonly count: readonly Step[]
  readonly limit?: number
  readonly stalls: readonly Span[]
  readonly flags: readonly FlagSpan[]
}

export function timelineOf(network: Network, entries: readonly JournalEntry[], now: Instant): Timeline {
  const meetings = marksOf(network)
  const from = Math.min(network.started, ...meetings.map(({ at }) => at))
  const to = Math.max(network.closing?.at ?? now, from + hour)
  const resources = [...network.resources.values()].filter(
    ({ state, stoodFrom }) => state !== 'struck' && stoodFrom !== undefined,
  )
  return {
    from,
    to,
    phases: phasesOf(network, from, to),
    meetings,
    standing: standingOf(resources),
    came: resources.map(({ stoodFrom = from }) => stoodFrom),
    count: network.settings.rule ? countsOf(network, entries) : [],
    ...(network.settings.rule && { limit: network.settings.limit }),
    stalls: spansOf(entries, to),
    flags: flagSpans(network, entries, to),
  }
}

function phasesOf({ phase, phases }: Network, from: Instant, to: Instant): Timeline['phases'] {
  if (phases.length === 0) return [{ phase, from, to }]
  return phases.map((span, n) => ({
    phase: span.phase,
    from: n === 0 ? from : span.from,
    to: phases[n + 1]?.from ?? to,
  }))
}

function marksOf(network: Network): readonly MeetingMark[] {
  return [...network.meetings.values()]
    .flatMap((meeting): readonly MeetingMark[] => {
      const went = wentOf(meeting)
      return went === undefined ? [] : [{ at: meeting.start, went, there: attendanceOf(meeting) }]
    })
    .toSorted((one, other) => one.at - other.at)
}

function wentOf({ state }: Meeting): MeetingMark['went'] | undefined {
  switch (state.kind) {
    case 'held':
    case 'missed':
    case 'cancelled':
      return state.kind
    case 'checking-in':
      return 'open'
    case 'planned':
    case 'struck':
      return undefined
  }
}

function standingOf(resources: readonly Resource[]): readonly Step[] {
  const changes = resources.flatMap(({ stoodFrom = 0, stoodTo }) => [
    { at: stoodFrom, by: 1 },
    ...(stoodTo === undefined ? [] : [{ at: stoodTo, by: -1 }]),
  ])
  let value = 0
  return changes
    .toSorted((one, other) => one.at - other.at)
    .map(({ at, by }) => {
      value += by
      return { at, value }
    })
    .filter(({ at }, index, all) => at !== all[index + 1]?.at)
}

/** The count as the rule had it at each moment at which it can have changed. */
function countsOf(network: Network, entries: readonly JournalEntry[]): readonly Step[] {
  const changing = entries.filter(({ kind }) => kind === 'reframed' || kind === 'extended')
  const ends = [...network.meetings.values()].flatMap(({ state }) =>
    state.kind === 'held' ? [state.closed] : [],
  )
  const moves = [...network.resources.values()].flatMap(({ stoodFrom, stoodTo }) => [stoodFrom, stoodTo])
  const moments = [...ends, ...moves, ...changing.map(({ at }) => at)].filter((at) => at !== undefined)
  const steps = [...new Set(moments)]
    .toSorted((one, other) => one - other)
    .map((at) => ({ at, value: bareCountOf(asOf(network, changing, at)).bare }))
  return steps.filter(({ value }, index) => value !== (steps[index - 1]?.value ?? 0))
}

/** As much of the network as the count looks at, as it was at that moment. */
function asOf(network: Network, changing: readonly JournalEntry[], at: Instant): Network {
  const { reframed: _, extension: __, ...rest } = network
  const before = changing.filter((entry) => entry.at <= at)
  const reframed = before.findLast(({ kind }) => kind === 'reframed')?.at
  const extended = before.findLast((entry) => entry.kind === 'extended')
  return {
    ...rest,
    ...(reframed !== undefined && { reframed }),
    ...(extended !== undefined && { extension: { at: extended.at, meetings: extended.meetings } }),
    meetings: new Map(
      [...network.meetings].filter(([, { state }]) => state.kind === 'held' && state.closed <= at),
    ),
    resources: new Map(
      [...network.resources].flatMap(([id, resource]) =>
        resource.state === 'struck' || (resource.stoodFrom ?? Number.POSITIVE_INFINITY) > at
          ? []
          : [[id, stoodAt(resource, at)]],
      ),
    ),
  }
}

function stoodAt({ stoodTo, ...resource }: Resource, at: Instant): Resource {
  return stoodTo === undefined || stoodTo > at
    ? { ...resource, state: 'on-the-table' }
    : { ...resource, stoodTo, state: 'withdrawn' }
}

function spansOf(entries: readonly JournalEntry[], to: Instant): readonly Span[] {
  const spans: Span[] = []
  let from: Instant | undefined
  for (const { kind, at } of entries) {
    if (kind === 'stalled') from = at
    if (from === undefined || (kind !== 'moving-again' && kind !== 'closed')) continue
    spans.push({ from, to: at })
    from = undefined
  }
  return from === undefined ? spans : [...spans, { from, to }]
}

/** What was raised for the guardian angels alone is drawn for nobody. */
function flagSpans(network: Network, entries: readonly JournalEntry[], to: Instant): readonly FlagSpan[] {
  const ends = flagEnds(entries)
  const span = (from: Instant, end: Instant | undefined) => ({ from, to: end ?? to, isUp: end === undefined })
  const ofRules = entries.flatMap((entry) => {
    if (entry.kind !== 'flag-raised') return []
    const { severity } = flagRules[entry.flag]
    return [{ flag: entry.flag, severity, ...span(entry.at, ends.get(entry.version)?.at) }]
  })
  const byHand = [...network.manualFlags.values()]
    .filter(({ privately }) => !privately)
    .map(({ at, severity, cleared, dismissed }) => ({
      flag: 'by-hand' as const,
      severity,
      ...span(at, cleared?.at ?? dismissed?.at),
    }))
  return [...ofRules, ...byHand].toSorted((one, other) => one.from - other.from)
}
