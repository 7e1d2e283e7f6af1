// Private answers, which wait beside the journal until their round closes.
import type { Kysely } from 'kysely'
import type { PrivateAnswer } from '../domain/core/private-answers.ts'
import { type Db, rowsOf, type TransactionScript } from './connection/database.ts'
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
  return (await db.read(ofNetwork(db.kysely, network))).filter(isNotApart).map(answerOf)
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
  return rows.filter(isNotApart).map(answerOf)
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
    yield kysely
      .deleteFrom('answers')
      .where('network', '=', network)
      .where('round', 'in', [...over, ...over.map(apart)])
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

/** The name of a round under which answers wait as they were before two people became one. */
function apart(round: string): string {
  return `${apartPrefix}${round}`
}

const apartPrefix = 'apart '

/**
 * Moves the answers of one person to another, except where that one has answered too. Copies of both stay apart until
 * their round is over, so that the two can be separated again.
 */
export function* moveAnswers(kysely: Kysely<Tables>, from: string, person: string): TransactionScript<void> {
  const theirs = (yield* rowsOf(answersBy(kysely, from))).filter(isNotApart)
  const own = new Map((yield* rowsOf(answersBy(kysely, person))).map((row) => [row.round, row]))
  yield kysely.deleteFrom('answers').where('person', '=', from).where('round', 'not like', `${apartPrefix}%`)
  for (const answer of theirs) {
    const { network, round, payload } = answer
    const copies = [{ network, round: apart(round), person: from, payload }]
    const kept = own.get(round)
    if (kept === undefined) copies.push({ ...answer, person })
    else copies.push({ network, round: apart(round), person, payload: kept.payload })
    yield kysely
      .insertInto('answers')
      .values(copies)
      .onConflict((conflict) => conflict.columns(['network', 'round', 'person']).doNothing())
  }
}

export interface Separation {
  readonly from: string
  /** The one whom `from` became. */
  readonly person: string
  /** The one who has the answers of both now. */
  readonly as: string
}

/** Gives back the answers that were moved. What was answered anew in between stays with the one who has it. */
export function* restoreAnswers(
  kysely: Kysely<Tables>,
  { from, person, as }: Separation,
): TransactionScript<void> {
  const kept = (yield* rowsOf(answersBy(kysely, person))).filter((row) => !isNotApart(row))
  const ownRounds = new Set(kept.map(({ round }) => round))
  for (const { network, round, payload } of (yield* rowsOf(answersBy(kysely, from))).filter(
    (row) => !isNotApart(row),
  )) {
    const answered = round.slice(apartPrefix.length)
    if (!ownRounds.has(round)) yield ofPerson(kysely, network, answered, as).where('payload', '=', payload)
    yield kysely
      .insertInto('answers')
      .values({ network, round: answered, person: from, payload })
      .onConflict((conflict) => conflict.columns(['network', 'round', 'person']).doNothing())
  }
  yield* forgetAnswersApart(kysely, [from])
}

/** Deletes the copies that were kept apart for these people. */
export function* forgetAnswersApart(
  kysely: Kysely<Tables>,
  people: readonly string[],
): TransactionScript<void> {
  yield kysely.deleteFrom('answers').where('person', 'in', people).where('round', 'like', `${apartPrefix}%`)
}

function isNotApart({ round }: { readonly round: string }): boolean {
  return !round.startsWith(apartPrefix)
}

function answersBy(kysely: Kysely<Tables>, person: string) {
  return kysely.selectFrom('answers').select(['network', 'round', 'payload']).where('person', '=', person)
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
