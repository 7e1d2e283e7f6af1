// A card as Adaptive Cards 1.5, within the limits of Teams. People's words stand where Teams reads no markup.

import { addressKey } from '../../../src/chat/address.ts'
import type { Block, Button, Card, Run } from '../../../src/chat/card.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { sentences } from '../messages.ts'
import { type ActionPayload, encode } from './action-ids.ts'
import { formElements } from './modals.ts'
import { type Mention, textBlock, type View } from './rich-text.ts'

export type Element = Readonly<Record<string, unknown>>

export interface AdaptiveCard {
  readonly type: 'AdaptiveCard'
  readonly version: '1.5'
  readonly body: readonly Element[]
  readonly fallbackText: string
  readonly [more: string]: unknown
}

const cardType = 'application/vnd.microsoft.card.adaptive'

/** A message of Teams. */
export interface Message {
  readonly type: 'message'
  readonly summary?: string
  readonly attachments: readonly { readonly contentType: string; readonly [more: string]: unknown }[]
}

const limits = {
  /** Characters of a card. Teams takes 80 KB of a message, which it counts in UTF-16. */
  card: 36_000,
  /** Teams itself shows six in a row, but clients that draw as Adaptive Cards do by themselves refuse more than five. */
  actions: 5,
  /**
   * Characters of the labels in a row, each with the room that its button takes around it. What is too wide for a phone
   * stands beside the screen there, and nothing shows that one can push it in.
   */
  rowWidth: 46,
  buttonEdges: 5,
  summary: 300,
  /** Bytes of a picture that stands in the card itself. */
  picture: 12_000,
  /** Bytes, and pixels on each side, of any picture. */
  pictureBytes: 1_000_000,
  pictureSide: 1_024,
} as const

/** The messages that a card needs, nearly always one. One that is too large goes on in the next; then its pictures. */
export function renderCard(card: Card, view: View): readonly Message[] {
  const cards = adaptiveCards(card.blocks, view)
  const pictures = card.blocks.filter(
    (block): block is Picture => block.kind === 'image' && !isSmall(block) && isShown(block),
  )
  return [...cards.map((content) => cardMessage(content)), ...pictures.map(pictureMessage)]
}

function adaptiveCards(blocks: readonly Block[], view: View): readonly AdaptiveCard[] {
  const whole = adaptiveCard({ blocks }, view)
  if (blocks.length < 2 || JSON.stringify(whole).length <= limits.card) return [whole]
  const half = Math.ceil(blocks.length / 2)
  return [...adaptiveCards(blocks.slice(0, half), view), ...adaptiveCards(blocks.slice(half), view)]
}

export function adaptiveCard({ blocks }: Card, view: View): AdaptiveCard {
  const mentions: Mention[] = []
  const body = blocks.flatMap((block, index) => draw(block, view, mentions, blocks[index - 1]))
  const msteams = { width: 'Full', ...(mentions.length > 0 && { entities: mentions }) }
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    body,
    msteams,
    fallbackText: plainText({ blocks }, view.zone, view.locale).slice(0, 4_000),
  }
}

export function cardMessage(content: AdaptiveCard): Message {
  const [first = ''] = content.fallbackText.split('\n')
  return {
    type: 'message',
    // What a notification on a phone says.
    summary: first.slice(0, limits.summary),
    attachments: [{ contentType: cardType, content }],
  }
}

/** What stands behind addresses of our own, below the card of a message. */
export function withLinks(
  message: Message,
  links: readonly { readonly title: string; readonly url: string }[],
): Message {
  const [attachment, ...others] = message.attachments
  const content = attachment?.content as AdaptiveCard | undefined
  if (links.length === 0 || content === undefined) return message
  const actions = links.map(({ title, url }) => ({
    type: 'Action.OpenUrl',
    title: sentences.fileLink(title),
    url,
  }))
  const note = { type: 'TextBlock', text: sentences.linksWork, size: 'Small', isSubtle: true, wrap: true }
  const fallbackText = [content.fallbackText, ...links.map(({ title, url }) => `${title}: ${url}`)].join('\n')
  const body = [...content.body, { type: 'ActionSet', actions }, note]
  return {
    ...message,
    attachments: [
      { ...attachment, contentType: cardType, content: { ...content, body, fallbackText } },
      ...others,
    ],
  }
}

type Picture = Extract<Block, { kind: 'image' }>

function isSmall({ png }: Picture): boolean {
  return png.byteLength <= limits.picture
}

