// Block Kit's rules according to Slack's reference, to find what Slack would refuse in a message or view.

type Json = Readonly<Record<string, unknown>>

const perSurface = { message: 50, modal: 100, home: 100 } as const

/** Every reason for which Slack would answer `invalid_blocks` or refuse the view. */
export function blockFaults(blocks: unknown, surface: keyof typeof perSurface): string[] {
  if (!Array.isArray(blocks)) return ['blocks are no list']
  const faults: string[] = []
  if (blocks.length > perSurface[surface]) faults.push(`${blocks.length} blocks`)
  const ids = blocks.map((block: Json) => block.block_id).filter((id) => id !== undefined)
  if (new Set(ids).size !== ids.length) faults.push('two blocks of one id')
  if (blocks.filter((block: Json) => block.type === 'table').length > 1) faults.push('two tables')
  for (const id of ids) within(faults, 'block_id', String(id), 1, 255)
  for (const block of blocks as Json[]) ofBlock(faults, block, surface)
  if (surface === 'message' && textLength(blocks) > 12_000) faults.push('more than 12,000 characters')
  return faults
}

export function viewFaults(view: Json): string[] {
  const faults = blockFaults(view.blocks, view.type === 'home' ? 'home' : 'modal')
  within(faults, 'private_metadata', String(view.private_metadata ?? ''), 0, 3000)
  if (view.type !== 'modal') return faults
  for (const part of ['title', 'submit', 'close'])
    if (view[part] !== undefined || part === 'title') ofText(faults, part, view[part], 24, ['plain_text'])
  const hasInput = (view.blocks as Json[]).some((block) => block.type === 'input')
  if (hasInput && view.submit === undefined) faults.push('inputs without a submit')
  within(faults, 'callback_id', String(view.callback_id ?? ''), 0, 255)
  return faults
}

function within(faults: string[], what: string, text: string, least: number, most: number): void {
  if (text.length < least || text.length > most) faults.push(`${what} of ${text.length} characters`)
}

function ofText(faults: string[], what: string, object: unknown, most: number, kinds: string[]): void {
  const { type, text } = (object ?? {}) as Json
  if (!kinds.includes(String(type))) faults.push(`${what} of type ${type}`)
  if (typeof text !== 'string') faults.push(`${what} without text`)
  else within(faults, what, text, 1, most)
}

const both = ['plain_text', 'mrkdwn']

function ofBlock(faults: string[], block: Json, surface: string): void {
  switch (block.type) {
    case 'header':
      ofText(faults, 'header', block.text, 150, ['plain_text'])
      return
    case 'section':
      ofText(faults, 'section', block.text, 3000, both)
      return
    case 'context': {
      const elements = (block.elements ?? []) as Json[]
      if (elements.length < 1 || elements.length > 10) faults.push(`context of ${elements.length} elements`)
      for (const element of elements) ofText(faults, 'context', element, 3000, both)
      return
    }
    case 'actions': {
      const elements = (block.elements ?? []) as Json[]
      if (elements.length < 1 || elements.length > 25) faults.push(`actions of ${elements.length} elements`)
      const ids = elements.map(({ action_id }) => action_id)
      if (new Set(ids).size !== ids.length) faults.push('two actions of one id')
      for (const element of elements) ofButton(faults, element)
      return
    }
    case 'image':
      if (!block.slack_file && !block.image_url) faults.push('image of nothing')
      within(faults, 'alt_text', String(block.alt_text ?? ''), 1, 2000)
      return
    case 'input':
      if (surface === 'home') faults.push('an input on the home tab')
      ofInput(faults, block)
      return
    case 'table': {
      const rows = (block.rows ?? []) as unknown[][]
      if (rows.length < 1 || rows.length > 100) faults.push(`table of ${rows.length} rows`)
      for (const row of rows) {
        if (row.length < 1 || row.length > 20) faults.push(`row of ${row.length} cells`)
        for (const cell of row) ofBlock(faults, cell as Json, surface)
      }
      return
    }
    case 'rich_text': {
      const parts = (block.elements ?? []) as Json[]
      if (parts.length === 0) faults.push('empty rich text')
      for (const part of parts) ofRich(faults, part)
      return
    }
    default:
      faults.push(`a block of type ${block.type}`)
  }
}

