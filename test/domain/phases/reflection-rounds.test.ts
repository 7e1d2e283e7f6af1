// Rounds of reflection: who is asked, what is stored, and what is shown when a round closes.
import { describe, expect, test } from 'vitest'
import type { ReflectionAnswer } from '../../../src/domain/core/private-answers.ts'
import type { Phase, PromptName } from '../../../src/domain/core/terms.ts'
import { day, hour } from '../../../src/domain/core/time.ts'
import type { EventOf } from '../../../src/domain/events.ts'
import { noticesFor } from '../../../src/domain/notices/notices.ts'
import { openRound, promptsOf } from '../../../src/domain/phases/reflection-rounds.ts'
import { calendar, join, networkWithTrio, type Story, startNetwork } from '../network-story.ts'

type Given = readonly [person: string, text: string, as: 'named' | 'nameless', prompt?: PromptName]

function cross(story: Story, from: Phase, to: Phase): string {
  const crossing = story.id()
  story.does('aroha', { kind: 'cross-phase', crossing, from, to })
  return crossing
}

/** A network whose round at the first boundary opened on a Tuesday at 10:00. */
function networkInRound(people: readonly string[] = []): { story: Story; round: string } {
  const story = networkWithTrio()
  for (const person of people) join(story, person, 'Community')
  return { story, round: cross(story, 'before-starting', 'getting-together') }
}

function answer(story: Story, round: string, ...given: readonly Given[]): void {
  for (const [person, text, as, prompt = 'impossible'] of given)
    story.does(person, { kind: 'answer-round', round, answers: [{ prompt, text, named: as === 'named' }] })
}

const closings = (story: Story) =>
  story.entries.filter((entry) => entry.kind === 'round-closed') as EventOf<'round-closed'>[]
const answersTo = (story: Story, prompt: PromptName) =>
  closings(story)
    .at(-1)
    ?.answers.find((one) => one.prompt === prompt)

/** The notices about rounds that an action brings about. */
function roundNotices(story: Story, act: () => unknown): string[] {
  const [before, from, answers] = [story.network, story.entries.length, story.answers]
  act()
  return noticesFor(story.entries.slice(from), {
    before,
    after: story.network,
    calendarOf: () => calendar,
    answers,
  })
    .filter(({ about }) => about.kind.startsWith('round') || about.kind === 'kept-back')
    .map(({ to, about, updateOnly }) => {
      const what = about.kind === 'kept-back' ? `${about.kind} ${about.prompts}` : about.kind
      return `${to.kind === 'person' ? to.person : to.kind}: ${what}${updateOnly ? ' changed' : ''}`
    })
    .sort()
}

test('an angel who is no member neither answers nor counts, also not with an answer of an earlier version', () => {
  const { story, round } = networkInRound()
  const answers = [{ prompt: 'impossible', text: 'Mine', named: false }] as const
  expect(story.tries('margaret', { kind: 'answer-round', round, answers })).toEqual({
    kind: 'members-answer',
  })
  answer(story, round, ['aroha', 'One', 'nameless'], ['tom', 'Two', 'nameless'])
  story.answers = [...story.answers, { round, person: 'margaret', answer: answers }]
  story.pass(7 * day)
  expect(closings(story).at(-1)).toMatchObject({ asked: 3, answered: 2 })
  expect(answersTo(story, 'impossible')).toMatchObject({ named: [], nameless: [] })
})

