// The library of lessons that networks have offered to others. It holds their search terms, and not who kept them.
import { type Kysely, sql } from 'kysely'
import type { Db, TransactionScript } from '../connection/database.ts'
import type { Tables } from '../connection/schema.ts'
import { indexTerms, type SearchTerm } from './search-terms.ts'

export interface OfferedLesson {
  readonly lesson: string
  readonly text: string
  /** When it was offered, in milliseconds since 1970. */
  readonly at: number
}

/** Changes to the lessons of one network. */
export interface LibraryChanges {
  readonly offered: readonly OfferedLesson[]
  /** Ids of lessons. */
  readonly takenBack: readonly string[]
}

export interface Found {
  readonly network: string
  readonly lesson: string
}

export function* writeLibrary(
  kysely: Kysely<Tables>,
  network: string,
  { offered, takenBack }: LibraryChanges,
): TransactionScript<void> {
  const gone = [...takenBack, ...offered.map(({ lesson }) => lesson)]
  if (gone.length > 0)
    yield kysely.deleteFrom('library').where('network', '=', network).where('lesson', 'in', gone)
  if (offered.length === 0) return
  yield kysely
    .insertInto('library')
    .values(offered.map(({ lesson, text, at }) => ({ network, lesson, at, terms: indexTerms(text) })))
}

/** Finds lessons that match all terms, the latest offered first, without those of the networks `except`. */
export async function searchLibrary(
  db: Db,
  sought: readonly SearchTerm[],
  { except, limit }: { readonly except: readonly string[]; readonly limit: number },
): Promise<Found[]> {
  if (sought.length === 0) return []
  const matches = db.dialect === 'sqlite' ? inSqlite(sought) : inPostgres(sought)
  return db.read(
    db.kysely
      .selectFrom('library')
      .select(['network', 'lesson'])
      .where(matches)
      .$if(except.length > 0, (query) => query.where('network', 'not in', except))
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit),
  )
}

/** Words are letters and digits alone, so nothing between the quotation marks is syntax. */
function inSqlite(sought: readonly SearchTerm[]) {
  const query = sought.map(({ word, stem }) => `("${word}" * OR "${stem}")`).join(' AND ')
  return sql<boolean>`id in (select rowid from library_terms where library_terms match ${query})`
}

function inPostgres(sought: readonly SearchTerm[]) {
  const query = sought.map(({ word, stem }) => `('${word}':* | '${stem}')`).join(' & ')
  return sql<boolean>`vector @@ ${query}::tsquery`
}
