// A card as Adaptive Cards 1.5, within the limits of Teams. Teams reads no markup where people's words stand.
import type { Block, Card } from '../../../src/chat/card.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import type { Form } from '../../../src/chat/form.ts'
import type { DownloadLink } from '../../shared/download-links.ts'
import { sentences } from '../messages.ts'
import { renderBlock } from './blocks.ts'
import type { Element } from './elements.ts'
import { dataUrl, followsCard, type ImageBlock } from './pictures.ts'
import type { Mention, View } from './rich-text.ts'

export interface AdaptiveCard {
  readonly type: 'AdaptiveCard'
  readonly version: '1.5'
  readonly body: readonly Element[]
  readonly fallbackText: string
  readonly [more: string]: unknown
}

const cardType = 'application/vnd.microsoft.card.adaptive'

/** A message of Teams. */
export interface TeamsMessage {
  readonly type: 'message'
  /** What a notification on a phone shows. */
  readonly summary?: string
  readonly attachments: readonly { readonly contentType: string; readonly [more: string]: unknown }[]
}

/** In characters of JSON. Teams accepts messages of 80 KB, counted in UTF-16. */
const maxCardLength = 36_000
/** In characters. */
const maxSummaryLength = 300
/** In characters. */
const maxFallbackLength = 4_000

/** The messages for a card, nearly always one. A card that is too large continues in the next; its pictures come last. */
export function renderCard(card: Card, view: View): readonly TeamsMessage[] {
  const cards = splitIntoCards(card.blocks, view)
  const pictures = card.blocks.filter((block) => block.kind === 'image').filter(followsCard)
  return [...cards.map(cardMessage), ...pictures.map(pictureMessage)]
}

function splitIntoCards(blocks: readonly Block[], view: View): readonly AdaptiveCard[] {
  const whole = adaptiveCard({ blocks }, view)
  if (blocks.length < 2 || JSON.stringify(whole).length <= maxCardLength) return [whole]
  const half = Math.ceil(blocks.length / 2)
  return [...splitIntoCards(blocks.slice(0, half), view), ...splitIntoCards(blocks.slice(half), view)]
}

export function adaptiveCard({ blocks }: Card, view: View): AdaptiveCard {
  const mentions: Mention[] = []
  const context = { view, mentions }
  const body = blocks.flatMap((block, index) => renderBlock(block, context, blocks[index - 1]))
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    body,
    msteams: { width: 'Full', entities: mentions.length > 0 ? mentions : undefined },
    fallbackText: plainText({ blocks }, view.zone, view.locale).slice(0, maxFallbackLength),
  }
}

/** The form as a card of its own, for a dialog or for a chat in which no dialog can open. */
export function formCard(form: Form, view: View): AdaptiveCard {
  return adaptiveCard({ blocks: [{ kind: 'inputs', form }] }, view)
}

function cardMessage(content: AdaptiveCard): TeamsMessage {
  const [firstLine = ''] = content.fallbackText.split('\n')
  return {
    type: 'message',
    summary: firstLine.slice(0, maxSummaryLength),
    attachments: [{ contentType: cardType, content }],
  }
}

/** Adds download links below the card of a message. */
export function withLinks(message: TeamsMessage, links: readonly DownloadLink[]): TeamsMessage {
  const [attachment, ...others] = message.attachments
  const content = attachment?.content as AdaptiveCard | undefined
  if (links.length === 0 || content === undefined) return message
  const linked = { ...attachment, contentType: cardType, content: withLinkElements(content, links) }
  return { ...message, attachments: [linked, ...others] }
}

function withLinkElements(content: AdaptiveCard, links: readonly DownloadLink[]): AdaptiveCard {
  const actions = links.map(({ title, url }) => ({
    type: 'Action.OpenUrl',
    title: sentences.fileLink(title),
    url,
  }))
  const note = { type: 'TextBlock', text: sentences.linksWork, size: 'Small', isSubtle: true, wrap: true }
  const body = [...content.body, { type: 'ActionSet', actions }, note]
  const fallbackText = [content.fallbackText, ...links.map(({ title, url }) => `${title}: ${url}`)].join('\n')
  return { ...content, body, fallbackText }
}

/** The alternative text also stands in the card. */
function pictureMessage(picture: ImageBlock): TeamsMessage {
  return {
    type: 'message',
    summary: picture.alt.slice(0, maxSummaryLength),
    attachments: [{ contentType: 'image/png', contentUrl: dataUrl(picture), name: 'picture.png' }],
  }
}
