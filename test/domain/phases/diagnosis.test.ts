// The diagnosis of the way of working.
import { expect, test } from 'vitest'
import { lightestWay } from '../../../src/domain/phases/diagnosis.ts'

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
})
