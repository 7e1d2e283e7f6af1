// The diagnosis of the way of working.
import { expect, test } from 'vitest'
import { fold } from '../../../src/domain/network.ts'
import { lightestWay } from '../../../src/domain/phases/diagnosis.ts'
import { networkWithTrio } from '../network-story.ts'

test('the diagnosis recommends the lightest way that fits', () => {
  const ways = (answers: string) => {
    const [a, b, c, d, e] = [...answers].map((answer) => answer === 'y')
    return lightestWay({
      oneAgencyAlone: a === true,
      somebodyKnows: b === true,
      workAndMoneyShared: c === true,
      sameGoal: d === true,
      affectedTakePart: e === true,
    })
  }
  expect([ways('ynnnn'), ways('ynnyn'), ways('nnnnn'), ways('nnnyn')]).toEqual([
    'coexist',
    'communicate',
    'communicate',
    'cooperate',
  ])
  expect([ways('nyyyn'), ways('nnynn'), ways('nnyyn'), ways('nyyyy')]).toEqual([
    'coordinate',
    'coordinate',
    'collaborate',
    'collaborate',
  ])
  expect([ways('nnnny'), ways('nnnyy'), ways('nnyny'), ways('ynnyy'), ways('nynny')]).toEqual([
    'collaborate',
    'collaborate',
    'collaborate',
    'collaborate',
    'communicate',
  ])
})

test('an old diagnosis stays as it was', () => {
  const story = networkWithTrio()
  const answers = {
    oneAgencyAlone: false,
    somebodyKnows: false,
    workAndMoneyShared: false,
    sameGoal: false,
    affectedTakePart: true,
  }
  const version = story.network.version + 1
  const old = { version, at: story.now, by: 'aroha', kind: 'diagnosed', answers, way: 'communicate' } as const
  expect(fold('n', [...story.entries, old]).diagnosis).toBe('communicate')
})
