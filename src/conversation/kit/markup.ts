// Building blocks of sentences and cards.
import type { Block, Button, Card, Run, TimeStyle } from '../../chat/card.ts'
import type { Values } from '../../chat/inbound.ts'
import { type ActionName, actionAttributes } from '../action-names.ts'

type Piece = string | number | Run | readonly Run[]

/** Template tag for a sentence. People's words, names and times go in as data, never as markup. */
export function rich(strings: TemplateStringsArray, ...pieces: readonly Piece[]): readonly Run[] {
  const runs: Run[] = []
  for (let index = 0; index < strings.length; index += 1) {
    const text = strings[index] ?? ''
    if (text !== '') runs.push(plainRun(text))
    const piece = pieces[index]
    if (piece !== undefined) addTo(runs, piece)
  }
  return runs
}

function addTo(runs: Run[], piece: Piece): void {
  if (typeof piece === 'string' || typeof piece === 'number') runs.push(plainRun(String(piece)))
  else if (Array.isArray(piece)) runs.push(...piece)
  else runs.push(piece as Run)
}

function plainRun(text: string): Run {
  return { kind: 'words', text }
}

export function bold(text: string | number): Run {
  return { kind: 'words', text: String(text), strong: true }
}

export function codeRun(text: string): Run {
  return { kind: 'typed', text }
}

export function timeRun(at: number, zone: string, show: TimeStyle = 'date-time'): Run {
  return { kind: 'time', at, zone, show }
}

export function heading(text: string): Block {
  return { kind: 'heading', text }
}

export function textBlock(runs: readonly Run[]): Block {
  return { kind: 'text', runs }
}

export function note(runs: readonly Run[]): Block {
  return { kind: 'note', runs }
}

export function button(label: string, action: ActionName, values: Values, style?: Button['style']): Button {
  return { label, action, values, style, opensForm: actionAttributes[action].opensForm }
}

/** Returns `undefined` for a row without buttons. */
export function buttons(...row: readonly (Button | undefined)[]): Block | undefined {
  const present = row.filter((one) => one !== undefined)
  if (present.length === 0) return undefined
  return { kind: 'buttons', buttons: present }
}

export function card(...blocks: readonly (Block | undefined)[]): Card {
  return { blocks: blocks.filter((block) => block !== undefined) }
}

/** Returns `a`, `a and b` or `a, b and c`. */
export function listText(items: readonly string[]): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}

export function listRuns(items: readonly (readonly Run[])[]): readonly Run[] {
  return items.flatMap((item, index) => {
    if (index === 0) return item
    return [plainRun(index === items.length - 1 ? ' and ' : ', '), ...item]
  })
}

export function capitalize(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

/** Returns `1 meeting` or `2 meetings`. */
export function pluralize(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
