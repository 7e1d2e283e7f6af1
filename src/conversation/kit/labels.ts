// Names of what the domain knows, as people read them.
import type { Run } from '../../chat/card.ts'
import type {
  BlockerKind,
  ExposureKind,
  Offer,
  Phase,
  ResourceKind,
  Role,
  Way,
} from '../../domain/core/terms.ts'
import { participant } from '../../domain/membership/members.ts'
import type { Network } from '../../domain/state.ts'
import type { Resource } from '../../domain/table/state.ts'
import type { People } from '../turn.ts'
import { bold, rich } from './markup.ts'
import { channelLocale } from './reader-locale.ts'

export const roleNames: { readonly [role in Role]: string } = {
  'public-entrepreneur': 'public entrepreneur',
  'fellow-traveller': 'fellow traveller',
  'guardian-angel': 'guardian angel',
  'active-client': 'active client',
  'critical-friend': 'critical friend',
}

/** For example “an active client”. */
export function nameWithArticle(role: Role): string {
  return `${role === 'active-client' ? 'an' : 'a'} ${roleNames[role]}`
}

export const roleMeanings: { readonly [role in Role]: string } = {
  'public-entrepreneur': 'starts things, pulls people together, and finds the way forward',
  'fellow-traveller': 'puts resources where all can use them, and carries the work',
  'guardian-angel':
    'mentors, protects, advises and speaks up for the network, keeps its limits, and otherwise stays out of the way',
  'active-client': 'is affected by the work, and shapes it as an equal',
  'critical-friend': 'asks the awkward questions and helps the network learn',
}

export const phaseNames: { readonly [phase in Phase]: string } = {
  'before-starting': 'before starting',
  'getting-together': 'getting together',
  'working-together': 'working together',
  sustaining: 'sustaining',
}

export const resourceKindNames: { readonly [kind in ResourceKind]: string } = {
  money: 'money',
  time: 'people’s time',
  data: 'data',
  space: 'space or equipment',
  expertise: 'expertise',
  mandate: 'mandate',
  access: 'access to the people affected',
}

export const blockerNames: { readonly [kind in BlockerKind]: string } = {
  budget: 'budget or contract',
  systems: 'systems',
  boundaries: 'regional boundaries',
  privacy: 'privacy law',
  permission: 'permission',
  leadership: 'leadership',
  reward: 'reward',
  busyness: 'busyness',
  culture: 'culture',
  other: 'something else',
}

export const exposureNames: { readonly [kind in ExposureKind]: string } = {
  public: 'public attention',
  media: 'media attention',
  ministerial: 'ministerial attention',
}

export const wayNames: { readonly [way in Way]: string } = {
  coexist: 'coexist',
  communicate: 'communicate',
  cooperate: 'cooperate',
  coordinate: 'coordinate',
  collaborate: 'collaborate',
}

/** Returns the name and agency. The name is a mention if the reader's chat knows the person. */
export function nameWithAgency(network: Network, people: People, person: string): readonly Run[] {
  const agency = participant(network, person)?.agency
  const run = personRun(people, person)
  if (agency === undefined) return [run]
  return rich`${run} (${agency})`
}

export function personRun(people: People, person: string): Run {
  const known = people.get(person)
  return { kind: 'person', name: known?.name ?? 'someone who has gone', users: known?.users ?? [] }
}

/** Every caller names the locale of the reader, so that none is forgotten. A reader without one reads like a channel. */
type Locale = string | undefined

/** Words a role that nobody holds. */
export function vacantRoleText(network: Network, role: Role): string {
  return network.roles.some((span) => span.role === role) ? 'nobody now' : 'nobody yet'
}

/** Returns e.g. `0.5 FTE` or `$20,000`. An offer without an amount has an empty one. */
export function amountOf(offer: Offer, locale: Locale): string {
  if (offer.amount === undefined) return ''
  const number = numberFormat(locale).format(offer.amount)
  if (offer.unit === undefined) return number
  return isCurrency(offer.unit) ? `${offer.unit}${number}` : `${number} ${offer.unit}`
}

function isCurrency(unit = ''): boolean {
  return /^[$£€]$/.test(unit)
}

const numberFormats = new Map<string, Intl.NumberFormat>()

/** Formats are cached, since making one costs far more than using it. */
function numberFormat(locale: Locale = channelLocale): Intl.NumberFormat {
  const known = numberFormats.get(locale) ?? new Intl.NumberFormat(locale)
  numberFormats.set(locale, known)
  return known
}

/** Returns e.g. `0.5 FTE analyst` or `3 hours of Tom`. Money or time without other words is its amount alone. */
export function titleOf(offer: Offer, locale: Locale): string {
  const amount = amountOf(offer, locale)
  if (amount === '') return offer.what
  if (isOnlyAmount(offer)) return amount
  const isDuration = /^(?:hour|day|week)/i.test(offer.unit ?? '')
  return isDuration ? `${amount} of ${offer.what}` : `${amount} ${offer.what}`
}

function isOnlyAmount({ what, unit }: Offer): boolean {
  return (what === 'money' && isCurrency(unit)) || (what === 'time' && unit !== undefined)
}

/** Describes a resource in one line: amount, what it is, agency, kind, terms, dates and condition. */
export function resourceLine(offer: Offer | Resource, locale: Locale): readonly Run[] {
  const details = resourceDetails(offer, locale).join(', ')
  return rich`${bold(titleOf(offer, locale))} from ${offer.agency} (${withKind(offer, details)})`
}

function resourceDetails(offer: Offer, locale: Locale): readonly string[] {
  const details: string[] = []
  if (offer.terms === 'flexible') details.push('flexible across agencies')
  if (offer.terms === 'earmarked') details.push('earmarked in its own budget')
  if (offer.from !== undefined) details.push(`from ${plainDate(offer.from, locale)}`)
  if (offer.until !== undefined) details.push(`until ${plainDate(offer.until, locale)}`)
  if (offer.condition !== undefined) details.push(`if ${offer.condition}`)
  return details
}

/** The title of money or time without other words says the kind already, unless nothing else would stand here. */
function withKind(offer: Offer, details: string): string {
  const kind = resourceKindNames[offer.kind]
  if (details === '') return kind
  const titleSaysKind = offer.amount !== undefined && isOnlyAmount(offer)
  return titleSaysKind ? details : `${kind}; ${details}`
}

/** Formats `2026-06-30` as `30 Jun 2026`. */
export function plainDate(date: string, locale: Locale): string {
  const options = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(locale ?? channelLocale, options).format(Date.parse(`${date}T00:00:00Z`))
}
