// What each control of the page does. A control has at most one request in flight.
import { cancelSuggestions } from './composer.js'
import { close, open } from './dialogs.js'
import { forgetDraft } from './drafts.js'
import { go, pending, refresh, seat, toNewest } from './live.js'

const actions = {
  say: async () => {
    const box = document.getElementById('say')
    const text = box.value
    if (text.trim() === '') return
    cancelSuggestions()
    await post('say', { ...seat(), text })
    if (box.value === text) box.value = ''
    box.dispatchEvent(new Event('input', { bubbles: true }))
    await refresh()
    toNewest()
  },
  press: async ({ dataset }) => {
    const values = JSON.parse(dataset.values)
    await post('press', { ...seat(), post: dataset.post, action: dataset.action, values })
  },
  submit: async (form) => {
    const fields = Object.fromEntries(new FormData(form))
    const { reply } = await post('submit', { ...seat(), form: form.id, fields })
    if (reply.kind !== 'form-errors') {
      form.reset()
      forgetDraft(form.id)
    }
    await refresh()
    if (reply.kind === 'form-errors')
      document.getElementById(form.id)?.querySelector('[aria-invalid]')?.focus()
  },
  dismiss: async ({ dataset }) => {
    await post('dismiss', { ...seat(), id: dataset.id })
    forgetDraft(dataset.id)
  },
  clock: async ({ dataset }) => {
    const { moved } = await post('clock', dataset.forward ? { forward: dataset.forward } : { to: 'next' })
    if (!moved) throw new Error('Nothing is coming up that anybody would see. Plan or do something first.')
  },
  'show-me': async () => {
    closePanels()
    await post('show-me', {})
  },
  'show-me-afresh': async () => {
    closePanels()
    close(document.getElementById('show-me-first'))
    await post('show-me', { afresh: true })
  },
  'ask-show-me': async () => {
    closePanels()
    open(document.getElementById('show-me-first'))
  },
  'tour-next': () => post('show-me/next', {}),
  'tour-pace': ({ dataset }) => post('show-me/pace', { pace: Number(dataset.pace) }),
  'tour-stop': () => post('show-me/stop', {}),
  'start-afresh': async () => {
    await post('start-afresh', {})
    close(document.getElementById('afresh'))
  },
  'ask-afresh': async () => open(document.getElementById('afresh')),
  'close-dialog': async ({ dataset }) => close(document.getElementById(dataset.dialog)),
  newer: async (button) => {
    document.getElementById(button.dataset.message)?.scrollIntoView({ block: 'center' })
    button.hidden = true
  },
  fill: async ({ dataset }) => {
    const box = document.getElementById('say')
    box.value = dataset.text
    box.focus()
    box.dispatchEvent(new Event('input', { bubbles: true }))
    cancelSuggestions()
  },
  go: async (link) => {
    document.getElementById('people').hidePopover()
    closePanels()
    await go(link.getAttribute('href'))
  },
  toggle: async (button) => {
    const panel = document.getElementById(button.dataset.panel)
    const opens = !panel.classList.contains('panel-open')
    closePanels()
    panel.classList.toggle('panel-open', opens)
    button.setAttribute('aria-expanded', String(opens))
    if (opens) panel.querySelector('a, button')?.focus()
  },
}

/** Whether another message waits until the previous one is answered. */
let sayAgain = false

/** Runs the control's action. An error is shown to the person, and nothing typed is lost. */
export async function act(control) {
  const action = actions[control.dataset.does]
  const button = control instanceof HTMLFormElement ? control.querySelector('[type="submit"]') : control
  if (!action) return
  if (pending.has(button)) {
    if (control.dataset.does === 'say') sayAgain = true
    return
  }
  pending.add(button)
  const slow = setTimeout(() => button.classList.add('waiting'), 150)
  try {
    await action(control)
    showError('')
  } catch (error) {
    showError(error.message)
  } finally {
    clearTimeout(slow)
    pending.delete(button)
    button.classList.remove('waiting')
    refresh()
    if (control.dataset.does === 'say' && sayAgain) {
      sayAgain = false
      act(control)
    }
  }
}

export function closePanels() {
  for (const panel of document.querySelectorAll('.panel-open')) panel.classList.remove('panel-open')
  for (const button of document.querySelectorAll('[data-does="toggle"]'))
    button.setAttribute('aria-expanded', 'false')
}

document.addEventListener('keydown', (event) => {
  const panel = document.querySelector('.panel-open')
  if (event.key !== 'Escape' || !panel) return
  closePanels()
  document.querySelector(`[data-panel="${panel.id}"]`)?.focus()
})

async function post(path, body) {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`/playground/${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  }).catch(() => {
    throw new Error('The playground isn’t answering. Is it still running?')
  })
  const result = await answer.json().catch(() => ({}))
  if (!answer.ok) throw new Error(result.error ?? 'That didn’t work. Please try again.')
  return result
}

function showError(text) {
  document.getElementById('toast').textContent = text
}
