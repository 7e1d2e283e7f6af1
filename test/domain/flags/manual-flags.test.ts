// Flags raised by hand: who hears of them, when, and how they end.
import { describe, expect, test } from 'vitest'
import type { Severity } from '../../../src/domain/core/terms.ts'
import { hour, minute } from '../../../src/domain/core/time.ts'
import type { JournalEntry } from '../../../src/domain/events.ts'
import { openManualFlags } from '../../../src/domain/flags/manual-flags.ts'
import { fold } from '../../../src/domain/network.ts'
import { noticesFor } from '../../../src/domain/notices/notices.ts'
import { calendar, makeAngel, networkWithTrio, type Story, startNetwork } from '../network-story.ts'
import { isFollowUp, noticesAsText } from '../notices-as-text.ts'

const raise = (story: Story, by: string, severity: Severity) =>
  story.does(by, {
    kind: 'raise-flag',
    flag: 'f',
    text: 'The lease ends',
    context: 'organisational',
    severity,
  })

/** The notices of the newest entry: the recipient, and the hours from now. */
function newestNotices(story: Story, before = story.network) {
  return noticesFor(story.entries.slice(-1), { before, after: story.network, calendarOf: () => calendar })
    .filter((notice) => !isFollowUp(notice))
    .map(({ to, due, updateOnly }) => ({
      to: to.kind === 'person' ? to.person : to.kind,
      hours: (due - story.now) / hour,
      ...(updateOnly && { updateOnly }),
    }))
}

describe('a flag raised by hand', () => {
  test('as urgent reaches the angel at once by day, and at 07:00 by night', () => {
    expect(newestNotices(raise(networkWithTrio(), 'tom', 'urgent'))).toEqual([{ to: 'margaret', hours: 0 }])
    const atNight = networkWithTrio().pass(13 * hour)
    expect(newestNotices(raise(atNight, 'tom', 'urgent'))).toEqual([{ to: 'margaret', hours: 8 }])
  })
  test('as a warning waits for the angel’s working time', () => {
    const evening = networkWithTrio().pass(8 * hour)
    expect(newestNotices(raise(evening, 'tom', 'warning'))).toEqual([{ to: 'margaret', hours: 15 }])
  })
  test('as a heads-up makes no noise', () => {
    const story = raise(networkWithTrio(), 'tom', 'heads-up')
    expect(newestNotices(story)).toEqual([])
    expect(openManualFlags(story.network)).toHaveLength(1)
  })
  test('without an angel goes to the entrepreneurs, but not to the one who raised it', () => {
    expect(newestNotices(raise(startNetwork(), 'aroha', 'urgent'))).toEqual([])
    const story = networkWithTrio().does('margaret', { kind: 'step-down', role: 'guardian-angel' })
    expect(newestNotices(raise(story, 'tom', 'urgent'))).toEqual([{ to: 'aroha', hours: 0 }])
  })
  test('cleared with a word changes what the angel was sent, and is gone from the list', () => {
    const story = raise(networkWithTrio(), 'tom', 'urgent')
    story.does('priya', { kind: 'clear-flag', flag: 'f', word: 'The lease was renewed' })
    expect(newestNotices(story)).toEqual([{ to: 'margaret', hours: 0, updateOnly: true }])
    expect(openManualFlags(story.network)).toEqual([])
    const entries = story.entries.length
    story.does('priya', { kind: 'clear-flag', flag: 'f', word: 'Twice' })
    expect(story.entries).toHaveLength(entries)
    const late = { kind: 'clear-flag', flag: 'f', word: 'Late' } as const
    expect(story.tries('aroha', late)).toEqual({ kind: 'no-such-flag' })
  })
  test('raised twice by one button is one; an unknown one cannot be cleared; outsiders can do neither', () => {
    const story = raise(networkWithTrio(), 'tom', 'urgent')
    const entries = story.entries.length
    raise(story, 'tom', 'urgent')
    expect(story.entries).toHaveLength(entries)
    expect(story.tries('tom', { kind: 'clear-flag', flag: 'none', word: 'x' })).toEqual({
      kind: 'no-such-flag',
    })
    expect(story.tries('olive', { kind: 'clear-flag', flag: 'f', word: 'x' })).toEqual({ kind: 'not-yours' })
  })
})

describe('warnings that one person raises soon after each other', () => {
  const next = (story: Story, flag: string) =>
    story.does('tom', {
      kind: 'raise-flag',
      flag,
      text: 'The boiler leaks',
      context: 'organisational',
      severity: 'warning',
    })

  test('wait until ten minutes after the first, and no longer', () => {
    const story = raise(networkWithTrio(), 'tom', 'warning').pass(9 * minute)
    const before = story.network
    expect(newestNotices(next(story, 'g'), before)).toEqual([{ to: 'margaret', hours: 1 / 60 }])
    story.pass(minute)
    expect(newestNotices(next(story, 'h'))).toEqual([{ to: 'margaret', hours: 0 }])
  })
  test('come to a new angel in the same two messages', () => {
    const story = next(next(raise(networkWithTrio(), 'tom', 'warning'), 'g'), 'h').pass(hour)
    const told = noticesAsText(story, () => makeAngel(story, 'ruth'))
    expect(told.filter((line) => line.includes('raised'))).toEqual([
      'ruth: raised in 0',
      'ruth: raised-together in 0',
    ])
  })
  test('which an older version recorded keep the message of their own', () => {
    const story = next(raise(networkWithTrio(), 'tom', 'warning'), 'g')
    const old = story.entries.map((entry): JournalEntry => {
      if (entry.kind !== 'flag-raised-by-hand') return entry
      const { toldAfter: _, ...rest } = entry
      return rest
    })
    const before = fold('n', old)
    const cleared: JournalEntry = {
      version: before.version + 1,
      at: story.now,
      by: 'tom',
      kind: 'flag-cleared-by-hand',
      flag: 'g',
      word: 'It is mended',
    }
    const context = { before, after: fold('n', [...old, cleared]), calendarOf: () => calendar }
    expect(noticesFor([cleared], context)).toMatchObject([{ subject: 'raised:g', about: { kind: 'raised' } }])
  })
})
