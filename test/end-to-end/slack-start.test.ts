// The real program with Slack: it starts, answers signed requests, and keeps the playground to this machine.
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { teams } from '../adapters/slack/harness.ts'
import { wordsIn } from '../adapters/slack/visible-text.ts'
import { newFolder, spawnMain, textOf } from '../support/processes/app-process.ts'
import { signingSecret, slackClient } from '../support/slack/client.ts'
import { appToken, openSlackSocket } from '../support/slack/socket.ts'
import { openSlackStub, type SlackStub, type StubTeam } from '../support/slack/stub.ts'

let stub: SlackStub
beforeEach(async () => {
  stub = await openSlackStub(teams)
})
afterEach(() => stub.close())

const settings = () => ({
  SLACK_API_URL: stub.url,
  SLACK_SIGNING_SECRET: signingSecret,
  SLACK_BOT_TOKEN: 'xoxb-one',
})

async function started(env: Readonly<Record<string, string>>) {
  const child = spawnMain(await newFolder(), env)
  const stderr = textOf(child)
  const [line] = child.stdout ? await once(createInterface(child.stdout), 'line') : []
  return {
    line: String(line),
    async stop() {
      child.kill('SIGTERM')
      const [code] = await once(child, 'exit')
      return { code, stderr: await stderr }
    },
  }
}

test('it answers a signed command in the workspace of its token, and logs no words', async () => {
  const program = await started({ ...settings(), LOG_LEVEL: 'trace' })
  const url = /http:\/\/[\d.]+:\d+/.exec(program.line)?.[0] ?? ''
  const [team] = teams as readonly [StubTeam]
  const user = team.users[0] as (typeof team.users)[number]
  const client = slackClient(url, stub, Date.now)
  const answer = await client.command({ team, user, channel: 'C1' }, 'canary-words')
  expect(answer.status).toBe(200)
  await expect.poll(() => stub.messages.length).toBe(1)
  expect(wordsIn(stub.messages[0]?.blocks)).toContain('I’m not sure what you mean by “canary-words”')
  const wrong = await client.raw('command=x', { 'x-slack-signature': 'v0=0' })
  expect(wrong.status).toBe(401)
  const ready = await fetch(`${url}/readyz`)
  expect(ready.status).toBe(200)
  expect((await fetch(`${url}/`)).status).toBe(404)
  const { code, stderr } = await program.stop()
  expect(code).toBe(0)
  expect(stderr).not.toContain('canary')
  expect(stderr).not.toContain('xoxb')
})

test('what has come in is answered before it ends', async () => {
  const program = await started(settings())
  const url = /http:\/\/[\d.]+:\d+/.exec(program.line)?.[0] ?? ''
  const [team] = teams as readonly [StubTeam]
  const user = team.users[0] as (typeof team.users)[number]
  const lookedUp = Promise.withResolvers<void>()
  stub.before = (method) => (method === 'users.info' ? lookedUp.promise : undefined)
  const client = slackClient(url, stub, Date.now)
  const delivered = client.mention({ team, user, channel: 'C1' }, 'help')
  await expect.poll(() => stub.arrived.some(({ method }) => method === 'users.info')).toBe(true)
  const stopped = program.stop()
  // An event that comes after the signal is refused; until then this one is taken, and changes nothing.
  const event = { type: 'channel_archive', channel: 'C404' }
  const statusOfLateRequest = async () => (await client.event(team, event)).status
  await expect.poll(statusOfLateRequest).toBe(503)
  lookedUp.resolve()
  expect((await delivered).status).toBe(200)
  expect((await stopped).code).toBe(0)
  expect(wordsIn(stub.messages[0]?.blocks)).toContain('What you can ask')
})

test('with PLAYGROUND=1 the playground has a port of its own', async () => {
  const program = await started({ ...settings(), PLAYGROUND: '1' })
  const [own = '', forSlack = ''] = program.line.match(/http:\/\/[\d.]+:\d+/g) ?? []
  expect((await fetch(`${own}/`)).status).toBe(200)
  expect((await fetch(`${forSlack}/`)).status).toBe(404)
  expect(own).not.toBe(forSlack)
  await program.stop()
})

test('a token that Slack does not take ends it with one line that says where to find the right one', async () => {
  const child = spawnMain(await newFolder(), { ...settings(), SLACK_BOT_TOKEN: 'xoxb-wrong' })
  const [stderr, [code]] = await Promise.all([textOf(child), once(child, 'exit')])
  expect(code).toBe(1)
  expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  expect(stderr).toContain('SLACK_BOT_TOKEN')
  expect(stderr).toContain('OAuth & Permissions')
  expect(stderr).not.toContain('xoxb-wrong')
})

test('an app-level token that Slack does not take ends it with one line too', async () => {
  const { SLACK_SIGNING_SECRET: _, ...socket } = settings()
  const child = spawnMain(await newFolder(), { ...socket, SLACK_APP_TOKEN: 'xapp-wrong' })
  const [stderr, [code]] = await Promise.all([textOf(child), once(child, 'exit')])
  expect(code).toBe(1)
  expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  expect(stderr).toContain('SLACK_APP_TOKEN')
  expect(stderr).toContain('App-Level Tokens')
  expect(stderr).not.toContain('xapp-wrong')
})

test('over a socket it answers a command, and ends in order', async () => {
  const socket = await openSlackSocket(stub)
  const { SLACK_SIGNING_SECRET: _, ...env } = settings()
  const program = await started({ ...env, SLACK_APP_TOKEN: appToken })
  const ack = await socket.deliver('slash_commands', {
    command: '/network',
    text: 'canary-words',
    team_id: 'T1',
    channel_id: 'C1',
    user_id: 'U1',
    trigger_id: '1.trigger',
    response_url: 'https://hooks.slack.com/commands/x',
    is_enterprise_install: 'false',
  })
  expect(wordsIn(ack.blocks)).toContain('I’m not sure what you mean by “canary-words”')
  const { code, stderr } = await program.stop()
  expect(code).toBe(0)
  expect(stderr).not.toContain('canary')
  await socket.close()
})
