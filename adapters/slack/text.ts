// Runs as elements of rich text, in which nothing that people write comes alive.
import type { types } from '@slack/bolt'
import type { Run } from '../../src/chat/card.ts'
import { plainRuns, spokenTime } from '../../src/chat/plain.ts'
import { platform } from './ids.ts'
import { limits, shortened } from './limits.ts'

/** For whom a card is drawn. */
export interface View {
  /** The team in which it is read; people of others are names only. */
  readonly workspace: string
  readonly zone?: string
  readonly locale?: string
}

type Element = types.RichTextSection['elements'][number]

export function elementsOf(runs: readonly Run[], view: View): Element[] {
  const elements: Element[] = []
  for (const run of runs) {
    const element = elementOf(run, view)
    if (!isEmpty(element)) elements.push(element)
  }
  return elements
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

export function textElement(text: string, style?: { bold?: true; code?: true }): Element {
  return style === undefined ? { type: 'text', text } : { type: 'text', text, style }
}

/** Slack takes no empty texts. */
function isEmpty(element: Element): boolean {
  return element.type === 'text' && element.text === ''
}

export function plain(text: string, most: number = limits.text): types.PlainTextElement {
  return { type: 'plain_text', text: shortened(text, most), emoji: false }
}

export function plainOf(runs: readonly Run[], { zone, locale }: View): string {
  return plainRuns(runs, zone, locale)
}
