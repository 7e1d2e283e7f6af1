// What people see in Slack's blocks: every word, and what becomes a link, a mention or markup in them.
import type { Json } from '../../support/slack/stub.ts'

/** All words, as a reader gets them. */
export function wordsIn(blocks: unknown): string {
  if (Array.isArray(blocks))
    return blocks
      .map(wordsIn)
      .filter((text) => text !== '')
      .join('\n')
  if (typeof blocks !== 'object' || blocks === null) return ''
  const one = blocks as Json
  if (one.type === 'rich_text_section' || one.type === 'rich_text_quote')
    return (one.elements as Json[]).map(wordsIn).join('')
  if (one.type === 'date') return String(one.fallback)
  if (one.type === 'user') return `@${one.user_id}`
  if (typeof one.text === 'string') return one.type === 'mrkdwn' ? unescaped(one.text) : one.text
  return [
    one.text,
    one.label,
    one.hint,
    one.element,
    one.elements,
    one.rows,
    one.options,
    one.placeholder,
    one.description,
  ]
    .map(wordsIn)
    .concat(typeof one.alt_text === 'string' ? [one.alt_text] : [])
    .filter((text) => text !== '')
    .join('\n')
}

/** Mentions, links, and texts that Slack would read as markup. */
export function aliveIn(blocks: unknown): string[] {
  if (Array.isArray(blocks)) return blocks.flatMap(aliveIn)
  if (typeof blocks !== 'object' || blocks === null) return []
  const one = blocks as Json
  if (
    ['user', 'link', 'broadcast', 'channel', 'usergroup', 'team'].includes(String(one.type)) &&
    !('elements' in one)
  )
    return [JSON.stringify(one)]
  if (one.type === 'mrkdwn') return [String(one.text)]
  return Object.values(one).flatMap(aliveIn)
}

/** Links and mentions in a text that Slack reads as mrkdwn. */
export function aliveInText(text: string): string[] {
  return text.match(/<[^>]*>/g) ?? []
}

export function buttonsIn(blocks: readonly Json[]): Json[] {
  return blocks.flatMap((block) => (block.type === 'actions' ? (block.elements as Json[]) : []))
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
