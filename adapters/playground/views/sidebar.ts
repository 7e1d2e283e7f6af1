// The rooms of the viewer, and the people whose part the viewer can take.
import { html } from 'hono/html'
import { type ChatRoom, roomsOf } from '../chat/rooms.ts'
import { botName, type Person, people, type Workspace, workspaceOf, workspaces } from '../chat/seed-data.ts'
import type { State } from '../chat/state.ts'
import { unreadIn, unreadInAllRooms } from '../chat/visible-messages.ts'
import { type Html, noHtml, type PageView, pageAddress, renderIf } from './view.ts'

export function renderBrand(): Html {
  return html`<p class="brand"><img class="icon-of-bot" src="/playground/page/icon.svg" alt="" width="28" height="28"><span>${botName}</span></p>`
}

/** The person's place at the table, in the colour of their kind of agency. */
export function renderSeat(person: Person): Html {
  const initials = person.name.split(' ').map((part) => part.charAt(0))
  return html`<span class="seat ${person.sector}" aria-hidden="true">${initials}</span>`
}

export function renderSidebar(view: PageView): Html {
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
  const unread = unreadIn(state, viewer, room)
  return html`<li><a href="${pageAddress(viewer, room.id)}" data-does="go" class="${unread > 0 ? 'has-unread' : ''}"
    ${renderIf(room.id === current.id, html`aria-current="page"`)}>${renderRoomName(room)}
    ${renderUnreadCount(unread)}</a></li>`
}

function renderRoomName(room: ChatRoom): Html {
  if (isChannel(room)) return html`<span class="hash" aria-hidden="true">#</span><span>${room.id}</span>`
  return html`<img class="icon-of-bot" src="/playground/page/icon.svg" alt="" width="18" height="18"><span>${room.name}</span>`
}

function renderUnreadCount(unread: number): Html {
  if (unread === 0) return noHtml
  return html`<span class="count">${unread}<span class="unseen"> unread</span></span>`
}

export function renderPeople(view: PageView): Html {
  return html`<div id="people" popover aria-label="Who you are">
    <h2>Be someone else</h2>
    ${workspaces.map((workspace) => renderPeopleIn(workspace, view))}
  </div>`
}

function renderPeopleIn(workspace: Workspace, { state, viewer }: PageView): Html {
  const members = people.filter((person) => person.workspace === workspace.id)
  return html`<h3 class="label" id="in-${workspace.id}">${workspace.name}</h3>
      <ul aria-labelledby="in-${workspace.id}">${members.map((person) => renderPersonLink(person, state, viewer))}</ul>`
}

function renderPersonLink(person: Person, state: State, viewer: Person): Html {
  const hasUnread = unreadInAllRooms(state, person) > 0
  return html`<li><a href="${pageAddress(person, roomsOf(person)[0]?.id ?? '')}" data-does="go"
    ${renderIf(person.user === viewer.user, html`aria-current="true"`)}>
    ${renderSeat(person)}
    <span class="who"><strong>${person.name}</strong><span>${person.organisation}</span><span class="hint">${person.hint}</span></span>
    ${renderIf(hasUnread, html`<span class="dot"><span class="unseen">has unread messages</span></span>`)}
  </a></li>`
}
