// Installing by OAuth, and tokens that are renewed: by one process at a time, never twice with the same.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CallResult } from '../../../../adapters/shared/call-result.ts'
import { storedInstallations } from '../../../../adapters/slack/install/installation-store.ts'
import { createTokenRotation } from '../../../../adapters/slack/install/token-rotation.ts'
import { type Api, createApi } from '../../../../adapters/slack/send/web-api.ts'
import { plainRun } from '../../../../src/chat/card.ts'
import { day, hour, minute } from '../../../../src/domain/core/time.ts'
import type { StubTeam } from '../../../support/slack/stub.ts'
import { channelOf, memorySecrets, openSlack, type SlackHarness, teams } from '../harness.ts'

const client = { id: '12.34', secret: 'a client secret' }

let harness: SlackHarness
beforeEach(async () => {
  harness = await openSlack({ settings: { installed: { kind: 'many', client } } })
})
afterEach(() => harness.close())

const visit = (path: string, cookie = '') =>
  fetch(`${harness.url}${path}`, { redirect: 'manual', headers: { cookie } })

async function begun() {
  const answer = await visit('/slack/install')
  const to = new URL(answer.headers.get('location') ?? '')
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  return { answer, to, cookie, state: to.searchParams.get('state') ?? '' }
}

const card = { blocks: [{ kind: 'text' as const, runs: [plainRun('x')] }] }
const canSend = async (team: string, channel: string) =>
  (await harness.slack.send({ to: channelOf(team, channel), card })).kind === 'sent'

describe('installing', () => {
  test('leads to Slack’s page with the scopes and a state, and back with an installation', async () => {
    const { answer, to, cookie, state } = await begun()
    expect(answer.status).toBe(302)
    expect(to.pathname).toBe('/oauth/v2/authorize')
    expect(to.searchParams.get('client_id')).toBe(client.id)
    expect(to.searchParams.get('scope')).toContain('chat:write')
    expect(await canSend('T1', 'C1')).toBe(false)
    const done = await visit(`/slack/oauth_redirect?code=code-T1&state=${state}`, cookie)
    expect(done.status).toBe(200)
    expect(await done.text()).toContain('On the Table is installed')
    expect(await canSend('T1', 'C1')).toBe(true)
    expect(await canSend('T2', 'C3')).toBe(false)
  })
  test('a second workspace is another installation', async () => {
    for (const team of ['T1', 'T2']) {
      const { cookie, state } = await begun()
      await visit(`/slack/oauth_redirect?code=code-${team}&state=${state}`, cookie)
    }
    expect(await canSend('T1', 'C1')).toBe(true)
    expect(await canSend('T2', 'C3')).toBe(true)
  })
  test('a state is good once', async () => {
    const { cookie, state } = await begun()
    const path = `/slack/oauth_redirect?code=code-T1&state=${state}`
    const answers = await Promise.all([visit(path, cookie), visit(path, cookie)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400])
  })
  test('a state is good in the browser that began', async () => {
    const { state } = await begun()
    expect((await visit(`/slack/oauth_redirect?code=code-T1&state=${state}`)).status).toBe(400)
    expect(await canSend('T1', 'C1')).toBe(false)
  })
  test('a state is good for ten minutes', async () => {
    const { cookie, state } = await begun()
    harness.now += 600_001
    expect((await visit(`/slack/oauth_redirect?code=code-T1&state=${state}`, cookie)).status).toBe(400)
  })
  test('whoever only looks at the first step leaves nothing behind', async () => {
    const secrets = memorySecrets()
    const opened = await openSlack({ secrets, settings: { installed: { kind: 'many', client } } })
    for (let visits = 0; visits < 20; visits += 1)
      await fetch(`${opened.url}/slack/install`, { redirect: 'manual' })
    expect(secrets.names()).toEqual([])
    await opened.close()
  })
  test('a state with a later end is good for nothing', async () => {
    const { state } = await begun()
    const [nonce, until, seal] = state.split('.')
    const longer = `${nonce}.${Number(until) + 1_000}.${seal}`
    const path = `/slack/oauth_redirect?code=code-T1&state=${longer}`
    expect((await visit(path, `on-the-table-install=${longer}`)).status).toBe(400)
  })
  test('a made-up state is good for nothing', async () => {
    const answer = await visit('/slack/oauth_redirect?code=code-T1&state=x', 'on-the-table-install=x')
    expect(answer.status).toBe(400)
  })
  test('what begins on the admin page, without a state, begins anew here', async () => {
    const answer = await visit('/slack/oauth_redirect?code=code-T1')
    expect(await answer.text()).toContain('href="/slack/install"')
    expect(await canSend('T1', 'C1')).toBe(false)
  })
  test.each([
    ['a no', '?error=access_denied', 'Nothing was installed'],
    ['no code', '', 'Nothing was installed'],
  ])('%s installs nothing, and says so', async (_, query, sentence) => {
    expect(await (await visit(`/slack/oauth_redirect${query}`)).text()).toContain(sentence)
  })
  test('a code that Slack does not take installs nothing', async () => {
    const { cookie, state } = await begun()
    const answer = await visit(`/slack/oauth_redirect?code=wrong&state=${state}`, cookie)
    expect(answer.status).toBe(502)
    expect(await answer.text()).not.toContain('invalid_code')
  })
})

