// Export and import: what went out comes in again, on both databases, or is refused in one line.
import { describe, expect, test } from 'vitest'
import { importNetwork } from '../../src/app/import-network.ts'
import type { JournalEntry } from '../../src/domain/events.ts'
import { fold } from '../../src/domain/network.ts'
import { lessonOf } from '../../src/domain/phases/lessons.ts'
import { tablesOf } from '../../src/export/csv-tables.ts'
import { buildExport, personsIn, textOf } from '../../src/export/export-document.ts'
import { parseExport } from '../../src/export/parse-export.ts'
import { buildReading } from '../../src/export/reading-document.ts'
import { documentIn, zipped } from '../../src/export/zip.ts'
import type { Db } from '../../src/store/connection/database.ts'
import { loadEntries } from '../../src/store/journal.ts'
import { searchLibrary } from '../../src/store/lessons/lesson-library.ts'
import { parseQuery } from '../../src/store/lessons/search-terms.ts'
import { findPerson, meetPerson, people } from '../../src/store/people.ts'
import { dueNetworks, networksAt, networksOf } from '../../src/store/projections.ts'
import { openTestBot, type TestBot } from '../support/bot-harness.ts'
import { databaseKinds, freshDatabase } from '../support/databases/databases.ts'
import { aroha, closed, lively, ruth, stalled, tom, youth } from '../support/fixtures.ts'
import { aroha as founder, tellTwoYearStory } from '../support/stories/two-year-bot-story.ts'

async function networkOf(db: Db): Promise<string> {
  const [id = ''] = await networksOf(db, (await findPerson(db, aroha))?.id ?? '')
  return id
}

async function textFrom(db: Db, id: string): Promise<string> {
  const journal = await loadEntries(db, id)
  return textOf(buildExport(id, journal, await people(db, journal.flatMap(personsIn))))
}

async function exportedFrom(bot: TestBot): Promise<{ id: string; text: string }> {
  const id = await networkOf(bot.db)
  return { id, text: await textFrom(bot.db, id) }
}

/** Accounts are those of the installation, and stay behind until they say yes. */
function withoutAccounts(text: string): string {
  return text.replace(/"accounts": \[[^\]]*\]/g, '"accounts": []')
}

const bytesOf = (text: string) => Buffer.from(text)
const now = Date.parse('2027-03-01T00:00:00Z')

describe.each(databaseKinds)('an export, in $name', (kind) => {
  const { open } = freshDatabase(kind)

  test.each([
    ['lively', lively],
    ['stalled', stalled],
    ['closed', closed],
  ])(
    'of a %s network comes in again, and its export is equal to the byte but for accounts',
    async (_, begin) => {
      const { id, text } = await exportedFrom(await begin())
      const db = await open()
      const done = await importNetwork(
        db,
        zipped(
          new Map([
            ['x.csv', ''],
            ['south-side.json', text],
          ]),
        ),
        now,
      )
      expect(done).toMatchObject({ kind: 'imported', name: 'South Side', people: 4 })
      expect(await textFrom(db, id)).toBe(withoutAccounts(text))
      expect(await networksAt(db, youth)).toEqual([id])
      expect(await findPerson(db, aroha)).toBeUndefined()
      expect(fold(id, await loadEntries(db, id))).toEqual(fold(id, JSON.parse(text).entries))
    },
  )

  test('goes on where it comes in: what fell due since is due', async () => {
    const { id, text } = await exportedFrom(await lively())
    const db = await open()
    await importNetwork(db, bytesOf(text), now)
    expect(await dueNetworks(db, now, 10)).toEqual([id])
  })

  test('is refused where the network is already, and changes nothing', async () => {
    const { id, text } = await exportedFrom(await lively())
    const db = await open()
    await importNetwork(db, bytesOf(text), now)
    const again = await importNetwork(db, bytesOf(text), now)
    expect(again).toEqual({ kind: 'refused', why: 'That network is already here, so nothing was changed.' })
    expect(await textFrom(db, id)).toBe(withoutAccounts(text))
  })

  test('brings along what was offered to the library, and no other lesson', async () => {
    const { id, text } = await exportedFrom(await lively())
    const db = await open()
    await importNetwork(db, bytesOf(text), now)
    const network = fold(id, await loadEntries(db, id))
    const seek = (words: string) => searchLibrary(db, parseQuery(words), { except: [], limit: 9 })
    expect(network.lessons.map((lesson) => lesson.text)).toContain('Ask the families first')
    expect(await seek('family')).toEqual([])
    const [found, ...others] = await seek('sharing opinion')
    expect(lessonOf(network, found?.lesson ?? '')?.text).toBe('Share data before you share opinions')
    expect({ network: found?.network, others }).toEqual({ network: id, others: [] })
  })

  test('speaks of nobody who is here already, whatever its file says', async () => {
    const { id: network, text } = await exportedFrom(await lively())
    const { people: listed } = JSON.parse(text) as { people: { id: string; name: string }[] }
    const id = listed.find(({ name }) => name === 'Aroha')?.id ?? ''
    const db = await open()
    await meetPerson(db, { ...ruth, user: 'somebody-here', name: 'Somebody here' }, id)
    await meetPerson(db, tom, 'tom-here')
    await importNetwork(db, bytesOf(text), now)
    const [here] = await people(db, [id])
    expect(here).toMatchObject({ name: 'Somebody here', users: [{ user: 'somebody-here' }] })
    expect([await networksOf(db, id), await networksOf(db, 'tom-here')]).toEqual([[], []])
    const named = [...fold(network, await loadEntries(db, network)).people.keys()]
    expect(named).not.toContain(id)
    expect((await people(db, named)).map(({ name }) => name).sort()).toEqual([
      'Aroha',
      'Margaret',
      'Ruth',
      'Tom',
    ])
  })

  test('of a long journal comes in too', async () => {
    const { id, text } = await exportedFrom(await lively())
    const document = JSON.parse(text) as { entries: JournalEntry[] }
    const by = document.entries[0]?.by ?? ''
    for (let n = document.entries.length; n < 9_500; n += 1)
      document.entries.push({
        version: n + 1,
        at: now,
        by,
        kind: 'lesson-kept',
        lesson: `l${n}`,
        text: `Number ${n}`,
      })
    const db = await open()
    expect(await importNetwork(db, bytesOf(JSON.stringify(document)), now)).toMatchObject({ entries: 9_500 })
    expect(await loadEntries(db, id)).toHaveLength(9_500)
  })
})

