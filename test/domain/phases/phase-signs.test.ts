// Each sign of each phase, just under its condition and just met, with its details.
import { describe, expect, test } from 'vitest'
import type { DiagnosisAnswers, Phase, SignName } from '../../../src/domain/core/terms.ts'
import { day, hour } from '../../../src/domain/core/time.ts'
import { applyReportedEvent, fold } from '../../../src/domain/network.ts'
import { type Sign, signsOf } from '../../../src/domain/phases/phase-signs.ts'
import { analyst, join, networkWithTrio, nominate, type Story, startNetwork } from '../network-story.ts'

const phaseOfSign: { readonly [name in SignName]: Phase } = {
  moment: 'getting-together',
  outcome: 'getting-together',
  entrepreneur: 'getting-together',
  'two-agencies': 'getting-together',
  collaboration: 'getting-together',
  trio: 'working-together',
  'on-the-table': 'working-together',
  'active-client': 'working-together',
  limits: 'working-together',
  used: 'sustaining',
  'three-meetings': 'sustaining',
  lesson: 'sustaining',
  attendance: 'sustaining',
  'angel-active': 'sustaining',
  'two-agency-table': 'sustaining',
}

function sign(story: Story, name: SignName, whyNoClient?: string): Sign {
  const found = signsOf(story.network, phaseOfSign[name], { now: story.now, whyNoClient }).find(
    (one) => one.name === name,
  )
  if (found === undefined) throw new Error(`No sign ${name}`)
  return found
}

const collaborate: DiagnosisAnswers = {
  oneAgencyAlone: false,
  somebodyKnows: false,
  workAndMoneyShared: true,
  sameGoal: true,
  affectedTakePart: true,
}

/** A network that started with this moment and outcome. */
function networkStartedWith(words: { readonly moment?: string; readonly outcome?: string }): Story {
  const story = startNetwork()
  const entries = story.entries.map((entry) => (entry.kind === 'started' ? { ...entry, ...words } : entry))
  story.network = fold('n', entries)
  return story
}

/** Holds a meeting at which these people say that they were, and closes its check-in. */
function holdMeeting(story: Story, ...there: readonly string[]): Story {
  const meeting = story.recordsMeeting()
  story.does('aroha', { kind: 'confirm-meeting', meeting })
  for (const person of there) story.does(person, { kind: 'answer-attendance', meeting, there: true, person })
  return story.pass(day + hour)
}

test('every phase but the first has its signs, each once, in an order that holds', () => {
  const { network, now } = networkWithTrio()
  expect(signsOf(network, 'before-starting', { now })).toEqual([])
  const all = (['getting-together', 'working-together', 'sustaining'] as const).flatMap((phase) =>
    signsOf(network, phase, { now }).map(({ name }) => [name, phase]),
  )
  expect(all).toEqual(Object.entries(phaseOfSign))
})

describe('for getting together', () => {
  test('the moment is on record, and not in blanks alone', () => {
    expect(sign(networkStartedWith({ moment: ' ' }), 'moment').met).toBe(false)
    expect(sign(startNetwork(), 'moment').met).toBe(true)
  })
  test('there is a shared outcome, and not in blanks alone', () => {
    expect(sign(networkStartedWith({ outcome: '\n' }), 'outcome').met).toBe(false)
    expect(sign(startNetwork(), 'outcome').met).toBe(true)
  })
  test('there is an entrepreneur, until the last has gone', () => {
    const story = networkWithTrio()
    expect(sign(story, 'entrepreneur')).toMatchObject({ met: true, people: ['aroha'] })
    story.does('aroha', { kind: 'step-down', role: 'public-entrepreneur' })
    expect(sign(story, 'entrepreneur')).toMatchObject({ met: false, people: [] })
  })
  test('members of two agencies are in it; another spelling is no other agency, and an angel only brings none in', () => {
    const story = startNetwork()
    join(story, 'tom', ' HEALTH ')
    const nomination = nominate(story, 'margaret', 'guardian-angel')
    story.does('margaret', { kind: 'accept-nomination', nomination, agency: 'Oversight' })
    expect(sign(story, 'two-agencies')).toMatchObject({ met: false, agencies: ['Health'] })
    join(story, 'priya', 'Education')
    expect(sign(story, 'two-agencies')).toMatchObject({ met: true, agencies: ['Health', 'Education'] })
  })
  test('the diagnosis says collaborate, and not something lighter', () => {
    const story = startNetwork()
    expect(sign(story, 'collaboration')).toMatchObject({ met: false, way: undefined })
    story.does('aroha', {
      kind: 'diagnose',
      answers: { ...collaborate, somebodyKnows: true, sameGoal: false },
    })
    expect(sign(story, 'collaboration')).toMatchObject({ met: false, way: 'coordinate' })
    story.does('aroha', { kind: 'diagnose', answers: collaborate })
    expect(sign(story, 'collaboration')).toMatchObject({ met: true, way: 'collaborate' })
  })
})

