// The environment, parsed once into a Config. Nothing else reads the environment.
import { join } from 'node:path'
import * as v from 'valibot'
import {
  type AdapterDescriptor,
  type Given,
  SettingError,
  type SettingsContext,
} from './chat/adapter-descriptor.ts'
import { readKey } from './store/key-value/encryption.ts'

/** The file of the database when there is no `DATABASE_URL`. */
export const databaseFile = join('data', 'on-the-table.db')

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

export interface Config {
  readonly port: number
  /** `postgres://…`; without it the database is a SQLite file in `./data/`. */
  readonly databaseUrl?: string
  /** The address at which people and platforms reach the process, without a slash at the end. Without it nobody gets a link. */
  readonly publicUrl?: string
  readonly logLevel: (typeof logLevels)[number]
  readonly encryptionKey?: Buffer
  /** The platforms that are configured, in the order of the table. */
  readonly adapters: readonly ConfiguredAdapter[]
  /** npm started the process. On SIGTERM npm ends its shell without telling what runs in it. */
  readonly underNpm?: true
}

interface ConfiguredAdapter {
  readonly descriptor: AdapterDescriptor
  /** What the descriptor's `configure` made of its variables. */
  readonly settings: object
}

export type Environment = Readonly<Record<string, string | undefined>>

const variables = {
  PORT: v.optional(v.pipe(v.string(), v.regex(/^\d{1,5}$/), v.transform(Number), v.maxValue(65_535))),
  DATABASE_URL: v.optional(v.pipe(v.string(), v.regex(/^postgres(ql)?:\/\/\S+$/))),
  PUBLIC_URL: v.optional(
    v.pipe(
      v.string(),
      v.url(),
      v.regex(/^https?:/i),
      v.check((url) => !/[?#]/.test(url)),
      v.transform((url) => url.replace(/\/+$/, '')),
    ),
  ),
  LOG_LEVEL: v.optional(v.picklist(logLevels)),
  NODE_ENV: v.optional(v.string()),
  npm_lifecycle_event: v.optional(v.string()),
  ENCRYPTION_KEY: v.optional(
    v.pipe(
      v.string(),
      v.check((text) => readKey(text) !== undefined),
    ),
  ),
}

const ownHints: Readonly<Record<string, string>> = {
  PORT: 'a number from 0 to 65535, e.g. 3000',
  DATABASE_URL: 'an address like postgres://user:password@host:5432/name, or not set for SQLite in ./data/',
  PUBLIC_URL: 'the address at which people reach it, like https://table.example.org, or not set',
  LOG_LEVEL: `one of ${logLevels.join(', ')}`,
  ENCRYPTION_KEY: '32 bytes in hex or base64; make one with: openssl rand -base64 32',
}

/** Reads the settings of the process and of the platforms in the table; throws a `SettingError`. */
export function readConfig(environment: Environment, table: readonly AdapterDescriptor[]): Config {
  const hints = Object.assign({}, ownHints, ...table.map((descriptor) => descriptor.hints))
  const own = parse(variables, environment, hints)
  // Every variable is parsed before any platform looks at what belongs together.
  const parsed = table.map((descriptor) => ({
    descriptor,
    given: parse(descriptor.variables, environment, hints),
  }))
  const adapters: ConfiguredAdapter[] = []
  for (const { descriptor, given } of parsed) {
    const settings = descriptor.configure(given, {
      isProduction: own.NODE_ENV === 'production',
      hasEncryptionKey: own.ENCRYPTION_KEY !== undefined,
      hasOtherPlatform: adapters.length > 0,
      missing: (setting, alternative) => missing(hints, setting, alternative),
    })
    if (settings !== undefined) adapters.push({ descriptor, settings })
  }
  return {
    port: own.PORT ?? 3000,
    databaseUrl: own.DATABASE_URL,
    publicUrl: own.PUBLIC_URL,
    logLevel: own.LOG_LEVEL ?? 'info',
    encryptionKey: readKey(own.ENCRYPTION_KEY ?? ''),
    adapters,
    underNpm: own.npm_lifecycle_event === undefined ? undefined : true,
  }
}

/** A variable that is set to nothing counts as not set. */
function parse<Entries extends v.ObjectEntries>(
  entries: Entries,
  environment: Environment,
  hints: Readonly<Record<string, string>>,
): Given<Entries> {
  const names = Object.keys(entries).filter(
    (name) => environment[name] !== undefined && environment[name] !== '',
  )
  const read = v.safeParse(
    v.object(entries),
    Object.fromEntries(names.map((name) => [name, environment[name]])),
  )
  if (read.success) return read.output
  const setting = v.getDotPath(read.issues[0]) ?? ''
  throw new SettingError(
    `The setting ${setting} cannot be used: it must be ${hints[setting] ?? 'different'}.`,
  )
}

function missing(
  hints: Readonly<Record<string, string>>,
  setting: string,
  alternative = '',
): ReturnType<SettingsContext['missing']> {
  return new SettingError(`The setting ${setting} is missing${alternative}: it must be ${hints[setting]}.`)
}
