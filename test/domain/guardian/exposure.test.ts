// Exposure: who says that somebody outside has noticed, who hears of it when, and what ends it.
import { describe, expect, test } from 'vitest'
import { hour } from '../../../src/domain/core/time.ts'
import { openManualFlags } from '../../../src/domain/flags/manual-flags.ts'
import { openExposures } from '../../../src/domain/guardian/exposure.ts'
import { networkWithTrio, type Story } from '../network-story.ts'
import { noticesAsText } from '../notices-as-text.ts'

const reportExposure = (story: Story, exposure = 'x') =>
  story.does('tom', { kind: 'report-exposure', exposure, of: 'media', text: 'A journalist rang' })
const settle = { kind: 'settle-exposure', exposure: 'x', word: 'She waits' } as const
const exposureCauses = (story: Story) =>
  [...story.network.flags.values()].flatMap(({ flag, cause }) => (flag === 'exposed' ? [cause] : []))

describe('attention from outside', () => {
  test('is said by any member, and told to the angel at once in the day, at 07:00 after a night, once', () => {
    const story = networkWithTrio()
    expect(noticesAsText(story, () => reportExposure(story))).toEqual(['margaret: flag in 0'])
    expect(noticesAsText(story, () => reportExposure(story))).toEqual([])
    expect(exposureCauses(story)).toEqual(['x'])
    const night = networkWithTrio().pass(13 * hour)
    expect(noticesAsText(night, () => reportExposure(night))).toEqual(['margaret: flag in 8'])
  })
  test('is said by no outsider', () => {
    const story = networkWithTrio()
    expect(story.tries('olive', { kind: 'report-exposure', exposure: 'x', of: 'public', text: 'y' })).toEqual(
      {
        kind: 'not-yours',
      },
    )
    expect(reportExposure(story).tries('olive', settle)).toEqual({ kind: 'not-yours' })
  })
  test('is settled with a word by an angel or an entrepreneur; what else was noticed stays', () => {
    const story = reportExposure(reportExposure(networkWithTrio()), 'y')
    expect(story.tries('priya', settle)).toEqual({ kind: 'only', who: 'entrepreneur-or-angel' })
    story.does('aroha', settle)
    expect(openExposures(story.network)).toMatchObject([{ id: 'y' }])
    expect(exposureCauses(story)).toEqual(['y'])
    expect(noticesAsText(story, () => story.does('margaret', settle))).toEqual([])
    expect(story.tries('aroha', { ...settle, exposure: 'none' })).toEqual({ kind: 'no-such-exposure' })
  })
  test('is over once the network goes public', () => {
    const story = reportExposure(networkWithTrio())
    story.does('aroha', { kind: 'propose-going-public', proposal: 'p', why: 'They know' })
    story.does('margaret', { kind: 'go-public', proposal: 'p' })
    expect(exposureCauses(story)).toEqual([])
    story.does('margaret', { kind: 'go-under-the-radar' })
    expect(exposureCauses(story)).toEqual(['x'])
  })
  test('to a public network is kept as an urgent flag, and the angel hears of it once', () => {
    const story = networkWithTrio().does('aroha', { kind: 'propose-going-public', proposal: 'p', why: 'Now' })
    story.does('margaret', { kind: 'go-public', proposal: 'p' })
    expect(noticesAsText(story, () => reportExposure(story))).toEqual(['margaret: raised in 0'])
    expect(noticesAsText(story, () => reportExposure(story))).toEqual([])
    expect(openManualFlags(story.network)).toMatchObject([
      { id: 'x', by: 'tom', text: 'A journalist rang', severity: 'urgent', context: 'societal' },
    ])
    expect(openExposures(story.network)).toEqual([])
  })
})
