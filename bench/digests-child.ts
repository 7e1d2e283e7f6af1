// All digests of a Monday in a process of its own: prints how long they took, one alone, and the memory they held.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { createBot } from '../src/app/bot.ts'
import type { Address, Profile } from '../src/chat/address.ts'
import { createOutboxWorker } from '../src/outbox/outbox-worker.ts'
import { createScheduler } from '../src/scheduler/scheduler.ts'
import { migrate } from '../src/store/connection/migrate.ts'
import { openStore } from '../src/store/connection/open.ts'
import { dueDigests } from '../src/store/digests.ts'
import type { Message } from '../src/store/outbox.ts'
import { networkId } from './fixture.ts'
import { percentile } from './report.ts'

const angels = 10_000
const each = 5

const folder = mkdtempSync(join(tmpdir(), 'on-the-table-bench-'))
const file = join(folder, 'digests.db')
const db = await openStore({ file })
await migrate(db)
let now = Date.parse('2026-11-24T00:00:00Z')
const clock = { now: () => now }
const log = {
  info() {},
  debug() {},
  warn() {},
  error(about: object) {
    throw new Error(JSON.stringify(about))
  },
}
const bot = createBot({ db, clock, wakeOutboxWorker() {}, log })

const person = (user: string): Profile => ({
  platform: 'bench',
  workspace: 'w',
  user,
  name: user,
  zone: 'Pacific/Auckland',
  organisation: `Agency of ${user}`,
})
let ids = 0

async function say(user: string, place: Address, text: string): Promise<void> {
  const reply = await bot.receive({
    kind: 'message',
    id: `i${++ids}`,
    from: person(user),
    place,
    text,
    mentions: [],
  })
  if (reply.kind !== 'card') throw new Error(`${text}: ${JSON.stringify(reply)}`)
}

async function submit(
  user: string,
  place: Address,
  form: string,
  values: object,
  fields: object,
  people = {},
) {
  const from = person(user)
  const inbound = {
    kind: 'form-submission',
    id: `i${++ids}`,
    from,
    place,
    form,
    values,
    fields,
    people,
  } as const
  const reply = await bot.receive(inbound as Parameters<typeof bot.receive>[0])
  if (reply.kind !== 'card') throw new Error(`${form}: ${JSON.stringify(reply)}`)
}

const templateIds = Array.from({ length: each }, (_, n) => networkId(n))

/** A network with a little of everything, watched by the angel, before the Monday. */
async function template(n: number): Promise<void> {
  const place: Address = { kind: 'channel', platform: 'bench', workspace: 'w', channel: `c${n}` }
  const network = templateIds[n] ?? ''
  const fields = { name: `Network ${n}`, moment: 'm', outcome: 'o', agency: 'Health' }
  await submit('aroha', place, 'start', { network }, fields)
  const nominated = { network, nomination: networkId(each + n) }
  await submit('aroha', place, 'role', nominated, { role: 'guardian-angel' }, { person: person('angel') })
  const direct: Address = { kind: 'direct', platform: 'bench', workspace: 'w', user: 'angel' }
  await submit('angel', direct, 'accept', nominated, { agency: 'Oversight' })
  for (let held = 0; held < 3; held += 1) {
    now += 3 * 3_600_000
    await say('aroha', place, 'met 1 hour ago')
  }
  await say('aroha', place, 'put 0.5 FTE analyst')
  await say('aroha', place, 'put $20,000 flexible')
}

/** The same networks again for one angel after the other. */
function copyForAll(): void {
  const handle = new Database(file)
  const angel = handle.prepare("select person from identities where user = 'angel'").pluck().get()
  const templates = `(${templateIds.map((id) => `'${id}'`)})`
  const copy = (sql: string) => handle.prepare(sql)
  const steps = [
    copy("insert into people (id, name, zone) values (:new, 'Angel', 'Pacific/Auckland')"),
    copy("insert into identities (platform, workspace, user, person) values ('bench', 'w', :new, :new)"),
    copy(
      `insert into networks (id, version) select :new || id, version from networks where id in ${templates}`,
    ),
    copy(
      `insert into entries (network, version, at, payload) select :new || network, version, at, replace(payload, :angel, :new) from entries where network in ${templates}`,
    ),
    copy(
      `insert into participants (network, person, agency, at) select :new || network, replace(person, :angel, :new), agency, at from participants where network in ${templates}`,
    ),
    copy('insert into digests (person, last, due) select :new, last, due from digests where person = :angel'),
  ]
  handle.transaction(() => {
    for (let n = 1; n < angels; n += 1)
      for (const step of steps) {
        const all = { new: `angel${n}-`, angel }
        step.run(step.source.includes(':angel') ? all : { new: all.new })
      }
  })()
  handle.close()
}

for (let n = 0; n < each; n += 1) await template(n)
await bot.sendDigest(String((await dueDigests(db, now, 1))[0]))
for (const id of templateIds) await bot.passTime(id)
copyForAll()

let sent = 0
const outboxWorker = createOutboxWorker({
  db,
  adapters: new Map([
    [
      'bench',
      {
        platform: 'bench',
        async start() {},
        async stop() {},
        async send() {
          sent += 1
          return { kind: 'sent', post: `p${sent}` } as const
        },
      },
    ],
  ]),
  renderMessage: bot.renderMessage,
  clock,
  holder: 'bench',
  log,
  onUnknown: bot.notifyUnknownDelivery,
  onFailed: bot.notifyUndeliverable,
})
const scheduler = createScheduler({
  sources: [{ kind: 'person', due: (at, limit) => dueDigests(db, at, limit), handle: bot.sendDigest }],
  clock,
  log,
})

await outboxWorker.deliver()
sent = 0
const atRest = process.memoryUsage.rss()
let most = atRest
const watching = setInterval(() => {
  most = Math.max(most, process.memoryUsage.rss())
}, 20)
now = Date.parse('2026-11-29T20:00:01Z')
const begun = performance.now()
await scheduler.beat()
await outboxWorker.deliver()
const seconds = (performance.now() - begun) / 1000
clearInterval(watching)

const times: number[] = []
for (let n = 1; n <= 600; n += 1) {
  const to: Address = { kind: 'direct', platform: 'bench', workspace: 'w', user: `angel${n}-` }
  const message = { id: n, network: '', to, about: '{"since":0}', due: now, state: 'sending' } as Message
  const from = performance.now()
  const { kind } = await bot.renderMessage(message)
  if (kind !== 'delivery') throw new Error(kind)
  times.push(performance.now() - from)
}
await db.close()
rmSync(folder, { recursive: true, force: true })
const mebibytes = (most - atRest) / 2 ** 20
process.stdout.write(
  `${JSON.stringify({ sent, seconds, one: percentile(times.slice(100), 0.99), mebibytes })}\n`,
)
