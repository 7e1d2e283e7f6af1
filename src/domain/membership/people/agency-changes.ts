// The agencies of the people in a network: somebody comes from another one, or two of them turn out to be one.

import { agencyKey, sameAgency } from '../../core/agencies.ts'
import { accepted, noChange, refused } from '../../decision.ts'
import type { Decide, Evolve } from '../../module.ts'
import type { Participant } from '../../state.ts'
import { undoWindow } from '../../taken-back.ts'
import { isKnownAgency, knownAgency, participant } from '../members.ts'

export const agencyChangesEvolve: Evolve<'agency-changed' | 'agency-change-undone' | 'agencies-merged'> = {
  'agency-changed'(network, { agency, by, at }, maps) {
    if (by === undefined) return network
    const people = maps.updateEntry(network.people, by, (one) => withAgency(one, agency, at))
    return { ...network, people }
  },
  'agency-change-undone'(network, { agency, by }, maps) {
    if (by === undefined) return network
    const people = maps.updateEntry(network.people, by, (one) => withFormerAgency(one, agency))
    return { ...network, people }
  },
  'agencies-merged'(network, { from, into }, maps) {
    const { people, departed, resources, mergedAgencies } = network
    const renamed = <T extends { readonly agency: string }>(one: T): T =>
      sameAgency(one.agency, from) ? { ...one, agency: into } : one
    const merged = new Map(
      [...mergedAgencies].map(([key, name]) => [key, sameAgency(name, from) ? into : name] as const),
    )
    return {
      ...network,
      people: new Map([...people].map(([id, one]) => [id, renamed(one)])),
      departed: new Map([...departed].map(([id, one]) => [id, renamed(one)])),
      resources: new Map([...resources].map(([id, one]) => [id, renamed(one)])),
      mergedAgencies: maps.withEntry(merged, agencyKey(from), into),
    }
  },
}

/** Another way of writing the same agency is no change of agency. */
function withAgency(one: Participant, agency: string, at: number): Participant {
  const former = { agency: one.agency, since: one.agencySince, until: at }
  if (sameAgency(one.agency, agency)) return { ...one, agency, former }
  return { ...one, agency, agencySince: at, former }
}

function withFormerAgency({ former, agencySince: _, ...one }: Participant, agency: string): Participant {
  const since = former?.since
  return since === undefined ? { ...one, agency } : { ...one, agency, agencySince: since }
}

export const agencyChangesDecide: Decide<'change-agency' | 'undo-agency' | 'merge-agencies'> = {
  'change-agency'(network, { agency }, { by }) {
    const known = participant(network, by)
    if (known === undefined) return refused({ kind: 'not-yours' })
    const others = new Map([...network.people].filter(([id]) => id !== by))
    const next = knownAgency({ ...network, people: others }, agency)
    if (next === known.agency) return noChange
    return accepted({ kind: 'agency-changed', from: known.agency, agency: next })
  },
  // Whoever agreed to something as somebody of another agency cannot take that agency out of the record.
  'undo-agency'(network, _command, { now, by }) {
    const former = participant(network, by)?.former
    if (former === undefined || network.lastActivity.get(by) !== former.until)
      return refused({ kind: 'changed-since' })
    if (now > former.until + undoWindow) return refused({ kind: 'too-late-to-undo' })
    return accepted({ kind: 'agency-change-undone', agency: knownAgency(network, former.agency) })
  },
  'merge-agencies'(network, { from, into }) {
    if (!isKnownAgency(network, from) || !isKnownAgency(network, into))
      return refused({ kind: 'no-such-agency' })
    const kept = knownAgency(network, into)
    if (sameAgency(knownAgency(network, from), kept)) return noChange
    return accepted({ kind: 'agencies-merged', from: knownAgency(network, from), into: kept })
  },
}
