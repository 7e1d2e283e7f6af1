// Reads what someone typed: takes the bot's own name off, and finds the people it mentions. Pure.
import type { Mention } from '../../../src/chat/inbound.ts'
import { colleagues, type Person, profileOf } from './seed-data.ts'

const address = /^\s*(?:\/network|@On the Table)(?![\p{L}\p{N}_-])[,:]?\s*/iu

export function withoutBotAddress(text: string): string {
  return text.replace(address, '').trim()
}

/** Full names of the same workspace after an `@`, with or without their macrons; each as it stands in the text. */
export function mentionsIn(text: string, speaker: Person): readonly Mention[] {
  const found = new Map<string, Mention>()
  const named = new Map(colleagues(speaker).flatMap((person) => spellings(person)))
  const names = [...named.keys()].map((name) => RegExp.escape(name)).join('|')
  for (const [mention] of text.matchAll(new RegExp(`@(?:${names})(?![\\p{L}\\p{N}])`, 'giu'))) {
    const person = named.get(mention.slice(1).toLowerCase())
    if (person) found.set(mention, { text: mention, user: profileOf(person) })
  }
  return [...found.values()]
}

function spellings(person: Person): readonly (readonly [string, Person])[] {
  const name = person.name.toLowerCase()
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '')
  return [name, name.normalize('NFD'), plain].map((spelling) => [spelling, person] as const)
}
