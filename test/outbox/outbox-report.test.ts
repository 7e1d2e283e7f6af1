// What an operator reads about the messages that were not sent: which, where to, and why; and no word of anybody.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { formatReport, reportOn } from '../../src/outbox/outbox-report.ts'
import type { Db } from '../../src/store/connection/open.ts'
import { unsentMessages } from '../../src/store/outbox-queries.ts'
import { channel, message } from '../support/builders.ts'
import { databaseKinds, freshDatabase } from '../support/databases/databases.ts'
import { recordedBytes, recordedDatabase } from '../support/recording/recorded.ts'
import { about, outboxWorkerOn, queue } from './outbox-harness.ts'

const c1 = channel('c1')
const c2 = channel('c2')

describe.each(databaseKinds)('the report on $name', (kind) => {
  const database = freshDatabase(kind)
  let db: Db
  beforeEach(async () => {
    db = await database.open()
  })

  async function reasons(now: number, network?: string) {
    const lines = reportOn(await unsentMessages(db), { now, network })
    return lines.map(({ message: id, state, why }) => ({ id, state, why }))
  }

  test('says of what waits whether it is not due yet, or which message it waits for', async () => {
    await queue(
      db,
      message(c1, 10, about('first')),
      message(c1, 20, { ...about('second'), network: 'n2' }),
      message(c1, 9_000, about('later')),
      message(c2, 30, about('elsewhere')),
    )
    expect(await reasons(1_000)).toEqual([
      { id: 1, state: 'queued', why: 'it will be sent as soon as a process looks' },
      { id: 2, state: 'queued', why: 'it waits behind message 1' },
      { id: 4, state: 'queued', why: 'it will be sent as soon as a process looks' },
      { id: 3, state: 'queued', why: 'it isn’t due yet' },
    ])
    expect(await reasons(1_000, 'n2')).toEqual([{ id: 2, state: 'queued', why: 'it waits behind message 1' }])
  })

  test('says why a message is unknown, has failed, is tried again, or was no longer wanted; what was sent is left out', async () => {
    const { worker, chat } = outboxWorkerOn(db, {
      renderMessage: async ({ id }) =>
        id === 4
          ? { kind: 'obsolete', why: 'answered meanwhile' }
          : { kind: 'delivery', delivery: { card: { blocks: [] } }, version: 1 },
    })
    const fates = [
      { kind: 'unknown', why: 'The connection broke.' },
      { kind: 'failed', why: 'gone: it is not there.' },
      { kind: 'sent', post: 'p' },
      { kind: 'later', wait: 30_000, why: 'Too many.' },
    ] as const
    chat.endsWith(() => fates[chat.posts.length - 1] ?? { kind: 'sent', post: 'p' })
    await queue(db, ...[1, 2, 3, 4, 5].map((due) => message(c1, due)))
    await worker.deliver()
    expect(await reasons(1_000)).toEqual([
      { id: 1, state: 'unknown', why: 'The connection broke.' },
      { id: 2, state: 'failed', why: 'gone: it is not there.' },
      { id: 5, state: 'queued', why: 'it will be tried again at 1970-01-01T00:00:31Z: Too many.' },
      { id: 4, state: 'obsolete', why: 'answered meanwhile' },
    ])
    expect(formatReport(reportOn(await unsentMessages(db), { now: 1_000 }))).toMatch(
      /\n1 unknown, 1 failed, 0 sending, 1 queued, 1 obsolete\.$/,
    )
  })

  test('names the notice, the subject, the correlation, and the place by a hash', async () => {
    const payload = { about: { kind: 'meeting' }, correlation: 'abcdef012345' }
    await queue(db, message(c1, 10, { about: JSON.stringify(payload), subject: 'meeting:m1' }))
    const [line] = reportOn(await unsentMessages(db), { now: 1_000 })
    expect(line).toMatchObject({ notice: 'meeting', subject: 'meeting:m1', correlation: 'abcdef012345' })
    expect(line?.destination).toMatch(/^[0-9a-f]{12}$/)
    expect(JSON.stringify(line)).not.toContain('c1')
  })
})

test('says so when there is nothing to list', () => {
  expect(formatReport([])).toBe('Nothing is waiting, has failed or is unknown.')
})

describe('npm run manage -- outbox', () => {
  async function manageIn(folder: string, ...args: string[]) {
    const options = { cwd: folder, env: { PATH: process.env.PATH } }
    return promisify(execFile)(process.execPath, [resolve('src/cli.ts'), ...args], options).catch(
      (failed: { code: number; stdout: string; stderr: string }) => failed,
    )
  }

  async function newFolder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'on-the-table-outbox-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    return folder
  }

  test('lists what an earlier version has left, without a word or a name, and changes nothing', async () => {
    const folder = await newFolder()
    const file = join(folder, 'data', 'on-the-table.db')
    await mkdir(join(folder, 'data'))
    await writeFile(file, recordedBytes())
    const hashOfFile = async () =>
      createHash('sha256')
        .update(await readFile(file))
        .digest('hex')
    const hash = await hashOfFile()
    const { stdout } = await manageIn(folder, 'outbox')
    const { waiting, networks } = recordedDatabase()
    expect(stdout).toMatch(/^id +state +due +network +notice +destination +subject +correlation +why\n/)
    for (const { id } of waiting) expect(stdout).toMatch(new RegExp(`^${id} `, 'm'))
    for (const name of [...Object.keys(networks), 'Aroha', 'Tom', 'Margaret'])
      expect(stdout).not.toContain(name)
    const [{ id: network } = { id: '' }] = Object.values(networks)
    const ofOne = (await manageIn(folder, 'outbox', '--network', network)).stdout.split('\n')
    expect(ofOne.length).toBeLessThan(stdout.split('\n').length)
    for (const line of ofOne.slice(1, -3)) expect(line).toContain(network)
    expect(await manageIn(folder, 'outbox', '--network', 'nope')).toMatchObject({
      code: 1,
      stderr: 'There is no network nope here.\n',
    })
    expect(await hashOfFile()).toBe(hash)
  })

  test('makes no database where there is none', async () => {
    const folder = await newFolder()
    expect(await manageIn(folder, 'outbox')).toMatchObject({
      code: 1,
      stderr: `There is no database at ${join('data', 'on-the-table.db')}.\n`,
    })
    await expect(readFile(join(folder, 'data', 'on-the-table.db'))).rejects.toThrow()
  })

  test('without a command the commands are listed; one that is not understood fails with the same list', async () => {
    const folder = await newFolder()
    const { stdout } = await manageIn(folder)
    expect(stdout).toMatch(/^Usage: npm run manage -- COMMAND\n/)
    for (const command of ['import FILE', 'outbox [--network ID]']) expect(stdout).toContain(command)
    for (const args of [['fly'], ['outbox', '--all'], ['import']])
      expect(await manageIn(folder, ...args)).toMatchObject({ code: 1, stderr: stdout })
  })
})
