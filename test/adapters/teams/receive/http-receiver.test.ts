// Teams' door: who is let in, how it is answered, and that strangers learn nothing.
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type CloudName, clouds } from '../../../../adapters/teams/index.ts'
import type { Activity } from '../../../../adapters/teams/receive/activity.ts'
import { createAuthenticator } from '../../../../adapters/teams/receive/authenticate.ts'
import { bot } from '../../../support/teams/activities.ts'
import { appId, type TokenOptions } from '../../../support/teams/tokens.ts'
import type { Json } from '../../../support/teams/types.ts'
import { health, openTeams, seatOf, type TeamsFixture } from '../harness.ts'

const aroha = seatOf(health, 0)

let fixture: TeamsFixture
beforeEach(async () => {
  fixture = await openTeams()
})
afterEach(() => fixture.close())

function activity(more: Json = {}): Json {
  const [person] = health.people
  return {
    type: 'message',
    id: '1',
    channelId: 'msteams',
    serviceUrl: fixture.stub.serviceUrl,
    from: { id: person?.id, aadObjectId: person?.aadObjectId, name: person?.name },
    recipient: bot,
    conversation: { conversationType: 'personal', tenantId: health.id, id: 'a:1aad-aroha' },
    channelData: { tenant: { id: health.id } },
    text: 'secret words',
    ...more,
  }
}

function nothingWasDone() {
  expect(fixture.received).toEqual([])
  expect(fixture.keyValueStore.names()).toEqual([])
  expect(fixture.stub.arrived).toEqual([])
}

/** A body as it is, with a good token. */
const post = (body: string, path = '/teams/messages', method = 'POST') =>
  fetch(`${fixture.url}${path}`, {
    method,
    body,
    headers: { authorization: `Bearer ${fixture.stub.token()}` },
  })

describe('authentication', () => {
  test('a request with a token of Microsoft for this bot is accepted', async () => {
    expect((await fixture.client.raw(activity())).status).toBe(200)
    expect(fixture.received).toHaveLength(1)
  })
  test('a token that has just expired is accepted, because clocks differ', async () => {
    expect(
      (await fixture.client.raw(activity(), { token: fixture.stub.token({ expiresIn: -60 }) })).status,
    ).toBe(200)
  })

  test.each<[string, TokenOptions]>([
    ['expired', { expiresIn: -600 }],
    ['for another bot', { audience: 'another' }],
    ['from another issuer', { issuer: 'https://example.com' }],
    ['from the issuer of government clouds', { issuer: 'https://api.botframework.us' }],
    ['forged', { forged: true }],
    ['for another address', { serviceUrl: 'https://example.com/teams/' }],
    ['of an unknown key', { kid: 'another' }],
  ])('a token that is %s is answered with 401 and nothing more', async (_, options) => {
    const printed = vi.spyOn(console, 'error')
    const answer = await fixture.client.raw(activity(), { token: fixture.stub.token(options) })
    expect(answer).toMatchObject({ status: 401, body: '' })
    nothingWasDone()
    expect(fixture.logged).toEqual([])
    expect(printed).not.toHaveBeenCalled()
    printed.mockRestore()
  })
  test.each([
    ['no header', ''],
    ['no token', 'Bearer '],
    ['no scheme', 'xyz'],
    ['another scheme', 'Basic eDp5'],
    ['a token that is none', 'Bearer x.y.z'],
    ['more than a token', 'Bearer a b c'],
    ['an unsigned token', `Bearer ${unsigned()}`],
  ])('%s is answered with 401 and nothing more', async (_, authorization) => {
    const printed = vi.spyOn(console, 'error')
    const answer = await fixture.client.raw(activity(), { headers: { authorization } })
    expect(answer).toMatchObject({ status: 401, body: '' })
    nothingWasDone()
    expect(printed).not.toHaveBeenCalled()
    printed.mockRestore()
  })
  test.each<[string, Json]>([
    ['an address that is not of Teams', { serviceUrl: 'https://example.com/teams/' }],
    ['an address that only looks like Teams', { serviceUrl: 'http://127.0.0.1@example.com/' }],
    ['an address that is none', { serviceUrl: 'teams' }],
    ['no address', { serviceUrl: null }],
    ['another channel of the framework', { channelId: 'emulator' }],
    ['a channel with another check', { channelId: 'AseChannel' }],
    ['no channel', { channelId: undefined }],
  ])('%s is answered with 401, whatever the token', async (_, more) => {
    const { serviceUrl = fixture.stub.serviceUrl } = more
    const token = fixture.stub.token({ serviceUrl: String(serviceUrl) })
    expect(await fixture.client.raw(activity(more), { token })).toMatchObject({ status: 401, body: '' })
    nothingWasDone()
  })
  test('nobody is accepted while the keys of Microsoft cannot be fetched', async () => {
    const gone = 'http://127.0.0.1:1/keys'
    const cloud = { ...clouds.public, isTeams: () => true, keysUrl: gone, emulatorKeysUrl: gone }
    const shut = await openTeams({ stub: fixture.stub, settings: { cloud } })
    expect(await shut.client.raw(activity())).toMatchObject({ status: 401, body: '' })
    expect(shut.received).toEqual([])
    await shut.close()
  })
})

