import { describe, expect, test } from 'vitest'
import type { Command } from '../../src/domain/commands.ts'
import type { Offer } from '../../src/domain/core/terms.ts'
import { holders, rolesOf } from '../../src/domain/membership/members.ts'
import { forbidden } from '../../src/domain/permissions.ts'
import { lightestWay } from '../../src/domain/phases/diagnosis.ts'
import { promisesDue } from '../../src/domain/table/table.ts'
import {
  analyst,
  day,
  home,
  hour,
  joins,
  minute,
  nominated,
  type Story,
  started,
  together,
  zone,
} from './network-story.ts'

describe('joining and leaving', () => {
  test('a code works once, and not after it was revoked or has expired', () => {
    const story = started()
    joins(story, 'tom', 'Council')
    expect(story.ask('priya', { kind: 'join', codeHash: 'hash of tom', agency: 'x' })).toEqual({
      kind: 'code-spent',
    })
    story.does('aroha', { kind: 'invite', invitation: 'a', codeHash: 'a', as: 'fellow-traveller' })
    story.does('aroha', { kind: 'revoke-invitation', invitation: 'a' })
    story
      .does('aroha', { kind: 'invite', invitation: 'b', codeHash: 'b', as: 'fellow-traveller' })
      .pass(7 * day)
    for (const codeHash of ['a', 'b', 'never'])
      expect(story.ask('priya', { kind: 'join', codeHash, agency: 'x' })).toEqual({ kind: 'code-spent' })
  })

  test('redeemed in a channel it adds the home and the person; a member adds a home only', () => {
    const story = started()
    const other = { ...home, workspace: 'w2' }
    story.does('aroha', { kind: 'invite', invitation: 'a', codeHash: 'a', as: 'active-client' })
    story.does('ruth', { kind: 'join', codeHash: 'a', agency: ' health ', home: other })
    expect(story.network.homes).toEqual([home, other])
    expect(story.network.people.get('ruth')).toMatchObject({ agency: 'Health', member: true })
    expect(rolesOf(story.network, 'ruth')).toEqual(['active-client'])
    story.does('aroha', { kind: 'invite', invitation: 'b', codeHash: 'b', as: 'fellow-traveller' })
    expect(story.ask('ruth', { kind: 'join', codeHash: 'b', agency: 'x', home: other })).toEqual({
      kind: 'already-member',
    })
    story.does('ruth', { kind: 'join', codeHash: 'b', agency: 'x', home: { ...home, channel: 'c9' } })
    expect(story.network.homes).toHaveLength(3)
  })

  test('who leaves holds nothing any more and sees nothing, and the journal keeps what they held', () => {
    const story = together().does('tom', { kind: 'leave' })
    expect(
      story.ask('tom', { kind: 'invite', invitation: 'i', codeHash: 'h', as: 'fellow-traveller' }),
    ).toEqual({
      kind: 'not-yours',
    })
    expect(story.network.roles.find((span) => span.person === 'tom')?.to).toBe(story.now)
  })
})

describe('roles', () => {
  test('nobody holds a role until they accept it', () => {
    const story = started()
    const nomination = nominated(story, 'margaret', 'guardian-angel')
    expect(holders(story.network, 'guardian-angel')).toEqual([])
    expect(story.ask('tom', { kind: 'accept-nomination', nomination, agency: 'x' })).toEqual({
      kind: 'not-yours',
    })
    story.does('margaret', { kind: 'accept-nomination', nomination, agency: 'Health' })
    expect(holders(story.network, 'guardian-angel')).toEqual(['margaret'])
    expect(story.network.people.get('margaret')?.member).toBe(false)
  })

  test('a nomination can be declined or withdrawn, and then no longer accepted', () => {
    const story = started()
    const declined = nominated(story, 'margaret', 'guardian-angel')
    story.does('margaret', { kind: 'decline-nomination', nomination: declined })
    const withdrawn = nominated(story, 'margaret', 'guardian-angel')
    story.does('aroha', { kind: 'withdraw-nomination', nomination: withdrawn })
    for (const nomination of [declined, withdrawn])
      expect(story.ask('margaret', { kind: 'accept-nomination', nomination, agency: 'x' })).toEqual({
        kind: 'nomination-over',
      })
  })

  test('nobody nominates themselves, or somebody twice', () => {
    const story = started()
    const ask = (person: string) =>
      story.ask('aroha', { kind: 'nominate', nomination: story.id(), person, role: 'critical-friend' })
    expect(ask('aroha')).toEqual({ kind: 'oneself' })
    expect(ask('jade')).toBeUndefined()
    expect(ask('jade')).toEqual({ kind: 'already-nominated', person: 'jade' })
  })

  test('an angel who steps down and is nothing else is gone', () => {
    const story = together().does('margaret', { kind: 'step-down', role: 'guardian-angel' })
    expect(story.network.people.has('margaret')).toBe(false)
    expect(story.network.roles.find((span) => span.person === 'margaret')).toMatchObject({ to: story.now })
  })
})

