// The first schema: the journal and what is kept beside it, people, the outbox.
import { type Kysely, sql } from 'kysely'

type Schema = Kysely<unknown>

export async function up(db: Schema, dialect: 'sqlite' | 'postgres'): Promise<void> {
  await createJournal(db)
  await createProjections(db)
  await createPeople(db)
  await createOutbox(db, dialect)
  await createSmallThings(db)
}

async function createJournal(db: Schema): Promise<void> {
  await db.schema
    .createTable('networks')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('next_wake', 'bigint')
    .execute()
  await db.schema.createIndex('networks_next_wake').on('networks').column('next_wake').execute()
  await db.schema
    .createTable('entries')
    .addColumn('network', 'text', (column) => column.notNull().references('networks.id').onDelete('cascade'))
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('payload', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('entries_key', ['network', 'version'])
    .execute()
}

async function createProjections(db: Schema): Promise<void> {
  await db.schema
    .createTable('homes')
    .addColumn('network', 'text', (column) => column.notNull().references('networks.id').onDelete('cascade'))
    .addColumn('place_key', 'text', (column) => column.notNull())
    .addColumn('platform', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('homes_key', ['network', 'place_key'])
    .execute()
  await db.schema.createIndex('homes_place_key').on('homes').column('place_key').execute()
  await db.schema
    .createTable('participants')
    .addColumn('network', 'text', (column) => column.notNull().references('networks.id').onDelete('cascade'))
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('agency', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('participants_key', ['network', 'person'])
    .execute()
  await db.schema.createIndex('participants_person').on('participants').column('person').execute()
  await db.schema
    .createTable('invitations')
    .addColumn('code_hash', 'text', (column) => column.primaryKey())
    .addColumn('network', 'text', (column) => column.notNull().references('networks.id').onDelete('cascade'))
    .addColumn('expires', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('invitations_network').on('invitations').column('network').execute()
}

async function createPeople(db: Schema): Promise<void> {
  await db.schema
    .createTable('people')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('zone', 'text')
    .addColumn('locale', 'text')
    .execute()
  await db.schema
    .createTable('identities')
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('workspace', 'text', (column) => column.notNull())
    .addColumn('user', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull().references('people.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('identities_key', ['platform', 'workspace', 'user'])
    .execute()
  await db.schema.createIndex('identities_person').on('identities').column('person').execute()
}

async function createOutbox(db: Schema, dialect: 'sqlite' | 'postgres'): Promise<void> {
  const table = db.schema.createTable('outbox')
  const withId =
    dialect === 'sqlite'
      ? table.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      : table.addColumn('id', 'bigserial', (column) => column.primaryKey())
  await withId
    .addColumn('network', 'text', (column) => column.notNull())
    .addColumn('destination', 'text', (column) => column.notNull())
    .addColumn('place', 'text', (column) => column.notNull())
    .addColumn('about', 'text', (column) => column.notNull())
    .addColumn('subject', 'text')
    .addColumn('due', 'bigint', (column) => column.notNull())
    .addColumn('retry_at', 'bigint')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('holder', 'text')
    .addColumn('lease_until', 'bigint')
    .addColumn('why', 'text')
    .addColumn('changed_at', 'bigint', (column) => column.notNull())
    .execute()
  // Sent rows are in neither index, so that they cost nothing however many they become.
  await db.schema
    .createIndex('outbox_unsent')
    .on('outbox')
    .columns(['state', 'due', 'id'])
    .where(sql<boolean>`state <> 'sent'`)
    .execute()
  await db.schema
    .createIndex('outbox_open')
    .on('outbox')
    .columns(['destination', 'due', 'id'])
    .where(sql<boolean>`state in ('queued', 'sending')`)
    .execute()
  await db.schema
    .createTable('posts')
    .addColumn('network', 'text', (column) => column.notNull())
    .addColumn('destination', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('post', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('posts_key', ['network', 'destination', 'subject'])
    .execute()
}

async function createSmallThings(db: Schema): Promise<void> {
  await db.schema
    .createTable('processed')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('processed_at').on('processed').column('at').execute()
  await db.schema
    .createTable('memory')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute()
}
