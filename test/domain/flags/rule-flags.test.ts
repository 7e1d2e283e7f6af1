// Each flag of the rules: just under, at and just over its condition, and what clears it.
import { describe, expect, test } from 'vitest'
import type { FlagName, Phase, Pulse } from '../../../src/domain/core/terms.ts'
import { flagRules } from '../../../src/domain/flags/registry.ts'
import { activeFlags, isActive, recipientsOf } from '../../../src/domain/flags/rule-flags.ts'
import { applyPlatformFact } from '../../../src/domain/network.ts'
import type { Network } from '../../../src/domain/state.ts'
import {
  analyst,
  day,
  hour,
  joins,
  nominated,
  type Story,
  started,
  together,
  zone,
} from '../network-story.ts'

const up = (story: Story) => activeFlags(story.network).map(({ flag }) => flag)
const has = (story: Story, flag: FlagName) => up(story).includes(flag)
const causesOf = (story: Story, flag: FlagName) =>
  activeFlags(story.network).flatMap((one) => (one.flag === flag ? [one.cause] : []))
const minute = 60_000
const all = ['aroha', 'tom', 'priya', 'ruth', 'sam', 'mere']

/** Lets time pass until just before, and then to, the instant at which the flag goes up. */
function goesUpAfter(story: Story, flag: FlagName, milliseconds: number) {
  story.pass(milliseconds - minute)
  expect(has(story, flag), 'just under').toBe(false)
  story.pass(minute)
  expect(has(story, flag), 'at').toBe(true)
  story.pass(day)
  expect(has(story, flag), 'over').toBe(true)
}

function planned(story: Story, inDays = 1): string {
  const meeting = story.id()
  story.does('aroha', {
    kind: 'plan-meeting',
    meeting,
    start: story.now + inDays * day,
    minutes: 60,
    zone,
  })
  return meeting
}

/** A meeting to which these came, closed. */
function met(story: Story, there: readonly string[], pulses: readonly Pulse[] = []): void {
  story.pass(6 * day)
  const meeting = story.meets()
  story.does('aroha', { kind: 'answer-attendance', meeting, there: there.includes('aroha'), person: 'aroha' })
  for (const person of there)
    if (person !== 'aroha') story.does(person, { kind: 'answer-attendance', meeting, there: true, person })
  for (const [index, pulse] of pulses.entries())
    story.does(all[index] ?? '', { kind: 'answer-pulse', meeting, pulse })
  story.pass(day)
}

/** Six members of the network. */
function six(): Story {
  const story = together()
  for (const person of ['ruth', 'sam', 'mere']) joins(story, person, 'Community')
  story.puts()
  return story
}

describe('gone-quiet', () => {
  test('goes up at a whole instant, whatever the gaps between the meetings', () => {
    const story = together()
    for (const gap of [9 * day, 8 * day + 1, 20 * day, 10 * day + 1]) {
      story.pass(gap)
      story.meets()
    }
    story.puts()
    story.pass(90 * day)
    const raised = story.entries.filter(
      (entry) => entry.kind === 'flag-raised' && entry.flag === 'gone-quiet',
    )
    expect(raised).not.toEqual([])
    for (const { at } of raised) expect(Number.isInteger(at)).toBe(true)
  })

  test('goes up after 21 days with nothing held and nothing planned, and clears when a meeting is planned', () => {
    const story = together()
    goesUpAfter(story, 'gone-quiet', 21 * day)
    planned(story)
    expect(has(story, 'gone-quiet')).toBe(false)
  })
  test('waits for twice the usual gap where that is longer', () => {
    const story = six()
    for (const gap of [14, 14, 14]) {
      story.pass((gap - 1) * day)
      story.meets()
      story.pass(day)
    }
    goesUpAfter(story, 'gone-quiet', 28 * day - day)
  })
  test('stays down while a meeting is planned, and counts from a cancelling', () => {
    const story = together()
    const meeting = planned(story, 60)
    story.pass(40 * day)
    expect(has(story, 'gone-quiet')).toBe(false)
    story.does('aroha', { kind: 'cancel-meeting', meeting, series: false })
    goesUpAfter(story, 'gone-quiet', 21 * day)
  })
  test('is not raised of a network that has stopped', () => {
    const story = together()
      .bareMeetings(6)
      .pass(60 * day)
    expect(has(story, 'gone-quiet')).toBe(false)
    expect(has(story, 'dead-in-the-water')).toBe(true)
  })
})

