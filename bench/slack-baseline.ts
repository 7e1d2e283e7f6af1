// A bare Bolt app that Slack's commands are sent to; with the argument `commits` one that also commits durably.
import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App, HTTPReceiver } from '@slack/bolt'
import Database from 'better-sqlite3'
import { signingSecret } from '../test/support/slack/client.ts'

const folder = mkdtempSync(join(tmpdir(), 'on-the-table-bench-slack-'))
const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => 'error',
  setName() {},
}

/** As Bolt's own guide begins, and with the rows of one put where it commits. */
async function bare(commits: boolean): Promise<void> {
  const receiver = new HTTPReceiver({ signingSecret, logger: silent as never })
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: 'xoxb-one', botUserId: 'UBOT1' }),
    logger: silent as never,
  })
  const save = commits ? committer() : () => {}
  app.command('/network', async ({ ack }) => {
    save()
    await ack()
  })
  const server = await app.start(0)
  console.log((server as { address(): AddressInfo }).address().port)
}

function committer(): () => void {
  const db = new Database(join(folder, 'bare.db'))
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec(`create table processed (id text primary key, at integer);
    create table networks (id text primary key, version integer, next_wake integer);
    create table entries (network text, version integer, at integer, payload text, primary key (network, version))`)
  const processed = db.prepare('insert into processed values (?, ?)')
  const network = db.prepare(
    'insert into networks values (?, ?, null) on conflict (id) do update set version = excluded.version',
  )
  const entry = db.prepare('insert into entries values (?, ?, ?, ?)')
  const payload = 'x'.repeat(250)
  let rows = 0
  return db.transaction(() => {
    rows += 1
    processed.run(randomUUID(), rows)
    network.run(`n${rows % 32}`, rows)
    entry.run(`n${rows % 32}`, rows, rows, payload)
  })
}

await bare(process.argv[2] === 'commits')
