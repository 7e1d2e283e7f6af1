// Somebody with a key role left, or cannot be reached any more.
// The flag clears when somebody takes the role up, or they are back.

import type { Instant } from '../../core/ids.ts'
import type { Role } from '../../core/terms.ts'
import { holders, participant } from '../../membership/members.ts'
import { roleAndPerson } from '../../membership/roles.ts'
import type { Network, RoleSpan } from '../../state.ts'
import { activeWhen, type FlagRule } from '../flag-rule.ts'

/** The roles that a network misses. Fellow travellers come and go. */
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
  risks: (network) =>
    network.roles
      .filter(({ role }) => keyRoles.has(role))
      .filter(({ role }) => role !== 'public-entrepreneur' || holders(network, role).length > 0)
      .flatMap((span) => activeWhen(isMissed(network, span), roleAndPerson(span))),
}

function isMissed(network: Network, span: RoleSpan): boolean {
  const gone = goneAt(network, span)
  return gone !== undefined && !network.roles.some((other) => takesUp(other, span, gone))
}

/** When the holder of the role left or became unreachable. A person who gave the role up and stayed is not gone. */
function goneAt(network: Network, { person, to, byLeaving }: RoleSpan): Instant | undefined {
  if (to === undefined) return network.unreachable.get(person)?.at
  return byLeaving && participant(network, person) === undefined ? to : undefined
}

function takesUp(other: RoleSpan, { person, role }: RoleSpan, gone: Instant): boolean {
  return other.role === role && other.person !== person && other.to === undefined && other.from >= gone
}
