// Every answer to a check-in can be taken back while it is open, and the count follows.
import { expect, test } from 'vitest'
import { day, hour } from '../../../src/domain/core/time.ts'
import { decide, passTime } from '../../../src/domain/network.ts'
import { networkWithTrio, type Story } from '../network-story.ts'

const attends = (story: Story, by: string, meeting: string) =>
  story.does(by, { kind: 'answer-attendance', meeting, there: true, person: by })

/** A meeting that nobody confirmed: Tom recorded it, and so said that he was there. */
function recordedByTom(story: Story): string {
  story.pass(2 * hour)
  story.does('tom', {
    kind: 'record-meeting',
    meeting: 'm',
    start: story.now - hour,
    minutes: 60,
    zone: 'UTC',
  })
  return 'm'
}

test('attendance that is taken back is no answer, and the meeting does not count by it', () => {
  const story = networkWithTrio()
  const meeting = recordedByTom(story)
  attends(story, 'aroha', meeting)
  story.does('aroha', { kind: 'take-back-attendance', meeting })
  expect([...(story.network.meetings.get(meeting)?.attendance ?? [])]).toEqual([['tom', true]])
  story.pass(2 * day)
  expect(story.network.meetings.get(meeting)?.state.kind).toBe('missed')
})

test('taking back twice, or without an answer, changes nothing', () => {
  const story = networkWithTrio()
  const meeting = recordedByTom(story)
  story.does('aroha', { kind: 'take-back-attendance', meeting })
  expect(story.entries.at(-1)?.kind).not.toBe('attendance-taken-back')
})

test('after the check-in has closed, attendance is mended and not taken back', () => {
  const story = networkWithTrio()
  const meeting = recordedByTom(story)
  story.pass(2 * day)
  expect(story.tries('tom', { kind: 'take-back-attendance', meeting })).toEqual({
    kind: 'check-in-over',
    mendable: true,
  })
})

test('a pulse that is taken back is not counted', () => {
  const story = networkWithTrio()
  const meeting = recordedByTom(story)
  for (const by of ['aroha', 'tom', 'priya']) story.does(by, { kind: 'answer-pulse', meeting, pulse: 'no' })
  const command = { kind: 'answer-pulse', meeting, pulse: 'taken-back' } as const
  const outcome = decide(story.network, command, { now: story.now, by: 'tom', answers: story.answers })
  if (outcome.kind === 'refused') return expect.unreachable('the check-in is open')
  expect(outcome.entries).toEqual([])
  expect(outcome.given).toEqual([{ round: meeting, person: 'tom', answer: [] }])
  story.does('tom', command)
  const { network } = passTime(story.network, { now: story.now + 2 * day, answers: story.answers })
  expect(network.meetings.get(meeting)?.pulse).toBeUndefined()
})

test('what was learned can be taken back until the check-in closes, and not later', () => {
  const story = networkWithTrio()
  const meeting = recordedByTom(story)
  const learn = (lesson: string) =>
    story.does('tom', { kind: 'keep-lesson', lesson, text: 'Ask first', meeting })
  learn('l1')
  learn('l2')
  story.pass(5 * hour)
  story.does('tom', { kind: 'undo-lesson', lesson: 'l1' })
  expect(story.network.lessons.map(({ id }) => id)).toEqual(['l2'])
  story.pass(2 * day)
  expect(story.tries('tom', { kind: 'undo-lesson', lesson: 'l2' })).toEqual({ kind: 'lesson-stays' })
})
