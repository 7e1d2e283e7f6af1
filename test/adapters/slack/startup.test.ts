// Starting: a token that is wrong, a Slack that is away, another cloud.
import { afterEach, expect, test, vi } from 'vitest'
import { SlackSettingError } from '../../../adapters/slack/settings-error.ts'
import { plainRun } from '../../../src/chat/card.ts'
import { openSlackStub } from '../../support/slack/stub.ts'
import { memorySecrets, openSlack, teams } from './harness.ts'

afterEach(() => void vi.restoreAllMocks())

const failed = (error: unknown) => {
  expect(error).toBeInstanceOf(SlackSettingError)
  return (error as Error).message
}

test('a bot token that Slack does not take is named', async () => {
  const installed = { kind: 'one', botToken: 'xoxb-wrong' } as const
  const stub = await openSlackStub(teams)
  const message = failed(await openSlack({ stub, settings: { installed } }).catch((error: unknown) => error))
  expect(message).toContain('does not take SLACK_BOT_TOKEN (invalid_auth')
  await stub.close()
})

test('while Slack is away the start waits, and then says that it is away, not that the token is wrong', async () => {
  const stub = await openSlackStub(teams)
  let requests = 0
  stub.mishap = () => (++requests <= 3 ? { kind: 'status', status: 503, accept: false } : undefined)
  const harness = await openSlack({ stub })
  expect(requests).toBe(4)
  await harness.close()
  stub.mishap = () => ({ kind: 'status', status: 503, accept: false })
  const message = failed(await openSlack({ stub }).catch((error: unknown) => error))
  expect(message).toContain('cannot be reached')
  expect(message).not.toContain('does not take')
  expect(message).not.toContain('\n')
  await stub.close()
})

test.each([
  ['https://hooks.slack-gov.com/commands/x', true],
  ['https://hooks.slack.com/commands/x', false],
  ['https://hooks.slack-gov.com.evil.example/x', false],
])('in GovSlack, whether an answer goes to %s: %s', async (url, isRight) => {
  const sent: string[] = []
  const real = globalThis.fetch
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (to, init) => {
    const { hostname, pathname } = new URL(to instanceof Request ? to.url : String(to))
    if (hostname === '127.0.0.1') return real(to, init)
    sent.push(hostname)
    return Response.json({ ok: pathname.includes('chat.') })
  })
  const secrets = memorySecrets()
  await secrets.write('slack installation T1', JSON.stringify({ workspace: 'T1', token: 'xoxb-gov' }))
  const stub = await openSlackStub(teams)
  const installed = { kind: 'many', client: { id: '1.1', secret: 's' } } as const
  const on = await openSlack({
    secrets,
    stub,
    settings: { installed, apiUrl: 'https://slack-gov.com/api/' },
  })
  on.reply = { kind: 'card', card: { blocks: [{ kind: 'text', runs: [plainRun('x')] }] } }
  on.passDeadlines()
  const fields = { command: '/network', text: '', team_id: 'T1', channel_id: 'C1', user_id: 'U1' }
  await on.client.raw(String(new URLSearchParams({ ...fields, trigger_id: 't', response_url: url })))
  await on.settled()
  expect(sent.includes(new URL(url).hostname)).toBe(isRight)
  expect(sent).toContain('slack-gov.com')
  await on.close()
  await stub.close()
})
