// The abbreviations of time zones that people write after a time.

/** Zones by their names. A name that means the clock of a place, in summer and winter alike, stands for that place. */
const zones: Readonly<Record<string, string>> = {
  nzt: 'Pacific/Auckland',
  nzst: 'Pacific/Auckland',
  nzdt: 'Pacific/Auckland',
  chast: 'Pacific/Chatham',
  chadt: 'Pacific/Chatham',
  aet: 'Australia/Sydney',
  aest: '+10:00',
  aedt: '+11:00',
  acst: '+09:30',
  acdt: '+10:30',
  awst: '+08:00',
  utc: 'UTC',
  gmt: 'UTC',
  bst: '+01:00',
  cet: '+01:00',
  cest: '+02:00',
  est: '-05:00',
  edt: '-04:00',
  cst: '-06:00',
  cdt: '-05:00',
  pst: '-08:00',
  pdt: '-07:00',
}

/** Returns an IANA zone or a fixed offset, for `NZDT`, `AEST` or `UTC+13`. */
export function zoneOfWord(word: string): string | undefined {
  const offset = /^(?:utc|gmt)([+-])(\d{1,2})(?::?([0-5]\d))?$/.exec(word)
  if (offset === null) return Object.hasOwn(zones, word) ? zones[word] : undefined
  const [, sign = '+', hours = '0', minutes = '00'] = offset
  return Number(hours) > 14 ? undefined : `${sign}${hours.padStart(2, '0')}:${minutes}`
}
