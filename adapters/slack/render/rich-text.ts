// Runs as elements of rich text, in which nothing that people write becomes a link, a mention or markup.
import type { types } from '@slack/bolt'
import type { Run } from '../../../src/chat/card.ts'
import { plainRuns, spokenTime } from '../../../src/chat/fallback-text.ts'
import { platform } from './action-ids.ts'
import { limits, shorten } from './limits.ts'

/** For whom a card is rendered. */
export interface View {
  /** The team in which it is read. People of other teams are names without a mention. */
  readonly workspace: string
  readonly zone?: string
  readonly locale?: string
}

type Element = types.RichTextSection['elements'][number]
type PlainWords = Extract<Run, { kind: 'words' }>

/** Slack takes no empty texts, so they are left out. */
export function elementsOf(runs: readonly Run[], view: View): Element[] {
  const elements: Element[] = []
  for (const run of mergePlainWords(runs)) {
    const element = elementOf(run, view)
    if (element.type !== 'text' || element.text !== '') elements.push(element)
  }
  return elements
}

/** Adjacent words without a style become one run. */
function mergePlainWords(runs: readonly Run[]): readonly Run[] {
  const merged: Run[] = []
  for (const run of runs) {
    const last = merged.at(-1)
    if (last !== undefined && isPlainWords(last) && isPlainWords(run))
      merged[merged.length - 1] = { ...last, text: last.text + run.text }
    else merged.push(run)
  }
  return merged
}

function isPlainWords(run: Run): run is PlainWords {
  return run.kind === 'words' && !run.strong
}

function elementOf(run: Run, view: View): Element {
  switch (run.kind) {
    case 'words':
      return textElement(run.text, run.strong ? { bold: true } : undefined)
    case 'typed':
      return textElement(run.text, { code: true })
    case 'person':
      return personElement(run, view)
    case 'channel':
      return channelElement(run, view)
    case 'time':
      return {
        type: 'date',
        timestamp: Math.floor(run.at / 1_000),
        format: dateFormats[run.show],
        fallback: spokenTime(run, view.zone, view.locale ?? 'en-NZ'),
      }
  }
}

function personElement({ name, users }: Extract<Run, { kind: 'person' }>, view: View): Element {
  const known = users.find((user) => user.platform === platform && user.workspace === view.workspace)
  return known === undefined ? textElement(name) : { type: 'user', user_id: known.user }
}

function channelElement({ name, at }: Extract<Run, { kind: 'channel' }>, view: View): Element {
  const isKnown = at.platform === platform && at.workspace === view.workspace
  return isKnown ? { type: 'channel', channel_id: at.channel } : textElement(name)
}

const dateFormats = {
  date: '{date_long}',
  time: '{time}',
  'date-time': '{date_long} at {time}',
} as const

export function textElement(words: string, style?: { bold?: true; code?: true }): Element {
  const text = flattened(words)
  return style === undefined ? { type: 'text', text } : { type: 'text', text, style }
}

/** V8 never leaves shorter strings in pieces. */
const minPieces = 13

/**
 * The same words in one piece of memory. Templates and `+` leave them in several, and a single such string makes
 * `JSON.stringify` of the whole message take twice as long. Joining copies.
 */
function flattened(words: string): string {
  return words.length < minPieces ? words : [words.slice(0, 1), words.slice(1)].join('')
}

export function plain(text: string, maxLength: number = limits.text): types.PlainTextElement {
  return { type: 'plain_text', text: flattened(shorten(text, maxLength)), emoji: false }
}

export function plainOf(runs: readonly Run[], { zone, locale }: View): string {
  return plainRuns(runs, zone, locale)
}
