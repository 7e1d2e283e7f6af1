// A card as a reply: in messages, in a modal or on the home tab.
import type { types } from '@slack/bolt'
import type { Address } from '../../../src/chat/address.ts'
import type { Card } from '../../../src/chat/card.ts'
import { sentences } from '../messages.ts'
import type { RequestContext } from '../receive/request-context.ts'
import { encodeForm } from '../render/action-ids.ts'
import { type Rendered, renderCard, type SlackBlock } from '../render/cards.ts'
import { limits } from '../render/limits.ts'
import { plain } from '../render/rich-text.ts'
import { messageBody, noteBlock, withNote } from './message-body.ts'

/** Nobody reads more messages than this. */
const maxMessages = 8

/** The messages of a reply. What is too long for `maxMessages` says so at its end. */
export function replyMessages(card: Card, request: RequestContext): readonly Rendered[] {
  const messages = renderFor(card, request)
  const last = messages[maxMessages - 1]
  if (last === undefined || messages.length === maxMessages) return messages
  return [...messages.slice(0, maxMessages - 1), withNote(last, sentences.moreInDirect)]
}

/** The first message, to go along with the acknowledgement of a command, and those that follow it. */
export function splitForAck(card: Card, request: RequestContext) {
  const [first, ...others] = replyMessages(card, request)
  return { first: first && { ...messageBody(first), response_type: responseType(request.place) }, others }
}

export function responseType(place: Address): 'in_channel' | 'ephemeral' {
  return place.kind === 'direct' ? 'in_channel' : 'ephemeral'
}

/** A card in a modal of its own. */
export function cardModal(card: Card, request: RequestContext): types.ModalView {
  return {
    type: 'modal',
    callback_id: 'card',
    private_metadata: encodeForm({ form: '', values: {}, place: request.place }, limits.privateMetadata),
    title: plain('On the Table', limits.viewTitle),
    close: plain('Done', limits.viewTitle),
    blocks: viewBlocks(card, request, sentences.moreInDirect),
  }
}

export function homeView(card: Card, request: RequestContext): types.HomeView {
  return { type: 'home', blocks: viewBlocks(card, request, sentences.moreInHome) }
}

/** As many blocks as a view can show. `more` stands at the end when there are further ones. */
function viewBlocks(card: Card, request: RequestContext, more: string): SlackBlock[] {
  const blocks = renderFor(card, request).flatMap((message) => message.blocks)
  if (blocks.length <= limits.blocksPerView) return blocks
  return [...blocks.slice(0, limits.blocksPerView - 1), noteBlock(more)]
}

function renderFor(card: Card, { workspace, from, place }: RequestContext): readonly Rendered[] {
  return renderCard(card, { ...from, workspace, place })
}
