// From when on the news of the last digest were, so that its message can be changed in place.
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('digests').addColumn('before', 'bigint').execute()
}
