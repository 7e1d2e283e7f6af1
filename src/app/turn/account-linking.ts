// Two accounts that are one person: the code that joins them, and what becomes of both.
import type { Reply } from '../../chat/adapter.ts'
import type { LinkAccounts } from '../../conversation/answers.ts'
import {
  linkCodeCard,
  linkedCard,
  linkWindow,
  notLinkedCard,
} from '../../conversation/membership/account-linking.ts'
import type { Turn } from '../../conversation/turn.ts'
import type { PersonId } from '../../domain/core/ids.ts'
import type { Db } from '../../store/connection/database.ts'
import {
  deleteValue,
  getValue,
  popValue,
  setValue,
  valuesWithPrefix,
} from '../../store/key-value/key-value.ts'
import { mergePeople, people } from '../../store/people.ts'

export interface LinkRequest {
  readonly db: Db
  readonly turn: Turn
  readonly wanted: LinkAccounts
  /** In all networks of `from`, that is `person` from now on. */
  readonly linkPeople: (from: PersonId, person: PersonId) => Promise<void>
}

/** Stored as JSON. */
interface PendingLink {
  readonly person: PersonId
  readonly until: number
}

const prefix = 'link '

function nameOf(codeHash: string): string {
  return `${prefix}${codeHash}`
}

/** Gives a code, or redeems the one that was typed. */
export function linkAccounts(request: LinkRequest): Promise<Reply> {
  const { codeHash } = request.wanted
  return codeHash === undefined ? giveCode(request) : redeem(request, codeHash)
}

async function giveCode({ db, turn }: LinkRequest): Promise<Reply> {
  const { newId, codeFrom, speaker, now } = turn
  const { code, codeHash } = codeFrom(newId())
  const pending: PendingLink = { person: speaker.id, until: now + linkWindow * 60_000 }
  await setValue(db, nameOf(codeHash), JSON.stringify(pending))
  return { kind: 'card', card: linkCodeCard(code) }
}

/** The one who asked for the code stays; the one who types it becomes the same person. */
async function redeem({ db, turn, linkPeople }: LinkRequest, codeHash: string): Promise<Reply> {
  const { speaker, now } = turn
  const stored = await getValue(db, nameOf(codeHash))
  const pending = stored === undefined ? undefined : (JSON.parse(stored) as PendingLink)
  const isGood = pending !== undefined && now <= pending.until && pending.person !== speaker.id
  // If several type it at once, one of them has it.
  if (!isGood || (await popValue(db, nameOf(codeHash))) === undefined)
    return { kind: 'card', card: notLinkedCard() }
  await linkPeople(speaker.id, pending.person)
  await mergePeople(db, speaker.id, pending.person)
  const [person = speaker] = await people(db, [pending.person])
  return { kind: 'card', card: linkedCard(person) }
}

/** Deletes the codes that nobody has typed in time. */
export async function deleteExpiredLinkCodes(db: Db, now: number): Promise<void> {
  for (const { name, value } of await valuesWithPrefix(db, prefix))
    if ((JSON.parse(value) as PendingLink).until < now) await deleteValue(db, name)
}
