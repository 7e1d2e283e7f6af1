// The adapter against an independent stand-in of Slack: installed by OAuth in full, then messages, pictures and views.
import { createEmulator, type Emulator } from 'emulate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopes } from '../../../adapters/slack/scopes.ts'
import { plainRun } from '../../../src/chat/card.ts'
import { everyBlock, everyForm } from '../../contract/sample-cards.ts'
import type { Json } from '../../support/slack/stub.ts'
import { channelOf, directOf, memorySecrets, openSlack, type SlackHarness } from './harness.ts'

const client = { id: '12345.67890', secret: 'example_client_secret' }
const signing = '8f742231b10e8888abcd99yyyzzz85a5'

let emulator: Emulator
let harness: SlackHarness
let team = ''
let user = ''
let channel = ''

async function ask(method: string, body: Readonly<Record<string, string>> = {}): Promise<Json> {
  const answer = await fetch(`${emulator.url}/api/${method}`, {
    method: 'POST',
    headers: { authorization: 'Bearer inspector', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(body),
  })
  return (await answer.json()) as Json
}

beforeAll(async () => {
  emulator = await createEmulator({
    service: 'slack',
    port: 0,
    seed: {
      // For this test alone: the app itself may not read what is in a channel.
      tokens: { inspector: { login: 'admin', scopes: ['channels:read', 'channels:history'] } },
      slack: {
        strict_scopes: true,
        signing_secret: signing,
        team: { name: 'Te Whare Hauora', domain: 'te-whare-hauora' },
        users: [{ name: 'aroha', real_name: 'Aroha Ngata', email: 'aroha@example.org' }],
        channels: [{ name: 'south-side-youth', topic: 'Young people' }],
        oauth_apps: [
          {
            client_id: client.id,
            client_secret: client.secret,
            app_id: 'A000000001',
            name: 'On the Table',
            redirect_uris: ['http://127.0.0.1/slack/oauth_redirect'],
            scopes: [...scopes],
          },
        ],
      },
    },
  })
  const secrets = memorySecrets()
  harness = await openSlack({
    secrets,
    settings: { apiUrl: `${emulator.url}/api/`, installed: { kind: 'many', client } },
  })
  const begun = await fetch(`${harness.url}/slack/install`, { redirect: 'manual' })
  const to = begun.headers.get('location') ?? ''
  expect(to).toContain(`${emulator.url}/oauth/v2/authorize`)
  const page = await (await fetch(to)).text()
  user = /Aroha Ngata/.test(page)
    ? (/name="user_id" value="(U[A-Z0-9]+)"[\s\S]*?Aroha/.exec(page.slice(page.lastIndexOf('<form')))?.[1] ??
      '')
    : ''
  // Slack knows where the app is; its stand-in is told.
  const fields = [...page.slice(page.lastIndexOf('<form')).matchAll(/name="(\w+)" value="([^"]*)"/g)]
  const chosen = Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value]))
  const agreed = await fetch(`${emulator.url}/oauth/v2/authorize/callback`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...chosen, redirect_uri: 'http://127.0.0.1/slack/oauth_redirect' }),
  })
  const back = new URL(agreed.headers.get('location') ?? '')
  const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? ''
  const done = await fetch(`${harness.url}${back.pathname}${back.search}`, { headers: { cookie } })
  expect(await done.text()).toContain('On the Table is installed')
  team = /slack installation (T[A-Z0-9]+)/.exec(secrets.names().join())?.[1] ?? ''
  const { channels } = await ask('conversations.list')
  channel = String((channels as Json[]).find(({ name }) => name === 'south-side-youth')?.id)
})
afterAll(async () => {
  await harness?.close()
  await emulator?.close()
})

/** The stand-in's own page of the views that it shows. */
const viewsThere = async () => (await fetch(`${emulator.url}/?tab=views`)).text()

const history = async () => (await ask('conversations.history', { channel })).messages as Json[]

test('a card with a block of every kind is posted, changed in place, and followed in its thread', async () => {
  const first = await harness.slack.send({ to: channelOf(team, channel), card: { blocks: everyBlock } })
  expect(first.kind).toBe('sent')
  if (first.kind !== 'sent') return
  const changed = { blocks: [{ kind: 'text' as const, runs: [plainRun('It is closed now')] }] }
  expect(
    (await harness.slack.send({ to: channelOf(team, channel), card: changed, replaces: first.post })).kind,
  ).toBe('sent')
  expect(
    (await harness.slack.send({ to: channelOf(team, channel), card: changed, under: first.post })).kind,
  ).toBe('sent')
  const ts = first.post.split(':')[1]
  const [root] = (await history()).filter((message) => message.ts === ts)
  expect(root?.text).toBe('It is closed now')
  const { messages } = await ask('conversations.replies', { channel, ts: ts ?? '' })
  expect((messages as Json[]).length).toBeGreaterThan(1)
})

test('a picture is uploaded, and shown by its message', async () => {
  const png = Buffer.from('picture')
  const sent = await harness.slack.send({
    to: channelOf(team, channel),
    card: { blocks: [{ kind: 'image', png, alt: 'Two of six' }] },
  })
  expect(sent.kind).toBe('sent')
  expect(JSON.stringify((await history())[0]?.blocks)).toContain('slack_file')
})

test('a direct message reaches the person', async () => {
  const to = directOf({ platform: 'slack', workspace: team, user, name: 'Aroha' })
  const sent = await harness.slack.send({ to, card: { blocks: [{ kind: 'heading', text: 'Just for you' }] } })
  expect(sent.kind).toBe('sent')
})

test('a command opens a form, with the person as Slack knows them', async () => {
  harness.reply = { kind: 'form', form: everyForm }
  const made = await ask('views.generateTriggerId', { user_id: user })
  const trigger = String(made.trigger_id ?? made.interactivity_pointer)
  const fields = {
    command: '/network',
    text: 'start',
    team_id: team,
    channel_id: channel,
    user_id: user,
    trigger_id: trigger,
  }
  expect((await harness.client.raw(String(new URLSearchParams(fields)))).status).toBe(200)
  await harness.settled()
  expect(harness.received.at(-1)).toMatchObject({ from: { name: 'aroha', workspace: team, user } })
  expect(await viewsThere()).toContain('This channel becomes its first home.')
})

test('the home tab is published', async () => {
  harness.reply = { kind: 'card', card: { blocks: [{ kind: 'heading', text: 'Your networks' }] } }
  const event = { type: 'app_home_opened', user, channel: 'D1', tab: 'home' }
  const body = {
    type: 'event_callback',
    event_id: 'Ev1',
    team_id: team,
    event,
    authorizations: [{ team_id: team, is_enterprise_install: false }],
  }
  const answer = await harness.client.raw(JSON.stringify(body), { 'content-type': 'application/json' })
  expect(answer.status).toBe(200)
  await harness.settled()
  expect(await viewsThere()).toContain('Your networks')
})

test('a file is posted with its card, in one message', async () => {
  const before = (await history()).length
  const bytes = Buffer.from('{"name":"South Side"}')
  const sent = await harness.slack.send({
    to: channelOf(team, channel),
    card: { blocks: [{ kind: 'text', runs: [plainRun('Here it is')] }] },
    files: [{ name: 'south-side.json', type: 'application/json', bytes, title: 'All data' }],
  })
  expect(sent.kind).toBe('sent')
  const [newest, ...rest] = await history()
  expect(rest).toHaveLength(before)
  expect(JSON.stringify(newest?.blocks)).toContain('Here it is')
  expect(newest?.files).toMatchObject([{ name: 'south-side.json', title: 'All data', size: bytes.length }])
})