function ofButton(faults: string[], button: Json): void {
  if (button.type !== 'button') {
    faults.push(`an action of type ${button.type}`)
    return
  }
  ofText(faults, 'button', button.text, 75, ['plain_text'])
  within(faults, 'button value', String(button.value ?? ''), 0, 2000)
  within(faults, 'action_id', String(button.action_id ?? ''), 1, 255)
  if (button.style !== undefined && button.style !== 'primary' && button.style !== 'danger')
    faults.push(`button of style ${button.style}`)
}

function ofInput(faults: string[], block: Json): void {
  ofText(faults, 'label', block.label, 2000, ['plain_text'])
  if (block.hint !== undefined) ofText(faults, 'hint', block.hint, 2000, ['plain_text'])
  const element = (block.element ?? {}) as Json
  within(faults, 'action_id', String(element.action_id ?? ''), 1, 255)
  switch (element.type) {
    case 'plain_text_input': {
      const most = Number(element.max_length ?? 3000)
      if (most < 1 || most > 3000) faults.push(`max_length ${most}`)
      within(faults, 'initial_value', String(element.initial_value ?? ''), 0, most)
      return
    }
    case 'static_select': {
      const groups = (element.option_groups ?? []) as Json[]
      const lists = element.options ? [element.options as Json[]] : groups.map((one) => one.options as Json[])
      if (groups.length > 100) faults.push('more than 100 groups')
      for (const list of lists) {
        if (list.length < 1 || list.length > 100) faults.push(`${list.length} options`)
        for (const option of list) ofOption(faults, option)
      }
      const chosen = element.initial_option as Json | undefined
      if (chosen && !lists.flat().some((option) => JSON.stringify(option) === JSON.stringify(chosen)))
        faults.push('an initial option that is none of the options')
      if (lists.length === 0) faults.push('a select of nothing')
      return
    }
    case 'users_select':
      return
    default:
      faults.push(`an input of type ${element.type}`)
  }
}

function ofOption(faults: string[], option: Json): void {
  ofText(faults, 'option', option.text, 75, both)
  within(faults, 'option value', String(option.value ?? ''), 1, 75)
  if (option.description !== undefined) ofText(faults, 'option description', option.description, 75, both)
}

function ofRich(faults: string[], part: Json): void {
  const elements = (part.elements ?? []) as Json[]
  if (elements.length === 0) faults.push(`an empty ${part.type}`)
  switch (part.type) {
    case 'rich_text_list':
      if (part.style !== 'bullet' && part.style !== 'ordered') faults.push('a list without style')
      for (const element of elements) ofRich(faults, element)
      return
    case 'rich_text_section':
    case 'rich_text_quote':
    case 'rich_text_preformatted':
      for (const element of elements) {
        if (element.type === 'text' && (typeof element.text !== 'string' || element.text === ''))
          faults.push('an empty text')
        if (
          element.type === 'date' &&
          !(Number.isInteger(element.timestamp) && element.format && element.fallback)
        )
          faults.push('a date without its parts')
        if (!['text', 'user', 'date', 'link', 'emoji'].includes(String(element.type)))
          faults.push(`an element of type ${element.type}`)
      }
      return
    default:
      faults.push(`rich text of type ${part.type}`)
  }
}

/** The number of characters that the blocks show. */
export function textLength(blocks: unknown): number {
  if (Array.isArray(blocks)) return blocks.reduce((sum: number, one) => sum + textLength(one), 0)
  if (typeof blocks !== 'object' || blocks === null) return 0
  return Object.entries(blocks).reduce((sum, [name, value]) => {
    if (typeof value === 'string')
      return sum + (['text', 'fallback', 'alt_text'].includes(name) ? value.length : 0)
    return sum + textLength(value)
  }, 0)
}
