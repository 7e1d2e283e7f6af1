// Finding networks by home, participant, code and the next wake.
import { describe, expect, it } from 'vitest'
import { save } from '../../src/store/journal.ts'
import {
  agencyOf,
  dueNetworks,
  networkOfCode,
  networksAsking,
  networksIn,
  networksOf,
  publicNetworksIn,
} from '../../src/store/projections.ts'
import { channel, step } from '../support/builders.ts'
import { databaseKinds, freshDatabase } from '../support/databases/databases.ts'

describe.each(databaseKinds)('projections in $name', (kind) => {
  const database = freshDatabase(kind)

  it('finds the networks of a home only for their participants', async () => {
    const db = await database.open()
    const participants = [{ person: 'mere', agency: 'Education' }]
    await save(db, step('n1', 0, { homes: [channel('c1'), channel('c2')], participants }))
    await save(
      db,
      step('n2', 0, { homes: [channel('c1')], participants: [{ person: 'tom', agency: 'Health' }] }),
    )
    expect(await networksIn(db, channel('c1'), 'mere')).toEqual(['n1'])
    expect(await networksIn(db, channel('c2'), 'tom')).toEqual([])
    expect(await networksIn(db, channel('c3'), 'mere')).toEqual([])
    expect(await networksOf(db, 'mere')).toEqual(['n1'])
    expect(await networksOf(db, 'nobody')).toEqual([])
  })

  it('finds a network from outside only while it is public, in the workspaces of its homes', async () => {
    const db = await database.open()
    await save(db, step('n1', 0, { homes: [channel('c1'), channel('c2')] }))
    await save(db, step('n2', 0, { homes: [channel('c3')], isPublic: true }))
    expect(await publicNetworksIn(db, 'playground', 'w1')).toEqual(['n2'])
    await save(db, step('n1', 1, { isPublic: true }))
    await save(db, step('n1', 2))
    expect(await publicNetworksIn(db, 'playground', 'w1')).toEqual(['n1', 'n2'])
    expect(await publicNetworksIn(db, 'playground', 'w2')).toEqual([])
    expect(await publicNetworksIn(db, 'slack', 'w1')).toEqual([])
    await save(db, step('n1', 3, { isPublic: false }))
    await save(db, step('n2', 1, { homes: [] }))
    expect(await publicNetworksIn(db, 'playground', 'w1')).toEqual([])
  })

  it('finds the networks that ask somebody, until nobody is asked any more', async () => {
    const db = await database.open()
    await save(db, step('n2', 0, { nominees: ['mere', 'tom'] }))
    await save(db, step('n1', 0, { nominees: ['mere'] }))
    await save(db, step('n1', 1))
    expect(await networksAsking(db, 'mere')).toEqual(['n1', 'n2'])
    expect(await networksAsking(db, 'nobody')).toEqual([])
    await save(db, step('n1', 2, { nominees: [] }))
    await save(db, step('n2', 1, { nominees: ['tom'] }))
    expect(await networksAsking(db, 'mere')).toEqual([])
    expect(await networksAsking(db, 'tom')).toEqual(['n2'])
  })

  it('sees at once what another connection has changed', async () => {
    const [here, there] = [await database.open(), await database.open()]
    const mere = { person: 'mere', agency: 'Education' }
    await save(there, step('n1', 0, { homes: [channel('c1')], participants: [mere] }))
    expect(await networksIn(here, channel('c1'), 'mere')).toEqual(['n1'])
    expect(await agencyOf(here, 'mere')).toBe('Education')
    await save(
      there,
      step('n1', 1, { homes: [channel('c2')], participants: [{ ...mere, agency: 'Health' }] }),
    )
    expect(await networksIn(here, channel('c1'), 'mere')).toEqual([])
    expect(await networksIn(here, channel('c2'), 'mere')).toEqual(['n1'])
    expect(await agencyOf(here, 'mere')).toBe('Health')
  })

  it('sees at once what it has changed itself', async () => {
    const db = await database.open()
    const mere = { person: 'mere', agency: 'Education' }
    expect(await networksOf(db, 'mere')).toEqual([])
    await save(db, step('n1', 0, { participants: [mere] }))
    expect(await networksOf(db, 'mere')).toEqual(['n1'])
    await save(db, step('n1', 0, { participants: [] }))
    expect(await networksOf(db, 'mere')).toEqual(['n1'])
    await save(db, step('n1', 1, { participants: [] }))
    expect(await networksOf(db, 'mere')).toEqual([])
  })

  it('replaces the whole lists where they are given, and leaves them where they are not', async () => {
    const db = await database.open()
    const first = {
      homes: [channel('c1')],
      participants: [
        { person: 'mere', agency: 'Education' },
        { person: 'tom', agency: 'Health' },
      ],
      invitations: [{ codeHash: 'h1', expires: 100 }],
    }
    await save(db, step('n1', 0, first))
    await save(db, step('n1', 1))
    expect(await networksIn(db, channel('c1'), 'tom')).toEqual(['n1'])
    expect(await networkOfCode(db, 'h1', 50)).toBe('n1')
    const second = {
      homes: [channel('c2')],
      participants: [{ person: 'mere', agency: 'Education' }],
      invitations: [{ codeHash: 'h2', expires: 100 }],
    }
    await save(db, step('n1', 2, second))
    expect(await networksIn(db, channel('c1'), 'mere')).toEqual([])
    expect(await networksIn(db, channel('c2'), 'mere')).toEqual(['n1'])
    expect(await networksOf(db, 'tom')).toEqual([])
    expect(await networkOfCode(db, 'h1', 50)).toBeUndefined()
    await save(db, step('n1', 3, { homes: [], participants: [], invitations: [] }))
    expect(await networksOf(db, 'mere')).toEqual([])
    expect(await networkOfCode(db, 'h2', 50)).toBeUndefined()
  })

  it('knows a code until the instant at which it expires', async () => {
    const db = await database.open()
    await save(db, step('n1', 0, { invitations: [{ codeHash: 'h', expires: 100 }] }))
    expect(await networkOfCode(db, 'h', 99)).toBe('n1')
    expect(await networkOfCode(db, 'h', 100)).toBeUndefined()
    expect(await networkOfCode(db, 'other', 99)).toBeUndefined()
  })

  it('knows the agency with which a person was last seen', async () => {
    const db = await database.open()
    const as = (agency: string) => ({ participants: [{ person: 'mere', agency }] })
    await save(db, { ...step('n1', 0, as('Education')), at: 10 })
    await save(db, { ...step('n2', 0, as('Health')), at: 20 })
    await save(db, { ...step('n1', 1, as('Education')), at: 30 })
    expect(await agencyOf(db, 'mere')).toBe('Health')
    await save(db, { ...step('n1', 2, as('Housing')), at: 40 })
    expect(await agencyOf(db, 'mere')).toBe('Housing')
    expect(await agencyOf(db, 'tom')).toBeUndefined()
  })

  it('lists the networks that are due, longest due first and no more than asked for', async () => {
    const db = await database.open()
    for (const [id, nextWake] of [
      ['a', 30],
      ['b', 10],
      ['c', 20],
      ['d', 31],
      ['e', undefined],
    ] as const) {
      await save(db, step(id, 0, { nextWake }))
    }
    expect(await dueNetworks(db, 30, 10)).toEqual(['b', 'c', 'a'])
    expect(await dueNetworks(db, 30, 2)).toEqual(['b', 'c'])
    expect(await dueNetworks(db, 9, 10)).toEqual([])
  })
})
