// What all flags of the rules have in common.
import { describe, expect, test } from 'vitest'
import { day } from '../../../src/domain/core/time.ts'
import { flagRules } from '../../../src/domain/flags/registry.ts'
import { networkWithTrio } from '../network-story.ts'
import { flagsUp } from './flag-story.ts'

describe('all flags', () => {
  test('stand with the urgent first and the heads-ups last', () => {
    const order = ['urgent', 'warning', 'heads-up']
    const severities = Object.values(flagRules).map(({ severity }) => order.indexOf(severity))
    expect(severities).toEqual(severities.toSorted())
  })
  test('clear when the network is closed', () => {
    const story = networkWithTrio().pass(30 * day)
    expect(flagsUp(story)).toEqual(['gone-quiet'])
    story.does('aroha', { kind: 'close', did: 'x', borrow: 'x', avoid: 'x', resources: 'x' })
    expect(flagsUp(story)).toEqual([])
    expect(
      story
        .pass(60 * day)
        .kinds()
        .filter((kind) => kind === 'flag-raised'),
    ).toHaveLength(1)
  })
})
