// A card as Block Kit, within every limit of Slack. People's words stand in plain or rich text, never in mrkdwn.
import type { types } from '@slack/bolt'
import type { Address } from '../../../src/chat/address.ts'
import type { Block, Button, Card, FactLine, Run } from '../../../src/chat/card.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { encodeButton } from './action-ids.ts'
import { limits, shortened } from './limits.ts'
import { inputBlocks } from './modals.ts'
import { elementsOf, plain, plainOf, textElement, type View } from './rich-text.ts'

export type SlackBlock = types.KnownBlock

/** One message: `text` says in words what the blocks show, for notifications and screen readers. */
export interface Rendered {
  readonly text: string
  readonly blocks: SlackBlock[]
}

export interface CardView extends View {
  /** Where it is shown, which its forms carry along. */
  readonly place: Address
  /** The ids of its pictures in Slack, in the order of the card; one that is missing is told in words. */
  readonly files?: readonly string[]
}

/**
 * The messages that a card needs, nearly always one. A card that is too long for one goes on in the next;
 * each holds at most half of the text that Slack takes, since `text` repeats it.
 */
export function renderCard(card: Card, view: CardView): readonly Rendered[] {
  const text = plainText(card, view.zone, view.locale)
  if (fitsAsItIs(card, text)) return [{ text: text || ' ', blocks: card.blocks.flatMap(blockDrawer(view)) }]
  return partsOf(card, view).map((blocks) => ({
    text: plainText({ blocks }, view.zone, view.locale) || ' ',
    blocks: withOneTable(blocks).flatMap(blockDrawer(view)),
  }))
}

/** Whether all of its words together are no more than one block may hold, as they nearly always are. */
function fitsAsItIs({ blocks }: Card, text: string): boolean {
  const hasLimitsOfItsOwn = blocks.some(({ kind }) => kind === 'table' || kind === 'image')
  const count = blocks.reduce((sum, block) => sum + blockCount(block), 0)
  return !hasLimitsOfItsOwn && count <= limits.blocksPerMessage && text.length <= pieceLength
}

function partsOf(card: Card, view: CardView): readonly (readonly Block[])[] {
  const parts: Block[][] = [[]]
  let counts = { blocks: 0, length: 0 }
  for (const block of card.blocks.flatMap((one) => pieces(one, view))) {
    const blocks = blockCount(block)
    const { length } = plainText({ blocks: [block] }, view.zone, view.locale)
    const isFull =
      counts.blocks + blocks > limits.blocksPerMessage - 1 ||
      counts.length + length > limits.messageText / 2 - 200
    if (isFull) parts.push([])
    counts = isFull ? { blocks, length } : { blocks: counts.blocks + blocks, length: counts.length + length }
    parts.at(-1)?.push(block)
  }
  return parts
}

/** How many blocks of Slack one block needs. */
function blockCount(block: Block): number {
  if (block.kind === 'buttons') return Math.ceil(block.buttons.length / limits.buttonsPerBlock)
  if (block.kind === 'inputs') return 2 * block.form.fields.length + 3
  return 1
}

/** A block that is too long for one block of Slack, in several of the same kind; what cannot be parted is cut. */
function pieces(block: Block, view: View): readonly Block[] {
  const length = (runs: readonly Run[]) => plainOf(runs, view).length
  switch (block.kind) {
    case 'heading':
      return [{ ...block, text: shortened(block.text, pieceLength) }]
    case 'text':
    case 'note':
      return runPieces(block.runs).map((runs) => ({ ...block, runs }))
    case 'quote': {
      const by = block.by === undefined ? {} : { by: shortened(block.by, 200) }
      return textPieces(block.text).map((text) => ({ ...block, ...by, text }))
    }
    case 'list': {
      const short = block.items.map((item) => clipped(item, pieceLength))
      return chunks(short, length).map((items) => ({ ...block, items }))
    }
    case 'facts': {
      const short = block.facts.map(({ label, value }) => ({
        label: shortened(label, 200),
        value: clipped(value, pieceLength - 300),
      }))
      return chunks(short, ({ label, value }) => label.length + length(value)).map((facts) => ({
        ...block,
        facts,
      }))
    }
    case 'table':
      return tablePieces(block, view)
    case 'image':
      return [{ ...block, alt: shortened(block.alt, limits.altText) }]
    case 'buttons':
    case 'inputs':
      return [block]
  }
}

