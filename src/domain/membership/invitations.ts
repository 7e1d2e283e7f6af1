// Invitations: single-use codes by which people and homes come in.

import type { Instant, PersonId } from '../core/ids.ts'
import type { MapEditor } from '../core/persistent-map.ts'
import { day } from '../core/time.ts'
import { accepted, noChange, refused } from '../decision.ts'
import type { NetworkEvent } from '../events.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Invitation, Network } from '../state.ts'
import { isHome } from './homes.ts'
import { holds, knownAgency, participant } from './members.ts'

/** Whether somebody can still join by the invitation. */
export function isOpen(invitation: Invitation, now: Instant): boolean {
  return invitation.state === 'open' && now < invitation.expires
}

export function openInvitations(network: Network, now: Instant): readonly Invitation[] {
  return [...network.invitations.values()].filter((one) => isOpen(one, now))
}

export function openInvitation(network: Network, codeHash: string, now: Instant): Invitation | undefined {
  return openInvitations(network, now).find((one) => one.codeHash === codeHash)
}

/** An invitation is withdrawn by whoever made it, or by a public entrepreneur. */
export function mayRevoke(network: Network, { by }: Invitation, person: PersonId): boolean {
  return by === person || holds(network, person, 'public-entrepreneur')
}

function withState(
  network: Network,
  invitation: string,
  state: Invitation['state'],
  maps: MapEditor,
): Network {
  return {
    ...network,
    invitations: maps.updateEntry(network.invitations, invitation, (one) => ({ ...one, state })),
  }
}

/** Whoever leaves takes the codes along that they made: nobody joins by them any more. */
export function withoutInvitationsOf(network: Network, person: PersonId, maps: MapEditor): Network {
  let rest = network
  for (const { id, by, state } of network.invitations.values())
    if (by === person && state === 'open') rest = withState(rest, id, 'revoked', maps)
  return rest
}

export const invitationsEvolve: Evolve<'invited' | 'invitation-revoked' | 'invitation-used'> = {
  invited(network, { invitation, codeHash, as, expires, by }, maps) {
    if (by === undefined) return network
    const open = { id: invitation, codeHash, as, by, expires, state: 'open' as const }
    return { ...network, invitations: maps.withEntry(network.invitations, invitation, open) }
  },
  'invitation-revoked': (network, { invitation }, maps) => withState(network, invitation, 'revoked', maps),
  'invitation-used': (network, { invitation }, maps) => withState(network, invitation, 'used', maps),
}

export const invitationsDecide: Decide<'invite' | 'revoke-invitation' | 'join'> = {
  invite(network, { invitation, codeHash, as }, { now }) {
    if (network.invitations.has(invitation)) return noChange
    const expires = now + network.settings.invitationDays * day
    return accepted({ kind: 'invited', invitation, codeHash, as, expires })
  },

  'revoke-invitation'(network, { invitation }, { by }) {
    const known = network.invitations.get(invitation)
    const isTheirs = known !== undefined && mayRevoke(network, known, by)
    if (!isTheirs || known.state === 'used') return refused({ kind: 'no-such-code' })
    if (known.state === 'revoked') return noChange
    return accepted({ kind: 'invitation-revoked', invitation })
  },

  join(network, { codeHash, agency, home }, { now, by }) {
    const invitation = openInvitation(network, codeHash, now)
    if (invitation === undefined) return refused({ kind: 'code-spent' })
    const isMember = participant(network, by)?.member === true
    const newHome = home !== undefined && !isHome(network, home) ? home : undefined
    if (isMember && newHome === undefined) return refused({ kind: 'already-member' })
    if (!isMember && agency.trim() === '') return refused({ kind: 'no-such-agency' })
    const events: NetworkEvent[] = [{ kind: 'invitation-used', invitation: invitation.id, home: newHome }]
    if (!isMember)
      events.push({ kind: 'joined', agency: knownAgency(network, agency), as: invitation.as, member: true })
    if (newHome !== undefined) events.push({ kind: 'home-added', home: newHome })
    return accepted(...events)
  },
}
