// Payloads as Slack sends them, whole: each becomes the right inbound or change, whoever acts and wherever.
import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Inbound } from '../../../../src/chat/inbound.ts'
import type { PlatformEvent } from '../../../../src/chat/platform-event.ts'
import type { Json } from '../../../support/slack/stub.ts'
import { channelOf, memorySecrets, openOrganisations, openSlack, type SlackHarness } from '../harness.ts'

const folder = new URL('../fixtures/', import.meta.url)
const fixture = (name: string): Json =>
  JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Json

let harness: SlackHarness
beforeEach(async () => {
  harness = await openOrganisations()
})
afterEach(() => harness.close())

async function deliver(name: string) {
  const body = fixture(name)
  const answer =
    body.type === 'event_callback'
      ? await harness.client.raw(JSON.stringify(body), { 'content-type': 'application/json' })
      : await harness.client.raw(
          String(
            new URLSearchParams(
              body.command === undefined
                ? { payload: JSON.stringify(body) }
                : (body as Record<string, string>),
            ),
          ),
        )
  expect(answer.status).toBe(200)
  await harness.settled()
}

const user = (workspace: string, id: string) => ({ platform: 'slack', workspace, user: id })
const direct = (workspace: string, id: string) => ({ kind: 'direct' as const, ...user(workspace, id) })
const [aroha, mere] = [user('T1', 'U1'), user('T1', 'U2')]
/** A person of a team without the app, met in a channel that is shared with it. */
const tom = user('T2', 'U3')
/** A person of an organisation that has the app in all of its teams. */
const [kiri, hemi] = [user('E1', 'U5'), user('E1', 'U6')]
const c1 = channelOf('T1', 'C1')
const c6 = channelOf('E1', 'C6')
const pressed = { kind: 'button-press', action: 'attend', values: { network: 'n1', meeting: 'm1' } } as const
const begun = { kind: 'form-submission', form: 'begin', values: { draft: 'd1' } } as const

const inbounds: Readonly<Record<string, object>> = {
  'slash-command': {
    kind: 'message',
    text: 'role @Mere Tautahi guardian angel',
    from: aroha,
    place: c1,
    mentions: [{ text: '@Mere Tautahi', user: mere }],
  },
  'slash-command-org': { kind: 'message', text: 'help', from: hemi, place: c6 },
  'block-actions-message': { ...pressed, from: aroha, place: c1 },
  'block-actions-guest': { ...pressed, from: tom, place: c1 },
  'block-actions-org': { ...pressed, from: hemi, place: c6 },
  'block-actions-modal': { ...pressed, from: aroha, place: c1 },
  'block-actions-modal-guest': { ...pressed, from: tom, place: c1 },
  'block-actions-home': { ...pressed, from: aroha, place: direct('T1', 'U1') },
  'view-submission': {
    ...begun,
    from: aroha,
    place: c1,
    fields: { outcome: 'One door for all' },
    people: { person: tom },
  },
  'view-submission-org': { ...begun, from: hemi, place: c6, people: { person: kiri } },
  'view-submission-guest': { ...begun, from: tom, place: c1, people: { person: aroha } },
  'shortcut-global': { kind: 'message', text: 'put', from: aroha, place: direct('T1', 'U1') },
  'shortcut-message': {
    kind: 'message',
    text: 'put We could lend @Mere Tautahi the hall',
    confirmInForm: true,
    from: aroha,
    place: c1,
  },
  'app-mention': {
    kind: 'message',
    text: 'role @Tom Henare critical friend',
    from: aroha,
    place: c1,
    mentions: [{ text: '@Tom Henare', user: tom }],
  },
  'app-mention-guest': { kind: 'message', text: 'put a hall', from: tom, place: c1 },
  'app-mention-org': { kind: 'message', text: 'help', from: hemi, place: c6 },
  'message-im': { kind: 'message', text: 'my networks', from: aroha, place: direct('T1', 'U1') },
  'app-home-opened': { kind: 'message', text: 'home', from: aroha, place: direct('T1', 'U1') },
  'app-home-opened-org': { kind: 'message', text: 'home', from: hemi, place: direct('E1', 'U6') },
}