describe('back-to-old-ways', () => {
  const misses = (story: Story) =>
    story.does('aroha', { kind: 'cancel-meeting', meeting: planned(story), series: false })
  test('goes up with the second meeting in a row that comes to nothing, and clears when one is held', () => {
    const story = six()
    misses(story)
    expect(has(story, 'back-to-old-ways')).toBe(false)
    misses(story)
    expect(has(story, 'back-to-old-ways')).toBe(true)
    misses(story)
    expect(has(story, 'back-to-old-ways')).toBe(true)
    met(story, all)
    expect(has(story, 'back-to-old-ways')).toBe(false)
  })
  test('counts a meeting to which too few came as missed, and one between that was held breaks the row', () => {
    const story = six()
    misses(story)
    met(story, all)
    misses(story.pass(hour))
    expect(has(story, 'back-to-old-ways')).toBe(false)
    planned(story)
    story.pass(3 * day)
    expect(story.kinds()).toContain('check-in-closed')
    expect(has(story, 'back-to-old-ways')).toBe(true)
  })
})

describe('drifting', () => {
  const after = (...counts: readonly number[]) => {
    const story = six()
    for (const count of counts) met(story, all.slice(0, count))
    return has(story, 'drifting')
  }
  test('goes up when the last two meetings drew less than half of the three before', () => {
    expect(after(4, 4, 4, 2, 2)).toBe(false)
    expect(after(5, 4, 4, 2, 2)).toBe(true)
    expect(after(6, 6, 6, 2, 2)).toBe(true)
    expect(after(6, 6, 2, 2)).toBe(false)
  })
  test('clears with a meeting that draws more', () => {
    expect(after(6, 6, 6, 2, 2, 6)).toBe(false)
  })
  test.each([
    [['no', 'yes'], false],
    [['no', 'yes', 'not-sure', 'yes'], false],
    [['no', 'yes', 'not-sure'], true],
    [['no', 'no', 'yes', 'yes'], true],
  ] as const)('of those who answered %j would come to the next one: %s', (pulses, drifts) => {
    const story = six()
    met(story, all, pulses)
    expect(has(story, 'drifting')).toBe(drifts)
    met(story, all)
    expect(has(story, 'drifting')).toBe(false)
  })
})

describe('promise-overdue', () => {
  const on = (date: string) => Date.parse(`${date}T11:00:00Z`)
  test('goes up seven days after the first day of an offer, and clears when it is put', () => {
    const story = together()
    const resource = story.id()
    story.does('tom', { kind: 'offer', resource, offer: { ...analyst, from: '2026-12-01' } })
    goesUpAfter(story, 'promise-overdue', on('2026-12-08') - story.now)
    story.does('tom', { kind: 'put', resource })
    expect(has(story, 'promise-overdue')).toBe(false)
  })
  test('goes up fourteen days after the last day of what stands unused, and clears when it is used', () => {
    const story = together()
    const resource = story.puts('tom', { ...analyst, until: '2026-12-01' })
    goesUpAfter(story, 'promise-overdue', on('2026-12-15') - story.now)
    story.does('tom', { kind: 'use', resource })
    expect(has(story, 'promise-overdue')).toBe(false)
  })
  test('is one for each thing that is overdue', () => {
    const story = together()
    const one = story.puts('tom', { ...analyst, until: '2026-12-01' })
    const other = story.puts('priya', { ...analyst, agency: 'Education', until: '2026-12-02' })
    story.pass(30 * day)
    expect(causesOf(story, 'promise-overdue')).toEqual([one, other])
    story.does('tom', { kind: 'withdraw', resource: one, why: 'no longer needed' })
    expect(causesOf(story, 'promise-overdue')).toEqual([other])
  })
})