/** The runs with no more than so many characters of words. */
function clipped(runs: readonly Run[], most: number): readonly Run[] {
  let left = most
  return runs.flatMap((run): readonly Run[] => {
    const text = run.kind === 'person' ? run.name : run.kind === 'time' ? '' : run.text
    const room = Math.max(left, 0)
    left -= Math.max(text.length, 60)
    if (text.length <= room) return [run]
    return room < 2 ? [] : [{ kind: 'words', text: shortened(text, room) }]
  })
}

/** As many rows to a piece as fit. */
function tablePieces(block: Block & { kind: 'table' }, view: View): readonly Block[] {
  const columns = block.columns.slice(0, limits.tableColumns).map((column) => shortened(column, 100))
  const most = Math.floor((pieceLength - 100 * columns.length) / columns.length)
  const short = block.rows.map((row) => row.slice(0, columns.length).map((cell) => clipped(cell, most)))
  const length = (row: readonly (readonly Run[])[]) =>
    row.reduce((sum, cell) => sum + plainOf(cell, view).length, 0)
  return chunks(short, length, limits.tableRows - 1).map((rows) => ({ ...block, columns, rows }))
}

const pieceLength = limits.text - 100

function chunks<T>(items: readonly T[], lengthOf: (item: T) => number, most = 200): T[][] {
  const found: T[][] = [[]]
  let length = 0
  for (const item of items) {
    const more = lengthOf(item) + 1
    if (length + more > pieceLength || (found.at(-1)?.length ?? 0) >= most) {
      found.push([])
      length = 0
    }
    found.at(-1)?.push(item)
    length += more
  }
  return found.filter((chunk) => chunk.length > 0)
}

function runPieces(runs: readonly Run[]): Run[][] {
  const short = runs.flatMap((run): readonly Run[] => {
    if (run.kind === 'words') return textPieces(run.text).map((text) => ({ ...run, text }))
    return clipped([run], pieceLength - 100)
  })
  return chunks(short, (run) =>
    'text' in run ? run.text.length : 60 + ('name' in run ? run.name.length : 0),
  )
}

function textPieces(text: string): string[] {
  const found: string[] = []
  for (let rest = text; ; ) {
    const piece = rest.slice(0, pieceLength - 1)
    // Neither a pair of surrogates nor, where there is one near, a word is cut in two.
    const space = rest.length > piece.length ? piece.lastIndexOf(' ') : -1
    const end = space > pieceLength - 200 ? space : cutBefore(rest, piece.length)
    found.push(rest.slice(0, end))
    rest = rest.slice(end)
    if (rest === '') return found
  }
}

function cutBefore(text: string, at: number): number {
  const isPair = at < text.length && /[\uD800-\uDBFF]/.test(text.charAt(at - 1))
  return isPair ? at - 1 : at
}

/** A message can have one table; the others are lists. */
function withOneTable(blocks: readonly Block[]): readonly Block[] {
  const first = blocks.find((block) => block.kind === 'table')
  return blocks.map((block) => (block.kind === 'table' && block !== first ? asList(block) : block))
}

function asList({ columns, rows }: Block & { kind: 'table' }): Block {
  const line = (cells: readonly (readonly Run[])[]) =>
    cells.flatMap((cell, index) => (index === 0 ? cell : [{ kind: 'words', text: ' · ' } as const, ...cell]))
  return { kind: 'list', items: [[{ kind: 'words', text: columns.join(' · ') }], ...rows.map(line)] }
}

