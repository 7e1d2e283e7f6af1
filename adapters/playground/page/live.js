// Keeps the view fresh: fetches it when the server says that something changed, and morphs it in, so that focus,
// scrolling and half-typed text stay as they are.
import { syncDialogs } from './dialogs.js'
import { Idiomorph } from './idiomorph.js'

/** Controls whose request is under way, so that a second click does nothing. */
export const pending = new Set()

/** What was typed in the box of each room that one has left. */
const typedIn = new Map()

let fetching
let again = false
let events
let eventsFor

export function app() {
  return document.getElementById('app')
}

/** Who one is, and the room one looks at. */
export function seat() {
  const { as, room } = app().dataset
  return { as, room }
}

/** Resolves when the view shows what the server had after the call. */
export function refresh() {
  again = true
  fetching ??= fetchWhileAsked().finally(() => {
    fetching = undefined
  })
  return fetching
}

/** Goes to another room or becomes someone else. `quietly` leaves the focus alone. */
export async function go(address, { quietly = false, remember = true } = {}) {
  const box = document.getElementById('say')
  const { as, room } = seat()
  typedIn.set(`${as}/${room}`, box.value)
  if (remember && address !== location.pathname + location.search) history.pushState(null, '', address)
  await refresh()
  const now = seat()
  if (now.as !== as || now.room !== room) {
    box.value = typedIn.get(`${now.as}/${now.room}`) ?? ''
    box.dispatchEvent(new Event('input', { bubbles: true }))
  }
  toNewest()
  listen()
  if (!quietly) focusRoom()
}

export function startLive() {
  listen()
  toNewest()
  addEventListener('popstate', () => go(location.pathname + location.search, { remember: false }))
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) refresh()
  })
  setInterval(refresh, 30_000)
}

/** Shows the end, or the beginning of the last message where that is longer than what can be seen at once. */
export function toNewest() {
  const frame = document.getElementById('log-frame')
  document.getElementById('newer').hidden = true
  toEnd(frame)
  const last = [...frame.querySelectorAll('article')].at(-1)
  if (last && last.getBoundingClientRect().top < frame.getBoundingClientRect().top)
    last.scrollIntoView({ block: 'start' })
}

function toEnd(frame) {
  frame.scrollTop = frame.scrollHeight
}

async function fetchWhileAsked() {
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
  syncDialogs()
  tellRead()
  if (wasIn === app().dataset.room + app().dataset.as) showNew(before, wasAtEnd)
  else toNewest()
}

/** Leaves what the reader has done to the page: typed text, open dialogs and panels, controls that wait. */
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

/** Brings what is new into view where the reader was at the end or has asked for it; elsewhere it offers the way. */
function showNew(before, wasAtEnd) {
  const fresh = articleIds().filter((id) => !before.has(id))
  for (const id of fresh) document.getElementById(id).classList.add('fresh')
  const last = document.getElementById(fresh.at(-1))
  if (!last) {
    if (wasAtEnd) toEnd(document.getElementById('log-frame'))
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

/** Shows the button that the tour is about to press. */
function point(label) {
  const buttons = [...document.querySelectorAll('[data-does="press"]')]
  const button =
    label === undefined ? undefined : buttons.findLast(({ textContent }) => textContent === label)
  if (!button) return
  button.scrollIntoView({ block: 'center' })
  button.classList.add('pointed')
  setTimeout(() => button.classList.remove('pointed'), 2500)
}

function tellRead() {
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