test('the diagnosis recommends the lightest way that fits', () => {
  const ways = (answers: string) => {
    const [a, b, c, d, e] = [...answers].map((answer) => answer === 'y')
    return lightestWay({
      oneAgencyAlone: a === true,
      somebodyKnows: b === true,
      workAndMoneyShared: c === true,
      sameGoal: d === true,
      affectedTakePart: e === true,
    })
  }
  expect([ways('ynnnn'), ways('ynnyn'), ways('nnnnn'), ways('nnnyn')]).toEqual([
    'coexist',
    'communicate',
    'communicate',
    'cooperate',
  ])
  expect([ways('nyyyn'), ways('nnynn'), ways('nnyyn'), ways('nyyyy')]).toEqual([
    'coordinate',
    'coordinate',
    'collaborate',
    'collaborate',
  ])
})

describe('meetings', () => {
  const plan = (story: Story, start: number, weeks?: number) =>
    story.does('tom', {
      kind: 'plan-meeting',
      meeting: 'm',
      start,
      minutes: 60,
      zone,
      ...(weeks !== undefined && { repeat: { weeks } }),
    })

  test('reminders come the day before and 15 minutes before; the check-in at the end, closed a day later', () => {
    const story = together()
    const start = story.now + 3 * day
    const at = (kind: string) => story.entries.filter((entry) => entry.kind === kind).map((entry) => entry.at)
    plan(story, start).pass(6 * day)
    expect(at('meeting-reminded')).toEqual([start - day, start - 15 * minute])
    expect(at('check-in-opened')).toEqual([start + hour])
    expect(at('check-in-closed')).toEqual([start + hour + day])
    expect(story.network.meetings.get('m')?.state.kind).toBe('missed')
  })

  test.each(['2027-04-04', '2027-09-26'])(
    'a series keeps its hour over the night of %s, when the clocks change',
    (date) => {
      const story = together()
      const first = Temporal.ZonedDateTime.from(`${date}T10:00[${zone}]`).subtract({ days: 7 })
      story.now = first.subtract({ days: 1 }).epochMilliseconds
      plan(story, first.epochMilliseconds, 1)
      story.now = first.add({ hours: 1 }).epochMilliseconds
      story.beat()
      const next = [...story.network.meetings.values()].find(({ state }) => state.kind === 'planned')
      expect(next?.start).toBe(first.add({ weeks: 1 }).epochMilliseconds)
      expect(Temporal.Instant.fromEpochMilliseconds(next?.start ?? 0).toZonedDateTimeISO(zone).hour).toBe(10)
    },
  )

  test('a series whose hour falls into the gap of that night meets at the next valid hour', () => {
    const story = together()
    const first = Temporal.ZonedDateTime.from('2027-09-19T02:30[Pacific/Auckland]')
    plan(story, first.epochMilliseconds, 1)
    story.now = first.add({ hours: 1 }).epochMilliseconds
    story.beat()
    const next = [...story.network.meetings.values()].find(({ state }) => state.kind === 'planned')
    expect(Temporal.Instant.fromEpochMilliseconds(next?.start ?? 0).toString()).toBe('2027-09-25T14:30:00Z')
  })

  test('a series has one planned meeting; cancelling it plans the next, ending it none', () => {
    const story = together()
    plan(story, story.now + day, 2)
    const planned = () => [...story.network.meetings.values()].filter(({ state }) => state.kind === 'planned')
    expect(planned()).toHaveLength(1)
    story.does('tom', { kind: 'cancel-meeting', meeting: planned()[0]?.id ?? '', series: false })
    expect(planned().map(({ start }) => start)).toEqual([story.now + 15 * day])
    story.does('tom', { kind: 'cancel-meeting', meeting: planned()[0]?.id ?? '', series: true })
    expect(planned()).toEqual([])
  })

  test.each([hour, 3 * day, 15 * day])(
    'after an outage of %i ms what was due happens once, marked late',
    (length) => {
      const story = together()
      plan(story, story.now + day + 20 * minute, 1).pass(day + 19 * minute)
      const caught = story.outage(length + 2 * hour)
      const opened = caught.filter((entry) => entry.kind === 'check-in-opened')
      expect(opened).toHaveLength(1)
      expect(opened[0]).toMatchObject({ late: true, closes: story.now + day })
      expect(story.beat()).toEqual([])
    },
  )

  test('the past cannot be planned, the future not recorded, nor what was before the network', () => {
    const story = together()
    const meeting = { meeting: 'm', minutes: 60, zone }
    expect(story.ask('tom', { kind: 'plan-meeting', ...meeting, start: story.now })).toEqual({
      kind: 'in-the-past',
    })
    expect(story.ask('tom', { kind: 'record-meeting', ...meeting, start: story.now + 1 })).toEqual({
      kind: 'in-the-future',
    })
    expect(story.ask('tom', { kind: 'record-meeting', ...meeting, start: story.now - day })).toEqual({
      kind: 'before-the-start',
    })
  })
})

