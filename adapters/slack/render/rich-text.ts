// Runs as elements of rich text, in which nothing that people write comes alive.
import type { types } from '@slack/bolt'
import type { Run } from '../../../src/chat/card.ts'
import { plainRuns, spokenTime } from '../../../src/chat/fallback-text.ts'
import { platform } from './action-ids.ts'
import { limits, shortened } from './limits.ts'

/** For whom a card is drawn. */
export interface View {
  /** The team in which it is read; people of others are names only. */
  readonly workspace: string
  readonly zone?: string
  readonly locale?: string
}

type Element = types.RichTextSection['elements'][number]

/** Slack takes no empty texts. */
export function elementsOf(runs: readonly Run[], view: View): Element[] {
  return joined(runs)
    .map((run) => elementOf(run, view))
    .filter((element) => element.type !== 'text' || element.text !== '')
}

/** Words without a style that stand side by side, as one. */
function joined(runs: readonly Run[]): readonly Run[] {
  const found: Run[] = []
  for (const run of runs) {
    const last = found.at(-1)
    if (last !== undefined && isPlain(last) && isPlain(run))
      found[found.length - 1] = { ...last, text: last.text + run.text }
    else found.push(run)
  }
  return found
}

function isPlain(run: Run): run is Run & { kind: 'words' } {
  return run.kind === 'words' && !run.strong
}

function elementOf(run: Run, view: View): Element {
  switch (run.kind) {
    case 'words':
      return textElement(run.text, run.strong ? { bold: true } : undefined)
    case 'typed':
      return textElement(run.text, { code: true })
    case 'person': {
      const known = run.users.find((user) => user.platform === platform && user.workspace === view.workspace)
      return known ? { type: 'user', user_id: known.user } : textElement(run.name)
    }
    case 'time':
      return {
        type: 'date',
        timestamp: Math.floor(run.at / 1000),
        format: dateFormats[run.show],
        fallback: spokenTime(run, view.zone, view.locale ?? 'en-NZ'),
      }
  }
}

const dateFormats = {
  date: '{date_long}',
  time: '{time}',
  'date-time': '{date_long} at {time}',
} as const

export function textElement(words: string, style?: { bold?: true; code?: true }): Element {
  const text = flat(words)
  return style === undefined ? { type: 'text', text } : { type: 'text', text, style }
}

/**
 * The same words in one piece of memory. Templates and `+` leave them in several, and a single such string makes
 * JSON.stringify of the whole message take twice as long. Joining copies; what is short V8 never leaves in pieces.
 */
function flat(words: string): string {
  return words.length < 13 ? words : [words.slice(0, 1), words.slice(1)].join('')
}

export function plain(text: string, most: number = limits.text): types.PlainTextElement {
  return { type: 'plain_text', text: flat(shortened(text, most)), emoji: false }
}

export function plainOf(runs: readonly Run[], { zone, locale }: View): string {
  return plainRuns(runs, zone, locale)
}
