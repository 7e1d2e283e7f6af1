// Reads what somebody puts on the table: `0.5 FTE analyst from Education until June`, `$20,000 flexible`.
import type { Instant } from '../../domain/core/ids.ts'
import type { Offer, ResourceKind, Terms } from '../../domain/core/terms.ts'
import { maxLength } from '../kit/form-fields.ts'
import { parseDate } from '../kit/parse-date.ts'

/** What was understood. `kind` is absent if the words do not say it. */
export type ParsedOffer = Omit<Offer, 'agency' | 'kind'> & {
  readonly kind?: ResourceKind
  readonly agency?: string
  /** The words leave open whether or when it comes, as `maybe next year` does. */
  readonly isUncertain?: true
  /**
   * What followed `until` and is no date, what followed `from` and is no agency that is known, and words for a time to
   * come that are no date.
   */
  readonly unread?: { readonly until?: string; readonly agency?: string; readonly from?: string }
}

interface OfferContext {
  readonly now: Instant
  /** The speaker's IANA zone, in which dates are read. */
  readonly zone: string
  readonly locale?: string
  /** The agencies that are known, in any order and possibly several times. */
  readonly agencies: Iterable<string>
}

const kindWords: readonly (readonly [RegExp, ResourceKind])[] = [
  [/\dfte\b|\b(fte|analyst|secondee|worker|coordinator)\b/i, 'time'],
  [/[$£€]|\b(money|funding|funds?|grant|budget|dollars?)\b/i, 'money'],
  [
    /\b(mandate|permission|approval|delegation|blessing|endorsement|sign-?off|go-?ahead|authority)\b/i,
    'mandate',
  ],
  [/\b(data|dataset|statistics|figures)\b/i, 'data'],
  [
    /\b(rooms?|office|space|vans?|cars?|bus(?:es)?|minibus(?:es)?|utes?|trucks?|vehicles?|equipment|laptops?|hall|venue|desks?)\b/i,
    'space',
  ],
  [/\b(access|introductions?|contacts?)\b/i, 'access'],
  [/\b(hours?|days?|staff|people|time)\b/i, 'time'],
  [
    /\b(advice|advis[eo]r|expertise|facilitation|training|coaching|mentoring|legal|skills?|knowledge)\b/i,
    'expertise',
  ],
]

/** `$20,000`, `NZ$1.5m`, `$20 000`; what is paid by the month or the head stays as it was typed. */
const moneyPattern =
  /((?:NZ)?[$£€]\s?\d(?:[\d,]|\s(?=\d{3}\b))*(?:\.\d+)?[km]?|\d[\d,]*(?:\.\d+)?[km]?\s*dollars)(?=[\s,;.]|$)/i
/** `0.5 FTE`, `2 days a week of`. */
const timePattern =
  /^\s*(\d+(?:\.\d+)?\s*(?:fte|hours?|days?|weeks?)(?:\s+(?:a|per)\s+(?:day|week|fortnight|month|year))?)\b/i