const [team] = teams as readonly [StubTeam]
const install = async () => {
  const { cookie, state } = await begun()
  await visit(`/slack/oauth_redirect?code=code-T1&state=${state}`, cookie)
}
const happened = async (type: string, at: number, id?: string) => {
  await harness.client.event(team, { type, tokens: { bot: ['UBOT1'] } }, { id, time: Math.floor(at / 1_000) })
  await harness.settled()
}

test.each([
  ['app_uninstalled', 'tokens_revoked'],
  ['tokens_revoked', 'app_uninstalled'],
])('after %s and %s the token is gone, and the bot is told once of the workspace', async (...events) => {
  await install()
  for (const type of events) await happened(type, harness.now + 5_000)
  expect(await canSend('T1', 'C1')).toBe(false)
  expect(harness.platformEvents).toEqual([{ kind: 'workspace-gone', platform: 'slack', workspace: 'T1' }])
})

test.each(['app_uninstalled', 'tokens_revoked'])(
  'a late or repeated %s leaves a newer installation alone',
  async (type) => {
    await install()
    const removedAt = harness.now + 5_000
    await happened(type, removedAt, 'Ev1')
    expect(await canSend('T1', 'C1')).toBe(false)
    harness.now += minute
    await install()
    await happened(type, removedAt, 'Ev1')
    await happened(type, removedAt, 'Ev2')
    expect(await canSend('T1', 'C1')).toBe(true)
    expect(harness.platformEvents.length).toBe(type === 'app_uninstalled' ? 1 : 0)
  },
)

describe('renewing tokens', () => {
  /** A Slack that gives a new pair for each good refresh token, which is good once. */
  function renewals(secrets = memorySecrets()) {
    let good = 'refresh-1'
    let renewed = 0
    let answer: (() => Promise<CallResult>) | undefined
    const clock = { now: 0 }
    const api: Api = {
      call: () => Promise.reject(new Error('not used')),
      async callAs(_, __, { refresh_token }) {
        if (answer) return answer()
        if (refresh_token !== good) return { kind: 'failed', why: 'invalid_refresh_token' }
        renewed += 1
        good = `refresh-${renewed + 1}`
        const body = {
          ok: true,
          access_token: `token-${renewed + 1}`,
          refresh_token: good,
          expires_in: 43_200,
        }
        return { kind: 'ok', body }
      },
    }
    const installations = storedInstallations(secrets)
    const make = () =>
      createTokenRotation({
        installations,
        secrets,
        api,
        client,
        now: () => clock.now,
        pause: () => new Promise((resolve) => setImmediate(resolve)),
      })
    return {
      clock,
      make,
      installations,
      renewed: () => renewed,
      answerWith(next: () => Promise<CallResult>) {
        answer = next
      },
      begin: () =>
        installations.save({
          workspace: 'T1',
          token: 'token-1',
          refresh: { token: 'refresh-1', expires: 12 * hour },
        }),
    }
  }

  test('a token that is good for long is used as it is', async () => {
    const slack = renewals()
    await slack.begin()
    expect(await slack.make()('T1')).toBe('token-1')
    expect(slack.renewed()).toBe(0)
  })
  test('a token that is about to end is renewed once, however many ask in however many processes', async () => {
    const slack = renewals()
    await slack.begin()
    slack.clock.now = 11.6 * hour
    const processes = [slack.make(), slack.make(), slack.make()]
    const tokens = await Promise.all(
      Array.from({ length: 30 }, (_, n) => (processes[n % 3] as (typeof processes)[number])('T1')),
    )
    expect(new Set(tokens)).toEqual(new Set(['token-2']))
    expect(slack.renewed()).toBe(1)
    slack.clock.now = day
    expect(await slack.make()('T1')).toBe('token-3')
  })
  test('while the old token still holds, a renewal that fails does no harm', async () => {
    const slack = renewals()
    await slack.begin()
    slack.answerWith(async () => ({ kind: 'unknown', why: 'reset' }))
    slack.clock.now = 11.9 * hour
    expect(await slack.make()('T1')).toBe('token-1')
    slack.clock.now = 12.1 * hour
    await expect(slack.make()('T1')).rejects.toThrow('ended')
  })
  test('a renewal that Slack refuses for good is no reason to try again', async () => {
    const slack = renewals()
    await slack.begin()
    slack.answerWith(async () => ({ kind: 'failed', why: 'invalid_refresh_token: install it again.' }))
    slack.clock.now = 12.1 * hour
    const api = createApi({ url: 'http://127.0.0.1:1/api/', tokenOf: slack.make() })
    expect(await api.call('T1', 'chat.postMessage', {})).toEqual({
      kind: 'failed',
      why: 'invalid_refresh_token: install it again.',
    })
  })
  test('after a renewal that failed Slack is left alone, ever longer', async () => {
    const slack = renewals()
    await slack.begin()
    let requests = 0
    slack.answerWith(async () => {
      requests += 1
      return { kind: 'unknown', why: 'reset' }
    })
    const tokenOf = slack.make()
    slack.clock.now = 11.9 * hour
    for (let second = 0; second < 60; second += 1) {
      expect(await tokenOf('T1')).toBe('token-1')
      slack.clock.now += 1_000
    }
    // At once, after 5, 10 and 20 seconds more.
    expect(requests).toBe(4)
  })
  test('where nothing is installed there is no token', async () => {
    expect(await renewals().make()('T1')).toBeUndefined()
  })
})
