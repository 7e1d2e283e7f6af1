// Parses what was typed in Teams: removes mentions of the bot, and finds those of other people.
import type { Activity } from './activity.ts'

/** A mention of somebody as it stands in the parsed text, e.g. `@Mere Tautahi`, and their id in Teams. */
export interface TextMention {
  readonly text: string
  readonly id: string
}

/** Takes time linear in the length of the text. A missing text counts as empty. */
export function parseText({ text: typed, entities, recipient }: Activity): {
  readonly text: string
  readonly mentioned: readonly TextMention[]
} {
  const text = typed ?? ''
  const found: TextMention[] = []
  let parsed = ''
  let position = 0
  for (const { type, text: marked, mentioned } of entities ?? []) {
    if (type !== 'mention' || !marked || mentioned === undefined) continue
    const at = text.indexOf(marked, position)
    if (at < 0) continue
    parsed += text.slice(position, at)
    position = at + marked.length
    if (mentioned.id === recipient?.id) continue
    const mention = `@${mentioned.name ?? marked.replace(/<[^>]*>/g, '')}`
    parsed += mention
    found.push({ text: mention, id: mentioned.id })
  }
  parsed += text.slice(position)
  return { text: parsed.replace(/&nbsp;|\u00a0/g, ' ').trim(), mentioned: found }
}
