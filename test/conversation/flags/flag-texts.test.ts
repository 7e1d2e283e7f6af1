// What the messages about the flags of the rules say while a flag is up, and once it is over.
import { expect, test } from 'vitest'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { flagOverCard, flagsMessage } from '../../../src/conversation/flags/flag-messages.ts'
import type { FlagId } from '../../../src/domain/core/terms.ts'
import { flagKey } from '../../../src/domain/flags/flag-key.ts'
import type { Network } from '../../../src/domain/state.ts'
import { networkWithTrio } from '../../domain/network-story.ts'

const since = 5
const people = new Map(['tom', 'margaret'].map((id) => [id, { id, name: id, users: [] }]))

function shown(network: Network, flag: FlagId): string {
  const flags = new Map([[flagKey(flag), { ...flag, since }]])
  const message = flagsMessage({ network: { ...network, flags }, people, reader: 'margaret' }, { since })
  return message === undefined ? '' : plainText(message)
}

function over(network: Network, flag: FlagId): string {
  return plainText(flagOverCard({ network, people, reader: 'margaret' }, { ...flag, since }))
}

function withMatters(text: string): Network {
  return networkWithTrio()
    .bareMeetings(1)
    .does('tom', { kind: 'open-blocker', blocker: 'b', of: 'systems', text })
    .does('tom', { kind: 'note-bend', bend: 'b', what: text, why: 'The family could not wait' }).network
}

test.each([
  [{ flag: 'blocked', cause: 'b' }, 'Over now: the blocker has been cleared.'],
  [{ flag: 'approval-pending', cause: 'b' }, 'Over now: the bend isn’t waiting any more.'],
] as const)('%o has nothing to do with meetings, so it tells of none', (flag, end) => {
  const network = withMatters('Two logins for one job')
  const text = shown(network, flag)
  expect(text.match(/Two logins/g)).toHaveLength(1)
  expect(text).not.toMatch(/ there\b/)
  expect(over(network, flag).split('\n').slice(1)).toEqual([end])
})

test('words that a title cuts off stand below it as a whole', () => {
  const long = `${'Two logins for one job, '.repeat(5)}and a third`
  expect(shown(withMatters(long), { flag: 'blocked', cause: 'b' })).toContain(`“${long}”`)
})

test('a flag about meetings lists the last ones, and tells the count once it is over', () => {
  const network = withMatters('Two logins')
  expect(shown(network, { flag: 'gone-quiet' })).toMatch(/ there\b/)
  expect(over(network, { flag: 'gone-quiet' })).toContain(
    'Over now: a meeting has been held or planned. Meeting 1 of 6 with nothing on the table yet.',
  )
})
