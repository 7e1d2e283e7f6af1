// Lessons that were offered to the library, found by their terms. Nothing could be offered before, so it begins empty.
import { type Kysely, sql } from 'kysely'

type Schema = Kysely<unknown>

export async function up(db: Schema, dialect: 'sqlite' | 'postgres'): Promise<void> {
  const table = db.schema.createTable('library')
  const withId =
    dialect === 'sqlite'
      ? table.addColumn('id', 'integer', (column) => column.primaryKey())
      : table.addColumn('id', 'bigserial', (column) => column.primaryKey())
  await withId
    .addColumn('network', 'text', (column) => column.notNull().references('networks.id').onDelete('cascade'))
    .addColumn('lesson', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('terms', 'text', (column) => column.notNull())
    .addUniqueConstraint('library_key', ['network', 'lesson'])
    .execute()
  if (dialect === 'sqlite') await indexInSqlite(db)
  else await indexInPostgres(db)
}

/** Terms are separated by spaces, and their letters folded already. Triggers follow also what is erased with a network. */
async function indexInSqlite(db: Schema): Promise<void> {
  await sql`
    create virtual table library_terms using fts5(
      terms, content = 'library', content_rowid = 'id', tokenize = "ascii tokenchars '='", prefix = '2 3'
    )`.execute(db)
  await sql`
    create trigger library_added after insert on library begin
      insert into library_terms (rowid, terms) values (new.id, new.terms);
    end`.execute(db)
  await sql`
    create trigger library_removed after delete on library begin
      insert into library_terms (library_terms, rowid, terms) values ('delete', old.id, old.terms);
    end`.execute(db)
}

async function indexInPostgres(db: Schema): Promise<void> {
  await sql`
    alter table library add column vector tsvector not null
      generated always as (array_to_tsvector(string_to_array(terms, ' '))) stored`.execute(db)
  await sql`create index library_vector on library using gin (vector)`.execute(db)
}
