// The picture of the table in words.
import { resourceKindNames } from '../../conversation/kit/labels.ts'
import { listText, rich } from '../../conversation/kit/markup.ts'
import type { Network } from '../../domain/state.ts'
import { type AltText, type Cells, factTable } from '../alt-text.ts'
import { type AgencyRow, allKinds, onTable, type TableData } from './table-data.ts'

/** The paragraph names no more agencies than this. */
const maxAgencies = 6

const columns = [
  'Agency',
  'On the table',
  'Of them in use',
  'Promised',
  'Withdrawn, used up or over',
  'Kinds',
]

export function tableText({ name }: Network, { all, rows }: TableData): AltText {
  const totals = `${onTable(all)} on the table, ${all.used} of them in use; ${all.promised} promised; ${all.gone} withdrawn, used up or over.`
  return {
    alt: `The table of ${name}: ${totals}${agenciesSentence(rows)}`,
    ...factTable(columns, rows.map(agencyCells), 'agencies'),
  }
}

function agenciesSentence(rows: readonly AgencyRow[]): string {
  if (rows.length === 0) return ''
  const named = rows.slice(0, maxAgencies).map((row) => `${row.agency} ${onTable(row.all)}`)
  const rest = rows.length - named.length
  const restText = rest === 0 ? '' : `, and ${rest} more agencies`
  return ` By agency: ${named.join(', ')}${restText}.`
}

function agencyCells({ agency, all, byKind }: AgencyRow): Cells {
  const kinds = allKinds.filter((kind) => byKind.has(kind)).map((kind) => resourceKindNames[kind])
  const numbers = [onTable(all), all.used, all.promised, all.gone]
  return [rich`${agency}`, ...numbers.map((number) => rich`${number}`), rich`${listText(kinds)}`]
}
