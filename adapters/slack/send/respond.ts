// Shows the bot's reply to the person who asked, and to nobody else, in the way that the request allows.
// When Slack does not take it there, it goes to them as a direct message.
import type { Reply } from '../../../src/chat/adapter.ts'
import type { Address } from '../../../src/chat/address.ts'
import { type Card, plainRun } from '../../../src/chat/card.ts'
import type { Form } from '../../../src/chat/form.ts'
import type { Values } from '../../../src/chat/inbound.ts'
import type { CallResult } from '../../shared/call-result.ts'
import { errorListCard } from '../../shared/simple-replies.ts'
import type { GuestRouting } from '../install/guest-routing.ts'
import { sentences } from '../messages.ts'
import type { RequestContext } from '../receive/request-context.ts'
import type { Rendered } from '../render/cards.ts'
import type { SubmittedInputs } from '../render/form-state.ts'
import { blocksWithErrors, modalWithErrors, renderModal } from '../render/modals.ts'
import type { DirectMessageChannels } from './direct-messages.ts'
import { messageBody } from './message-body.ts'
import { cardModal, replyMessages, responseType } from './reply-views.ts'
import type { Api } from './web-api.ts'

export interface ResponderOptions {
  readonly api: Api
  /** The hosts that a `response_url` may have. */
  readonly hosts: ReadonlySet<string>
  readonly directMessages: DirectMessageChannels
  readonly guestRouting: GuestRouting
  readonly log: { error(about: object, sentence: string): void }
}

/** Slack takes five responses to one response_url. */
const maxResponses = 5
/** In milliseconds. */
const responseTimeout = 10_000

export interface Responder {
  respond(reply: Reply, request: RequestContext): Promise<void>
  /** Shows the rest of a card whose first message has been shown. */
  respondParts(messages: readonly Rendered[], request: RequestContext): Promise<void>
  /** Shows the reply to a modal that has closed in the meantime. */
  respondLate(reply: Reply, request: RequestContext, inputs: SubmittedInputs): Promise<void>
}

export function createResponder(options: ResponderOptions): Responder {
  return {
    async respond(reply, request) {
      switch (reply.kind) {
        case 'none':
          return
        case 'card':
          return showCard(options, await withWayIn(options, reply.card, request), request)
        case 'form':
          return showForm(options, reply.form, request)
        case 'form-errors':
          return showErrors(options, reply.errors, request)
      }
    },
    respondParts: (messages, request) => showMessages(options, messages, request),
    async respondLate(reply, request, inputs) {
      const messages = lateMessages(reply, request, inputs)
      if (messages.length > 0) await sendDirectly(options, messages, request)
    },
  }
}

/** Tells a guest to whom Slack lets us respond only here how they get the app. */
async function withWayIn(
  { guestRouting, directMessages }: ResponderOptions,
  card: Card,
  { workspace, from, place }: RequestContext,
): Promise<Card> {
  if (from.workspace === workspace || place.kind === 'direct') return card
  if (await guestRouting.isInstalled(from.workspace)) return card
  const channel = await directMessages(from)
  if (!('kind' in channel) || channel.kind !== 'failed') return card
  return { blocks: [...card.blocks, { kind: 'note', runs: [plainRun(sentences.elsewhere)] }] }
}

async function showForm(options: ResponderOptions, form: Form, request: RequestContext): Promise<void> {
  const { workspace, modal, trigger, place } = request
  const inMessage: Card = { blocks: [{ kind: 'inputs', form }] }
  // Without a trigger Slack opens no modal, so the form stands in a message.
  if (modal === undefined && trigger === undefined) return showCard(options, inMessage, request)
  const view = renderModal(form, place)
  const call =
    modal === undefined
      ? options.api.call(workspace, 'views.open', { trigger_id: trigger, view })
      : options.api.call(workspace, 'views.update', { view_id: modal, view })
  if (isLost(await call)) await sendDirectly(options, replyMessages(inMessage, request), request)
}

async function showCard(options: ResponderOptions, card: Card, request: RequestContext): Promise<void> {
  const { workspace, modal, trigger = '', channel } = request
  if (modal === undefined && channel !== undefined)
    return showMessages(options, replyMessages(card, request), request)
  const view = cardModal(card, request)
  const call =
    modal === undefined
      ? options.api.call(workspace, 'views.open', { trigger_id: trigger, view })
      : options.api.call(workspace, 'views.update', { view_id: modal, view })
  if (isLost(await call)) await sendDirectly(options, replyMessages(card, request), request)
}

