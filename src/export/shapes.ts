// What each kind of entry looks like in a document; TypeScript asks for every kind and every field.
import { z } from 'zod'
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

type Field<T> = z.ZodType<Exclude<T, undefined>>

type Fields<F> = {
  readonly [K in keyof F as K extends 'kind' ? never : K]-?: object extends Pick<F, K>
    ? z.ZodExactOptional<Field<F[K]>>
    : Field<F[K]>
}

/** TypeScript asks for every one of the names. */
function oneOf<Name extends string>(names: Readonly<Record<Name, true>>) {
  return z.enum(Object.keys(names) as [Name, ...Name[]])
}

/** Longer than anything that can be typed, in characters. */
const longest = 100_000

const text = z.string().max(longest)
const id = z.string().min(1).max(200)
/** From 1970 to the year 2200. */
const instant = z.int().min(0).max(7_258_118_400_000)
const zone = z.string().refine(isZone)
const date = z.string().refine(isDate)
const home = z.strictObject({ platform: id, workspace: id, channel: id })
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
  amount: z.number().exactOptional(),
  unit: text.exactOptional(),
  agency: text,
  terms: oneOf<Terms>({ earmarked: true, flexible: true }).exactOptional(),
  from: date.exactOptional(),
  until: date.exactOptional(),
  condition: text.exactOptional(),
}
const offer = z.strictObject({ kind: resourceKind, ...offerFields })
const outcome = oneOf<MeetingOutcome>({ held: true, missed: true })
const state = oneOf<ResourceState>({
  offered: true,
  'on-the-table': true,
  used: true,
  withdrawn: true,
  lapsed: true,
  struck: true,
})
const flag = z.enum(Object.keys(flags) as [FlagName, ...FlagName[]])
const flagId = { flag, cause: text.exactOptional() }
const severity = oneOf<Severity>({ 'heads-up': true, warning: true, urgent: true })
const context = oneOf<FlagContext>({
  organisational: true,
  'public-sector': true,
  political: true,
  societal: true,
})
const meeting = { meeting: id }
const between = { start: instant, end: instant }
const count = z.int().min(0)
const pulseCounts = z.strictObject({ yes: count, 'not-sure': count, no: count })
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
  rule: z.boolean().exactOptional(),
  limit: z.int().min(1).max(100).exactOptional(),
  weeks: z.int().min(0).max(520).exactOptional(),
  checkInHours: z.number().min(0).max(8_760).exactOptional(),
  reminderHours: z.number().min(0).max(8_760).exactOptional(),
  invitationDays: z.number().min(0).max(3_650).exactOptional(),
  roundDays: z.number().min(0).max(3_650).exactOptional(),
}

const boundary = oneOf<Boundary>({
  'getting-together': true,
  'working-together': true,
  sustaining: true,
  back: true,
  closed: true,
  'any-time': true,
})
const promptAnswers = z.strictObject({
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
  named: z.array(z.strictObject({ person: id, text })),
  nameless: z.array(text),
})