describe('the addresses of Teams', () => {
  test.each<[CloudName, string, boolean]>([
    ['public', 'https://smba.trafficmanager.net/emea/', true],
    ['public', 'http://smba.trafficmanager.net/emea/', false],
    ['public', 'https://smba.trafficmanager.net.example.com/', false],
    ['public', 'https://smba.infra.gov.teams.microsoft.us/', false],
    ['gcc', 'https://smba.infra.gcc.teams.microsoft.com/gcc/', true],
    ['gcc', 'https://smba.trafficmanager.net/amer/', true],
    ['gcc-high', 'https://smba.infra.gov.teams.microsoft.us/gcch/', true],
    ['gcc-high', 'https://smba.trafficmanager.net/amer/', false],
    ['dod', 'https://smba.infra.dod.teams.microsoft.us/dod/', true],
    ['dod', 'https://smba.infra.gov.teams.microsoft.us/', false],
  ])('in the cloud %s, %s: %s', (cloud, url, isOne) => {
    expect(clouds[cloud].isTeams(new URL(url))).toBe(isOne)
  })
})

describe('unreadable requests', () => {
  test('a body of more than 256 KB is answered with 413', async () => {
    const body = JSON.stringify(activity({ text: 'x'.repeat(257 * 1024) }))
    const answer = await post(body)
    expect(answer.status).toBe(413)
    expect(await answer.text()).toBe('')
    nothingWasDone()
  })
  test.each(['{', '', 'null', '[]', '"message"', '{"text":"secret"}', '{"type":1}'])(
    'the body %s is answered with 400',
    async (body) => {
      const answer = await post(body)
      expect(answer.status).toBe(400)
      expect(await answer.text()).toBe('')
      nothingWasDone()
    },
  )
  test('any other path is not found', async () => {
    const body = JSON.stringify(activity())
    for (const path of ['/teams/', '/teams/other', '/teams/messages/', '/api/messages'])
      expect((await post(body, path)).status).toBe(404)
    expect((await post(body, '/teams/messages', 'PUT')).status).toBe(404)
    expect((await fetch(`${fixture.url}/teams/messages`)).status).toBe(404)
    nothingWasDone()
  })
  test('a query string does no harm', async () => {
    expect((await post(JSON.stringify(activity()), '/teams/messages?x=1')).status).toBe(200)
  })
  test('a request that breaks off harms nobody', async () => {
    const { hostname, port } = new URL(fixture.url)
    const socket = connect(Number(port), hostname)
    socket.write('POST /teams/messages HTTP/1.1\r\nhost: here\r\ncontent-length: 500\r\n\r\n{"type":')
    await once(socket, 'connect')
    socket.destroy()
    await once(socket, 'close')
    expect((await fixture.client.message(aroha, 'help')).status).toBe(200)
    expect(fixture.received).toHaveLength(1)
  })
})

describe('an error inside', () => {
  const secret = 'secret words of somebody'

  test('is acknowledged and logged, without anybody’s words', async () => {
    const printed = vi.spyOn(console, 'error')
    fixture.receive = () => Promise.reject(new TypeError(secret))
    expect(await fixture.client.message(aroha, secret)).toMatchObject({ status: 200, body: '' })
    expect(fixture.logged).toEqual([{ error: 'TypeError' }])
    expect(printed).not.toHaveBeenCalled()
    printed.mockRestore()
  })
  test('is acknowledged for a press too', async () => {
    fixture.receive = () => Promise.reject(new Error(secret))
    const data = { table: { edition: 't1', kind: 'press', action: 'a', values: {} } }
    const answer = await fixture.client.raw(
      activity({ type: 'invoke', name: 'adaptiveCard/action', value: { action: { data } } }),
    )
    expect(answer).toMatchObject({ status: 200, body: '' })
    expect(fixture.logged).toEqual([{ error: 'Error' }])
  })
  test('is logged if it happens after Teams was answered', async () => {
    const thinking = Promise.withResolvers<never>()
    fixture.receive = () => thinking.promise
    fixture.passDeadlines()
    await fixture.client.message(aroha, secret)
    thinking.reject(new RangeError(secret))
    await fixture.teams.stop()
    expect(fixture.logged).toEqual([{ error: 'RangeError' }])
  })
  test('is logged as unknown if the thrown value is no error', async () => {
    fixture.receive = () => Promise.reject(secret)
    await fixture.client.message(aroha, 'x')
    expect(fixture.logged).toEqual([{ error: 'unknown' }])
  })
})

test('an activity of an unknown kind is answered with nothing', async () => {
  for (const more of [
    { type: 'typing' },
    { type: 'messageReaction' },
    { type: 'invoke', name: 'fileConsent' },
  ])
    expect(await fixture.client.raw(activity(more))).toMatchObject({ status: 200, body: '' })
  expect(fixture.received).toEqual([])
  expect(fixture.stub.messages).toEqual([])
  expect(fixture.logged).toEqual([])
})

test('after stop nothing is accepted, so that Teams delivers it again', async () => {
  const thinking = Promise.withResolvers<{ kind: 'none' }>()
  const begun = Promise.withResolvers<void>()
  fixture.receive = () => {
    begun.resolve()
    return thinking.promise
  }
  const answer = fixture.client.message(aroha, 'help')
  await begun.promise
  const stopped = fixture.teams.stop()
  expect((await fixture.client.message(aroha, 'help')).status).toBe(503)
  thinking.resolve({ kind: 'none' })
  await stopped
  expect((await answer).status).toBe(200)
})

test('in a rehearsal, without a registration, every sender is accepted', async () => {
  const door = createAuthenticator(undefined, clouds.public)
  const sent = activity() as unknown as Activity
  expect(await door.verify('', sent)).toBe(true)
  expect(await door.token()).toBe('')
})

function unsigned(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const exp = Math.floor(Date.now() / 1_000) + 3_600
  return `${part({ typ: 'JWT', alg: 'none' })}.${part({ iss: 'https://api.botframework.com', aud: appId, exp })}.`
}
