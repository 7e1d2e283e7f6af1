// The whole page as one person sees it in one room.
import { html } from 'hono/html'
import { type ChatRoom, roomsOf } from '../chat/rooms.ts'
import { botName, colleagues, type Person, people, workspaceOf, workspaces } from '../chat/seed-data.ts'
import { type State, seatKey } from '../chat/state.ts'
import { openFormOf, unread, unreadOf } from '../chat/visible-messages.ts'
import type { Banner } from '../tour/player.ts'
import { tourMinutes } from '../tour/script.ts'
import type { Html } from './card.ts'
import { renderForm } from './form.ts'
import { renderLog } from './message-log.ts'

/** In this order: what is narrow has the last word. */
const styles = ['base.css', 'sides.css', 'room.css', 'log.css', 'card.css', 'form.css', 'narrow.css']

export interface PageView {
  readonly state: State
  readonly viewer: Person
  readonly room: ChatRoom
  readonly now: number
  readonly next: number | undefined
  readonly banner: Banner | undefined
}

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
  <noscript><p class="noscript">The playground needs JavaScript. The same can be done over its JSON interface.</p></noscript>
</body>
</html>`
}

function renderApp(view: PageView): Html {
  const { state, viewer, room, banner } = view
  const names = colleagues(viewer).map(({ name, organisation }) => ({ name, organisation }))
  return html`<div id="app" data-as="${viewer.user}" data-room="${room.id}" data-unread="${unread(state, viewer, room)}"
    data-colleagues="${JSON.stringify(names)}" data-touring="${banner?.running ? 'yes' : 'no'}">
    <a class="skip" href="#say">Skip to the message box</a>
    ${renderTopBar(view)}
    ${renderSidebar(view)}
    <main id="room" aria-labelledby="room-name">
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
    </main>
    ${renderClock(view)}
    ${renderPeople(view)}
    ${renderAfresh()}
  </div>`
}

/** Narrow screens only: the ways to what does not fit. */
function renderTopBar({ state, viewer }: PageView): Html {
  const waiting = unreadOf(state, viewer) > 0
  return html`<header class="top-bar">
    <button type="button" class="quiet" data-does="toggle" data-panel="rooms" aria-expanded="false" aria-controls="rooms">
      <svg class="icon" aria-hidden="true" viewBox="0 0 20 20"><path d="M3 5h14M3 10h14M3 15h14"/></svg>
      <span>Rooms</span>${waiting ? html`<span class="dot"><span class="unseen">unread</span></span>` : ''}
    </button>
    ${renderBrand()}
    <button type="button" class="quiet" data-does="toggle" data-panel="clock" aria-expanded="false" aria-controls="clock">
      <svg class="icon" aria-hidden="true" viewBox="0 0 20 20"><circle cx="10" cy="10" r="7"/><path d="M10 6v4l3 2"/></svg>
      <span>Clock</span>
    </button>
  </header>`
}

function renderBrand(): Html {
  return html`<p class="brand"><img class="icon-of-bot" src="/playground/page/icon.svg" alt="" width="28" height="28"><span>${botName}</span></p>`
}

function renderSidebar(view: PageView): Html {
  const { viewer } = view
  const rooms = roomsOf(viewer)
  return html`<nav id="rooms" aria-label="People and rooms">
    ${renderBrand()}
    <p class="label" id="you-are">You are</p>
    <button type="button" class="me" popovertarget="people" aria-describedby="you-are">
      ${renderSeat(viewer)}
      <span class="who"><strong>${viewer.name}</strong><span>${viewer.organisation}</span></span>
      <span class="change">Change</span>
    </button>
    <h2 class="label">${workspaceOf(viewer).name}</h2>
    <ul>${rooms.filter(isChannel).map((room) => renderRoomLink(room, view))}</ul>
    <h2 class="label">Direct messages</h2>
    <ul>${rooms.filter((room) => !isChannel(room)).map((room) => renderRoomLink(room, view))}</ul>
    <p class="made-up">Everyone here is made up. Nothing leaves this computer.</p>
  </nav>`
}

function isChannel(room: ChatRoom): boolean {
  return room.place.kind === 'channel'
}

function renderRoomLink(room: ChatRoom, { state, viewer, room: current }: PageView): Html {
  const count = unread(state, viewer, room)
  const icon = isChannel(room)
    ? html`<span class="hash" aria-hidden="true">#</span>`
    : html`<img class="icon-of-bot" src="/playground/page/icon.svg" alt="" width="18" height="18">`
  const name = isChannel(room) ? room.id : room.name
  return html`<li><a href="${address(viewer, room.id)}" data-does="go" class="${count > 0 ? 'has-unread' : ''}"
    ${room.id === current.id ? html`aria-current="page"` : ''}>${icon}<span>${name}</span>
    ${count > 0 ? html`<span class="count">${count}<span class="unseen"> unread</span></span>` : ''}</a></li>`
}

function renderPeople({ state, viewer }: PageView): Html {
  return html`<div id="people" popover aria-label="Who you are">
    <h2>Be someone else</h2>
    ${workspaces.map(
      (workspace) => html`<h3 class="label" id="in-${workspace.id}">${workspace.name}</h3>
      <ul aria-labelledby="in-${workspace.id}">${people
        .filter((person) => person.workspace === workspace.id)
        .map((person) => renderPersonLink(person, state, viewer))}</ul>`,
    )}
  </div>`
}

