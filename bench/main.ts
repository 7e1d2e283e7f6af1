// npm run bench: the figures that matter, as ratios within one run where the machine would spoil them.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turnEnds } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { createScheduler } from '../src/scheduler/scheduler.ts'
import { dueNetworks } from '../src/store/projections.ts'
import { openSlackStub } from '../test/support/slack/stub.ts'
import { digestFigures } from './digests.ts'
import { clock, type Fixture, networkId, openFixture } from './fixture.ts'
import { pictureFigures } from './pictures.ts'
import { type Figure, isGood, percentile, tableOf } from './report.ts'
import { slackFigures, team } from './slack.ts'
import { teamsFigures } from './teams.ts'

const figures: Figure[] = []

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

/** Reading a network's card with 500 entries, with the folded network kept and without. */
async function reading(world: Fixture): Promise<void> {
  await world.start(0)
  for (let entry = 1; entry < 500; entry += 1) await world.say(0, `put hall number ${entry}`)
  for (const kept of [true, false]) {
    const times: number[] = []
    for (let n = 0; n < 600; n += 1) {
      if (!kept) world.bot.clearCache()
      // Each in a turn of the event loop of its own, as they come from any chat.
      await turnEnds()
      times.push(await timed(() => world.say(0, '')))
    }
    figures.push({
      what: `reading a card of 500 entries, p99, ${kept ? 'network kept' : 'folded anew'}`,
      measured: percentile(times.slice(100), 0.99),
      limit: 5,
      unit: 'ms',
      good: 'at most',
    })
  }
}

/** So many that none has more on its table than the largest of real ones. */
const writtenTo = 320

/** Writes per second against bare better-sqlite3 that commits the same rows one by one, round about. */
async function writing(world: Fixture): Promise<void> {
  // What is compiled by the machine's own pace is compiled, in networks of others, before anything is measured.
  for (let n = 0; n < writtenTo; n += 1) await world.start(1_000 + n)
  for (let n = 0; n < 16_000; n += 1) await world.say(1_000 + (n % writtenTo), 'put 0.5 FTE analyst')
  for (let n = 0; n < writtenTo; n += 1) await world.start(100 + n)
  const bare = bareWriter(world)
  bare.write(2_000)
  const ratios = { one: [] as number[], many: [] as number[] }
  const count = writtenTo
  for (let round = 0; round < 9; round += 1) {
    const base = count / (await timed(async () => bare.write(count)))
    const one =
      count /
      (await timed(async () => {
        for (let n = 0; n < count; n += 1) await world.say(100 + n, 'put 0.5 FTE analyst')
      }))
    const many =
      count /
      (await timed(() =>
        Promise.all(
          Array.from({ length: 32 }, async (_, writer) => {
            for (let n = writer; n < count; n += 32) await world.say(100 + n, 'put 0.5 FTE analyst')
          }),
        ),
      ))
    ratios.one.push(one / base)
    ratios.many.push(many / base)
  }
  bare.close()
  const common = { unit: '× bare', good: 'at least' as const }
  figures.push({
    what: 'put through the bot, one writer',
    measured: percentile(ratios.one, 0.5),
    limit: 0.6,
    ...common,
  })
  figures.push({
    what: 'put through the bot, 32 writers',
    measured: percentile(ratios.many, 0.5),
    limit: 1.5,
    ...common,
  })
}

/** What one put writes: the id that came in, the network's version, the entry. */
function bareWriter(world: Fixture) {
  const db = new Database(join(world.folder, 'bare.db'))
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
  let rows = 0
  const ours = new Database(join(world.folder, 'bench.db'), { readonly: true })
  const payload = ours.prepare('select payload from entries order by rowid desc').pluck().get()
  ours.close()
  const one = db.transaction(() => {
    rows += 1
    processed.run(`i${rows}`, rows)
    network.run(`n${rows % 32}`, rows)
    entry.run(`n${rows % 32}`, rows, rows, payload)
  })
  return {
    write(count: number) {
      for (let n = 0; n < count; n += 1) one()
    },
    close: () => db.close(),
  }
}

/** One beat with 10 networks due, among so many that are not. */
async function beating(among: number): Promise<number> {
  const world = await openFixture()
  for (let n = 0; n < 10; n += 1) await world.start(n)
  const file = new Database(join(world.folder, 'bench.db'))
  const insert = file.prepare('insert into networks (id, version, next_wake) values (?, 1, ?)')
  file.transaction(() => {
    for (let n = 0; n < among; n += 1) insert.run(`other${n}`, Date.now() + 1e9 + n)
  })()
  const due = file.prepare(
    `update networks set next_wake = 1 where id in (${Array.from({ length: 10 }, (_, n) => `'${networkId(n)}'`)})`,
  )
  const silent = { debug() {}, info() {}, warn() {}, error() {} }
  const scheduler = createScheduler({
    sources: [
      {
        kind: 'network',
        due: (now, limit) => dueNetworks(world.db, now, limit),
        handle: world.bot.passTime,
      },
    ],
    clock,
    log: silent,
  })
  const times: number[] = []
  for (let round = 0; round < 200; round += 1) {
    due.run()
    times.push(await timed(scheduler.beat))
  }
  file.close()
  await world.db.close()
  rmSync(world.folder, { recursive: true, force: true })
  return percentile(times.slice(50), 0.5)
}

const start = fileURLToPath(new URL('../src/start.js', import.meta.url))

/** Start to ready, and the memory it holds then. */
async function starting(): Promise<{ milliseconds: number; mebibytes: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'on-the-table-bench-'))
  const begun = performance.now()
  const child = spawn(process.execPath, [start], {
    cwd: folder,
    env: { ...process.env, PORT: '0', LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(child.stdout, 'data')
  const milliseconds = performance.now() - begun
  await fetch(`${/http:\S+\d/.exec(String(line))?.[0]}/readyz`)
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  const mebibytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024
  child.kill('SIGTERM')
  await once(child, 'exit')
  rmSync(folder, { recursive: true, force: true })
  return { milliseconds, mebibytes }
}

const world = await openFixture()
await reading(world)
await writing(world)
await world.db.close()
rmSync(world.folder, { recursive: true, force: true })

const few = await beating(1_000)
const many = await beating(100_000)
figures.push({
  what: 'a beat, 10 due: among 100,000 against 1,000',
  measured: many / few,
  limit: 1.2,
  unit: '×',
  good: 'at most',
})

const starts = []
for (let n = 0; n < 7; n += 1) starts.push(await starting())
figures.push({
  what: 'start to ready, median of 7',
  measured:
    percentile(
      starts.map(({ milliseconds }) => milliseconds),
      0.5,
    ) / 1000,
  limit: 0.7,
  unit: 's',
  good: 'at most',
})
figures.push({
  what: 'resident memory at rest',
  measured: Math.max(...starts.map(({ mebibytes }) => mebibytes)),
  limit: 150,
  unit: 'MB',
  good: 'at most',
})

figures.push(...(await digestFigures()))
figures.push(...(await pictureFigures()))

const slack = await openSlackStub([team])
figures.push(...(await slackFigures(slack)))
figures.push(...(await teamsFigures(slack)))
await slack.close()
console.log(tableOf(figures))
process.exitCode = figures.every(isGood) ? 0 : 1
