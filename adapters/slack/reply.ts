// Shows the bot's answer to whoever asked, and to nobody else, in the way that the question allows.
import type { types } from '@slack/bolt'
import type { Reply } from '../../src/chat/adapter.ts'
import type { Card } from '../../src/chat/card.ts'
import type { Values } from '../../src/chat/inbound.ts'
import type { Place, Profile } from '../../src/chat/place.ts'
import type { Api } from './api.ts'
import { limits } from './limits.ts'
import { renderCard } from './render.ts'
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

export function createReply({ api, hosts }: ReplyOptions) {
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
    const { workspace, modal, trigger, responseUrl, channel, from } = asked
    if (modal !== undefined) {
      await api.call(workspace, 'views.update', { view_id: modal, view: cardModal(card, asked) })
      return
    }
    if (channel === undefined) {
      if (trigger !== undefined)
        await api.call(workspace, 'views.open', { trigger_id: trigger, view: cardModal(card, asked) })
      return
    }
    for (const part of partsOf(card, asked)) {
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

  return show
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

async function respond(url: string, said: object, place: Place): Promise<void> {
  const response_type = place.kind === 'direct' ? 'in_channel' : 'ephemeral'
  await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...said, response_type, replace_original: false }),
    redirect: 'error',
    signal: AbortSignal.timeout(10_000),
  }).catch(() => {})
}
