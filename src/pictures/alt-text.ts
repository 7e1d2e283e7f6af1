// What a picture shows, in words: a paragraph to be read instead of it, and a short table beside it.
import type { Run } from '../chat/card.ts'
import { rich } from '../conversation/kit/markup.ts'

export type Cells = readonly (readonly Run[])[]

export interface FactTable {
  readonly columns: readonly string[]
  readonly rows: readonly Cells[]
}

export interface AltText extends FactTable {
  readonly alt: string
}

const maxRows = 20

/** Cuts a long table; a last row says how many more there are of what the rows are about, e.g. `agencies`. */
export function factTable(columns: readonly string[], rows: readonly Cells[], things: string): FactTable {
  const rest = rows.length - maxRows
  if (rest <= 0) return { columns, rows }
  const last = [rich`${rest} more ${things}`, ...columns.slice(1).map(() => rich`–`)]
  return { columns, rows: [...rows.slice(0, maxRows), last] }
}
