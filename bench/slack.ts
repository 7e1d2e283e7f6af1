// Signed commands over 32 connections to a process on one core: ours beside bare Bolt apps in the same run.
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { signingSecret, slackClient } from '../test/support/slack/client.ts'
import type { SlackStub, StubTeam } from '../test/support/slack/stub.ts'
import { memoryOf, pathOf, type Server, startArguments, startPinned } from './pinned-process.ts'
import { type Figure, percentile } from './report.ts'

const connections = 32
const people = Array.from({ length: connections }, (_, n) => ({
  id: `U${n}`,
  name: `Person ${n}`,
  tz: 'Pacific/Auckland',
}))
/** Channels of which each has a network: those that are read, and so many more that are written to. */
const channels = Array.from({ length: 320 + connections }, (_, n) => `C${n}`)
export const team: StubTeam = {
  id: 'T1',
  name: 'Health',
  token: 'xoxb-one',
  bot: 'UBOT1',
  users: people,
  channels,
}

const bareApp = (...args: readonly string[]) => startPinned([pathOf('slack-baseline.ts'), ...args])

/** The whole program as an operator starts it, beside so many networks of others. */
async function start(stub: SlackStub, folder: string, others: number): Promise<Server> {
  const server = await startPinned(startArguments(), {
    cwd: folder,
    env: {
      ...process.env,
      PORT: '0',
      LOG_LEVEL: 'silent',
      SLACK_API_URL: `${stub.url}`,
      SLACK_BOT_TOKEN: 'xoxb-one',
      SLACK_SIGNING_SECRET: signingSecret,
    },
  })
  fill(join(folder, 'data', 'on-the-table.db'), others)
  return server
}

/** Networks that no command is about. */
function fill(file: string, count: number): void {
  const db = new Database(file)
  const network = db.prepare('insert into networks (id, version, next_wake) values (?, 1, ?)')
  const home = db.prepare("insert into homes (network, place_key, platform) values (?, ?, 'slack')")
  const member = db.prepare(
    "insert into participants (network, person, agency, at) values (?, ?, 'Health', 1)",
  )
  db.transaction(() => {
    for (let n = 0; n < count; n += 1) {
      network.run(`other${n}`, Date.now() + 1e9 + n)
      home.run(`other${n}`, JSON.stringify(['slack', 'T9', 'channel', `C${n}`]))
      member.run(`other${n}`, `person${n % 5_000}`)
    }
  })()
  db.close()
}

const agent = new Agent({ keepAlive: true, maxSockets: connections })

function send(port: number, body: string): Promise<number> {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`
  const begun = performance.now()
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        port,
        host: '127.0.0.1',
        path: '/slack/events',
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
          'x-slack-request-timestamp': timestamp,
          'x-slack-signature': signature,
        },
      },
      (response) => {
        response.resume()
        response.once('end', () =>
          response.statusCode === 200
            ? resolve(performance.now() - begun)
            : reject(new Error(`${response.statusCode}`)),
        )
      },
    )
    sent.once('error', reject)
    sent.end(body)
  })
}

let triggers = 0
const command = (channel: number, text: string) =>
  String(
    new URLSearchParams({
      command: '/network',
      text,
      team_id: 'T1',
      channel_id: `C${channel}`,
      user_id: `U${channel % connections}`,
      trigger_id: `${++triggers}.bench`,
      response_url: 'https://hooks.slack.com/commands/none',
      is_enterprise_install: 'false',
    }),
  )

/** Commands per second, and how long each took, over all connections at once; `channelOf` says where each is typed. */
async function load(port: number, text: string, count: number, channelOf: (k: number) => number) {
  const times: number[] = []
  const begun = performance.now()
  await Promise.all(
    people.map(async (_, n) => {
      for (let k = n; k < count; k += connections) times.push(await send(port, command(channelOf(k), text)))
    }),
  )
  return { rate: (1_000 * count) / (performance.now() - begun), times }
}

const reading = (port: number) => load(port, '', 1_600, (k) => k % connections)
const putting = (port: number) => load(port, 'put 0.5 FTE analyst', 960, (k) => connections + (k % 320))

/** A network in each channel. */
async function startNetworks(stub: SlackStub, port: number): Promise<void> {
  const client = slackClient(`http://127.0.0.1:${port}`, stub, Date.now)
  for (const [n, channel] of channels.entries()) {
    const user = people[n % connections] as (typeof people)[number]
    const seat = { team, user, channel }
    await client.command(seat, 'start')
    while (!stub.modals.has(user.id)) await new Promise((resolve) => setImmediate(resolve))
    const input = (value: string) => ({ type: 'plain_text_input', value })
    await client.submit(seat, {
      name: { name: input(`N${n}`) },
      moment: { moment: input('m') },
      outcome: { outcome: input('o') },
      agency: { agency: input('Health') },
    })
    stub.modals.clear()
  }
}

const median = (values: readonly number[]) => percentile(values, 0.5)

/** From its end on what is compiled is kept, as on any machine where it ran before: the first run ever takes 20 MB more. */
async function runOnce(stub: SlackStub, folder: string): Promise<void> {
  const { child, port } = await start(stub, folder, 0)
  await startNetworks(stub, port)
  await reading(port)
  await putting(port)
  child.kill('SIGTERM')
  await once(child, 'exit')
}

export async function slackFigures(stub: SlackStub): Promise<Figure[]> {
  const folders = [0, 1, 2].map(() => mkdtempSync(join(tmpdir(), 'on-the-table-bench-slack-')))
  const [few100 = '', many100000 = '', before = ''] = folders
  await runOnce(stub, before)
  const ours = await start(stub, few100, 100)
  const many = await start(stub, many100000, 100_000)
  const bare = await bareApp()
  const committing = await bareApp('commits')
  const servers = [ours, many, bare, committing]
  for (const { port } of [ours, many]) {
    await startNetworks(stub, port)
  }
  // What the machine compiles by and by is compiled before anything is measured.
  for (let round = 0; round < 24; round += 1) for (const { port } of servers) await reading(port)
  const reads: number[] = []
  const puts: number[] = []
  const few: number[] = []
  const growths: number[] = []
  for (let round = 0; round < 21; round += 1) {
    const base = await reading(bare.port)
    const read = await reading(ours.port)
    const among = await reading(many.port)
    reads.push(read.rate / base.rate)
    few.push(...read.times)
    growths.push(percentile(among.times, 0.99) / percentile(read.times, 0.99))
  }
  for (let round = 0; round < 7; round += 1) {
    const saved = await putting(committing.port)
    const put = await putting(ours.port)
    puts.push(put.rate / saved.rate)
  }
  const mebibytes = memoryOf(ours)
  for (const { child } of servers) child.kill('SIGKILL')
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  agent.destroy()
  const atLeast = { unit: '× bare', good: 'at least' as const }
  return [
    { what: 'Slack: reading the network, 32 connections', measured: median(reads), limit: 0.7, ...atLeast },
    { what: 'Slack: put, 32 connections', measured: median(puts), limit: 0.9, ...atLeast },
    {
      what: 'Slack: p99 of reading among 100,000 networks against 100',
      measured: median(growths),
      limit: 1.2,
      unit: '×',
      good: 'at most',
    },
    {
      what: 'Slack: acknowledged, p99',
      measured: percentile(few, 0.99),
      limit: 500,
      unit: 'ms',
      good: 'at most',
    },
    {
      what: 'Slack: resident memory after the load',
      measured: mebibytes,
      limit: 180,
      unit: 'MB',
      good: 'at most',
    },
  ]
}
