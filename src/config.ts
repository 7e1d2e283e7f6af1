// The environment, parsed once. Nothing else reads process.env.
import { join } from 'node:path'
import * as v from 'valibot'
import { readKey } from './store/key-value/encryption.ts'

/** Where the database is without a `DATABASE_URL`. */
export const databaseFile = join('data', 'on-the-table.db')

export interface Config {
  readonly port: number
  /** `postgres://…`; without it the database is a SQLite file in `./data/`. */
  readonly databaseUrl?: string
  /** Where people and platforms reach it, without a slash at the end; without it nobody gets a link. */
  readonly publicUrl?: string
  readonly logLevel: (typeof levels)[number]
  readonly slack?: SlackConfig
  readonly teams?: TeamsConfig
  readonly encryptionKey?: Buffer
  /** Whether the playground runs: by itself where no platform is configured, else where it is asked for. */
  readonly playground: boolean
  /** Whether npm started it: npm ends its shell on SIGTERM, which tells nothing to what runs in it. */
  readonly underNpm?: true
}

export interface SlackConfig {
  readonly apiUrl?: string
  readonly inbound:
    | { readonly kind: 'http'; readonly signingSecret: string }
    | { readonly kind: 'socket'; readonly appToken: string }
  readonly installed:
    | { readonly kind: 'one'; readonly botToken: string }
    | { readonly kind: 'many'; readonly client: { readonly id: string; readonly secret: string } }
}

export interface TeamsConfig {
  readonly cloud: (typeof cloudNames)[number]
  /** Without it whoever sends is believed, so that it is for rehearsals on this machine alone. */
  readonly app?: { readonly id: string; readonly password?: string; readonly tenant: string }
  /** The tenants whose people are served. */
  readonly tenants?: readonly string[]
}

const cloudNames = ['public', 'gcc', 'gcc-high', 'dod'] as const
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

const matching = (shape: RegExp) => v.optional(v.pipe(v.string(), v.regex(shape)))
const web = v.pipe(v.string(), v.url(), v.regex(/^https?:/i))

