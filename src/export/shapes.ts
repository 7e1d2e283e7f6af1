// What each kind of entry looks like in a document; TypeScript asks for every kind and every field.
import * as v from 'valibot'
import type { Fact, FactOf } from '../network/facts.ts'
import { flags } from '../network/flags/table.ts'
import type {
  AskKind,
  BlockerKind,
  Boundary,
  ExposureKind,
  FlagContext,
  FlagName,
  LimitTouch,
  MeetingOutcome,
  MovingBecause,
  Offer,
  Phase,
  PromptName,
  Pulse,
  ResourceKind,
  ResourceState,
  Role,
  Settings,
  Severity,
  SignName,
  Terms,
  Way,
} from '../network/kinds.ts'

type Field<T> = v.GenericSchema<Exclude<T, undefined>>

type Fields<F> = {
  readonly [K in keyof F as K extends 'kind' ? never : K]-?: object extends Pick<F, K>
    ? v.ExactOptionalSchema<Field<F[K]>, undefined>
    : Field<F[K]>
}

/** TypeScript asks for every one of the names. */
function oneOf<Name extends string>(names: Readonly<Record<Name, true>>) {
  return v.picklist(Object.keys(names) as [Name, ...Name[]])
}

/** Longer than anything that can be typed, in characters. */
const longest = 100_000

const text = v.pipe(v.string(), v.maxLength(longest))
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
/** From 1970 to the year 2200. */
const instant = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(7_258_118_400_000))
/** From `least` to `most`, both included. */
const whole = (least: number, most = Number.MAX_SAFE_INTEGER) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))
const zone = v.pipe(v.string(), v.check(isZone))
const date = v.pipe(v.string(), v.check(isDate))
const home = v.strictObject({ platform: id, workspace: id, channel: id })
const role = oneOf<Role>({
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
  amount: v.exactOptional(v.number()),
  unit: v.exactOptional(text),
  agency: text,
  terms: v.exactOptional(oneOf<Terms>({ earmarked: true, flexible: true })),
  from: v.exactOptional(date),
  until: v.exactOptional(date),
  condition: v.exactOptional(text),
}
const offer = v.strictObject({ kind: resourceKind, ...offerFields })
const outcome = oneOf<MeetingOutcome>({ held: true, missed: true })
const state = oneOf<ResourceState>({
  offered: true,
  'on-the-table': true,
  used: true,
  withdrawn: true,
  lapsed: true,
  struck: true,
})
const flag = v.picklist(Object.keys(flags) as [FlagName, ...FlagName[]])
const flagId = { flag, cause: v.exactOptional(text) }
const severity = oneOf<Severity>({ 'heads-up': true, warning: true, urgent: true })
const context = oneOf<FlagContext>({
  organisational: true,
  'public-sector': true,
  political: true,
  societal: true,
})
const meeting = { meeting: id }
const between = { start: instant, end: instant }
const count = whole(0)
const pulseCounts = v.strictObject({ yes: count, 'not-sure': count, no: count })
const proposal = { proposal: id, outcome: text, why: text }

const phase = oneOf<Phase>({
  'before-starting': true,
  'getting-together': true,
  'working-together': true,
  sustaining: true,
})
const sign = oneOf<SignName>({
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

const settings: Fields<Partial<Settings>> = {
  rule: v.exactOptional(v.boolean()),
  limit: v.exactOptional(whole(1, 100)),
  weeks: v.exactOptional(whole(0, 520)),
  checkInHours: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(8_760))),
  reminderHours: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(8_760))),
  invitationDays: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(3_650))),
  roundDays: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(3_650))),
}