function blockDrawer(view: CardView): (block: Block) => SlackBlock[] {
  let buttons = 0
  let images = 0
  const row = (some: readonly Button[]): SlackBlock => ({
    type: 'actions',
    elements: some.map((button) => drawButton(button, buttons++)),
  })
  return (block) => {
    switch (block.kind) {
      case 'heading':
        return [drawHeading(block.text)]
      case 'text':
        return section(elementsOf(block.runs, view))
      case 'note':
        return note(plainOf(block.runs, view))
      case 'facts':
        return section(drawFacts(block.facts, view))
      case 'list':
        return drawList(block.items, view)
      case 'table':
        return [drawTable(block, view)]
      case 'quote':
        return drawQuote(block)
      case 'image':
        return drawImage(block.alt, view.files?.[images++])
      case 'buttons':
        return chunksOf(block.buttons, limits.buttonsPerBlock).map(row)
      case 'inputs':
        return inputBlocks(block.form, view.place, buttons++)
    }
  }
}

function drawHeading(text: string): SlackBlock {
  return text.length <= limits.header
    ? { type: 'header', text: plain(text || ' ', limits.header) }
    : rich([{ type: 'rich_text_section', elements: [textElement(text, { bold: true })] }])
}

type RichElement = types.RichTextBlock['elements'][number]
type Elements = types.RichTextSection['elements']

function rich(elements: RichElement[]): SlackBlock {
  return { type: 'rich_text', elements }
}

function section(elements: Elements): SlackBlock[] {
  return elements.length === 0 ? [] : [rich([{ type: 'rich_text_section', elements }])]
}

function note(text: string): SlackBlock[] {
  return text.trim() === '' ? [] : [{ type: 'context', elements: [plain(text)] }]
}

function drawFacts(facts: readonly FactLine[], view: View): Elements {
  const elements: Elements = []
  for (const { label, value } of facts) {
    const begin = elements.length === 0 ? '' : '\n'
    elements.push(textElement(`${begin}${label}: `, { bold: true }), ...elementsOf(value, view))
  }
  return elements
}

function drawList(items: readonly (readonly Run[])[], view: View): SlackBlock[] {
  const sections = items
    .map((item) => elementsOf(item, view))
    .filter((elements) => elements.length > 0)
    .map((elements): types.RichTextSection => ({ type: 'rich_text_section', elements }))
  return sections.length === 0
    ? []
    : [rich([{ type: 'rich_text_list', style: 'bullet', elements: sections }])]
}

function drawTable({ columns, rows }: Block & { kind: 'table' }, view: View): SlackBlock {
  const cell = (runs: readonly Run[]): types.RichTextBlock => {
    const elements = elementsOf(runs, view)
    const some = elements.length === 0 ? [textElement(' ')] : elements
    return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: some }] }
  }
  const head = columns.map((column) => cell([{ kind: 'words', text: column, strong: true }]))
  const width = limits.tableColumns
  return {
    type: 'table',
    rows: [head, ...rows.map((row) => row.map(cell))].map((row) => row.slice(0, width)),
  }
}

function drawQuote({ text, by }: Block & { kind: 'quote' }): SlackBlock[] {
  const elements = [textElement(text || ' '), ...(by === undefined ? [] : [textElement(` (${by})`)])]
  return [rich([{ type: 'rich_text_quote', elements }])]
}

function drawImage(alt: string, file: string | undefined): SlackBlock[] {
  if (file === undefined) return alt === '' ? [] : section([textElement(alt)])
  return [{ type: 'image', slack_file: { id: file }, alt_text: alt || ' ' }]
}

function drawButton({ label, action, values, style }: Button, place: number): types.Button {
  const { action_id, value } = encodeButton(action, values, place)
  const text = plain(label, limits.buttonText)
  return style === undefined
    ? { type: 'button', text, action_id, value }
    : { type: 'button', text, action_id, value, style }
}

function chunksOf<T>(items: readonly T[], size: number): T[][] {
  const found: T[][] = []
  for (let from = 0; from < items.length; from += size) found.push(items.slice(from, from + size))
  return found
}
