// Dates as pictures write them, in the reader's zone and locale.
import type { ReaderLocale } from '../../conversation/kit/reader-locale.ts'
import type { Instant } from '../../domain/core/ids.ts'

/** E.g. `24 Nov 2026`. */
export function formatDate(at: Instant, reader: ReaderLocale): string {
  return dateFormat(reader, { day: 'numeric', month: 'short', year: 'numeric' })(at)
}

export function dateFormat(
  { zone, locale }: ReaderLocale,
  options: Intl.DateTimeFormatOptions,
): (at: Instant) => string {
  const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone })
  // The font draws scripts up to Arabic; everything else around a date is English in any case.
  const english = new Intl.DateTimeFormat('en-NZ', { ...options, timeZone: zone })
  return (at) => {
    const text = format.format(at)
    return /^[^\u0700-\u1fff\u2070-\u{10ffff}]*$/u.test(text) ? text : english.format(at)
  }
}
