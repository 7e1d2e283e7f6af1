// Lessons: kept, taken away again at once, offered to the library and taken back.
import { describe, expect, test } from 'vitest'
import { day, minute } from '../../../src/domain/core/time.ts'
import { networkWithTrio, type Story } from '../network-story.ts'

/** Tom has kept one, Aroha is the entrepreneur. */
function kept(offered?: true): Story {
  return networkWithTrio().does('tom', {
    kind: 'keep-lesson',
    lesson: 'l',
    text: 'Ask early',
    ...(offered && { offered }),
  })
}

const offered = (story: Story) => story.network.lessons.filter((one) => one.offered).map(({ id }) => id)
const offer = { kind: 'offer-lessons', lessons: ['l'] } as const
const takeBack = { kind: 'take-back-lesson', lesson: 'l' } as const
const undo = { kind: 'undo-lesson', lesson: 'l' } as const

test('a lesson stays within the network until somebody offers it', () => {
  expect(offered(kept())).toEqual([])
  expect(offered(kept().does('tom', offer))).toEqual(['l'])
  expect(offered(kept(true))).toEqual(['l'])
})

test('the same lesson kept or offered twice is there once', () => {
  const story = kept(true)
  const before = story.entries.length
  story.does('tom', { kind: 'keep-lesson', lesson: 'l', text: 'Ask early', offered: true }).does('tom', offer)
  expect(story.entries).toHaveLength(before)
})

describe('who offers a lesson', () => {
  test('is whoever kept it, or an entrepreneur', () => {
    expect(kept().tries('priya', offer)).toEqual({ kind: 'not-your-lesson' })
    expect(kept().tries('nobody', offer)).toEqual({ kind: 'not-yours' })
    expect(offered(kept().does('aroha', offer))).toEqual(['l'])
  })

  test('offers none of several where one of them is not theirs', () => {
    const story = kept().does('priya', { kind: 'keep-lesson', lesson: 'p', text: 'Write it down' })
    const both = { kind: 'offer-lessons', lessons: ['l', 'p'] } as const
    expect(story.tries('tom', both)).toEqual({ kind: 'not-your-lesson' })
    expect(offered(story)).toEqual([])
    expect(offered(story.does('aroha', both))).toEqual(['l', 'p'])
  })

  test('is told where there is none to offer', () => {
    expect(kept().tries('tom', { kind: 'offer-lessons', lessons: ['x'] })).toEqual({ kind: 'no-such-lesson' })
    expect(kept().tries('tom', { kind: 'offer-lessons', lessons: [] })).toEqual({ kind: 'no-such-lesson' })
  })
})

describe('taking an offer back', () => {
  test('is for whoever kept it, whoever offered it, and an entrepreneur', () => {
    for (const person of ['tom', 'aroha']) {
      const story = kept().does('aroha', offer).does(person, takeBack)
      expect(offered(story)).toEqual([])
      expect(story.network.lessons).toHaveLength(1)
    }
    expect(kept(true).tries('priya', takeBack)).toEqual({ kind: 'not-your-lesson' })
    expect(kept(true).tries('nobody', takeBack)).toEqual({ kind: 'not-yours' })
  })

  test('can be followed by another offer', () => {
    expect(offered(kept(true).does('tom', takeBack).does('tom', takeBack).does('tom', offer))).toEqual(['l'])
  })

  test('is still possible, as keeping and offering are, when the network is closed, and what was offered stays so', () => {
    const story = kept(true).does('tom', { kind: 'keep-lesson', lesson: 'm', text: 'Meet in person' })
    story.does('aroha', { kind: 'close', did: 'One door', borrow: '', avoid: '', resources: '' })
    expect(offered(story)).toEqual(['l'])
    story.does('aroha', { kind: 'offer-lessons', lessons: ['m'] }).does('tom', takeBack)
    expect(offered(story)).toEqual(['m'])
    story.does('tom', { kind: 'keep-lesson', lesson: 'n', text: 'End well', offered: true })
    expect(offered(story)).toEqual(['m', 'n'])
    story.does('tom', { kind: 'undo-lesson', lesson: 'n' })
    expect(offered(story)).toEqual(['m'])
  })
})

describe('undoing a lesson', () => {
  test('takes it away, offered or not, for ten minutes', () => {
    expect(
      kept(true)
        .pass(10 * minute)
        .does('tom', undo).network.lessons,
    ).toEqual([])
    expect(
      kept()
        .pass(10 * minute + 1)
        .tries('tom', undo),
    ).toEqual({ kind: 'lesson-stays' })
  })

  test('is only for whoever kept it; to all others it looks as if there were none', () => {
    for (const person of ['priya', 'aroha'])
      expect(kept().tries(person, undo)).toEqual(kept().tries(person, { ...undo, lesson: 'none' }))
  })

  test('takes it out of the check-in in which it was kept', () => {
    const story = networkWithTrio().pass(day)
    const meeting = story.recordsMeeting()
    story.does('tom', { kind: 'keep-lesson', lesson: 'l', text: 'Ask early', meeting }).does('tom', undo)
    expect(story.entries.at(-1)).toMatchObject({ kind: 'lesson-struck', meeting })
    expect(story.network.lessons).toEqual([])
  })
})
