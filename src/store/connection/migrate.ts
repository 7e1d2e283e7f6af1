// Migrations bring the schema to the newest version, all or nothing, while no other process does the same.
import type { Kysely } from 'kysely'
import * as journal from '../../../migrations/0001-journal-people-outbox.ts'
import * as vault from '../../../migrations/0002-vault.ts'
import * as processed from '../../../migrations/0003-processed-in-one-tree.ts'
import * as digests from '../../../migrations/0006-digests.ts'
import * as library from '../../../migrations/0007-library.ts'
import * as digestBefore from '../../../migrations/0008-digest-before.ts'
import * as answers from '../../../migrations/0009-answers.ts'
import * as publicNetworks from '../../../migrations/0010-public-networks.ts'
import * as nominees from '../../../migrations/0011-nominees.ts'
import * as regions from '../../../migrations/0012-regions.ts'
import type { Db, Dialect } from './database.ts'
import type { Tables } from './schema.ts'

export interface Migration {
  readonly name: string
  up(kysely: Kysely<unknown>, dialect: Dialect): Promise<void>
}

/** All migrations in their order. A new one goes to the end; one that has landed never changes. */
export const migrations: readonly Migration[] = [
  { name: '0001-journal-people-outbox', ...journal },
  { name: '0002-vault', ...vault },
  { name: '0003-processed-in-one-tree', ...processed },
  { name: '0006-digests', ...digests },
  { name: '0007-library', ...library },
  { name: '0008-digest-before', ...digestBefore },
  { name: '0009-answers', ...answers },
  { name: '0010-public-networks', ...publicNetworks },
  { name: '0011-nominees', ...nominees },
  { name: '0012-regions', ...regions },
]

/** Thrown when the database was made by a newer version of the bot than this one. */
export class NewerDatabaseError extends Error {
  constructor(names: readonly string[]) {
    super(
      `The database has migrations that this version does not know (${names.join(', ')}). ` +
        'Start the version that made them, or restore a backup from before the upgrade.',
    )
    this.name = 'NewerDatabaseError'
  }
}

/** @throws {NewerDatabaseError} when the database has unknown migrations; it is left as it is then. */
export function migrate(db: Db, known: readonly Migration[] = migrations): Promise<void> {
  return db.withExclusiveLock((kysely) =>
    applyMissing(kysely.withTables<MigrationTables>(), db.dialect, known),
  )
}

/** A type and not an interface, because Kysely wants an index signature here. */
type MigrationTables = { migrations: { name: string; at: number } }

type MigrationKysely = Kysely<Tables & MigrationTables>

async function applyMissing(
  kysely: MigrationKysely,
  dialect: Dialect,
  known: readonly Migration[],
): Promise<void> {
  await kysely.schema
    .createTable('migrations')
    .ifNotExists()
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()
  const done = new Set(
    (await kysely.selectFrom('migrations').select('name').execute()).map((row) => row.name),
  )
  const unknown = [...done].filter((name) => !known.some((migration) => migration.name === name))
  if (unknown.length > 0) throw new NewerDatabaseError(unknown.sort())
  for (const { name, up } of known.filter((migration) => !done.has(migration.name))) {
    await up(kysely as unknown as Kysely<unknown>, dialect)
    await kysely.insertInto('migrations').values({ name, at: Date.now() }).execute()
  }
}
