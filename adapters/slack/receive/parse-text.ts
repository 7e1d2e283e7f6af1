// Text as people type it in Slack: its escapes are undone, and its mentions are found.
import type { Profile } from '../../../src/chat/address.ts'
import type { Mention } from '../../../src/chat/inbound.ts'

const mentionMarkup = /<@([A-Z0-9]+)(?:\|[^>]*)?>/g
const linkMarkup = /<(?:[#!]?)((?:https?:|mailto:|tel:|C|G)[^|>]*)(?:\|([^>]*))?>/g

/** The user ids of the people whom the text mentions, each once. */
export function mentionedUserIds(text: string): readonly string[] {
  if (!text.includes('<@')) return []
  return [...new Set([...text.matchAll(mentionMarkup)].map(([, user = '']) => user))]
}

/** The text as people read it, and the person whom each mention in it means. */
export function parseText(
  text: string,
  profiles: ReadonlyMap<string, Profile>,
): { readonly text: string; readonly mentions: readonly Mention[] } {
  const mentions = new Map<string, Mention>()

  function showMention(user: string): string {
    const profile = profiles.get(user)
    if (profile === undefined) return `@${user}`
    const byName = `@${profile.name}`
    const namesake = mentions.get(byName)?.user
    // Two people of one name, or without a known name, are not taken for each other.
    const isTaken = profile.isNameless || (namesake !== undefined && namesake.user !== user)
    const shown = isTaken ? `@${user}` : byName
    mentions.set(shown, { text: shown, user: profile })
    return shown
  }

  const plain = text
    .replace(mentionMarkup, (_, user: string) => showMention(user))
    // Slack marks links and channels; this restores what was typed.
    .replace(linkMarkup, (_, link: string, label?: string) => label ?? link)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
  return { text: plain.trim(), mentions: [...mentions.values()] }
}

/** Removes the mention of the bot with which the text begins. */
export function withoutLeadingMention(text: string, bot: string): string {
  return text.replace(new RegExp(`^(?:\\s*<@${bot}(?:\\|[^>]*)?>[\\s,:]*)+`), '')
}
