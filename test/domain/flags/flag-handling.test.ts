// What people do with flags, what is quiet from then on, who hears again, and what happens when they change hands.
import { describe, expect, test } from 'vitest'
import type { Severity } from '../../../src/domain/core/terms.ts'
import { day, hour } from '../../../src/domain/core/time.ts'
import { handlingOf } from '../../../src/domain/flags/flag-handling.ts'
import { maySeeManualFlag, openManualFlags } from '../../../src/domain/flags/manual-flags.ts'
import { activeFlags } from '../../../src/domain/flags/rule-flags.ts'
import { noticesFor } from '../../../src/domain/notices/notices.ts'
import { calendar, networkWithTrio, nominate, type Story, start, zone } from '../network-story.ts'
import { noticesAsText } from '../notices-as-text.ts'

const up = (story: Story) => activeFlags(story.network).map(({ flag }) => flag)
const quiet = () => networkWithTrio().pass(21 * day)
const stopped = () => networkWithTrio().bareMeetings(6)
const see = (...flags: readonly string[]) => ({ kind: 'see-flags', flags }) as const
const clear = (flag: string) => ({ kind: 'clear-flag', flag, word: 'We meet on Friday' }) as const
const dismiss = (flag: string) => ({ kind: 'dismiss-flag', flag, reason: 'It is summer' }) as const
const raised = (severity: Severity, privately?: true) =>
  ({
    kind: 'raise-flag',
    flag: 'f',
    text: 'The lease ends',
    context: 'political',
    severity,
    ...(privately && { privately }),
  }) as const

/** Everything that a deed brings, also later: to whom, what, and after how many days. */
function bringing(story: Story, deed: () => unknown): readonly string[] {
  const { network, entries } = story
  const from = entries.length
  deed()
  return noticesFor(story.entries.slice(from), {
    before: network,
    after: story.network,
    calendarOf: () => calendar,
  }).map(
    ({ to, about, due, updateOnly }) =>
      `${to.kind === 'person' ? to.person : to.kind}: ${about.kind}${'as' in about ? ` ${about.as}` : ''} ${updateOnly ? 'in place' : `after ${(due - story.now) / day}`}`,
  )
}

