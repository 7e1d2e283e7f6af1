// What people do with flags, which flags are silenced, who is told again, and what happens when recipients change.
import { describe, expect, test } from 'vitest'
import type { Severity } from '../../../src/domain/core/terms.ts'
import { day, hour } from '../../../src/domain/core/time.ts'
import { handlingOf } from '../../../src/domain/flags/flag-handling.ts'
import { maySeeManualFlag, openManualFlags } from '../../../src/domain/flags/manual-flags.ts'
import { activeFlags } from '../../../src/domain/flags/rule-flags.ts'
import { noticesFor } from '../../../src/domain/notices/notices.ts'
import { calendar, networkWithTrio, nominate, type Story, start, zone } from '../network-story.ts'
import { noticesAsText } from '../notices-as-text.ts'
import { flagsUp } from './flag-story.ts'

const quietNetwork = () => networkWithTrio().pass(21 * day)
const stalledNetwork = () => networkWithTrio().bareMeetings(6)
const see = (...flags: readonly string[]) => ({ kind: 'see-flags', flags }) as const
const clear = (flag: string) => ({ kind: 'clear-flag', flag, word: 'We meet on Friday' }) as const
const dismiss = (flag: string) => ({ kind: 'dismiss-flag', flag, reason: 'It is summer' }) as const
const raiseFlag = (severity: Severity, privately?: true) =>
  ({
    kind: 'raise-flag',
    flag: 'f',
    text: 'The lease ends',
    context: 'political',
    severity,
    privately,
  }) as const

/** All notices that an action brings about, later ones too: the recipient, the kind, and the days from now. */
function allNotices(story: Story, act: () => unknown): readonly string[] {
  const { network, entries } = story
  const from = entries.length
  act()
  return noticesFor(story.entries.slice(from), {
    before: network,
    after: story.network,
    calendarOf: () => calendar,
  }).map(({ to, about, due, updateOnly }) => {
    const recipient = to.kind === 'person' ? to.person : to.kind
    const as = 'as' in about ? ` ${about.as}` : ''
    const when = updateOnly ? 'in place' : `after ${(due - story.now) / day}`
    return `${recipient}: ${about.kind}${as} ${when}`
  })
}

describe('seen', () => {
  test('is said by an angel, once, and shows in what was sent; the flag stays up', () => {
    const story = quietNetwork()
    expect(flagsUp(story)).toEqual(['gone-quiet'])
    expect(allNotices(story, () => story.does('margaret', see('gone-quiet')))).toEqual([
      'margaret: flag changed in place',
    ])
    expect(activeFlags(story.network)[0]?.acknowledged).toEqual({ by: 'margaret', at: story.now })
    expect(allNotices(story, () => story.does('margaret', see('gone-quiet')))).toEqual([])
  })
  test('is not for those to whom the flag is not put, nor of one that is down', () => {
    const story = quietNetwork()
    expect(story.tries('aroha', see('gone-quiet'))).toEqual({ kind: 'flag-of-others', who: 'angels' })
    expect(story.tries('olive', see('gone-quiet'))).toEqual({ kind: 'not-yours' })
    expect(story.tries('margaret', see('drifting', 'no such'))).toEqual({ kind: 'no-such-flag' })
    expect(handlingOf(story.network, 'gone-quiet', 'aroha')).toEqual({
      see: false,
      clear: true,
      dismiss: false,
    })
    expect(handlingOf(story.network, 'gone-quiet', 'margaret')).toEqual({
      see: true,
      clear: true,
      dismiss: true,
    })
  })
  test('is said by an entrepreneur if there is no angel', () => {
    const story = quietNetwork().does('margaret', { kind: 'step-down', role: 'guardian-angel' })
    expect(story.tries('tom', see('gone-quiet'))).toEqual({ kind: 'flag-of-others', who: 'entrepreneurs' })
    story.does('aroha', see('gone-quiet'))
  })
})

