// Reading what somebody puts on the table: `0.5 FTE analyst from Education until June`, `$20,000 flexible`.
import type { Instant } from '../network/entry.ts'
import type { Offer, ResourceKind, Terms } from '../network/facts.ts'
import { most } from './fields.ts'
import { readDate } from './when.ts'

/** What was understood; `kind` is a guess from the words. */
export type OfferRead = Omit<Offer, 'agency'> & { readonly agency?: string }

const kindWords: readonly (readonly [RegExp, ResourceKind])[] = [
  [/\dfte\b|\b(fte|analyst|secondee|worker|coordinator)\b/i, 'time'],
  [/[$£€]|\b(money|funding|grant|budget|dollars?)\b/i, 'money'],
  [/\b(mandate|permission|approval|delegation)\b/i, 'mandate'],
  [/\b(data|dataset|statistics|figures)\b/i, 'data'],
  [/\b(rooms?|office|space|van|car|equipment|laptops?|hall|venue|desks?)\b/i, 'space'],
  [/\b(access|introductions?|contacts?)\b/i, 'access'],
  [/\b(hours?|days?|staff|people|time)\b/i, 'time'],
]

/** `$20,000`, `NZ$1.5m`, `$20 000`; what is paid by the month or the head stays as it was typed. */
const money =
  /((?:NZ)?[$£€]\s?\d(?:[\d,]|\s(?=\d{3}\b))*(?:\.\d+)?[km]?|\d[\d,]*(?:\.\d+)?[km]?\s*dollars)(?=[\s,;.]|$)/i
/** `0.5 FTE`, `2 days a week of`. */
const time =
  /^\s*(\d+(?:\.\d+)?\s*(?:fte|hours?|days?|weeks?)(?:\s+(?:a|per)\s+(?:day|week|fortnight|month|year))?)\b/i

/** Reads one line. The parts that carry a marker are taken out; what is left says what it is. */
export function readOffer(typed: string, now: Instant, zone: string, agencies: readonly string[]): OfferRead {
  const words = typed.slice(0, most.what * 2)
  const parts = new Parts(words)
  const until = readUntil(parts, now, zone)
  const condition = parts.take(/\bif\s+(.+)$/i)
  const terms = readTerms(parts.take(/\b(flexible|earmarked)(?:\s+across agencies)?\b/i))
  const agency = agencies
    .filter((known) => parts.rest.toLowerCase().includes(`from ${known.toLowerCase()}`))
    .sort((one, other) => other.length - one.length)[0]
  if (agency !== undefined) parts.drop(`from ${agency}`)
  const kind = kindWords.find(([pattern]) => pattern.test(words))?.[1] ?? 'expertise'
  const paid = parts.take(money)
  const counted = paid ?? parts.take(time)
  const what = parts.rest
    .replace(/\s+/g, ' ')
    .replace(/^(?:[\s,;]|of\b)+|[\s,;]+$/g, '')
    .trim()
  return {
    kind,
    what: what !== '' ? what : paid !== undefined ? 'money' : counted !== undefined ? 'time' : words.trim(),
    ...readAmount(counted),
    ...(agency !== undefined && { agency }),
    ...(terms !== undefined && { terms }),
    ...(until !== undefined && { until }),
    ...(condition !== undefined && { condition }),
  }
}

/** A date that cannot be read stays among the words. */
function readUntil(parts: Parts, now: Instant, zone: string): string | undefined {
  const pattern = /\b(?:until|till|to the end of)\s+(.+?)(?=\s+(?:from|if|flexible|earmarked)\b|[,;]|$)/i
  const words = pattern.exec(parts.rest)?.[1]
  const date = words === undefined ? undefined : readDate(words, now, zone)
  if (date !== undefined) parts.take(pattern)
  return date
}

/** `$20k` as 20000 and `$`, `0.5 FTE` as 0.5 and `FTE`; nothing where there is no number. */
export function readAmount(text: string | undefined): { amount?: number; unit?: string } {
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
