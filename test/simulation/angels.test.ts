// Two simulated years of 200 networks with random lives: every message to a guardian angel is counted.
import { expect, test } from 'vitest'
import { renderNotice } from '../../src/conversation/notice-cards.ts'
import type { Person } from '../../src/conversation/turn.ts'
import { day, hour, week } from '../../src/domain/core/time.ts'
import type { JournalEntry } from '../../src/domain/events.ts'
import { severityOf } from '../../src/domain/flags/rule-flags.ts'
import { isQuiet, newsOfNetworks } from '../../src/domain/guardian/digest.ts'
import { holders, holds } from '../../src/domain/membership/members.ts'
import type { Notice } from '../../src/domain/notices/notice.ts'
import { noticesFor } from '../../src/domain/notices/notices.ts'
import type { Network } from '../../src/domain/state.ts'
import { chance, SimulatedNetwork, zone } from '../support/stories/simulated-networks.ts'

const networks = 200
const weeks = 104
const begin = Date.parse('2024-11-25T21:00:00Z')
const zones = [
  'Pacific/Auckland',
  'Australia/Sydney',
  'Europe/London',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
]
/** Each angel watches over five networks. */
const angels = networks / 5

const zoneOf = (person: string) =>
  person.startsWith('angel') ? (zones[Number(person.slice(5)) % zones.length] ?? zone) : zone
/** Everybody has the days around the new year off. */
const isHoliday = ({ month, day: date }: Temporal.PlainDate) =>
  (month === 12 && [25, 26].includes(date)) || (month === 1 && date < 3)
const calendarOf = (person: string) => ({ zone: zoneOf(person), isHoliday })
const local = (instant: number, person: string) =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zoneOf(person))
const weekOf = (instant: number) => Math.floor((instant - begin) / week)

/** Follows the messages of one network, and notes what is wrong with any of them. */
class Post {
  readonly faults: string[] = []
  /** New messages about risks, by angel and week. */
  readonly sent = new Map<string, number>()
  /** Messages of a bot that reports everything at once, by angel and week. */
  readonly naive = new Map<string, number>()
  readonly digests = new Set<string>()
  private readonly posts = new Set<string>()
  private readonly messageKeys = new Set<string>()
  private queue: (Notice & { readonly person: string })[] = []
  private readonly people: ReadonlyMap<string, Person>
  private lookedAt = begin

  constructor(people: ReadonlyMap<string, Person>) {
    this.people = people
  }

  stepped(before: Network, after: Network, entries: readonly JournalEntry[], now: number): void {
    for (const notice of noticesFor(entries, { before, after, calendarOf }))
      if (notice.to.kind === 'person')
        this.queue.push({ ...notice, due: Math.max(notice.due, now), person: notice.to.person })
    for (const entry of entries) {
      this.mustBeInTime(after, entry)
      if (loud.has(entry.kind))
        for (const angel of holders(after, 'guardian-angel')) add(this.naive, angel, now)
    }
  }

  /** Sends what is due until then, as the network is now. */
  until(network: Network, instant: number): void {
    this.digest(network, instant)
    const due = this.queue.filter((one) => one.due <= instant).sort((one, other) => one.due - other.due)
    if (due.length === 0) return
    this.queue = this.queue.filter((one) => one.due > instant)
    for (const one of due) this.leave(network, one)
  }

  private leave(
    network: Network,
    { person, about, subject, updateOnly, due }: Notice & { readonly person: string },
  ) {
    const post = `${person} ${subject}`
    const isThere = subject !== undefined && this.posts.has(post)
    if (updateOnly && !isThere) return
    const reader = { kind: 'person', person } as const
    const notice = { network, people: this.people, content: about, reader, isLate: false }
    if (renderNotice(notice) === undefined) return
    if (subject !== undefined) this.posts.add(post)
    if (isThere || !risky.has(about.kind)) return
    const isAngel = holds(network, person, 'guardian-angel')
    const isKeeper = isAngel || holds(network, person, 'public-entrepreneur')
    const keepers = [...holders(network, 'guardian-angel'), ...holders(network, 'public-entrepreneur')]
    const isMember = network.people.has(person)
    if (!isKeeper && (keepers.length > 0 || !isMember))
      this.faults.push(`${about.kind} went to ${person}, who is neither angel nor entrepreneur`)
    if (isAngel) add(this.sent, person, due)
    const once = `${person} ${JSON.stringify(about)}`
    if (this.messageKeys.has(once)) this.faults.push(`twice: ${once}`)
    this.messageKeys.add(once)
    const here = local(due, person)
    const { hour: clock, dayOfWeek } = here
    const byDay = clock >= 7 && clock < 22
    const atWork = dayOfWeek <= 5 && !isHoliday(here.toPlainDate()) && clock >= 9 && clock < 17
    const canWait = about.kind === 'flag' && !this.isUrgent(network, about.since)
    if (canWait ? !atWork : !byDay) this.faults.push(`${about.kind} to ${person} at ${here}`)
  }

