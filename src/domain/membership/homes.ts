// Starting a network, its homes, and the invitations by which people and homes come in.

import type { Instant } from '../core/ids.ts'
import type { Home } from '../core/terms.ts'
import { day } from '../core/time.ts'
import { accepted, noChange, refused } from '../decision.ts'
import type { NetworkEvent } from '../events.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Invitation, Network } from '../state.ts'
import { knownAgency, membersEvolve, participant } from './members.ts'

function sameHome(one: Home, other: Home): boolean {
  return one.platform === other.platform && one.workspace === other.workspace && one.channel === other.channel
}

export function isHome(network: Network, home: Home): boolean {
  return network.homes.some((known) => sameHome(known, home))
}

/** Whether somebody can still join by the invitation. */
export function isOpen(invitation: Invitation, now: Instant): boolean {
  return invitation.state === 'open' && now < invitation.expires
}

function openInvitation(network: Network, codeHash: string, now: Instant): Invitation | undefined {
  return [...network.invitations.values()].find((one) => one.codeHash === codeHash && isOpen(one, now))
}

function withHome(network: Network, home: Home): Network {
  if (isHome(network, home)) return network
  return { ...network, homes: [...network.homes, home] }
}

export const homesEvolve: Evolve<
  | 'started'
  | 'home-added'
  | 'home-removed'
  | 'home-moved'
  | 'home-lost'
  | 'invited'
  | 'invitation-revoked'
  | 'invitation-used'
> = {
  started(network, entry, maps) {
    const { name, moment, outcome, zone, agency, home, at } = entry
    const phases = [{ phase: network.phase, from: at, met: [], unmet: [] }]
    const homes = home === undefined ? network.homes : [home]
    const started = { ...network, started: at, name, moment, outcome, zone, phases, homes }
    const joined = { ...entry, kind: 'joined', agency, as: 'public-entrepreneur', member: true } as const
    return membersEvolve.joined(started, joined, maps)
  },
  'home-added': (network, { home }) => withHome(network, home),
  'home-removed': (network, { home }) => withoutHome(network, home),
  'home-lost': (network, { home }) => withoutHome(network, home),
  'home-moved': (network, { from, home }) => ({
    ...network,
    homes: network.homes.map((known) => (sameHome(known, from) ? home : known)),
  }),
  invited(network, { invitation, codeHash, as, expires, by }, maps) {
    if (by === undefined) return network
    const open = { id: invitation, codeHash, as, by, expires, state: 'open' as const }
    return { ...network, invitations: maps.withEntry(network.invitations, invitation, open) }
  },
  'invitation-revoked': (network, { invitation }, maps) => ({
    ...network,
    invitations: maps.updateEntry(network.invitations, invitation, (one) => ({ ...one, state: 'revoked' })),
  }),
  'invitation-used': (network, { invitation }, maps) => ({
    ...network,
    invitations: maps.updateEntry(network.invitations, invitation, (one) => ({ ...one, state: 'used' })),
  }),
}

function withoutHome(network: Network, home: Home): Network {
  return { ...network, homes: network.homes.filter((known) => !sameHome(known, home)) }
}

export const homesDecide: Decide<'start' | 'invite' | 'revoke-invitation' | 'join' | 'remove-home'> = {
  start(network, { kind: _, ...start }, { by }) {
    if (network.version === 0) return accepted({ kind: 'started', ...start })
    if (participant(network, by) === undefined) return refused({ kind: 'not-yours' })
    return noChange
  },

  invite(network, { invitation, codeHash, as }, { now }) {
    if (network.invitations.has(invitation)) return noChange
    const expires = now + network.settings.invitationDays * day
    return accepted({ kind: 'invited', invitation, codeHash, as, expires })
  },

  'revoke-invitation'(network, { invitation }) {
    const known = network.invitations.get(invitation)
    if (known === undefined || known.state === 'used') return refused({ kind: 'code-spent' })
    if (known.state === 'revoked') return noChange
    return accepted({ kind: 'invitation-revoked', invitation })
  },

  join(network, { codeHash, agency, home }, { now, by }) {
    const invitation = openInvitation(network, codeHash, now)
    if (invitation === undefined) return refused({ kind: 'code-spent' })
    const isMember = participant(network, by)?.member === true
    const newHome = home !== undefined && !isHome(network, home) ? home : undefined
    if (isMember && newHome === undefined) return refused({ kind: 'already-member' })
    const events: NetworkEvent[] = [{ kind: 'invitation-used', invitation: invitation.id, home: newHome }]
    if (!isMember)
      events.push({ kind: 'joined', agency: knownAgency(network, agency), as: invitation.as, member: true })
    if (newHome !== undefined) events.push({ kind: 'home-added', home: newHome })
    return accepted(...events)
  },

  'remove-home'(network, { home }) {
    if (!isHome(network, home)) return noChange
    if (network.homes.length === 1) return refused({ kind: 'last-home' })
    return accepted({ kind: 'home-removed', home })
  },
}
