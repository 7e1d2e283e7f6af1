// What each export leaves out of a journal, kind by kind.
import { expect, test } from 'vitest'
import type { JournalEntry } from '../../src/domain/events.ts'
import { buildExport, buildWholeExport, textOf } from '../../src/export/export-document.ts'
import { buildReading } from '../../src/export/reading-document.ts'
import { makeAngel, networkWithTrio, type Story } from '../domain/network-story.ts'

const readingOf = ({ entries }: Story) => textOf(buildReading(entries, []))
const movingOf = ({ entries }: Story) => textOf(buildExport('n', entries, []))
const wholeOf = ({ entries }: Story) => textOf(buildWholeExport('n', entries, []))

/** Two flags for the angels alone, of which the one is cleared and the other dismissed, each with words. */
function withPrivateFlags(): Story {
  const story = networkWithTrio()
  const secret = { text: 'Somebody is ill', context: 'organisational', severity: 'warning' } as const
  for (const flag of ['cleared', 'dismissed'])
    story.does('tom', { kind: 'raise-flag', flag: `private-${flag}`, ...secret, privately: true })
  makeAngel(story, 'ruth')
  story
    .does('ruth', { kind: 'ask-to-read-flag', flag: 'private-cleared' })
    .does('tom', { kind: 'show-flag', flag: 'private-cleared', person: 'ruth' })
    .does('ruth', { kind: 'see-flags', flags: ['private-cleared'] })
    .does('ruth', { kind: 'clear-flag', flag: 'private-cleared', word: 'She is well again' })
    .does('margaret', { kind: 'dismiss-flag', flag: 'private-dismissed', reason: 'She told us herself' })
  return story
}

test('nothing that comes of a flag for the angels alone is in what every member may read', () => {
  const story = withPrivateFlags()
  expect(story.kinds(0)).toEqual(
    expect.arrayContaining([
      'flag-raised-by-hand',
      'flag-reading-asked',
      'flag-shown',
      'flag-seen',
      'flag-cleared-by-hand',
      'flag-dismissed',
    ]),
  )
  for (const text of [readingOf(story), movingOf(story)])
    expect(text).not.toMatch(
      /private-|ill|well again|told us herself|flag-(shown|seen|reading|cleared|dismissed)/,
    )
  expect(wholeOf(story)).toMatch(/She is well again/)
})

test('a flag for all that followed one for the angels alone does not tell of it', () => {
  const story = withPrivateFlags()
  const open = { text: 'The lease ends', context: 'organisational', severity: 'warning' } as const
  story.does('tom', { kind: 'raise-flag', flag: 'open', ...open })
  expect(wholeOf(story)).toContain('toldAfter')
  for (const text of [readingOf(story), movingOf(story)]) {
    expect(text).toContain('The lease ends')
    expect(text).not.toMatch(/private-|toldAfter/)
  }
})

test('a flag about one person, and the word that cleared it, are read by those alone to whom the lists show it', () => {
  const about = { flag: 'angel-silent', cause: 'margaret' } as const
  const story = networkWithTrio()
  const stamp = (n: number) => ({ version: story.entries.length + n, at: story.now, by: 'aroha' })
  const more: readonly JournalEntry[] = [
    { ...stamp(1), kind: 'flag-raised', ...about },
    { ...stamp(2), kind: 'flag-seen', flag: 'angel-silent:margaret' },
    { ...stamp(3), kind: 'flag-cleared-by-hand', flag: 'angel-silent:margaret', word: 'She is on leave' },
    { ...stamp(4), kind: 'risk-gone', ...about },
    { ...stamp(5), kind: 'flag-raised', flag: 'gone-quiet' },
    { ...stamp(6), kind: 'flag-dismissed', flag: 'gone-quiet', reason: 'It is summer' },
  ]
  const text = textOf(buildReading([...story.entries, ...more], []))
  expect(text).not.toMatch(/angel-silent|on leave/)
  expect(text).toMatch(/gone-quiet[\s\S]*It is summer/)
})

test('a request to move the network is not for every member until an angel agreed', () => {
  const story = networkWithTrio()
  story.does('aroha', { kind: 'request-move', request: 'r' })
  expect(readingOf(story)).not.toContain('move-')
  story.does('margaret', { kind: 'decline-move', request: 'r' })
  expect(readingOf(story)).not.toContain('move-')
  expect(movingOf(story)).toContain('move-declined')
  story
    .does('aroha', { kind: 'request-move', request: 's' })
    .does('margaret', { kind: 'agree-move', request: 's' })
  expect(readingOf(story)).toMatch(/move-requested[\s\S]*move-agreed/)
})
