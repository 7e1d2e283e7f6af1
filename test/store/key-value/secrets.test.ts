// Secrets are sealed, opened with the right key only, and popped once.
import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '../../../src/store/connection/open.ts'
import { open, readKey, seal } from '../../../src/store/key-value/encryption.ts'
import { openSecretStore } from '../../../src/store/key-value/secrets.ts'
import { databaseKinds, freshDatabase } from '../../support/databases/databases.ts'

const key = randomBytes(32)

describe.each(databaseKinds)('the secret store in $name', (kind) => {
  const database = freshDatabase(kind)
  let db: Db
  beforeEach(async () => {
    db = await database.open()
  })
  const secrets = (sealedWith = key) => openSecretStore(db, sealedWith)

  test('returns the latest text that was written', async () => {
    await secrets().write('token', 'xoxb-1')
    await secrets().write('token', 'xoxb-2')
    expect(await secrets().read('token')).toBe('xoxb-2')
    await secrets().remove('token')
    expect(await secrets().read('token')).toBeUndefined()
  })
  test('stores nothing readable in the database', async () => {
    await secrets().write('token', 'xoxb-secret')
    const rows = await db.kysely.selectFrom('vault').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain('xoxb')
  })
  test('opens nothing with another key', async () => {
    await secrets().write('token', 'xoxb-secret')
    await expect(secrets(randomBytes(32)).read('token')).rejects.toThrow()
  })
  test('gives a secret to one of many that pop it at once', async () => {
    await secrets().write('state', 'once')
    const popped = await Promise.all(Array.from({ length: 10 }, () => secrets().pop('state')))
    expect(popped.filter((text) => text === 'once')).toHaveLength(1)
    expect(popped.filter((text) => text === undefined)).toHaveLength(9)
  })
  test('stores nothing without a key', async () => {
    const keyless = openSecretStore(db, undefined)
    await expect(keyless.write('token', 'xoxb')).rejects.toThrow('no key')
    expect(await keyless.read('token')).toBeUndefined()
  })
})

describe('sealing', () => {
  test('a text sealed under one name cannot be opened under another, nor once it was changed', () => {
    const sealed = seal(key, 'one', 'text')
    expect(open(key, 'one', sealed)).toBe('text')
    expect(() => open(key, 'other', sealed)).toThrow()
    const bytes = Buffer.from(sealed, 'base64')
    bytes.writeUInt8(bytes.readUInt8(30) ^ 1, 30)
    expect(() => open(key, 'one', bytes.toString('base64'))).toThrow()
  })
  test('the same text is never sealed to the same', () => {
    expect(seal(key, 'one', 'text')).not.toBe(seal(key, 'one', 'text'))
  })
  test.each([
    ['hex', 'a'.repeat(64), 32],
    ['base64', randomBytes(32).toString('base64'), 32],
    ['too short', 'abc', undefined],
    ['empty', '', undefined],
  ])('a key in %s is read', (_, text, length) => {
    expect(readKey(text)?.length).toBe(length)
  })
})