function renderPersonLink(person: Person, state: State, viewer: Person): Html {
  const waiting = unreadOf(state, person) > 0
  return html`<li><a href="${address(person, roomsOf(person)[0]?.id ?? '')}" data-does="go"
    ${person.user === viewer.user ? html`aria-current="true"` : ''}>
    ${renderSeat(person)}
    <span class="who"><strong>${person.name}</strong><span>${person.organisation}</span><span class="hint">${person.hint}</span></span>
    ${waiting ? html`<span class="dot"><span class="unseen">has unread messages</span></span>` : ''}
  </a></li>`
}

/** The person's place at the table, in the colour of their kind of agency. */
export function renderSeat(person: Person): Html {
  const initials = person.name.split(' ').map((part) => part.charAt(0))
  return html`<span class="seat ${person.sector}" aria-hidden="true">${initials}</span>`
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

function renderClock({ now, next, viewer, state }: PageView): Html {
  const spoken = (at: number, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(viewer.locale, { ...options, timeZone: viewer.zone }).format(at)
  const day = spoken(now, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
  const time = spoken(now, { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' })
  const short = {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  } as const
  const untouched = state.seq === 0 || (state.posts.length === 0 && Object.keys(state.lines).length === 0)
  return html`<aside id="clock" aria-label="Clock and tour">
    <h2 class="label">The time here</h2>
    <p class="now" aria-live="polite" aria-atomic="true"><span class="time">${time}</span> <span class="today">${day}</span></p>
    <div class="stack">
      <button type="button" class="button" id="plus-day" data-does="clock" data-forward="P1D">+1 day</button>
      <button type="button" class="button" id="plus-week" data-does="clock" data-forward="P1W">+1 week</button>
      <button type="button" class="button wide" id="to-next" data-does="clock" ${next === undefined ? html`disabled` : ''}>To what happens next</button>
    </div>
    <p class="small">${next === undefined ? 'Nothing waits to happen.' : `Next: ${spoken(next, short)}`}</p>
    <h2 class="label">First time here?</h2>
    <p class="small">Sit back and see how a network begins, gets stuck and moves again. It takes about ${tourMinutes} minutes, or less: you can go faster.</p>
    <button type="button" class="button ${untouched ? 'primary' : ''} wide" id="show-me" data-does="show-me">Show me</button>
    <div class="push"></div>
    <button type="button" class="button wide ghost" id="start-afresh" data-does="ask-afresh">Start afresh …</button>
  </aside>`
}

function renderBanner(banner: Banner | undefined, viewer: Person): Html {
  const shown = banner
    ? html`<p class="step">${banner.running ? whereInTour(banner, viewer) : 'Tour'}</p>
      <div class="buttons">${banner.running ? renderTempo(banner) : ''}
        <button type="button" class="button" id="tour-stop" data-does="tour-stop">${banner.running ? 'Stop' : 'Close'}</button>
      </div>`
    : ''
  return html`<section class="tour ${banner ? 'on' : ''}" aria-label="Tour">
    <p class="caption" id="tour-caption" aria-live="polite">${banner?.caption ?? ''}</p>${shown}
  </section>`
}

function whereInTour({ step, steps, pace }: Banner, viewer: Person): string {
  const length = step === 1 ? `, about ${tourMinutes} minutes` : ''
  const speed = pace === 1 ? '' : `, ${pace} times as fast`
  return `Tour, ${step} of ${steps}${pace === 1 ? length : speed}: as ${viewer.name}`
}

function renderTempo({ pace }: Banner): Html {
  const [label, next] = pace < 2 ? ['Faster', 2] : pace < 4 ? ['Faster', 4] : ['Slower', 1]
  return html`<button type="button" class="button" id="tour-next" data-does="tour-next">Next</button>
    <button type="button" class="button" id="tour-pace" data-does="tour-pace" data-pace="${next}">${label}</button>`
}

function renderAfresh(): Html {
  return html`<dialog id="afresh" aria-labelledby="afresh-title">
    <h2 id="afresh-title">Start afresh?</h2>
    <p>${botName} forgets every network, message and person of the playground. This cannot be undone.</p>
    <div class="buttons">
      <button type="button" class="button danger" data-does="start-afresh">Start afresh</button>
      <button type="button" class="button" data-does="close-dialog" data-dialog="afresh">Keep everything</button>
    </div>
  </dialog>`
}

function renderDialog({ state, viewer, room }: PageView): Html {
  const open = openFormOf(state, viewer, room)
  if (!open) return html``
  const { instance, form } = open
  const draft = state.drafts[seatKey(viewer.user, room.id)]?.[instance]
  return html`<dialog id="dialog-${instance}" data-form="${instance}" aria-labelledby="${instance}-title">
    ${renderForm({ instance, form, viewer, room, draft, inDialog: true })}
  </dialog>`
}

export function address(person: Person, room: string): string {
  return `/?${new URLSearchParams({ as: person.user, room })}`
}