describe('not-learning', () => {
  test('goes up with the fourth meeting without a lesson, and clears with one', () => {
    const story = six()
    for (let held = 0; held < 3; held += 1) met(story, all)
    expect(has(story, 'not-learning')).toBe(false)
    met(story, all)
    expect(has(story, 'not-learning')).toBe(true)
    met(story, all)
    expect(has(story, 'not-learning')).toBe(true)
    story.does('tom', { kind: 'keep-lesson', lesson: 'l', text: 'Ask early' })
    expect(has(story, 'not-learning')).toBe(false)
    for (let held = 0; held < 3; held += 1) met(story, all)
    expect(has(story, 'not-learning')).toBe(false)
  })
  test('clears with a round of reflection that somebody answered, not with one that nobody did', () => {
    const story = six()
    for (let held = 0; held < 4; held += 1) met(story, all)
    reflects(story, [])
    expect(has(story, 'not-learning')).toBe(true)
    reflects(story, ['tom'])
    expect(has(story, 'not-learning')).toBe(false)
  })
})

/** A round in which these answer, until it closes; every member is asked. */
function reflects(story: Story, people: readonly string[]): void {
  const round = story.id()
  story.does('aroha', { kind: 'open-round', round })
  for (const person of people)
    story.does(person, {
      kind: 'answer-round',
      round,
      answers: [{ prompt: 'noticed', text: 'We asked early', named: true }],
    })
  story.pass(7 * day)
}

describe('crossed-unreflected', () => {
  test('goes up when a round closes with under half answered, and clears with one that half have answered', () => {
    const story = six()
    planned(story, 60)
    reflects(story, ['aroha', 'tom', 'priya'])
    expect(has(story, 'crossed-unreflected')).toBe(false)
    reflects(story, ['aroha', 'tom'])
    expect(has(story, 'crossed-unreflected')).toBe(true)
    reflects(story, [])
    expect(has(story, 'crossed-unreflected')).toBe(true)
    reflects(story, ['aroha', 'tom', 'priya', 'ruth'])
    expect(has(story, 'crossed-unreflected')).toBe(false)
  })
  test('waits for the round to close', () => {
    const story = six()
    planned(story, 60)
    story.does('aroha', { kind: 'open-round', round: 'r' })
    story.pass(7 * day - minute)
    expect(has(story, 'crossed-unreflected')).toBe(false)
    story.pass(minute)
    expect(causesOf(story, 'crossed-unreflected')).toEqual(['r'])
  })
})

describe('no-entrepreneur', () => {
  test('goes up when the last one gives the role up, and clears when somebody accepts it', () => {
    const story = together()
    const nomination = nominated(story, 'tom', 'public-entrepreneur')
    story.does('aroha', { kind: 'step-down', role: 'public-entrepreneur' })
    expect(has(story, 'no-entrepreneur')).toBe(true)
    story.does('tom', { kind: 'accept-nomination', nomination, agency: 'Council' })
    expect(has(story, 'no-entrepreneur')).toBe(false)
    story.does('tom', { kind: 'leave' })
    expect(has(story, 'no-entrepreneur')).toBe(true)
  })
  test('stays down while there is another', () => {
    const story = together()
    const nomination = nominated(story, 'tom', 'public-entrepreneur')
    story.does('tom', { kind: 'accept-nomination', nomination, agency: 'Council' })
    story.does('aroha', { kind: 'step-down', role: 'public-entrepreneur' })
    expect(has(story, 'no-entrepreneur')).toBe(false)
  })
})

const gettingTogether = (story: Story) =>
  story.does('aroha', {
    kind: 'cross-phase',
    crossing: story.id(),
    from: 'before-starting',
    to: 'getting-together',
  })

describe('no-angel', () => {
  test('goes up two weeks after the network began to get together without one, and clears when one accepts', () => {
    const story = started().pass(30 * day)
    joins(story, 'tom', 'Council')
    expect(has(story, 'no-angel')).toBe(false)
    goesUpAfter(gettingTogether(story), 'no-angel', 14 * day)
    const nomination = nominated(story, 'margaret', 'guardian-angel')
    expect(has(story, 'no-angel')).toBe(true)
    story.does('margaret', { kind: 'accept-nomination', nomination, agency: 'Health' })
    expect(has(story, 'no-angel')).toBe(false)
  })
  test('counts anew from when the last one went, and is told to the entrepreneurs', () => {
    const story = gettingTogether(together()).pass(10 * day)
    expect(has(story, 'no-angel')).toBe(false)
    story.does('margaret', { kind: 'step-down', role: 'guardian-angel' })
    goesUpAfter(story, 'no-angel', 14 * day)
    expect(recipientsOf(story.network, { flag: 'no-angel' })).toEqual(['aroha'])
  })
})

