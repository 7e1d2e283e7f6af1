// Opens and closes dialogs, and moves the focus into them and back.

/** The element that had the focus before a dialog opened. */
let previousFocus

export function startDialogs() {
  document.addEventListener('cancel', (event) => dismiss(event), true)
}

/** Shows the form that the bot has opened, and returns the focus once the form is gone. */
export function syncDialogs() {
  const dialog = document.querySelector('dialog[data-form]')
  if (!dialog) return returnFocus()
  const isBesideTour = dialog.open && !dialog.matches(':modal')
  if (isBesideTour && !isTouring()) dialog.close()
  if (dialog.open) return focusFirstError(dialog)
  open(dialog)
}

export function open(dialog) {
  previousFocus ??= document.activeElement
  // The button that stops a tour is outside the dialog; a modal dialog would block it.
  if (isTouring()) return dialog.show()
  dialog.showModal()
  dialog.querySelector('input, textarea, select')?.focus()
}

function isTouring() {
  return document.getElementById('app').dataset.touring === 'yes'
}

export function close(dialog) {
  dialog.close()
  returnFocus()
}

function dismiss(event) {
  const form = event.target.dataset?.form
  if (form === undefined) return returnFocus()
  event.preventDefault()
  event.target.querySelector('[data-does="dismiss"]')?.click()
}

function returnFocus() {
  if (!previousFocus || document.querySelector('dialog[open]')) return
  const to =
    previousFocus.isConnected && previousFocus !== document.body
      ? previousFocus
      : document.getElementById('say')
  previousFocus = undefined
  to.focus()
}

/** The errors for which the focus was moved last. */
let lastErrors = ''

/** Moves the focus to the first field with an error, once for the same errors. */
function focusFirstError(dialog) {
  const errors = [...dialog.querySelectorAll('.error')].map((error) => error.textContent).join()
  if (errors !== lastErrors && errors !== '') dialog.querySelector('[aria-invalid]')?.focus()
  lastErrors = errors
}
