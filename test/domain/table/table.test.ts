// Resources on the table, and offers of them.
import { describe, expect, test } from 'vitest'
import type { Offer } from '../../../src/domain/core/terms.ts'
import { day } from '../../../src/domain/core/time.ts'
import { promisesDue } from '../../../src/domain/table/table.ts'
import { analyst, networkWithTrio } from '../network-story.ts'

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
