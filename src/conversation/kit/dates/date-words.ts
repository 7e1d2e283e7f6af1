// The words that a date can be made of. A word that is not here is never dropped in silence.
import { distance } from 'fastest-levenshtein'
import { withoutAccents } from '../form-fields.ts'

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

/** Weekdays and months in te reo Māori, both the newer and the older names, without macrons. */
const maoriNames: ReadonlyMap<string, string> = new Map([
  ...pairs(['rahina', 'ratu', 'raapa', 'rapare', 'ramere', 'rahoroi', 'ratapu'], weekdays),
  ...pairs(['mane', 'turei', 'wenerei', 'taite', 'paraire', 'hatarei'], weekdays),
  ...pairs(
    [
      'kohitatea',
      'huitanguru',
      'poututerangi',
      'paengawhawha',
      'haratua',
      'pipiri',
      'hongongoi',
      'hereturikoka',
      'mahuru',
      'whiringa-a-nuku',
      'whiringa-a-rangi',
      'hakihea',
    ],
    months,
  ),
  ...pairs(
    [
      'hanuere',
      'pepuere',
      'maehe',
      'aperira',
      'mei',
      'hune',
      'hurae',
      'akuhata',
      'hepetema',
      'oketopa',
      'noema',
      'tihema',
    ],
    months,
  ),
  ['apopo', 'tomorrow'],
])

const synonyms: ReadonlyMap<string, string> = new Map([
  ...maoriNames,
  ['til', 'to'],
  ['till', 'to'],
  ["'til", 'to'],
  ['until', 'to'],
  ['–', 'to'],
  ['—', 'to'],
  ['-', 'to'],
  ['tmr', 'tomorrow'],
  ['tmrw', 'tomorrow'],
  ['@', 'at'],
  ['weds', 'wed'],
])

/** Words that may stand anywhere, and say nothing of the time by themselves. */
const connecting: ReadonlySet<string> = new Set(['at', 'on', 'the', 'of', 'from'])
const abbreviations =
  'mon tue tues wed weds thu thur thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec'.split(
    ' ',
  )
const spelledOut =
  'today tonight tomorrow yesterday morning afternoon evening night noon midday midnight weekly fortnightly'.split(
    ' ',
  )
const grammar =
  'now next last this in ago to for and a an am pm week weeks day days month months year years hour hours hr hrs minute minutes min mins end every each other second third fourth one two three four five six seven eight nine ten eleven twelve half'.split(
    ' ',
  )

const correctable = [...weekdays, ...months, ...spelledOut]
const known: ReadonlySet<string> = new Set([...connecting, ...abbreviations, ...correctable, ...grammar])

/** `10`, `10:30`, `3/12/2026`, `2026-12-03T14:00`, `3rd`, `2.30pm`, `2-3.30pm`, `2h`. */
const numeric = /^\d[\d:./-]*(?:t\d\d:\d\d)?(?:am|pm|st|nd|rd|th|h)?(?:[-–]\d[\d:.]*(?:am|pm)?)?$/

export function isConnecting(word: string): boolean {
  return connecting.has(word)
}

export function isDateWord(word: string): boolean {
  return known.has(word) || numeric.test(word)
}

export function isWeekday(word: string): boolean {
  return weekdays.some((weekday) => weekday === word || isAbbreviation(word, weekday))
}

export function isMonth(word: string): boolean {
  return months.some((month) => month === word || isAbbreviation(word, month))
}

/** Whether the weekdays, months and days of the month that the words name are those of the date. */
export function agreesWith(words: string, date: Temporal.PlainDate): boolean {
  const parts = words.split(' ')
  for (const part of parts) {
    if (isWeekday(part) && !weekdays[date.dayOfWeek - 1]?.startsWith(part.slice(0, 3))) return false
    if (isMonth(part) && !monthName(date.month).startsWith(part.slice(0, 3))) return false
  }
  return !(parts.length > 1 && isMonth(parts[1] ?? '')) || Number(parts[0]) === date.day
}

function isAbbreviation(word: string, name: string): boolean {
  return word.length >= 3 && abbreviations.includes(word) && name.startsWith(word)
}

/** The English name of the month with this number, 1 to 12, in small letters. */
export function monthName(month: number): string {
  return months[month - 1] ?? ''
}

/** The word in the spelling in which dates are read: small letters, no macrons, `til` as `to`, `p.m.` as `pm`. */
export function plainWord(word: string): string {
  const plain = withoutAccents(word).replace(/([ap])\.m\.?$/, '$1m')
  return synonyms.get(plain) ?? plain
}

/** The word of a date that was probably meant, such as `friday` for `fridya`. */
export function correctedWord(word: string): string | undefined {
  if (!/^[a-z]{5,12}$/.test(word)) return undefined
  const most = word.length > 5 ? 2 : 1
  const near = correctable
    .map((name) => ({ name, away: distance(word, name) }))
    .filter(({ away }) => away <= most)
  const least = Math.min(...near.map(({ away }) => away))
  const nearest = near.filter(({ away }) => away === least)
  return nearest.length === 1 ? nearest[0]?.name : undefined
}

function pairs(
  names: readonly string[],
  meanings: readonly string[],
): readonly (readonly [string, string])[] {
  return names.map((name, index) => [name, meanings[index] ?? ''])
}
