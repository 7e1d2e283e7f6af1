// What came in already, in SQLite without row ids: one tree instead of three, of which every write touches each.
import { type Kysely, sql } from 'kysely'

type Schema = Kysely<unknown>

export async function up(db: Schema, dialect: 'sqlite' | 'postgres'): Promise<void> {
  // Old ids are forgotten once a day by a walk through all of them, which needs no index.
  await db.schema.dropIndex('processed_at').execute()
  if (dialect === 'postgres') return
  await db.schema.alterTable('processed').renameTo('processed_before').execute()
  await db.schema
    .createTable('processed')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .modifyEnd(sql`without rowid`)
    .execute()
  await sql`insert into processed (id, at) select id, at from processed_before`.execute(db)
  await db.schema.dropTable('processed_before').execute()
}
