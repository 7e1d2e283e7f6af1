// Mentions over 32 connections to a process on one core: ours beside a bare botbuilder bot in the same run.

import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encode, fieldId } from '../adapters/teams/render/action-ids.ts'
import { signingSecret } from '../test/support/slack/client.ts'
import type { SlackStub } from '../test/support/slack/stub.ts'
import { networkId } from './fixture.ts'
import { memoryOf, pathOf, type Server, startArguments, startPinned } from './pinned-process.ts'
import { type Figure, percentile } from './report.ts'

const connections = 32
/** Each a tenant with one person, so that no tenant asks for more than Teams lets us send to it. */
const tenants = 320
const agent = new Agent({ keepAlive: true, maxSockets: connections })

/** Microsoft's side, which takes whatever it is sent. */
async function connector() {
  let counter = 0
  const server = createServer((incoming, response) => {
    incoming.resume()
    incoming.once('end', () => {
      const isChat = incoming.url?.endsWith('/conversations')
      response.writeHead(201, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ id: isChat ? `a:${++counter}` : String(++counter) }))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/teams/` }
}

let ids = 0

function mention(serviceUrl: string, n: number, text: string): string {
  const bot = { id: '28:rehearsal', name: 'On the Table' }
  const called = '<at>On the Table</at>'
  return JSON.stringify({
    type: 'message',
    id: String(++ids),
    channelId: 'msteams',
    serviceUrl,
    from: { id: `29:${n}`, aadObjectId: `aad-${n}`, name: `Person ${n}` },
    recipient: bot,
    conversation: {
      conversationType: 'channel',
      isGroup: true,
      id: `19:c${n}@thread.tacv2;messageid=${ids}`,
    },
    channelData: { tenant: { id: `t${n}` }, team: { id: '19:team@thread.tacv2' } },
    localTimezone: 'Pacific/Auckland',
    text: `${called} ${text}`,
    entities: [{ type: 'mention', text: called, mentioned: bot }],
  })
}

function send(port: number, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const sent = request(
      { port, host: '127.0.0.1', path: '/teams/messages', method: 'POST', agent, headers },
      (response) => {
        response.resume()
        response.once('end', () =>
          response.statusCode === 200 ? resolve() : reject(new Error(`${response.statusCode}`)),
        )
      },
    )
    sent.once('error', reject)
    sent.end(body)
  })
}

/** A network in each channel. */
async function start(port: number, serviceUrl: string): Promise<void> {
  const fields = ['name', 'moment', 'outcome', 'agency'].map((name) => ({
    kind: 'text' as const,
    name,
    label: name,
    lines: 'one' as const,
    most: 60,
  }))
  for (let n = 0; n < tenants; n += 1) {
    const form = { id: 'start', title: 'Start', submit: 'Start', values: { network: networkId(n) }, fields }
    const typed = Object.fromEntries(fields.map(({ name }) => [fieldId(name), `Some ${name}`]))
    const data = { ...encode({ kind: 'submit', form }), ...typed }
    const invoke = { type: 'invoke', name: 'adaptiveCard/action', value: { action: { data } } }
    await send(port, JSON.stringify({ ...JSON.parse(mention(serviceUrl, n, '')), ...invoke }))
  }
}

async function rateOf({ port }: Server, serviceUrl: string): Promise<number> {
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: connections }, async (_, n) => {
      for (let k = n; k < tenants; k += connections) await send(port, mention(serviceUrl, k, ''))
    }),
  )
  return (1_000 * tenants) / (performance.now() - begun)
}

export async function teamsFigures(slack: SlackStub): Promise<Figure[]> {
  const { server, url } = await connector()
  const folder = mkdtempSync(join(tmpdir(), 'on-the-table-bench-teams-'))
  // Slack is on too, so that the memory is that of both.
  const ours = await startPinned(startArguments(), {
    cwd: folder,
    env: {
      ...process.env,
      PORT: '0',
      LOG_LEVEL: 'silent',
      TEAMS_REHEARSAL: '1',
      SLACK_API_URL: slack.url,
      SLACK_BOT_TOKEN: 'xoxb-one',
      SLACK_SIGNING_SECRET: signingSecret,
    },
  })
  const bare = await startPinned([pathOf('teams-baseline.ts')])
  await start(ours.port, url)
  const ratios: number[] = []
  for (const each of [bare, ours]) await rateOf(each, url)
  for (let round = 0; round < 5; round += 1) {
    const base = await rateOf(bare, url)
    ratios.push((await rateOf(ours, url)) / base)
  }
  const memory = memoryOf(ours)
  for (const { child } of [ours, bare]) child.kill('SIGKILL')
  server.close()
  server.closeAllConnections()
  agent.destroy()
  rmSync(folder, { recursive: true, force: true })
  return [
    {
      what: 'Teams: a mention read and answered, 32 connections',
      measured: percentile(ratios, 0.5),
      limit: 0.8,
      unit: '× bare',
      good: 'at least',
    },
    {
      what: 'Teams: resident memory with both platforms, after the load',
      measured: memory,
      limit: 220,
      unit: 'MB',
      good: 'at most',
    },
  ]
}
