// Who may read a notice: those whom this table names, nobody outside the network, and nobody what this version does not
// know.
import { expect, test } from 'vitest'
import { mayRead, type NoticeKind, type Reader } from '../../src/conversation/notice-access.ts'
import type { JournalEntry, NetworkEvent } from '../../src/domain/events.ts'
import { fold } from '../../src/domain/network.ts'
import type { NoticeContent } from '../../src/domain/notices/notice.ts'
import { unstarted } from '../../src/domain/state.ts'
import { queueMessages } from '../../src/store/outbox.ts'
import { unsentMessages } from '../../src/store/outbox-queries.ts'
import { findPerson } from '../../src/store/people.ts'
import { networksOf } from '../../src/store/projections.ts'
import { aroha, directOf, network, youth } from '../support/fixtures.ts'

const home = { platform: 'test', workspace: 'w', channel: 'c' }

const events: readonly (NetworkEvent & { readonly by: string })[] = [
  {
    kind: 'started',
    by: 'entrepreneur',
    name: 'N',
    moment: 'm',
    outcome: 'o',
    agency: 'A',
    zone: 'UTC',
    home,
  },
  { kind: 'joined', by: 'member', agency: 'B', as: 'fellow-traveller', member: true },
  { kind: 'joined', by: 'angel', agency: 'C', as: 'guardian-angel', member: false },
]
const entries = events.map((event, index): JournalEntry => ({ ...event, version: index + 1, at: index }))
const small = fold('n', entries)

const readers: Readonly<Record<string, Reader>> = {
  home: { kind: 'home', home },
  member: { kind: 'person', person: 'member' },
  entrepreneur: { kind: 'person', person: 'entrepreneur' },
  angel: { kind: 'person', person: 'angel' },
}

const all = 'home member entrepreneur angel'
const inside = 'member entrepreneur angel'
/** Nobody reads of something that is not there. What depends on the thing has a test in its own matter. */
const nobody = ''

/** Who of a small network may read a notice of each kind that is about nothing in particular. */
const allowed: Readonly<Record<NoticeKind, string>> = {
  welcome: all,
  'home-lost': 'entrepreneur',
  'home-unreached': 'entrepreneur',
  unreached: 'entrepreneur',
  'invitation-used': inside,
  settings: all,
  gone: 'entrepreneur angel',
  nomination: nobody,
  'nomination-answered': inside,
  farewell: all,
  removed: 'entrepreneur angel',
  'agency-changed': 'entrepreneur angel',
  'agencies-merged': inside,
  meeting: all,
  'meeting-changed': all,
  reminder: all,
  'check-in': all,
  nudge: 'home angel',
  stall: all,
  'held-while-stopped': 'angel',
  'moving-again': all,
  reframe: all,
  loosening: all,
  'loosening-declined': nobody,
  'resource-over': 'entrepreneur',
  'table-changed': all,
  closed: all,
  reopened: all,
  flag: inside,
  'flag-over': inside,
  'flag-unseen': 'entrepreneur',
  raised: nobody,
  'flag-reading-asked': nobody,
  'raised-together': nobody,
  'raised-unseen': nobody,
  called: 'entrepreneur',
  asks: 'angel',
  'ask-answered': 'entrepreneur',
  'blocker-cleared': inside,
  limit: 'entrepreneur',
  bends: 'angel',
  'bend-answered': 'entrepreneur',
  'going-public': 'angel',
  'not-yet-public': 'entrepreneur',
  radar: all,
  phase: all,
  outcome: all,
  round: inside,
  'round-reminder': inside,
  'round-closed': all,
  'kept-back': inside,
  story: all,
  picture: inside,
  export: inside,
  move: 'angel',
  'move-declined': nobody,
  unsure: 'entrepreneur',
}

function contentOf(kind: string): NoticeContent {
  return { kind, person: 'p' } as unknown as NoticeContent
}

function readersOf(kind: string): string {
  const may = Object.entries(readers).filter(([, reader]) => mayRead(small, contentOf(kind), reader))
  return may.map(([name]) => name).join(' ')
}

test.each(Object.entries(allowed))('a notice of kind “%s” is read by: %s', (kind, expected) => {
  expect(readersOf(kind)).toBe(expected)
})

test.each(Object.keys(allowed))(
  'a stranger and a foreign channel cannot read a notice of kind “%s”',
  (kind) => {
    const stranger: Reader = { kind: 'person', person: 'stranger' }
    const foreign: Reader = { kind: 'home', home: { ...home, channel: 'foreign' } }
    for (const one of [small, unstarted('n')])
      for (const reader of [stranger, foreign]) expect(mayRead(one, contentOf(kind), reader)).toBe(false)
  },
)

test.each(['something-new', 'constructor', '__proto__', ''])(
  'nobody reads a notice of the unknown kind “%s”',
  (kind) => {
    expect(readersOf(kind)).toBe('')
  },
)

test('a notice of a kind that this version does not know leaves the outbox unsent', async () => {
  const bot = await network()
  const [id = ''] = await networksOf(bot.db, (await findPerson(bot.db, aroha))?.id ?? '')
  const before = bot.sent.length
  const about = JSON.stringify({
    about: { kind: 'something-new', words: 'Nobody must read this' },
    version: 1,
  })
  await bot.db.transact(() =>
    queueMessages(
      bot.db.kysely,
      [directOf(aroha), youth].map((to) => ({ network: id, to, about, due: 0 })),
      0,
    ),
  )
  await bot.deliver()
  expect(bot.sent).toHaveLength(before)
  expect(JSON.stringify(bot.logged)).not.toContain('Nobody must read this')
  expect((await unsentMessages(bot.db)).map(({ state }) => state)).not.toContain('queued')
})