describe('for working together', () => {
  test('the trio is complete with two fellow travellers of two agencies and an angel', () => {
    const story = startNetwork()
    expect(sign(story, 'trio')).toMatchObject({ met: false, missing: ['fellow-travellers', 'angel'] })
    join(story, 'tom', 'Council')
    join(story, 'ben', 'council')
    const nomination = nominate(story, 'margaret', 'guardian-angel')
    expect(sign(story, 'trio')).toMatchObject({ met: false, missing: ['fellow-travellers', 'angel'] })
    story.does('margaret', { kind: 'accept-nomination', nomination, agency: 'Health' })
    expect(sign(story, 'trio')).toMatchObject({ met: false, missing: ['fellow-travellers'] })
    join(story, 'priya', 'Education')
    expect(sign(story, 'trio')).toMatchObject({ met: true, missing: [] })
    story.does('aroha', { kind: 'leave' })
    expect(sign(story, 'trio')).toMatchObject({ met: false, missing: ['entrepreneur'] })
  })
  test('something is on the table: an offer is only a promise, and what was withdrawn is gone', () => {
    const story = networkWithTrio()
    const resource = story.id()
    story.does('tom', { kind: 'offer', resource, offer: analyst })
    expect(sign(story, 'on-the-table').met).toBe(false)
    story.does('tom', { kind: 'put', resource })
    expect(sign(story, 'on-the-table').met).toBe(true)
    story.does('tom', { kind: 'withdraw', resource })
    expect(sign(story, 'on-the-table').met).toBe(false)
  })
  test('there is an active client, or a word on why there is none', () => {
    const story = networkWithTrio()
    expect(sign(story, 'active-client')).toMatchObject({ met: false, people: [] })
    expect(sign(story, 'active-client', ' ').met).toBe(false)
    expect(sign(story, 'active-client', 'They need rest')).toMatchObject({ met: true })
    join(story, 'ruth', 'Community', 'active-client')
    expect(sign(story, 'active-client')).toMatchObject({ met: true, people: ['ruth'] })
  })
  test('a hard limit is stated, and not lifted again', () => {
    const story = networkWithTrio()
    expect(sign(story, 'limits')).toMatchObject({ met: false, seen: 0, needed: 1 })
    story.does('margaret', { kind: 'state-limit', limit: 'l', text: 'No names' })
    expect(sign(story, 'limits')).toMatchObject({ met: true, seen: 1 })
    story.does('margaret', { kind: 'lift-limit', limit: 'l', word: 'w' })
    expect(sign(story, 'limits').met).toBe(false)
  })
})