const untilPattern =
  /(?:\b(?:until|till?|to the end of)|'til)\s+(.+?)(?=\s+(?:from|if|flexible|earmarked)\b|[,;]|$)/i
const conditionPattern = /\bif\s+(.+)$/i
const termsPattern = /\b(flexible|earmarked)(?:\s+across agencies)?\b/i
const fromPattern = /\bfrom\s+(.+?)(?=[,;]|$)/i

/**
 * Reads one line, of which only the first `2 * maxLength.what` characters count. The parts that carry a marker are
 * taken out, in this order; what is left says what the resource is.
 */
export function parseOffer(typedText: string, context: OfferContext): ParsedOffer {
  const words = typedText.slice(0, maxLength.what * 2)
  const text = new RemainingText(words)
  const until = takeUntil(text, context)
  const condition = text.take(conditionPattern)
  const terms = parseTerms(text.take(termsPattern))
  const agency = takeAgency(text, context)
  const begins = takeFrom(text, context)
  const later = takeLater(text, context)
  const from = begins ?? later.from ?? takeFrom(text, context)
  const unknown = agency === undefined ? takeUnknownAgency(text) : undefined
  const amount = takeAmount(text)
  return {
    kind: kindOf(words),
    what: cleanedWhat(text.rest) ?? amount.usualWhat ?? words.trim(),
    amount: amount.amount,
    unit: amount.unit,
    agency,
    terms,
    from,
    isUncertain: later.isUncertain,
    until: until.date,
    condition,
    unread: unreadParts({ until: until.unread, agency: unknown, from: later.unread }),
  }
}

/** The kind that the words say, or `undefined`. Nobody is served by a guess. */
export function kindOf(words: string): ResourceKind | undefined {
  for (const [pattern, kind] of kindWords) if (pattern.test(words)) return kind
  return undefined
}

/** Whether the words are a number and nothing more, which may be money or people. */
export function isBareNumber(words: string): boolean {
  return /^\s*\d[\d, .]*[km]?\s*$/i.test(words)
}

function takeUntil(text: RemainingText, { now, zone }: OfferContext): { date?: string; unread?: string } {
  const words = text.take(untilPattern)
  if (words === undefined) return {}
  const date = parseDate(words, now, zone)
  if (date === undefined) return { unread: words }
  return { date }
}

/** Words for a time to come, or for a doubt, with what follows them: `maybe next year`, `later in March`. */
const laterPattern =
  /\b((?:maybe|perhaps|possibly|probably|hopefully|soon|later|next\s+(?:week|month|quarter|year))\b.*)$/i
const doubtPattern = /\b(?:maybe|perhaps|possibly|probably|hopefully|soon|later)\b/gi

interface Later {
  readonly isUncertain?: true
  readonly from?: string
  readonly unread?: string
}

/** What may come, or comes at some time, has to be asked about; its date is taken if it is one. */
function takeLater(text: RemainingText, context: OfferContext): Later {
  const words = text.take(laterPattern)
  if (words === undefined) return {}
  const when = words
    .replace(doubtPattern, ' ')
    .replace(/^\s*(?:from|in|on|by)\b/i, '')
    .trim()
  const from = firstDayOf(when, context)
  if (when === '' || from !== undefined) return { isUncertain: true, from }
  return { isUncertain: true, unread: when }
}

/** The first day that the words name; of a whole month its first. */
export function firstDayOf(
  words: string,
  { now, zone, locale }: Pick<OfferContext, 'now' | 'zone' | 'locale'>,
): string | undefined {
  const date = parseDate(words, now, zone, locale)
  if (date === undefined || !monthPattern.test(words)) return date
  return Temporal.PlainDate.from(date).with({ day: 1 }).toString()
}

const monthPattern =
  /^\s*(?:early\s+|(?:the\s+)?(?:start|beginning)\s+of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:\s+20\d\d)?\s*$/i

/** Takes `from 1 March` if it is a date. */
function takeFrom(text: RemainingText, context: OfferContext): string | undefined {
  const words = fromPattern.exec(text.rest)?.[1]?.trim()
  if (words === undefined || words === '') return undefined
  const date = firstDayOf(words, context)
  if (date !== undefined) text.take(fromPattern)
  return date
}

/** Takes the agency with the longest name when several fit. */
function takeAgency(text: RemainingText, { agencies }: OfferContext): string | undefined {
  const words = text.rest.toLowerCase()
  if (!words.includes('from ')) return undefined
  let longest: { readonly agency: string; readonly phrase: string } | undefined
  for (const agency of new Set(agencies)) {
    const phrase = phraseNaming(agency, words)
    const isLonger = longest === undefined || agency.length > longest.agency.length
    if (phrase !== undefined && isLonger) longest = { agency, phrase }
  }
  if (longest !== undefined) text.remove(longest.phrase)
  return longest?.agency
}

/** `from Health` or `from the Health`, in small letters, if the words hold it. */
function phraseNaming(agency: string, words: string): string | undefined {
  const name = agency.toLowerCase()
  return [`from ${name}`, `from the ${name}`].find((phrase) => words.includes(phrase))
}

function takeUnknownAgency(text: RemainingText): string | undefined {
  const words = text.take(fromPattern)
  return words === '' ? undefined : words
}

interface TakenAmount extends Amount {
  /** What the resource is when no other words say it. */
  readonly usualWhat?: 'money' | 'time'
}

function takeAmount(text: RemainingText): TakenAmount {
  const money = text.take(moneyPattern)
  if (money !== undefined) return { ...parseAmount(money), usualWhat: 'money' }
  const time = text.take(timePattern)
  if (time !== undefined) return { ...parseAmount(time), usualWhat: 'time' }
  return {}
}

/** The words without spaces and punctuation around them. Returns `undefined` when none are left. */
function cleanedWhat(words: string): string | undefined {
  const what = words
    .replace(/\s+/g, ' ')
    .replace(/ on the table[\s.]*$/i, '')
    .replace(/^(?:[\s,;]|of\b)+|[\s,;]+$/g, '')
    .trim()
  if (what === '') return undefined
  return what
}

function unreadParts(parts: NonNullable<ParsedOffer['unread']>): ParsedOffer['unread'] {
  const isAllRead = Object.values(parts).every((part) => part === undefined)
  return isAllRead ? undefined : parts
}

/** Whether an amount is more than nothing, and can be kept to the last digit. */
export function isWellFormed(amount: number): boolean {
  return amount > 0 && amount <= Number.MAX_SAFE_INTEGER
}

/** Whether the words begin with a negative number, such as `-5 hours` or `$-500`. */
export function isNegative(words: string): boolean {
  return /^\s*(?:NZ)?[$£€]?\s?[-−–]\s?(?:NZ)?[$£€]?\s?\d/i.test(words)
}

export interface Amount {
  readonly amount?: number
  readonly unit?: string
}

/** A longer text is no amount, and is not searched. */
const maxAmountText = 200

const amountPattern =
  /^\s*(?:NZ(?=\$))?([$£€])?\s?(\d(?:[\d,]|\s(?=\d{3}\b))*(?:\.\d+)?)([km](?![a-z]))?\s*(.*)$/i

/** Reads `$20k` as 20000 and `$`, `0.5 FTE` as 0.5 and `FTE`. The result is empty when there is no number. */
export function parseAmount(text: string): Amount {
  if (text.length > maxAmountText) return {}
  const match = amountPattern.exec(text)
  if (match === null) return {}
  const [, symbol, digits = '', suffix = '', rest = ''] = match
  const amount = Number(digits.replaceAll(/[,\s]/g, '')) * (multipliers[suffix.toLowerCase()] ?? 1)
  const unit = symbol ?? unitOf(rest.trim())
  if (unit === '') return { amount }
  return { amount, unit }
}

function unitOf(words: string): string {
  if (/^dollars$/i.test(words)) return '$'
  return words
}

const multipliers: { readonly [suffix: string]: number } = { k: 1_000, m: 1_000_000 }

function parseTerms(word: string | undefined): Terms | undefined {
  if (word === undefined) return undefined
  if (word.toLowerCase() === 'flexible') return 'flexible'
  return 'earmarked'
}

/** The words from which no part has been taken out yet. */
class RemainingText {
  rest: string

  constructor(words: string) {
    this.rest = words
  }

  /** Takes out what the pattern matches, and returns its first group, trimmed. */
  take(pattern: RegExp): string | undefined {
    const match = pattern.exec(this.rest)
    if (match === null) return undefined
    this.remove(match[0])
    return match[1]?.trim()
  }

  remove(part: string): void {
    const at = this.rest.toLowerCase().indexOf(part.toLowerCase())
    if (at >= 0) this.rest = `${this.rest.slice(0, at)} ${this.rest.slice(at + part.length)}`
  }
}
