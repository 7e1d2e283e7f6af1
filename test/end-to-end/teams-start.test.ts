// The real program with Teams: it starts, lets nobody in who is not Teams, and rehearses on this machine alone.
import { once } from 'node:events'
import { networkInterfaces } from 'node:os'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { health, seatOf } from '../adapters/teams/harness.ts'
import { textIn } from '../adapters/teams/visible-text.ts'
import { newFolder, spawnMain, textOf } from '../support/processes/app-process.ts'
import { teamsClient } from '../support/teams/client.ts'
import { openTeamsStub, type TeamsStub } from '../support/teams/stub.ts'
import { appId } from '../support/teams/tokens.ts'

const rehearsal = { TEAMS_REHEARSAL: '1' }
const registered = {
  TEAMS_APP_ID: appId,
  TEAMS_APP_PASSWORD: 'a-secret-of-the-app',
  TEAMS_APP_TENANT: health.id,
}

let stub: TeamsStub
beforeEach(async () => {
  stub = await openTeamsStub([health])
  // A rehearsal has no token to show.
  stub.bearer = undefined
})
afterEach(() => stub.close())

async function started(env: Readonly<Record<string, string>>, folder?: string) {
  const child = spawnMain(folder ?? (await newFolder()), env)
  const stderr = textOf(child)
  const [line] = child.stdout ? await once(createInterface(child.stdout), 'line') : []
  const urls = String(line).match(/http:\/\/[\d.]+:\d+/g) ?? []
  return {
    line: String(line),
    urls,
    url: urls.at(-1) ?? '',
    async stop() {
      child.kill('SIGTERM')
      const [code] = await once(child, 'exit')
      return { code, stderr: await stderr }
    },
  }
}

describe('a rehearsal', () => {
  test('answers whoever writes from this machine, and logs no words', async () => {
    const program = await started({ ...rehearsal, LOG_LEVEL: 'trace' })
    expect(program.line).toContain('/teams/messages')
    const client = teamsClient(program.url, stub, Date.now)
    const seat = seatOf(health, 0)
    expect((await client.message(seat, 'canary-words')).status).toBe(200)
    expect(stub.messages).toMatchObject([{ conversation: 'a:1aad-aroha' }])
    expect(textIn(stub.messages[0]?.attachments[0]?.content)).toContain(
      'I’m not sure what you mean by “canary-words”',
    )
    expect((await fetch(`${program.url}/readyz`)).status).toBe(200)
    expect((await fetch(`${program.url}/`)).status).toBe(404)
    const { code, stderr } = await program.stop()
    expect(code).toBe(0)
    expect(stderr).not.toContain('canary')
  })
  test('goes on after a restart with whom and what it knew', async () => {
    const folder = await newFolder()
    const seat = seatOf(health, 0, 1)
    const first = await started(rehearsal, folder)
    const { activity } = await teamsClient(first.url, stub, Date.now).message(seat, 'hello')
    await first.stop()
    const before = stub.messages.length
    const second = await started(rehearsal, folder)
    const client = teamsClient(second.url, stub, Date.now)
    await client.raw(activity)
    expect(stub.messages).toHaveLength(before)
    await client.message(seat, 'hello')
    expect(stub.messages.length).toBeGreaterThan(before)
    await second.stop()
  })
  test('is heard on this machine only', async () => {
    const program = await started(rehearsal)
    const { port } = new URL(program.url)
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => address)
    for (const host of ['[::1]', ...others])
      await expect(fetch(`http://${host}:${port}/readyz`)).rejects.toThrow()
    await program.stop()
  })
  test('writes to no address outside this machine', async () => {
    const program = await started(rehearsal)
    const client = teamsClient(program.url, { ...stub, serviceUrl: 'https://example.com/teams/' }, Date.now)
    expect((await client.message(seatOf(health, 0), 'hello')).status).toBe(401)
    await program.stop()
  })
  test('has the playground beside it with PLAYGROUND=1, on a port of its own', async () => {
    const program = await started({ ...rehearsal, PLAYGROUND: '1' })
    const [own = '', forTeams = ''] = program.urls
    expect((await fetch(`${own}/`)).status).toBe(200)
    expect((await fetch(`${forTeams}/`)).status).toBe(404)
    expect(own).not.toBe(forTeams)
    await program.stop()
  })
})

describe('with a registration', () => {
  test('it answers strangers with 401 and nothing more', async () => {
    const program = await started({ ...registered, LOG_LEVEL: 'trace' })
    const client = teamsClient(program.url, stub, Date.now)
    const serviceUrl = 'https://smba.trafficmanager.net/emea/'
    const activity = { type: 'message', channelId: 'msteams', serviceUrl, text: 'canary' }
    for (const authorization of ['', 'Bearer canary', 'Basic canary'])
      expect(await client.raw(activity, { headers: { authorization } })).toMatchObject({
        status: 401,
        body: '',
      })
    expect(await client.message(seatOf(health, 0), 'canary')).toMatchObject({ status: 401, body: '' })
    const { code, stderr } = await program.stop()
    expect(code).toBe(0)
    expect(stderr).not.toContain('canary')
    expect(stderr).not.toContain('a-secret')
    expect(stub.arrived).toEqual([])
  })
  test('the playground has a port of its own, for this machine alone', async () => {
    const program = await started({ ...registered, PLAYGROUND: '1' })
    const [own = '', forTeams = ''] = program.urls
    expect((await fetch(`${own}/`)).status).toBe(200)
    expect((await fetch(`${forTeams}/`)).status).toBe(404)
    await program.stop()
  })
})

describe('settings that will not do end it with one line that says what to do', () => {
  const { TEAMS_APP_ID: _, ...withoutId } = registered
  const { TEAMS_APP_TENANT: __, ...withoutTenant } = registered
  test.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['no id', withoutId, /TEAMS_APP_ID is missing.*TEAMS_REHEARSAL=1.*Application \(client\) ID/],
    ['no tenant', withoutTenant, /TEAMS_APP_TENANT is missing.*Directory \(tenant\) ID/],
    ['an id that is none', { ...registered, TEAMS_APP_ID: 'canary' }, /TEAMS_APP_ID cannot be used/],
    ['a rehearsal with an id', { ...registered, ...rehearsal }, /TEAMS_REHEARSAL.*TEAMS_APP_ID/],
    ['a rehearsal in production', { ...rehearsal, NODE_ENV: 'production' }, /TEAMS_REHEARSAL.*production/],
  ])('%s', async (_, env, line) => {
    const child = spawnMain(await newFolder(), env)
    const [stderr, [code]] = await Promise.all([textOf(child), once(child, 'exit')])
    expect(code).toBe(1)
    expect(stderr).toMatch(line)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    for (const value of ['canary', 'a-secret']) expect(stderr).not.toContain(value)
  })
})
