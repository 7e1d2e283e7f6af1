// Private answers that wait until what they answer closes. Without an instant and without row ids in SQLite, so that
// not even their order is kept.
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
  const table = db.schema
    .createTable('answers')
    .addColumn('network', 'text', (column) => column.notNull().references('networks.id').onDelete('cascade'))
    .addColumn('round', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('payload', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('answers_key', ['network', 'round', 'person'])
  await (dialect === 'sqlite' ? table.modifyEnd(sql`without rowid`) : table).execute()
  await db.schema.createIndex('answers_person').on('answers').column('person').execute()
}
