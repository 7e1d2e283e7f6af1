// Meeting people, and values that adapters store.
import { describe, expect, it } from 'vitest'
import { mergePeople } from '../../src/store/joined-people.ts'
import { getValue, setValue } from '../../src/store/key-value/key-value.ts'
import { findPerson, meetPerson, people, saveRegion } from '../../src/store/people.ts'
import { databaseKinds, freshDatabase } from '../support/databases/databases.ts'

const mere = { platform: 'slack', workspace: 'w1', user: 'U1' }

describe.each(databaseKinds)('people in $name', (kind) => {
  const database = freshDatabase(kind)

  it('makes a person at the first meeting and knows them again', async () => {
    const db = await database.open()
    const met = await meetPerson(db, { ...mere, name: 'Mere', zone: 'Pacific/Auckland' }, 'p1')
    expect(met).toEqual({ id: 'p1', name: 'Mere', zone: 'Pacific/Auckland', users: [mere] })
    expect(await meetPerson(db, { ...mere, name: 'Mere' }, 'p2')).toEqual(met)
    expect(await findPerson(db, mere)).toEqual(met)
    expect(await findPerson(db, { ...mere, workspace: 'w2' })).toBeUndefined()
  })

  it('takes over what the platform tells anew, and keeps what it does not tell', async () => {
    const db = await database.open()
    await meetPerson(db, { ...mere, name: 'Mere', zone: 'Pacific/Auckland', locale: 'en-NZ' }, 'p1')
    const renewed = await meetPerson(db, { ...mere, name: 'Mere T', locale: 'mi-NZ' }, 'p2')
    expect(renewed).toEqual({
      id: 'p1',
      name: 'Mere T',
      zone: 'Pacific/Auckland',
      locale: 'mi-NZ',
      users: [mere],
    })
  })

  it('keeps a name that is known while the platform does not tell it', async () => {
    const db = await database.open()
    const nameless = { ...mere, name: 'Someone', isNameless: true } as const
    expect((await meetPerson(db, nameless, 'p1')).name).toBe('Someone')
    expect((await meetPerson(db, { ...mere, name: 'Mere', zone: 'Pacific/Auckland' }, 'p2')).name).toBe(
      'Mere',
    )
    expect((await meetPerson(db, nameless, 'p3')).name).toBe('Mere')
    const moved = await meetPerson(db, { ...nameless, zone: 'Pacific/Chatham' }, 'p4')
    expect(moved).toMatchObject({ id: 'p1', name: 'Mere', zone: 'Pacific/Chatham' })
  })

  it('keeps the region that a person chose, also when they turn out to be one with another', async () => {
    const db = await database.open()
    await meetPerson(db, { ...mere, name: 'Mere' }, 'p1')
    await saveRegion(db, 'p1', 'NZ-WGN')
    expect((await meetPerson(db, { ...mere, name: 'Mere T' }, 'p2')).region).toBe('NZ-WGN')
    const other = { ...mere, workspace: 'w2' }
    await meetPerson(db, { ...other, name: 'Mere' }, 'p3')
    await mergePeople(db, 'p1', 'p3')
    expect(await findPerson(db, mere)).toMatchObject({ id: 'p3', region: 'NZ-WGN' })
    await saveRegion(db, 'p3', undefined)
    expect(await findPerson(db, other)).not.toHaveProperty('region')
  })

  it('writes nothing when a person is met unchanged', async () => {
    const db = await database.open()
    const profile = { ...mere, name: 'Mere' }
    await meetPerson(db, profile, 'p1')
    const deaf = { ...db, transact: () => Promise.reject(new Error('It wrote.')) }
    expect((await meetPerson(deaf, profile, 'p2')).id).toBe('p1')
    await expect(meetPerson(deaf, { ...mere, name: 'Mary' }, 'p2')).rejects.toThrow('It wrote.')
  })

  it('makes one person when several processes meet them at the same time', async () => {
    const [one, other] = [await database.open(), await database.open()]
    const met = await Promise.all(
      [one, other, one, other].map((db, index) => meetPerson(db, { ...mere, name: 'Mere' }, `p${index}`)),
    )
    expect(new Set(met.map((person) => person.id)).size).toBe(1)
    expect(await people(one, ['p0', 'p1', 'p2', 'p3'])).toHaveLength(1)
  })

  it('finds several people at once and leaves out the unknown', async () => {
    const db = await database.open()
    await meetPerson(db, { ...mere, name: 'Mere' }, 'p1')
    await meetPerson(db, { ...mere, user: 'U2', name: 'Tom' }, 'p2')
    const found = await people(db, ['p1', 'p2', 'p1', 'gone'])
    expect(found.map((person) => person.name).sort()).toEqual(['Mere', 'Tom'])
    expect(await people(db, [])).toEqual([])
  })

  it('remembers a text by its name until another takes its place', async () => {
    const db = await database.open()
    expect(await getValue(db, 'playground room')).toBeUndefined()
    await setValue(db, 'playground room', 'first')
    await setValue(db, 'playground room', 'second')
    expect(await getValue(db, 'playground room')).toBe('second')
  })
})
