// Phases: crossing into the next, going back, and rewording the moment and the shared outcome.
import { describe, expect, test } from 'vitest'
import type { Phase } from '../../../src/domain/core/terms.ts'
import { day, minute } from '../../../src/domain/core/time.ts'
import { join, networkWithTrio, type Story, startNetwork } from '../network-story.ts'
import { noticesAsText } from '../notices-as-text.ts'

const crossing = (from: Phase, to: Phase, id = `${from} to ${to}`, whyNoClient?: string) =>
  ({
    kind: 'cross-phase',
    crossing: id,
    from,
    to,
    whyNoClient,
  }) as const
const first = crossing('before-starting', 'getting-together')
const second = crossing('getting-together', 'working-together')
const third = crossing('working-together', 'sustaining')
const closing = { kind: 'close', did: 'd', borrow: '', avoid: '', resources: '' } as const

const phases = (story: Story) => story.network.phases.map(({ phase }) => phase)

test('a network begins before starting, and goes through all phases one after the other', () => {
  const story = networkWithTrio()
  expect(phases(story)).toEqual(['before-starting'])
  for (const step of [first, second, third]) story.pass(day).does('aroha', step)
  expect(phases(story)).toEqual(['before-starting', 'getting-together', 'working-together', 'sustaining'])
  expect(story.network.phase).toBe('sustaining')
  expect(story.network.phases.at(-1)).toMatchObject({
    from: story.now,
    by: 'aroha',
    after: 'working-together',
  })
})

test('crossing with signs missing is allowed, and the journal records which were met and which not', () => {
  const story = networkWithTrio().does('aroha', first)
  expect(story.entries.at(-2)).toMatchObject({
    kind: 'phase-crossed',
    from: 'before-starting',
    to: 'getting-together',
    met: ['moment', 'outcome', 'entrepreneur', 'two-agencies'],
    unmet: ['collaboration'],
  })
})

test('a crossing is told in all homes, once even if it is done twice', () => {
  const story = networkWithTrio()
  expect(noticesAsText(story, () => story.does('aroha', first))).toContain('homes: phase in 0')
  expect(noticesAsText(story, () => story.does('aroha', first))).toEqual([])
})

test('a second press after somebody went back crosses nothing again', () => {
  const story = networkWithTrio().does('aroha', first)
  story.does('aroha', crossing('getting-together', 'before-starting')).does('aroha', first)
  expect(story.network.phase).toBe('before-starting')
})

test('two entrepreneurs cross at once: the second finds it done, and one who saw another phase is refused', () => {
  const story = networkWithTrio().does('aroha', first)
  const from = story.entries.length
  story.does('aroha', crossing('before-starting', 'getting-together', 'of the other'))
  expect(story.kinds(from)).toEqual([])
  story.does('aroha', second)
  expect(story.tries('aroha', crossing('getting-together', 'before-starting'))).toEqual({
    kind: 'phase-has-moved',
  })
})

test('no phase can be skipped, forth or back', () => {
  const story = networkWithTrio()
  const jump = crossing('before-starting', 'working-together')
  expect(story.tries('aroha', jump)).toEqual({ kind: 'phase-has-moved' })
  for (const step of [first, second, third]) story.does('aroha', step)
  expect(story.tries('aroha', crossing('sustaining', 'getting-together'))).toEqual({
    kind: 'phase-has-moved',
  })
})

test('going back looks at no signs, and the phase begins anew then', () => {
  const story = networkWithTrio().does('aroha', first).pass(day)
  story.does('aroha', crossing('getting-together', 'before-starting'))
  expect(story.entries.findLast(({ kind }) => kind === 'phase-crossed')).toMatchObject({ met: [], unmet: [] })
  expect(story.network.phases.at(-1)?.from).toBe(story.now)
})

test('only an entrepreneur crosses, goes back, or changes the moment and the outcome', () => {
  const story = networkWithTrio()
  for (const by of ['tom', 'margaret'])
    for (const command of [
      first,
      { kind: 'change-moment', moment: 'm' },
      { kind: 'change-outcome', outcome: 'o' },
    ] as const)
      expect(story.tries(by, command)).toEqual({ kind: 'only', who: 'entrepreneur' })
  expect(story.tries('stranger', first)).toEqual({ kind: 'not-yours' })
})

test('a stalled network can cross and go back, and stays stalled', () => {
  const story = networkWithTrio().bareMeetings(6).does('aroha', first)
  story.does('aroha', crossing('getting-together', 'before-starting'))
  expect(story.network.stalled).toBeDefined()
})

test('a network that closes while stalled crosses no more; reopened, it is in the phase that it was in', () => {
  const story = networkWithTrio().does('aroha', first).bareMeetings(6).does('aroha', closing)
  expect(story.tries('aroha', second)).toEqual({ kind: 'closed' })
  expect(story.tries('aroha', { kind: 'change-outcome', outcome: 'o' })).toEqual({ kind: 'closed' })
  story.pass(30 * day).does('tom', { kind: 'reopen' })
  expect(story.network).toMatchObject({ phase: 'getting-together', stalled: expect.anything() })
  story.does('aroha', second)
})

