// The time in the playground, the buttons that move it on, and the way into the tour.
import { html } from 'hono/html'
import type { Person } from '../chat/seed-data.ts'
import { renderShowMe, tourText } from './tour-banner.ts'
import { type Html, type PageView, renderIf } from './view.ts'

const longDay = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const
const timeWithZone = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const
const shortDateTime = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: 'numeric',
  minute: '2-digit',
} as const

export function renderClock({ now, next, viewer, state }: PageView): Html {
  return html`<aside id="clock" aria-label="Clock and tour">
    <h2 class="label">The time here</h2>
    <p class="now" aria-live="polite" aria-atomic="true"><span class="time">${formatTime(now, timeWithZone, viewer)}</span> <span class="today">${formatTime(now, longDay, viewer)}</span></p>
    <div class="stack">
      <button type="button" class="button" id="plus-day" data-does="clock" data-forward="P1D">+1 day</button>
      <button type="button" class="button" id="plus-week" data-does="clock" data-forward="P1W">+1 week</button>
      <button type="button" class="button wide" id="to-next" data-does="clock" ${renderIf(next === undefined, html`disabled`)}>Go to what happens next</button>
    </div>
    <p class="small">${whatIsNext(next, viewer)}</p>
    <section class="first-time" aria-labelledby="first-time">
      <h2 class="label" id="first-time">First time here?</h2>
      <p class="small">${tourText}</p>
      ${renderShowMe(state, { id: 'show-me', style: 'wide' })}
    </section>
    <div class="push"></div>
    <button type="button" class="button wide ghost" id="start-afresh" data-does="ask-afresh">Start afresh …</button>
  </aside>`
}

function whatIsNext(next: number | undefined, viewer: Person): string {
  if (next === undefined) return 'Nothing is due.'
  return `Next: ${formatTime(next, shortDateTime, viewer)}`
}

function formatTime(at: number, options: Intl.DateTimeFormatOptions, viewer: Person): string {
  return new Intl.DateTimeFormat(viewer.locale, { ...options, timeZone: viewer.zone }).format(at)
}
