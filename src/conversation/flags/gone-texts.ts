// What the flag says of somebody whom the network misses.
import type { Run } from '../../chat/card.ts'
import { putWhatStands, wasLastOfAgency } from '../../domain/flags/rules/key-person-gone.ts'
import { rolePersonOf } from '../../domain/membership/roles.ts'
import type { Network } from '../../domain/state.ts'
import { personRun, roleNames } from '../kit/labels.ts'
import { rich } from '../kit/markup.ts'
import type { People } from '../turn.ts'

function isCarrierCause(cause: string): boolean {
  return rolePersonOf(cause)[0] === 'fellow-traveller'
}

/** Who is gone, and as what they are missed. */
export function goneHeadline(network: Network, people: People, cause: string): string {
  const { person, name, role } = goneRolePerson(people, cause)
  if (!isCarrierCause(cause)) return `${name}, ${role}, has gone`
  const agency = agencyBefore(network, person)
  if (wasLastOfAgency(network, person, agency)) return `${name}, the last person from ${agency}, has gone`
  if (putWhatStands(network, person)) return `${name}, whose offer is still on the table, has gone`
  return agency === '' ? `${name} has gone` : `${name} from ${agency} has gone`
}

/** The agency of somebody who may have left. */
function agencyBefore({ people, departed }: Network, person: string): string {
  return (people.get(person) ?? departed.get(person))?.agency ?? ''
}

/** Why somebody is missed who held no key role. */
function carrierText(network: Network, people: People, person: string): readonly Run[] {
  const agency = agencyBefore(network, person)
  const who = personRun(people, person)
  const last = wasLastOfAgency(network, person, agency) ? ` Nobody from ${agency} is left.` : ''
  const put = putWhatStands(network, person) ? ' Something they put on the table is still there.' : ''
  return rich`${who} ${howGone(network, person)}.${last}${put} What did only they know, and who could carry it on?`
}

export function goneText(network: Network, people: People, cause: string): readonly Run[] {
  const { person, role } = goneRolePerson(people, cause)
  if (isCarrierCause(cause)) return carrierText(network, people, person)
  return rich`${personRun(people, person)} ${howGone(network, person)}, and nobody has taken on the role of ${role} since. What did only they know, and who could carry it on?`
}

function howGone({ people }: Network, person: string): string {
  return people.has(person) ? 'can’t be reached here any more' : 'is no longer in the network'
}

function goneRolePerson(people: People, cause: string) {
  const [role, person] = rolePersonOf(cause)
  return { person, role: roleNames[role], name: people.get(person)?.name ?? 'somebody' }
}
