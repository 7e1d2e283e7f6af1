// Who is asked to take a role in which network, so that it waits for people who are not in it yet.
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('nominees')
    .addColumn('network', 'text', (column) => column.notNull().references('networks.id').onDelete('cascade'))
    .addColumn('person', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('nominees_key', ['network', 'person'])
    .execute()
  await db.schema.createIndex('nominees_person').on('nominees').column('person').execute()
}