/** Teams shows no larger one; its words stand in the card in any case. A PNG's size stands in its first block. */
function isShown({ png }: Picture): boolean {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  const [width, height] = png.byteLength < 24 ? [0, 0] : [view.getUint32(16), view.getUint32(20)]
  return png.byteLength <= limits.pictureBytes && Math.max(width, height) <= limits.pictureSide
}

function urlOf({ png }: Picture): string {
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`
}

/** A card takes no large pictures, so they follow it; their words stand in the card. */
function pictureMessage(picture: Picture): Message {
  return {
    type: 'message',
    summary: picture.alt.slice(0, limits.summary),
    attachments: [{ contentType: 'image/png', contentUrl: urlOf(picture), name: 'picture.png' }],
  }
}

function draw(block: Block, view: View, mentions: Mention[], above?: Block): readonly Element[] {
  const text = (runs: readonly Run[], style?: object) =>
    textBlock(runs, view, mentions, { ...style } as Record<string, unknown>)
  switch (block.kind) {
    case 'heading':
      return [text([words(block.text)], heading)]
    case 'text':
      return block.runs.length === 0 ? [] : [text(block.runs)]
    case 'note':
      return block.runs.length === 0 ? [] : [text(block.runs, { size: 'Small', isSubtle: true })]
    case 'facts':
      return block.facts.map(({ label, value }, index) =>
        text([{ ...words(`${label}: `), strong: true }, ...value], index === 0 ? {} : { spacing: 'Small' }),
      )
    case 'list':
      return block.items.map((item, index) =>
        text([words('• '), ...item], index === 0 && above?.kind !== 'text' ? {} : { spacing: 'Small' }),
      )
    case 'table':
      return [drawTable(block, text)]
    case 'quote': {
      const by = block.by === undefined ? [] : [words(` (${block.by})`)]
      return [{ type: 'Container', style: 'emphasis', items: [text([words(block.text), ...by])] }]
    }
    case 'image':
      if (isSmall(block) && isShown(block)) return [{ type: 'Image', url: urlOf(block), altText: block.alt }]
      return block.alt === '' ? [] : [text([words(block.alt)], { isSubtle: true })]
    case 'buttons':
      return rowsOf(block.buttons).map((row) => ({
        type: 'ActionSet',
        actions: row.map((button) => drawButton(button, view)),
      }))
    case 'inputs':
      return formElements(block.form, view)
  }
}

/** Away from what stands above it; at the top of a card Teams leaves no space. */
export const heading = { size: 'Large', weight: 'Bolder', spacing: 'Large' } as const

function words(text: string): Run & { kind: 'words' } {
  return { kind: 'words', text }
}

function drawTable(
  { columns, rows }: Block & { kind: 'table' },
  text: (runs: readonly Run[], style?: object) => Element,
): Element {
  const cell = (runs: readonly Run[]) => ({
    type: 'TableCell',
    items: [text(runs.length === 0 ? [words(' ')] : runs)],
  })
  const head = columns.map((column) => cell([{ ...words(column), strong: true }]))
  return {
    type: 'Table',
    columns: columns.map(() => ({ width: 1 })),
    firstRowAsHeader: true,
    rows: [head, ...rows.map((row) => row.map(cell))].map((cells) => ({ type: 'TableRow', cells })),
  }
}

function rowsOf(buttons: readonly Button[]): readonly (readonly Button[])[] {
  const rows: Button[][] = []
  let room = 0
  for (const button of buttons) {
    const width = button.label.length + limits.buttonEdges
    const row = rows.at(-1)
    room -= width
    if (row !== undefined && row.length < limits.actions && room >= 0) row.push(button)
    else {
      rows.push([button])
      room = limits.rowWidth - width
    }
  }
  return rows
}

const styles = { primary: 'positive', danger: 'destructive' } as const

function drawButton({ label, action, values, style, opensForm }: Button, view: View): Element {
  return {
    ...drawAction(label, { kind: 'press', action, values, ...elsewhere(view) }, view, opensForm === true),
    ...(style && { style: styles[style] }),
  }
}

/** A press changes the card in place, unless a dialog has to open; within a dialog there is one kind only. */
export function drawAction(title: string, carried: ActionPayload, view: View, asks: boolean): Element {
  const data = encode(carried)
  if (view.isDialog) return { type: 'Action.Submit', title, data }
  if (asks) return { type: 'Action.Submit', title, data: { ...data, msteams: { type: 'task/fetch' } } }
  return { type: 'Action.Execute', title, verb: carried.kind, data }
}

/** What is shown away from where it was asked for has to bring that place along. */
export function elsewhere({ place, shownIn }: View) {
  return addressKey(place) === addressKey(shownIn) ? {} : { place }
}
