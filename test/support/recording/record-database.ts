// Records what this version stores and leaves in chats, for the tests of later versions:
// `node test/support/recording/record-database.ts` writes `test/fixtures/recorded/` anew, in about a minute; `npm run fix` then
// formats it. What an older version has recorded is lost by that: it is to be kept while such databases are about.
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
import { type Lived, live } from './live.ts'
import { namesIn } from './names.ts'
import { type RecordedDatabase, recordedFolder } from './recorded.ts'
import { type Facts, factsOf } from './recorded-facts.ts'
import type { Scene } from './scene.ts'
import { type Seat, Shown } from './shown.ts'
import { slackInteractions } from './slack-payloads.ts'
import { teamsInteractions } from './teams-payloads.ts'

/** A message that waits, and the card that it would be now; none where nobody needs it any more. */
interface Waiting {
  readonly id: number
  readonly about: string
  readonly to: Address
  readonly card: Card | undefined
}

const closings: (() => Promise<void>)[] = []
const folder = mkdtempSync(join(tmpdir(), 'on-the-table-recording-'))

try {
  await record()
} finally {
  for (const closing of closings) await closing()
  rmSync(folder, { recursive: true, force: true })
}

async function record(): Promise<void> {
  mkdirSync(recordedFolder, { recursive: true })
  const bot = await openTestBot({
    now: Date.parse('2024-11-24T21:00:00Z'),
    onFinished: (closing) => void closings.push(closing),
  })
  const shown = new Shown()
  const lived = await live(bot, (reply, who, place) => shown.look(reply, who, place))
  const file = openCopy(bot)
  addOldAnswer(file, lived.scenes['North Shore'].network)
  const waiting = await waitingIn(bot, file)
  const names = await namesIn(file)
  file.exec('vacuum')
  file.close()
  const bytes = gzipSync(readFileSync(join(folder, 'room.db')), { level: 9 })
  writeFileSync(new URL('on-the-table.db.gz', recordedFolder), bytes)
  write('names.json', names)
  await writeDatabase(bot, lived.code, waiting)
  // More than the value of a button of Slack takes as it is.
  await shown.say(bot, [aroha, directOf(aroha)], `put ${'"'.repeat(990)}`)
  for (const { to, card } of [...waiting, ...bot.sent])
    for (const who of readersAt(to)) if (card) shown.look({ kind: 'card', card }, who, to)
  await look(shown, bot, lived)
  shown.complete(names.actionIds, names.formIds, aroha, { network: lived.scenes['East Bay'].network })
  write('slack-interactions.json', slackInteractions(shown))
  write('teams-interactions.json', teamsInteractions(shown))
}

function openCopy(bot: TestBot): Sqlite.Database {
  const original = new Sqlite(bot.file)
  original.pragma('wal_checkpoint(TRUNCATE)')
  original.close()
  copyFileSync(bot.file, join(folder, 'room.db'))
  return new Sqlite(join(folder, 'room.db'))
}

/** Journals of earlier versions have such entries; nothing writes them any more. */
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

/** What people see who look around in each state of a network. */
async function look(shown: Shown, bot: TestBot, { scenes }: Lived): Promise<void> {
  for (const name of ['East Bay', 'South Creek', 'Old Mill'] as const)
    await shown.walk(bot, seatsIn(scenes[name]))
  // Nobody there is an active client, which a crossing asks about.
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