  private isUrgent(network: Network, since: number): boolean {
    // An urgent flag that is over by then is told at the same hour: it was raised and settled.
    const flags = [...network.flags.values(), ...network.endedFlags]
    return flags.some((flag) => flag.since === since && severityOf(flag) === 'urgent')
  }

  /** Notes a fault unless each noisy flag is due for each angel at once, or at the first hour that is right. */
  private mustBeInTime(after: Network, entry: JournalEntry): void {
    if (entry.kind !== 'flag-raised' || severityOf(entry) === 'heads-up') return
    // A flag that is raised together with an urgent one comes with it.
    const isUrgent = this.isUrgent(after, entry.at)
    for (const person of this.queue.filter(
      ({ about }) => about.kind === 'flag' && about.since === entry.at && !about.as,
    )) {
      const late = person.due - entry.at
      const { hour: clock, minute } = local(person.due, person.person)
      const right = late === 0 || (minute === 0 && (clock === 9 || (isUrgent && clock === 7)))
      // The longest wait begins on the evening before a weekend with two holidays; an urgent flag waits for a night.
      const maximum = isUrgent ? 9 * hour : 5 * day
      if (!right || late > maximum)
        this.faults.push(`${entry.flag} to ${person.person} is ${late / hour} h late`)
    }
  }

  /** Counts the Mondays since the last look on which an angel got a digest with something new. */
  private digest(network: Network, instant: number): void {
    for (; this.lookedAt + week <= instant; this.lookedAt += week)
      for (const angel of holders(network, 'guardian-angel'))
        if (!newsOfNetworks([network], angel, this.lookedAt).every(isQuiet))
          this.digests.add(`${angel} ${weekOf(this.lookedAt)}`)
  }
}

const risky: ReadonlySet<string> = new Set([
  'flag',
  'flag-unseen',
  'raised',
  'raised-together',
  'raised-unseen',
  'nudge',
  'asks',
  'bends',
  'going-public',
])
const loud: ReadonlySet<JournalEntry['kind']> = new Set([
  'flag-raised',
  'flag-cleared',
  'flag-raised-by-hand',
  'asked',
  'bend-noted',
  'meeting-planned',
  'meeting-recorded',
  'meeting-cancelled',
  'check-in-closed',
  'resource-put',
  'resource-withdrawn',
])

