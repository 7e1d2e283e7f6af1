// The signs of a phase in words: what was seen, and what is missing.
import type { Run } from '../../chat/card.ts'
import type { SignName } from '../../domain/core/terms.ts'
import type { TrioPart } from '../../domain/membership/roles.ts'
import type { Sign } from '../../domain/phases/phase-signs.ts'
import type { Network } from '../../domain/state.ts'
import { nameWithAgency, wayNames } from '../kit/labels.ts'
import { bold, codeRun, listRuns, listText, pluralize, rich, timeRun } from '../kit/markup.ts'
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
  moment: rich`a public entrepreneur can write it down here`,
  outcome: rich`a public entrepreneur can write it down here`,
  entrepreneur: rich`${codeRun('/network role')} nominates one`,
  'two-agencies': rich`${codeRun('/network invite')} brings people in`,
  collaboration: rich`${codeRun('/network diagnose')} asks five questions`,
  trio: rich`${codeRun('/network invite')} and ${codeRun('/network angel')} bring people in`,
  'on-the-table': rich`${codeRun('/network put')} puts something there`,
  'active-client': rich`${codeRun('/network invite as active client')} brings one in; why not is asked at the crossing`,
  limits: rich`a guardian angel states them with ${codeRun('/network limit')}`,
  used: rich`${codeRun('/network use')} notes it`,
  'three-meetings': rich`${codeRun('/network meet')} plans one`,
  lesson: rich`${codeRun('/network lesson')} keeps one`,
  attendance: rich`who came can be put right in ${codeRun('/network meetings')}`,
  'angel-active': rich`${codeRun('/network ask')} puts something to the angel`,
  'two-agency-table': rich`who else could put something there?`,
}

const trioParts: { readonly [part in TrioPart]: string } = {
  entrepreneur: 'an entrepreneur',
  'fellow-travellers': 'fellow travellers from two agencies',
  angel: 'a guardian angel',
}

/** One line for a list. */
export function signLine({ network, people, zone }: NetworkTurn, sign: Sign): readonly Run[] {
  const detail = seen(network, people, zone, sign)
  const bracket = detail === undefined ? '' : rich` (${detail})`
  return sign.met
    ? rich`${bold('There')}: ${signNames[sign.name]}${bracket}`
    : rich`${bold('Missing')}: ${signNames[sign.name]}${bracket}; ${stepTo(sign)}`
}

function stepTo(sign: Sign): readonly Run[] {
  const hasNoAngel = sign.kind === 'last' && sign.people.length === 0
  return hasNoAngel ? rich`${codeRun('/network angel')} nominates one` : steps[sign.name]
}

function seen(network: Network, people: People, zone: string, sign: Sign): readonly Run[] | undefined {
  const names = (some: readonly string[]) =>
    listRuns(some.map((person) => rich`${nameWithAgency(network, people, person)}`))
  switch (sign.kind) {
    case 'there':
      return undefined
    case 'people':
      return sign.people.length === 0 ? rich`nobody now` : names(sign.people)
    case 'agencies':
      if (sign.agencies.length === 0) return rich`none so far`
      return sign.met ? rich`${listText(sign.agencies)}` : rich`so far ${listText(sign.agencies)} alone`
    case 'way':
      return sign.way === undefined ? rich`not asked yet` : rich`what fits is: ${wayNames[sign.way]}`
    case 'trio':
      return sign.met
        ? undefined
        : rich`still to come: ${listText(sign.missing.map((part) => trioParts[part]))}`
    case 'client':
      if (sign.people.length > 0) return names(sign.people)
      return sign.whyNone ? rich`none, because: ${sign.whyNone.slice(0, 200)}` : rich`nobody now`
    case 'count':
      return sign.met ? rich`${sign.seen}` : rich`${sign.seen} of ${sign.needed}`
    case 'attendance':
      return attendanceWords(sign)
    case 'last':
      if (sign.people.length === 0) return rich`there is no guardian angel`
      return sign.at === undefined ? rich`nothing so far` : rich`last on ${timeRun(sign.at, zone, 'date')}`
  }
}

function attendanceWords({ meetings, there, places }: Extract<Sign, { kind: 'attendance' }>) {
  if (meetings < 3) return rich`${pluralize(meetings, 'meeting')} held so far`
  const share = places === 0 ? 0 : Math.floor((100 * there) / places)
  return rich`${share} %`
}
