// Steps of stories about the flags of the rules, and which flags are up after them.
import { expect } from 'vitest'
import type { FlagName, Pulse } from '../../../src/domain/core/terms.ts'
import { day, minute } from '../../../src/domain/core/time.ts'
import { activeFlags } from '../../../src/domain/flags/rule-flags.ts'
import { join, networkWithTrio, type Story, zone } from '../network-story.ts'

export const everybody = ['aroha', 'tom', 'priya', 'ruth', 'sam', 'mere']

/** The names of the flags that are up, the worst first. */
export function flagsUp(story: Story): readonly FlagName[] {
  return activeFlags(story.network).map(({ flag }) => flag)
}

export function isUp(story: Story, flag: FlagName): boolean {
  return flagsUp(story).includes(flag)
}

export function causesOf(story: Story, flag: FlagName): readonly (string | undefined)[] {
  return activeFlags(story.network).flatMap((one) => (one.flag === flag ? [one.cause] : []))
}

/** Lets time pass until just before, and then to, the instant at which the flag goes up. */
export function expectUpAfter(story: Story, flag: FlagName, milliseconds: number) {
  story.pass(milliseconds - minute)
  expect(isUp(story, flag), 'just under').toBe(false)
  story.pass(minute)
  expect(isUp(story, flag), 'at').toBe(true)
  story.pass(day)
  expect(isUp(story, flag), 'over').toBe(true)
}

export function planMeeting(story: Story, inDays = 1): string {
  const meeting = story.id()
  story.does('aroha', {
    kind: 'plan-meeting',
    meeting,
    start: story.now + inDays * day,
    minutes: 60,
    zone,
  })
  return meeting
}

/** Holds a meeting to which these people came, and closes its check-in. */
export function holdMeeting(story: Story, there: readonly string[], pulses: readonly Pulse[] = []): void {
  story.pass(6 * day)
  const meeting = story.recordsMeeting()
  story.does('aroha', { kind: 'answer-attendance', meeting, there: there.includes('aroha'), person: 'aroha' })
  for (const person of there)
    if (person !== 'aroha') story.does(person, { kind: 'answer-attendance', meeting, there: true, person })
  for (const [index, pulse] of pulses.entries())
    story.does(everybody[index] ?? '', { kind: 'answer-pulse', meeting, pulse })
  story.pass(day)
}

/** A network of six members, with a resource on the table. */
export function networkOfSix(): Story {
  const story = networkWithTrio()
  for (const person of ['ruth', 'sam', 'mere']) join(story, person, 'Community')
  story.puts()
  return story
}

/** Holds a round, which asks every member and which these people answer, until it closes. */
export function holdRound(story: Story, people: readonly string[]): void {
  const round = story.id()
  story.does('aroha', { kind: 'open-round', round })
  for (const person of people)
    story.does(person, {
      kind: 'answer-round',
      round,
      answers: [{ prompt: 'noticed', text: 'We asked early', named: true }],
    })
  story.pass(7 * day)
}
