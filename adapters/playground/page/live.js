// Keeps the page up to date: fetches it when the server reports a change, and morphs it in, so that focus, scrolling
// and half-typed text stay as they are.
import { syncDialogs } from './dialogs.js'
import { keepBox, keptBox, restoreDrafts } from './drafts.js'
import { Idiomorph } from './idiomorph.js'

/** The controls whose request is in flight; a second click on them does nothing. */
export const pending = new Set()

let fetching
let again = false
let events
let eventsFor

function app() {
  return document.getElementById('app')
}

/** The person and the room of the page. */
export function seat() {
  const { as, room } = app().dataset
  return { as, room }
}

/** Resolves when the page shows the state that the server had at the time of the call, or a later one. */
export function refresh() {
  again = true
  fetching ??= fetchUntilCurrent().finally(() => {
    fetching = undefined
  })
  return fetching
}

/** Moves to another room or another person. `quietly` leaves the focus where it is. */
export async function go(address, { quietly = false, remember = true } = {}) {
  const box = document.getElementById('say')
  const { as, room } = seat()
  keepBox(`${as}/${room}`, box.value)
  if (remember && address !== location.pathname + location.search) history.pushState(null, '', address)
  await refresh()
  const now = seat()
  if (now.as !== as || now.room !== room) {
    fillBox()
  }
  toNewest()
  listen()
  if (!quietly) focusRoom()
}

/** Puts into the message box what was left there in this room. */
function fillBox() {
  const box = document.getElementById('say')
  const { as, room } = seat()
  box.value = keptBox(`${as}/${room}`)
  box.dispatchEvent(new Event('input', { bubbles: true }))
}

export function startLive() {
  fillBox()
  restoreDrafts()
  document.addEventListener('input', ({ target }) => {
    const { as, room } = seat()
    if (target.id === 'say') keepBox(`${as}/${room}`, target.value)
  })
  listen()
  toNewest()
  addEventListener('popstate', () => go(location.pathname + location.search, { remember: false }))
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) refresh()
  })
  setInterval(refresh, 30_000)
}

/** Scrolls to the end, or to the beginning of the last message if it is longer than the frame. */
export function toNewest() {
  const frame = document.getElementById('log-frame')
  document.getElementById('newer').hidden = true
  scrollToEnd(frame)
  const last = [...frame.querySelectorAll('article')].at(-1)
  if (last && last.getBoundingClientRect().top < frame.getBoundingClientRect().top)
    last.scrollIntoView({ block: 'start' })
}

function scrollToEnd(frame) {
  frame.scrollTop = frame.scrollHeight
}

async function fetchUntilCurrent() {
  while (again) {
    again = false
    const address = location.pathname + location.search
    const answer = await fetch(address).catch(() => undefined)
    const isStale = address !== location.pathname + location.search
    if (isStale) again = true
    else if (answer?.ok) show(await answer.text())
  }
}

function show(text) {
  const page = new DOMParser().parseFromString(text, 'text/html')
  const next = page.getElementById('app')
  if (!next) return
  const frame = document.getElementById('log-frame')
  const wasAtEnd = frame.scrollHeight - frame.scrollTop - frame.clientHeight < 60
  const before = new Set(articleIds())
  const wasIn = app().dataset.room + app().dataset.as
  const callbacks = {
    beforeAttributeUpdated: mayChange,
    beforeNodeMorphed: (node) => node.id !== 'suggestions' && node.id !== 'toast',
  }
  Idiomorph.morph(app(), next, { morphStyle: 'outerHTML', callbacks })
  document.title = page.title
  restoreDrafts()
  syncDialogs()
  markRead()
  if (wasIn === app().dataset.room + app().dataset.as) showNew(before, wasAtEnd)
  else toNewest()
}

/** Keeps what the reader has changed on the page: typed text, open dialogs and panels, controls that wait. */
function mayChange(name, element) {
  if (name === 'open' || name === 'aria-expanded') return false
  if (name === 'disabled') return !pending.has(element)
  if (name === 'value') return element.value === element.defaultValue
  if (name === 'selected') return element.selected === element.defaultSelected
  if (name === 'hidden') return element.id !== 'newer'
  if (element.id === 'say') return name === 'placeholder'
  return !(name === 'class' && (isMarked(element) || pending.has(element)))
}

function isMarked({ classList }) {
  return classList.contains('panel-open') || classList.contains('pointed')
}

function articleIds() {
  return [...document.querySelectorAll('#log-frame article')].map((article) => article.id)
}

/** Scrolls to new messages if the reader was at the end or has caused them; otherwise offers a button that does. */
function showNew(before, wasAtEnd) {
  const fresh = articleIds().filter((id) => !before.has(id))
  for (const id of fresh) document.getElementById(id).classList.add('fresh')
  const last = document.getElementById(fresh.at(-1))
  if (!last) {
    if (wasAtEnd) scrollToEnd(document.getElementById('log-frame'))
    return
  }
  if (wasAtEnd || last.classList.contains('own')) last.scrollIntoView({ block: 'nearest' })
  else offer(last)
}

function offer(message) {
  const button = document.getElementById('newer')
  button.dataset.message = message.id
  button.hidden = false
}

/** Marks the newest button with that label, which the tour is about to press. */
function point(label) {
  const buttons = [...document.querySelectorAll('[data-does="press"]')]
  const button =
    label === undefined ? undefined : buttons.findLast(({ textContent }) => textContent === label)
  if (!button) return
  button.scrollIntoView({ block: 'center' })
  button.classList.add('pointed')
  setTimeout(() => button.classList.remove('pointed'), 2500)
}

function markRead() {
  if (document.hidden || app().dataset.unread === '0') return
  const body = JSON.stringify(seat())
  fetch('/playground/read', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
}

function focusRoom() {
  const isWide = matchMedia('(min-width: 60rem)').matches
  document.getElementById(isWide ? 'say' : 'room-name').focus()
}

function listen() {
  const { as } = seat()
  if (eventsFor === as) return
  events?.close()
  eventsFor = as
  events = new EventSource(`/playground/events?${new URLSearchParams({ as })}`)
  events.addEventListener('hello', refresh)
  events.addEventListener('changed', refresh)
  events.addEventListener('follow', (event) => {
    const { as, room, press } = JSON.parse(event.data)
    go(`/?${new URLSearchParams({ as, room })}`, { quietly: true }).then(() => point(press))
  })
}

addEventListener('pagehide', () => events?.close())
