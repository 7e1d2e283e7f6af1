// The flags about people and roles: just under, at and just over their conditions, and what clears them.
import { describe, expect, test } from 'vitest'
import { day, minute } from '../../../src/domain/core/time.ts'
import type { JournalEntry } from '../../../src/domain/events.ts'
import { mayReadFlag, recipientsOf } from '../../../src/domain/flags/rule-flags.ts'
import { applyReportedEvent, fold } from '../../../src/domain/network.ts'
import { join, makeAngel, networkWithTrio, nominate, type Story, startNetwork } from '../network-story.ts'
import { noticesAsText } from '../notices-as-text.ts'
import { causesOf, expectUpAfter, flagsUp, isUp, planMeeting } from './flag-story.ts'

const crossIntoGettingTogether = (story: Story) =>
  story.does('aroha', {
    kind: 'cross-phase',
    crossing: story.id(),
    from: 'before-starting',
    to: 'getting-together',
  })

describe('no-entrepreneur', () => {
  test('goes up when the last one gives the role up, and clears when somebody accepts it', () => {
    const story = networkWithTrio()
    const nomination = nominate(story, 'tom', 'public-entrepreneur')
    story.does('aroha', { kind: 'step-down', role: 'public-entrepreneur' })
    expect(isUp(story, 'no-entrepreneur')).toBe(true)
    story.does('tom', { kind: 'accept-nomination', nomination, agency: 'Council' })
    expect(isUp(story, 'no-entrepreneur')).toBe(false)
    story.does('tom', { kind: 'leave' })
    expect(isUp(story, 'no-entrepreneur')).toBe(true)
  })
  test('stays down while there is another', () => {
    const story = networkWithTrio()
    const nomination = nominate(story, 'tom', 'public-entrepreneur')
    story.does('tom', { kind: 'accept-nomination', nomination, agency: 'Council' })
    story.does('aroha', { kind: 'step-down', role: 'public-entrepreneur' })
    expect(isUp(story, 'no-entrepreneur')).toBe(false)
  })
})

describe('no-angel', () => {
  test('goes up two weeks after the network began to get together without one, and clears when one accepts', () => {
    const story = startNetwork().pass(30 * day)
    join(story, 'tom', 'Council')
    expect(isUp(story, 'no-angel')).toBe(false)
    expectUpAfter(crossIntoGettingTogether(story), 'no-angel', 14 * day)
    const nomination = nominate(story, 'margaret', 'guardian-angel')
    expect(isUp(story, 'no-angel')).toBe(true)
    story.does('margaret', { kind: 'accept-nomination', nomination, agency: 'Health' })
    expect(isUp(story, 'no-angel')).toBe(false)
  })
  test('counts anew from when the last one went, and is told to the entrepreneurs', () => {
    const story = crossIntoGettingTogether(networkWithTrio()).pass(10 * day)
    expect(isUp(story, 'no-angel')).toBe(false)
    story.does('margaret', { kind: 'step-down', role: 'guardian-angel' })
    expectUpAfter(story, 'no-angel', 14 * day)
    expect(recipientsOf(story.network, { flag: 'no-angel' })).toEqual(['aroha'])
  })
})

describe('angel-silent', () => {
  const asks = (story: Story, ask = 'a') =>
    story.does('tom', { kind: 'ask', ask, of: 'advise', text: 'Whom do we ask?' })
  const withMeetingInMonths = (story: Story) => {
    planMeeting(story, 80)
    return story
  }
  test('goes up six weeks after something was put to an angel who said nothing, and clears with a word', () => {
    const story = withMeetingInMonths(networkWithTrio()).pass(7 * day)
    expectUpAfter(asks(story), 'angel-silent', 42 * day)
    expect(causesOf(story, 'angel-silent')).toEqual(['margaret'])
    expect(recipientsOf(story.network, { flag: 'angel-silent' })).toEqual(['aroha'])
    story.does('margaret', { kind: 'take-ask', ask: 'a' })
    expect(isUp(story, 'angel-silent')).toBe(false)
  })
  test('counts anew from each thing that an angel does, and only while something waits', () => {
    const story = withMeetingInMonths(networkWithTrio())
    asks(asks(story), 'b').pass(40 * day)
    story.does('margaret', { kind: 'take-ask', ask: 'a' })
    expectUpAfter(story, 'angel-silent', 42 * day)
    story.does('tom', { kind: 'take-back-ask', ask: 'b' })
    expect(isUp(story, 'angel-silent')).toBe(false)
  })
  test('is raised of the one angel who did nothing, whatever another one does', () => {
    const story = makeAngel(withMeetingInMonths(networkWithTrio()), 'ruth').pass(7 * day)
    asks(story).pass(day).does('ruth', { kind: 'take-ask', ask: 'a' })
    asks(story, 'b')
      .pass(20 * day)
      .does('ruth', { kind: 'finish-ask', ask: 'a', word: 'Done' })
    expectUpAfter(story, 'angel-silent', 21 * day)
    expect(causesOf(story, 'angel-silent')).toEqual(['margaret'])
    story.does('margaret', { kind: 'pass-ask', ask: 'b', word: 'Ask Ruth' })
    expect(causesOf(story, 'angel-silent')).toEqual([])
  })
  test('is told in working time, to no silent angel, and shows to no member who is not to know', () => {
    const story = withMeetingInMonths(networkWithTrio())
    const nomination = nominate(story, 'margaret', 'public-entrepreneur')
    story.does('margaret', { kind: 'accept-nomination', nomination, agency: 'Health' })
    asks(story)
    expect(noticesAsText(story, () => story.pass(42 * day))).toContain('aroha: flag in 0')
    const flag = { flag: 'angel-silent', cause: 'margaret' } as const
    expect(recipientsOf(story.network, flag)).toEqual(['aroha'])
    expect(['aroha', 'margaret', 'tom'].map((person) => mayReadFlag(story.network, flag, person))).toEqual([
      true,
      false,
      false,
    ])
  })
  test('is raised of nobody for what was taken back, or was over before', () => {
    const story = withMeetingInMonths(networkWithTrio())
    asks(story).pass(day).does('tom', { kind: 'take-back-ask', ask: 'a' })
    story.pass(50 * day)
    expect(isUp(story, 'angel-silent')).toBe(false)
  })
  test('counts a flag that nobody has seen as something put to the angel', () => {
    const story = networkWithTrio().pass(21 * day)
    expect(flagsUp(story)).toEqual(['gone-quiet'])
    expectUpAfter(story, 'angel-silent', 42 * day)
    story.does('margaret', { kind: 'see-flags', flags: ['gone-quiet'] })
    expect(isUp(story, 'angel-silent')).toBe(false)
  })
})