describe('angel-silent', () => {
  const asks = (story: Story, ask = 'a') =>
    story.does('tom', { kind: 'ask', ask, of: 'advise', text: 'Whom do we ask?' })
  const planned12 = (story: Story) => {
    planned(story, 80)
    return story
  }
  test('goes up six weeks after something was put to an angel who said nothing, and clears with a word', () => {
    const story = planned12(together()).pass(7 * day)
    goesUpAfter(asks(story), 'angel-silent', 42 * day)
    expect(recipientsOf(story.network, { flag: 'angel-silent' })).toEqual(['aroha'])
    story.does('margaret', { kind: 'take-ask', ask: 'a' })
    expect(has(story, 'angel-silent')).toBe(false)
  })
  test('counts anew from each thing that an angel does, and only while something waits', () => {
    const story = planned12(together())
    asks(asks(story), 'b').pass(40 * day)
    story.does('margaret', { kind: 'take-ask', ask: 'a' })
    goesUpAfter(story, 'angel-silent', 42 * day)
    story.does('tom', { kind: 'take-back-ask', ask: 'b' })
    expect(has(story, 'angel-silent')).toBe(false)
  })
  test('counts a flag that nobody has seen as something put to the angel', () => {
    const story = together().pass(21 * day)
    expect(up(story)).toEqual(['gone-quiet'])
    goesUpAfter(story, 'angel-silent', 42 * day)
    story.does('margaret', { kind: 'see-flags', flags: ['gone-quiet'] })
    expect(has(story, 'angel-silent')).toBe(false)
  })
})

describe('key-person-gone', () => {
  const withFriend = () => {
    const story = together()
    const nomination = nominated(story, 'ruth', 'critical-friend')
    return story.does('ruth', { kind: 'accept-nomination', nomination, agency: 'Community' })
  }
  test('goes up when someone with a role leaves, and clears when somebody takes it up', () => {
    const story = withFriend()
    expect(up(story)).toEqual([])
    story.does('ruth', { kind: 'leave' })
    expect(causesOf(story, 'key-person-gone')).toEqual(['critical-friend:ruth'])
    const nomination = nominated(story, 'priya', 'critical-friend')
    expect(has(story, 'key-person-gone')).toBe(true)
    story.does('priya', { kind: 'accept-nomination', nomination, agency: 'Education' })
    expect(has(story, 'key-person-gone')).toBe(false)
  })
  test('stays down when a fellow traveller leaves, or a role is given up', () => {
    const story = withFriend().does('tom', { kind: 'leave' })
    story.does('ruth', { kind: 'step-down', role: 'critical-friend' })
    story.does('margaret', { kind: 'step-down', role: 'guardian-angel' })
    expect(has(story, 'key-person-gone')).toBe(false)
  })
  test('goes up when an account was deactivated, and clears when the person does something', () => {
    const story = withFriend()
    const { network, entries } = applyPlatformFact(
      story.network,
      { kind: 'person-unreached', person: 'ruth', why: 'the account was deactivated.' },
      story.now,
    )
    expect(entries.map(({ kind }) => kind)).toEqual(['person-unreached', 'flag-raised'])
    story.network = network
    story.entries.push(...entries)
    story.does('ruth', { kind: 'keep-lesson', lesson: 'l', text: 'I am here' })
    expect(has(story, 'key-person-gone')).toBe(false)
  })
  test('leaves it to the flag of its own when the last public entrepreneur leaves', () => {
    expect(up(together().does('aroha', { kind: 'leave' }))).toEqual(['no-entrepreneur'])
  })
})

