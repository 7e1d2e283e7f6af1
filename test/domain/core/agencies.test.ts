import { describe, expect, test } from 'vitest'
import { distinctAgencies, sameAgency } from '../../../src/domain/core/agencies.ts'

describe('names of agencies', () => {
  test.each([
    ['Whānau Ora', 'Whanau Ora'],
    ['Health', 'the Health'],
    ['The Treasury', ' treasury '],
    ['Ōtautahi  Council', 'otautahi council'],
    ['Conseil général', 'CONSEIL GENERAL'],
    ['Whānau Ora', 'Wha\u0304nau Ora'],
  ])('“%s” and “%s” are the same', (one, other) => {
    expect(sameAgency(one, other)).toBe(true)
  })

  test.each([
    ['Health', 'Housing'],
    ['Theatre Trust', 'Atre Trust'],
    ['Te Puni Kōkiri', 'Puni Kōkiri'],
    ['The', ''],
  ])('“%s” and “%s” are two', (one, other) => {
    expect(sameAgency(one, other)).toBe(false)
  })

  test('each is counted once, as it was first written', () => {
    expect(distinctAgencies(['Whānau Ora', 'Health', 'whanau ora', 'The Health'])).toEqual([
      'Whānau Ora',
      'Health',
    ])
  })
})
