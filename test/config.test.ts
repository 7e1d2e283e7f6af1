// Settings: what is taken, and one clear line for each that is not.
import { describe, expect, test } from 'vitest'
import { adapters as table } from '../adapters/index.ts'
import { SettingError } from '../src/chat/adapter-descriptor.ts'
import * as config from '../src/config.ts'

const key = 'a'.repeat(64)
const http = { SLACK_SIGNING_SECRET: '0123456789abcdef', SLACK_BOT_TOKEN: 'xoxb-1' }
const many = {
  SLACK_SIGNING_SECRET: '0123456789abcdef',
  SLACK_CLIENT_ID: '1.2',
  SLACK_CLIENT_SECRET: '0123456789abcdef',
}
const id = '1f2e3d4c-5b6a-7089-90ab-cdef01234567'
const tenant = '11111111-0000-4000-8000-000000000001'
const other = '22222222-0000-4000-8000-000000000002'
const teams = { TEAMS_APP_ID: id, TEAMS_APP_TENANT: tenant, TEAMS_APP_PASSWORD: 'a-secret-of-the-app' }

interface SlackAndTeams {
  readonly slack?: { readonly inbound: object }
  readonly teams?: { readonly app?: { readonly password?: string } }
}

/** The settings, with those of each platform under its name; the playground has none of its own. */
function readConfig(env: config.Environment) {
  const { adapters, ...settings } = config.readConfig(env, table)
  const byName = Object.fromEntries(adapters.map((one) => [one.descriptor.name, one.settings]))
  const { playground, ...platforms } = byName
  return { ...settings, playground: playground !== undefined, ...(platforms as SlackAndTeams) }
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

test.each([
  ['https://table.example.org', 'https://table.example.org'],
  ['https://example.org/table//', 'https://example.org/table'],
  ['HTTPS://example.org', 'HTTPS://example.org'],
])('PUBLIC_URL %s is taken without a slash at its end', (PUBLIC_URL, publicUrl) => {
  expect(readConfig({ PUBLIC_URL }).publicUrl).toBe(publicUrl)
})

test.each([
  'table.example.org',
  'ftp://table.example.org',
  'https://table.example.org/?a',
  'javascript:alert(1)',
])('PUBLIC_URL %s is refused in one line', (PUBLIC_URL) => {
  expect(fault({ PUBLIC_URL })).toMatch(/^The setting PUBLIC_URL cannot be used: it must be the address/)
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

describe('Teams', () => {
  test('runs for the app’s own tenant, in the public cloud, without the playground', () => {
    expect(readConfig(teams)).toEqual({
      port: 3000,
      logLevel: 'info',
      playground: false,
      teams: {
        cloud: 'public',
        app: { id, tenant, password: 'a-secret-of-the-app' },
        tenants: [tenant],
      },
    })
  })
  test('runs for other tenants, as a managed identity, in another cloud, beside the playground', () => {
    const { TEAMS_APP_PASSWORD: _, ...managed } = teams
    const env = { ...managed, TEAMS_TENANTS: `${tenant}, ${other}`, TEAMS_CLOUD: 'gcc-high', PLAYGROUND: '1' }
    expect(readConfig(env)).toMatchObject({
      playground: true,
      teams: { cloud: 'gcc-high', app: { id, tenant }, tenants: [tenant, other] },
    })
    expect(readConfig(env).teams?.app?.password).toBeUndefined()
  })
  test('rehearses without a registration, for every tenant', () => {
    expect(readConfig({ TEAMS_REHEARSAL: '1' })).toMatchObject({ playground: false })
    expect(readConfig({ TEAMS_REHEARSAL: '1' }).teams).toEqual({ cloud: 'public' })
  })
  test('runs beside Slack', () => {
    const { slack, teams: both } = readConfig({ ...http, ...teams })
    expect(slack).toBeDefined()
    expect(both).toBeDefined()
  })
  test('is not there where a setting of it is empty', () => {
    expect(readConfig({ TEAMS_APP_ID: '' }).teams).toBeUndefined()
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
  ['no id of the app', { ...teams, TEAMS_APP_ID: '' }, /TEAMS_APP_ID is missing.*TEAMS_REHEARSAL=1/],
  ['an id of the app that is none', { ...teams, TEAMS_APP_ID: 'not-a-guid' }, /TEAMS_APP_ID.*client\) ID/],
  ['no tenant of the app', { ...teams, TEAMS_APP_TENANT: '' }, /TEAMS_APP_TENANT is missing.*tenant\) ID/],
  ['a tenant that is none', { ...teams, TEAMS_APP_TENANT: 'contoso.com' }, /TEAMS_APP_TENANT cannot be used/],
  ['a password that is too short', { ...teams, TEAMS_APP_PASSWORD: 'short' }, /TEAMS_APP_PASSWORD.*secret/],
  ['tenants that are none', { ...teams, TEAMS_TENANTS: `${tenant},contoso` }, /TEAMS_TENANTS.*commas/],
  [
    'a cloud that is none',
    { ...teams, TEAMS_CLOUD: 'china' },
    /TEAMS_CLOUD.*one of public, gcc, gcc-high, dod/,
  ],
  ['a rehearsal that is not 1', { TEAMS_REHEARSAL: 'yes' }, /TEAMS_REHEARSAL.*1, or not set/],
  [
    'a rehearsal with a registration',
    { ...teams, TEAMS_REHEARSAL: '1' },
    /TEAMS_REHEARSAL.*TEAMS_APP_ID.*unset/,
  ],
  [
    'a rehearsal in production',
    { TEAMS_REHEARSAL: '1', NODE_ENV: 'production' },
    /TEAMS_REHEARSAL.*NODE_ENV=production.*unset/,
  ],
  ['a playground in production', { NODE_ENV: 'production', PLAYGROUND: '1', ...http }, /remove PLAYGROUND=1/],
  ['nothing to run in production', { NODE_ENV: 'production' }, /No place to chat is configured/],
]

test.each(faults)(
  '%s: one line that names the setting, says what to do, and repeats no value',
  (_, env, line) => {
    const problem = fault(env)
    expect(problem).toMatch(line)
    expect(problem).not.toContain('\n')
    for (const [name, value] of Object.entries(env))
      if (name !== 'NODE_ENV' && value.length > 8) expect(problem).not.toContain(value)
  },
)
