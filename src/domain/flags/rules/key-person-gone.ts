// Somebody whom the network misses left, was removed, or cannot be reached any more: who held a key role, was the last
// of their agency, or put what stands on the table. The flag clears when somebody takes the role up, when the agency is
// there again or what they put stands no more, or when they are back.

import { sameAgency } from '../../core/agencies.ts'
import type { Instant, PersonId } from '../../core/ids.ts'
import type { Role } from '../../core/terms.ts'
import { holders, members, participant } from '../../membership/members.ts'
import { roleAndPerson, rolePersonOf } from '../../membership/roles.ts'
import type { Network, RoleSpan } from '../../state.ts'
import { isStanding } from '../../table/table.ts'
import { activeWhen, type FlagRule, type Risk } from '../flag-rule.ts'

/** The roles that a network misses when one of their holders goes. Of the active clients it misses the last. */
const keyRoles: ReadonlySet<Role> = new Set([
  'public-entrepreneur',
  'guardian-angel',
  'active-client',
  'critical-friend',
])

/** It is not raised when no public entrepreneur is left, which is a flag of its own. */
export const keyPersonGone: FlagRule = {
  severity: 'warning',
  audience: 'angels',
  doneBy(network, cause) {
    const [, person] = rolePersonOf(cause)
    return network.people.has(person) ? undefined : network.departed.get(person)?.removedBy
  },
  risks(network) {
    const missed = network.roles.filter((span) => isKeySpan(network, span) && isMissed(network, span))
    const named = new Set(
      leadersGone(network)
        .concat(missed)
        .map(({ person }) => person),
    )
    return [
      ...missed.flatMap((span) => activeWhen(true, roleAndPerson(span))),
      ...carriersGone(network).filter((risk) => !named.has(risk.person)),
    ]
  },
}

/** Who went with such a role is flagged for it alone, also once somebody has taken it up. */
function leadersGone(network: Network): readonly RoleSpan[] {
  return network.roles.filter(
    (span) => keyRoles.has(span.role) && span.role !== 'active-client' && goneAt(network, span) !== undefined,
  )
}

function isKeySpan(network: Network, { role }: RoleSpan): boolean {
  if (!keyRoles.has(role)) return false
  const isAnybodyThere = holders(network, role).some((person) => !network.unreachable.has(person))
  if (role === 'active-client') return !isAnybodyThere
  return role !== 'public-entrepreneur' || holders(network, role).length > 0
}

function isMissed(network: Network, span: RoleSpan): boolean {
  const gone = goneAt(network, span)
  return gone !== undefined && !network.roles.some((other) => takesUp(other, span, gone))
}

/** When the holder of the role left, was removed or became unreachable. A person who gave the role up and stayed is not gone. */
function goneAt(network: Network, { person, to, byLeaving }: RoleSpan): Instant | undefined {
  if (to === undefined) return network.unreachable.get(person)?.at
  return byLeaving && participant(network, person) === undefined ? to : undefined
}

function takesUp(other: RoleSpan, { person, role }: RoleSpan, gone: Instant): boolean {
  return other.role === role && other.person !== person && other.to === undefined && other.from >= gone
}

/** Those who are gone without a key role, and were the last of their agency or put what stands. */
function carriersGone(network: Network): readonly (Risk & { readonly person: PersonId })[] {
  const risks: (Risk & { readonly person: PersonId })[] = []
  for (const [person, { agency }] of network.departed)
    if (!network.people.has(person) && isMissedWithoutRole(network, person, agency))
      risks.push(carrierRisk(person))
  for (const person of network.unreachable.keys()) {
    const known = network.people.get(person)
    if (known?.member && isMissedWithoutRole(network, person, known.agency)) risks.push(carrierRisk(person))
  }
  return risks
}

function carrierRisk(person: PersonId): Risk & { readonly person: PersonId } {
  return { from: 0, cause: roleAndPerson({ role: 'fellow-traveller', person }), person }
}

function isMissedWithoutRole(network: Network, person: PersonId, agency: string): boolean {
  return wasLastOfAgency(network, person, agency) || putWhatStands(network, person)
}

export function wasLastOfAgency(network: Network, person: PersonId, agency: string): boolean {
  return !members(network).some(
    (other) => other.id !== person && !network.unreachable.has(other.id) && sameAgency(other.agency, agency),
  )
}

export function putWhatStands({ resources }: Network, person: PersonId): boolean {
  return resources.values().some((resource) => resource.by === person && isStanding(resource))
}
