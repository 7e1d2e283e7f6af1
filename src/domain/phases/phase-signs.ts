// The signs that it is time for a phase. They inform and never lock.
import { distinctAgencies } from '../core/agencies.ts'
import type { Instant, PersonId } from '../core/ids.ts'
import type { Phase, SignName, Way } from '../core/terms.ts'
import { week } from '../core/time.ts'
import { standingLimits } from '../guardian/hard-limits.ts'
import { heldAfter } from '../meetings/meetings.ts'
import { agenciesOf, holders, members } from '../membership/members.ts'
import { missingOfTrio, type TrioPart } from '../membership/roles.ts'
import type { Network } from '../state.ts'
import { anythingStands, standingResources, wasUsed } from '../table/table.ts'

/** A guardian angel counts as active for this long after the last thing they did. */
const activeWithin = 6 * week
/** The meetings to be held in a phase before it is time to sustain; attendance is counted over as many of the last. */
const meetingsNeeded = 3
/** The attendance needed, in per cent of the places that members could have taken. */
const attendanceNeeded = 60

/** A sign, whether it is met, and the details to show. */
export type Sign = { readonly name: SignName; readonly met: boolean } & SignDetails

type SignDetails =
  | { readonly kind: 'there' }
  | { readonly kind: 'people'; readonly people: readonly PersonId[] }
  | { readonly kind: 'agencies'; readonly agencies: readonly string[] }
  | { readonly kind: 'way'; readonly way?: Way | undefined }
  | { readonly kind: 'trio'; readonly missing: readonly TrioPart[] }
  | { readonly kind: 'client'; readonly people: readonly PersonId[]; readonly whyNone?: string | undefined }
  | { readonly kind: 'count'; readonly seen: number; readonly needed: number }
  /** At the last meetings members could have taken `places` places, and took `there` of them. */
  | {
      readonly kind: 'attendance'
      readonly meetings: number
      readonly there: number
      readonly places: number
    }
  | { readonly kind: 'last'; readonly at?: Instant | undefined; readonly people: readonly PersonId[] }

/** When the signs are read, and the reason given for having no active client. */
interface SignContext {
  readonly now: Instant
  readonly whyNoClient?: string | undefined
}

type SignCheck = (network: Network, context: SignContext) => { readonly met: boolean } & SignDetails

const plain = (met: boolean) => ({ kind: 'there', met }) as const

const count = (seen: number, needed = 1) => ({ kind: 'count', met: seen >= needed, seen, needed }) as const

const atLeastTwo = (agencies: readonly string[]) =>
  ({ kind: 'agencies', met: agencies.length >= 2, agencies }) as const

/** The signs that it is time for each phase, in the order in which they are shown. */
const checks: { readonly [phase in Phase]: readonly (readonly [SignName, SignCheck])[] } = {
  'before-starting': [],
  'getting-together': [
    ['moment', (network) => plain(network.moment.trim() !== '')],
    ['outcome', (network) => plain(network.outcome.trim() !== '')],
    ['entrepreneur', (network) => anyone(holders(network, 'public-entrepreneur'))],
    ['two-agencies', (network) => atLeastTwo(agenciesOf(network))],
    ['collaboration', ({ diagnosis }) => ({ kind: 'way', met: diagnosis === 'collaborate', way: diagnosis })],
  ],
  'working-together': [
    ['trio', (network) => trio(missingOfTrio(network))],
    ['on-the-table', (network) => plain(anythingStands(network))],
    ['active-client', client],
    ['limits', (network) => count(standingLimits(network).length)],
  ],
  sustaining: [
    ['used', (network) => count(usedCount(network))],
    ['three-meetings', (network) => count(heldInPhase(network), meetingsNeeded)],
    ['lesson', (network) => count(network.lessons.length)],
    ['attendance', (network) => attendance(network)],
    ['angel-active', angelActive],
    [
      'two-agency-table',
      (network) => atLeastTwo(distinctAgencies(standingResources(network).map(({ agency }) => agency))),
    ],
  ],
}

/** The signs that it is time for this phase, in the order in which they are shown. */
export function signsOf(network: Network, phase: Phase, context: SignContext): readonly Sign[] {
  return checks[phase].map(([name, check]) => ({ name, ...check(network, context) }))
}

function anyone(people: readonly PersonId[]) {
  return { kind: 'people', met: people.length > 0, people } as const
}

function trio(missing: readonly TrioPart[]) {
  return { kind: 'trio', met: missing.length === 0, missing } as const
}

function client(network: Network, { whyNoClient }: SignContext) {
  const people = holders(network, 'active-client')
  const explained = whyNoClient !== undefined && whyNoClient.trim() !== ''
  return { kind: 'client', met: people.length > 0 || explained, people, whyNone: whyNoClient } as const
}

/** The number of resources that were used, also those that are off the table by now. */
function usedCount(network: Network): number {
  return [...network.resources.values()].filter(wasUsed).length
}

function heldInPhase(network: Network): number {
  return heldAfter(network, network.phases.at(-1)?.from ?? network.started).length
}

/** Only members count, and only at meetings that ended after they joined. */
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

function angelActive(network: Network, { now }: SignContext) {
  const people = holders(network, 'guardian-angel')
  const times = people.flatMap((person) => network.lastActivity.get(person) ?? [])
  const at = times.length === 0 ? undefined : Math.max(...times)
  return { kind: 'last', met: at !== undefined && now - at <= activeWithin, at, people } as const
}