const fields: { readonly [K in Fact['kind']]: Fields<FactOf<K>> } = {
  started: { name: text, moment: text, outcome: text, agency: text, zone, home: home.exactOptional() },
  'home-added': { home },
  'home-removed': { home },
  'home-moved': { from: home, home },
  'home-lost': { home },
  invited: {
    invitation: id,
    codeHash: id,
    as: z.enum(['fellow-traveller', 'active-client']),
    expires: instant,
  },
  'invitation-revoked': { invitation: id },
  'invitation-used': { invitation: id, home: home.exactOptional() },
  joined: { agency: text, as: role, member: z.boolean() },
  left: {},
  'person-unreached': { person: id, why: text },
  'person-linked': { from: id, person: id },
  nominated: { nomination: id, person: id, role },
  'nomination-accepted': { nomination: id },
  'nomination-declined': { nomination: id },
  'nomination-withdrawn': { nomination: id },
  'role-given-up': { role },
  'meeting-planned': { ...meeting, ...between, zone, series: id.exactOptional() },
  'series-planned': {
    series: id,
    start: instant,
    minutes: z.number().positive(),
    zone,
    repeat: z.strictObject({ weeks: z.int().min(1).max(52) }),
  },
  'series-ended': { series: id },
  'meeting-recorded': { ...meeting, ...between, zone },
  'meeting-moved': { ...meeting, ...between },
  'meeting-cancelled': { ...meeting, onHold: z.literal(true).exactOptional() },
  'meeting-reminded': { ...meeting, lead: z.enum(['day', 'quarter-hour']) },
  'check-in-opened': { ...meeting, closes: instant },
  'attendance-answered': { ...meeting, there: z.boolean(), person: id },
  'nothing-this-time': meeting,
  'pulse-answered': { ...meeting, pulse: oneOf<Pulse>({ yes: true, 'not-sure': true, no: true }) },
  'lesson-kept': { lesson: id, text, meeting: id.exactOptional() },
  'lesson-offered': { lesson: id },
  'lesson-taken-back': { lesson: id },
  'lesson-struck': { lesson: id, meeting: id.exactOptional() },
  'meeting-confirmed': meeting,
  'check-in-closed': { ...meeting, outcome, pulse: pulseCounts.exactOptional() },
  'meeting-recounted': { ...meeting, outcome },
  'meeting-struck': meeting,
  'resource-offered': { resource: id, offer },
  'resource-put': { resource: id, offer: offer.exactOptional(), meeting: id.exactOptional() },
  'resource-used': { resource: id, what: text.exactOptional() },
  'resource-withdrawn': { resource: id, why: text.exactOptional() },
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
  extended: { meetings: z.union([z.literal(1), z.literal(2)]) },
  'flag-raised': flagId,
  'flag-cleared': flagId,
  'risk-gone': flagId,
  'flag-raised-by-hand': {
    flag: id,
    text,
    context,
    severity,
    privately: z.literal(true).exactOptional(),
  },
  'flag-seen': { flag: id },
  'flag-dismissed': { flag: id, reason: text },
  'flag-cleared-by-hand': { flag: id, word: text },
  asked: {
    ask: id,
    of: oneOf<AskKind>({ mentor: true, protect: true, advise: true, advocate: true, 'clear-the-way': true }),
    text,
    blocker: id.exactOptional(),
  },
  'asks-put-to': { person: id, asks: z.array(id) },
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
  'bends-put-to': { person: id, bends: z.array(id) },
  'bend-approved': { bend: id },
  'bend-declined': { bend: id, word: text },
  'bend-talk-first': { bend: id, word: text },
  'bend-taken-back': { bend: id },
  'phase-crossed': {
    crossing: id,
    from: phase,
    to: phase,
    met: z.array(sign),
    unmet: z.array(sign),
    whyNoClient: text.exactOptional(),
  },
  'round-opened': { round: id, boundary, question: text.exactOptional(), closes: instant },
  'round-reminded': { round: id },
  'round-closed': { round: id, asked: count, answered: count, answers: z.array(promptAnswers) },
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
    answers: z.strictObject({
      oneAgencyAlone: z.boolean(),
      somebodyKnows: z.boolean(),
      workAndMoneyShared: z.boolean(),
      sameGoal: z.boolean(),
      affectedTakePart: z.boolean(),
    }),
    way: oneOf<Way>({
      coexist: true,
      communicate: true,
      cooperate: true,
      coordinate: true,
      collaborate: true,
    }),
  },
  'settings-changed': { settings: z.strictObject(settings) },
  closed: { did: text, borrow: text, avoid: text, resources: text },
  reopened: {},
}

const stamp = {
  version: z.int().min(1),
  at: instant,
  by: id.exactOptional(),
  late: z.literal(true).exactOptional(),
}

const shapes: ReadonlyMap<string, z.ZodType> = new Map(
  Object.entries(fields).map(([kind, its]) => [
    kind,
    z.strictObject({ ...stamp, kind: z.literal(kind), ...(its as z.ZodRawShape) }),
  ]),
)

/** What is wrong with something that should be an entry, or nothing. */
export function faultIn(entry: unknown): string | undefined {
  const kind = (entry as { kind?: unknown } | null)?.kind
  const shape = typeof kind === 'string' ? shapes.get(kind) : undefined
  if (shape === undefined) return 'is of a kind that this version does not know'
  const read = shape.safeParse(entry)
  if (read.success) return undefined
  const [issue] = read.error.issues
  return `has something wrong at ${issue?.path.join('.') || 'its top'}`
}

export const personShape = z.strictObject({
  id,
  name: text,
  zone: zone.exactOptional(),
  locale: z.string().max(35).exactOptional(),
  accounts: z.array(z.strictObject({ platform: id, workspace: id, user: id })).max(100),
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
