// The six-meeting rule: what counts, when a network stalls, and what sets it moving again.
import { describe, expect, test } from 'vitest'
import { day, hour, minute } from '../../../src/domain/core/time.ts'
import { isActive } from '../../../src/domain/flags/rule-flags.ts'
import { bareCountOf } from '../../../src/domain/meetings/six-meeting-rule.ts'
import { fold } from '../../../src/domain/network.ts'
import { noticesFor } from '../../../src/domain/notices/notices.ts'
import { analyst, calendar, join, networkWithTrio, type Story, startNetwork, zone } from '../network-story.ts'
import { isFollowUp } from '../notices-as-text.ts'

const atStall = () => networkWithTrio().bareMeetings(6)

describe('the count', () => {
  test('a held meeting counts when its check-in closes, not before', () => {
    const story = networkWithTrio().pass(6 * day)
    story.recordsMeeting()
    expect(story.bare).toBe(0)
    expect(story.pass(day).bare).toBe(1)
  })

  test('a meeting that one person attended, and no entrepreneur confirms, is missed and does not count', () => {
    const story = networkWithTrio().pass(6 * day)
    story
      .does('tom', { kind: 'record-meeting', meeting: 'm', start: story.now - hour, minutes: 60, zone })
      .pass(day)
    expect(story.network.meetings.get('m')?.state.kind).toBe('missed')
    expect(story.bare).toBe(0)
  })

  test('two people who were there make it held', () => {
    const story = networkWithTrio().pass(6 * day)
    story.does('tom', { kind: 'record-meeting', meeting: 'm', start: story.now - hour, minutes: 60, zone })
    story.does('priya', { kind: 'answer-attendance', meeting: 'm', there: true, person: 'priya' }).pass(day)
    expect(story.bare).toBe(1)
  })

  test('two meetings in one day both count', () => {
    const story = networkWithTrio().pass(6 * day)
    story.recordsMeeting()
    story.pass(3 * hour)
    story.recordsMeeting()
    expect(story.pass(day).bare).toBe(2)
  })

  test('an offer is only a promise; used still stands', () => {
    const story = networkWithTrio().bareMeetings(2)
    story.does('tom', { kind: 'offer', resource: 'r', offer: analyst })
    expect(story.bare).toBe(2)
    story.does('tom', { kind: 'put', resource: 'r' })
    expect(story.bare).toBe(0)
    story.does('tom', { kind: 'use', resource: 'r' }).bareMeetings(3)
    expect(story.bare).toBe(0)
  })

  test('withdrawing the last standing resource counts from 0 and does not stall', () => {
    const story = networkWithTrio().bareMeetings(5)
    const resource = story.puts()
    story.bareMeetings(4).does('tom', { kind: 'withdraw', resource })
    expect(story.bare).toBe(0)
    expect(story.network.stalled).toBeUndefined()
    expect(story.bareMeetings(6).network.stalled).toBeDefined()
  })

  test('a thing put and taken back within two meetings leaves the count as if it had never been put', () => {
    const story = networkWithTrio().bareMeetings(3)
    const biscuit = story.puts()
    expect(story.bare).toBe(0)
    story.does('tom', { kind: 'withdraw', resource: biscuit })
    expect(story.bare).toBe(3)
    const second = story.puts()
    story.bareMeetings(2).does('tom', { kind: 'withdraw', resource: second })
    expect(story.bare).toBe(5)
    expect(story.network.flags.has('sixth-meeting-near')).toBe(true)
    story.does('tom', { kind: 'undo-change', resource: second, from: 'withdrawn' })
    expect(story.bareMeetings(1).does('tom', { kind: 'withdraw', resource: second }).bare).toBe(0)
  })

  test('taking back at once what set a stopped network moving stops it again', () => {
    const story = atStall()
    const resource = story.puts()
    expect(story.network.stalled).toBeUndefined()
    story.does('tom', { kind: 'withdraw', resource })
    expect(story.network.stalled).toBeDefined()
  })

  test.each([
    { used: false, bare: 6 },
    { used: true, bare: 0 },
  ])('a thing that was there for a day sets the count to 0 if it was used: $used', ({ used, bare }) => {
    const story = atStall()
    const resource = story.puts('tom', { ...analyst, until: '2027-01-06' })
    if (used) story.does('tom', { kind: 'use', resource })
    story.pass(3 * day)
    expect(story.network.resources.get(resource)?.state).toBe('ended')
    expect(story.bare).toBe(bare)
    expect(story.network.stalled !== undefined).toBe(!used)
  })

  test('a withdrawal of an old journal still ends the count that it ended', () => {
    const story = networkWithTrio().bareMeetings(3)
    const resource = story.puts()
    const old = {
      version: story.network.version + 1,
      at: story.now,
      by: 'tom',
      kind: 'resource-withdrawn',
      resource,
    } as const
    expect(bareCountOf(fold('n', [...story.entries, old])).bare).toBe(0)
  })

  test('withdrawing one of two changes nothing', () => {
    const story = networkWithTrio()
    const first = story.puts()
    story.puts('priya', { ...analyst, agency: 'Education' })
    story.bareMeetings(3).does('tom', { kind: 'withdraw', resource: first })
    expect(story.bareMeetings(7).network.stalled).toBeUndefined()
  })

  test('undoing a put within 10 minutes is as if it had never been there; later it is refused', () => {
    const story = networkWithTrio().bareMeetings(4)
    const resource = story.puts()
    story.does('tom', { kind: 'undo-put', resource })
    expect(story.bare).toBe(4)
    const other = story.puts()
    story.pass(11 * minute)
    expect(story.tries('tom', { kind: 'undo-put', resource: other })).toEqual({ kind: 'too-late-to-undo' })
  })
})

