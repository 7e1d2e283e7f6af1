// What a picture of the table shows: how much of which kind comes from which agency, and what became of it. Pure.
import type { ResourceKind, ResourceState } from '../domain/core/terms.ts'
import { sameAgency } from '../domain/membership/members.ts'
import type { Network } from '../domain/state.ts'

/** How many there are of each. */
export interface Holding {
  readonly standing: number
  readonly used: number
  /** Offered, and not yet on the table. */
  readonly promised: number
  /** Withdrawn, or lapsed before they came. */
  readonly gone: number
}

export interface AgencyRow {
  readonly agency: string
  readonly all: Holding
  readonly byKind: ReadonlyMap<ResourceKind, Holding>
}

export interface Holdings {
  readonly all: Holding
  readonly kinds: readonly ResourceKind[]
  /** Those with the most on the table first. */
  readonly rows: readonly AgencyRow[]
}

export const allKinds: readonly ResourceKind[] = [
  'money',
  'time',
  'data',
  'space',
  'expertise',
  'mandate',
  'access',
]

const none: Holding = { standing: 0, used: 0, promised: 0, gone: 0 }

const as: { readonly [state in ResourceState]?: keyof Holding } = {
  'on-the-table': 'standing',
  used: 'used',
  offered: 'promised',
  withdrawn: 'gone',
  lapsed: 'gone',
}

export function holdingsOf(network: Network): Holdings {
  let all = none
  const rows: { agency: string; all: Holding; byKind: Map<ResourceKind, Holding> }[] = []
  const rowOf = (agency: string) => {
    const known = rows.find((row) => sameAgency(row.agency, agency))
    if (known !== undefined) return known
    const row = { agency, all: none, byKind: new Map<ResourceKind, Holding>() }
    rows.push(row)
    return row
  }
  for (const { agency, kind, state } of network.resources.values()) {
    const became = as[state]
    if (became === undefined) continue
    const row = rowOf(agency)
    all = oneMore(all, became)
    row.all = oneMore(row.all, became)
    row.byKind.set(kind, oneMore(row.byKind.get(kind) ?? none, became))
  }
  return {
    all,
    kinds: allKinds.filter((kind) => rows.some(({ byKind }) => byKind.has(kind))),
    rows: rows.toSorted(
      (one, other) => onTable(other.all) - onTable(one.all) || total(other.all) - total(one.all),
    ),
  }
}

function oneMore(holding: Holding, became: keyof Holding): Holding {
  return { ...holding, [became]: holding[became] + 1 }
}

/** What is used stands on the table too. */
export function onTable({ standing, used }: Holding): number {
  return standing + used
}

function total({ standing, used, promised, gone }: Holding): number {
  return standing + used + promised + gone
}

/** All of these in one row. */
export function together(agency: string, rows: readonly AgencyRow[]): AgencyRow {
  const byKind = new Map<ResourceKind, Holding>()
  for (const row of rows)
    for (const [kind, holding] of row.byKind) byKind.set(kind, sum(byKind.get(kind) ?? none, holding))
  return { agency, all: rows.reduce((so, row) => sum(so, row.all), none), byKind }
}

function sum(one: Holding, other: Holding): Holding {
  return {
    standing: one.standing + other.standing,
    used: one.used + other.used,
    promised: one.promised + other.promised,
    gone: one.gone + other.gone,
  }
}