describe('key-person-gone', () => {
  const withFriend = () => {
    const story = networkWithTrio()
    const nomination = nominate(story, 'ruth', 'critical-friend')
    return story.does('ruth', { kind: 'accept-nomination', nomination, agency: 'Community' })
  }
  test('goes up when someone with a role leaves, and clears when somebody takes it up', () => {
    const story = withFriend()
    expect(flagsUp(story)).toEqual([])
    story.does('ruth', { kind: 'leave' })
    expect(causesOf(story, 'key-person-gone')).toEqual(['critical-friend:ruth'])
    const nomination = nominate(story, 'priya', 'critical-friend')
    expect(isUp(story, 'key-person-gone')).toBe(true)
    story.does('priya', { kind: 'accept-nomination', nomination, agency: 'Education' })
    expect(isUp(story, 'key-person-gone')).toBe(false)
  })
  test('stays down when a fellow traveller of an agency that is still there leaves, or a role is given up', () => {
    const story = withFriend()
    join(story, 'rua', 'the Council')
    story.does('tom', { kind: 'leave' })
    story.does('ruth', { kind: 'step-down', role: 'critical-friend' })
    story.does('margaret', { kind: 'step-down', role: 'guardian-angel' })
    expect(isUp(story, 'key-person-gone')).toBe(false)
  })
  test('goes up when an account was deactivated, and clears when the person does something', () => {
    const story = withFriend()
    const { network, entries } = applyReportedEvent(
      story.network,
      { kind: 'person-unreached', person: 'ruth', why: 'the account was deactivated.' },
      story.now,
    )
    expect(entries.map(({ kind }) => kind)).toEqual(['person-unreached', 'flag-raised'])
    story.network = network
    story.entries.push(...entries)
    story.does('ruth', { kind: 'keep-lesson', lesson: 'l', text: 'I am here' })
    expect(isUp(story, 'key-person-gone')).toBe(false)
  })
  test('goes up when the last of an agency leaves, and clears when somebody of it is there again', () => {
    const story = networkWithTrio().does('tom', { kind: 'leave' })
    expect(causesOf(story, 'key-person-gone')).toEqual(['fellow-traveller:tom'])
    join(story, 'rua', 'Council')
    expect(isUp(story, 'key-person-gone')).toBe(false)
  })
  test('goes up when whoever put what stands leaves, and clears when it stands no more', () => {
    const story = networkWithTrio()
    join(story, 'rua', 'Council')
    const resource = story.puts('tom')
    story.does('tom', { kind: 'leave' })
    expect(causesOf(story, 'key-person-gone')).toEqual(['fellow-traveller:tom'])
    story.does('rua', { kind: 'withdraw', resource })
    expect(isUp(story, 'key-person-gone')).toBe(false)
  })
  test('goes up for the last active client alone', () => {
    const story = networkWithTrio()
    for (const person of ['sam', 'mere']) join(story, person, 'Community', 'active-client')
    story.does('sam', { kind: 'leave' })
    expect(isUp(story, 'key-person-gone')).toBe(false)
    story.does('mere', { kind: 'leave' })
    expect(causesOf(story, 'key-person-gone')).toContain('active-client:mere')
  })
  test('says nothing new of who left before agencies were recorded', () => {
    const story = networkWithTrio()
    const old: JournalEntry = { version: story.network.version + 1, at: story.now, by: 'tom', kind: 'left' }
    const { departed } = fold('n', [old], story.network)
    expect(departed.size).toBe(0)
  })
  test('goes up when somebody who is missed was removed, as when they leave', () => {
    const removal = (person: string) => ({ kind: 'remove-member', person, why: 'So' }) as const
    const friend = withFriend().does('aroha', removal('ruth'))
    expect(causesOf(friend, 'key-person-gone')).toEqual(['critical-friend:ruth'])
    const lastOfAgency = networkWithTrio().does('aroha', removal('tom'))
    expect(causesOf(lastOfAgency, 'key-person-gone')).toEqual(['fellow-traveller:tom'])
    const unmissed = networkWithTrio()
    join(unmissed, 'rua', 'Council')
    unmissed.does('aroha', removal('rua'))
    expect(isUp(unmissed, 'key-person-gone')).toBe(false)
  })
  test('is no message to the entrepreneur who removed them, with no angel to read it', () => {
    const story = networkWithTrio().does('margaret', { kind: 'step-down', role: 'guardian-angel' })
    const nomination = nominate(story, 'tom', 'public-entrepreneur')
    story.does('tom', { kind: 'accept-nomination', nomination, agency: 'Council' })
    join(story, 'rua', 'Fisheries')
    story.does('aroha', { kind: 'remove-member', person: 'rua', why: 'So' })
    expect(recipientsOf(story.network, { flag: 'key-person-gone', cause: 'fellow-traveller:rua' })).toEqual([
      'tom',
    ])
  })
  test('says nothing new of who was removed before their agency was recorded', () => {
    const story = withFriend()
    const kind = 'member-removed' as const
    const old = {
      version: story.network.version + 1,
      at: story.now,
      by: 'aroha',
      kind,
      person: 'ruth',
      why: 'So',
    }
    const network = fold('n', [old], story.network)
    expect(network.departed.size).toBe(0)
    expect(network.roles.some((span) => span.byLeaving)).toBe(false)
  })
  test('leaves it to the flag of its own when the last public entrepreneur leaves', () => {
    expect(flagsUp(networkWithTrio().does('aroha', { kind: 'leave' }))).toEqual(['no-entrepreneur'])
  })
})