test('once the last entrepreneur has left nobody crosses, until there is one again', () => {
  const story = networkWithTrio().does('aroha', { kind: 'leave' })
  expect(story.tries('tom', first)).toEqual({ kind: 'only', who: 'entrepreneur' })
  const nomination = story.id()
  story.does('tom', { kind: 'nominate', nomination, person: 'priya', role: 'public-entrepreneur' })
  story.does('priya', { kind: 'accept-nomination', nomination, agency: 'Education' }).does('priya', first)
  expect(story.network.phase).toBe('getting-together')
})

test('the reason for having no active client is recorded only if there is none', () => {
  const without = networkWithTrio().does('aroha', first)
  without.does('aroha', crossing('getting-together', 'working-together', 'c', 'Nobody has time'))
  expect(without.network.phases.at(-1)).toMatchObject({ whyNoClient: 'Nobody has time' })
  const withOne = networkWithTrio().does('aroha', first)
  join(withOne, 'ruth', 'Community', 'active-client')
  withOne.does('aroha', crossing('getting-together', 'working-together', 'c', 'Nobody has time'))
  expect(withOne.network.phases.at(-1)?.whyNoClient).toBeUndefined()
})

test('rewording the moment records the earlier wording, and no home is told', () => {
  const story = startNetwork().pass(day)
  const change = { kind: 'change-moment', moment: 'Two clinics closed.' } as const
  expect(noticesAsText(story, () => story.does('aroha', change))).toEqual([])
  expect(story.network.moment).toBe('Two clinics closed.')
  expect(story.network.previousWordings).toEqual([
    { what: 'moment', text: 'The clinic closed.', until: story.now, how: 'changed', by: 'aroha' },
  ])
  const from = story.entries.length
  story.does('aroha', change)
  expect(story.kinds(from)).toEqual([])
})

describe('a rewording that is undone', () => {
  const words = { 'change-moment': 'moment', 'change-outcome': 'outcome' } as const

  function undone(kind: keyof typeof words, after: number, by = 'aroha') {
    const story = networkWithTrio().pass(day)
    const part = words[kind]
    const before = story.network[part]
    const reword = (person: string, text: string) =>
      story.does(person, kind === 'change-moment' ? { kind, moment: text } : { kind, outcome: text })
    reword('aroha', 'Words that nobody should read')
    story.pass(after)
    reword(by, before)
    return story.network.previousWordings
  }

  test.each(['change-moment', 'change-outcome'] as const)(
    'by its author within 10 minutes is no earlier wording: %s',
    (kind) => {
      expect(undone(kind, 10 * minute)).toEqual([])
      expect(undone(kind, 11 * minute)).toHaveLength(2)
    },
  )

  test('leaves the earlier wordings of before', () => {
    const story = networkWithTrio().pass(day)
    story.does('aroha', { kind: 'change-outcome', outcome: 'Two doors' }).pass(day)
    story.does('aroha', { kind: 'change-moment', moment: 'Two clinics closed.' })
    story.does('aroha', { kind: 'change-outcome', outcome: 'Three doors' })
    story.does('aroha', { kind: 'change-outcome', outcome: 'Two doors' })
    expect(story.network.previousWordings.map(({ text }) => text)).toEqual(['One door', 'The clinic closed.'])
  })

  test('changes what the homes had read in place, and posts nothing anew', () => {
    const story = networkWithTrio().pass(day)
    const change = (outcome: string) =>
      noticesAsText(story, () => story.does('aroha', { kind: 'change-outcome', outcome }))
    expect(change('Two doors')).toEqual(['homes: outcome in 0'])
    expect(change('One door')).toEqual(['homes: outcome changed'])
  })
})

test('rewording the outcome is told in the homes and leaves the count; a reframe restarts it; both are recorded', () => {
  const story = networkWithTrio().bareMeetings(3)
  const change = { kind: 'change-outcome', outcome: 'One door for all' } as const
  expect(noticesAsText(story, () => story.does('aroha', change))).toEqual(['homes: outcome in 0'])
  expect(story.bare).toBe(3)
  const proposal = story.id()
  story.does('aroha', { kind: 'propose-reframe', proposal, outcome: 'No doors', why: 'w' })
  story.does('tom', { kind: 'agree-reframe', proposal })
  expect(story.bare).toBe(0)
  expect(story.network.outcome).toBe('No doors')
  expect(story.network.previousWordings).toMatchObject([
    { text: 'One door', how: 'changed', by: 'aroha' },
    { text: 'One door for all', how: 'reframed', by: 'tom' },
  ])
})
