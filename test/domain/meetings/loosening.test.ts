// Loosening the six-meeting rule near its limit takes the consent of an angel or of another agency.
import { describe, expect, test } from 'vitest'
import type { Settings } from '../../../src/domain/core/terms.ts'
import { minute } from '../../../src/domain/core/time.ts'
import { openLoosening } from '../../../src/domain/meetings/loosening.ts'
import { fold } from '../../../src/domain/network.ts'
import { noticesFor } from '../../../src/domain/notices/notices.ts'
import { analyst, calendar, join, networkWithTrio, type Story, startNetwork } from '../network-story.ts'

const change = (settings: Partial<Settings>) => ({ kind: 'change-settings', settings }) as const

const waiting = (story: Story) => openLoosening(story.network)?.id ?? ''

function withoutAngel(): Story {
  const story = startNetwork()
  join(story, 'tom', 'Council')
  join(story, 'hana', 'Health')
  return story
}

describe('loosening the rule', () => {
  test('a stopped network is not set moving by a higher limit; an angel has to agree', () => {
    const story = networkWithTrio().bareMeetings(6)
    story.does('aroha', change({ limit: 24 }))
    expect(story.network.stalled).toBeDefined()
    expect(story.network.settings.limit).toBe(6)
    const proposal = waiting(story)
    for (const person of ['aroha', 'tom'])
      expect(story.tries(person, { kind: 'agree-loosening', proposal })).toEqual({
        kind: 'only',
        who: 'angel',
      })
    story.does('margaret', { kind: 'agree-loosening', proposal })
    expect(story.network.settings.limit).toBe(24)
    expect(story.network.stalled).toBeUndefined()
  })

  test.each([
    [4, { limit: 24 }, false],
    [5, { limit: 24 }, true],
    [5, { rule: false }, true],
    [5, { limit: 6 }, false],
    [6, { rule: false }, true],
  ] as const)('after %i meetings, %o needs consent: %s', (count, settings, needed) => {
    const story = networkWithTrio().bareMeetings(count)
    story.does('aroha', change(settings))
    expect(openLoosening(story.network) !== undefined).toBe(needed)
  })

  test('what an angel gave by extending is not made more of without an angel', () => {
    const story = networkWithTrio().bareMeetings(6)
    story.does('margaret', { kind: 'extend', meetings: 2 }).does('aroha', change({ limit: 24 }))
    expect(story.network.settings.limit).toBe(6)
    story.does('margaret', { kind: 'agree-loosening', proposal: waiting(story) })
    expect(story.network.settings.limit).toBe(24)
  })

  test('the clock in weeks cannot be switched off or lengthened to get past its stop', () => {
    const story = networkWithTrio()
      .does('aroha', change({ weeks: 3 }))
      .bareMeetings(1)
      .pass(21 * 24 * 3_600_000)
    for (const weeks of [0, 9]) {
      story.does('aroha', change({ weeks }))
      expect(story.network.settings.weeks).toBe(3)
      expect(story.network.stalled).toBeDefined()
    }
    story.does('aroha', change({ weeks: 2 }))
    expect(story.network.settings.weeks).toBe(2)
  })

  test('what loosens nothing changes at once beside the proposal', () => {
    const story = networkWithTrio().bareMeetings(5)
    story.does('aroha', change({ limit: 10, checkInHours: 48, weeks: 8 }))
    expect(story.network.settings).toMatchObject({ limit: 6, checkInHours: 48, weeks: 8 })
    expect(openLoosening(story.network)?.settings).toEqual({ limit: 10 })
  })

  test('an angel’s own change is consent, and the same proposal twice is one', () => {
    const story = networkWithTrio().bareMeetings(6)
    story.does('aroha', change({ limit: 8 }))
    const before = story.entries.length
    story.does('aroha', change({ limit: 8 }))
    expect(story.entries).toHaveLength(before)
    story.does('margaret', change({ limit: 9 }))
    expect(story.network.stalled).toBeUndefined()
    expect(story.tries('margaret', { kind: 'agree-loosening', proposal: waiting(story) })).toEqual({
      kind: 'loosening-over',
    })
  })

  test('without an angel a member of another agency agrees; with one agency alone nobody can', () => {
    const story = withoutAngel().bareMeetings(6)
    story.does('aroha', change({ rule: false }))
    const proposal = waiting(story)
    for (const person of ['aroha', 'hana'])
      expect(story.tries(person, { kind: 'agree-loosening', proposal })).toEqual({
        kind: 'consent-of-another-agency',
      })
    story.does('tom', { kind: 'agree-loosening', proposal })
    expect(story.network.settings.rule).toBe(false)
    const alone = startNetwork().bareMeetings(6)
    expect(alone.tries('aroha', change({ limit: 24 }))).toEqual({ kind: 'nobody-to-consent' })
  })

  test('it can be declined, taken back, and replaced by a later proposal', () => {
    const story = networkWithTrio().bareMeetings(6)
    story.does('aroha', change({ limit: 24 }))
    const first = waiting(story)
    story.does('aroha', change({ limit: 12 }))
    expect(story.tries('margaret', { kind: 'agree-loosening', proposal: first })).toEqual({
      kind: 'loosening-over',
    })
    const second = waiting(story)
    expect(story.tries('tom', { kind: 'decline-loosening', proposal: second })).toBeDefined()
    story.does('aroha', { kind: 'decline-loosening', proposal: second })
    story.does('aroha', change({ limit: 10 }))
    story.does('margaret', { kind: 'decline-loosening', proposal: waiting(story) })
    expect(story.network.settings.limit).toBe(6)
    expect(story.network.stalled).toBeDefined()
  })

  test('a limit that the count has reached meanwhile is over', () => {
    const story = withoutAngel().bareMeetings(5)
    story.does('aroha', change({ limit: 7 }))
    const proposal = waiting(story)
    story.does('tom', { kind: 'put', resource: 'r', offer: analyst })
    story.does('aroha', change({ limit: 5 }))
    expect(story.tries('tom', { kind: 'agree-loosening', proposal })).toEqual({ kind: 'loosening-over' })
  })

  test('it is over once the network has found another way on, and waits again if that is undone', () => {
    const story = networkWithTrio().bareMeetings(6)
    story.does('aroha', change({ limit: 24 })).pass(minute)
    const proposal = waiting(story)
    const agree = { kind: 'agree-loosening', proposal } as const
    const resource = story.puts()
    expect(waiting(story)).toBe('')
    expect(story.tries('margaret', agree)).toEqual({ kind: 'loosening-over' })
    story.does('tom', { kind: 'withdraw', resource })
    expect(waiting(story)).toBe(proposal)
    const reframing = { proposal: 'p', outcome: 'One door', why: 'Nobody knew' }
    story.does('aroha', { kind: 'propose-reframe', ...reframing })
    story.does('tom', { kind: 'agree-reframe', proposal: 'p' })
    expect(waiting(story)).toBe('')
    expect(story.tries('margaret', agree)).toEqual({ kind: 'loosening-over' })
  })

  test('the homes and the other angels are told both values', () => {
    const story = networkWithTrio().bareMeetings(6)
    story.does('aroha', change({ limit: 24 }))
    const before = story.network
    const from = story.entries.length
    story.does('margaret', { kind: 'agree-loosening', proposal: waiting(story) })
    const told = noticesFor(story.entries.slice(from), {
      before,
      after: story.network,
      calendarOf: () => calendar,
    })
    expect(told.find(({ about }) => about.kind === 'settings')).toMatchObject({
      to: { kind: 'homes' },
      about: { before: { limit: 6 }, now: { limit: 24 }, by: 'margaret' },
    })
  })

  test('a change of an old journal, which needed no consent, stays made', () => {
    const story = networkWithTrio().bareMeetings(6)
    const old = {
      version: story.network.version + 1,
      at: story.now,
      by: 'aroha',
      kind: 'settings-changed',
      settings: { limit: 24 },
    } as const
    expect(fold('n', [...story.entries, old]).settings.limit).toBe(24)
  })
})
