// One agency that is written in several ways, and what rests on there being two.
import { describe, expect, test } from 'vitest'
import { agenciesOf } from '../../../src/domain/membership/members.ts'
import { trioIsComplete } from '../../../src/domain/membership/roles.ts'
import { noticesFor } from '../../../src/domain/notices/notices.ts'
import { analyst, join, makeAngel, startNetwork } from '../network-story.ts'

const reframe = { kind: 'propose-reframe', proposal: 'p', outcome: 'Other', why: 'So' } as const

/** Aroha has come for `Health`, and Tom for what he typed. */
function withTomFor(agency: string) {
  const story = startNetwork()
  join(story, 'tom', agency)
  return story
}

describe('one agency under two spellings', () => {
  test.each(['the Health', 'Hēalth', ' HEALTH '])('“%s” does not agree with itself', (agency) => {
    const story = withTomFor(agency)
    expect(agenciesOf(story.network)).toEqual(['Health'])
    expect(story.tries('aroha', reframe)).toEqual({ kind: 'one-agency-only' })
    join(story, 'priya', 'Education')
    story.does('aroha', reframe)
    expect(story.tries('tom', { kind: 'agree-reframe', proposal: 'p' })).toEqual({
      kind: 'needs-another-agency',
    })
    story.does('priya', { kind: 'agree-reframe', proposal: 'p' })
  })

  test('does not complete a trio', () => {
    const story = withTomFor('Whānau Ora')
    join(story, 'priya', 'Whanau Ora')
    makeAngel(story, 'margaret')
    expect(trioIsComplete(story.network)).toBe(false)
    join(story, 'ruth', 'Council')
    expect(trioIsComplete(story.network)).toBe(true)
  })

  test('puts and takes back what is its own', () => {
    const story = withTomFor('Whānau Ora')
    const resource = story.puts('tom', { ...analyst, agency: 'the whanau ora' })
    expect(story.network.resources.get(resource)?.agency).toBe('Whānau Ora')
    story.does('tom', { kind: 'withdraw', resource })
  })

  test('that an old journal kept apart counts once from now on', () => {
    const story = withTomFor('Council')
    const people = new Map(story.network.people)
    for (const [id, agency] of [
      ['aroha', 'Whānau Ora'],
      ['tom', 'Whanau Ora'],
    ] as const) {
      const known = people.get(id)
      if (known !== undefined) people.set(id, { ...known, agency })
    }
    story.network = { ...story.network, people }
    expect(agenciesOf(story.network)).toEqual(['Whānau Ora'])
    expect(story.tries('aroha', reframe)).toEqual({ kind: 'one-agency-only' })
  })
})

test('an only entrepreneur who changes agency is heard of by the angel', () => {
  const story = makeAngel(withTomFor('Council'), 'margaret')
  const before = story.network
  const from = story.entries.length
  story.does('aroha', { kind: 'change-agency', agency: 'Aroha & Co' })
  const calendarOf = () => ({ zone: 'Pacific/Auckland', isHoliday: () => false })
  const notices = noticesFor(story.entries.slice(from), { before, after: story.network, calendarOf })
  expect(notices).toMatchObject([
    { to: { kind: 'person', person: 'margaret' }, about: { kind: 'agency-changed', person: 'aroha' } },
  ])
})

describe('who comes for another agency after something was proposed', () => {
  function withProposal() {
    const story = withTomFor('Council')
    join(story, 'hana', 'Health')
    story.does('aroha', reframe).pass(1000)
    return story
  }

  test.each([
    { kind: 'leave', by: 'hana' },
    { kind: 'remove-member', by: 'aroha', person: 'hana', why: 'So' },
  ] as const)('does not agree to it for that one after $kind and another invitation', ({ by, ...goes }) => {
    const story = withProposal().does(by, goes)
    story.does('aroha', { kind: 'invite', invitation: 'i', codeHash: 'h', as: 'fellow-traveller' })
    story.does('hana', { kind: 'join', codeHash: 'h', agency: 'Hana & Co' })
    expect(story.tries('hana', { kind: 'agree-reframe', proposal: 'p' })).toEqual({
      kind: 'needs-another-agency',
    })
  })

  test('nor as a member, who was an angel without being one before', () => {
    const story = withProposal()
    makeAngel(story, 'margaret', 'Health')
    story.does('margaret', { kind: 'change-agency', agency: 'Margaret & Co' })
    story.does('aroha', { kind: 'invite', invitation: 'i', codeHash: 'h', as: 'fellow-traveller' })
    story.does('margaret', { kind: 'join', codeHash: 'h', agency: 'Margaret & Co' })
    expect(story.tries('margaret', { kind: 'agree-reframe', proposal: 'p' })).toEqual({
      kind: 'needs-another-agency',
    })
  })
})
