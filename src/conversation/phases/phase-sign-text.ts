// The signs of a phase in words: what was seen, and what is missing.
import type { Run } from '../../chat/card.ts'
import type { SignName } from '../../domain/core/terms.ts'
import type { TrioPart } from '../../domain/membership/roles.ts'
import type { Sign } from '../../domain/phases/phase-signs.ts'
import type { Network } from '../../domain/state.ts'
import { named, wayNames } from '../kit/labels.ts'
import { bold, counted, listed, listedRuns, say, time, typed } from '../kit/markup.ts'
import type { NetworkTurn, People } from '../turn.ts'

const signNames: { readonly [name in SignName]: string } = {
  moment: 'the moment on record',
  outcome: 'a shared outcome',
  entrepreneur: 'a public entrepreneur',
  'two-agencies': 'people of two agencies',
  collaboration: 'a diagnosis that says collaborate',
  trio: 'a complete trio',
  'on-the-table': 'something on the table',
  'active-client': 'an active client, or why there is none',
  limits: 'hard limits',
  used: 'a resource that was used',
  'three-meetings': 'three meetings held in this phase',
  lesson: 'a lesson',
  attendance: '60 % of the members at the last three meetings',
  'angel-active': 'a guardian angel who did something in the last six weeks',
  'two-agency-table': 'resources of two agencies',
}

/** Some of them hold a comma. */
export function signsNamed(signs: readonly SignName[]): string {
  return signs.map((name) => signNames[name]).join('; ')
}

/** What brings it about, where it is missing. */
const steps: { readonly [name in SignName]: readonly Run[] } = {
  moment: say`a public entrepreneur can write it down here`,
  outcome: say`a public entrepreneur can write it down here`,
  entrepreneur: say`${typed('/network role')} nominates one`,
  'two-agencies': say`${typed('/network invite')} brings people in`,
  collaboration: say`${typed('/network diagnose')} asks five questions`,
  trio: say`${typed('/network invite')} and ${typed('/network angel')} bring people in`,
  'on-the-table': say`${typed('/network put')} puts something there`,
  'active-client': say`${typed('/network invite as active client')} brings one in; why not is asked at the crossing`,
  limits: say`a guardian angel states them with ${typed('/network limit')}`,
  used: say`${typed('/network use')} notes it`,
  'three-meetings': say`${typed('/network meet')} plans one`,
  lesson: say`${typed('/network lesson')} keeps one`,
  attendance: say`who came can be put right in ${typed('/network meetings')}`,
  'angel-active': say`${typed('/network ask')} puts something to the angel`,
  'two-agency-table': say`who else could put something there?`,
}

const trioParts: { readonly [part in TrioPart]: string } = {
  entrepreneur: 'an entrepreneur',
  'fellow-travellers': 'fellow travellers from two agencies',
  angel: 'a guardian angel',
}

/** One line for a list. */
export function signLine({ network, people, zone }: NetworkTurn, sign: Sign): readonly Run[] {
  const detail = seen(network, people, zone, sign)
  const bracket = detail === undefined ? '' : say` (${detail})`
  return sign.met
    ? say`${bold('There')}: ${signNames[sign.name]}${bracket}`
    : say`${bold('Missing')}: ${signNames[sign.name]}${bracket}; ${stepTo(sign)}`
}

function stepTo(sign: Sign): readonly Run[] {
  const hasNoAngel = sign.kind === 'last' && sign.people.length === 0
  return hasNoAngel ? say`${typed('/network angel')} nominates one` : steps[sign.name]
}

function seen(network: Network, people: People, zone: string, sign: Sign): readonly Run[] | undefined {
  const names = (some: readonly string[]) =>
    listedRuns(some.map((person) => say`${named(network, people, person)}`))
  switch (sign.kind) {
    case 'there':
      return undefined
    case 'people':
      return sign.people.length === 0 ? say`nobody now` : names(sign.people)
    case 'agencies':
      if (sign.agencies.length === 0) return say`none so far`
      return sign.met ? say`${listed(sign.agencies)}` : say`so far ${listed(sign.agencies)} alone`
    case 'way':
      return sign.way === undefined ? say`not asked yet` : say`what fits is: ${wayNames[sign.way]}`
    case 'trio':
      return sign.met ? undefined : say`still to come: ${listed(sign.missing.map((part) => trioParts[part]))}`
    case 'client':
      if (sign.people.length > 0) return names(sign.people)
      return sign.whyNone ? say`none, because: ${sign.whyNone.slice(0, 200)}` : say`nobody now`
    case 'count':
      return sign.met ? say`${sign.seen}` : say`${sign.seen} of ${sign.needed}`
    case 'attendance':
      return attendanceWords(sign)
    case 'last':
      if (sign.people.length === 0) return say`there is no guardian angel`
      return sign.at === undefined ? say`nothing so far` : say`last on ${time(sign.at, zone, 'date')}`
  }
}

function attendanceWords({ meetings, there, places }: Extract<Sign, { kind: 'attendance' }>) {
  if (meetings < 3) return say`${counted(meetings, 'meeting')} held so far`
  const share = places === 0 ? 0 : Math.floor((100 * there) / places)
  return say`${share} %`
}
