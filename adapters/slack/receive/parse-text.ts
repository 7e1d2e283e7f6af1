// What was typed in Slack, with its escapes undone and its mentions found.

import type { Profile } from '../../../src/chat/address.ts'
import type { Mention } from '../../../src/chat/inbound.ts'

const mention = /<@([A-Z0-9]+)(?:\|[^>]*)?>/g

/** The people whom the text mentions, each once. */
export function mentioned(text: string): readonly string[] {
  if (!text.includes('<@')) return []
  return [...new Set([...text.matchAll(mention)].map(([, user = '']) => user))]
}

/** The text as people read it, and whom each mention in it means. */
export function parseText(
  text: string,
  profiles: ReadonlyMap<string, Profile>,
): { readonly text: string; readonly mentions: readonly Mention[] } {
  const mentions = new Map<string, Mention>()
  const read = text
    .replace(mention, (_, user: string) => {
      const profile = profiles.get(user)
      if (profile === undefined) return `@${user}`
      const named = `@${profile.name}`
      const other = mentions.get(named)?.user
      // Two people of one name, or of none that is known, are not taken for each other.
      const isTaken = profile.isNameless || (other !== undefined && other.user !== user)
      const shown = isTaken ? `@${user}` : named
      mentions.set(shown, { text: shown, user: profile })
      return shown
    })
    // Links and channels that Slack has marked, back to what was typed.
    .replace(
      /<(?:[#!]?)((?:https?:|mailto:|tel:|C|G)[^|>]*)(?:\|([^>]*))?>/g,
      (_, link: string, label?: string) => label ?? link,
    )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
  return { text: read.trim(), mentions: [...mentions.values()] }
}

/** Without the mention of the bot with which it begins. */
export function withoutAddress(text: string, bot: string): string {
  return text.replace(new RegExp(`^(?:\\s*<@${bot}(?:\\|[^>]*)?>[\\s,:]*)+`), '')
}
