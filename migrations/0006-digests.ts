// When each guardian angel gets the digest.
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('digests')
    .addColumn('person', 'text', (column) =>
      column.notNull().primaryKey().references('people.id').onDelete('cascade'),
    )
    .addColumn('settings', 'text')
    .addColumn('last', 'bigint', (column) => column.notNull())
    .addColumn('due', 'bigint')
    .execute()
  await db.schema.createIndex('digests_due').on('digests').column('due').execute()
}
