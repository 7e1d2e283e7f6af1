// Opens and closes dialogs, and moves the focus in and back.

/** What had the focus before a dialog opened. */
let cameFrom

export function startDialogs() {
  document.addEventListener('cancel', (event) => putAway(event), true)
}

/** Shows the form that the bot has opened, and gives the focus back once it is gone. */
export function syncDialogs() {
  const dialog = document.querySelector('dialog[data-form]')
  if (!dialog) return giveBack()
  const isBesideTour = dialog.open && !dialog.matches(':modal')
  if (isBesideTour && !isTouring()) dialog.close()
  if (dialog.open) return showMend(dialog)
  open(dialog)
}

export function open(dialog) {
  cameFrom ??= document.activeElement
  // A tour is stopped from outside the dialog, which a modal one would not allow.
  if (isTouring()) return dialog.show()
  dialog.showModal()
  dialog.querySelector('input, textarea, select')?.focus()
}

function isTouring() {
  return document.getElementById('app').dataset.touring === 'yes'
}

export function close(dialog) {
  dialog.close()
  giveBack()
}

function putAway(event) {
  const form = event.target.dataset?.form
  if (form === undefined) return giveBack()
  event.preventDefault()
  event.target.querySelector('[data-does="dismiss"]')?.click()
}

function giveBack() {
  if (!cameFrom || document.querySelector('dialog[open]')) return
  const to = cameFrom.isConnected && cameFrom !== document.body ? cameFrom : document.getElementById('say')
  cameFrom = undefined
  to.focus()
}

let mended = ''

/** After a `mend` the first field with an error gets the focus, once. */
function showMend(dialog) {
  const errors = [...dialog.querySelectorAll('.error')].map((error) => error.textContent).join()
  if (errors !== mended && errors !== '') dialog.querySelector('[aria-invalid]')?.focus()
  mended = errors
}