describe('a crossing', () => {
  test('opens a round of seven days in which each member is asked, and no angel who is only that', () => {
    const story = networkWithTrio()
    expect(roundNotices(story, () => cross(story, 'before-starting', 'getting-together'))).toEqual([
      'aroha: round',
      'priya: round',
      'tom: round',
    ])
    const round = openRound(story.network)
    expect(round).toMatchObject({ boundary: 'getting-together', closes: story.now + 7 * day, by: 'aroha' })
    expect(round && promptsOf(round)).toEqual(['impossible', 'none-alone', 'missing'])
  })

  test('opens a round as long as the setting says', () => {
    const story = networkWithTrio().does('aroha', { kind: 'change-settings', settings: { roundDays: 2 } })
    cross(story, 'before-starting', 'getting-together')
    const from = story.entries.length
    story.pass(2 * day)
    expect(story.kinds(from)).toEqual(['round-closed', 'flag-raised'])
  })

  test.each([
    ['working-together', 'held-back'],
    ['sustaining', 'seen-anew'],
    ['back', 'pulled-back'],
  ] as const)('at the boundary %s asks what belongs there', (boundary, first) => {
    const { story } = networkInRound()
    cross(story, 'getting-together', 'working-together')
    if (boundary === 'sustaining') cross(story, 'working-together', 'sustaining')
    if (boundary === 'back') cross(story, 'working-together', 'getting-together')
    const round = openRound(story.network)
    expect(round?.boundary).toBe(boundary)
    expect(round && promptsOf(round)[0]).toBe(first)
  })

  test('in the middle of a round closes it with what was answered, and opens the next', () => {
    const { story, round } = networkInRound()
    answer(story, round, ['tom', 'The queue', 'named'])
    const from = story.entries.length
    const next = cross(story, 'getting-together', 'working-together')
    expect(story.kinds(from).slice(0, 3)).toEqual(['phase-crossed', 'round-closed', 'round-opened'])
    expect(answersTo(story, 'impossible')?.named).toEqual([{ person: 'tom', text: 'The queue' }])
    expect(openRound(story.network)?.id).toBe(next)
    expect(story.answers).toEqual([])
    expect(story.tries('tom', { kind: 'answer-round', round, answers: [] })).toEqual({ kind: 'round-over' })
  })

  test('back in the middle of a round closes it too, and asks what pulled us back', () => {
    const { story } = networkInRound()
    cross(story, 'getting-together', 'before-starting')
    expect(closings(story)).toHaveLength(1)
    expect(openRound(story.network)?.boundary).toBe('back')
  })
})

describe('an answer', () => {
  test('leaves no entry and changes nothing of the network; a later one takes its place', () => {
    const { story, round } = networkInRound()
    const [before, entries] = [story.network, story.entries.length]
    answer(story, round, ['tom', 'First', 'named'], ['tom', 'Second', 'nameless'])
    expect(story.network).toEqual(before)
    expect(story.entries).toHaveLength(entries)
    expect(story.answers).toEqual([
      { round, person: 'tom', answer: [{ prompt: 'impossible', text: 'Second', named: false }] },
    ])
  })

  test('is taken back by leaving it empty', () => {
    const { story, round } = networkInRound()
    answer(story, round, ['tom', 'First', 'named'], ['tom', '  ', 'named'])
    story.pass(7 * day)
    expect(closings(story)).toMatchObject([{ asked: 3, answered: 0 }])
    expect(JSON.stringify(story.entries)).not.toContain('First')
  })

  test('to a prompt that the round does not ask is not stored', () => {
    const { story, round } = networkInRound()
    answer(story, round, ['tom', 'x', 'named', 'borrow'])
    expect(story.answers[0]?.answer).toEqual([])
  })

  test('is accepted from any member, also one who joined meanwhile, but not from outsiders or after the round', () => {
    const { story, round } = networkInRound()
    join(story, 'ruth', 'Community')
    answer(story, round, ['ruth', 'The rain', 'named'])
    const answers: ReflectionAnswer[] = [{ prompt: 'impossible', text: 'x', named: true }]
    expect(story.tries('stranger', { kind: 'answer-round', round, answers })).toEqual({ kind: 'not-yours' })
    story.pass(7 * day)
    expect(closings(story)).toMatchObject([{ asked: 4, answered: 1 }])
    expect(story.tries('ruth', { kind: 'answer-round', round, answers })).toEqual({ kind: 'round-over' })
  })
})

