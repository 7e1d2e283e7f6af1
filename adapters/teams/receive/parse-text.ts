// What was typed in Teams: without the bot's own mentions, and with those of other people found.
import type { Activity } from './activity.ts'

/** A mention of somebody else as it stands in the text now, e.g. `@Mere Tautahi`, and their id in Teams. */
export interface TextMention {
  readonly text: string
  readonly id: string
}

/** Linear in the length of the text; a text that is missing is empty. */
export function parseText({ text: given, entities, recipient }: Activity): {
  readonly text: string
  readonly mentioned: readonly TextMention[]
} {
  const text = given ?? ''
  const found: TextMention[] = []
  let read = ''
  let rest = 0
  for (const { type, text: marked, mentioned } of entities ?? []) {
    if (type !== 'mention' || !marked || mentioned === undefined) continue
    const at = text.indexOf(marked, rest)
    if (at < 0) continue
    read += text.slice(rest, at)
    rest = at + marked.length
    if (mentioned.id === recipient?.id) continue
    const shown = `@${mentioned.name ?? marked.replace(/<[^>]*>/g, '')}`
    read += shown
    found.push({ text: shown, id: mentioned.id })
  }
  read += text.slice(rest)
  return { text: read.replace(/&nbsp;|\u00a0/g, ' ').trim(), mentioned: found }
}