const boundary = oneOf<Boundary>({
  'getting-together': true,
  'working-together': true,
  sustaining: true,
  back: true,
  closed: true,
  'any-time': true,
})
const promptAnswers = v.strictObject({
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

const fields: { readonly [K in Fact['kind']]: Fields<FactOf<K>> } = {
  started: { name: text, moment: text, outcome: text, agency: text, zone, home: v.exactOptional(home) },
  'home-added': { home },
  'home-removed': { home },
  'home-moved': { from: home, home },
  'home-lost': { home },
  invited: {
    invitation: id,
    codeHash: id,
    as: v.picklist(['fellow-traveller', 'active-client']),
    expires: instant,
  },
  'invitation-revoked': { invitation: id },
  'invitation-used': { invitation: id, home: v.exactOptional(home) },
  joined: { agency: text, as: role, member: v.boolean() },
  left: {},
  'person-unreached': { person: id, why: text },
  'person-linked': { from: id, person: id },
  nominated: { nomination: id, person: id, role },
  'nomination-accepted': { nomination: id },
  'nomination-declined': { nomination: id },
  'nomination-withdrawn': { nomination: id },
  'role-given-up': { role },
  'meeting-planned': { ...meeting, ...between, zone, series: v.exactOptional(id) },
  'series-planned': {
    series: id,
    start: instant,
    minutes: v.pipe(v.number(), v.gtValue(0)),
    zone,
    repeat: v.strictObject({ weeks: whole(1, 52) }),
  },
  'series-ended': { series: id },
  'meeting-recorded': { ...meeting, ...between, zone },
  'meeting-moved': { ...meeting, ...between },
  'meeting-cancelled': { ...meeting, onHold: v.exactOptional(v.literal(true)) },
  'meeting-reminded': { ...meeting, lead: v.picklist(['day', 'quarter-hour']) },
  'check-in-opened': { ...meeting, closes: instant },
  'attendance-answered': { ...meeting, there: v.boolean(), person: id },
  'nothing-this-time': meeting,
  'pulse-answered': { ...meeting, pulse: oneOf<Pulse>({ yes: true, 'not-sure': true, no: true }) },
  'lesson-kept': { lesson: id, text, meeting: v.exactOptional(id) },
  'lesson-offered': { lesson: id },
  'lesson-taken-back': { lesson: id },
  'lesson-struck': { lesson: id, meeting: v.exactOptional(id) },
  'meeting-confirmed': meeting,
  'check-in-closed': { ...meeting, outcome, pulse: v.exactOptional(pulseCounts) },
  'meeting-recounted': { ...meeting, outcome },
  'meeting-struck': meeting,
  'resource-offered': { resource: id, offer },
  'resource-put': { resource: id, offer: v.exactOptional(offer), meeting: v.exactOptional(id) },
  'resource-used': { resource: id, what: v.exactOptional(text) },
  'resource-withdrawn': { resource: id, why: v.exactOptional(text) },
  'resource-restored': { resource: id, state },
  'resource-lapsed': { resource: id },
  'resource-struck': { resource: id },
  stalled: {},
  'moving-again': {
    because: oneOf<MovingBecause>({
      put: true,
      reframed: true,
      extended: true,
      corrected: true,
      settings: true,
    }),
  },
  'reframe-proposed': proposal,
  'reframe-refused': { proposal: id },
  reframed: proposal,
  extended: { meetings: v.union([v.literal(1), v.literal(2)]) },
  'flag-raised': flagId,
  'flag-cleared': flagId,
  'risk-gone': flagId,
  'flag-raised-by-hand': {
    flag: id,
    text,
    context,
    severity,
    privately: v.exactOptional(v.literal(true)),
  },
  'flag-seen': { flag: id },
  'flag-dismissed': { flag: id, reason: text },
  'flag-cleared-by-hand': { flag: id, word: text },
  asked: {
    ask: id,
    of: oneOf<AskKind>({ mentor: true, protect: true, advise: true, advocate: true, 'clear-the-way': true }),
    text,
    blocker: v.exactOptional(id),
  },
  'asks-put-to': { person: id, asks: v.array(id) },
  'ask-taken': { ask: id },
  'ask-done': { ask: id, word: text },
  'ask-passed': { ask: id, word: text },
  'ask-dropped': { ask: id },
  'ask-taken-back': { ask: id },
  'blocker-opened': {
    blocker: id,
    of: oneOf<BlockerKind>({
      budget: true,
      systems: true,
      boundaries: true,
      privacy: true,
      permission: true,
      leadership: true,
      reward: true,
      busyness: true,
      culture: true,
      other: true,
    }),
    text,
  },
  'blocker-cleared': { blocker: id, word: text },
  'entrepreneurs-called': { call: id, text },
  'limit-stated': { limit: id, text },
  'limit-lifted': { limit: id, word: text },
  'limit-touched': { limit: id, touch: id, how: oneOf<LimitTouch>({ near: true, crossed: true }), text },
  'limit-settled': { limit: id, word: text },
  'bend-noted': { bend: id, what: text, why: text },
  'bends-put-to': { person: id, bends: v.array(id) },
  'bend-approved': { bend: id },
  'bend-declined': { bend: id, word: text },
  'bend-talk-first': { bend: id, word: text },
  'bend-taken-back': { bend: id },
  'phase-crossed': {
    crossing: id,
    from: phase,
    to: phase,
    met: v.array(sign),
    unmet: v.array(sign),
    whyNoClient: v.exactOptional(text),
  },
  'round-opened': { round: id, boundary, question: v.exactOptional(text), closes: instant },
  'round-reminded': { round: id },
  'round-closed': { round: id, asked: count, answered: count, answers: v.array(promptAnswers) },
  'moment-changed': { moment: text },
  'outcome-changed': { outcome: text },
  exposed: { exposure: id, of: oneOf<ExposureKind>({ public: true, media: true, ministerial: true }), text },
  'exposure-settled': { exposure: id, word: text },
  'going-public-proposed': { proposal: id, why: text },
  'going-public-put-to': { person: id, proposal: id },
  'went-public': { proposal: id },
  'not-yet-public': { proposal: id, word: text },
  'going-public-taken-back': { proposal: id },
  'went-under-the-radar': {},
  diagnosed: {
    answers: v.strictObject({
      oneAgencyAlone: v.boolean(),
      somebodyKnows: v.boolean(),
      workAndMoneyShared: v.boolean(),
      sameGoal: v.boolean(),
      affectedTakePart: v.boolean(),
    }),
    way: oneOf<Way>({
      coexist: true,
      communicate: true,
      cooperate: true,
      coordinate: true,
      collaborate: true,
    }),
  },
  'settings-changed': { settings: v.strictObject(settings) },
  closed: { did: text, borrow: text, avoid: text, resources: text },
  reopened: {},
}

const stamp = {
  version: whole(1),
  at: instant,
  by: v.exactOptional(id),
  late: v.exactOptional(v.literal(true)),
}

const shapes: ReadonlyMap<string, v.GenericSchema> = new Map(
  Object.entries(fields).map(([kind, its]) => [
    kind,
    v.strictObject({ ...stamp, kind: v.literal(kind), ...(its as v.ObjectEntries) }),
  ]),
)

/** What is wrong with something that should be an entry, or nothing. */
export function faultIn(entry: unknown): string | undefined {
  const kind = (entry as { kind?: unknown } | null)?.kind
  const shape = typeof kind === 'string' ? shapes.get(kind) : undefined
  if (shape === undefined) return 'is of a kind that this version does not know'
  const read = v.safeParse(shape, entry)
  if (read.success) return undefined
  const [issue] = read.issues
  return `has something wrong at ${v.getDotPath(issue) ?? 'its top'}`
}

export const personShape = v.strictObject({
  id,
  name: text,
  zone: v.exactOptional(zone),
  locale: v.exactOptional(v.pipe(v.string(), v.maxLength(35))),
  accounts: v.pipe(v.array(v.strictObject({ platform: id, workspace: id, user: id })), v.maxLength(100)),
})

export const idShape = id

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
