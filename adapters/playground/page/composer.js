// The message box: it grows with its text, sends on Enter, and suggests people after an @.

/** The index of the selected suggestion. */
let selected = 0

export function startComposer() {
  document.addEventListener('input', (event) => {
    if (event.target.id !== 'say') return
    grow(event.target)
    suggest(event.target)
  })
  document.addEventListener('keydown', (event) => {
    if (event.target.id === 'say') onKey(event)
  })
  document.addEventListener('mousedown', (event) => {
    const option = event.target.closest?.('#suggestions [role="option"]')
    if (!option) return
    event.preventDefault()
    take(document.getElementById('say'), option.dataset.name)
  })
  document.addEventListener('focusout', (event) => {
    if (event.target.id === 'say') cancelSuggestions()
  })
}

export function cancelSuggestions() {
  show(document.getElementById('say'), [])
}

function grow(box) {
  box.style.height = 'auto'
  box.style.height = `${Math.min(box.scrollHeight + 2, 180)}px`
}

function onKey(event) {
  const box = event.target
  const options = [...document.querySelectorAll('#suggestions [role="option"]')]
  if (options.length > 0 && ['ArrowDown', 'ArrowUp'].includes(event.key)) {
    event.preventDefault()
    selected = (selected + (event.key === 'ArrowDown' ? 1 : -1) + options.length) % options.length
    mark(box, options)
  } else if (options.length > 0 && (event.key === 'Tab' || event.key === 'Enter')) {
    event.preventDefault()
    take(box, options[selected].dataset.name)
  } else if (options.length > 0 && event.key === 'Escape') {
    cancelSuggestions()
  } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault()
    box.form.requestSubmit()
  }
}

/** What stands between an `@` and the cursor; `undefined` if there is no `@` before it. */
function typedName(box) {
  return /(?:^|\s)@(\p{L}[\p{L} ]{0,40}|)$/u.exec(box.value.slice(0, box.selectionStart))?.[1]
}

function suggest(box) {
  const typed = typedName(box)
  const people = JSON.parse(document.getElementById('app').dataset.colleagues)
  const fits = ({ name }) => fold(name).includes(fold(typed)) && fold(name) !== fold(typed)
  show(box, typed === undefined ? [] : people.filter(fits))
}

/** Lower case without accents, for comparing names. */
function fold(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

function show(box, people) {
  const list = document.getElementById('suggestions')
  selected = 0
  list.replaceChildren(...people.map(option))
  list.hidden = people.length === 0
  mark(box, [...list.children])
}

function option({ name, organisation }, index) {
  const item = document.createElement('li')
  const strong = document.createElement('strong')
  strong.textContent = name
  item.append(strong, ` ${organisation}`)
  item.id = `suggestion-${index}`
  item.setAttribute('role', 'option')
  item.dataset.name = name
  return item
}

function mark(box, options) {
  for (const [index, item] of options.entries())
    item.setAttribute('aria-selected', String(index === selected))
  if (options.length > 0) box.setAttribute('aria-activedescendant', options[selected].id)
  else box.removeAttribute('aria-activedescendant')
}

function take(box, name) {
  const end = box.selectionStart
  const start = end - (typedName(box)?.length ?? 0)
  box.setRangeText(`${name} `, start, end, 'end')
  cancelSuggestions()
  box.focus()
}