describe('the reminder', () => {
  test('comes once, on the third day, to those who have not answered', () => {
    const { story, round } = networkInRound()
    answer(story, round, ['tom', 'The queue', 'nameless'])
    expect(roundNotices(story, () => story.pass(3 * day - hour))).toEqual([])
    expect(roundNotices(story, () => story.pass(hour))).toEqual([
      'aroha: round-reminder',
      'priya: round-reminder',
    ])
    expect(roundNotices(story, () => story.pass(4 * day - hour))).toEqual([])
  })
  test('names nobody in the journal', () => {
    const { story } = networkInRound()
    story.pass(3 * day)
    const { version, at, ...fact } = story.entries.at(-1) ?? { version: 0, at: 0 }
    expect(fact).toEqual({ kind: 'round-reminded', round: openRound(story.network)?.id })
  })
  test('is not made up for once the round is over', () => {
    const { story } = networkInRound()
    const late = story.outage(10 * day).map(({ kind, late }) => `${kind} ${late}`)
    expect(late.slice(0, 2)).toEqual(['round-reminded true', 'round-closed true'])
    expect(openRound(story.network)).toBeUndefined()
  })
})

describe('the end of a round', () => {
  test('shows each answer by prompt, with its name if its author wanted so', () => {
    const { story, round } = networkInRound()
    answer(story, round, ['tom', 'The queue', 'named'], ['aroha', 'The rent', 'named'])
    const homes = roundNotices(story, () => story.pass(7 * day))
    expect(homes).toContain('homes: round-closed')
    expect(homes.filter((one) => one.endsWith('changed'))).toHaveLength(3)
    expect(answersTo(story, 'impossible')).toEqual({
      prompt: 'impossible',
      named: [
        { person: 'aroha', text: 'The rent' },
        { person: 'tom', text: 'The queue' },
      ],
      nameless: [],
    })
  })

  test('shows nameless answers from three on, sorted by text and not by author or time', () => {
    const entry = (...order: readonly (readonly [string, string])[]) => {
      const { story, round } = networkInRound()
      for (const [person, text] of order) answer(story, round, [person, text, 'nameless'])
      story.pass(7 * day)
      return closings(story)[0]
    }
    const one = entry(['tom', 'b'], ['aroha', 'c'], ['priya', 'a'])
    expect(one?.answers[0]).toEqual({ prompt: 'impossible', named: [], nameless: ['a', 'b', 'c'] })
    expect(entry(['priya', 'b'], ['tom', 'a'], ['aroha', 'c'])).toEqual(one)
  })

  test('destroys fewer than three for each prompt by itself, and tells their authors only', () => {
    const { story, round } = networkInRound(['ruth'])
    const all = (person: string, ...texts: readonly (readonly [PromptName, string])[]) =>
      story.does(person, {
        kind: 'answer-round',
        round,
        answers: texts.map(([prompt, text]) => ({ prompt, text, named: false })),
      })
    all('tom', ['impossible', 'one'], ['missing', 'secret'])
    all('aroha', ['impossible', 'two'])
    all('priya', ['impossible', 'three'], ['missing', 'hidden'])
    answer(story, round, ['ruth', 'Me', 'named', 'missing'])
    const heard = roundNotices(story, () => story.pass(7 * day))
    expect(heard.filter((one) => one.includes('kept-back'))).toEqual([
      'priya: kept-back missing',
      'tom: kept-back missing',
    ])
    expect(answersTo(story, 'impossible')?.nameless).toEqual(['one', 'three', 'two'])
    expect(answersTo(story, 'missing')).toMatchObject({ named: [{ person: 'ruth' }], nameless: [] })
    expect(JSON.stringify(story.entries)).not.toMatch(/secret|hidden/)
    expect(closings(story)[0]).toMatchObject({ asked: 4, answered: 4 })
  })

  test('counts nobody who left, and shows no answer of theirs', () => {
    const { story, round } = networkInRound()
    answer(
      story,
      round,
      ['tom', 'The queue', 'named'],
      ['priya', 'x', 'nameless'],
      ['aroha', 'y', 'nameless'],
    )
    story.does('tom', { kind: 'leave' })
    expect(story.answers.map(({ person }) => person)).not.toContain('tom')
    story.pass(7 * day)
    expect(closings(story)).toMatchObject([{ asked: 2, answered: 2 }])
    expect(JSON.stringify(story.entries)).not.toContain('The queue')
  })

  test('with no answer at all says so', () => {
    const { story } = networkInRound()
    expect(roundNotices(story, () => story.pass(7 * day))).toContain('homes: round-closed')
    expect(closings(story)).toMatchObject([{ asked: 3, answered: 0 }])
  })

  test('on a weekend is told in the homes on Monday at 9', () => {
    const story = networkWithTrio().does('aroha', { kind: 'change-settings', settings: { roundDays: 4 } })
    story.does('tom', { kind: 'open-round', round: 'r' })
    const [before, from] = [story.network, story.entries.length]
    story.pass(4 * day)
    const notices = noticesFor(story.entries.slice(from), {
      before,
      after: story.network,
      calendarOf: () => calendar,
    })
    const digest = notices.find(({ about }) => about.kind === 'round-closed')
    // The round opened on a Saturday at 10:00.
    expect((digest?.due ?? 0) - story.now).toBe(47 * hour)
  })
  test('never comes for a network that all have left', () => {
    const story = startNetwork()
    cross(story, 'before-starting', 'getting-together')
    story.does('aroha', { kind: 'leave' }).pass(30 * day)
    expect(closings(story)).toEqual([])
  })
})

