// Takes a text about a date apart into pieces, each with the words it stands for, so that every word is accounted for.
import {
  correctedWord,
  isConnecting,
  isDateWord,
  isMonth,
  isWeekday,
  monthName,
  plainWord,
} from './date-words.ts'
import { zoneOfWord } from './zone-words.ts'

export interface Piece {
  /** What is read. */
  readonly text: string
  /** What was typed. */
  readonly source: string
  /** Whether the words belong to a date at all. */
  readonly known: boolean
  /** The spelling was guessed. */
  readonly corrected?: true
  /** The zone that the piece names; such a piece says nothing else. */
  readonly zone?: string
}

interface PieceContext {
  readonly today: Temporal.PlainDate
  readonly towards: 'future' | 'past'
}

export function piecesOf(text: string, context: PieceContext): readonly Piece[] {
  const words = [...text.matchAll(/[^\s,;]+/g)].map(([word]) => pieceOf(word)).filter(isPiece)
  return joined(words, context)
}

function pieceOf(typed: string): Piece | undefined {
  const source = typed.replace(/^[("“'*_]+(?!til)|(?<![ap]\.m)[)."”'!?:*_]+$/giu, '')
  if (source === '') return /^[\s("“'*_)."”'!?:]*$/u.test(typed) ? undefined : unknown(typed)
  const text = plainWord(source)
  const zone = zoneOfWord(text)
  if (zone !== undefined) return { text: '', source, known: true, zone }
  if (isDateWord(text)) return { text, source, known: true }
  const corrected = correctedWord(text)
  if (corrected === undefined) return unknown(source)
  return { text: corrected, source, known: true, corrected: true }
}

function isPiece(piece: Piece | undefined): piece is Piece {
  return piece !== undefined
}

function unknown(source: string): Piece {
  return { text: plainWord(source), source, known: false }
}

interface Phrase {
  /** What the pieces from here on mean together, and how many they are. */
  readonly text: string
  readonly length: number
}

type PhraseRule = (pieces: readonly Piece[], at: number, context: PieceContext) => Phrase | undefined

const rules: readonly PhraseRule[] = [feast, weekLater, monthAndDay, ordinal, spokenTime, hourAndMinutes]

/** Replaces what several words, or one short one, mean together. */
function joined(pieces: readonly Piece[], context: PieceContext): readonly Piece[] {
  const result: Piece[] = []
  for (let at = 0; at < pieces.length; ) {
    const phrase = firstPhrase(pieces, at, context)
    const length = phrase?.length ?? 1
    const taken = pieces.slice(at, at + length)
    if (phrase === undefined) result.push(...taken)
    else result.push(joinedPiece(taken, phrase.text))
    at += length
  }
  return result
}

function firstPhrase(pieces: readonly Piece[], at: number, context: PieceContext): Phrase | undefined {
  for (const rule of rules) {
    const phrase = rule(pieces, at, context)
    if (phrase !== undefined) return phrase
  }
  return undefined
}

function joinedPiece(taken: readonly Piece[], text: string): Piece {
  const source = taken.map((piece) => piece.source).join(' ')
  const joinedOne: Piece = { text, source, known: true }
  return taken.some(({ corrected }) => corrected) ? { ...joinedOne, corrected: true } : joinedOne
}

const feasts: readonly (readonly [string, string])[] = [
  ['christmas eve', '24 december'],
  ['christmas day', '25 december'],
  ['christmas', '25 december'],
  ['xmas', '25 december'],
  ['boxing day', '26 december'],
  ["new year's eve", '31 december'],
  ['new years eve', '31 december'],
  ["new year's day", '1 january'],
  ['new years day', '1 january'],
  ['waitangi day', '6 february'],
  ['anzac day', '25 april'],
]

/** Feasts that are on the same day every year. */
function feast(pieces: readonly Piece[], at: number): Phrase | undefined {
  const words = pieces.slice(at, at + 3).map(({ source }) => source.toLowerCase().replace('’', "'"))
  for (const [name, text] of feasts) {
    const length = name.split(' ').length
    if (words.slice(0, length).join(' ') === name) return { text, length }
  }
  return undefined
}

/** `Thursday week`, `a week on Thursday`: the Thursday after the next one. */
function weekLater(pieces: readonly Piece[], at: number, { today }: PieceContext): Phrase | undefined {
  const [one = '', two = '', three = '', four = ''] = pieces.slice(at, at + 4).map(({ text }) => text)
  if (isRepeat(pieces[at - 1]?.text)) return undefined
  if (isWeekday(one) && two === 'week') return { text: weekdayLater(today, one), length: 2 }
  if (one === 'a' && two === 'week' && three === 'on' && isWeekday(four))
    return { text: weekdayLater(today, four), length: 4 }
  return undefined
}

function isRepeat(word = ''): boolean {
  return /^(?:every|each|other|second|third|fourth|weeks?)$/.test(word)
}

function weekdayLater(today: Temporal.PlainDate, weekday: string): string {
  const starts = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
  const number = starts.indexOf(weekday.slice(0, 3)) + 1
  const days = ((number - today.dayOfWeek + 6) % 7) + 1
  return dateText(today.add({ days: days + 7 }))
}

function dateText(date: Temporal.PlainDate): string {
  return `${date.day} ${monthName(date.month)} ${date.year}`
}

/** `June 10` and `June the 10th`, whose day would be taken for a year. */
function monthAndDay(pieces: readonly Piece[], at: number): Phrase | undefined {
  const [month = '', ...after] = pieces.slice(at, at + 3).map(({ text }) => text)
  if (!isMonth(month) || /^\d/.test(pieces[at - 1]?.text ?? '')) return undefined
  const skipped = after[0] === 'the' ? 1 : 0
  const day = /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(after[skipped] ?? '')?.[1]
  if (day === undefined || Number(day) < 1 || Number(day) > 31) return undefined
  return { text: `${day} ${month}`, length: skipped + 2 }
}

/** `the 10th`, of the month in which that day is next; beside a month only its ending goes. */
function ordinal(pieces: readonly Piece[], at: number, context: PieceContext): Phrase | undefined {
  const number = /^(\d{1,2})(?:st|nd|rd|th)$/.exec(pieces[at]?.text ?? '')?.[1]
  if (number === undefined || isRepeat(pieces[at - 1]?.text)) return undefined
  const around = [...pieces.slice(Math.max(0, at - 2), at), ...pieces.slice(at + 1, at + 4)]
  const near = around.filter(({ text }) => !isConnecting(text)).slice(0, 4)
  if (near.some(({ text }) => isMonth(text))) return { text: number, length: 1 }
  const date = nearestDay(Number(number), context)
  return date === undefined ? undefined : { text: dateText(date), length: 1 }
}

function nearestDay(day: number, { today, towards }: PieceContext): Temporal.PlainDate | undefined {
  const step = towards === 'future' ? 1 : -1
  for (let months = 0; months < 12; months += 1) {
    const month = today.with({ day: 1 }).add({ months: step * months })
    if (day < 1 || day > month.daysInMonth) continue
    const date = month.with({ day })
    if (Temporal.PlainDate.compare(date, today) * step >= 0) return date
  }
  return undefined
}

const hours = 'twelve one two three four five six seven eight nine ten eleven'.split(' ')
const pastAndTo: Readonly<Record<string, number>> = { five: 5, ten: 10, quarter: 15, twenty: 20, half: 30 }

/** `half past two`, `quarter to three`, `two o’clock`. */
function spokenTime(pieces: readonly Piece[], at: number): Phrase | undefined {
  const [one = '', two = '', three = ''] = pieces.slice(at, at + 3).map(({ text }) => text)
  if (/^o['’]?clock$/.test(two) && hourOf(one) !== undefined) return { text: `${hourOf(one)}:00`, length: 2 }
  const minutes = Object.hasOwn(pastAndTo, one) ? pastAndTo[one] : undefined
  const hour = hourOf(three)
  if (minutes === undefined || hour === undefined || (two !== 'past' && two !== 'to')) return undefined
  if (two === 'past') return { text: `${hour}:${String(minutes).padStart(2, '0')}`, length: 3 }
  return minutes === 30 ? undefined : { text: `${hour === 1 ? 12 : hour - 1}:${60 - minutes}`, length: 3 }
}

function hourOf(word: string): number | undefined {
  const spoken = hours.indexOf(word)
  if (spoken >= 0) return spoken === 0 ? 12 : spoken
  return /^(?:[1-9]|1[0-2])$/.test(word) ? Number(word) : undefined
}

/** `1030`, `0900` and `930pm`; after a month four digits are a year. */
function hourAndMinutes(pieces: readonly Piece[], at: number): Phrase | undefined {
  const digits = /^(\d{1,2})([0-5]\d)(am|pm|h)?$/.exec(pieces[at]?.text ?? '')
  if (digits === null || isMonth(pieces[at - 1]?.text ?? '')) return undefined
  const [, hour = '', minutes = '', suffix = ''] = digits
  if (Number(hour) > 23 || /^(?:min|hour|hr|week|day)/.test(pieces[at + 1]?.text ?? '')) return undefined
  return { text: `${hour}:${minutes}${suffix === 'h' ? '' : suffix}`, length: 1 }
}
