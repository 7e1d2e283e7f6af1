// Settings: what is taken, and one clear line for each that is not.
import { describe, expect, test } from 'vitest'
import { readConfig, SettingError } from '../src/config.ts'

const key = 'a'.repeat(64)
const http = { SLACK_SIGNING_SECRET: '0123456789abcdef', SLACK_BOT_TOKEN: 'xoxb-1' }
const many = {
  SLACK_SIGNING_SECRET: '0123456789abcdef',
  SLACK_CLIENT_ID: '1.2',
  SLACK_CLIENT_SECRET: '0123456789abcdef',
}

function fault(env: Readonly<Record<string, string>>): string {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof SettingError) return error.message
    throw error
  }
  return 'taken'
}

test('with no settings at all the playground runs, on port 3000, with SQLite', () => {
  expect(readConfig({})).toEqual({ port: 3000, logLevel: 'info', playground: true })
})

describe('Slack', () => {
  test('runs over HTTP in one workspace, without the playground', () => {
    expect(readConfig(http)).toEqual({
      port: 3000,
      logLevel: 'info',
      playground: false,
      slack: {
        inbound: { kind: 'http', signingSecret: '0123456789abcdef' },
        installed: { kind: 'one', botToken: 'xoxb-1' },
      },
    })
  })
  test('runs over a socket where there is an app-level token', () => {
    const { slack } = readConfig({ SLACK_APP_TOKEN: 'xapp-1', SLACK_BOT_TOKEN: 'xoxb-1' })
    expect(slack?.inbound).toEqual({ kind: 'socket', appToken: 'xapp-1' })
  })
  test('runs in many workspaces, in another cloud, beside the playground', () => {
    const env = { ...many, ENCRYPTION_KEY: key, SLACK_API_URL: 'https://slack-gov.com/api/', PLAYGROUND: '1' }
    const { slack, playground, encryptionKey } = readConfig(env)
    expect(slack).toMatchObject({ apiUrl: 'https://slack-gov.com/api/', installed: { kind: 'many' } })
    expect(playground).toBe(true)
    expect(encryptionKey?.length).toBe(32)
  })
})

const faults: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
  ['a port that is none', { PORT: 'x' }, /PORT cannot be used.*number/],
  ['a port too high', { PORT: '70000' }, /PORT cannot be used/],
  ['a database that is none', { DATABASE_URL: 'mysql://x' }, /DATABASE_URL.*postgres:\/\//],
  ['a log level that is none', { LOG_LEVEL: 'loud' }, /LOG_LEVEL.*one of/],
  [
    'a token of another kind',
    { ...http, SLACK_BOT_TOKEN: 'xoxp-1' },
    /SLACK_BOT_TOKEN.*xoxb-.*OAuth & Permissions/,
  ],
  [
    'an app-level token of another kind',
    { ...http, SLACK_APP_TOKEN: 'xoxb-1' },
    /SLACK_APP_TOKEN.*xapp-.*Basic Information/,
  ],
  ['no signing secret', { SLACK_BOT_TOKEN: 'xoxb-1' }, /SLACK_SIGNING_SECRET is missing.*Basic Information/],
  [
    'no token at all',
    { SLACK_SIGNING_SECRET: '0123456789abcdef' },
    /SLACK_BOT_TOKEN is missing.*SLACK_CLIENT_ID/,
  ],
  [
    'no client secret',
    { ...http, SLACK_BOT_TOKEN: '', SLACK_CLIENT_ID: '1.2' },
    /SLACK_CLIENT_SECRET is missing/,
  ],
  [
    'no client id',
    { ...http, SLACK_BOT_TOKEN: '', SLACK_CLIENT_SECRET: '0123456789abcdef' },
    /SLACK_CLIENT_ID is missing/,
  ],
  ['no key for the tokens of many', many, /ENCRYPTION_KEY is missing.*openssl/],
  [
    'a key that is too short',
    { ...many, ENCRYPTION_KEY: 'short' },
    /ENCRYPTION_KEY cannot be used.*32 bytes/,
  ],
  ['one token and many', { ...http, ...many }, /for one workspace.*for many/],
  [
    'an address without its slash',
    { ...http, SLACK_API_URL: 'https://slack.com/api' },
    /SLACK_API_URL.*slash/,
  ],
  ['a playground in production', { NODE_ENV: 'production', PLAYGROUND: '1', ...http }, /remove PLAYGROUND=1/],
  ['nothing to run in production', { NODE_ENV: 'production' }, /No place to chat is configured/],
]

test.each(faults)(
  '%s: one line that names the setting, says what to do, and repeats no value',
  (_, env, line) => {
    const said = fault(env)
    expect(said).toMatch(line)
    expect(said).not.toContain('\n')
    for (const [name, value] of Object.entries(env))
      if (name !== 'NODE_ENV' && value.length > 8) expect(said).not.toContain(value)
  },
)
