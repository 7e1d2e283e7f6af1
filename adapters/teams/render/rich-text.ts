// Runs as text of Adaptive Cards in which nothing that people write comes alive.

import type { Address, User } from '../../../src/chat/address.ts'
import type { Run } from '../../../src/chat/card.ts'
import { plainRuns, spokenTime } from '../../../src/chat/fallback-text.ts'
import { platform } from './action-ids.ts'

/** For whom and where a card is drawn. */
export interface View {
  /** Where it is shown; people of other tenants are names only. */
  readonly shownIn: Address
  /** Where it was asked for, which its buttons and forms carry along. */
  readonly place: Address
  readonly zone?: string
  readonly locale?: string
  /** Dialogs take other buttons than messages. */
  readonly isDialog?: boolean
}

export interface Mention {
  readonly type: 'mention'
  readonly text: string
  readonly mentioned: { readonly id: string; readonly name: string }
}

type Style = Readonly<Record<string, unknown>>

/**
 * Words in a block of rich text, in which Teams reads no markup. Only where somebody is mentioned they stand in a plain
 * block, which alone takes mentions, and their markup is undone.
 */
export function textBlock(
  runs: readonly Run[],
  view: View,
  mentions: Mention[],
  style: Style = {},
): Readonly<Record<string, unknown>> {
  const isLive = runs.some((run) => run.kind === 'person' && accountIn(run.users, view) !== undefined)
  if (!isLive)
    return { type: 'RichTextBlock', inlines: runs.map((run) => inline(run, view, style)), ...layout(style) }
  return {
    type: 'TextBlock',
    wrap: true,
    text: runs.map((run) => marked(run, view, mentions)).join(''),
    ...style,
  }
}

function inline(run: Run, view: View, style: Style): object {
  const text = inert(wordsOf(run, view))
  if (run.kind === 'typed') return { type: 'TextRun', ...textStyle(style), text, fontType: 'Monospace' }
  const isStrong = run.kind === 'words' && run.strong
  return { type: 'TextRun', ...textStyle(style), text, ...(isStrong && { weight: 'Bolder' }) }
}

/** Where a block stands is its own matter; how letters look is that of each run. */
function layout({ spacing, separator }: Style): Style {
  return { spacing, separator }
}

function textStyle({ spacing: _, separator: __, wrap: ___, ...style }: Style): Style {
  return style
}

function marked(run: Run, view: View, mentions: Mention[]): string {
  if (run.kind === 'person') {
    const account = accountIn(run.users, view)
    if (account !== undefined) {
      const text = `<at>${unmarked(run.name)}</at>`
      mentions.push({ type: 'mention', text, mentioned: { id: account, name: run.name } })
      return text
    }
  }
  const words = unmarked(wordsOf(run, view))
  return run.kind === 'words' && run.strong && /^\S(.*\S)?$/s.test(words) ? `**${words}**` : words
}

function wordsOf(run: Run, view: View): string {
  switch (run.kind) {
    case 'words':
      return run.text
    case 'typed':
      return asTyped(run.text, view.shownIn)
    case 'person':
      return run.name
    case 'time':
      return spokenTime(run, view.zone, view.locale ?? 'en-NZ')
  }
}

/** In a channel people call the bot by its name, alone with it they just type. */
export function asTyped(text: string, { kind }: Address): string {
  const called = kind === 'channel' ? '@On the Table' : ''
  return text.replace(/^\/network\b/, called).trim() || '@On the Table'
}

function accountIn(users: readonly User[], { shownIn }: View): string | undefined {
  return users.find((user) => user.platform === platform && user.workspace === shownIn.workspace)?.user
}

/** Cards would put a date in the place of `{{DATE(…)}}`, also where somebody wrote it. */
function inert(text: string): string {
  return text.replaceAll('{{', '{\u2060{')
}

/** Nothing in it is markup any more: each sign that Teams could read as such is escaped. */
function unmarked(text: string): string {
  return inert(text)
    .replace(/[\\`*_[\]()~#>|!]/g, '\\$&')
    .replaceAll('<', '<\u2060')
    .replace(/(^|\n)(\s*)([-+]|\d+\.)(?=\s)/g, '$1$2\u2060$3')
    .replace(/(https?|mailto|ftp)(?=:)/gi, '$1\u2060')
}

export function plainOf(runs: readonly Run[], { zone, locale }: View): string {
  return plainRuns(runs, zone, locale)
}
