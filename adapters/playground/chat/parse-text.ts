// Parses what someone typed: removes the address of the bot, and finds the people whom the text mentions. Pure.
import type { Mention } from '../../../src/chat/inbound.ts'
import { colleagues, type Person, profileOf } from './seed-data.ts'

const address = /^\s*(?:\/network|@On the Table)(?![\p{L}\p{N}_-])[,:]?\s*/iu

/** The text without a leading `/network` or `@On the Table`. */
export function withoutBotAddress(text: string): string {
  return text.replace(address, '').trim()
}

/** Finds the full names of colleagues after an `@`, with or without macrons. `text` is the mention as it was typed. */
export function mentionsIn(text: string, speaker: Person): readonly Mention[] {
  const found = new Map<string, Mention>()
  const byName = new Map(colleagues(speaker).flatMap((person) => spellings(person)))
  const names = [...byName.keys()].map((name) => RegExp.escape(name)).join('|')
  for (const [mention] of text.matchAll(new RegExp(`@(?:${names})(?![\\p{L}\\p{N}])`, 'giu'))) {
    const person = byName.get(mention.slice(1).toLowerCase())
    if (person) found.set(mention, { text: mention, user: profileOf(person) })
  }
  return [...found.values()]
}

/** The ways in which the name may be typed, in lower case. */
function spellings(person: Person): readonly (readonly [string, Person])[] {
  const name = person.name.toLowerCase()
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '')
  return [name, name.normalize('NFD'), plain].map((spelling) => [spelling, person] as const)
}
