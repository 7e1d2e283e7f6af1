// Lessons: keeping them, undoing that, offering them to the library and taking them back.
import { describe, expect, test } from 'vitest'
import { day, minute } from '../../../src/domain/core/time.ts'
import { networkWithTrio, type Story } from '../network-story.ts'

/** A network in which Tom has kept a lesson. Aroha is the entrepreneur. */
function networkWithLesson(offered?: true): Story {
  return networkWithTrio().does('tom', {
    kind: 'keep-lesson',
    lesson: 'l',
    text: 'Ask early',
    offered,
  })
}

const offeredIds = (story: Story) => story.network.lessons.filter((one) => one.offered).map(({ id }) => id)
const offer = { kind: 'offer-lessons', lessons: ['l'] } as const
const takeBack = { kind: 'take-back-lesson', lesson: 'l' } as const
const undo = { kind: 'undo-lesson', lesson: 'l' } as const

test('a lesson stays within the network until somebody offers it', () => {
  expect(offeredIds(networkWithLesson())).toEqual([])
  expect(offeredIds(networkWithLesson().does('tom', offer))).toEqual(['l'])
  expect(offeredIds(networkWithLesson(true))).toEqual(['l'])
})

test('the same lesson kept or offered twice is there once', () => {
  const story = networkWithLesson(true)
  const before = story.entries.length
  story.does('tom', { kind: 'keep-lesson', lesson: 'l', text: 'Ask early', offered: true }).does('tom', offer)
  expect(story.entries).toHaveLength(before)
})

describe('the person who offers a lesson', () => {
  test('is the one who kept it, or an entrepreneur', () => {
    expect(networkWithLesson().tries('priya', offer)).toEqual({ kind: 'not-your-lesson' })
    expect(networkWithLesson().tries('nobody', offer)).toEqual({ kind: 'not-yours' })
    expect(offeredIds(networkWithLesson().does('aroha', offer))).toEqual(['l'])
  })

  test('offers none of several if one of them is not theirs', () => {
    const story = networkWithLesson().does('priya', {
      kind: 'keep-lesson',
      lesson: 'p',
      text: 'Write it down',
    })
    const both = { kind: 'offer-lessons', lessons: ['l', 'p'] } as const
    expect(story.tries('tom', both)).toEqual({ kind: 'not-your-lesson' })
    expect(offeredIds(story)).toEqual([])
    expect(offeredIds(story.does('aroha', both))).toEqual(['l', 'p'])
  })

  test('is told if there is none to offer', () => {
    expect(networkWithLesson().tries('tom', { kind: 'offer-lessons', lessons: ['x'] })).toEqual({
      kind: 'no-such-lesson',
    })
    expect(networkWithLesson().tries('tom', { kind: 'offer-lessons', lessons: [] })).toEqual({
      kind: 'no-such-lesson',
    })
  })
})

describe('taking an offer back', () => {
  test('is for the person who kept it, the one who offered it, and an entrepreneur', () => {
    for (const person of ['tom', 'aroha']) {
      const story = networkWithLesson().does('aroha', offer).does(person, takeBack)
      expect(offeredIds(story)).toEqual([])
      expect(story.network.lessons).toHaveLength(1)
    }
    expect(networkWithLesson(true).tries('priya', takeBack)).toEqual({ kind: 'not-your-lesson' })
    expect(networkWithLesson(true).tries('nobody', takeBack)).toEqual({ kind: 'not-yours' })
  })

  test('can be followed by another offer', () => {
    expect(
      offeredIds(networkWithLesson(true).does('tom', takeBack).does('tom', takeBack).does('tom', offer)),
    ).toEqual(['l'])
  })

  test('is possible in a closed network, as are keeping and offering, and what was offered stays offered', () => {
    const story = networkWithLesson(true).does('tom', {
      kind: 'keep-lesson',
      lesson: 'm',
      text: 'Meet in person',
    })
    story.does('aroha', { kind: 'close', did: 'One door', borrow: '', avoid: '', resources: '' })
    expect(offeredIds(story)).toEqual(['l'])
    story.does('aroha', { kind: 'offer-lessons', lessons: ['m'] }).does('tom', takeBack)
    expect(offeredIds(story)).toEqual(['m'])
    story.does('tom', { kind: 'keep-lesson', lesson: 'n', text: 'End well', offered: true })
    expect(offeredIds(story)).toEqual(['m', 'n'])
    story.does('tom', { kind: 'undo-lesson', lesson: 'n' })
    expect(offeredIds(story)).toEqual(['m'])
  })
})

describe('undoing a lesson', () => {
  test('takes it away, offered or not, for ten minutes', () => {
    expect(
      networkWithLesson(true)
        .pass(10 * minute)
        .does('tom', undo).network.lessons,
    ).toEqual([])
    expect(
      networkWithLesson()
        .pass(10 * minute + 1)
        .tries('tom', undo),
    ).toEqual({ kind: 'lesson-stays' })
  })

  test('is only for the person who kept it; to all others it looks as if there were none', () => {
    for (const person of ['priya', 'aroha'])
      expect(networkWithLesson().tries(person, undo)).toEqual(
        networkWithLesson().tries(person, { ...undo, lesson: 'none' }),
      )
  })

  test('takes it out of the check-in in which it was kept', () => {
    const story = networkWithTrio().pass(day)
    const meeting = story.recordsMeeting()
    story.does('tom', { kind: 'keep-lesson', lesson: 'l', text: 'Ask early', meeting }).does('tom', undo)
    expect(story.entries.at(-1)).toMatchObject({ kind: 'lesson-struck', meeting })
    expect(story.network.lessons).toEqual([])
  })
})
