// Shows the bot's answer to whoever asked, and to nobody else, in the way that the question allows.
// Where Slack does not take it there, it comes as a direct message.
import type { types } from '@slack/bolt'
import type { Reply } from '../../../src/chat/adapter.ts'
import type { Address } from '../../../src/chat/address.ts'
import type { Card } from '../../../src/chat/card.ts'
import type { Form } from '../../../src/chat/form.ts'
import type { Values } from '../../../src/chat/inbound.ts'
import type { CallResult } from '../../shared/call-result.ts'
import { errorListCard } from '../../shared/simple-replies.ts'
import type { GuestRouting } from '../install/guest-routing.ts'
import { sentences } from '../messages.ts'
import type { Inputs, RequestContext } from '../receive/request-context.ts'
import { encodeForm } from '../render/action-ids.ts'
import { type Rendered, renderCard } from '../render/cards.ts'
import { limits } from '../render/limits.ts'
import { blocksWithErrors, modalWithErrors, renderModal } from '../render/modals.ts'
import { plain } from '../render/rich-text.ts'
import type { DirectMessageChannels } from './direct-messages.ts'
import { message } from './post-message.ts'
import type { Api } from './web-api.ts'

export interface ResponderOptions {
  readonly api: Api
  /** Hosts that a `response_url` may have. */
  readonly hosts: ReadonlySet<string>
  readonly directs: DirectMessageChannels
  readonly ways: GuestRouting
  readonly log: { error(about: object, sentence: string): void }
}

/** Slack takes five answers to one response_url. */
const mostAnswers = 5
/** More messages than this nobody reads. */
const mostParts = 8

export interface Responder {
  respond(reply: Reply, asked: RequestContext): Promise<void>
  /** What is left of a card whose first message has been shown. */
  respondParts(parts: readonly Rendered[], asked: RequestContext): Promise<void>
  /** The answer to a modal that has closed in the meantime. */
  respondLate(reply: Reply, asked: RequestContext, inputs: Inputs): Promise<void>
}

export function createResponder({ api, hosts, directs, ways, log }: ResponderOptions): Responder {
  async function respond(reply: Reply, asked: RequestContext): Promise<void> {
    switch (reply.kind) {
      case 'none':
        return
      case 'card':
        return showCard(await withWayIn(reply.card, asked), asked)
      case 'form':
        return showForm(reply.form, asked)
      case 'form-errors':
        return showErrors(reply.errors, asked)
    }
  }

  /** Whom Slack lets us answer here only should know how they come in. */
  async function withWayIn(card: Card, { workspace, from, place }: RequestContext): Promise<Card> {
    if (from.workspace === workspace || place.kind === 'direct' || (await ways.isInstalled(from.workspace)))
      return card
    const opened = await directs(from)
    if (!('kind' in opened) || opened.kind !== 'failed') return card
    return {
      blocks: [...card.blocks, { kind: 'note', runs: [{ kind: 'words', text: sentences.elsewhere }] }],
    }
  }

  async function showForm(form: Form, asked: RequestContext): Promise<void> {
    const { workspace, modal, trigger, place } = asked
    const inMessage: Card = { blocks: [{ kind: 'inputs', form }] }
    // Without a trigger Slack opens no modal, so the form stands in a message.
    if (modal === undefined && trigger === undefined) return showCard(inMessage, asked)
    const view = renderModal(form, place)
    const shown =
      modal === undefined
        ? await api.call(workspace, 'views.open', { trigger_id: trigger, view })
        : await api.call(workspace, 'views.update', { view_id: modal, view })
    if (isLost(shown)) await tellDirectly(partsOf(inMessage, asked), asked)
  }

  async function showCard(card: Card, asked: RequestContext): Promise<void> {
    const { workspace, modal, trigger, channel } = asked
    if (modal === undefined && channel !== undefined) return respondParts(partsOf(card, asked), asked)
    const view = cardModal(card, asked)
    const shown =
      modal !== undefined
        ? await api.call(workspace, 'views.update', { view_id: modal, view })
        : await api.call(workspace, 'views.open', { trigger_id: trigger ?? '', view })
    if (isLost(shown)) await tellDirectly(partsOf(card, asked), asked)
  }

  async function respondParts(parts: readonly Rendered[], asked: RequestContext): Promise<void> {
    for (const [index, part] of parts.entries()) {
      if (await showPart(part, asked, index < mostAnswers)) continue
      await tellDirectly(parts.slice(index), asked)
      return
    }
  }

  async function showPart(part: Rendered, asked: RequestContext, mayRespond: boolean): Promise<boolean> {
    const { workspace, responseUrl, channel, from, thread, place } = asked
    const said = message(part)
    if (mayRespond && responseUrl !== undefined && isOfSlack(responseUrl))
      if (await postToResponseUrl(responseUrl, said, place)) return true
    if (channel === undefined || place.kind === 'direct') return false
    const args = { channel, user: from.user, ...said, ...(thread !== undefined && { thread_ts: thread }) }
    return !isLost(await api.call(workspace, 'chat.postEphemeral', args))
  }

  async function tellDirectly(parts: readonly Rendered[], asked: RequestContext): Promise<void> {
    const { channel, place, workspace } = asked
    const here = place.kind === 'direct' && channel?.startsWith('D') ? { workspace, channel } : undefined
    const opened = here ?? (await directs(asked.from))
    if ('kind' in opened) return lost(workspace, opened.why)
    for (const part of parts) {
      const said = { channel: opened.channel, ...message(part) }
      const posted = await api.call(opened.workspace, 'chat.postMessage', said)
      if (posted.kind !== 'ok') return lost(workspace, posted.why)
    }
  }

  function lost(workspace: string, why: string): void {
    log.error({ workspace, why }, 'an answer could not be shown')
  }

  async function showErrors(errors: Values, asked: RequestContext): Promise<void> {
    const { inputs, trigger, workspace } = asked
    if (inputs && inputs.blocks.length > 0 && trigger !== undefined) {
      const { blocks, key, label, typed } = inputs
      const view = modalWithErrors(blocks, key, label, typed, errors)
      const opened = await api.call(workspace, 'views.open', { trigger_id: trigger, view })
      if (!isLost(opened)) return
    }
    // What was typed still stands in the message; what to change is said beside it.
    await showCard(errorListCard(errors), asked)
  }

  async function respondLate(reply: Reply, asked: RequestContext, inputs: Inputs): Promise<void> {
    switch (reply.kind) {
      case 'none':
        return
      case 'card':
        return tellDirectly(partsOf(reply.card, asked), asked)
      case 'form': {
        const intro = { kind: 'text', runs: [{ kind: 'words', text: sentences.lateForm }] } as const
        return tellDirectly(partsOf({ blocks: [intro, { kind: 'inputs', form: reply.form }] }, asked), asked)
      }
      case 'form-errors': {
        const { blocks, key, label, typed } = inputs
        const text = [sentences.lateMend, ...Object.values(reply.errors)].join('\n')
        const form = blocksWithErrors(sentences.lateMend, blocks, key, label, typed, reply.errors)
        return tellDirectly([{ text, blocks: form }], asked)
      }
    }
  }

  function isOfSlack(url: string): boolean {
    return URL.canParse(url) && hosts.has(new URL(url).host)
  }

  return { respond, respondParts, respondLate }
}

