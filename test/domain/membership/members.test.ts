// Joining and leaving a network.
import { describe, expect, test } from 'vitest'
import { day } from '../../../src/domain/core/time.ts'
import { rolesOf } from '../../../src/domain/membership/members.ts'
import { home, join, networkWithTrio, startNetwork } from '../network-story.ts'

describe('joining and leaving', () => {
  test('a code works once, and not after it was revoked or has expired', () => {
    const story = startNetwork()
    join(story, 'tom', 'Council')
    expect(story.tries('priya', { kind: 'join', codeHash: 'hash of tom', agency: 'x' })).toEqual({
      kind: 'code-spent',
    })
    story.does('aroha', { kind: 'invite', invitation: 'a', codeHash: 'a', as: 'fellow-traveller' })
    story.does('aroha', { kind: 'revoke-invitation', invitation: 'a' })
    story
      .does('aroha', { kind: 'invite', invitation: 'b', codeHash: 'b', as: 'fellow-traveller' })
      .pass(7 * day)
    for (const codeHash of ['a', 'b', 'never'])
      expect(story.tries('priya', { kind: 'join', codeHash, agency: 'x' })).toEqual({ kind: 'code-spent' })
  })

  test('a code used in a channel adds the home and the person, or only the home if a member uses it', () => {
    const story = startNetwork()
    const other = { ...home, workspace: 'w2' }
    story.does('aroha', { kind: 'invite', invitation: 'a', codeHash: 'a', as: 'active-client' })
    story.does('ruth', { kind: 'join', codeHash: 'a', agency: ' health ', home: other })
    expect(story.network.homes).toEqual([home, other])
    expect(story.network.people.get('ruth')).toMatchObject({ agency: 'Health', member: true })
    expect(rolesOf(story.network, 'ruth')).toEqual(['active-client'])
    story.does('aroha', { kind: 'invite', invitation: 'b', codeHash: 'b', as: 'fellow-traveller' })
    expect(story.tries('ruth', { kind: 'join', codeHash: 'b', agency: 'x', home: other })).toEqual({
      kind: 'already-member',
    })
    story.does('ruth', { kind: 'join', codeHash: 'b', agency: 'x', home: { ...home, channel: 'c9' } })
    expect(story.network.homes).toHaveLength(3)
  })

  test('a person who leaves holds no role and sees nothing any more, and the journal keeps their roles', () => {
    const story = networkWithTrio().does('tom', { kind: 'leave' })
    expect(
      story.tries('tom', { kind: 'invite', invitation: 'i', codeHash: 'h', as: 'fellow-traveller' }),
    ).toEqual({
      kind: 'not-yours',
    })
    expect(story.network.roles.find((span) => span.person === 'tom')?.to).toBe(story.now)
  })
})

test('what somebody proposed for others ends when they are removed, so that nobody comes in by it', () => {
  const story = networkWithTrio()
  story.does('tom', { kind: 'nominate', nomination: 'x', person: 'mallory', role: 'guardian-angel' })
  story.does('priya', { kind: 'nominate', nomination: 'y', person: 'hana', role: 'critical-friend' })
  story.does('aroha', { kind: 'remove-member', person: 'tom', why: 'He moved' })
  const accepts = (nomination: string) => ({ kind: 'accept-nomination', nomination, agency: 'Z' }) as const
  expect(story.tries('mallory', accepts('x'))).toEqual({ kind: 'nomination-over' })
  expect(story.tries('hana', accepts('y'))).toBeUndefined()
})