describe('for sustaining', () => {
  test('a resource was used, even if it was withdrawn since; one that was only put does not count', () => {
    const story = networkWithTrio()
    const resource = story.puts()
    expect(sign(story, 'used')).toMatchObject({ met: false, seen: 0 })
    story.does('tom', { kind: 'use', resource })
    expect(sign(story, 'used')).toMatchObject({ met: true, seen: 1 })
    story.does('tom', { kind: 'withdraw', resource })
    expect(sign(story, 'used').met).toBe(true)
    const unused = networkWithTrio()
    unused.does('tom', { kind: 'withdraw', resource: unused.puts() })
    expect(sign(unused, 'used').met).toBe(false)
  })

  test('three meetings were held in this phase; earlier ones and struck ones do not count', () => {
    const story = networkWithTrio().bareMeetings(2)
    expect(sign(story, 'three-meetings')).toMatchObject({ met: false, seen: 2, needed: 3 })
    story.does('aroha', {
      kind: 'cross-phase',
      crossing: 'c',
      from: 'before-starting',
      to: 'getting-together',
    })
    expect(sign(story, 'three-meetings')).toMatchObject({ seen: 0 })
    story.puts()
    story.pass(hour * 2)
    const meetings = [1, 2, 3].map(() => {
      const meeting = story.recordsMeeting()
      story.does('aroha', { kind: 'confirm-meeting', meeting }).pass(2 * day)
      return meeting
    })
    expect(sign(story, 'three-meetings')).toMatchObject({ met: true, seen: 3 })
    story.does('aroha', { kind: 'strike-meeting', meeting: meetings[0] ?? '' })
    expect(sign(story, 'three-meetings')).toMatchObject({ met: false, seen: 2 })
  })
  test('after going back and forth the meetings of this phase count from the last crossing on', () => {
    const story = networkWithTrio()
    story.puts()
    const cross = (crossing: string, from: Phase, to: Phase) =>
      story.pass(2 * hour).does('aroha', { kind: 'cross-phase', crossing, from, to })
    cross('1', 'before-starting', 'getting-together')
    for (let meeting = 0; meeting < 3; meeting += 1) holdMeeting(story.pass(2 * hour), 'aroha', 'tom')
    expect(sign(story, 'three-meetings').met).toBe(true)
    cross('2', 'getting-together', 'before-starting')
    cross('3', 'before-starting', 'getting-together')
    expect(sign(story, 'three-meetings')).toMatchObject({ met: false, seen: 0 })
  })

  test('a lesson was kept, at a check-in or alone', () => {
    const story = networkWithTrio()
    expect(sign(story, 'lesson')).toMatchObject({ met: false, seen: 0 })
    story.does('tom', { kind: 'keep-lesson', lesson: 'l', text: 'Ask first' })
    expect(sign(story, 'lesson')).toMatchObject({ met: true, seen: 1 })
    story.does('tom', { kind: 'undo-lesson', lesson: 'l' })
    expect(sign(story, 'lesson').met).toBe(false)
  })

  test('at the last three meetings 60 % of the members were there: 5 of 9 places are too few, 6 are enough', () => {
    const under = networkWithTrio()
    under.puts()
    under.pass(2 * hour)
    holdMeeting(under, 'aroha', 'tom')
    holdMeeting(under, 'aroha', 'tom')
    expect(sign(under, 'attendance')).toMatchObject({ met: false, meetings: 2, there: 4, places: 6 })
    holdMeeting(under, 'aroha')
    expect(sign(under, 'attendance')).toMatchObject({ met: false, meetings: 3, there: 5, places: 9 })
    // Only the last three count, so a fourth meeting pushes the first out.
    holdMeeting(under, 'aroha', 'tom', 'priya')
    expect(sign(under, 'attendance')).toMatchObject({ met: true, there: 6, places: 9 })
  })
  test('exactly 60 % is enough', () => {
    const story = networkWithTrio()
    story.puts()
    join(story, 'ben', 'Council')
    join(story, 'ruth', 'Community')
    story.pass(2 * hour)
    for (let meeting = 0; meeting < 3; meeting += 1) holdMeeting(story, 'aroha', 'tom', 'priya')
    expect(sign(story, 'attendance')).toMatchObject({ met: true, there: 9, places: 15 })
  })
  test('a person has no place at a meeting before they joined, and none at all once they have left', () => {
    const story = networkWithTrio()
    story.puts()
    story.pass(2 * hour)
    for (let meeting = 0; meeting < 3; meeting += 1) holdMeeting(story, 'aroha', 'tom')
    join(story, 'ruth', 'Community')
    expect(sign(story, 'attendance')).toMatchObject({ met: true, there: 6, places: 9 })
    story.does('tom', { kind: 'leave' })
    expect(sign(story, 'attendance')).toMatchObject({ met: false, there: 3, places: 6 })
  })
  test('nobody was there if everyone has left', () => {
    const story = networkWithTrio()
    story.puts()
    story.pass(2 * hour)
    for (let meeting = 0; meeting < 3; meeting += 1) holdMeeting(story, 'aroha', 'tom')
    for (const person of ['aroha', 'tom', 'priya', 'margaret']) story.does(person, { kind: 'leave' })
    expect(sign(story, 'attendance')).toMatchObject({ met: false, there: 0, places: 0 })
    expect(sign(story, 'angel-active')).toMatchObject({ met: false, people: [] })
  })

  test('an angel did something in the last six weeks: at six weeks yes, a moment later no', () => {
    const story = networkWithTrio()
    const acted = story.now
    story.pass(42 * day)
    expect(sign(story, 'angel-active')).toMatchObject({ met: true, at: acted, people: ['margaret'] })
    story.pass(1)
    expect(sign(story, 'angel-active')).toMatchObject({ met: false, at: acted })
    story.does('margaret', { kind: 'state-limit', limit: 'l', text: 'No names' })
    expect(sign(story, 'angel-active')).toMatchObject({ met: true, at: story.now })
  })
  test('what others do makes no angel active, nor does being nominated', () => {
    const story = startNetwork()
    nominate(story, 'margaret', 'guardian-angel')
    join(story, 'tom', 'Council')
    expect(sign(story, 'angel-active')).toMatchObject({ met: false, at: undefined, people: [] })
    const other = networkWithTrio().pass(43 * day)
    other.puts()
    expect(sign(other, 'angel-active').met).toBe(false)
  })
  test('an angel with two accounts was active when the later of them was', () => {
    const story = networkWithTrio()
    story.pass(50 * day)
    join(story, 'meg', 'Health')
    const { network } = applyReportedEvent(
      story.network,
      { kind: 'person-linked', from: 'margaret', person: 'meg' },
      story.now,
    )
    const [last] = signsOf(network, 'sustaining', { now: story.now }).filter(
      ({ name }) => name === 'angel-active',
    )
    expect(last).toMatchObject({ met: true, at: story.now, people: ['meg'] })
  })

  test('resources of two agencies stand on the table; another spelling is no other agency', () => {
    const story = networkWithTrio()
    story.puts()
    story.puts('aroha', { ...analyst, agency: 'COUNCIL' })
    expect(sign(story, 'two-agency-table')).toMatchObject({ met: false, agencies: ['Council'] })
    const resource = story.puts('priya', { ...analyst, agency: 'Education' })
    expect(sign(story, 'two-agency-table')).toMatchObject({ met: true, agencies: ['Council', 'Education'] })
    story.does('priya', { kind: 'withdraw', resource })
    expect(sign(story, 'two-agency-table').met).toBe(false)
  })
})