describe('nearing the limit', () => {
  const notices = (story: Story, from: number, before: Story['network']) =>
    noticesFor(story.entries.slice(from), { before, after: story.network, calendarOf: () => calendar })

  test('at limit − 2 the homes alone get a nudge', () => {
    const story = networkWithTrio()
      .bareMeetings(3)
      .pass(6 * day)
    story.recordsMeeting()
    const before = story.network
    const from = story.entries.length
    story.pass(day)
    const nudges = notices(story, from, before).filter(({ about }) => about.kind === 'nudge')
    expect(nudges.map(({ to }) => to)).toEqual([{ kind: 'homes' }])
  })

  test('at limit − 1 the flag goes up once, and clears when something is put', () => {
    const story = networkWithTrio().bareMeetings(5)
    const raised = story.entries.filter((entry) => entry.kind === 'flag-raised')
    expect(raised.filter(({ flag }) => flag === 'sixth-meeting-near')).toHaveLength(1)
    expect(story.network.flags.has('sixth-meeting-near')).toBe(true)
    story.puts()
    expect(story.network.flags.has('sixth-meeting-near')).toBe(false)
  })

  test.each([4, 5, 6])('after %i bare meetings the flags are as their conditions say', (count) => {
    const story = networkWithTrio().bareMeetings(count)
    expect(isActive(story.network, 'sixth-meeting-near', story.now)).toBe(count === 5)
    expect(isActive(story.network, 'dead-in-the-water', story.now)).toBe(count === 6)
  })

  test('without an angel the entrepreneurs are told', () => {
    const story = startNetwork()
    join(story, 'tom', 'Council')
    story.bareMeetings(5).pass(6 * day)
    story.recordsMeeting()
    const before = story.network
    const from = story.entries.length
    story.pass(day)
    const told = notices(story, from, before).filter(
      (notice) => notice.about.kind === 'flag' && !isFollowUp(notice),
    )
    expect(told.map(({ to }) => to)).toEqual([{ kind: 'person', person: 'aroha' }])
  })
})

