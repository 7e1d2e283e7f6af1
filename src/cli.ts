// What an operator does by hand: `npm run manage -- import FILE`.
import { readFile } from 'node:fs/promises'
import { adapters } from '../adapters/index.ts'
import { importNetwork } from './app/import-network.ts'
import { SettingError } from './chat/adapter-descriptor.ts'
import { databaseFile, readConfig } from './config.ts'
import { migrate, NewerDatabaseError } from './store/connection/migrate.ts'
import { closeStore, openStore } from './store/connection/open.ts'

const usage = 'Usage: npm run manage -- import FILE (a zip or JSON that /network export has given)'

/** What is said, and whether it was done. */
async function manage([what, file]: readonly string[]): Promise<readonly [string, boolean]> {
  if (what !== 'import' || file === undefined) return [usage, false]
  const bytes = await readFile(file).catch(() => undefined)
  if (bytes === undefined) return [`The file ${file} cannot be read.`, false]
  const { databaseUrl } = readConfig(process.env, adapters)
  const db = await openStore({ file: databaseFile, url: databaseUrl })
  try {
    await migrate(db)
    const done = await importNetwork(db, bytes, Date.now())
    return done.kind === 'refused'
      ? [`Nothing was imported. ${done.why}`, false]
      : [`Imported “${done.name}”: ${done.entries} entries and ${done.people} people.`, true]
  } finally {
    await closeStore(db)
  }
}

manage(process.argv.slice(2)).then(
  ([said, done]) => {
    ;(done ? process.stdout : process.stderr).write(`${said}\n`)
    process.exitCode = done ? 0 : 1
  },
  (error) => {
    const clear = error instanceof SettingError || error instanceof NewerDatabaseError
    process.stderr.write(`${clear ? error.message : (error.stack ?? error)}\n`)
    process.exitCode = 1
  },
)