describe('one-carrier', () => {
  /** A network in which Aroha and Tom did this many actions, six weeks after everything before. */
  const after = (byAroha: number, byTom: number) => {
    const story = networkWithTrio().pass(43 * day)
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
    expect(isUp(story, 'one-carrier')).toBe(false)
  })
  test('clears by itself when fewer than ten of its actions are six weeks old at most', () => {
    const story = after(10, 0)
    story.pass(42 * day - 10 * minute)
    expect(isUp(story, 'one-carrier')).toBe(true)
    story.pass(minute)
    expect(isUp(story, 'one-carrier')).toBe(false)
  })
  test('is not said in the first six weeks, and only entrepreneurs and angels read it', () => {
    const lesson = (story: Story) =>
      story.does('aroha', { kind: 'keep-lesson', lesson: story.id(), text: 'x' })
    const story = networkWithTrio().pass(41 * day)
    for (let n = 0; n < 12; n += 1) lesson(story.pass(minute))
    expect(isUp(story, 'one-carrier')).toBe(false)
    lesson(story.pass(day))
    expect(causesOf(story, 'one-carrier')).toEqual(['aroha'])
    const flag = { flag: 'one-carrier', cause: 'aroha' } as const
    expect(recipientsOf(story.network, flag)).toEqual(['aroha'])
    const readers = ['aroha', 'margaret', 'tom'].filter((person) => mayReadFlag(story.network, flag, person))
    expect(readers).toEqual(['aroha', 'margaret'])
    expect(story.tries('tom', { kind: 'clear-flag', flag: 'one-carrier:aroha', word: 'x' })).toEqual({
      kind: 'no-such-flag',
    })
  })
  test('is not said of one of two', () => {
    const story = startNetwork()
    join(story, 'tom', 'Council')
    story.pass(43 * day)
    for (let n = 0; n < 12; n += 1)
      story.pass(minute).does('aroha', { kind: 'keep-lesson', lesson: story.id(), text: 'x' })
    expect(isUp(story, 'one-carrier')).toBe(false)
  })
})

describe('people who turn out to be one', () => {
  test('are one in the flags that speak of them too, and nothing is raised or cleared by it', () => {
    const story = networkWithTrio()
    const nomination = nominate(story, 'ruth', 'critical-friend')
    story
      .does('ruth', { kind: 'accept-nomination', nomination, agency: 'Community' })
      .does('ruth', { kind: 'leave' })
    story.pass(43 * day)
    for (let n = 0; n < 12; n += 1)
      story.pass(minute).does('aroha', { kind: 'keep-lesson', lesson: story.id(), text: 'x' })
    const linkTo = (from: string, person: string) => {
      const { network, entries } = applyReportedEvent(
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
