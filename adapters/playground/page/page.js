// Starts the page: runs the action of a clicked control or a submitted form, and keeps the page up to date.
import { act, closePanels } from './actions.js'
import { startComposer } from './composer.js'
import { startDialogs } from './dialogs.js'
import { startDrafts } from './drafts.js'
import { refresh, startLive } from './live.js'

document.addEventListener('click', (event) => {
  if (event.target instanceof Element && !event.target.closest('.panel-open, .top-bar, #people, dialog'))
    closePanels()
  const target = event.target instanceof Element ? event.target.closest('[data-does]') : null
  if (!target || target instanceof HTMLFormElement) return
  const isPlainClick = !(event.metaKey || event.ctrlKey || event.shiftKey)
  if (target instanceof HTMLAnchorElement && !isPlainClick) return
  event.preventDefault()
  act(target)
})

document.addEventListener('submit', (event) => {
  event.preventDefault()
  if (event.target instanceof HTMLFormElement) act(event.target)
})

startComposer()
startDialogs()
startDrafts()
startLive()
refresh()