async function showErrors(options: ResponderOptions, errors: Values, request: RequestContext): Promise<void> {
  const { inputs, trigger, workspace } = request
  if (inputs !== undefined && inputs.blocks.length > 0 && trigger !== undefined) {
    const view = modalWithErrors(inputs, errors)
    const opened = await options.api.call(workspace, 'views.open', { trigger_id: trigger, view })
    if (!isLost(opened)) return
  }
  // What was typed still stands in the message; the errors are listed beside it.
  await showCard(options, errorListCard(errors), request)
}

async function showMessages(
  options: ResponderOptions,
  messages: readonly Rendered[],
  request: RequestContext,
): Promise<void> {
  for (const [index, message] of messages.entries()) {
    const isShown =
      (index < maxResponses && (await sendToResponseUrl(options, message, request))) ||
      (await sendEphemeral(options, message, request))
    if (!isShown) return sendDirectly(options, messages.slice(index), request)
  }
}

/** Resolves to false when Slack surely did not take it. */
async function sendToResponseUrl(
  { hosts }: ResponderOptions,
  message: Rendered,
  { responseUrl, place }: RequestContext,
): Promise<boolean> {
  if (responseUrl === undefined || !isSlackUrl(responseUrl, hosts)) return false
  return postToResponseUrl(responseUrl, messageBody(message), place)
}

function isSlackUrl(url: string, hosts: ReadonlySet<string>): boolean {
  return URL.canParse(url) && hosts.has(new URL(url).host)
}

async function postToResponseUrl(url: string, body: object, place: Address): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, response_type: responseType(place), replace_original: false }),
      redirect: 'error',
      signal: AbortSignal.timeout(responseTimeout),
    })
    return response.status < 400 || response.status >= 500
  } catch (error) {
    return (error as { cause?: { code?: string } }).cause?.code !== 'ECONNREFUSED'
  }
}

/** Resolves to false when Slack surely did not take it. */
async function sendEphemeral(
  { api }: ResponderOptions,
  message: Rendered,
  { workspace, channel, from, thread, place }: RequestContext,
): Promise<boolean> {
  if (channel === undefined || place.kind === 'direct') return false
  const args = { channel, user: from.user, ...messageBody(message) }
  const inThread = thread === undefined ? args : { ...args, thread_ts: thread }
  return !isLost(await api.call(workspace, 'chat.postEphemeral', inThread))
}

async function sendDirectly(
  options: ResponderOptions,
  messages: readonly Rendered[],
  request: RequestContext,
): Promise<void> {
  const { api, log } = options
  const target = openDirectChannel(request) ?? (await options.directMessages(request.from))
  const logLost = (why: string) =>
    log.error({ workspace: request.workspace, why }, 'an answer could not be shown')
  if ('kind' in target) return logLost(target.why)
  for (const message of messages) {
    const args = { channel: target.channel, ...messageBody(message) }
    const posted = await api.call(target.workspace, 'chat.postMessage', args)
    if (posted.kind !== 'ok') return logLost(posted.why)
  }
}

/** The direct message channel that the request came from, if it came from one. */
function openDirectChannel({ channel, place, workspace }: RequestContext) {
  if (place.kind !== 'direct' || !channel?.startsWith('D')) return undefined
  return { workspace, channel }
}

function lateMessages(reply: Reply, request: RequestContext, inputs: SubmittedInputs): readonly Rendered[] {
  switch (reply.kind) {
    case 'none':
      return []
    case 'card':
      return replyMessages(reply.card, request)
    case 'form': {
      const intro = { kind: 'text', runs: [plainRun(sentences.lateForm)] } as const
      return replyMessages({ blocks: [intro, { kind: 'inputs', form: reply.form }] }, request)
    }
    case 'form-errors': {
      const text = [sentences.lateMend, ...Object.values(reply.errors)].join('\n')
      return [{ text, blocks: blocksWithErrors(sentences.lateMend, inputs, reply.errors) }]
    }
  }
}

/** The message surely was not shown. One that may have been shown is not shown again. */
function isLost({ kind }: CallResult): boolean {
  return kind === 'failed' || kind === 'later'
}