describe('dismissed', () => {
  test('keeps the same cause quiet for 14 days, and tells it anew if it is there still', () => {
    const story = quietNetwork().does('margaret', dismiss('gone-quiet'))
    expect(flagsUp(story)).toEqual([])
    story.pass(14 * day - 1)
    expect(flagsUp(story)).toEqual([])
    expect(noticesAsText(story, () => story.pass(1))).toEqual(['margaret: flag in 0'])
    expect(flagsUp(story)).toEqual(['gone-quiet'])
  })
  test('stays quiet even if the risk goes and comes again meanwhile', () => {
    const story = networkWithTrio().pass(5 * day)
    const cancelled = () => {
      const meeting = story.id()
      story.does('aroha', { kind: 'plan-meeting', meeting, start: story.now + day, minutes: 60, zone })
      story.pass(hour).does('aroha', { kind: 'cancel-meeting', meeting, series: false })
    }
    cancelled()
    cancelled()
    expect(flagsUp(story)).toEqual(['back-to-old-ways'])
    story.does('margaret', dismiss('back-to-old-ways')).pass(hour)
    story.recordsMeeting()
    story.pass(day)
    cancelled()
    cancelled()
    expect(flagsUp(story)).not.toContain('back-to-old-ways')
    story.pass(13 * day)
    expect(flagsUp(story)).toContain('back-to-old-ways')
  })
  test('leaves every other cause of the same flag loud', () => {
    const story = networkWithTrio()
    const block = (blocker: string) =>
      story.does('tom', { kind: 'open-blocker', blocker, of: 'systems', text: 'Two logins' })
    block('one').pass(day)
    block('two').pass(20 * day)
    story.does('margaret', dismiss('blocked:one'))
    expect(noticesAsText(story, () => story.pass(day)).filter((one) => /flag/.test(one))).toEqual([
      'margaret: flag in 0',
    ])
    expect(activeFlags(story.network).map(({ cause }) => cause)).toContain('two')
  })
  test('is for those to whom it is put, with a reason, once', () => {
    const story = quietNetwork()
    expect(story.tries('tom', dismiss('gone-quiet'))).toEqual({ kind: 'flag-of-others', who: 'angels' })
    expect(allNotices(story, () => story.does('margaret', dismiss('gone-quiet')))).toEqual([
      'margaret: flag-over in place',
    ])
    expect(story.network.silencedFlags.get('gone-quiet')).toMatchObject({
      by: 'margaret',
      words: 'It is summer',
    })
    expect(allNotices(story, () => story.does('margaret', dismiss('gone-quiet')))).toEqual([])
  })
})

describe('cleared by hand', () => {
  test('by any member keeps it down until its risk has gone, and no longer', () => {
    const story = quietNetwork().does('tom', clear('gone-quiet'))
    expect(flagsUp(story)).toEqual([])
    story.pass(60 * day)
    expect(flagsUp(story)).toEqual([])
    story.recordsMeeting()
    story.pass(day)
    expect(story.network.silencedFlags.size).toBe(0)
    story.pass(60 * day)
    expect(flagsUp(story)).toEqual(['gone-quiet'])
  })
  test('is for the recipients alone if the flag is urgent', () => {
    const story = stalledNetwork()
    expect(story.tries('tom', clear('dead-in-the-water'))).toEqual({ kind: 'flag-of-others', who: 'angels' })
    story.does('margaret', clear('dead-in-the-water'))
    expect(flagsUp(story)).not.toContain('dead-in-the-water')
    expect(story.network.stalled).toBeDefined()
  })
})

describe('an urgent flag that nobody has seen', () => {
  test('is not acknowledged by whoever raised it', () => {
    const story = networkWithTrio().does('tom', raiseFlag('urgent'))
    const [flag = ''] = story.network.manualFlags.keys()
    expect(story.tries('tom', { kind: 'see-flags', flags: [flag] })).toMatchObject({ kind: 'flag-of-others' })
  })
  test('comes to every angel again after 2 working days, and to the entrepreneurs after 4', () => {
    const story = networkWithTrio()
    const nomination = nominate(story, 'hemi', 'guardian-angel')
    story.does('hemi', { kind: 'accept-nomination', nomination, agency: 'Health' })
    // It is Tuesday 10:00: the reminder comes on Thursday, the escalation on Monday.
    expect(allNotices(story, () => story.does('tom', raiseFlag('urgent')))).toEqual([
      'margaret: raised after 0',
      'margaret: raised again after 2',
      'aroha: raised-unseen after 6',
      'hemi: raised after 0',
      'hemi: raised again after 2',
    ])
  })
  test('counts from a weekend on in working days, and is told by day', () => {
    // It is Saturday 28 November, 23:00.
    const story = networkWithTrio().pass(4 * day + 13 * hour)
    const hours = (at: number) =>
      new Date(at).toLocaleString('en-NZ', { timeZone: zone, weekday: 'short', hour: 'numeric' })
    const { network } = story
    const from = story.entries.length
    story.does('tom', raiseFlag('urgent'))
    const due = noticesFor(story.entries.slice(from), {
      before: network,
      after: story.network,
      calendarOf: () => calendar,
    }).map((one) => hours(one.due))
    expect(due).toEqual(['Sun 7 am', 'Wed 7 am', 'Fri 9 am'])
    expect(start).toBeLessThan(story.now)
  })
  test('of a network that has stopped follows the same steps', () => {
    const story = networkWithTrio()
      .bareMeetings(5)
      .pass(6 * day)
    story.recordsMeeting()
    const brought = allNotices(story, () => story.pass(day)).filter((one) => /flag/.test(one))
    expect(brought).toEqual([
      'margaret: flag after 0',
      'margaret: flag again after 2',
      'aroha: flag-unseen after 6',
      'margaret: flag-over in place',
    ])
  })
  test('is put to the entrepreneurs if there is no angel, and then nobody else is left to tell', () => {
    const story = networkWithTrio().does('margaret', { kind: 'step-down', role: 'guardian-angel' })
    expect(allNotices(story, () => story.does('tom', raiseFlag('urgent')))).toEqual([
      'aroha: raised after 0',
      'aroha: raised again after 2',
    ])
  })
  test('changes every message once it is seen', () => {
    const story = networkWithTrio().does('tom', raiseFlag('urgent'))
    expect(allNotices(story, () => story.does('margaret', see('f')))).toEqual([
      'margaret: raised changed in place',
      'margaret: raised changed in place',
      'aroha: raised-unseen changed in place',
    ])
  })
})

