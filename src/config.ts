// The environment, parsed once. Nothing else reads process.env.
import { z } from 'zod'

export interface Config {
  readonly port: number
  /** `postgres://…`; without it the database is a SQLite file in `./data/`. */
  readonly databaseUrl?: string
  readonly logLevel: (typeof levels)[number]
}

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

const schema = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((port) => port <= 65535)
    .optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/)
    .optional(),
  LOG_LEVEL: z.enum(levels).optional(),
  PLAYGROUND: z.literal('1').optional(),
  NODE_ENV: z.string().optional(),
})

const needs: { readonly [setting: string]: string } = {
  PORT: 'a number from 0 to 65535, e.g. 3000',
  DATABASE_URL: 'an address like postgres://user:password@host:5432/name, or not set for SQLite in ./data/',
  LOG_LEVEL: `one of ${levels.join(', ')}`,
  PLAYGROUND: '1, or not set',
}

/** A setting that cannot be used. Its message is one line, which says what to do; it never repeats the value. */
export class SettingError extends Error {}

/** Reads the settings; throws a `SettingError`. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const read = schema.safeParse(set)
  if (!read.success) {
    const setting = String(read.error.issues[0]?.path[0])
    throw new SettingError(
      `The setting ${setting} cannot be used: it must be ${needs[setting] ?? 'different'}.`,
    )
  }
  const { PORT, DATABASE_URL, LOG_LEVEL, PLAYGROUND, NODE_ENV } = read.data
  if (NODE_ENV === 'production')
    throw new SettingError(
      PLAYGROUND === '1'
        ? 'The playground lets anyone be anyone, so it does not run with NODE_ENV=production: remove PLAYGROUND=1.'
        : 'No place to chat is configured, and the playground does not run with NODE_ENV=production: unset NODE_ENV to try it.',
    )
  return {
    port: PORT ?? 3000,
    logLevel: LOG_LEVEL ?? 'info',
    ...(DATABASE_URL !== undefined && { databaseUrl: DATABASE_URL }),
  }
}
