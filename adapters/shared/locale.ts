// Time zones and locales as platforms name them: only those that this runtime knows are used.
import { setBounded } from './bounded-cache.ts'

/** Trying a time zone costs more than reading a whole request, and there are few of them. */
const knownZones = new Map<string, boolean>()
const maxKnownZones = 1_000

export function isTimeZone(zone: string | undefined): zone is string {
  if (zone === undefined) return false
  const known = knownZones.get(zone)
  if (known !== undefined) return known
  const isKnown = succeeds(() => new Intl.DateTimeFormat('en', { timeZone: zone }))
  setBounded(knownZones, zone, isKnown, maxKnownZones)
  return isKnown
}

export function isLocale(locale: string | undefined): locale is string {
  return locale !== undefined && locale !== '' && succeeds(() => new Intl.Locale(locale))
}

function succeeds(make: () => unknown): boolean {
  try {
    make()
    return true
  } catch {
    return false
  }
}
