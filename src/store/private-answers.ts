// Private answers, which wait beside the journal until their round closes.
import type { Kysely } from 'kysely'
import type { PrivateAnswer } from '../domain/core/private-answers.ts'
import { changedBy, type Db, rowsOf, type TransactionScript } from './connection/database.ts'
import { cachedQuery } from './connection/query-cache.ts'
import type { Tables } from './connection/schema.ts'

/** What a decision did with private answers. */
export interface AnswerChanges {
  /** Each replaces what the same person answered before; an empty one deletes it. */
  readonly given: readonly PrivateAnswer[]
  /** Rounds that are over: their answers are destroyed. */
  readonly over: readonly string[]
  /** People who left the network: what they answered is destroyed. */
  readonly left: readonly string[]
  /** All answers of the network as they were when the decision was made. */
  readonly read: readonly PrivateAnswer[]
}

/** The answers of a network, by round and person. */
export async function privateAnswers(db: Db, network: string): Promise<readonly PrivateAnswer[]> {
  return (await db.read(ofNetwork(db.kysely, network))).map(answerOf)
}

/** The answers of one person to the rounds that are open in these networks. */
export async function answersOf(
  db: Db,
  person: string,
  networks: readonly string[],
): Promise<readonly PrivateAnswer[]> {
  const rows = await db.read(
    db.kysely
      .selectFrom('answers')
      .select(['round', 'person', 'payload'])
      .where('person', '=', person)
      .where('network', 'in', networks),
  )
  return rows.map(answerOf)
}

/** Returns false when somebody answered after the decision: the caller rolls back, so that no answer is lost. */
export function* writeAnswers(
  kysely: Kysely<Tables>,
  network: string,
  { given, over, left, read }: AnswerChanges,
): TransactionScript<boolean> {
  if (over.length > 0) {
    const now = (yield* rowsOf(ofNetwork(kysely, network))).map(answerOf)
    const inThese = (some: readonly PrivateAnswer[]) => some.filter(({ round }) => over.includes(round))
    if (JSON.stringify(inThese(now)) !== JSON.stringify(inThese(read))) return false
    yield kysely.deleteFrom('answers').where('network', '=', network).where('round', 'in', over)
  }
  if (left.length > 0)
    yield kysely.deleteFrom('answers').where('network', '=', network).where('person', 'in', left)
  for (const { round, person, answer } of given) {
    if (answer.length === 0) {
      yield ofPerson(kysely, network, round, person)
      continue
    }
    const payload = JSON.stringify(answer)
    yield kysely
      .insertInto('answers')
      .values({ network, round, person, payload })
      .onConflict((conflict) => conflict.columns(['network', 'round', 'person']).doUpdateSet({ payload }))
  }
  return true
}

/** Moves the answers of one person to another, except where that one has answered too. */
export function* moveAnswers(kysely: Kysely<Tables>, from: string, person: string): TransactionScript<void> {
  const theirs = yield* rowsOf(
    kysely.selectFrom('answers').select(['network', 'round', 'payload']).where('person', '=', from),
  )
  yield* changedBy(kysely.deleteFrom('answers').where('person', '=', from))
  for (const answer of theirs)
    yield kysely
      .insertInto('answers')
      .values({ ...answer, person })
      .onConflict((conflict) => conflict.columns(['network', 'round', 'person']).doNothing())
}

function ofPerson(kysely: Kysely<Tables>, network: string, round: string, person: string) {
  return kysely
    .deleteFrom('answers')
    .where('network', '=', network)
    .where('round', '=', round)
    .where('person', '=', person)
}

function ofNetwork(kysely: Kysely<Tables>, network: string) {
  return cachedQuery(kysely, 'answers of', [network], () =>
    kysely
      .selectFrom('answers')
      .select(['round', 'person', 'payload'])
      .where('network', '=', network)
      .orderBy('round')
      .orderBy('person'),
  )
}

function answerOf(row: { round: string; person: string; payload: string }): PrivateAnswer {
  const answer = JSON.parse(row.payload) as PrivateAnswer['answer']
  return { round: row.round, person: row.person, answer }
}
