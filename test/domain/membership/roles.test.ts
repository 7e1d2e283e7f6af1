// Roles: nominated, accepted, declined, given up.
import { describe, expect, test } from 'vitest'
import type { Role } from '../../../src/domain/core/terms.ts'
import { holders } from '../../../src/domain/membership/members.ts'
import { join, networkWithTrio, nominate, startNetwork } from '../network-story.ts'

describe('roles', () => {
  test('nobody holds a role until they accept it', () => {
    const story = startNetwork()
    const nomination = nominate(story, 'margaret', 'guardian-angel')
    expect(holders(story.network, 'guardian-angel')).toEqual([])
    expect(story.tries('tom', { kind: 'accept-nomination', nomination, agency: 'x' })).toEqual({
      kind: 'not-yours',
    })
    story.does('margaret', { kind: 'accept-nomination', nomination, agency: 'Health' })
    expect(holders(story.network, 'guardian-angel')).toEqual(['margaret'])
    expect(story.network.people.get('margaret')?.member).toBe(false)
  })

  test('a nomination can be declined or withdrawn, and then no longer accepted', () => {
    const story = startNetwork()
    const declined = nominate(story, 'margaret', 'guardian-angel')
    story.does('margaret', { kind: 'decline-nomination', nomination: declined })
    const withdrawn = nominate(story, 'margaret', 'guardian-angel')
    story.does('aroha', { kind: 'withdraw-nomination', nomination: withdrawn })
    for (const nomination of [declined, withdrawn])
      expect(story.tries('margaret', { kind: 'accept-nomination', nomination, agency: 'x' })).toEqual({
        kind: 'nomination-over',
      })
  })

  test('nobody nominates themselves, or somebody twice', () => {
    const story = startNetwork()
    const ask = (person: string) =>
      story.tries('aroha', { kind: 'nominate', nomination: story.id(), person, role: 'critical-friend' })
    expect(ask('aroha')).toEqual({ kind: 'oneself' })
    expect(ask('jade')).toBeUndefined()
    expect(ask('jade')).toEqual({ kind: 'already-nominated', person: 'jade' })
  })

  test('each role can be given up at any time: while it meets, once it has stopped, and once it is closed', () => {
    const give: Readonly<Record<string, Role>> = {
      aroha: 'public-entrepreneur',
      tom: 'fellow-traveller',
      margaret: 'guardian-angel',
      sam: 'active-client',
      ruth: 'critical-friend',
    }
    const whole = () => {
      const story = networkWithTrio()
      join(story, 'sam', 'Community', 'active-client')
      const nomination = nominate(story, 'ruth', 'critical-friend')
      return story.does('ruth', { kind: 'accept-nomination', nomination, agency: 'Community' })
    }
    const stopped = whole().bareMeetings(6)
    expect(stopped.network.stalled).toBeDefined()
    const closed = whole()
    closed.does('aroha', { kind: 'close', did: 'd', borrow: '', avoid: '', resources: '' })
    for (const story of [whole(), stopped, closed])
      for (const [person, role] of Object.entries(give)) {
        story.does(person, { kind: 'step-down', role })
        expect(holders(story.network, role)).not.toContain(person)
      }
  })

  test('an angel who steps down and is not a member leaves', () => {
    const story = networkWithTrio().does('margaret', { kind: 'step-down', role: 'guardian-angel' })
    expect(story.network.people.has('margaret')).toBe(false)
    expect(story.network.roles.find((span) => span.person === 'margaret')).toMatchObject({ to: story.now })
  })
})
