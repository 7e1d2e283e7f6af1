// The whole page as one person sees it in one room.
import { html } from 'hono/html'
import { botName, colleagues } from '../chat/seed-data.ts'
import { seatKey } from '../chat/state.ts'
import { openFormOf, unreadIn, unreadInAllRooms } from '../chat/visible-messages.ts'
import { renderClock } from './clock-panel.ts'
import { renderForm } from './form.ts'
import { renderLog } from './message-log.ts'
import { renderBrand, renderPeople, renderSeat, renderSidebar } from './sidebar.ts'
import { renderBanner, renderShowMeDialog } from './tour-banner.ts'
import { type Html, noHtml, type PageView, renderIf } from './view.ts'

/** The order matters: the rules for narrow screens come last and override the others. */
const styles = ['base.css', 'sides.css', 'room.css', 'log.css', 'card.css', 'form.css', 'narrow.css']

export function renderPage(view: PageView): Html {
  return html`<!doctype html>
<html lang="en-NZ">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>${view.room.name} as ${view.viewer.name} · ${botName} playground</title>
  <link rel="icon" href="/playground/page/icon.svg" type="image/svg+xml">
  ${styles.map((name) => html`<link rel="stylesheet" href="/playground/page/${name}">`)}
  <script type="module" src="/playground/page/page.js"></script>
</head>
<body>
  ${renderApp(view)}
  <noscript><p class="noscript">The playground needs JavaScript. You can do the same things through its JSON interface.</p></noscript>
</body>
</html>`
}

function renderApp(view: PageView): Html {
  const { state, viewer, room, banner } = view
  const names = colleagues(viewer).map(({ name, organisation }) => ({ name, organisation }))
  return html`<div id="app" data-as="${viewer.user}" data-room="${room.id}" data-unread="${unreadIn(state, viewer, room)}"
    data-colleagues="${JSON.stringify(names)}" data-touring="${banner?.running ? 'yes' : 'no'}">
    <a class="skip" href="#say">Skip to the message box</a>
    ${renderTopBar(view)}
    ${renderSidebar(view)}
    ${renderRoom(view)}
    ${renderClock(view)}
    ${renderPeople(view)}
    ${renderAfresh()}
    ${renderShowMeDialog()}
  </div>`
}

function renderRoom(view: PageView): Html {
  const { viewer, room, banner } = view
  return html`<main id="room" aria-labelledby="room-name">
      <header class="room-header">
        <h1 id="room-name" tabindex="-1">${room.name}</h1>
        <p>${room.about}</p>
        <p class="as">${renderSeat(viewer)}<span class="unseen">You are ${viewer.name}</span></p>
      </header>
      ${renderBanner(banner, viewer)}
      <div class="stage">
        ${renderLog(view)}
        <button type="button" class="button newer" id="newer" data-does="newer" hidden>New message</button>
        ${renderComposer(view)}
        ${renderDialog(view)}
      </div>
    </main>`
}

/** On narrow screens only: opens the panels that do not fit beside the room. */
function renderTopBar({ state, viewer }: PageView): Html {
  const hasUnread = unreadInAllRooms(state, viewer) > 0
  return html`<header class="top-bar">
    <button type="button" class="quiet" data-does="toggle" data-panel="rooms" aria-expanded="false" aria-controls="rooms">
      <svg class="icon" aria-hidden="true" viewBox="0 0 20 20"><path d="M3 5h14M3 10h14M3 15h14"/></svg>
      <span>Rooms</span>${renderIf(hasUnread, html`<span class="dot"><span class="unseen">unread</span></span>`)}
    </button>
    ${renderBrand()}
    <button type="button" class="quiet" data-does="toggle" data-panel="clock" aria-expanded="false" aria-controls="clock">
      <svg class="icon" aria-hidden="true" viewBox="0 0 20 20"><circle cx="10" cy="10" r="7"/><path d="M10 6v4l3 2"/></svg>
      <span>Clock</span>
    </button>
  </header>`
}

function renderComposer({ room }: PageView): Html {
  const label = `Say something to ${botName} in ${room.name}`
  return html`<form class="composer" id="composer" data-does="say">
    <div id="toast" role="alert"></div>
    <ul id="suggestions" role="listbox" aria-label="People" hidden></ul>
    <label class="unseen" for="say">${label}</label>
    <textarea id="say" rows="1" dir="auto" autocomplete="off" placeholder="Say something …"
      aria-controls="suggestions" aria-autocomplete="list"></textarea>
    <button type="submit" class="button primary">Send</button>
  </form>`
}

function renderAfresh(): Html {
  return html`<dialog id="afresh" aria-labelledby="afresh-title">
    <h2 id="afresh-title">Start afresh?</h2>
    <p>${botName} will forget every network, message and person in the playground. This can’t be undone.</p>
    <div class="buttons">
      <button type="button" class="button danger" data-does="start-afresh">Start afresh</button>
      <button type="button" class="button" data-does="close-dialog" data-dialog="afresh">Keep everything</button>
    </div>
  </dialog>`
}

function renderDialog({ state, viewer, room }: PageView): Html {
  const open = openFormOf(state, viewer, room)
  if (!open) return noHtml
  const { instance, form } = open
  const draft = state.drafts[seatKey(viewer.user, room.id)]?.[instance]
  return html`<dialog id="dialog-${instance}" data-form="${instance}" aria-labelledby="${instance}-title">
    ${renderForm({ instance, form, viewer, room, draft, inDialog: true })}
  </dialog>`
}