describe('the table', () => {
  test('only someone of the agency, or an entrepreneur, changes a resource', () => {
    const story = together()
    expect(story.ask('priya', { kind: 'put', resource: 'r', offer: analyst })).toEqual({
      kind: 'only',
      who: 'own-agency',
    })
    const resource = story.puts('tom')
    expect(story.ask('priya', { kind: 'withdraw', resource })).toEqual({ kind: 'only', who: 'own-agency' })
    story.does('aroha', { kind: 'use', resource }).does('tom', { kind: 'withdraw', resource })
  })

  test('an offer lapses at the end of its last day in the network’s zone', () => {
    const story = together()
    story.does('tom', { kind: 'offer', resource: 'r', offer: { ...analyst, until: '2026-11-26' } })
    const end = Date.parse('2026-11-26T11:00:00Z')
    expect(story.pass(end - story.now - 1).network.resources.get('r')?.state).toBe('offered')
    expect(story.pass(1).network.resources.get('r')?.state).toBe('lapsed')
  })

  test('the same thing put twice is there once', () => {
    const story = together()
    const resource = story.puts()
    story.does('tom', { kind: 'put', resource, offer: analyst })
    expect(story.network.resources.size).toBe(1)
  })
})

describe('who may do what', () => {
  const rows: readonly (readonly [
    Command['kind'],
    outsider: boolean,
    member: boolean,
    entrepreneur: boolean,
    angel: boolean,
  ])[] = [
    ['invite', false, true, true, true],
    ['nominate', false, true, true, true],
    ['plan-meeting', false, true, true, true],
    ['record-meeting', false, true, true, true],
    ['answer-attendance', false, true, true, true],
    ['put', false, true, true, true],
    ['keep-lesson', false, true, true, true],
    ['confirm-meeting', false, false, true, false],
    ['change-settings', false, false, true, true],
    ['propose-reframe', false, false, true, false],
    ['close', false, false, true, false],
    ['remove-home', false, false, true, false],
    ['extend', false, false, false, true],
    ['pass-time', false, false, false, false],
  ]
  test.each(rows)('%s', (kind, ...allowed) => {
    const { network } = together()
    expect(
      ['nobody', 'tom', 'aroha', 'margaret'].map((person) => forbidden(network, kind, person) === undefined),
    ).toEqual(allowed)
    expect(forbidden(network, kind, 'nobody')).toEqual({ kind: 'not-yours' })
  })
})

test('a promise waits for whoever made it from a week before its day on, until it is there or taken back', () => {
  const story = together()
  const promise = (resource: string, dates: Partial<Offer>) =>
    story.does('tom', { kind: 'offer', resource, offer: { ...analyst, ...dates } })
  const due = (person = 'tom') => promisesDue(story.network, person, story.now).map(({ id }) => id)
  promise('begins', { from: '2026-12-08', until: '2027-06-30' })
  promise('ends', { until: '2026-12-06' })
  promise('some day', {})
  const weekBefore = Date.parse('2026-12-06T11:00:00Z') - 7 * day
  story.pass(weekBefore - story.now - 1)
  expect(due()).toEqual([])
  story.pass(1)
  expect(due()).toEqual(['ends'])
  expect(due('aroha')).toEqual([])
  story.pass(2 * day)
  expect(due()).toEqual(['ends', 'begins'])
  story.does('tom', { kind: 'put', resource: 'ends' })
  expect(due()).toEqual(['begins'])
  story.pass(20 * day)
  expect(due()).toEqual(['begins'])
  story.does('tom', { kind: 'withdraw', resource: 'begins' })
  expect(due()).toEqual([])
})
