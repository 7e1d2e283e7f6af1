// Reading what somebody puts on the table: `0.5 FTE analyst from Education until June`, `$20,000 flexible`.
import type { Instant } from '../../domain/core/ids.ts'
import type { Offer, ResourceKind, Terms } from '../../domain/core/terms.ts'
import { maxLength } from '../kit/form-fields.ts'
import { parseDate } from '../kit/parse-date.ts'

/** What was understood; `kind` is a guess from the words. */
export type ParsedOffer = Omit<Offer, 'agency'> & {
  readonly agency?: string
  /** What followed `until` and is no date, and what followed `from` and is no agency that is known. */
  readonly unread?: { readonly until?: string; readonly agency?: string }
}

/** Where neither the words nor anybody say the kind. */
export const usualKind: ResourceKind = 'time'

const kindWords: readonly (readonly [RegExp, ResourceKind])[] = [
  [/\dfte\b|\b(fte|analyst|secondee|worker|coordinator)\b/i, 'time'],
  [/[$£€]|\b(money|funding|grant|budget|dollars?)\b/i, 'money'],
  [/\b(mandate|permission|approval|delegation)\b/i, 'mandate'],
  [/\b(data|dataset|statistics|figures)\b/i, 'data'],
  [/\b(rooms?|office|space|van|car|equipment|laptops?|hall|venue|desks?)\b/i, 'space'],
  [/\b(access|introductions?|contacts?)\b/i, 'access'],
  [/\b(hours?|days?|staff|people|time)\b/i, 'time'],
  [
    /\b(advice|advis[eo]r|expertise|facilitation|training|coaching|mentoring|legal|skills?|knowledge)\b/i,
    'expertise',
  ],
]

/** `$20,000`, `NZ$1.5m`, `$20 000`; what is paid by the month or the head stays as it was typed. */
const money =
  /((?:NZ)?[$£€]\s?\d(?:[\d,]|\s(?=\d{3}\b))*(?:\.\d+)?[km]?|\d[\d,]*(?:\.\d+)?[km]?\s*dollars)(?=[\s,;.]|$)/i
/** `0.5 FTE`, `2 days a week of`. */
const time =
  /^\s*(\d+(?:\.\d+)?\s*(?:fte|hours?|days?|weeks?)(?:\s+(?:a|per)\s+(?:day|week|fortnight|month|year))?)\b/i

/** Reads one line. The parts that carry a marker are taken out; what is left says what it is. */
export function parseOffer(
  typed: string,
  now: Instant,
  zone: string,
  agencies: Iterable<string>,
): ParsedOffer {
  const words = typed.slice(0, maxLength.what * 2)
  const parts = new Parts(words)
  const until = takeUntil(parts, now, zone)
  const condition = parts.take(/\bif\s+(.+)$/i)
  const terms = readTerms(parts.take(/\b(flexible|earmarked)(?:\s+across agencies)?\b/i))
  const agency = takeAgency(parts, agencies)
  const unknownAgency = agency === undefined ? takeUnknownAgency(parts, now, zone) : undefined
  const unread = {
    ...(until.unread !== undefined && { until: until.unread }),
    ...(unknownAgency !== undefined && { agency: unknownAgency }),
  }
  const kind = kindWords.find(([pattern]) => pattern.test(words))?.[1] ?? usualKind
  const paid = parts.take(money)
  const counted = paid ?? parts.take(time)
  const what = parts.rest
    .replace(/\s+/g, ' ')
    .replace(/ on the table[\s.]*$/i, '')
    .replace(/^(?:[\s,;]|of\b)+|[\s,;]+$/g, '')
    .trim()
  return {
    kind,
    what: what !== '' ? what : paid !== undefined ? 'money' : counted !== undefined ? 'time' : words.trim(),
    ...parseAmount(counted),
    ...(agency !== undefined && { agency }),
    ...(terms !== undefined && { terms }),
    ...(until.date !== undefined && { until: until.date }),
    ...(condition !== undefined && { condition }),
    ...(Object.keys(unread).length > 0 && { unread }),
  }
}

function takeUntil(parts: Parts, now: Instant, zone: string): { date?: string; unread?: string } {
  const words = parts.take(
    /\b(?:until|till|to the end of)\s+(.+?)(?=\s+(?:from|if|flexible|earmarked)\b|[,;]|$)/i,
  )
  if (words === undefined) return {}
  const date = parseDate(words, now, zone)
  return date === undefined ? { unread: words } : { date }
}

function takeAgency(parts: Parts, agencies: Iterable<string>): string | undefined {
  const said = parts.rest.toLowerCase()
  if (!said.includes('from ')) return undefined
  const from = (known: string) =>
    ['from ', 'from the '].map((before) => before + known.toLowerCase()).find((one) => said.includes(one))
  const agency = [...new Set(agencies)]
    .filter((known) => from(known) !== undefined)
    .sort((one, other) => other.length - one.length)[0]
  if (agency !== undefined) parts.drop(from(agency) ?? '')
  return agency
}

/** `from March` is a date and stays among the words. */
function takeUnknownAgency(parts: Parts, now: Instant, zone: string): string | undefined {
  const pattern = /\bfrom\s+(.+?)(?=[,;]|$)/i
  const words = pattern.exec(parts.rest)?.[1]?.trim()
  if (words === undefined || words === '' || parseDate(words, now, zone) !== undefined) return undefined
  return parts.take(pattern)
}

/** Whether an amount is more than nothing, and can be kept to the last digit. */
export function isWellFormed(amount: number): boolean {
  return amount > 0 && amount <= Number.MAX_SAFE_INTEGER
}

/** `-5 hours`, `$-500`: a number below nothing is read as none. */
export function isNegative(words: string): boolean {
  return /^\s*(?:NZ)?[$£€]?\s?[-−–]\s?(?:NZ)?[$£€]?\s?\d/i.test(words)
}

/** `$20k` as 20000 and `$`, `0.5 FTE` as 0.5 and `FTE`; nothing where there is no number. */
export function parseAmount(text: string | undefined): { amount?: number; unit?: string } {
  const found =
    /^\s*(?:NZ(?=\$))?([$£€])?\s?(\d(?:[\d,]|\s(?=\d{3}\b))*(?:\.\d+)?)([km](?![a-z]))?\s*(.*)$/i.exec(
      text ?? '',
    )
  if (found === null) return {}
  const [, symbol, digits = '', suffix = '', rest = ''] = found
  const amount = Number(digits.replaceAll(/[,\s]/g, '')) * (thousands[suffix.toLowerCase()] ?? 1)
  const unit = symbol ?? (/^dollars$/i.test(rest.trim()) ? '$' : rest.trim())
  return { amount, ...(unit !== '' && { unit }) }
}

const thousands: { readonly [suffix: string]: number } = { k: 1_000, m: 1_000_000 }

function readTerms(word: string | undefined): Terms | undefined {
  if (word === undefined) return undefined
  return word.toLowerCase() === 'flexible' ? 'flexible' : 'earmarked'
}

/** Words from which marked parts are taken out. */
class Parts {
  rest: string

  constructor(words: string) {
    this.rest = words
  }

  take(pattern: RegExp): string | undefined {
    const found = pattern.exec(this.rest)
    if (found === null) return undefined
    this.drop(found[0])
    return found[1]?.trim()
  }

  drop(part: string): void {
    const at = this.rest.toLowerCase().indexOf(part.toLowerCase())
    if (at >= 0) this.rest = `${this.rest.slice(0, at)} ${this.rest.slice(at + part.length)}`
  }
}
