// The data of the picture of the table: what came from each agency, by kind and by what became of it. Pure.

import { sameAgency } from '../../domain/core/agencies.ts'
import type { ResourceKind, ResourceState } from '../../domain/core/terms.ts'
import type { Network } from '../../domain/state.ts'

/** Numbers of resources. */
export interface ResourceCounts {
  readonly standing: number
  readonly used: number
  /** Offered, and not yet on the table. */
  readonly promised: number
  /** Withdrawn, used up or past their last day, or lapsed before they came. */
  readonly gone: number
}

export interface AgencyRow {
  readonly agency: string
  readonly all: ResourceCounts
  readonly byKind: ReadonlyMap<ResourceKind, ResourceCounts>
}

export interface TableData {
  readonly all: ResourceCounts
  readonly kinds: readonly ResourceKind[]
  /** The agencies with the most on the table come first. */
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

const none: ResourceCounts = { standing: 0, used: 0, promised: 0, gone: 0 }

const countOf: { readonly [state in ResourceState]?: keyof ResourceCounts } = {
  'on-the-table': 'standing',
  used: 'used',
  offered: 'promised',
  'used-up': 'gone',
  ended: 'gone',
  withdrawn: 'gone',
  lapsed: 'gone',
}

export function tableData(network: Network): TableData {
  let all = none
  const rows: { agency: string; all: ResourceCounts; byKind: Map<ResourceKind, ResourceCounts> }[] = []
  const rowOf = (agency: string) => {
    const known = rows.find((row) => sameAgency(row.agency, agency))
    if (known !== undefined) return known
    const row = { agency, all: none, byKind: new Map<ResourceKind, ResourceCounts>() }
    rows.push(row)
    return row
  }
  for (const { agency, kind, state } of network.resources.values()) {
    const became = countOf[state]
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

function oneMore(counts: ResourceCounts, became: keyof ResourceCounts): ResourceCounts {
  return { ...counts, [became]: counts[became] + 1 }
}

/** What is used counts as on the table too. */
export function onTable({ standing, used }: ResourceCounts): number {
  return standing + used
}

function total({ standing, used, promised, gone }: ResourceCounts): number {
  return standing + used + promised + gone
}

/** Merges rows into one. */
export function mergedRow(agency: string, rows: readonly AgencyRow[]): AgencyRow {
  const byKind = new Map<ResourceKind, ResourceCounts>()
  for (const row of rows)
    for (const [kind, counts] of row.byKind) byKind.set(kind, sum(byKind.get(kind) ?? none, counts))
  return { agency, all: rows.reduce((all, row) => sum(all, row.all), none), byKind }
}

function sum(one: ResourceCounts, other: ResourceCounts): ResourceCounts {
  return {
    standing: one.standing + other.standing,
    used: one.used + other.used,
    promised: one.promised + other.promised,
    gone: one.gone + other.gone,
  }
}
