// Reading what somebody puts on the table: `0.5 FTE analyst from Education until June`, `$20,000 flexible`.
import type { Instant } from '../network/entry.ts'
import type { Offer, ResourceKind, Terms } from '../network/facts.ts'
import { most } from './fields.ts'
import { readDate } from './when.ts'

/** What was understood; `kind` is a guess from the words. */
export type OfferRead = Omit<Offer, 'agency'> & { readonly agency?: string }

const kindWords: readonly (readonly [RegExp, ResourceKind])[] = [
  [/[$£€]|\b(money|funding|grant|budget|dollars?)\b/i, 'money'],
  [/\b(mandate|permission|approval|delegation)\b/i, 'mandate'],
  [/\b(data|dataset|statistics|figures)\b/i, 'data'],
  [/\b(rooms?|office|space|van|car|equipment|laptops?|hall|venue|desks?)\b/i, 'space'],
  [/\b(access|introductions?|contacts?)\b/i, 'access'],
  [/\b(fte|hours?|days?|analyst|staff|secondee|worker|coordinator|people|time)\b/i, 'time'],
]

/** Reads one line. The parts that carry a marker are taken out; what is left says what it is. */
export function readOffer(words: string, now: Instant, zone: string, agencies: readonly string[]): OfferRead {
  const parts = new Parts(words.slice(0, most.what * 2))
  const until = parts.take(
    /\b(?:until|till|to the end of)\s+(.+?)(?=\s+(?:from|if|flexible|earmarked)\b|[,;]|$)/i,
  )
  const condition = parts.take(/\bif\s+(.+)$/i)
  const terms = readTerms(parts.take(/\b(flexible|earmarked)(?:\s+across agencies)?\b/i))
  const agency = agencies
    .filter((known) => parts.rest.toLowerCase().includes(`from ${known.toLowerCase()}`))
    .sort((one, other) => other.length - one.length)[0]
  if (agency !== undefined) parts.drop(`from ${agency}`)
  const kind = kindWords.find(([pattern]) => pattern.test(words))?.[1] ?? 'expertise'
  const money = parts.take(/([$£€]\s?\d[\d,]*(?:\.\d+)?k?)/i)
  const counted =
    money === undefined ? parts.take(/^\s*(\d+(?:\.\d+)?\s*(?:fte|hours?|days?|weeks?))\b/i) : undefined
  const untilDate = until === undefined ? undefined : readDate(until, now, zone)
  const what = parts.rest
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;of]+(?=\s)|[\s,;]+$/g, '')
    .trim()
  return {
    kind,
    what: what === '' ? (money === undefined ? words.trim() : 'money') : what,
    ...readAmount(money ?? counted),
    ...(agency !== undefined && { agency }),
    ...(terms !== undefined && { terms }),
    ...(untilDate !== undefined && { until: untilDate }),
    ...(condition !== undefined && { condition }),
  }
}

/** `$20k` as 20000 and `$`, `0.5 FTE` as 0.5 and `FTE`; nothing where there is no number. */
export function readAmount(text: string | undefined): { amount?: number; unit?: string } {
  const found = /^\s*([$£€])?\s?(\d[\d,]*(?:\.\d+)?)(k)?\s*(.*)$/i.exec(text ?? '')
  if (found === null) return {}
  const [, symbol, digits = '', thousand, rest = ''] = found
  const amount = Number(digits.replaceAll(',', '')) * (thousand === undefined ? 1 : 1000)
  const unit = symbol ?? rest.trim()
  return { amount, ...(unit !== '' && { unit }) }
}

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
