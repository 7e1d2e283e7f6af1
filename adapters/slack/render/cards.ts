// A card as Block Kit, within Slack's limits. People's words stand in plain or rich text, never in mrkdwn.
import type { types } from '@slack/bolt'
import type { Address } from '../../../src/chat/address.ts'
import type { Block, Button, Card, FactLine, Run } from '../../../src/chat/card.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { encodeButton } from './action-ids.ts'
import { chunksOf, limits } from './limits.ts'
import { inputBlocks } from './modals.ts'
import { elementsOf, plain, plainOf, textElement, type View } from './rich-text.ts'
import { blockCount, maxBlockLength, splitCard, withOneTable } from './split-card.ts'

export type SlackBlock = types.KnownBlock

/** One message. `text` gives in words what the blocks show, for notifications and screen readers. */
export interface Rendered {
  readonly text: string
  readonly blocks: SlackBlock[]
}

export interface CardView extends View {
  /** The place in which the card is shown; its forms carry it along. */
  readonly place: Address
  /** The ids of its pictures in Slack, in the order of the card. A picture without an id is given in words. */
  readonly files?: readonly string[]
}

/** The messages that a card needs: nearly always one, and more if it is too long for that. */
export function renderCard(card: Card, view: CardView): readonly Rendered[] {
  const text = plainText(card, view.zone, view.locale)
  if (surelyFits(card, text)) return [{ text: text || ' ', blocks: card.blocks.flatMap(blockRenderer(view)) }]
  return splitCard(card, view).map((blocks) => renderMessage(blocks, view))
}

function renderMessage(blocks: readonly Block[], view: CardView): Rendered {
  const text = plainText({ blocks }, view.zone, view.locale)
  return { text: text || ' ', blocks: withOneTable(blocks).flatMap(blockRenderer(view)) }
}

/** Whether all of its words together are no more than one block may hold, as they nearly always are. */
function surelyFits({ blocks }: Card, text: string): boolean {
  if (text.length > maxBlockLength) return false
  if (blocks.some(({ kind }) => kind === 'table' || kind === 'image')) return false
  const count = blocks.reduce((sum, block) => sum + blockCount(block), 0)
  return count <= limits.blocksPerMessage
}

/** Renders the blocks of one message, one after the other, and counts its buttons and pictures. */
function blockRenderer(view: CardView): (block: Block) => SlackBlock[] {
  let buttons = 0
  let images = 0
  const buttonRow = (row: readonly Button[]): SlackBlock => ({
    type: 'actions',
    elements: row.map((button) => renderButton(button, buttons++)),
  })
  return (block) => {
    switch (block.kind) {
      case 'heading':
        return [renderHeading(block.text)]
      case 'text':
        return renderSection(elementsOf(block.runs, view))
      case 'note':
        return renderNote(plainOf(block.runs, view))
      case 'facts':
        return renderSection(factElements(block.facts, view))
      case 'list':
        return renderList(block.items, view)
      case 'table':
        return [renderTable(block, view)]
      case 'quote':
        return [renderQuote(block)]
      case 'image':
        return renderImage(block.alt, view.files?.[images++])
      case 'buttons':
        return chunksOf(block.buttons, limits.buttonsPerBlock).map(buttonRow)
      case 'inputs':
        return inputBlocks(block.form, view.place, buttons++)
    }
  }
}

type RichElement = types.RichTextBlock['elements'][number]
type TextElements = types.RichTextSection['elements']

function richText(element: RichElement): types.RichTextBlock {
  return { type: 'rich_text', elements: [element] }
}

function richSection(elements: TextElements): types.RichTextSection {
  return { type: 'rich_text_section', elements }
}

function renderHeading(text: string): SlackBlock {
  if (text.length <= limits.header) return { type: 'header', text: plain(text || ' ', limits.header) }
  return richText(richSection([textElement(text, { bold: true })]))
}

function renderSection(elements: TextElements): SlackBlock[] {
  return elements.length === 0 ? [] : [richText(richSection(elements))]
}

function renderNote(text: string): SlackBlock[] {
  return text.trim() === '' ? [] : [{ type: 'context', elements: [plain(text)] }]
}

function factElements(facts: readonly FactLine[], view: View): TextElements {
  const elements: TextElements = []
  for (const { label, value } of facts) {
    const lineBreak = elements.length === 0 ? '' : '\n'
    elements.push(textElement(`${lineBreak}${label}: `, { bold: true }), ...elementsOf(value, view))
  }
  return elements
}

function renderList(items: readonly (readonly Run[])[], view: View): SlackBlock[] {
  const sections: types.RichTextSection[] = []
  for (const item of items) {
    const elements = elementsOf(item, view)
    if (elements.length > 0) sections.push(richSection(elements))
  }
  if (sections.length === 0) return []
  return [richText({ type: 'rich_text_list', style: 'bullet', elements: sections })]
}

function renderTable({ columns, rows }: Block & { kind: 'table' }, view: View): SlackBlock {
  const cell = (runs: readonly Run[]): types.RichTextBlock => {
    const elements = elementsOf(runs, view)
    return richText(richSection(elements.length === 0 ? [textElement(' ')] : elements))
  }
  const header = columns.map((column) => cell([{ kind: 'words', text: column, strong: true }]))
  const allRows = [header, ...rows.map((row) => row.map(cell))]
  return { type: 'table', rows: allRows.map((row) => row.slice(0, limits.tableColumns)) }
}

function renderQuote({ text, by }: Block & { kind: 'quote' }): SlackBlock {
  const elements = [textElement(text || ' ')]
  if (by !== undefined) elements.push(textElement(` (${by})`))
  return richText({ type: 'rich_text_quote', elements })
}

function renderImage(alt: string, file: string | undefined): SlackBlock[] {
  if (file !== undefined) return [{ type: 'image', slack_file: { id: file }, alt_text: alt || ' ' }]
  return alt === '' ? [] : renderSection([textElement(alt)])
}

function renderButton({ label, action, values, style }: Button, index: number): types.Button {
  const { action_id, value } = encodeButton(action, values, index)
  const text = plain(label, limits.buttonText)
  if (style === undefined) return { type: 'button', text, action_id, value }
  return { type: 'button', text, action_id, value, style }
}
