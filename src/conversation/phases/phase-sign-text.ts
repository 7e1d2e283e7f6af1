// The signs of a phase in words: which are there, which are missing, and how to reach those.
import type { Run } from '../../chat/card.ts'
import type { SignName } from '../../domain/core/terms.ts'
import type { TrioPart } from '../../domain/membership/roles.ts'
import type { Sign } from '../../domain/phases/phase-signs.ts'
import { nameWithAgency, wayNames } from '../kit/labels.ts'
import { bold, codeRun, listRuns, listText, pluralize, rich, timeRun } from '../kit/markup.ts'
import type { NetworkTurn } from '../turn.ts'

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
  attendance: '60% of the members at the last three meetings',
  'angel-active': 'a guardian angel active in the last six weeks',
  'two-agency-table': 'resources of two agencies',
}

/** The names stand between semicolons, since some of them contain a comma. */
export function signsNamed(signs: readonly SignName[]): string {
  return signs.map((name) => signNames[name]).join('; ')
}

/** What a member can do to reach a missing sign. */
const steps: { readonly [name in SignName]: readonly Run[] } = {
  moment: rich`a public entrepreneur can write it down here`,
  outcome: rich`a public entrepreneur can write it down here`,
  entrepreneur: rich`${codeRun('/network role')} nominates one`,
  'two-agencies': rich`${codeRun('/network invite')} brings people in`,
  collaboration: rich`${codeRun('/network diagnose')} asks five questions`,
  trio: rich`${codeRun('/network invite')} and ${codeRun('/network angel')} bring people in`,
  'on-the-table': rich`${codeRun('/network put')} puts something there`,
  'active-client': rich`${codeRun('/network invite as active client')} brings one in; if there’s none, I’ll ask why when you cross`,
  limits: rich`a guardian angel states them with ${codeRun('/network limit')}`,
  used: rich`${codeRun('/network use')} records it`,
  'three-meetings': rich`${codeRun('/network meet')} plans one`,
  lesson: rich`${codeRun('/network lesson')} keeps one`,
  attendance: rich`you can correct who came in ${codeRun('/network meetings')}`,
  'angel-active': rich`${codeRun('/network ask')} puts something to the angel`,
  'two-agency-table': rich`who else could put something there?`,
}

const trioParts: { readonly [part in TrioPart]: string } = {
  entrepreneur: 'an entrepreneur',
  'fellow-travellers': 'fellow travellers from two agencies',
  angel: 'a guardian angel',
}

/** E.g. `2 of 4 signs are there`. */
export function signCountText(signs: readonly Sign[]): string {
  return `${signs.filter(({ met }) => met).length} of ${pluralize(signs.length, 'sign')} are there`
}

/** One line for a list: whether the sign is there, the details, and the next step to a missing one. */
export function signLine(turn: NetworkTurn, sign: Sign): readonly Run[] {
  const detail = signDetail(turn, sign)
  const bracket = detail === undefined ? '' : rich` (${detail})`
  if (sign.met) return rich`${bold('There')}: ${signNames[sign.name]}${bracket}`
  return rich`${bold('Missing')}: ${signNames[sign.name]}${bracket}; ${stepTo(sign)}`
}

function stepTo(sign: Sign): readonly Run[] {
  const hasNoAngel = sign.kind === 'last' && sign.people.length === 0
  if (hasNoAngel) return rich`${codeRun('/network angel')} nominates one`
  return steps[sign.name]
}

function signDetail(turn: NetworkTurn, sign: Sign): readonly Run[] | undefined {
  switch (sign.kind) {
    case 'there':
      return undefined
    case 'people':
      if (sign.people.length === 0) return rich`nobody now`
      return namesText(turn, sign.people)
    case 'agencies':
      if (sign.agencies.length === 0) return rich`none so far`
      if (sign.met) return rich`${listText(sign.agencies)}`
      return rich`so far only ${listText(sign.agencies)}`
    case 'way':
      if (sign.way === undefined) return rich`not asked yet`
      return rich`the answer was: ${wayNames[sign.way]}`
    case 'trio':
      if (sign.met) return undefined
      return rich`still missing: ${listText(sign.missing.map((part) => trioParts[part]))}`
    case 'client':
      if (sign.people.length > 0) return namesText(turn, sign.people)
      if (sign.whyNone) return rich`none, because: ${sign.whyNone.slice(0, 200)}`
      return rich`nobody now`
    case 'count':
      if (sign.met) return rich`${sign.seen}`
      return rich`${sign.seen} of ${sign.needed}`
    case 'attendance':
      return attendanceText(sign)
    case 'last':
      if (sign.people.length === 0) return rich`there’s no guardian angel`
      if (sign.at === undefined) return rich`nothing so far`
      return rich`last on ${timeRun(sign.at, turn.zone, 'date')}`
  }
}

function namesText({ network, people }: NetworkTurn, persons: readonly string[]): readonly Run[] {
  return listRuns(persons.map((person) => nameWithAgency(network, people, person)))
}

function attendanceText({ meetings, there, places }: Extract<Sign, { kind: 'attendance' }>) {
  if (meetings < 3) return rich`${pluralize(meetings, 'meeting')} held so far`
  if (places === 0) return rich`0%`
  return rich`${Math.floor((100 * there) / places)}%`
}
