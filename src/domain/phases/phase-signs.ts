// The signs that it is time for a phase. They inform and never lock.
import type { Instant, PersonId } from '../core/ids.ts'
import type { Phase, SignName, Way } from '../core/terms.ts'
import { week } from '../core/time.ts'
import { standingLimits } from '../guardian/hard-limits.ts'
import { heldAfter } from '../meetings/six-meeting-rule.ts'
import { agenciesOf, distinctAgencies, holders, members } from '../membership/members.ts'
import { missingOfTrio, type TrioPart } from '../membership/roles.ts'
import type { Network } from '../state.ts'
import { anythingStands, standingResources } from '../table/table.ts'

/** The angel counts as active for so long after an entry of theirs. */
const activeWithin = 6 * week
/** So many meetings are held before it is time to sustain, and so many of the last are looked at. */
const meetingsNeeded = 3
/** In per cent of the places that members could have taken. */
const attendanceNeeded = 60

/** A sign, whether it is met, and what there is to see. */
export type Sign = { readonly name: SignName; readonly met: boolean } & Seen

type Seen =
  | { readonly kind: 'there' }
  | { readonly kind: 'people'; readonly people: readonly PersonId[] }
  | { readonly kind: 'agencies'; readonly agencies: readonly string[] }
  | { readonly kind: 'way'; readonly way?: Way | undefined }
  | { readonly kind: 'trio'; readonly missing: readonly TrioPart[] }
  | { readonly kind: 'client'; readonly people: readonly PersonId[]; readonly whyNone?: string | undefined }
  | { readonly kind: 'count'; readonly seen: number; readonly needed: number }
  /** Of `places` that members could have taken at the last meetings, so many were. */
  | {
      readonly kind: 'attendance'
      readonly meetings: number
      readonly there: number
      readonly places: number
    }
  | { readonly kind: 'last'; readonly at?: Instant | undefined; readonly people: readonly PersonId[] }

interface Asked {
  readonly network: Network
  readonly now: Instant
  /** Why there is no active client. */
  readonly whyNoClient?: string | undefined
}

type Look = (asked: Asked) => { readonly met: boolean } & Seen

const there = (met: boolean) => ({ kind: 'there', met }) as const

const count = (seen: number, needed = 1) => ({ kind: 'count', met: seen >= needed, seen, needed }) as const

const fromTwo = (agencies: readonly string[]) =>
  ({ kind: 'agencies', met: agencies.length >= 2, agencies }) as const

type Table = readonly (readonly [SignName, Look])[]

/** By phase, the signs that it is time for it. */
const table: { readonly [phase in Phase]: Table } = {
  'before-starting': [],
  'getting-together': [
    ['moment', ({ network }) => there(network.moment.trim() !== '')],
    ['outcome', ({ network }) => there(network.outcome.trim() !== '')],
    ['entrepreneur', ({ network }) => heldBy(holders(network, 'public-entrepreneur'))],
    ['two-agencies', ({ network }) => fromTwo(agenciesOf(network))],
    [
      'collaboration',
      ({ network: { diagnosis } }) => ({ kind: 'way', met: diagnosis === 'collaborate', way: diagnosis }),
    ],
  ],
  'working-together': [
    ['trio', ({ network }) => trio(missingOfTrio(network))],
    ['on-the-table', ({ network }) => there(anythingStands(network))],
    ['active-client', client],
    ['limits', ({ network }) => count(standingLimits(network).length)],
  ],
  sustaining: [
    ['used', ({ network }) => count(used(network))],
    ['three-meetings', ({ network }) => count(heldInPhase(network), meetingsNeeded)],
    ['lesson', ({ network }) => count(network.lessons.length)],
    ['attendance', ({ network }) => attendance(network)],
    ['angel-active', angelActive],
    ['two-agency-table', ({ network }) => fromTwo(distinctAgencies(standingResources(network)))],
  ],
}

/** The signs that it is time for this phase, in their order. */
export function signsOf(network: Network, phase: Phase, now: Instant, whyNoClient?: string): readonly Sign[] {
  return table[phase].map(([name, look]) => ({ name, ...look({ network, now, whyNoClient }) }))
}

function heldBy(people: readonly PersonId[]) {
  return { kind: 'people', met: people.length > 0, people } as const
}

function trio(missing: readonly TrioPart[]) {
  return { kind: 'trio', met: missing.length === 0, missing } as const
}

function client({ network, whyNoClient }: Asked) {
  const people = holders(network, 'active-client')
  const explained = whyNoClient !== undefined && whyNoClient.trim() !== ''
  return { kind: 'client', met: people.length > 0 || explained, people, whyNone: whyNoClient } as const
}

/** What was used counts also when it is off the table by now. */
function used(network: Network): number {
  const wasUsed = [...network.resources.values()].filter(
    ({ state, was }) => state === 'used' || (state === 'withdrawn' && was?.state === 'used'),
  )
  return wasUsed.length
}

function heldInPhase(network: Network): number {
  return heldAfter(network, network.phases.at(-1)?.from ?? network.started).length
}

/** Only members count, and only at meetings since which they are one. */
function attendance(network: Network) {
  const last = heldAfter(network, 0).slice(-meetingsNeeded)
  const places = last.flatMap((meeting) =>
    members(network)
      .filter(({ since }) => since <= meeting.end)
      .map(({ id }) => meeting.attendance.get(id) === true),
  )
  const taken = places.filter(Boolean).length
  return {
    kind: 'attendance',
    met: last.length === meetingsNeeded && taken > 0 && 100 * taken >= attendanceNeeded * places.length,
    meetings: last.length,
    there: taken,
    places: places.length,
  } as const
}

function angelActive({ network, now }: Asked) {
  const people = holders(network, 'guardian-angel')
  const deeds = people.flatMap((person) => network.lastActivity.get(person) ?? [])
  const at = deeds.length === 0 ? undefined : Math.max(...deeds)
  return { kind: 'last', met: at !== undefined && now - at <= activeWithin, at, people } as const
}