describe('a flag that changes hands', () => {
  test('goes to an angel who comes, if nobody has seen it', () => {
    const joining = (story: Story) => {
      const nomination = nominate(story, 'hemi', 'guardian-angel')
      return noticesAsText(story, () =>
        story.does('hemi', { kind: 'accept-nomination', nomination, agency: 'Health' }),
      ).filter((one) => /flag/.test(one))
    }
    expect(joining(quietNetwork())).toEqual(['hemi: flag in 0'])
    expect(joining(quietNetwork().does('margaret', see('gone-quiet')))).toEqual([])
  })
  test('goes to the entrepreneurs when the last angel steps down', () => {
    const story = quietNetwork().does('tom', raiseFlag('warning'))
    const down = () => story.does('margaret', { kind: 'step-down', role: 'guardian-angel' })
    expect(noticesAsText(story, down)).toEqual(
      expect.arrayContaining(['aroha: flag in 0', 'aroha: raised in 0']),
    )
  })
})

describe('a flag for the angels alone', () => {
  test('is seen by them and the person who raised it, and by nobody else', () => {
    const story = networkWithTrio()
    expect(allNotices(story, () => story.does('tom', raiseFlag('urgent', true)))).toEqual([
      'margaret: raised after 0',
      'margaret: raised again after 2',
      'tom: raised-unseen after 6',
    ])
    const [flag] = openManualFlags(story.network)
    if (flag === undefined) throw new Error('It is not there.')
    const sees = ['margaret', 'tom', 'aroha', 'priya'].filter((one) =>
      maySeeManualFlag(story.network, flag, one),
    )
    expect(sees).toEqual(['margaret', 'tom'])
    for (const command of [see('f'), clear('f'), dismiss('f')])
      expect(story.tries('aroha', command)).toEqual({ kind: 'no-such-flag' })
    story.does('tom', clear('f'))
    expect(openManualFlags(story.network)).toEqual([])
  })
  test('cannot be raised without an angel, and does not go to the entrepreneurs when the last one leaves', () => {
    const story = networkWithTrio().does('tom', raiseFlag('warning', true))
    const down = () => story.does('margaret', { kind: 'step-down', role: 'guardian-angel' })
    expect(noticesAsText(story, down).filter((one) => /raised/.test(one))).toEqual([])
    expect(story.tries('tom', { ...raiseFlag('warning', true), flag: 'g' })).toEqual({ kind: 'no-angel' })
  })
})

describe('when no recipient is left', () => {
  test('every member hears that there is no public entrepreneur any more', () => {
    const story = networkWithTrio().does('margaret', { kind: 'step-down', role: 'guardian-angel' })
    const leaving = noticesAsText(story, () => story.does('aroha', { kind: 'leave' }))
    expect(leaving.filter((one) => /flag/.test(one))).toEqual(['tom: flag in 0', 'priya: flag in 0'])
    story.does('tom', see('no-entrepreneur'))
    expect(activeFlags(story.network)[0]).toMatchObject({
      flag: 'no-entrepreneur',
      acknowledged: { by: 'tom' },
    })
  })
  test('an angel who is the only entrepreneur too is not told that nobody has seen it', () => {
    const story = networkWithTrio()
    const nomination = nominate(story, 'margaret', 'public-entrepreneur')
    story.does('margaret', { kind: 'accept-nomination', nomination, agency: 'Health' })
    story.does('aroha', { kind: 'step-down', role: 'public-entrepreneur' })
    expect(allNotices(story, () => story.does('tom', raiseFlag('urgent')))).toEqual([
      'margaret: raised after 0',
      'margaret: raised again after 2',
    ])
  })
})