describe('one-carrier', () => {
  /** After so many actions by Aroha and so many by Tom, six weeks after all that came before. */
  const after = (byAroha: number, byTom: number) => {
    const story = together().pass(43 * day)
    const does = (by: string) => {
      story.pass(minute)
      story.does(by, { kind: 'keep-lesson', lesson: story.id(), text: 'x' })
    }
    for (let n = 0; n < byTom; n += 1) does('tom')
    for (let n = 0; n < byAroha; n += 1) does('aroha')
    return story
  }
  test('goes up above 60 % of at least ten actions', () => {
    expect(causesOf(after(6, 4), 'one-carrier')).toEqual([])
    expect(causesOf(after(7, 4), 'one-carrier')).toEqual(['aroha'])
    expect(causesOf(after(9, 0), 'one-carrier')).toEqual([])
    expect(causesOf(after(10, 0), 'one-carrier')).toEqual(['aroha'])
  })
  test('clears when others do their share', () => {
    const story = after(7, 4)
    story.does('tom', { kind: 'keep-lesson', lesson: 'mine', text: 'x' })
    expect(has(story, 'one-carrier')).toBe(false)
  })
  test('clears by itself when fewer than ten of its actions are six weeks old at most', () => {
    const story = after(10, 0)
    story.pass(42 * day - 10 * minute)
    expect(has(story, 'one-carrier')).toBe(true)
    story.pass(minute)
    expect(has(story, 'one-carrier')).toBe(false)
  })
  test('is not said of somebody who is alone', () => {
    const story = started()
    for (let n = 0; n < 12; n += 1)
      story.pass(minute).does('aroha', { kind: 'keep-lesson', lesson: story.id(), text: 'x' })
    expect(has(story, 'one-carrier')).toBe(false)
  })
})

describe('blocked', () => {
  test('goes up 21 days after a blocker was named, and clears when it is cleared', () => {
    const story = together()
    planned(story, 60)
    story.does('tom', { kind: 'open-blocker', blocker: 'b', of: 'systems', text: 'Two logins' })
    goesUpAfter(story, 'blocked', 21 * day)
    story.does('tom', { kind: 'clear-blocker', blocker: 'b', word: 'One login now' })
    expect(has(story, 'blocked')).toBe(false)
  })
})

describe('approval-pending', () => {
  test('goes up 14 days after a bend was noted, talked over or not, and clears with the decision', () => {
    const story = together()
    planned(story, 60)
    story.does('tom', { kind: 'note-bend', bend: 'b', what: 'No tender', why: 'Winter' })
    story.does('margaret', { kind: 'talk-first', bend: 'b', word: 'When is it due?' })
    goesUpAfter(story, 'approval-pending', 14 * day)
    story.does('margaret', { kind: 'approve-bend', bend: 'b' })
    expect(has(story, 'approval-pending')).toBe(false)
  })
})

describe('limit-touched', () => {
  test('goes up when a member says so, again when it gets worse, and clears once it is settled', () => {
    const story = together().does('margaret', { kind: 'state-limit', limit: 'l', text: 'No names' })
    expect(up(story)).toEqual([])
    const touch = { kind: 'touch-limit', limit: 'l', text: 'A list was sent' } as const
    story.does('tom', { ...touch, touch: '1', how: 'near' })
    story.pass(hour).does('priya', { ...touch, touch: '2', how: 'near' })
    expect(causesOf(story, 'limit-touched')).toEqual(['near:l'])
    story.does('priya', { ...touch, touch: '3', how: 'crossed' })
    expect(causesOf(story, 'limit-touched')).toEqual(['near:l', 'crossed:l'])
    story.does('aroha', { kind: 'settle-limit', limit: 'l', word: 'Deleted' })
    expect(up(story)).toEqual([])
  })
})

describe('reframed-twice', () => {
  const reframes = (story: Story) => {
    const proposal = story.id()
    story.pass(hour).does('aroha', { kind: 'propose-reframe', proposal, outcome: 'Another', why: 'So' })
    return story.does('tom', { kind: 'agree-reframe', proposal })
  }
  test('goes up with the second reframe, and clears when something is put for it', () => {
    const story = reframes(together())
    expect(has(story, 'reframed-twice')).toBe(false)
    reframes(story)
    expect(causesOf(story, 'reframed-twice')).toEqual(['2'])
    story.pass(hour).puts()
    expect(has(story, 'reframed-twice')).toBe(false)
    reframes(story)
    expect(causesOf(story, 'reframed-twice')).toEqual(['3'])
  })
})

