// Computes the public holidays of a place in a year, in a process of its own: what it needs is heavy, and goes with it.
import Calendar from 'date-holidays'
import { data } from 'date-holidays/data'
import type { PlaceYear } from './public-holidays.ts'

/** Zones that several regions share, and the region in which most of the people live. */
const regionsByZone: Readonly<Record<string, string>> = {
  'Pacific/Auckland': 'NZ-AUK',
  'Pacific/Chatham': 'NZ-CIT',
  'Australia/Sydney': 'AU-NSW',
  'Europe/London': 'GB-ENG',
}

/** Returns `undefined` for a zone that is in no region. A place without a slash is a region already. */
function regionOf(place: string): string | undefined {
  if (!place.includes('/')) return place
  const known = regionsByZone[place]
  if (known !== undefined) return known
  for (const [country, { states = {} }] of Object.entries(data.holidays))
    for (const [state, { zones = [] }] of Object.entries(states))
      if (zones.includes(place)) return `${country}-${state}`
  return Object.entries(data.holidays).find(([, { zones = [] }]) => zones.includes(place))?.[0]
}

/** Plain dates (`2026-07-10`); a holiday of several days gives each of them. */
function holidaysOf({ place, year }: PlaceYear): readonly string[] {
  const region = regionOf(place)
  if (region === undefined) return []
  const [country = '', state] = region.split('-')
  const calendar = new Calendar()
  calendar.init(country, state ?? '', { types: ['public'] })
  return (calendar.getHolidays(year) || []).flatMap(({ date, start, end }) => {
    const first = Temporal.PlainDate.from(date.slice(0, 10))
    const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000))
    return Array.from({ length: days }, (_, offset) => first.add({ days: offset }).toString())
  })
}

const [place = '', year] = process.argv.slice(2)
process.stdout.write(JSON.stringify(holidaysOf({ place, year: Number(year) })))
