// Splits a card into as many messages as Slack's limits demand, and its blocks into blocks that each fit.
import type { Block, Card, FactLine, Run } from '../../../src/chat/card.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { limits, shorten } from './limits.ts'
import { plainOf, type View } from './rich-text.ts'

/** Characters of one block, with some room for what is drawn around its words. */
export const maxBlockLength = limits.text - 100
const maxByline = 200
const maxFactLabel = 200
const maxColumnHeader = 100
/** Characters that a person or a time may take up. */
const mentionLength = 60
/** `text` repeats the words of the blocks, so that each may be half of what Slack takes. */
const maxMessageLength = limits.messageText / 2 - 200

/** The blocks of each message. */
export function splitCard(card: Card, view: View): readonly (readonly Block[])[] {
  const messages: Block[][] = [[]]
  let blockTotal = 0
  let lengthTotal = 0
  for (const block of card.blocks.flatMap((whole) => splitBlock(whole, view))) {
    const count = blockCount(block)
    const { length } = plainText({ blocks: [block] }, view.zone, view.locale)
    if (blockTotal + count > limits.blocksPerMessage - 1 || lengthTotal + length > maxMessageLength) {
      messages.push([])
      blockTotal = 0
      lengthTotal = 0
    }
    blockTotal += count
    lengthTotal += length
    messages.at(-1)?.push(block)
  }
  return messages
}

/** How many blocks of Slack one block needs. */
export function blockCount(block: Block): number {
  if (block.kind === 'buttons') return Math.ceil(block.buttons.length / limits.buttonsPerBlock)
  if (block.kind === 'inputs') return 2 * block.form.fields.length + 3
  return 1
}

/** A block that is too long for one block of Slack becomes several of the same kind; what has no parts is shortened. */
function splitBlock(block: Block, view: View): readonly Block[] {
  switch (block.kind) {
    case 'heading':
      return [{ ...block, text: shorten(block.text, maxBlockLength) }]
    case 'text':
    case 'note':
      return splitRuns(block.runs).map((runs) => ({ ...block, runs }))
    case 'quote':
      return splitQuote(block)
    case 'list': {
      const items = block.items.map((item) => shortenRuns(item, maxBlockLength))
      return chunksByLength(items, (item) => plainOf(item, view).length).map((some) => ({
        ...block,
        items: some,
      }))
    }
    case 'facts':
      return splitFacts(block.facts, view)
    case 'table':
      return splitTable(block, view)
    case 'image':
      return [{ ...block, alt: shorten(block.alt, limits.altText) }]
    case 'buttons':
    case 'inputs':
      return [block]
  }
}

function splitQuote(block: Block & { kind: 'quote' }): readonly Block[] {
  const by = block.by === undefined ? undefined : shorten(block.by, maxByline)
  return splitText(block.text).map((text) => ({ ...block, by, text }))
}

function splitFacts(facts: readonly FactLine[], view: View): readonly Block[] {
  const short = facts.map(({ label, value }) => ({
    label: shorten(label, maxFactLabel),
    value: shortenRuns(value, maxBlockLength - maxFactLabel - 100),
  }))
  const lengthOf = ({ label, value }: FactLine) => label.length + plainOf(value, view).length
  return chunksByLength(short, lengthOf).map((some) => ({ kind: 'facts', facts: some }))
}

/** As many rows to a table as fit. */
function splitTable(table: Block & { kind: 'table' }, view: View): readonly Block[] {
  const columns = table.columns
    .slice(0, limits.tableColumns)
    .map((column) => shorten(column, maxColumnHeader))
  const maxCell = Math.floor((maxBlockLength - maxColumnHeader * columns.length) / columns.length)
  const short = table.rows.map((row) =>
    row.slice(0, columns.length).map((cell) => shortenRuns(cell, maxCell)),
  )
  const lengthOf = (row: readonly (readonly Run[])[]) =>
    row.reduce((sum, cell) => sum + plainOf(cell, view).length, 0)
  return chunksByLength(short, lengthOf, limits.tableRows - 1).map((rows) => ({ ...table, columns, rows }))
}

/** A message can have one table; the others become lists. */
export function withOneTable(blocks: readonly Block[]): readonly Block[] {
  const first = blocks.find((block) => block.kind === 'table')
  return blocks.map((block) => (block.kind === 'table' && block !== first ? tableAsList(block) : block))
}

function tableAsList({ columns, rows }: Block & { kind: 'table' }): Block {
  const line = (cells: readonly (readonly Run[])[]) =>
    cells.flatMap((cell, index) => (index === 0 ? cell : [{ kind: 'words', text: ' · ' } as const, ...cell]))
  return { kind: 'list', items: [[{ kind: 'words', text: columns.join(' · ') }], ...rows.map(line)] }
}

/** The runs with at most `maxLength` characters of words. */
function shortenRuns(runs: readonly Run[], maxLength: number): readonly Run[] {
  const short: Run[] = []
  let left = maxLength
  for (const run of runs) {
    const text = textOf(run)
    const available = Math.max(left, 0)
    left -= Math.max(text.length, mentionLength)
    if (text.length <= available) short.push(run)
    else if (available >= 2) short.push({ kind: 'words', text: shorten(text, available) })
  }
  return short
}

function textOf(run: Run): string {
  switch (run.kind) {
    case 'words':
    case 'typed':
      return run.text
    case 'person':
    case 'channel':
      return run.name
    case 'time':
      return ''
  }
}

function splitRuns(runs: readonly Run[]): Run[][] {
  const short = runs.flatMap((run): readonly Run[] => {
    if (run.kind === 'words') return splitText(run.text).map((text) => ({ ...run, text }))
    return shortenRuns([run], maxBlockLength - 100)
  })
  return chunksByLength(short, runLength)
}

function runLength(run: Run): number {
  const { length } = textOf(run)
  return run.kind === 'person' || run.kind === 'channel' || run.kind === 'time'
    ? mentionLength + length
    : length
}

function splitText(text: string): string[] {
  const pieces: string[] = []
  let rest = text
  do {
    const end = endOfPiece(rest)
    pieces.push(rest.slice(0, end))
    rest = rest.slice(end)
  } while (rest !== '')
  return pieces
}

/** The piece ends at a space if there is one near its end, and never within a pair of surrogates. */
function endOfPiece(text: string): number {
  const piece = text.slice(0, maxBlockLength - 1)
  if (piece.length === text.length) return piece.length
  const space = piece.lastIndexOf(' ')
  if (space > maxBlockLength - 200) return space
  const endsInPair = /[\uD800-\uDBFF]$/.test(piece)
  return endsInPair ? piece.length - 1 : piece.length
}

function chunksByLength<T>(items: readonly T[], lengthOf: (item: T) => number, maxItems = 200): T[][] {
  const chunks: T[][] = []
  let chunk: T[] = []
  let total = 0
  for (const item of items) {
    const length = lengthOf(item) + 1
    if (chunk.length > 0 && (total + length > maxBlockLength || chunk.length >= maxItems)) {
      chunks.push(chunk)
      chunk = []
      total = 0
    }
    chunk.push(item)
    total += length
  }
  if (chunk.length > 0) chunks.push(chunk)
  return chunks
}
