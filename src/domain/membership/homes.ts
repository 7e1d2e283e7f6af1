// Starting a network, its homes, and the invitations by which people and homes come in.

import type { Instant } from '../core/ids.ts'
import type { MapEditor } from '../core/persistent-map.ts'
import type { Home } from '../core/terms.ts'
import { day } from '../core/time.ts'
import { accepted, noChange, refused } from '../decision.ts'
import type { Decide, Evolve } from '../module.ts'
import type { Invitation, Network } from '../state.ts'
import { knownAgency, membersEvolve, participant } from './members.ts'

export function sameHome(one: Home, other: Home): boolean {
  return one.platform === other.platform && one.workspace === other.workspace && one.channel === other.channel
}

export function isHome(network: Network, home: Home): boolean {
  return network.homes.some((known) => sameHome(known, home))
}

/** Whether the invitation can still be redeemed. */
export function isOpen(invitation: Invitation, now: Instant): boolean {
  return invitation.state === 'open' && now < invitation.expires
}

function openInvitation(network: Network, codeHash: string, now: Instant): Invitation | undefined {
  return [...network.invitations.values()].find((one) => one.codeHash === codeHash && isOpen(one, now))
}

function addHome(network: Network, home: Home | undefined): Network {
  return home === undefined || isHome(network, home)
    ? network
    : { ...network, homes: [...network.homes, home] }
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
    const begun = addHome({ ...network, started: at, name, moment, outcome, zone, phases }, home)
    return membersEvolve.joined(
      begun,
      {
        ...entry,
        kind: 'joined',
        agency,
        as: 'public-entrepreneur',
        member: true,
      },
      maps,
    )
  },
  'home-added': (network, { home }) => addHome(network, home),
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
  'invitation-revoked': (network, { invitation }, maps) => ended(network, invitation, 'revoked', maps),
  'invitation-used': (network, { invitation }, maps) => ended(network, invitation, 'used', maps),
}

function withoutHome(network: Network, home: Home): Network {
  return { ...network, homes: network.homes.filter((known) => !sameHome(known, home)) }
}

function ended(network: Network, invitation: string, state: 'used' | 'revoked', maps: MapEditor): Network {
  return {
    ...network,
    invitations: maps.updateEntry(network.invitations, invitation, (one) => ({ ...one, state })),
  }
}

export const homesDecide: Decide<'start' | 'invite' | 'revoke-invitation' | 'join' | 'remove-home'> = {
  start(network, { kind: _, ...start }, { by }) {
    if (network.version === 0) return accepted({ kind: 'started', ...start })
    return participant(network, by) === undefined ? refused({ kind: 'not-yours' }) : noChange
  },

  invite(network, { invitation, codeHash, as }, { now }) {
    if (network.invitations.has(invitation)) return noChange
    const expires = now + network.settings.invitationDays * day
    return accepted({ kind: 'invited', invitation, codeHash, as, expires })
  },

  'revoke-invitation'(network, { invitation }) {
    const known = network.invitations.get(invitation)
    if (known === undefined || known.state === 'used') return refused({ kind: 'code-spent' })
    return known.state === 'revoked' ? noChange : accepted({ kind: 'invitation-revoked', invitation })
  },

  join(network, { codeHash, agency, home }, { now, by }) {
    const invitation = openInvitation(network, codeHash, now)
    if (invitation === undefined) return refused({ kind: 'code-spent' })
    const isMember = participant(network, by)?.member === true
    const newHome = home !== undefined && !isHome(network, home) ? home : undefined
    if (isMember && newHome === undefined) return refused({ kind: 'already-member' })
    return accepted(
      { kind: 'invitation-used', invitation: invitation.id, ...(newHome && { home: newHome }) },
      ...(isMember
        ? []
        : [
            {
              kind: 'joined' as const,
              agency: knownAgency(network, agency),
              as: invitation.as,
              member: true,
            },
          ]),
      ...(newHome ? [{ kind: 'home-added' as const, home: newHome }] : []),
    )
  },

  'remove-home'(network, { home }) {
    if (!isHome(network, home)) return noChange
    return network.homes.length === 1
      ? refused({ kind: 'last-home' })
      : accepted({ kind: 'home-removed', home })
  },
}