function partsOf(card: Card, asked: RequestContext): readonly Rendered[] {
  const parts = allParts(card, asked)
  const last = parts[mostParts - 1]
  if (last === undefined || parts.length === mostParts) return parts
  const blocks = [...last.blocks, noteOf(sentences.moreInDirect)]
  return [...parts.slice(0, mostParts - 1), { text: `${last.text}\n${sentences.moreInDirect}`, blocks }]
}

function allParts(card: Card, { workspace, from, place }: RequestContext): readonly Rendered[] {
  return renderCard(card, { ...from, workspace, place })
}

function noteOf(text: string): types.KnownBlock {
  return { type: 'context', elements: [plain(text)] }
}

/** What one view can show of the card, with a line that says so where that is not all. */
function viewBlocks(card: Card, asked: RequestContext, more: string): types.KnownBlock[] {
  const blocks = allParts(card, asked).flatMap((part) => part.blocks)
  if (blocks.length <= limits.blocksPerView) return blocks
  return [...blocks.slice(0, limits.blocksPerView - 1), noteOf(more)]
}

/** A card in a modal of its own, for answers to forms. */
export function cardModal(card: Card, asked: RequestContext): types.ModalView {
  return {
    type: 'modal',
    callback_id: 'card',
    private_metadata: encodeForm({ form: '', values: {}, place: asked.place }, limits.privateMetadata),
    title: plain('On the Table', limits.viewTitle),
    close: plain('Done', limits.viewTitle),
    blocks: viewBlocks(card, asked, sentences.moreInDirect),
  }
}

export function homeView(card: Card, asked: RequestContext): types.HomeView {
  return { type: 'home', blocks: viewBlocks(card, asked, sentences.moreInHome) }
}

/** The first message of a card, to go along with the acknowledgement of a command, and those that follow it. */
export function splitForAck(card: Card, asked: RequestContext) {
  const [first, ...others] = partsOf(card, asked)
  return { first: first && { ...message(first), response_type: shownTo(asked.place) }, others }
}

function shownTo(place: Address): 'in_channel' | 'ephemeral' {
  return place.kind === 'direct' ? 'in_channel' : 'ephemeral'
}

/** It surely was not shown; what may have been is not shown again. */
function isLost({ kind }: CallResult): boolean {
  return kind === 'failed' || kind === 'later'
}

/** False where Slack surely did not take it. */
async function postToResponseUrl(url: string, said: object, place: Address): Promise<boolean> {
  try {
    const answered = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...said, response_type: shownTo(place), replace_original: false }),
      redirect: 'error',
      signal: AbortSignal.timeout(10_000),
    })
    return answered.status < 400 || answered.status >= 500
  } catch (error) {
    return (error as { cause?: { code?: string } }).cause?.code !== 'ECONNREFUSED'
  }
}
