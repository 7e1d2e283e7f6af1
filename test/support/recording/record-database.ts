// Records what this version stores and leaves in chats, for the tests of later versions:
// `node test/support/recording/record-database.ts` writes `test/fixtures/recorded/` anew in about a minute, and `npm run fix`
// formats it. That replaces what an older version has recorded, so it must not be done while such databases are in use.
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import Sqlite from 'better-sqlite3'
import type { Address } from '../../../src/chat/address.ts'
import type { Card } from '../../../src/chat/card.ts'
import { fold } from '../../../src/domain/network.ts'
import { loadEntries } from '../../../src/store/journal.ts'
import { openTestBot, type TestBot } from '../bot-harness.ts'
import { aroha, directOf, margaret, olive, ruth, tom } from '../fixtures.ts'
import { rangi, wiremu } from './deeds.ts'
import { playScenes, type RecordedNetworks } from './live.ts'
import { namesIn } from './names.ts'
import { type RecordedDatabase, recordedFolder } from './recorded.ts'
import { type Facts, factsOf } from './recorded-facts.ts'
import type { Scene } from './scene.ts'
import { type Seat, Shown } from './shown.ts'
import { slackInteractions } from './slack-payloads.ts'
import { teamsInteractions } from './teams-payloads.ts'

/** A queued message, and the card as which it would be sent now, unless it is obsolete. */
interface Waiting {
  readonly id: number
  readonly about: string
  readonly to: Address
  readonly card: Card | undefined
}

const closers: (() => Promise<void>)[] = []
const folder = mkdtempSync(join(tmpdir(), 'on-the-table-recording-'))

try {
  await record()
} finally {
  for (const closing of closers) await closing()
  rmSync(folder, { recursive: true, force: true })
}

async function record(): Promise<void> {
  mkdirSync(recordedFolder, { recursive: true })
  const bot = await openTestBot({
    now: Date.parse('2024-11-24T21:00:00Z'),
    onFinished: (closing) => void closers.push(closing),
  })
  const shown = new Shown()
  const recordedNetworks = await playScenes(bot, (reply, who, place) => shown.look(reply, who, place))
  const file = openCopy(bot)
  addOldAnswer(file, recordedNetworks.scenes['North Shore'].network)
  const waiting = await waitingIn(bot, file)
  const names = await namesIn(file)
  file.exec('vacuum')
  file.close()
  const bytes = gzipSync(readFileSync(join(folder, 'recorded.db')), { level: 9 })
  writeFileSync(new URL('on-the-table.db.gz', recordedFolder), bytes)
  write('names.json', names)
  await writeDatabase(bot, recordedNetworks.code, waiting)
  // This is longer than the value of a button in Slack may be.
  await shown.say(bot, [aroha, directOf(aroha)], `put ${'"'.repeat(990)}`)
  for (const { to, card } of [...waiting, ...bot.sent])
    for (const who of readersAt(to)) if (card) shown.look({ kind: 'card', card }, who, to)
  await lookAround(shown, bot, recordedNetworks)
  shown.complete(names.actionIds, names.formIds, aroha, {
    network: recordedNetworks.scenes['East Bay'].network,
  })
  write('slack-interactions.json', slackInteractions(shown))
  write('teams-interactions.json', teamsInteractions(shown))
}

function openCopy(bot: TestBot): Sqlite.Database {
  const original = new Sqlite(bot.file)
  original.pragma('wal_checkpoint(TRUNCATE)')
  original.close()
  copyFileSync(bot.file, join(folder, 'recorded.db'))
  return new Sqlite(join(folder, 'recorded.db'))
}

/** Adds an entry that only earlier versions wrote. */
function addOldAnswer(file: Sqlite.Database, network: string): void {
  const { payload } = file
    .prepare("select payload from entries where network = ? and payload ->> '$.kind' = 'attendance-answered'")
    .get(network) as { payload: string }
  const { version, at } = file
    .prepare('select max(version) + 1 as version, max(at) as at from entries where network = ?')
    .get(network) as { version: number; at: number }
  const { meeting, by } = JSON.parse(payload) as { meeting: string; by: string }
  const entry = { version, at, by, kind: 'pulse-answered', meeting, pulse: 'yes' }
  file
    .prepare('insert into entries (network, version, at, payload) values (?, ?, ?, ?)')
    .run(network, version, at, JSON.stringify(entry))
  file.prepare('update networks set version = ? where id = ?').run(version, network)
}

async function waitingIn(bot: TestBot, file: Sqlite.Database): Promise<readonly Waiting[]> {
  const rows = file.prepare("select * from outbox where state = 'queued' order by id").all() as {
    readonly id: number
    readonly network: string
    readonly place: string
    readonly about: string
    readonly due: number
  }[]
  const waiting: Waiting[] = []
  for (const { place, ...row } of rows) {
    const to = JSON.parse(place) as Address
    const { about } = JSON.parse(row.about) as { about?: { kind: string } }
    const composed = await bot.bot.renderMessage({ ...row, to, state: 'queued' })
    const card = composed.kind === 'delivery' ? composed.delivery.card : undefined
    waiting.push({ id: row.id, about: about?.kind ?? 'digest', to, card })
  }
  return waiting
}

async function writeDatabase({ db, now }: TestBot, code: string, all: readonly Waiting[]): Promise<void> {
  const waiting = all.map(({ id, about, card }) => ({ id, about, isWanted: card !== undefined }))
  const networks: Record<string, { id: string; facts: Facts }> = {}
  for (const { id } of await db.kysely.selectFrom('networks').select('id').execute()) {
    const network = fold(id, await loadEntries(db, id))
    networks[network.name] = { id, facts: factsOf(network) }
  }
  write('on-the-table.json', { now: now(), networks, code, waiting } satisfies RecordedDatabase)
}

/** Shows people all that they can reach in each state of a network. */
async function lookAround(shown: Shown, bot: TestBot, { scenes }: RecordedNetworks): Promise<void> {
  for (const name of ['East Bay', 'South Creek', 'Old Mill'] as const)
    await shown.walk(bot, seatsIn(scenes[name]))
  // This network has no active client, so its crossing asks why.
  await shown.walk(bot, seatsIn(scenes['West Bank']).slice(0, 2))
  const seat: Seat = [aroha, scenes['East Bay'].placeOf(aroha)]
  for (const words of ['meet yesterday 10:00', 'met tomorrow 10:00']) await shown.say(bot, seat, words)
}

function readersAt(place: Address) {
  if (place.kind === 'channel') return [aroha]
  return [aroha, tom, ruth, olive, margaret, rangi, wiremu].filter(({ user }) => user === place.user)
}

function seatsIn(scene: Scene): readonly Seat[] {
  const seats = [aroha, tom, ruth, olive, margaret].map((who): Seat => [who, scene.placeOf(who)])
  return [...seats, [margaret, directOf(margaret)]]
}

function write(name: string, what: object): void {
  const text = JSON.stringify(what, undefined, 2)
  writeFileSync(new URL(name, recordedFolder), `${text}\n`)
}
