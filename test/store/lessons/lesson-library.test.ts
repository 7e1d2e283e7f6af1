// Lessons in the library are found by stem and by the beginning of a word, in memory and in both databases alike.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { migrate, migrations } from '../../../src/store/connection/migrate.ts'
import type { Db } from '../../../src/store/connection/open.ts'
import { erasePlatform } from '../../../src/store/erase.ts'
import { save } from '../../../src/store/journal.ts'
import { type OfferedLesson, searchLibrary } from '../../../src/store/lessons/lesson-library.ts'
import { indexTerms, matches, parseQuery } from '../../../src/store/lessons/search-terms.ts'
import { channel, step } from '../../support/builders.ts'
import { databaseKinds, freshDatabase } from '../../support/databases/databases.ts'

const texts: Readonly<Record<string, string>> = {
  partners: 'Partners share their data when collaboration is everybody’s job.',
  whanau: 'Ask whānau first; the agencies come second.',
  meeting: 'Meetings of 2026 were too long.',
  names: "Don't wait for 学习, Łódź or 1e5 forms",
  markup: '<b>AND</b> "quoted" NEAR(x y) :* | & ! \\ \' ; drop table library',
}

const searches: readonly (readonly [string, readonly string[]])[] = [
  ['partner', ['partners']],
  ['sharing', ['partners']],
  ['shares partnering', ['partners']],
  ['collaborate', ['partners']],
  ['collaborat', ['partners']],
  ['col', ['partners']],
  ['laboration', []],
  ['collaboration meetings', []],
  ['Whanau', ['whanau']],
  ['WHĀNAU', ['whanau']],
  ['agency', ['whanau']],
  ['meet', ['meeting']],
  ['2026', ['meeting']],
  ['20', ['meeting']],
  ['026', []],
  ['the long meetings', ['meeting']],
  ['everybodys', ['partners']],
  ['dont', ['names']],
  ['don’t', ['names']],
  ['学', ['names']],
  ['1e', ['names']],
  ['quoted', ['markup']],
  ['near', ['markup']],
  ['"quoted"', ['markup']],
  ['quoted OR partner', []],
  ['quo* tab*', ['markup']],
  ["'; drop table library; --", ['markup']],
  ['lesson:quoted', []],
  ['^quoted ( NEAR) && !x:*', ['markup']],
  ['=share', ['partners']],
]

describe('a search', () => {
  it.each(searches)('%s is found in memory', (words, found) => {
    const all = Object.keys(texts).filter((id) => matches(parseQuery(words), indexTerms(texts[id] ?? '')))
    expect(all).toEqual(found)
  })

  it.each(['', 'the', 'what is it about?', 'a b c', '… ! "" * :', 'of THE'])('“%s” says nothing', (words) => {
    expect(parseQuery(words)).toEqual([])
  })

  it('takes each word once, and cuts what no index has room for', () => {
    expect(parseQuery('ask Ask ASK')).toHaveLength(1)
    expect(parseQuery('x'.repeat(5_000))).toMatchObject([{ word: 'x'.repeat(60) }])
    expect(indexTerms('Ask, ask!')).toBe('ask =ask')
  })
})

