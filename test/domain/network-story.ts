// A network as a story for tests: people act by name, and time passes through each instant at which something is due.
// When a test fails, the events of its story are printed.
import { afterEach, beforeEach, expect } from 'vitest'
import type { Command } from '../../src/domain/commands.ts'
import type { PrivateAnswer } from '../../src/domain/core/private-answers.ts'
import type { Offer } from '../../src/domain/core/terms.ts'
import { day, hour, type IsHoliday, noHoliday } from '../../src/domain/core/time.ts'
import type { Refusal } from '../../src/domain/decision.ts'
import type { JournalEntry } from '../../src/domain/events.ts'
import { bareCountOf } from '../../src/domain/meetings/six-meeting-rule.ts'
import { decide, fold, nextWake, passTime } from '../../src/domain/network.ts'
import { openRounds } from '../../src/domain/phases/reflection-rounds.ts'
import { type Network, unstarted } from '../../src/domain/state.ts'

/** Tuesday 24 November 2026, 10:00 in Auckland. */
export const start = Date.parse('2026-11-23T21:00:00Z')

let latestStory: Story | undefined

beforeEach(() => {
  latestStory = undefined
})

afterEach(({ task }) => {
  if (task.result?.state !== 'fail' || latestStory === undefined) return
  process.stderr.write(
    `The events of the story until “${task.name}” failed:\n${latestStory.eventsAsText()}\n`,
  )
})

type StoryCommand = Exclude<Command, { kind: 'pass-time' }>

export const analyst: Offer = { kind: 'time', what: 'analyst', amount: 0.5, unit: 'FTE', agency: 'Council' }

/** A network as a story: Aroha (Health) starts it; Tom (Council) and Priya (Education) join; Margaret is its angel. */
export class Story {
  network: Network = unstarted('n')
  readonly entries: JournalEntry[] = []
  /** The private answers that the store would hold. */
  answers: readonly PrivateAnswer[] = []
  now = start
  /** The public holidays of the network. */
  isHoliday: IsHoliday = noHoliday
  private ids = 0

  constructor() {
    latestStory = this
  }

  id(): string {
    this.ids += 1
    return `id${this.ids}`
  }

  /** Gives a command and returns the refusal, if there is one. */
  tries(by: string, command: StoryCommand): Refusal | undefined {
    const outcome = decide(this.network, command, { now: this.now, by, answers: this.answers })
    if (outcome.kind === 'refused') return outcome.why
    const isReplaced = (one: PrivateAnswer) =>
      outcome.given.some(({ round, person }) => round === one.round && person === one.person)
    this.answers = [...this.answers.filter((one) => !isReplaced(one)), ...outcome.given]
    this.take(outcome.entries, outcome.network)
    return undefined
  }

  /** Gives a command that must be accepted. */
  does(by: string, command: StoryCommand): this {
    expect(this.tries(by, command), `${by} asks to ${command.kind}`).toBeUndefined()
    return this
  }

  /** Lets time pass, stopping at each instant at which something is due. */
  pass(milliseconds: number): this {
    const until = this.now + milliseconds
    let wake = nextWake(this.network, this.isHoliday)
    while (wake !== undefined && wake <= until) {
      this.now = Math.max(this.now, wake)
      this.beat()
      wake = nextWake(this.network, this.isHoliday)
      expect(wake === undefined || wake > this.now, 'one beat must do all that is due').toBe(true)
    }
    this.now = until
    return this
  }

  /** Lets time pass while no process runs, then catches up in one beat, whose entries it returns. */
  outage(milliseconds: number): readonly JournalEntry[] {
    this.now += milliseconds
    return this.beat()
  }

  /** Makes everything happen that is due by now, and returns its entries. */
  beat(): readonly JournalEntry[] {
    const { entries, network } = passTime(this.network, this)
    this.take(entries, network)
    return entries
  }

  /** The entrepreneur records a meeting that has just ended. Its check-in is open. */
  recordsMeeting(): string {
    const meeting = this.id()
    this.does('aroha', { kind: 'record-meeting', meeting, start: this.now - hour, minutes: 60, zone })
    return meeting
  }

  /** Holds this many bare meetings, a week apart, each with its check-in closed. */
  bareMeetings(count: number): this {
    for (let meeting = 0; meeting < count; meeting += 1) {
      this.pass(6 * day)
      this.recordsMeeting()
      this.pass(day)
    }
    return this
  }

  puts(by = 'tom', offer: Offer = analyst): string {
    const resource = this.id()
    this.does(by, { kind: 'put', resource, offer })
    return resource
  }

  get bare(): number {
    return bareCountOf(this.network).bare
  }

  /** One line for each event: version, local time, who did it, and what it says. */
  eventsAsText(): string {
    return this.entries
      .map(({ version, at, by = 'time', late, kind, ...content }) => {
        const when = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime()
        return `${version} ${when} ${by}: ${kind}${late ? ' (late)' : ''} ${JSON.stringify(content)}`
      })
      .join('\n')
  }

  kinds(from = 0): readonly string[] {
    return this.entries.slice(from).map((entry) => entry.kind)
  }

  private take(entries: readonly JournalEntry[], network: Network): void {
    this.entries.push(...entries)
    this.network = network
    const open = openRounds(network)
    const left = entries.flatMap((entry) => {
      if (entry.kind === 'member-removed') return [entry.person]
      return entry.kind === 'left' ? [entry.by] : []
    })
    this.answers = this.answers.filter(({ round, person }) => open.includes(round) && !left.includes(person))
    expect(this.entries.map((entry) => entry.version)).toEqual(this.entries.map((_, index) => index + 1))
    expect(fold('n', this.entries)).toEqual(network)
  }
}

export const zone = 'Pacific/Auckland'
export const calendar = { zone, isHoliday: () => false }
export const home = { platform: 'playground', workspace: 'w1', channel: 'c1' }

export function startNetwork(): Story {
  const story = new Story()
  story.does('aroha', {
    kind: 'start',
    name: 'South Side',
    moment: 'The clinic closed.',
    outcome: 'One door',
    agency: 'Health',
    zone,
    home,
  })
  return story
}

export function join(
  story: Story,
  person: string,
  agency: string,
  as: 'fellow-traveller' | 'active-client' = 'fellow-traveller',
): void {
  const codeHash = `hash of ${person}`
  story.does('aroha', { kind: 'invite', invitation: story.id(), codeHash, as })
  story.does(person, { kind: 'join', codeHash, agency })
}

export function nominate(
  story: Story,
  person: string,
  role: 'guardian-angel' | 'public-entrepreneur' | 'critical-friend',
): string {
  const nomination = story.id()
  story.does('aroha', { kind: 'nominate', nomination, person, role })
  return nomination
}

export function makeAngel(story: Story, person: string, agency = 'Oversight'): Story {
  const nomination = nominate(story, person, 'guardian-angel')
  return story.does(person, { kind: 'accept-nomination', nomination, agency })
}

export function networkWithTrio(): Story {
  const story = startNetwork()
  join(story, 'tom', 'Council')
  join(story, 'priya', 'Education')
  return makeAngel(story, 'margaret', 'Health')
}
