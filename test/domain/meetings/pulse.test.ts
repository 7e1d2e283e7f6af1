// The pulse: people say in private whether they would come to the next meeting, and the network knows only counts.
import { expect, test } from 'vitest'
import type { Pulse } from '../../../src/domain/core/terms.ts'
import { day } from '../../../src/domain/core/time.ts'
import type { JournalEntry } from '../../../src/domain/events.ts'
import { applyReportedEvent, decide, fold, passTime } from '../../../src/domain/network.ts'
import { networkWithTrio, type Story } from '../network-story.ts'

function networkInCheckIn(): { story: Story; meeting: string } {
  const story = networkWithTrio().pass(day)
  return { story, meeting: story.recordsMeeting() }
}

function answerPulse(story: Story, meeting: string, all: readonly (readonly [string, Pulse])[]): void {
  for (const [person, pulse] of all) story.does(person, { kind: 'answer-pulse', meeting, pulse })
}

const closings = (story: Story) => story.entries.filter((entry) => entry.kind === 'check-in-closed')

test('an answer leaves no entry and changes nothing of the network, not even its version', () => {
  const { story, meeting } = networkInCheckIn()
  const [before, entries] = [story.network, story.entries.length]
  answerPulse(story, meeting, [['tom', 'no']])
  expect(story.entries).toHaveLength(entries)
  expect(story.network).toEqual(before)
  expect(story.answers).toEqual([{ round: meeting, person: 'tom', answer: 'no' }])
})

test('three answers are counted when the check-in closes, the last one of each person', () => {
  const { story, meeting } = networkInCheckIn()
  answerPulse(story, meeting, [
    ['aroha', 'yes'],
    ['tom', 'no'],
    ['tom', 'yes'],
    ['priya', 'not-sure'],
  ])
  expect(story.network.meetings.get(meeting)?.pulse).toBeUndefined()
  story.pass(day)
  const counts = { yes: 2, 'not-sure': 1, no: 0 }
  expect(closings(story)).toMatchObject([{ meeting, pulse: counts }])
  expect(story.network.meetings.get(meeting)?.pulse).toEqual(counts)
  expect(story.answers).toEqual([])
})

test('two answers are not shown, not even that there were any', () => {
  const { story, meeting } = networkInCheckIn()
  answerPulse(story, meeting, [
    ['aroha', 'yes'],
    ['tom', 'no'],
  ])
  story.pass(day)
  expect(closings(story)).toHaveLength(1)
  expect(closings(story)[0]?.pulse).toBeUndefined()
  expect(story.network.meetings.get(meeting)?.pulse).toBeUndefined()
})

test('the answer of a person who leaves is deleted', () => {
  const { story, meeting } = networkInCheckIn()
  answerPulse(story, meeting, [
    ['aroha', 'yes'],
    ['tom', 'no'],
    ['priya', 'yes'],
  ])
  story.does('tom', { kind: 'leave' }).pass(day)
  expect(story.network.meetings.get(meeting)?.pulse).toBeUndefined()
})

test('an answer after the check-in, for a struck meeting, or from an outsider is refused', () => {
  const { story, meeting } = networkInCheckIn()
  const answer = { kind: 'answer-pulse', meeting, pulse: 'no' } as const
  expect(story.tries('stranger', answer)).toEqual({ kind: 'not-yours' })
  story.pass(day)
  expect(story.tries('tom', answer)).toMatchObject({ kind: 'check-in-over' })
  const struck = story.recordsMeeting()
  answerPulse(story, struck, [['tom', 'no']])
  story.does('aroha', { kind: 'strike-meeting', meeting: struck })
  expect(story.tries('tom', { ...answer, meeting: struck })).toMatchObject({ kind: 'check-in-over' })
  expect(story.answers).toEqual([])
})

test('closing the network counts the answers of each open check-in', () => {
  const { story, meeting } = networkInCheckIn()
  const other = story.recordsMeeting()
  answerPulse(story, meeting, [
    ['aroha', 'no'],
    ['tom', 'no'],
    ['priya', 'no'],
  ])
  answerPulse(story, other, [['tom', 'yes']])
  story.does('aroha', { kind: 'close', did: 'd', borrow: '', avoid: '', resources: '' })
  expect(story.network.meetings.get(meeting)?.pulse).toEqual({ yes: 0, 'not-sure': 0, no: 3 })
  expect(story.network.meetings.get(other)?.pulse).toBeUndefined()
})

/** An old journal, in which the answers stand with names. */
function oldJournal(people: readonly string[]): {
  entries: readonly JournalEntry[]
  story: Story
  meeting: string
} {
  const { story, meeting } = networkInCheckIn()
  const next = story.entries.length + 1
  const named = people.map(
    (by, n): JournalEntry => ({
      version: next + n,
      at: story.now,
      by,
      kind: 'pulse-answered',
      meeting,
      pulse: 'yes',
    }),
  )
  return { entries: [...story.entries, ...named], story, meeting }
}

test('an old journal still gives its counts, and its names are gone once the check-in is closed', () => {
  const { entries, story, meeting } = oldJournal(['aroha', 'tom', 'priya'])
  const version = entries.length + 1
  const closed = { version, at: story.now + day, kind: 'check-in-closed', meeting, outcome: 'held' } as const
  const known = fold('n', [...entries, closed]).meetings.get(meeting)
  expect(known?.pulse).toEqual({ yes: 3, 'not-sure': 0, no: 0 })
  expect(known?.oldPulse.size).toBe(0)
})

test('a check-in that is open in an old journal counts old and new answers, the new one of a person first', () => {
  const { entries, story, meeting } = oldJournal(['aroha', 'tom'])
  const open = fold('n', entries)
  const given = (['tom', 'priya'] as const).flatMap((by) => {
    const outcome = decide(
      open,
      { kind: 'answer-pulse', meeting, pulse: 'no' },
      { now: story.now, by, answers: [] },
    )
    return outcome.kind === 'accepted' ? outcome.given : []
  })
  const { network } = passTime(open, { now: story.now + day, answers: given })
  expect(network.meetings.get(meeting)?.pulse).toEqual({ yes: 1, 'not-sure': 0, no: 2 })
})

test('two accounts that turn out to be one have one old answer', () => {
  const { entries, story, meeting } = oldJournal(['aroha', 'tom', 'priya'])
  const { network } = applyReportedEvent(
    fold('n', entries),
    { kind: 'person-linked', from: 'tom', person: 'priya' },
    story.now,
  )
  expect(network.meetings.get(meeting)?.oldPulse.size).toBe(2)
})

test('an angel who is no member is not asked whether they would come again', () => {
  const story = networkWithTrio().pass(day)
  const meeting = story.recordsMeeting()
  const pulse = { kind: 'answer-pulse', meeting, pulse: 'yes' } as const
  expect(story.tries('margaret', pulse)).toEqual({ kind: 'members-answer' })
  story.does('tom', pulse)
})