describe.each(databaseKinds)('the library in $name', (kind) => {
  const database = freshDatabase(kind)

  const offer = (lesson: string, text: string, at = 5): OfferedLesson => ({ lesson, text, at })
  const seek = async (db: Db, words: string, except: readonly string[] = [], limit = 9) =>
    (await searchLibrary(db, parseQuery(words), { except, limit })).map(({ lesson }) => lesson)

  async function offering(
    db: Db,
    network: string,
    version: number,
    ...offered: OfferedLesson[]
  ): Promise<void> {
    await save(db, step(network, version, { library: { offered, takenBack: [] } }))
  }

  it('finds the same as in memory', async () => {
    const db = await database.open()
    await offering(db, 'n1', 0, ...Object.entries(texts).map(([id, text]) => offer(id, text)))
    const found = await Promise.all(searches.map(async ([words]) => [words, await seek(db, words)]))
    expect(found).toEqual(searches)
  })

  it('finds the same as in memory whatever people write and seek', async () => {
    const db = await database.open()
    const word = fc.oneof(
      fc.constantFrom(
        'share',
        'sharing',
        'shared',
        'Whānau',
        'whanau',
        "don't",
        'agencies',
        'agency',
        '2026',
        '学习',
      ),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }),
    )
    const sentence = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '))
    const written = fc.sample(sentence, { numRuns: 200, seed: 5 })
    const parts = written.flatMap((text) => text.split(' ').map((one) => one.slice(0, 3)))
    const queries = [...fc.sample(sentence, { numRuns: 100, seed: 6 }), ...parts.slice(0, 150)]
    await offering(db, 'n1', 0, ...written.map((text, n) => offer(`l${n}`, text)))
    let found = 0
    for (const query of queries) {
      const sought = parseQuery(query)
      const inMemory = written.flatMap((text, n) =>
        sought.length > 0 && matches(sought, indexTerms(text)) ? [`l${n}`] : [],
      )
      found += inMemory.length
      expect((await seek(db, query, [], 999)).toSorted(), query).toEqual(inMemory.toSorted())
    }
    expect(found).toBeGreaterThan(500)
  })

  it('shows the latest first, no more than asked for, and not what is to be left out', async () => {
    const db = await database.open()
    await offering(db, 'n1', 0, offer('a', 'Ask early', 10), offer('b', 'Ask twice', 30))
    await offering(db, 'n2', 0, offer('c', 'Ask them', 20), offer('d', 'Ask late', 20))
    expect(await seek(db, 'ask')).toEqual(['b', 'd', 'c', 'a'])
    expect(await seek(db, 'ask', [], 2)).toEqual(['b', 'd'])
    expect(await seek(db, 'ask', ['n1', 'n3'])).toEqual(['d', 'c'])
  })

  it('no longer finds what was taken back, and finds it again when it is offered again', async () => {
    const db = await database.open()
    await offering(db, 'n1', 0, offer('a', 'Ask early'), offer('b', 'Ask twice'))
    await offering(db, 'n2', 0, offer('a', 'Ask them'))
    await save(db, step('n1', 1, { library: { offered: [], takenBack: ['a'] } }))
    expect(await seek(db, 'ask', ['n2'])).toEqual(['b'])
    expect(await seek(db, 'ask', ['n1'])).toEqual(['a'])
    await offering(db, 'n1', 2, offer('a', 'Ask early', 7))
    expect(await seek(db, 'ask', ['n2'])).toEqual(['a', 'b'])
  })

  it('has nothing of a save that was refused', async () => {
    const db = await database.open()
    await offering(db, 'n1', 0, offer('a', 'Ask early'))
    expect(await save(db, step('n1', 0, { library: { offered: [], takenBack: ['a'] } }))).toBe('conflict')
    expect(await seek(db, 'ask')).toEqual(['a'])
  })

  it('forgets what is of a network that is erased', async () => {
    const db = await database.open()
    await save(
      db,
      step('n1', 0, {
        homes: [channel('c1', 'playground')],
        library: { offered: [offer('a', 'Ask early')], takenBack: [] },
      }),
    )
    await offering(db, 'n2', 0, offer('b', 'Ask twice'))
    await erasePlatform(db, 'playground')
    expect(await seek(db, 'early')).toEqual([])
    expect(await seek(db, 'ask')).toEqual(['b'])
    // A new row that reuses the place of an erased row is not found by the words of the erased one.
    await offering(db, 'n3', 0, offer('c', 'Meet often'))
    expect(await seek(db, 'early')).toEqual([])
    expect(await seek(db, 'often')).toEqual(['c'])
  })

  it('answers a search of every word that fits among thousands of lessons in a moment', async () => {
    const db = await database.open()
    const many = Array.from({ length: 3_000 }, (_, n) =>
      offer(`l${n}`, `Lesson number ${n} of sharing data with partners early`),
    )
    for (let n = 0; n < 3; n += 1) await offering(db, `n${n}`, 0, ...many.slice(n * 1_000, n * 1_000 + 1_000))
    const words = Array.from({ length: 150 }, (_, n) => `w${n.toString(36)}`).join(' ')
    const begun = performance.now()
    expect(await seek(db, words)).toEqual([])
    expect(await seek(db, 'sh da pa', [], 5)).toHaveLength(5)
    expect(await seek(db, 'of the')).toEqual([])
    expect(await seek(db, 'shared da partner 2999')).toEqual(['l2999'])
    expect(performance.now() - begun).toBeLessThan(3_000)
  })
})

describe.each(databaseKinds)('a database in $name from before there was a library', (kind) => {
  const database = freshDatabase(kind, { bare: true })

  it('gets one, and what is offered in its networks from then on is found', async () => {
    const db = await database.open()
    await migrate(
      db,
      migrations.slice(
        0,
        migrations.findIndex(({ name }) => name.endsWith('library')),
      ),
    )
    await save(db, step('n1', 0))
    await migrate(db)
    const offered = [{ lesson: 'a', text: 'Ask early', at: 5 }]
    await save(db, step('n1', 1, { library: { offered, takenBack: [] } }))
    expect(await searchLibrary(db, parseQuery('early'), { except: [], limit: 9 })).toEqual([
      { network: 'n1', lesson: 'a' },
    ])
  })
})
