// The data of a timeline, from the journal: phases, meetings, the table, the count and flags over time. Pure.
import type { Instant } from '../../domain/core/ids.ts'
import type { FlagName, Phase, Severity } from '../../domain/core/terms.ts'
import { hour } from '../../domain/core/time.ts'
import type { JournalEntry } from '../../domain/events.ts'
import { flagEnds } from '../../domain/flags/flag-ends.ts'
import { flagRules } from '../../domain/flags/registry.ts'
import { attendanceOf } from '../../domain/meetings/check-ins.ts'
import { bareCountOf } from '../../domain/meetings/six-meeting-rule.ts'
import type { Meeting } from '../../domain/meetings/state.ts'
import type { Network } from '../../domain/state.ts'
import type { Resource } from '../../domain/table/state.ts'

export interface Span {
  readonly from: Instant
  readonly to: Instant
}

export interface MeetingMark {
  readonly at: Instant
  readonly went: 'held' | 'open' | 'missed' | 'cancelled'
  /** The number of people who said that they were there. */
  readonly there: number
}

export interface FlagSpan extends Span {
  readonly flag: FlagName | 'by-hand'
  readonly severity: Severity
  readonly isUp: boolean
}

export interface CountStep {
  readonly at: Instant
  readonly value: number
}

export interface Timeline extends Span {
  readonly phases: readonly (Span & { readonly phase: Phase })[]
  readonly meetings: readonly MeetingMark[]
  /** The number of resources on the table, at each change. */
  readonly standing: readonly CountStep[]
  /** The instants at which resources came onto the table. */
  readonly came: readonly Instant[]
  /** The count of bare meetings, at each change; empty without the rule. */
  readonly count: readonly CountStep[]
  /** Absent without the rule. */
  readonly limit: number | undefined
  readonly stalls: readonly Span[]
  readonly flags: readonly FlagSpan[]
}

export function timelineOf(network: Network, entries: readonly JournalEntry[], now: Instant): Timeline {
  const { rule } = network.settings
  const meetings = meetingMarks(network)
  const from = Math.min(network.started, ...meetings.map(({ at }) => at))
  const to = Math.max(network.closing?.at ?? now, from + hour)
  const resources = [...network.resources.values()].filter(
    ({ state, stoodFrom }) => state !== 'struck' && stoodFrom !== undefined,
  )
  return {
    from,
    to,
    phases: phaseSpans(network, { from, to }),
    meetings,
    standing: standingSteps(resources),
    came: resources.map(({ stoodFrom = from }) => stoodFrom),
    count: rule ? countSteps(network, entries) : [],
    limit: rule ? bareCountOf(network).shown.limit : undefined,
    stalls: stallSpans(entries, to),
    flags: flagSpans(network, entries, to),
  }
}

function phaseSpans({ phase, phases }: Network, { from, to }: Span): Timeline['phases'] {
  if (phases.length === 0) return [{ phase, from, to }]
  return phases.map((span, n) => ({
    phase: span.phase,
    from: n === 0 ? from : span.from,
    to: phases[n + 1]?.from ?? to,
  }))
}

function meetingMarks(network: Network): readonly MeetingMark[] {
  return [...network.meetings.values()]
    .flatMap((meeting): readonly MeetingMark[] => {
      const went = outcomeOf(meeting)
      return went === undefined ? [] : [{ at: meeting.start, went, there: attendanceOf(meeting) }]
    })
    .toSorted((one, other) => one.at - other.at)
}

function outcomeOf({ state }: Meeting): MeetingMark['went'] | undefined {
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

function standingSteps(resources: readonly Resource[]): readonly CountStep[] {
  const changes: { at: Instant; by: number }[] = []
  for (const { stoodFrom = 0, stoodTo } of resources) {
    changes.push({ at: stoodFrom, by: 1 })
    if (stoodTo !== undefined) changes.push({ at: stoodTo, by: -1 })
  }
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
function countSteps(network: Network, entries: readonly JournalEntry[]): readonly CountStep[] {
  const changing = entries.filter(({ kind }) => kind === 'reframed' || kind === 'extended')
  const ends = [...network.meetings.values()].flatMap(({ state }) =>
    state.kind === 'held' ? [state.closed] : [],
  )
  const moves = [...network.resources.values()].flatMap(({ stoodFrom, stoodTo }) => [stoodFrom, stoodTo])
  const moments = [...ends, ...moves, ...changing.map(({ at }) => at)].filter((at) => at !== undefined)
  const steps = [...new Set(moments)]
    .toSorted((one, other) => one - other)
    .map((at) => ({ at, value: bareCountOf(asOf(network, changing, at)).shown.bare }))
  return steps.filter(({ value }, index) => value !== (steps[index - 1]?.value ?? 0))
}

/** The network as it was at that moment, as far as the count looks at it. */
function asOf(network: Network, changing: readonly JournalEntry[], at: Instant): Network {
  const before = changing.filter((entry) => entry.at <= at)
  const extended = before.findLast((entry) => entry.kind === 'extended')
  const held = [...network.meetings].filter(([, { state }]) => state.kind === 'held' && state.closed <= at)
  const resources = [...network.resources].flatMap(([id, resource]): [string, Resource][] => {
    const past = resourceAt(resource, at)
    return past === undefined ? [] : [[id, past]]
  })
  return {
    ...network,
    reframed: before.findLast(({ kind }) => kind === 'reframed')?.at,
    extension: extended && {
      at: extended.at,
      meetings: extended.meetings,
      limit: network.settings.limit,
    },
    meetings: new Map(held),
    resources: new Map(resources),
  }
}

function resourceAt(resource: Resource, at: Instant): Resource | undefined {
  const { state, stoodFrom, stoodTo } = resource
  if (state === 'struck' || stoodFrom === undefined || stoodFrom > at) return undefined
  if (stoodTo !== undefined && stoodTo <= at) return { ...resource, state: 'withdrawn' }
  return { ...resource, state: 'on-the-table', stoodTo: undefined }
}

function stallSpans(entries: readonly JournalEntry[], to: Instant): readonly Span[] {
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

/** Flags for the guardian angels alone, and those about one person, are drawn for nobody. */
function flagSpans(network: Network, entries: readonly JournalEntry[], to: Instant): readonly FlagSpan[] {
  const ends = flagEnds(entries)
  const spans: FlagSpan[] = []
  for (const entry of entries) {
    if (entry.kind !== 'flag-raised' || flagRules[entry.flag].isAboutPerson) continue
    const { flag, at } = entry
    const end = ends.get(entry.version)?.at
    spans.push({ flag, severity: flagRules[flag].severity, from: at, to: end ?? to, isUp: end === undefined })
  }
  for (const { privately, severity, at, cleared, dismissed, takenBack } of network.manualFlags.values()) {
    if (privately || takenBack !== undefined) continue
    const end = cleared?.at ?? dismissed?.at
    spans.push({ flag: 'by-hand', severity, from: at, to: end ?? to, isUp: end === undefined })
  }
  return spans.toSorted((one, other) => one.from - other.from)
}