const schema = v.object({
  PORT: v.optional(v.pipe(v.string(), v.regex(/^\d{1,5}$/), v.transform(Number), v.maxValue(65_535))),
  DATABASE_URL: matching(/^postgres(ql)?:\/\/\S+$/),
  PUBLIC_URL: v.optional(
    v.pipe(
      web,
      v.check((url) => !/[?#]/.test(url)),
      v.transform((url) => url.replace(/\/+$/, '')),
    ),
  ),
  LOG_LEVEL: v.optional(v.picklist(levels)),
  PLAYGROUND: v.optional(v.literal('1')),
  NODE_ENV: v.optional(v.string()),
  npm_lifecycle_event: v.optional(v.string()),
  ENCRYPTION_KEY: v.optional(
    v.pipe(
      v.string(),
      v.check((text) => readKey(text) !== undefined),
    ),
  ),
  SLACK_SIGNING_SECRET: matching(/^\S{16,}$/),
  SLACK_APP_TOKEN: matching(/^xapp-\S+$/),
  SLACK_BOT_TOKEN: matching(/^xoxb-\S+$/),
  SLACK_CLIENT_ID: matching(/^\d+\.\d+$/),
  SLACK_CLIENT_SECRET: matching(/^\S{16,}$/),
  SLACK_API_URL: v.optional(v.pipe(web, v.regex(/\/$/))),
  TEAMS_APP_ID: matching(guid),
  TEAMS_APP_PASSWORD: matching(/^\S{8,}$/),
  TEAMS_APP_TENANT: matching(guid),
  TEAMS_TENANTS: v.optional(
    v.pipe(
      v.string(),
      v.transform((text) => text.split(/[\s,]+/).filter((tenant) => tenant !== '')),
      v.check((tenants) => tenants.every((tenant) => guid.test(tenant))),
    ),
  ),
  TEAMS_CLOUD: v.optional(v.picklist(cloudNames)),
  TEAMS_REHEARSAL: v.optional(v.literal('1')),
})

type Settings = v.InferOutput<typeof schema>

const inEntra = 'of the app registration in Microsoft Entra'
const inSlack = 'of your app at api.slack.com/apps'

const needs: { readonly [setting: string]: string } = {
  PORT: 'a number from 0 to 65535, e.g. 3000',
  DATABASE_URL: 'an address like postgres://user:password@host:5432/name, or not set for SQLite in ./data/',
  PUBLIC_URL: 'the address at which people reach it, like https://table.example.org, or not set',
  LOG_LEVEL: `one of ${levels.join(', ')}`,
  PLAYGROUND: '1, or not set',
  ENCRYPTION_KEY: '32 bytes in hex or base64; make one with: openssl rand -base64 32',
  SLACK_SIGNING_SECRET: `the “Signing Secret” from “Basic Information” ${inSlack}`,
  SLACK_APP_TOKEN: `an app-level token (xapp-…) from “Basic Information” ${inSlack}`,
  SLACK_BOT_TOKEN: `the “Bot User OAuth Token” (xoxb-…) from “OAuth & Permissions” ${inSlack}`,
  SLACK_CLIENT_ID: `the “Client ID” (numbers with a dot) from “Basic Information” ${inSlack}`,
  SLACK_CLIENT_SECRET: `the “Client Secret” from “Basic Information” ${inSlack}`,
  TEAMS_APP_ID: `the “Application (client) ID” ${inEntra}`,
  TEAMS_APP_PASSWORD: `the value of a client secret ${inEntra}, or not set for a managed identity`,
  TEAMS_APP_TENANT: `the “Directory (tenant) ID” ${inEntra}`,
  TEAMS_TENANTS: 'ids of tenants with commas between them, or not set for the app’s own',
  TEAMS_CLOUD: `one of ${cloudNames.join(', ')}`,
  TEAMS_REHEARSAL: '1, or not set',
  SLACK_API_URL: 'an address that ends with a slash, like https://slack-gov.com/api/, or not set',
}

/** A setting that cannot be used. Its message is one line, which says what to do; it never repeats the value. */
export class SettingError extends Error {}

/** Reads the settings; throws a `SettingError`. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const read = v.safeParse(schema, set)
  if (!read.success) {
    const setting = v.getDotPath(read.issues[0]) ?? ''
    throw new SettingError(
      `The setting ${setting} cannot be used: it must be ${needs[setting] ?? 'different'}.`,
    )
  }
  const { PORT, DATABASE_URL, PUBLIC_URL, LOG_LEVEL, ENCRYPTION_KEY, npm_lifecycle_event } = read.output
  const slack = slackIn(read.output)
  const teams = teamsIn(read.output)
  const encryptionKey = readKey(ENCRYPTION_KEY ?? '')
  return {
    port: PORT ?? 3000,
    logLevel: LOG_LEVEL ?? 'info',
    playground: playgroundIn(read.output, slack !== undefined || teams !== undefined),
    databaseUrl: DATABASE_URL,
    publicUrl: PUBLIC_URL,
    slack,
    teams,
    encryptionKey,
    ...(npm_lifecycle_event !== undefined && { underNpm: true }),
  }
}

function playgroundIn({ PLAYGROUND, NODE_ENV }: Settings, hasPlatform: boolean): boolean {
  const wanted = PLAYGROUND === '1' || !hasPlatform
  if (wanted && NODE_ENV === 'production')
    throw new SettingError(
      PLAYGROUND === '1'
        ? 'The playground lets anyone be anyone, so it does not run with NODE_ENV=production: remove PLAYGROUND=1.'
        : 'No place to chat is configured, and the playground does not run with NODE_ENV=production: unset NODE_ENV to try it.',
    )
  return wanted
}

/** Nothing where no setting of Slack is there. */
function slackIn(settings: Settings): SlackConfig | undefined {
  const given = Object.keys(settings).filter((name) => name.startsWith('SLACK_'))
  if (given.length === 0) return undefined
  const { SLACK_API_URL } = settings
  return {
    inbound: inboundIn(settings),
    installed: installedIn(settings),
    apiUrl: SLACK_API_URL,
  }
}

function inboundIn({ SLACK_APP_TOKEN, SLACK_SIGNING_SECRET }: Settings): SlackConfig['inbound'] {
  if (SLACK_APP_TOKEN !== undefined) return { kind: 'socket', appToken: SLACK_APP_TOKEN }
  if (SLACK_SIGNING_SECRET !== undefined) return { kind: 'http', signingSecret: SLACK_SIGNING_SECRET }
  throw missing('SLACK_SIGNING_SECRET', ' (or SLACK_APP_TOKEN for socket mode)')
}

function installedIn(settings: Settings): SlackConfig['installed'] {
  const { SLACK_BOT_TOKEN, SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, ENCRYPTION_KEY } = settings
  const wantsMany = SLACK_CLIENT_ID !== undefined || SLACK_CLIENT_SECRET !== undefined
  if (SLACK_BOT_TOKEN !== undefined) {
    if (wantsMany)
      throw new SettingError(
        'SLACK_BOT_TOKEN is for one workspace, SLACK_CLIENT_ID and SLACK_CLIENT_SECRET are for many: unset one or the other.',
      )
    return { kind: 'one', botToken: SLACK_BOT_TOKEN }
  }
  if (!wantsMany)
    throw missing('SLACK_BOT_TOKEN', ' (or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET for many workspaces)')
  if (SLACK_CLIENT_ID === undefined) throw missing('SLACK_CLIENT_ID')
  if (SLACK_CLIENT_SECRET === undefined) throw missing('SLACK_CLIENT_SECRET')
  // Tokens of many workspaces are kept in the database, and never without a key.
  if (ENCRYPTION_KEY === undefined) throw missing('ENCRYPTION_KEY')
  return { kind: 'many', client: { id: SLACK_CLIENT_ID, secret: SLACK_CLIENT_SECRET } }
}

/** Nothing where no setting of Teams is there. */
function teamsIn(settings: Settings): TeamsConfig | undefined {
  const given = Object.keys(settings).filter((name) => name.startsWith('TEAMS_'))
  if (given.length === 0) return undefined
  const { TEAMS_APP_ID, TEAMS_APP_PASSWORD, TEAMS_APP_TENANT, TEAMS_TENANTS, TEAMS_REHEARSAL } = settings
  const cloud = settings.TEAMS_CLOUD ?? 'public'
  if (TEAMS_REHEARSAL !== undefined) {
    if (TEAMS_APP_ID !== undefined || settings.NODE_ENV === 'production')
      throw new SettingError(
        'TEAMS_REHEARSAL believes whoever sends, so it goes neither with TEAMS_APP_ID nor with NODE_ENV=production: unset one or the other.',
      )
    return { cloud }
  }
  // Without an id the framework would believe everybody.
  if (TEAMS_APP_ID === undefined) throw missing('TEAMS_APP_ID', ' (or TEAMS_REHEARSAL=1 to try it here)')
  if (TEAMS_APP_TENANT === undefined) throw missing('TEAMS_APP_TENANT')
  return {
    cloud,
    app: {
      id: TEAMS_APP_ID,
      tenant: TEAMS_APP_TENANT,
      password: TEAMS_APP_PASSWORD,
    },
    tenants: TEAMS_TENANTS ?? [TEAMS_APP_TENANT],
  }
}

function missing(setting: string, or = ''): SettingError {
  return new SettingError(`The setting ${setting} is missing${or}: it must be ${needs[setting]}.`)
}
