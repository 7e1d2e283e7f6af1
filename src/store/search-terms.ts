// What a text is found by: each of its words, and the stem of each, alike in memory, SQLite and PostgreSQL.
import { stemmer } from 'stemmer'

/** A word that is looked for: found as the beginning of a word, or by its stem. */
export interface SearchTerm {
  readonly word: string
  readonly stem: string
}

/** Longer ones are cut; an index has room for no more. */
const longestWord = 60

/** Every word once, and every stem once with `=` before it, which no word begins with. */
export function indexTerms(text: string): string {
  const words = new Set(wordsIn(text))
  return [...words, ...new Set([...words].map(stemOf))].join(' ')
}

/** What to look for; empty where the words say nothing by themselves. */
export function parseQuery(text: string): readonly SearchTerm[] {
  const words = new Set(wordsIn(text).filter((word) => !saysNothing(word)))
  return [...words].map((word) => ({ word, stem: stemOf(word) }))
}

/** Whether all that is sought is in the text that has these terms. */
export function matches(sought: readonly SearchTerm[], terms: string): boolean {
  const spaced = ` ${terms} `
  return sought.every(({ word, stem }) => spaced.includes(` ${word}`) || spaced.includes(` ${stem} `))
}

/** In small letters and without their accents and macrons, so that `whanau` finds `Whānau`. */
function wordsIn(text: string): readonly string[] {
  const folded = text
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase()
  return (folded.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => [...word].slice(0, longestWord).join(''))
}

function stemOf(word: string): string {
  return `=${stemmer(word)}`
}

function saysNothing(word: string): boolean {
  return common.has(word) || /^[a-z]$/.test(word)
}

/** Words that nearly every English sentence has. */
const common: ReadonlySet<string> = new Set(
  (
    'about after all also am an and any are as at be because been before but by can could did do does for from ' +
    'had has have he her here his how if in into is it its just me more most my no not of on or our out over she ' +
    'should so some such than that the their them then there these they this those to too up us very was we were ' +
    'what when where which who why will with would you your'
  ).split(' '),
)
