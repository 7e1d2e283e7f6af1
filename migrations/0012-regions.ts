// Whose public holidays a person keeps, where they chose it.
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('people').addColumn('region', 'text').execute()
}
