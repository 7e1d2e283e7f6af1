// The region whose public holidays a person keeps, if they chose one.
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('people').addColumn('region', 'text').execute()
}
