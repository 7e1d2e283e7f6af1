// The messages of a room as HTML: days, threads, private messages, and what to try in an empty room.
import { html } from 'hono/html'
import { directRoom } from '../chat/rooms.ts'
import { botName, type Person } from '../chat/seed-data.ts'
import { type State, seatKey } from '../chat/state.ts'
import { cardOf, filesOf, messagesOf, type VisibleMessage } from '../chat/visible-messages.ts'
import { renderCard } from './card.ts'
import { renderShowMe, tourText } from './tour-banner.ts'
import { type Html, noHtml, type PageView, renderIf } from './view.ts'

export function renderLog(view: PageView): Html {
  const { state, viewer, room } = view
  const threads = threadsOf(messagesOf(state, viewer, room))
  return html`<div class="log-frame" id="log-frame">
    ${threads.length === 0 ? renderWelcome(view) : noHtml}
    <div id="log-${viewer.user}-${room.id}" role="log" aria-label="Messages"><ol class="log">${threads.map(
      ({ root, replies }, index) => html`${renderDayIfNew(root, threads[index - 1]?.root, viewer)}
      <li>${renderMessage(root, view)}${renderReplies(replies, view)}</li>`,
    )}</ol></div>
  </div>`
}

interface Thread {
  readonly root: VisibleMessage
  readonly replies: readonly VisibleMessage[]
}

/** A reply whose root is gone starts a thread of its own, so that it is still seen. */
function threadsOf(messages: readonly VisibleMessage[]): readonly Thread[] {
  const ids = new Set(messages.map((message) => message.id))
  const roots = messages.filter((message) => !ids.has(rootIdOf(message) ?? ''))
  return roots.map((root) => ({
    root,
    replies: messages.filter((message) => rootIdOf(message) === root.id),
  }))
}

function rootIdOf(message: VisibleMessage): string | undefined {
  if (message.kind === 'post') return message.under
  return undefined
}

function renderReplies(replies: readonly VisibleMessage[], view: PageView): Html {
  if (replies.length === 0) return noHtml
  return html`<ol class="thread" aria-label="Replies">${replies.map(
    (reply) => html`<li>${renderMessage(reply, view)}</li>`,
  )}</ol>`
}

function renderMessage(message: VisibleMessage, view: PageView): Html {
  if (message.kind === 'typed') return renderTyped(message, view)
  return renderCardMessage(message, view)
}

function renderTyped(message: VisibleMessage & { kind: 'typed' }, view: PageView): Html {
  return html`<article class="typed own" id="${message.id}">
    <p class="meta"><span>You typed</span> ${renderTime(message.at, view.viewer)} ${renderOnlyYou(message, view)}</p>
    <p class="bubble"><bdi>${message.text}</bdi></p>
  </article>`
}

function renderCardMessage(message: VisibleMessage & { kind: 'post' | 'reply' }, view: PageView): Html {
  const { viewer, room, state } = view
  const updated = message.kind === 'post' ? message.updated : undefined
  const drafts = state.drafts[seatKey(viewer.user, room.id)] ?? {}
  const card = { viewer, room, message: message.id, edition: updated ?? message.at, drafts }
  const ownClass = message.kind === 'post' ? '' : 'own'
  const privateClass = isPrivate(message, view) ? 'private' : ''
  return html`<article class="message ${ownClass} ${privateClass}" id="${message.id}">
    <img class="bot icon-of-bot" src="/playground/page/icon.svg" alt="" width="32" height="32">
    <div class="body">
      <p class="meta"><strong>${botName}</strong> ${renderTime(message.at, viewer)}
        ${renderUpdated(updated, viewer)}
        ${renderOnlyYou(message, view)}</p>
      <div class="card">${renderCard(cardOf(message), card)}${renderFiles(message, view)}</div>
    </div>
  </article>`
}

function renderUpdated(updated: number | undefined, viewer: Person): Html {
  if (updated === undefined) return noHtml
  return html`<span class="updated">updated ${renderTime(updated, viewer)}</span>`
}

function renderFiles(message: VisibleMessage, { viewer, room }: PageView): Html {
  const address = (file: number) =>
    `/playground/file?${new URLSearchParams({ as: viewer.user, room: room.id, post: message.id, file: String(file) })}`
  return html`${filesOf(message).map(
    ({ name, title }, index) =>
      html`<p class="card-text"><a href="${address(index)}" download="${name}">Download <bdi>${title}</bdi></a></p>`,
  )}`
}

/** In direct messages nothing is marked as private: nobody else reads them anyway. */
function isPrivate(message: VisibleMessage, { room }: PageView): boolean {
  return message.kind !== 'post' && room.id !== directRoom
}

function renderOnlyYou(message: VisibleMessage, view: PageView): Html {
  if (!isPrivate(message, view)) return noHtml
  return html`<span class="only-you"><svg class="icon" aria-hidden="true" viewBox="0 0 20 20"><path d="M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5z"/><circle cx="10" cy="10" r="2.5"/></svg>Only you can see this</span>
    <button type="button" class="link" data-does="dismiss" data-id="${message.id}" id="dismiss-${message.id}">Dismiss<span class="unseen"> this message</span></button>`
}

function renderTime(at: number, viewer: Person): Html {
  const time = new Intl.DateTimeFormat(viewer.locale, { timeStyle: 'short', timeZone: viewer.zone })
  return html`<time datetime="${new Date(at).toISOString()}">${time.format(at)}</time>`
}

function renderDayIfNew(message: VisibleMessage, before: VisibleMessage | undefined, viewer: Person): Html {
  const day = dayOf(message.at, viewer)
  if (before && dayOf(before.at, viewer) === day) return noHtml
  return html`<li class="day" id="day-before-${message.id}"><span>${day}</span></li>`
}

function dayOf(at: number, viewer: Person): string {
  const format = { weekday: 'long', day: 'numeric', month: 'long', timeZone: viewer.zone } as const
  return new Intl.DateTimeFormat(viewer.locale, format).format(at)
}

function renderWelcome({ room, state, banner }: PageView): Html {
  const isDirect = room.id === directRoom
  return html`<div class="welcome" id="welcome-${room.id}">
    <img class="icon-of-bot" src="/playground/page/icon.svg" alt="" width="96" height="96">
    ${renderIf(!banner, renderTourOffer(state))}
    ${isDirect ? directWelcome : channelWelcome}
    <div class="buttons">
      ${renderIf(!isDirect, html`<button type="button" class="button" data-does="fill" data-text="start">Begin with “start”</button>`)}
      <button type="button" class="button" data-does="fill" data-text="help">Try “help”</button>
    </div>
  </div>`
}

/** For narrow screens, where the panel with the tour is not in sight. */
function renderTourOffer(state: State): Html {
  return html`<div class="tour-offer">
    <p>${tourText}</p>
    ${renderShowMe(state, { id: 'show-me-here', style: '' })}
  </div>`
}

const directWelcome = html`<h2>Just you and ${botName}</h2>
    <p>Type <code>help</code> to see what it can do. Nobody else can read it.</p>`

const channelWelcome = html`<h2>Nothing on this table yet</h2>
    <p>Type <code>start</code> to begin a network here, or <code>help</code> to look around first.</p>`
