// Search terms of a text: its words and their stems, the same in memory, in SQLite and in PostgreSQL.
import { stemmer } from 'stemmer'

/** A searched word, which matches the beginning of a word, or its stem. */
export interface SearchTerm {
  readonly word: string
  readonly stem: string
}

/** The maximum length of a word; longer ones are cut, because an index has room for no more. */
const maxWordLength = 60

/** Returns every word once, and every stem once after a `=`, with which no word begins. */
export function indexTerms(text: string): string {
  const words = new Set(wordsIn(text))
  return [...words, ...new Set([...words].map(stemOf))].join(' ')
}

/** Returns the terms of a query; empty when it has only stop words. */
export function parseQuery(text: string): readonly SearchTerm[] {
  const words = new Set(wordsIn(text).filter((word) => !isStopWord(word)))
  return [...words].map((word) => ({ word, stem: stemOf(word) }))
}

/** Returns whether a text with these index terms matches every term of the query. */
export function matches(sought: readonly SearchTerm[], terms: string): boolean {
  const spaced = ` ${terms} `
  return sought.every(({ word, stem }) => spaced.includes(` ${word}`) || spaced.includes(` ${stem} `))
}

/** Words are in lower case and without accents and macrons, so that `whanau` finds `Whānau`. */
function wordsIn(text: string): readonly string[] {
  const folded = text
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase()
  return (folded.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => [...word].slice(0, maxWordLength).join(''))
}

function stemOf(word: string): string {
  return `=${stemmer(word)}`
}

function isStopWord(word: string): boolean {
  return stopWords.has(word) || /^[a-z]$/.test(word)
}

/** Words that nearly every English sentence has. */
const stopWords: ReadonlySet<string> = new Set(
  (
    'about after all also am an and any are as at be because been before but by can could did do does for from ' +
    'had has have he her here his how if in into is it its just me more most my no not of on or our out over she ' +
    'should so some such than that the their them then there these they this those to too up us very was we were ' +
    'what when where which who why will with would you your'
  ).split(' '),
)