const phaseOf = (story: Story, phase: Phase): Network => ({ ...story.network, phase })

describe('one-agency-table', () => {
  const isOneSided = (story: Story, phase: Phase = 'working-together') =>
    isActive(phaseOf(story, phase), 'one-agency-table', story.now)
  test('goes up working together with two resources of one agency, and clears with one of another', () => {
    const story = together()
    story.puts()
    expect(isOneSided(story)).toBe(false)
    story.puts('tom', { ...analyst, agency: ' COUNCIL ' })
    expect(isOneSided(story)).toBe(true)
    expect(isOneSided(story, 'getting-together')).toBe(false)
    story.puts()
    expect(isOneSided(story)).toBe(true)
    story.puts('priya', { ...analyst, agency: 'Education' })
    expect(isOneSided(story)).toBe(false)
  })
})

describe('client-missing', () => {
  const isMissing = (story: Story, phase: Phase = 'working-together') =>
    isActive(phaseOf(story, phase), 'client-missing', story.now)
  test('goes up working together without an active client, and clears when one joins', () => {
    const story = six()
    expect(isMissing(story)).toBe(true)
    expect(isMissing(story, 'getting-together')).toBe(false)
    joins(story, 'kiri', 'Families', 'active-client')
    expect(isMissing(story)).toBe(false)
  })
  test('goes up when none was at the last three meetings, and clears when one comes', () => {
    const story = six()
    joins(story, 'kiri', 'Families', 'active-client')
    met(story, all)
    met(story, all)
    expect(isMissing(story)).toBe(false)
    met(story, all)
    expect(isMissing(story)).toBe(true)
    met(story, ['aroha', 'kiri'])
    expect(isMissing(story)).toBe(false)
  })
})

describe('people who turn out to be one', () => {
  test('are one in the flags that speak of them too, and nothing is raised or cleared by it', () => {
    const story = together()
    const nomination = nominated(story, 'ruth', 'critical-friend')
    story
      .does('ruth', { kind: 'accept-nomination', nomination, agency: 'Community' })
      .does('ruth', { kind: 'leave' })
    story.pass(43 * day)
    for (let n = 0; n < 12; n += 1)
      story.pass(minute).does('aroha', { kind: 'keep-lesson', lesson: story.id(), text: 'x' })
    const linkTo = (from: string, person: string) => {
      const { network, entries } = applyPlatformFact(
        story.network,
        { kind: 'person-linked', from, person },
        story.now,
      )
      story.network = network
      story.entries.push(...entries)
      return entries.map(({ kind }) => kind)
    }
    expect(linkTo('ruth', 'ruth too')).toEqual(['person-linked'])
    expect(linkTo('aroha', 'aroha too')).toEqual(['person-linked'])
    expect(causesOf(story, 'key-person-gone')).toEqual(['critical-friend:ruth too'])
    expect(causesOf(story, 'one-carrier')).toEqual(['aroha too'])
    const entries = story.entries.length
    story.pass(minute).does('tom', { kind: 'keep-lesson', lesson: 'last', text: 'x' })
    expect(story.kinds(entries)).toEqual(['lesson-kept'])
  })
})

describe('all flags', () => {
  test('stand with the urgent first and the heads-ups last', () => {
    const order = ['urgent', 'warning', 'heads-up']
    const severities = Object.values(flagRules).map(({ severity }) => order.indexOf(severity))
    expect(severities).toEqual(severities.toSorted())
  })
  test('clear when the network is closed', () => {
    const story = together().pass(30 * day)
    expect(up(story)).toEqual(['gone-quiet'])
    story.does('aroha', { kind: 'close', did: 'x', borrow: 'x', avoid: 'x', resources: 'x' })
    expect(up(story)).toEqual([])
    expect(
      story
        .pass(60 * day)
        .kinds()
        .filter((kind) => kind === 'flag-raised'),
    ).toHaveLength(1)
  })
})