const changes: Readonly<Record<string, readonly PlatformEvent[]>> = {
  'channel-id-changed': [{ kind: 'channel-moved', from: channelOf('T1', 'C1'), to: channelOf('T1', 'C9') }],
  'channel-archive': [{ kind: 'channel-gone', channel: c1 }],
  'channel-left': [{ kind: 'channel-gone', channel: c1 }],
  'group-left': [{ kind: 'channel-gone', channel: channelOf('T1', 'G1') }],
  'member-left-channel': [{ kind: 'channel-gone', channel: c1 }],
  'user-change-deleted': [{ kind: 'person-gone', user: mere }],
  'user-change-deleted-guest': [{ kind: 'person-gone', user: tom }],
  'user-change-deleted-org': [{ kind: 'person-gone', user: hemi }],
  'app-uninstalled': [{ kind: 'workspace-gone', platform: 'slack', workspace: 'T1' }],
  'app-uninstalled-org': [{ kind: 'workspace-gone', platform: 'slack', workspace: 'E1' }],
  'tokens-revoked': [],
  'team-access-granted': [],
  'team-access-revoked': [
    { kind: 'workspace-gone', platform: 'slack', workspace: 'T5' },
    { kind: 'workspace-gone', platform: 'slack', workspace: 'T6' },
  ],
}
const ignored = ['message-im-slackbot', 'message-im-bot', 'message-im-changed']

test.each(Object.entries(inbounds))('%s', async (name, expected) => {
  await deliver(name)
  const { from, ...rest } = expected as Inbound
  expect(harness.received).toHaveLength(1)
  expect(harness.received[0]).toMatchObject({ ...rest, from })
  expect(harness.platformEvents).toEqual([])
})

test.each(Object.entries(changes))('%s', async (name, expected) => {
  await deliver(name)
  await deliver(name)
  expect(harness.platformEvents).toEqual(expected)
  expect(harness.received).toEqual([])
})

test.each(ignored)('%s commands nothing', async (name) => {
  await deliver(name)
  expect(harness.received).toEqual([])
  expect(harness.platformEvents).toEqual([])
})

test('every payload is tried', () => {
  const names = readdirSync(folder).map((file) => file.replace('.json', ''))
  expect(names.toSorted()).toEqual([...Object.keys(inbounds), ...Object.keys(changes), ...ignored].toSorted())
})

test('after team-access-granted people are asked about anew', async () => {
  const lookups = () => harness.stub.accepted.filter(({ method }) => method === 'users.info').length
  for (const name of ['slash-command-org', 'block-actions-org']) await deliver(name)
  expect(lookups()).toBe(1)
  await deliver('team-access-granted')
  await deliver('app-mention-org')
  expect(lookups()).toBe(2)
})

test('after tokens-revoked nothing is sent there any more', async () => {
  await deliver('tokens-revoked')
  const sent = await harness.slack.send({ to: c1, card: { blocks: [{ kind: 'heading', text: 'x' }] } })
  expect(sent).toMatchObject({ kind: 'failed', why: expect.stringContaining('not_installed') })
})

describe('messages to people', () => {
  const card = { blocks: [{ kind: 'heading' as const, text: 'Just for you' }] }
  const channels = () => harness.stub.messages.map(({ team, channel }) => [team, channel])

  test('of an organisation go through its installation, whichever team they were met in', async () => {
    for (const name of ['block-actions-org', 'slash-command-org']) await deliver(name)
    for (const { from } of harness.received)
      expect((await harness.slack.send({ to: { kind: 'direct', ...from }, card })).kind).toBe('sent')
    expect(channels()).toEqual([
      ['E1', 'DE1U6'],
      ['E1', 'DE1U6'],
    ])
  })
  test('who are guests go through the installation by which they were met, also after a restart', async () => {
    const to = direct('T2', 'U3')
    expect((await harness.slack.send({ to, card })).kind).toBe('failed')
    await deliver('block-actions-guest')
    expect((await harness.slack.send({ to, card })).kind).toBe('sent')
    const again = await openOrganisations({ secrets: harness.secrets, stub: harness.stub })
    expect((await again.slack.send({ to, card })).kind).toBe('sent')
    await again.close()
    expect(channels()).toEqual([
      ['T1', 'DT1U3'],
      ['T1', 'DT1U3'],
    ])
  })
  test('of one workspace’s app go through it, to guests too', async () => {
    const one = await openSlack({ secrets: memorySecrets() })
    expect((await one.slack.send({ to: direct('T2', 'U3'), card })).kind).toBe('sent')
    await one.close()
  })
})