describe('a stalled network', () => {
  test('stalls when the check-in of the sixth bare meeting closes, not when it is held', () => {
    const story = networkWithTrio()
      .bareMeetings(5)
      .pass(6 * day)
    story.recordsMeeting()
    story.pass(day - 1)
    expect(story.network.stalled).toBeUndefined()
    expect(story.pass(1).network.stalled).toBe(story.now)
  })

  test('cannot plan or move a meeting, and can do all else', () => {
    const story = networkWithTrio()
    story
      .does('aroha', { kind: 'plan-meeting', meeting: 'p', start: start60(story), minutes: 60, zone })
      .bareMeetings(6)
    for (const command of [
      { kind: 'plan-meeting', meeting: 'x', start: story.now + day, minutes: 60, zone },
      { kind: 'move-meeting', meeting: 'p', start: story.now + day },
    ] as const)
      expect(story.tries('aroha', command)).toEqual({ kind: 'stalled' })
    story.does('tom', { kind: 'invite', invitation: 'i', codeHash: 'h', as: 'fellow-traveller' })
    story.does('tom', { kind: 'cancel-meeting', meeting: 'p', series: false })
  })

  test('records what took place all the same: held while stopped, counted on, and heard of by the angel', () => {
    const story = atStall().pass(3 * day)
    const meeting = story.recordsMeeting()
    expect(story.network.meetings.get(meeting)?.whileStopped).toBe(true)
    const before = story.network
    const from = story.entries.length
    story.pass(day)
    expect(bareCountOf(story.network).shown).toEqual({ bare: 7, limit: 6 })
    expect(story.network.stalled).toBeDefined()
    const told = noticesFor(story.entries.slice(from), {
      before,
      after: story.network,
      calendarOf: () => calendar,
    })
    expect(told.filter(({ about }) => about.kind === 'held-while-stopped')).toMatchObject([
      { to: { person: 'margaret' }, about: { meeting } },
    ])
  })

  test('what took place before the stop, and is recorded after it, is not marked', () => {
    const story = atStall().pass(hour)
    story.does('aroha', {
      kind: 'record-meeting',
      meeting: 'late',
      start: story.now - 5 * hour,
      minutes: 60,
      zone,
    })
    expect(story.network.meetings.get('late')?.whileStopped).toBeUndefined()
  })

  const start60 = (story: Story) => story.now + 60 * day

  test('holds planned meetings, drops those whose time passed, and goes on with the series', () => {
    const story = networkWithTrio()
      .bareMeetings(5)
      .pass(5 * day)
    story.does('aroha', {
      kind: 'plan-meeting',
      meeting: 's',
      start: story.now + day,
      minutes: 60,
      zone,
      repeat: { weeks: 1 },
    })
    story.recordsMeeting()
    story.pass(day)
    expect(story.network.stalled).toBeDefined()
    story.pass(20 * day)
    expect(story.kinds()).not.toContain('meeting-cancelled')
    story.puts()
    const planned = [...story.network.meetings.values()].filter(({ state }) => state.kind === 'planned')
    expect(planned).toHaveLength(1)
    expect(planned[0]?.start).toBeGreaterThan(story.now)
  })

  test('moves again at once when something is put', () => {
    const story = atStall()
    story.puts()
    expect(story.network.stalled).toBeUndefined()
    expect(story.kinds().at(-2)).toBe('moving-again')
  })

  test('a reframe needs an entrepreneur and a member of another agency', () => {
    const story = atStall()
    const proposal = {
      kind: 'propose-reframe',
      proposal: 'p',
      outcome: 'Two doors',
      why: 'We learned',
    } as const
    expect(story.tries('tom', proposal)).toEqual({ kind: 'only', who: 'entrepreneur' })
    story.does('aroha', proposal)
    expect(story.tries('aroha', { kind: 'agree-reframe', proposal: 'p' })).toEqual({
      kind: 'needs-another-agency',
    })
    expect(story.tries('margaret', { kind: 'agree-reframe', proposal: 'p' })).toEqual({
      kind: 'needs-another-agency',
    })
    story.does('tom', { kind: 'agree-reframe', proposal: 'p' })
    expect(story.network).toMatchObject({ outcome: 'Two doors' })
    expect(story.network.stalled).toBeUndefined()
    expect(story.bare).toBe(0)
  })

  test('a reframe refused by the second agency leaves it stalled, and can be proposed anew', () => {
    const story = atStall()
    story.does('aroha', { kind: 'propose-reframe', proposal: 'p', outcome: 'Two', why: 'w' })
    story.does('tom', { kind: 'refuse-reframe', proposal: 'p' })
    expect(story.tries('priya', { kind: 'agree-reframe', proposal: 'p' })).toEqual({ kind: 'proposal-over' })
    expect(story.network.stalled).toBeDefined()
    story.does('aroha', { kind: 'propose-reframe', proposal: 'q', outcome: 'Three', why: 'w' })
  })

  test.each([1, 2] as const)('an angel alone extends it, by %i', (meetings) => {
    const story = atStall()
    expect(story.tries('aroha', { kind: 'extend', meetings })).toEqual({ kind: 'only', who: 'angel' })
    story.does('margaret', { kind: 'extend', meetings })
    expect(story.bare).toBe(6 - meetings)
    expect(bareCountOf(story.network).shown).toEqual({ bare: 6, limit: 6 + meetings })
    expect(story.network.stalled).toBeUndefined()
    story.bareMeetings(meetings - 1)
    expect(story.network.stalled).toBeUndefined()
    expect(story.bareMeetings(1).network.stalled).toBeDefined()
  })

  test('after an extension the count goes on, and the angel is warned only once a meeting more was held', () => {
    const story = atStall().does('margaret', { kind: 'extend', meetings: 1 })
    expect(story.network.flags.has('sixth-meeting-near')).toBe(false)
    const longer = atStall().does('margaret', { kind: 'extend', meetings: 2 })
    expect(longer.network.flags.has('sixth-meeting-near')).toBe(false)
    longer.bareMeetings(1)
    expect(bareCountOf(longer.network).shown).toEqual({ bare: 7, limit: 8 })
    expect(longer.network.flags.has('sixth-meeting-near')).toBe(true)
    expect(longer.bareMeetings(1).network.stalled).toBeDefined()
  })

  test('a limit that is raised after an extension sets it moving', () => {
    const story = atStall().does('margaret', { kind: 'extend', meetings: 1 }).bareMeetings(1)
    expect(story.network.stalled).toBeDefined()
    story.does('margaret', { kind: 'change-settings', settings: { limit: 10 } })
    expect(story.network.stalled).toBeUndefined()
    expect(bareCountOf(story.network).shown).toEqual({ bare: 7, limit: 11 })
  })

  test('an extension asked twice is refused, also after it ran out; something put makes it possible again', () => {
    const story = atStall().does('margaret', { kind: 'extend', meetings: 1 })
    expect(story.tries('margaret', { kind: 'extend', meetings: 1 })).toEqual({ kind: 'already-extended' })
    story.bareMeetings(1)
    expect(story.tries('margaret', { kind: 'extend', meetings: 1 })).toEqual({ kind: 'already-extended' })
    const resource = story.puts()
    story.bareMeetings(3).does('tom', { kind: 'withdraw', resource }).bareMeetings(6)
    story.does('margaret', { kind: 'extend', meetings: 2 })
  })

  test('a struck meeting undoes a stall that was a mistake, and the journal shows both', () => {
    const story = networkWithTrio()
      .bareMeetings(5)
      .pass(6 * day)
    const meeting = story.recordsMeeting()
    story.pass(day).does('aroha', { kind: 'strike-meeting', meeting })
    expect(story.network.stalled).toBeUndefined()
    expect(story.bare).toBe(5)
    expect(story.kinds()).toEqual(expect.arrayContaining(['stalled', 'meeting-struck', 'moving-again']))
  })

  test('attendance corrected within 7 days is recounted, and later it is refused', () => {
    const story = networkWithTrio()
      .bareMeetings(5)
      .pass(6 * day)
    story
      .does('tom', { kind: 'record-meeting', meeting: 'm', start: story.now - hour, minutes: 60, zone })
      .pass(day)
    expect(story.network.stalled).toBeUndefined()
    story
      .pass(6 * day)
      .does('priya', { kind: 'answer-attendance', meeting: 'm', there: true, person: 'priya' })
    expect(story.network.stalled).toBeDefined()
    story.does('priya', { kind: 'answer-attendance', meeting: 'm', there: false, person: 'priya' })
    expect(story.network.stalled).toBeUndefined()
    story.pass(2 * day)
    expect(
      story.tries('priya', { kind: 'answer-attendance', meeting: 'm', there: true, person: 'priya' }),
    ).toEqual({
      kind: 'too-late-to-mend',
    })
  })

  test('the limit in weeks stalls it if it is reached first', () => {
    const story = networkWithTrio()
      .does('aroha', { kind: 'change-settings', settings: { weeks: 3 } })
      .bareMeetings(1)
    expect(story.pass(14 * day).network.stalled).toBeUndefined()
    expect(story.pass(7 * day).network.stalled).toBeDefined()
  })

  test('nothing stalls with the rule off, and no limit can be set that has been reached already', () => {
    const story = networkWithTrio().bareMeetings(4)
    expect(story.tries('aroha', { kind: 'change-settings', settings: { limit: 4 } })).toMatchObject({
      least: 5,
    })
    story.does('margaret', { kind: 'change-settings', settings: { rule: false } })
    expect(story.bareMeetings(8).network.stalled).toBeUndefined()
  })

  test('closing leaves only the last round due and clears the flags; it reopens on day 30 but not after', () => {
    const story = atStall()
    const closing = { kind: 'close', did: 'd', borrow: '', avoid: '', resources: '' } as const
    expect(story.tries('tom', closing)).toEqual({ kind: 'only', who: 'entrepreneur' })
    story.does('aroha', closing)
    expect(story.network.flags.size).toBe(0)
    expect(story.tries('tom', { kind: 'put', resource: 'r', offer: analyst })).toEqual({ kind: 'closed' })
    expect(story.outage(30 * day).map(({ kind }) => kind)).toEqual(['round-reminded', 'round-closed'])
    story.does('tom', { kind: 'reopen' })
    expect(story.network.stalled).toBeDefined()
    story.does('aroha', closing).pass(30 * day + 1)
    expect(story.tries('tom', { kind: 'reopen' })).toEqual({ kind: 'reopen-too-late' })
  })
})
