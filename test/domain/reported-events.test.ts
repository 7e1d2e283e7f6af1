// Events that platforms report about people: someone cannot be reached, or two accounts are one person.
import { expect, test } from 'vitest'
import { day, hour } from '../../src/domain/core/time.ts'
import type { JournalEntry } from '../../src/domain/events.ts'
import { rolesOf } from '../../src/domain/membership/members.ts'
import type { ReportedEvent } from '../../src/domain/membership/reported-events.ts'
import { applyReportedEvent, fold } from '../../src/domain/network.ts'
import type { Network } from '../../src/domain/state.ts'
import { analyst, networkWithTrio, type Story, start, zone } from './network-story.ts'

function report(story: Story, event: ReportedEvent): readonly JournalEntry[] {
  const { entries, network } = applyReportedEvent(story.network, event, story.now)
  expect(fold('n', entries, story.network)).toEqual(network)
  story.network = network
  story.entries.push(...entries)
  return entries
}

/** Every text in a state, ids included. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (value instanceof Map) return [...value].flatMap(textsIn)
  if (value instanceof Set || Array.isArray(value)) return [...value].flatMap(textsIn)
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

const mentionsOf = (network: Network, person: string) =>
  textsIn(network).filter((text) => text === person).length

/** A network in which Tom has done all kinds of things. */
function networkWithBusyTom(): Story {
  const story = networkWithTrio()
  story.does('aroha', { kind: 'plan-meeting', meeting: 'm', start: start + day, minutes: 60, zone })
  story.pass(day + 2 * hour)
  story.does('tom', { kind: 'answer-attendance', meeting: 'm', there: true, person: 'tom' })
  story.does('tom', { kind: 'answer-pulse', meeting: 'm', pulse: 'yes' })
  story.does('tom', { kind: 'keep-lesson', lesson: 'l', text: 'Ask early', meeting: 'm' })
  story.does('tom', { kind: 'put', resource: 'r', offer: analyst })
  story.does('tom', { kind: 'nominate', nomination: 'n1', person: 'priya', role: 'critical-friend' })
  return story
}

test('a linked account takes over everything of the other, of which nothing is left', () => {
  const story = networkWithBusyTom()
  expect(mentionsOf(story.network, 'tom')).toBeGreaterThan(6)
  report(story, { kind: 'person-linked', from: 'tom', person: 'tom too' })
  expect(mentionsOf(story.network, 'tom')).toBe(0)
  expect(rolesOf(story.network, 'tom too')).toEqual(['fellow-traveller'])
  expect(story.network.meetings.get('m')?.attendance.get('tom too')).toBe(true)
  expect(story.network.resources.get('r')?.by).toBe('tom too')
})

test('two members who are linked are one member, since the first of them came, with the roles of both', () => {
  const story = networkWithBusyTom()
  const members = story.network.people.size
  const since = story.network.people.get('aroha')?.since
  report(story, { kind: 'person-linked', from: 'aroha', person: 'tom' })
  expect(story.network.people.size).toBe(members - 1)
  expect(story.network.people.get('tom')).toMatchObject({ id: 'tom', agency: 'Council', member: true, since })
  expect([...rolesOf(story.network, 'tom')].sort()).toEqual(['fellow-traveller', 'public-entrepreneur'])
})

test('events about people who have nothing to do with the network change nothing', () => {
  const story = networkWithBusyTom()
  expect(report(story, { kind: 'person-linked', from: 'stranger', person: 'tom' })).toEqual([])
  expect(report(story, { kind: 'person-unreached', person: 'stranger', why: 'gone.' })).toEqual([])
})

test('an unreachable person is noted once, until that person does something', () => {
  const story = networkWithBusyTom()
  const event: ReportedEvent = {
    kind: 'person-unreached',
    person: 'tom',
    why: 'the account was deactivated.',
  }
  // Tom is the last of his agency, which is a risk.
  const noted = ['person-unreached', 'flag-raised']
  expect(report(story, event).map(({ kind }) => kind)).toEqual(noted)
  expect(report(story, event)).toEqual([])
  expect(story.network.unreachable.get('tom')?.why).toBe('the account was deactivated.')
  story.does('tom', { kind: 'keep-lesson', lesson: 'l2', text: 'We are back' })
  expect(story.network.unreachable.size).toBe(0)
  expect(report(story, event).map(({ kind }) => kind)).toEqual(noted)
})
