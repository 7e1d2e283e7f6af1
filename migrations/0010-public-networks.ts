// The networks that have gone public: only those can be found from outside.
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('public_networks')
    .addColumn('network', 'text', (column) =>
      column.notNull().primaryKey().references('networks.id').onDelete('cascade'),
    )
    .execute()
}