function add(counts: Map<string, number>, angel: string, instant: number): void {
  const key = `${angel} ${weekOf(instant)}`
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

/** Runs one network by chance: lively or lazy, generous or mean, with angels that come and go. */
function randomLife(n: number): Post {
  const dice = chance(1_000 + n * 7919)
  const angel = `angel${n % angels}`
  const names = [...Array.from({ length: 7 }, (_, p) => `person${p}`), angel, `angel${(n + 1) % angels}`]
  const people = new Map(names.map((id) => [id, { id, name: id, users: [] }]))
  const post = new Post(people)
  const life = new SimulatedNetwork(`n${n}`, begin + Math.floor(dice() * 5 * day), {
    until: (network, instant) => post.until(network, instant),
    stepped: (before, after, entries, now) => post.stepped(before, after, entries, now),
  })
  const someone = () => `person${Math.floor(dice() * 7)}`
  const agencies = ['Health', 'Council', 'Education']
  life.ask('person0', {
    kind: 'start',
    name: `Network ${n}`,
    moment: 'm',
    outcome: 'o',
    agency: 'Health',
    zone,
  })
  for (let p = 1; p < 7; p += 1) life.join(`person${p}`, agencies[p % 3] ?? 'Health')
  if (dice() < 0.9) life.makeAngel(angel)
  const [generous, lively, attentive] = [dice(), dice(), dice()]

  for (let week = 0; week < weeks; week += 1) {
    life.pass(Math.floor((1 + dice() * 5) * day))
    const by = someone()
    if (dice() < 0.3 + 0.4 * lively) {
      const meeting = life.id()
      life.ask('person0', { kind: 'record-meeting', meeting, start: life.now - hour, minutes: 60, zone })
      for (let p = 1; p < 7; p += 1)
        life.ask(`person${p}`, {
          kind: 'answer-attendance',
          meeting,
          there: dice() < lively,
          person: `person${p}`,
        })
    }
    if (dice() < 0.2)
      life.ask(by, { kind: 'plan-meeting', meeting: life.id(), start: life.now + day, minutes: 60, zone })
    if (dice() < 0.25 * generous)
      life.ask(by, {
        kind: 'put',
        resource: life.id(),
        offer: { kind: 'time', what: 'an hour', agency: 'Health' },
      })
    const stands = [...life.network.resources.values()].find(({ state }) => state === 'on-the-table')
    if (stands !== undefined && dice() < 0.1) life.ask('person0', { kind: 'withdraw', resource: stands.id })
    if (dice() < 0.03) life.ask(by, { kind: 'ask', ask: life.id(), of: 'advise', text: 'What first?' })
    if (dice() < 0.02) life.ask(by, { kind: 'note-bend', bend: life.id(), what: 'a rule', why: 'a case' })
    if (dice() < 0.02)
      life.ask(by, {
        kind: 'raise-flag',
        flag: life.id(),
        text: 'Something is wrong',
        context: 'political',
        severity: dice() < 0.5 ? 'urgent' : 'warning',
      })
    if (dice() < attentive) {
      const up = [...life.network.flags.keys(), ...life.network.manualFlags.keys()]
      for (const flag of up) life.ask(angel, { kind: 'see-flags', flags: [flag] })
    }
    if (life.network.stalled !== undefined && dice() < 0.3)
      life.ask('person0', {
        kind: 'put',
        resource: life.id(),
        offer: { kind: 'data', what: 'a list', agency: 'Health' },
      })
    if (dice() < 0.01) life.ask(angel, { kind: 'step-down', role: 'guardian-angel' })
    if (dice() < 0.02) life.makeAngel(`angel${(n + 1) % angels}`)
    if (dice() < 0.003) life.ask(someone(), { kind: 'leave' })
  }
  life.pass(30 * day)
  return post
}

test('no flag twice, none late, none outside its hours, none to the wrong person; and far fewer than a naive bot', () => {
  const faults: string[] = []
  const sent = new Map<string, number>()
  const naive = new Map<string, number>()
  const digests = new Set<string>()
  for (let n = 0; n < networks; n += 1) {
    const post = randomLife(n)
    faults.push(...post.faults.map((fault) => `network ${n}: ${fault}`))
    for (const [key, count] of post.sent) sent.set(key, (sent.get(key) ?? 0) + count)
    for (const [key, count] of post.naive) naive.set(key, (naive.get(key) ?? 0) + count)
    for (const key of post.digests) digests.add(key)
  }
  const sum = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((all, one) => all + one, 0)
  const perWeek = (count: number) => (count / (angels * weeks)).toFixed(2)
  const worst = Math.max(...sent.values())
  // The numbers of messages by angel and week are in docs/for-angels.md.
  process.stdout.write(
    `messages per angel and week: ${perWeek(sum(sent))} at their own hour (at most ${worst}), ` +
      `${perWeek(digests.size)} digests; a naive bot: ${perWeek(sum(naive))} (at most ${Math.max(...naive.values())})\n`,
  )
  expect(faults.slice(0, 20)).toEqual([])
  expect(sum(sent)).toBeGreaterThan(1_000)
  expect(sum(sent) + digests.size).toBeLessThan(sum(naive) / 2)
})
