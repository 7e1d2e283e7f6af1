// The tour's caption, its progress, and the buttons that control it.
import { html } from 'hono/html'
import type { Person } from '../chat/seed-data.ts'
import { isUntouched, type State } from '../chat/state.ts'
import type { Banner } from '../tour/player.ts'
import { tourMinutes } from '../tour/script.ts'
import { type Html, noHtml } from './view.ts'

export const tourText = `Sit back and see how a network begins, gets stuck and moves again. It takes about ${tourMinutes} minutes, or less: you can go faster.`

/** Starts the tour, or asks first where that would erase something. */
export function renderShowMe(
  state: State,
  { id, style }: { readonly id: string; readonly style: string },
): Html {
  const untouched = isUntouched(state)
  return html`<button type="button" class="button ${untouched ? 'primary' : ''} ${style}" id="${id}"
    data-does="${untouched ? 'show-me' : 'ask-show-me'}">${untouched ? 'Show me' : 'Show me …'}</button>`
}

export function renderShowMeDialog(): Html {
  return html`<dialog id="show-me-first" aria-labelledby="show-me-title">
    <h2 id="show-me-title">Clear the playground for the tour?</h2>
    <p>The tour starts with an empty playground. It erases every network, message and person here now, and sets the clock back to today. This can’t be undone.</p>
    <div class="buttons">
      <button type="button" class="button danger" data-does="show-me-afresh">Erase it and show me</button>
      <button type="button" class="button" data-does="close-dialog" data-dialog="show-me-first">Keep everything</button>
    </div>
  </dialog>`
}

/** Without a tour the caption's place stays on the page, so that screen readers announce the first one. */
export function renderBanner(banner: Banner | undefined, viewer: Person): Html {
  return html`<section class="tour ${banner ? 'on' : ''}" aria-label="Tour">
    <p class="caption" id="tour-caption" aria-live="polite">${banner?.caption ?? ''}</p>${renderControls(banner, viewer)}
  </section>`
}

function renderControls(banner: Banner | undefined, viewer: Person): Html {
  if (!banner) return noHtml
  if (!banner.running)
    return html`<p class="step">Tour</p>
      <div class="buttons">
        ${renderStop('Close')}
      </div>`
  return html`<p class="step">${progressOf(banner, viewer)}</p>
      <div class="buttons">${renderPaceButtons(banner)}
        ${renderStop('Stop')}
      </div>`
}

function renderStop(label: string): Html {
  return html`<button type="button" class="button" id="tour-stop" data-does="tour-stop">${label}</button>`
}

function progressOf({ step, steps, pace }: Banner, viewer: Person): string {
  return `Tour, ${step} of ${steps}${paceNote(step, pace)}: as ${viewer.name}`
}

function paceNote(step: number, pace: number): string {
  if (pace !== 1) return `, ${pace} times as fast`
  if (step === 1) return `, about ${tourMinutes} minutes`
  return ''
}

function renderPaceButtons({ pace }: Banner): Html {
  const next = nextPace(pace)
  return html`<button type="button" class="button" id="tour-next" data-does="tour-next">Next</button>
    <button type="button" class="button" id="tour-pace" data-does="tour-pace" data-pace="${next.pace}">${next.label}</button>`
}

function nextPace(pace: number): { readonly label: string; readonly pace: number } {
  if (pace < 2) return { label: 'Faster', pace: 2 }
  if (pace < 4) return { label: 'Faster', pace: 4 }
  return { label: 'Slower', pace: 1 }
}
