// Keeps what is typed but not sent yet, in forms and in the message box, while this tab is open: a reload, or a look into
// another room, empties nothing.

const prefix = 'draft '

/** The forms that hold what was kept of them. */
const restored = new WeakSet()

export function startDrafts() {
  document.addEventListener('input', ({ target }) => {
    const form = target.closest?.('form.form')
    if (form) keep(form.id, Object.fromEntries(new FormData(form)))
  })
}

/** Fills each form that is new on the page with what was typed into it before. */
export function restoreDrafts() {
  for (const form of document.querySelectorAll('form.form')) {
    if (restored.has(form)) continue
    restored.add(form)
    const kept = JSON.parse(sessionStorage.getItem(prefix + form.id) ?? '{}')
    for (const [name, value] of Object.entries(kept)) {
      const field = form.elements.namedItem(name)
      if (field) field.value = value
    }
  }
}

export function forgetDraft(id) {
  sessionStorage.removeItem(prefix + id)
}

export function keepBox(seat, text) {
  keep(seat, text)
}

export function keptBox(seat) {
  return JSON.parse(sessionStorage.getItem(prefix + seat) ?? '""')
}

/** A full or forbidden storage is no reason to stop anybody from typing. */
function keep(id, value) {
  try {
    sessionStorage.setItem(prefix + id, JSON.stringify(value))
  } catch {}
}
