// Who may give which command.
import { describe, expect, test } from 'vitest'
import type { Command } from '../../src/domain/commands.ts'
import { forbidden } from '../../src/domain/permissions.ts'
import { networkWithTrio } from './network-story.ts'

describe('who may do what', () => {
  const rows: readonly (readonly [
    Command['kind'],
    outsider: boolean,
    member: boolean,
    entrepreneur: boolean,
    angel: boolean,
  ])[] = [
    ['invite', false, true, true, true],
    ['nominate', false, true, true, true],
    ['plan-meeting', false, true, true, true],
    ['record-meeting', false, true, true, true],
    ['answer-attendance', false, true, true, true],
    ['put', false, true, true, true],
    ['keep-lesson', false, true, true, true],
    ['confirm-meeting', false, false, true, false],
    ['change-settings', false, false, true, true],
    ['propose-reframe', false, false, true, false],
    ['close', false, false, true, false],
    ['remove-home', false, false, true, false],
    ['extend', false, false, false, true],
    ['pass-time', false, false, false, false],
  ]
  test.each(rows)('%s', (kind, ...allowed) => {
    const { network } = networkWithTrio()
    expect(
      ['nobody', 'tom', 'aroha', 'margaret'].map((person) => forbidden(network, kind, person) === undefined),
    ).toEqual(allowed)
    expect(forbidden(network, kind, 'nobody')).toEqual({ kind: 'not-yours' })
  })
})
