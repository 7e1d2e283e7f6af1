// Schemas of the domain's terms and of simple values in an exported document. TypeScript asks for every name.
import * as v from 'valibot'
import type {
  Boundary,
  FlagContext,
  FlagName,
  MeetingOutcome,
  Offer,
  Phase,
  PromptName,
  ResourceKind,
  ResourceState,
  Role,
  Settings,
  Severity,
  SignName,
  Terms,
} from '../domain/core/terms.ts'
import { flagRules } from '../domain/flags/registry.ts'

type Field<T> = v.GenericSchema<Exclude<T, undefined>>

export type Fields<F> = {
  readonly [K in keyof F as K extends 'kind' ? never : K]-?: object extends Pick<F, K>
    ? v.ExactOptionalSchema<Field<F[K]>, undefined>
    : Field<F[K]>
}

/** Accepts these names; the record makes TypeScript ask for every one of them. */
export function oneOf<Name extends string>(names: Readonly<Record<Name, true>>) {
  return v.picklist(Object.keys(names) as [Name, ...Name[]])
}

/** The maximum number of characters, more than anything that can be typed. */
const longest = 100_000

export const text = v.pipe(v.string(), v.maxLength(longest))
export const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
/** Accepts whole numbers from `least` to `most`, both included. */
export const whole = (least: number, most = Number.MAX_SAFE_INTEGER) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))
/** Accepts instants from 1970 to the year 2200, in milliseconds since 1970. */
export const instant = whole(0, 7_258_118_400_000)
export const zone = v.pipe(v.string(), v.check(isZone))
const date = v.pipe(v.string(), v.check(isDate))
export const home = v.strictObject({ platform: id, workspace: id, channel: id })
export const role = oneOf<Role>({
  'public-entrepreneur': true,
  'fellow-traveller': true,
  'guardian-angel': true,
  'active-client': true,
  'critical-friend': true,
})
const resourceKind = oneOf<ResourceKind>({
  money: true,
  time: true,
  data: true,
  space: true,
  expertise: true,
  mandate: true,
  access: true,
})
const offerFields: Fields<Omit<Offer, 'kind'>> = {
  what: text,
  amount: v.exactOptional(v.pipe(v.number(), v.finite())),
  unit: v.exactOptional(text),
  agency: text,
  terms: v.exactOptional(oneOf<Terms>({ earmarked: true, flexible: true })),
  from: v.exactOptional(date),
  until: v.exactOptional(date),
  condition: v.exactOptional(text),
}
export const offer = v.strictObject({ kind: resourceKind, ...offerFields })
export const outcome = oneOf<MeetingOutcome>({ held: true, missed: true })
export const state = oneOf<ResourceState>({
  offered: true,
  'on-the-table': true,
  used: true,
  'used-up': true,
  ended: true,
  withdrawn: true,
  lapsed: true,
  struck: true,
})
const flag = v.picklist(Object.keys(flagRules) as [FlagName, ...FlagName[]])
export const flagId = { flag, cause: v.exactOptional(text) }
export const severity = oneOf<Severity>({ 'heads-up': true, warning: true, urgent: true })
export const context = oneOf<FlagContext>({
  organisational: true,
  'public-sector': true,
  political: true,
  societal: true,
})
export const meeting = { meeting: id }
export const between = { start: instant, end: instant }
export const count = whole(0)
export const pulseCounts = v.strictObject({ yes: count, 'not-sure': count, no: count })
export const proposal = { proposal: id, outcome: text, why: text }

export const phase = oneOf<Phase>({
  'before-starting': true,
  'getting-together': true,
  'working-together': true,
  sustaining: true,
})
export const sign = oneOf<SignName>({
  moment: true,
  outcome: true,
  entrepreneur: true,
  'two-agencies': true,
  collaboration: true,
  trio: true,
  'on-the-table': true,
  'active-client': true,
  limits: true,
  used: true,
  'three-meetings': true,
  lesson: true,
  attendance: true,
  'angel-active': true,
  'two-agency-table': true,
})

export const settings: Fields<Partial<Settings>> = {
  rule: v.exactOptional(v.boolean()),
  limit: v.exactOptional(whole(1, 100)),
  weeks: v.exactOptional(whole(0, 520)),
  checkInHours: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(8_760))),
  reminderHours: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(8_760))),
  invitationDays: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(3_650))),
  roundDays: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(3_650))),
}

export const boundary = oneOf<Boundary>({
  'getting-together': true,
  'working-together': true,
  sustaining: true,
  back: true,
  closed: true,
  'any-time': true,
})
export const promptAnswers = v.strictObject({
  prompt: oneOf<PromptName>({
    impossible: true,
    'none-alone': true,
    missing: true,
    'held-back': true,
    permission: true,
    differently: true,
    'seen-anew': true,
    'fall-back': true,
    hosts: true,
    'pulled-back': true,
    'try-first': true,
    did: true,
    borrow: true,
    'not-repeat': true,
    noticed: true,
    'from-now-on': true,
    'own-question': true,
  }),
  named: v.array(v.strictObject({ person: id, text })),
  nameless: v.array(text),
})

function isZone(name: string): boolean {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).epochMilliseconds === 0
  } catch {
    return false
  }
}

function isDate(name: string): boolean {
  try {
    return Temporal.PlainDate.from(name).toString() === name
  } catch {
    return false
  }
}
