// Runs as text of Adaptive Cards, so that nothing that people write becomes markup.
import type { Address, User } from '../../../src/chat/address.ts'
import type { Run } from '../../../src/chat/card.ts'
import { spokenTime } from '../../../src/chat/fallback-text.ts'
import { platform } from './action-ids.ts'

/** For whom and where a card is rendered. */
export interface View {
  /** The place in which the card is shown; people of other tenants are names without mentions there. */
  readonly shownIn: Address
  /** The place from which the card was asked for; its buttons and forms carry it along. */
  readonly place: Address
  readonly zone?: string
  readonly locale?: string
  /** Dialogs need other actions than messages. */
  readonly isDialog?: boolean
}

export interface Mention {
  readonly type: 'mention'
  readonly text: string
  readonly mentioned: { readonly id: string; readonly name: string }
}

export type TextStyle = Readonly<Record<string, unknown>>

export interface TextContext {
  readonly view: View
  /** The mentions of the card so far; rendering text adds to them. */
  readonly mentions: Mention[]
}

/**
 * Text in a rich text block, in which Teams reads no markup. Mentions are possible in plain text blocks only: text that
 * mentions somebody becomes one, with all markup in it escaped.
 */
export function textBlock(
  runs: readonly Run[],
  context: TextContext,
  style: TextStyle = {},
): Readonly<Record<string, unknown>> {
  const { view } = context
  if (runs.some((run) => isMention(run, view)))
    return {
      type: 'TextBlock',
      wrap: true,
      text: runs.map((run) => markdownOf(run, context)).join(''),
      ...style,
    }
  const { spacing, separator } = style
  return { type: 'RichTextBlock', inlines: runs.map((run) => textRun(run, view, style)), spacing, separator }
}

function isMention(run: Run, view: View): boolean {
  return run.kind === 'person' && accountIn(run.users, view) !== undefined
}

/** The style of a block holds the position of the block, which is not for its runs. */
function textRun(run: Run, view: View, style: TextStyle): object {
  const { spacing: _spacing, separator: _separator, wrap: _wrap, ...fontStyle } = style
  const text = withoutMacros(textOf(run, view))
  if (run.kind === 'typed') return { type: 'TextRun', ...fontStyle, text, fontType: 'Monospace' }
  if (isStrong(run)) return { type: 'TextRun', ...fontStyle, text, weight: 'Bolder' }
  return { type: 'TextRun', ...fontStyle, text }
}

function isStrong(run: Run): boolean {
  return run.kind === 'words' && run.strong === true
}

function markdownOf(run: Run, { view, mentions }: TextContext): string {
  const account = run.kind === 'person' ? accountIn(run.users, view) : undefined
  if (run.kind === 'person' && account !== undefined) {
    const text = `<at>${escapeMarkdown(run.name)}</at>`
    mentions.push({ type: 'mention', text, mentioned: { id: account, name: run.name } })
    return text
  }
  const text = escapeMarkdown(textOf(run, view))
  // Markdown knows no bold text with a space at its edge.
  if (isStrong(run) && /^\S(.*\S)?$/s.test(text)) return `**${text}**`
  return text
}

function textOf(run: Run, view: View): string {
  switch (run.kind) {
    case 'words':
      return run.text
    case 'typed':
      return commandText(run.text, view.shownIn)
    case 'person':
    case 'channel':
      return run.name
    case 'time':
      return spokenTime(run, view.zone, view.locale ?? 'en-NZ')
  }
}

/** How a command is typed in Teams: after a mention of the bot in a channel, by itself in the personal chat. */
function commandText(text: string, { kind }: Address): string {
  const address = kind === 'channel' ? '@On the Table' : ''
  return text.replace(/^\/network\b/, address).trim() || '@On the Table'
}

function accountIn(users: readonly User[], { shownIn }: View): string | undefined {
  return users.find((user) => user.platform === platform && user.workspace === shownIn.workspace)?.user
}

/** Cards replace `{{DATE(…)}}` by a date, even where a person has typed it. */
function withoutMacros(text: string): string {
  return text.replaceAll('{{', '{\u2060{')
}

/** Escapes everything that Teams could read as markup or as a link. */
function escapeMarkdown(text: string): string {
  return withoutMacros(text)
    .replace(/[\\`*_[\]()~#>|!]/g, '\\$&')
    .replaceAll('<', '<\u2060')
    .replace(/(^|\n)(\s*)([-+]|\d+\.)(?=\s)/g, '$1$2\u2060$3')
    .replace(/(https?|mailto|ftp)(?=:)/gi, '$1\u2060')
}
