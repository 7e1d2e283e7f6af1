// Resources on the table, and offers of them.
import { describe, expect, test } from 'vitest'
import type { Offer } from '../../../src/domain/core/terms.ts'
import { day } from '../../../src/domain/core/time.ts'
import { bareCountOf } from '../../../src/domain/meetings/six-meeting-rule.ts'
import { passTime } from '../../../src/domain/network.ts'
import { noticesFor } from '../../../src/domain/notices/notices.ts'
import { promisesDue } from '../../../src/domain/table/resource-dates.ts'
import { anythingStands } from '../../../src/domain/table/table.ts'
import { analyst, calendar, networkWithTrio } from '../network-story.ts'

describe('the table', () => {
  test('only someone of the agency, or an entrepreneur, changes a resource', () => {
    const story = networkWithTrio()
    expect(story.tries('priya', { kind: 'put', resource: 'r', offer: analyst })).toEqual({
      kind: 'only',
      who: 'own-agency',
    })
    const resource = story.puts('tom')
    expect(story.tries('priya', { kind: 'withdraw', resource })).toEqual({ kind: 'only', who: 'own-agency' })
    story.does('aroha', { kind: 'use', resource }).does('tom', { kind: 'withdraw', resource })
  })

  test('an offer lapses at the end of its last day in the network’s zone', () => {
    const story = networkWithTrio()
    story.does('tom', { kind: 'offer', resource: 'r', offer: { ...analyst, until: '2026-11-26' } })
    const end = Date.parse('2026-11-26T11:00:00Z')
    expect(story.pass(end - story.now - 1).network.resources.get('r')?.state).toBe('offered')
    expect(story.pass(1).network.resources.get('r')?.state).toBe('lapsed')
  })

  test('what stands ends on its last day; whoever put it and the entrepreneurs are told', () => {
    const story = networkWithTrio().bareMeetings(3)
    const resource = story.puts('tom', { ...analyst, until: '2026-12-20' })
    story.does('tom', { kind: 'use', resource })
    const end = Date.parse('2026-12-20T11:00:00Z')
    story.pass(end - story.now - 1)
    const before = story.network
    const from = story.entries.length
    expect(story.bare).toBe(0)
    story.pass(1)
    expect(story.network.resources.get(resource)).toMatchObject({ state: 'ended', stoodTo: end })
    expect(story.bare).toBe(0)
    const told = noticesFor(story.entries.slice(from), {
      before,
      after: story.network,
      calendarOf: () => calendar,
    })
    expect(told.filter(({ about }) => about.kind === 'resource-over').map(({ to }) => to)).toEqual([
      { kind: 'person', person: 'tom' },
      { kind: 'person', person: 'aroha' },
    ])
    expect(story.bareMeetings(1).bare).toBe(1)
  })

  test('what is used up stands no more, what is in use does; both can be undone for 10 minutes', () => {
    const story = networkWithTrio().bareMeetings(3)
    const resource = story.puts()
    story.bareMeetings(1).does('tom', { kind: 'use', resource })
    expect(anythingStands(story.network)).toBe(true)
    story.does('tom', { kind: 'use-up', resource, what: 'all spent' })
    expect(anythingStands(story.network)).toBe(false)
    expect(story.bare).toBe(0)
    expect(story.tries('tom', { kind: 'withdraw', resource })).toEqual({ kind: 'no-such-resource' })
    story.does('tom', { kind: 'undo-change', resource, from: 'used-up' })
    expect(story.network.resources.get(resource)?.state).toBe('used')
    expect(story.network.resources.get(resource)?.stoodTo).toBeUndefined()
  })

  test('a promise lapses at its last day; whoever promised it and the entrepreneurs are told', () => {
    const story = networkWithTrio()
    story.does('tom', { kind: 'offer', resource: 'r', offer: { ...analyst, until: '2026-11-26' } })
    const before = story.network
    const entries = story.outage(5 * day)
    const told = noticesFor(entries, { before, after: story.network, calendarOf: () => calendar })
    const about = { kind: 'resource-over', resource: 'r', as: 'lapsed' }
    expect(told.filter((one) => one.about.kind === 'resource-over')).toMatchObject([
      { to: { person: 'tom' }, about },
      { to: { person: 'aroha' }, about },
    ])
  })

  test('what begins later is a promise until somebody says that it is there', () => {
    const story = networkWithTrio().bareMeetings(2)
    const resource = story.puts('tom', { ...analyst, from: '2027-03-01', until: '2027-06-30' })
    expect(story.network.resources.get(resource)?.state).toBe('offered')
    expect(story.bare).toBe(2)
    story.does('tom', { kind: 'put', resource })
    expect(story.bare).toBe(0)
    const backwards = { ...analyst, from: '2027-06-30', until: '2027-03-01' }
    expect(story.tries('tom', { kind: 'put', resource: 'x', offer: backwards })).toEqual({
      kind: 'until-before-from',
    })
  })

  test('in an old journal, what stood past its last day ends when time next passes, and not before', () => {
    const story = networkWithTrio()
    story.puts('tom', { ...analyst, until: '2026-12-01' })
    const later = story.now + 60 * day
    const { network, entries } = passTime(story.network, { now: later, answers: [] })
    expect(entries.map(({ kind, at }) => [kind, at])).toContainEqual(['resource-ended', later])
    expect(bareCountOf(network).bare).toBe(0)
    expect(network.stalled).toBeUndefined()
  })

  test('a promise can be put off, and loses a date that is taken away; only its agency or an entrepreneur may', () => {
    const story = networkWithTrio()
    const offer = { ...analyst, from: '2026-12-01', until: '2026-12-05' }
    story.does('tom', { kind: 'offer', resource: 'r', offer })
    const later = { ...analyst, amount: 1, from: '2026-12-10' }
    const change = { kind: 'change-resource', resource: 'r', offer: later } as const
    expect(story.tries('priya', change)).toEqual({ kind: 'only', who: 'own-agency' })
    story.does('tom', change).pass(14 * day)
    expect(story.network.resources.get('r')).toMatchObject({
      state: 'offered',
      amount: 1,
      from: '2026-12-10',
    })
    expect(story.network.resources.get('r')).not.toHaveProperty('until')
    const past = { ...later, until: '2026-12-02' }
    expect(story.tries('aroha', { ...change, offer: past })).toEqual({ kind: 'until-has-passed' })
  })

  test('the same thing put twice is there once', () => {
    const story = networkWithTrio()
    const resource = story.puts()
    story.does('tom', { kind: 'put', resource, offer: analyst })
    expect(story.network.resources.size).toBe(1)
  })
})

test('a promise is due for the person who made it from a week before its day, until it is put or withdrawn', () => {
  const story = networkWithTrio()
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