describe('a round between boundaries', () => {
  const begin = { kind: 'open-round', round: 'r' } as const
  test('is begun by any member, once, and by no outsider', () => {
    const story = networkWithTrio()
    expect(story.tries('stranger', begin)).toEqual({ kind: 'not-yours' })
    expect(roundNotices(story, () => story.does('tom', begin))).toHaveLength(3)
    expect(roundNotices(story, () => story.does('tom', begin))).toEqual([])
    expect(story.tries('priya', { ...begin, round: 's' })).toEqual({ kind: 'round-open' })
    expect(openRound(story.network)).toMatchObject({ boundary: 'any-time', by: 'tom' })
  })
  test('asks what the member wants to know, and nothing else', () => {
    const story = networkWithTrio().does('tom', { ...begin, question: 'What holds us up?' })
    expect(openRound(story.network)).toMatchObject({ question: 'What holds us up?', by: 'tom' })
    const answers = [
      { prompt: 'own-question', text: 'Two logins', named: true },
      { prompt: 'noticed', text: 'Not asked', named: true },
    ] as const
    story.does('priya', { kind: 'answer-round', round: 'r', answers }).pass(7 * day)
    const said = [{ prompt: 'own-question', named: [{ person: 'priya', text: 'Two logins' }], nameless: [] }]
    expect(closings(story)).toMatchObject([{ answered: 1, answers: said }])
  })
  test('gives way to the round of a crossing', () => {
    const story = networkWithTrio().does('tom', begin)
    cross(story, 'before-starting', 'getting-together')
    expect(closings(story)).toMatchObject([{ round: 'r' }])
    expect(openRound(story.network)?.boundary).toBe('getting-together')
  })
})

describe('a network that closes', () => {
  const close = { kind: 'close', did: 'd', borrow: '', avoid: '', resources: '' } as const
  test('closes the open round, and asks once more at the end', () => {
    const { story, round } = networkInRound()
    answer(story, round, ['tom', 'The queue', 'named'])
    story.does('aroha', close)
    expect(closings(story)).toHaveLength(1)
    expect(openRound(story.network)?.boundary).toBe('closed')
  })
  test('goes on with that round for its days, with the reminder, and can be answered while closed', () => {
    const story = networkWithTrio().does('aroha', close)
    const round = openRound(story.network)?.id ?? ''
    answer(story, round, ['tom', 'One door', 'named', 'did'])
    expect(story.tries('tom', { kind: 'open-round', round: 'another' })).toEqual({ kind: 'closed' })
    const from = story.entries.length
    story.pass(30 * day)
    expect(story.kinds(from)).toEqual(['round-reminded', 'round-closed'])
    expect(answersTo(story, 'did')?.named).toEqual([{ person: 'tom', text: 'One door' }])
  })
  test('and is reopened goes on with it too', () => {
    const story = networkWithTrio().does('aroha', close).does('tom', { kind: 'reopen' })
    expect(openRound(story.network)?.boundary).toBe('closed')
    story.pass(7 * day)
    expect(closings(story)).toHaveLength(1)
  })
})