test('an export of two years comes in again, and its export is equal to the byte but for accounts', {
  timeout: 60_000,
}, async () => {
  const bot = await tellTwoYearStory()
  const [id = ''] = await networksOf(bot.db, (await findPerson(bot.db, founder))?.id ?? '')
  const text = await textFrom(bot.db, id)
  const { db } = await openTestBot()
  expect(await importNetwork(db, bytesOf(text), now)).toMatchObject({ kind: 'imported', people: 13 })
  expect(await textFrom(db, id)).toBe(withoutAccounts(text))
})

describe('an export', () => {
  test('has nothing that was private: who would come again, who kept a lesson, what was for the angels; and no gap', async () => {
    const bot = await lively()
    const { text } = await exportedFrom(bot)
    const { entries } = JSON.parse(text) as { entries: JournalEntry[] }
    const more = [
      { version: entries.length + 1, at: now, by: 'p', kind: 'pulse-answered', meeting: 'm', pulse: 'no' },
      { version: entries.length + 2, at: now, by: 'p', kind: 'lesson-kept', lesson: 'l', text: 'Ask early' },
      { version: entries.length + 3, at: now, by: 'p', kind: 'lesson-offered', lesson: 'l' },
      {
        version: entries.length + 4,
        at: now,
        by: 'p',
        kind: 'flag-raised-by-hand',
        flag: 'f',
        text: 'Hush',
        context: 'political',
        severity: 'warning',
        privately: true,
      },
      {
        version: entries.length + 5,
        at: now,
        by: 'p',
        kind: 'flag-cleared-by-hand',
        flag: 'f',
        word: 'Hush',
      },
    ] as JournalEntry[]
    const exported = buildExport('n', [...entries, ...more], [{ id: 'p', name: 'Pania', users: [] }])
    const written = textOf(exported)
    expect(written).not.toMatch(/pulse|Pania|"p"|Hush/)
    expect(written).toContain('Ask early')
    expect(exported.entries.map(({ version }) => version)).toEqual(exported.entries.map((_, n) => n + 1))
    const reading = buildReading([...entries, ...more], [{ id: 'p', name: 'Pania', users: [] }])
    expect(textOf(reading)).not.toMatch(/pulse|Pania|"p"|Hush/)
    const tables = [...tablesOf(fold('n', reading.entries), reading, 'UTC').values()].join('\n')
    expect(tables).not.toMatch(/pulse|Pania|Hush/)
  })

  test('has tables in which no cell is a formula', () => {
    const entries = [
      {
        version: 1,
        at: now,
        by: 'p',
        kind: 'started',
        name: 'N',
        moment: 'm',
        outcome: 'o',
        agency: '@SUM(A1)',
        zone: 'UTC',
      },
      { version: 2, at: now, by: 'p', kind: 'lesson-kept', lesson: 'l', text: '=HYPERLINK("x")' },
      {
        version: 3,
        at: now,
        by: 'p',
        kind: 'resource-put',
        resource: 'r',
        offer: { kind: 'space', what: '-1+1', agency: '+A', condition: '\t=1' },
      },
    ] as JournalEntry[]
    const reading = buildReading(entries, [{ id: 'p', name: '=cmd', users: [] }])
    const tables = tablesOf(fold('n', reading.entries), reading, 'UTC')
    expect([...tables.keys()]).toEqual([
      'journal.csv',
      'people.csv',
      'meetings.csv',
      'table.csv',
      'lessons.csv',
    ])
    for (const table of tables.values()) expect(table).not.toMatch(/(^|,|\n)"?[=+\-@\t]/)
    expect(tables.get('lessons.csv')).toContain('HYPERLINK')
  })

  test('is the same archive each time', async () => {
    const { text } = await exportedFrom(await lively())
    const files = new Map([['south-side.json', text]])
    expect(Buffer.from(zipped(files)).equals(zipped(files))).toBe(true)
    expect(documentIn(zipped(files))).toBe(text)
  })
})

describe('an import refuses', () => {
  const first = {
    version: 1,
    at: now,
    by: 'p',
    kind: 'started',
    name: 'N',
    moment: 'm',
    outcome: 'o',
    agency: 'A',
    zone: 'Pacific/Auckland',
  }
  const good = { format: 'on-the-table network', version: 1, network: 'n', people: [], entries: [first] }
  const second = (entry: object) => ({ ...good, entries: [first, { version: 2, at: now, ...entry }] })

  test('nothing that is as it should be', () => {
    expect(parseExport(JSON.stringify(good)).kind).toBe('read')
  })

  test.each<[string, unknown, RegExp]>([
    [
      'what is no JSON',
      '{"format":',
      /neither a zip nor JSON, or it was cut off\. Take the file of an export for moving/,
    ],
    ['null', null, /no export of a network/],
    ['something else', { some: 'thing' }, /no export of a network.*as you got it, zip or JSON/],
    ['a newer one', { ...good, version: 2 }, /newer version of On the Table/],
    ['one without entries', { ...good, entries: [] }, /no export of a network/],
    ['a person without a name', { ...good, people: [{ id: 'p' }] }, /Person 1 in it/],
    ['an unknown kind', second({ kind: 'flew-away' }), /Entry 2 in it is of a kind .* does not know/],
    ['an inherited name for a kind', second({ kind: 'constructor' }), /Entry 2 in it is of a kind/],
    [
      'a missing field',
      second({ kind: 'lesson-kept', lesson: 'l' }),
      /Entry 2 in it has something wrong at text/,
    ],
    ['a field too many', second({ kind: 'left', by: 'p', more: 1 }), /Entry 2 in it has something wrong/],
    ['an entry that is none', { ...good, entries: [first, 7] }, /Entry 2 in it is of a kind/],
    ['a gap', { ...good, entries: [first, { ...first, version: 3, kind: 'left' }] }, /something wrong/],
    ['a wrong number', { ...good, entries: [{ ...first, version: 2 }] }, /numbered 2: some are missing/],
    ['two beginnings', second({ ...first, version: 2 }), /does not begin with the start/],
    ['no beginning', { ...good, entries: [{ version: 1, at: now, kind: 'left' }] }, /does not begin with/],
    ['a zone that is none', { ...good, entries: [{ ...first, zone: 'Mars/Base' }] }, /wrong at zone/],
    ['a time that is none', { ...good, entries: [{ ...first, at: 1e300 }] }, /wrong at at/],
    [
      'an amount without end',
      JSON.stringify(
        second({
          kind: 'resource-offered',
          resource: 'r',
          offer: { kind: 'money', what: 'w', agency: 'a', amount: 0 },
        }),
      ).replace('"amount":0', '"amount":1e999'),
      /wrong at offer.amount/,
    ],
    ['endless words', { ...good, entries: [{ ...first, name: 'x'.repeat(100_001) }] }, /wrong at name/],
  ])('%s', (_, document, why) => {
    const text = typeof document === 'string' ? document : JSON.stringify(document)
    const reading = parseExport(text)
    expect(reading.kind).toBe('refused')
    expect(reading.kind === 'refused' ? reading.why : '').toMatch(why)
  })

  test('an archive without a document, or one that is broken', () => {
    expect(documentIn(zipped(new Map([['x.csv', 'a']])))).toBeUndefined()
    expect(documentIn(Buffer.from('PK but no archive'))).toBeUndefined()
  })
})