describe('seen', () => {
  test('is said by an angel, once, and shows in what was sent; the flag stays up', () => {
    const story = quiet()
    expect(up(story)).toEqual(['gone-quiet'])
    expect(bringing(story, () => story.does('margaret', see('gone-quiet')))).toEqual([
      'margaret: flag changed in place',
    ])
    expect(activeFlags(story.network)[0]?.acknowledged).toEqual({ by: 'margaret', at: story.now })
    expect(bringing(story, () => story.does('margaret', see('gone-quiet')))).toEqual([])
  })
  test('is not for those to whom the flag is not put, nor of one that is down', () => {
    const story = quiet()
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
  test('is said by an entrepreneur where there is no angel', () => {
    const story = quiet().does('margaret', { kind: 'step-down', role: 'guardian-angel' })
    expect(story.tries('tom', see('gone-quiet'))).toEqual({ kind: 'flag-of-others', who: 'entrepreneurs' })
    story.does('aroha', see('gone-quiet'))
  })
})

describe('dismissed', () => {
  test('keeps the same cause quiet for 14 days, and tells it anew if it is there still', () => {
    const story = quiet().does('margaret', dismiss('gone-quiet'))
    expect(up(story)).toEqual([])
    story.pass(14 * day - 1)
    expect(up(story)).toEqual([])
    expect(noticesAsText(story, () => story.pass(1))).toEqual(['margaret: flag in 0'])
    expect(up(story)).toEqual(['gone-quiet'])
  })
  test('stays quiet also where the risk goes and comes again meanwhile', () => {
    const story = networkWithTrio().pass(5 * day)
    const cancelled = () => {
      const meeting = story.id()
      story.does('aroha', { kind: 'plan-meeting', meeting, start: story.now + day, minutes: 60, zone })
      story.pass(hour).does('aroha', { kind: 'cancel-meeting', meeting, series: false })
    }
    cancelled()
    cancelled()
    expect(up(story)).toEqual(['back-to-old-ways'])
    story.does('margaret', dismiss('back-to-old-ways')).pass(hour)
    story.recordsMeeting()
    story.pass(day)
    cancelled()
    cancelled()
    expect(up(story)).not.toContain('back-to-old-ways')
    story.pass(13 * day)
    expect(up(story)).toContain('back-to-old-ways')
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
    const story = quiet()
    expect(story.tries('tom', dismiss('gone-quiet'))).toEqual({ kind: 'flag-of-others', who: 'angels' })
    expect(bringing(story, () => story.does('margaret', dismiss('gone-quiet')))).toEqual([
      'margaret: flag-over in place',
    ])
    expect(story.network.silencedFlags.get('gone-quiet')).toMatchObject({
      by: 'margaret',
      words: 'It is summer',
    })
    expect(bringing(story, () => story.does('margaret', dismiss('gone-quiet')))).toEqual([])
  })
})

describe('cleared by hand', () => {
  test('by any member keeps it down until its risk has gone, and no longer', () => {
    const story = quiet().does('tom', clear('gone-quiet'))
    expect(up(story)).toEqual([])
    story.pass(60 * day)
    expect(up(story)).toEqual([])
    story.recordsMeeting()
    story.pass(day)
    expect(story.network.silencedFlags.size).toBe(0)
    story.pass(60 * day)
    expect(up(story)).toEqual(['gone-quiet'])
  })
  test('is not for members where it is urgent, but for those to whom it is put', () => {
    const story = stopped()
    expect(story.tries('tom', clear('dead-in-the-water'))).toEqual({ kind: 'flag-of-others', who: 'angels' })
    story.does('margaret', clear('dead-in-the-water'))
    expect(up(story)).not.toContain('dead-in-the-water')
    expect(story.network.stalled).toBeDefined()
  })
})

describe('an urgent flag that nobody has seen', () => {
  test('comes to every angel again after 2 working days, and to the entrepreneurs after 4', () => {
    const story = networkWithTrio()
    const nomination = nominate(story, 'hemi', 'guardian-angel')
    story.does('hemi', { kind: 'accept-nomination', nomination, agency: 'Health' })
    // Tuesday 10:00: again on Thursday, unseen on Monday.
    expect(bringing(story, () => story.does('tom', raised('urgent')))).toEqual([
      'margaret: raised after 0',
      'margaret: raised again after 2',
      'aroha: raised-unseen after 6',
      'hemi: raised after 0',
      'hemi: raised again after 2',
    ])
  })
  test('counts from a weekend on in working days, and is told by day', () => {
    // Saturday 28 November, 23:00.
    const story = networkWithTrio().pass(4 * day + 13 * hour)
    const hours = (at: number) =>
      new Date(at).toLocaleString('en-NZ', { timeZone: zone, weekday: 'short', hour: 'numeric' })
    const { network } = story
    const from = story.entries.length
    story.does('tom', raised('urgent'))
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
    const brought = bringing(story, () => story.pass(day)).filter((one) => /flag/.test(one))
    expect(brought).toEqual([
      'margaret: flag after 0',
      'margaret: flag again after 2',
      'aroha: flag-unseen after 6',
      'margaret: flag-over in place',
    ])
  })
  test('is put to the entrepreneurs where there is no angel, and then nobody else is left to tell', () => {
    const story = networkWithTrio().does('margaret', { kind: 'step-down', role: 'guardian-angel' })
    expect(bringing(story, () => story.does('tom', raised('urgent')))).toEqual([
      'aroha: raised after 0',
      'aroha: raised again after 2',
    ])
  })
  test('changes every message once it is seen', () => {
    const story = networkWithTrio().does('tom', raised('urgent'))
    expect(bringing(story, () => story.does('margaret', see('f')))).toEqual([
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
    expect(joining(quiet())).toEqual(['hemi: flag in 0'])
    expect(joining(quiet().does('margaret', see('gone-quiet')))).toEqual([])
  })
  test('goes to the entrepreneurs when the last angel steps down', () => {
    const story = quiet().does('tom', raised('warning'))
    const down = () => story.does('margaret', { kind: 'step-down', role: 'guardian-angel' })
    expect(noticesAsText(story, down)).toEqual(
      expect.arrayContaining(['aroha: flag in 0', 'aroha: raised in 0']),
    )
  })
})

describe('a flag for the angels alone', () => {
  test('is seen by them and whoever raised it, and by nobody else', () => {
    const story = networkWithTrio()
    expect(bringing(story, () => story.does('tom', raised('urgent', true)))).toEqual([
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
  test('cannot be raised where there is no angel, and does not go to the entrepreneurs when the last one leaves', () => {
    const story = networkWithTrio().does('tom', raised('warning', true))
    const down = () => story.does('margaret', { kind: 'step-down', role: 'guardian-angel' })
    expect(noticesAsText(story, down).filter((one) => /raised/.test(one))).toEqual([])
    expect(story.tries('tom', { ...raised('warning', true), flag: 'g' })).toEqual({ kind: 'no-angel' })
  })
})

describe('where nobody is left who is to be told', () => {
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
    expect(bringing(story, () => story.does('tom', raised('urgent')))).toEqual([
      'margaret: raised after 0',
      'margaret: raised again after 2',
    ])
  })
})
