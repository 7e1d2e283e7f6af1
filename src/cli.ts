// What an operator does by hand, as `npm run manage -- COMMAND`.
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { adapters } from '../adapters/index.ts'
import { type ImportResult, importNetwork } from './app/import-network.ts'
import { SettingError } from './chat/adapter-descriptor.ts'
import { databaseFile, readConfig } from './config.ts'
import { buildWholeExport, personsIn, textOf } from './export/export-document.ts'
import { formatReport, reportOn } from './outbox/outbox-report.ts'
import { migrate, NewerDatabaseError } from './store/connection/migrate.ts'
import { closeStore, type Db, openStore } from './store/connection/open.ts'
import { loadEntries } from './store/journal.ts'
import { unsentMessages } from './store/outbox-queries.ts'
import { people } from './store/people.ts'

/** What the operator reads, and whether it was done. */
interface Result {
  readonly text: string
  readonly isDone: boolean
}

type Imported = Extract<ImportResult, { kind: 'imported' }>

interface Command {
  /** What follows the name, in the usage. */
  readonly takes: string
  readonly does: string
  /** Returns `undefined` when the arguments are not what it takes. */
  run(args: readonly string[]): Promise<Result | undefined>
}

const commands: Readonly<Record<string, Command>> = {
  export: {
    takes: 'NETWORK FILE',
    does: 'writes all of a network, by its id, into a file that import takes in elsewhere',
    run: runExport,
  },
  import: {
    takes: 'FILE',
    does: 'takes a network in from the file of an export for moving',
    run: runImport,
  },
  outbox: {
    takes: '[--network ID]',
    does: 'lists the messages that wait, have failed or are unknown, and why; changes nothing',
    run: runOutbox,
  },
}

function usage(): string {
  const lines = Object.entries(commands).map(([name, { takes, does }]) => `  ${name} ${takes}\n      ${does}`)
  return ['Usage: npm run manage -- COMMAND', '', ...lines].join('\n')
}

async function manage([name, ...args]: readonly string[]): Promise<Result> {
  if (name === undefined || name === '--help') return { text: usage(), isDone: true }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  const result = await command?.run(args)
  return result ?? { text: usage(), isDone: false }
}

async function runExport([network, file]: readonly string[]): Promise<Result | undefined> {
  if (network === undefined || file === undefined) return undefined
  return withStore(async (db) => {
    await migrate(db)
    const journal = await loadEntries(db, network)
    if (journal.length === 0) return { text: `There is no network ${network} here.`, isDone: false }
    const whole = buildWholeExport(network, journal, await people(db, journal.flatMap(personsIn)))
    // Only the operator reads it, and nothing that is there already is overwritten.
    await writeFile(file, textOf(whole), { mode: 0o600, flag: 'wx' })
    return {
      text: `Wrote all of the network to ${file}. It has names and accounts, so keep it safe.`,
      isDone: true,
    }
  })
}

async function runImport([file]: readonly string[]): Promise<Result | undefined> {
  if (file === undefined) return undefined
  const bytes = await readFile(file).catch(() => undefined)
  if (bytes === undefined) return { text: `The file ${file} can’t be read.`, isDone: false }
  return withStore(async (db) => {
    await migrate(db)
    const result = await importNetwork(db, bytes, Date.now())
    if (result.kind === 'refused') return { text: `Nothing was imported. ${result.why}`, isDone: false }
    return { text: importedText(result), isDone: true }
  })
}

function importedText({ name, entries, people, asked }: Imported): string {
  return [
    `Imported “${name}”: ${entries} entries and ${people} people.`,
    `${asked} accounts will be asked in a direct message whether they belong to these people.`,
    'Until one of them says yes, nobody here is in the network.',
  ].join('\n')
}

async function runOutbox(args: readonly string[]): Promise<Result | undefined> {
  const filter = parseOutboxArgs(args)
  if (filter === undefined) return undefined
  const { databaseUrl } = readConfig(process.env, adapters)
  // Opening a file that is not there would make it.
  if (databaseUrl === undefined && !existsSync(databaseFile))
    return { text: `There is no database at ${databaseFile}.`, isDone: false }
  return withStore(async (db) => {
    const { network } = filter
    const isUnknown = network !== undefined && (await loadEntries(db, network)).length === 0
    if (isUnknown) return { text: `There is no network ${network} here.`, isDone: false }
    const lines = reportOn(await unsentMessages(db), { now: Date.now(), ...filter })
    return { text: formatReport(lines), isDone: true }
  })
}

function parseOutboxArgs(args: readonly string[]): { readonly network?: string | undefined } | undefined {
  try {
    return parseArgs({ args: [...args], options: { network: { type: 'string' } } }).values
  } catch {
    return undefined
  }
}

async function withStore(work: (db: Db) => Promise<Result>): Promise<Result> {
  const { databaseUrl } = readConfig(process.env, adapters)
  const db = await openStore({ file: databaseFile, url: databaseUrl })
  try {
    return await work(db)
  } finally {
    await closeStore(db)
  }
}

function explain(error: unknown): string {
  if (error instanceof SettingError || error instanceof NewerDatabaseError) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

manage(process.argv.slice(2)).then(
  ({ text, isDone }) => {
    const stream = isDone ? process.stdout : process.stderr
    stream.write(`${text}\n`)
    process.exitCode = isDone ? 0 : 1
  },
  (error) => {
    process.stderr.write(`${explain(error)}\n`)
    process.exitCode = 1
  },
)
