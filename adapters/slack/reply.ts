// Shows the bot's answer to whoever asked, and to nobody else, in the way that the question allows.
import type { types } from '@slack/bolt'
import type { Reply } from '../../src/chat/adapter.ts'
import type { Card } from '../../src/chat/card.ts'
import type { Values } from '../../src/chat/inbound.ts'
import type { Place, Profile } from '../../src/chat/place.ts'
import type { Api } from './api.ts'
import { limits } from './limits.ts'
import { type Rendered, renderCard } from './render.ts'
import { type Filled, mendModal, renderModal } from './render-form.ts'
import { message } from './send.ts'
import { plain } from './text.ts'

/** Where and how somebody has asked. */
export interface Asked {
  /** The installation through which it came. */
  readonly workspace: string
  readonly from: Profile
  readonly place: Place
  /** The channel of Slack in which it was said, where it was in one. */
  readonly channel?: string | undefined
  readonly thread?: string | undefined
  /** Good for three seconds, to open a form. */
  readonly trigger?: string | undefined
  readonly responseUrl?: string | undefined
  /** The modal in which a button was pressed. */
  readonly modal?: string | undefined
  /** A form that stands in a message, as it was submitted. */
  readonly inputs?: Inputs | undefined
}

export interface Inputs {
  readonly blocks: readonly types.KnownBlock[]
  readonly key: string
  readonly label: string
  readonly typed: Filled
}

export interface ReplyOptions {
  readonly api: Api
  /** Hosts that a `response_url` may have. */
  readonly hosts: ReadonlySet<string>
}

/** Slack takes five answers to one response_url. */
const mostParts = 4

export interface Shows {
  show(reply: Reply, asked: Asked): Promise<void>
  /** What is left of a card whose first message has been shown. */
  showParts(parts: readonly Rendered[], asked: Asked): Promise<void>
}

export function createReply({ api, hosts }: ReplyOptions): Shows {
  async function show(reply: Reply, asked: Asked): Promise<void> {
    switch (reply.kind) {
      case 'silence':
        return
      case 'card':
        return showCard(reply.card, asked)
      case 'form': {
        const { form } = reply
        const { workspace, modal, trigger, place } = asked
        const view = renderModal(form, place)
        if (modal !== undefined) await api.call(workspace, 'views.update', { view_id: modal, view })
        else if (trigger !== undefined) await api.call(workspace, 'views.open', { trigger_id: trigger, view })
        // Without a trigger Slack opens no modal, so the form stands in a message.
        else await showCard({ blocks: [{ kind: 'inputs', form }] }, asked)
        return
      }
      case 'mend':
        return showErrors(reply.errors, asked)
    }
  }

  async function showCard(card: Card, asked: Asked): Promise<void> {
    const { workspace, modal, trigger, channel } = asked
    if (modal !== undefined) {
      await api.call(workspace, 'views.update', { view_id: modal, view: cardModal(card, asked) })
      return
    }
    if (channel === undefined) {
      if (trigger !== undefined)
        await api.call(workspace, 'views.open', { trigger_id: trigger, view: cardModal(card, asked) })
      return
    }
    await showParts(partsOf(card, asked), asked)
  }

  async function showParts(parts: readonly Rendered[], asked: Asked): Promise<void> {
    const { workspace, responseUrl, channel, from } = asked
    for (const part of parts) {
      const said = message(part)
      if (responseUrl !== undefined && isOfSlack(responseUrl)) await respond(responseUrl, said, asked.place)
      else if (asked.place.kind === 'direct')
        await api.call(workspace, 'chat.postMessage', { channel, ...said })
      else
        await api.call(workspace, 'chat.postEphemeral', {
          channel,
          user: from.user,
          ...said,
          ...(asked.thread !== undefined && { thread_ts: asked.thread }),
        })
    }
  }

  async function showErrors(errors: Values, asked: Asked): Promise<void> {
    const { inputs, trigger, workspace } = asked
    if (inputs && inputs.blocks.length > 0 && trigger !== undefined) {
      const { blocks, key, label, typed } = inputs
      const view = mendModal(blocks, key, label, typed, errors)
      await api.call(workspace, 'views.open', { trigger_id: trigger, view })
      return
    }
    // What was typed still stands in the message; what to change is said beside it.
    const items = Object.values(errors).map((text) => [{ kind: 'words' as const, text }])
    await showCard({ blocks: [{ kind: 'list', items }] }, asked)
  }

  function isOfSlack(url: string): boolean {
    return URL.canParse(url) && hosts.has(new URL(url).host)
  }

  return { show, showParts }
}

function partsOf(card: Card, { from, place }: Asked) {
  const { workspace, zone, locale } = from
  return renderCard(card, {
    workspace,
    place,
    ...(zone !== undefined && { zone }),
    ...(locale !== undefined && { locale }),
  }).slice(0, mostParts)
}

/** A card in a modal of its own, for answers to forms. */
export function cardModal(card: Card, asked: Asked): types.ModalView {
  return {
    type: 'modal',
    callback_id: 'card',
    private_metadata: JSON.stringify({ place: asked.place }),
    title: plain('On the Table', limits.viewTitle),
    close: plain('Done', limits.viewTitle),
    blocks: partsOf(card, asked)
      .flatMap(({ blocks }) => blocks)
      .slice(0, limits.blocksPerView),
  }
}

/** The first message of a card, to go along with the acknowledgement of a command, and those that follow it. */
export function inAnswer(card: Card, asked: Asked) {
  const [first, ...others] = partsOf(card, asked)
  return { first: first && { ...message(first), response_type: shownTo(asked.place) }, others }
}

function shownTo(place: Place): 'in_channel' | 'ephemeral' {
  return place.kind === 'direct' ? 'in_channel' : 'ephemeral'
}

async function respond(url: string, said: object, place: Place): Promise<void> {
  await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...said, response_type: shownTo(place), replace_original: false }),
    redirect: 'error',
    signal: AbortSignal.timeout(10_000),
  }).catch(() => {})
}
