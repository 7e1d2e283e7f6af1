// Two accounts that are one person: the code, and what becomes of both.
import type { Reply } from '../chat/adapter.ts'
import type { LinkAccounts } from '../conversation/answers.ts'
import {
  linkCodeCard,
  linkedCard,
  linkWindow,
  notLinkedCard,
} from '../conversation/membership/account-linking.ts'
import type { Turn } from '../conversation/turn.ts'
import type { Db } from '../store/connection/database.ts'
import { deleteValue, getValue, popValue, setValue, valuesWithPrefix } from '../store/key-value/key-value.ts'
import { mergePeople, people } from '../store/people.ts'

export interface AccountLinkingOptions {
  readonly db: Db
  /** In all networks of `from`, that is `person` from now on. */
  readonly inNetworks: (from: string, person: string) => Promise<void>
}

interface Waiting {
  readonly person: string
  readonly until: number
}

export function createAccountLinking({ db, inNetworks }: AccountLinkingOptions) {
  async function giveCode({ newId, codeFrom, speaker, now }: Turn): Promise<Reply> {
    const { code, codeHash } = codeFrom(newId())
    const waiting: Waiting = { person: speaker.id, until: now + linkWindow * 60_000 }
    await setValue(db, nameOf(codeHash), JSON.stringify(waiting))
    return { kind: 'card', card: linkCodeCard(code) }
  }

  /** Whoever asked for the code stays; whoever types it becomes the same person. */
  async function redeem({ speaker, now }: Turn, codeHash: string): Promise<Reply> {
    const found = await getValue(db, nameOf(codeHash))
    const waiting = found === undefined ? undefined : (JSON.parse(found) as Waiting)
    const isGood = waiting !== undefined && now <= waiting.until && waiting.person !== speaker.id
    // Of several who type it at once, one has it.
    if (!isGood || (await popValue(db, nameOf(codeHash))) === undefined)
      return { kind: 'card', card: notLinkedCard() }
    await inNetworks(speaker.id, waiting.person)
    await mergePeople(db, speaker.id, waiting.person)
    const [person = speaker] = await people(db, [waiting.person])
    return { kind: 'card', card: linkedCard(person) }
  }

  return (turn: Turn, { codeHash }: LinkAccounts): Promise<Reply> =>
    codeHash === undefined ? giveCode(turn) : redeem(turn, codeHash)
}

/** Codes that nobody has typed in time. */
export async function deleteExpiredLinkCodes(db: Db, now: number): Promise<void> {
  for (const { name, value } of await valuesWithPrefix(db, beginning))
    if ((JSON.parse(value) as Waiting).until < now) await deleteValue(db, name)
}

const beginning = 'link '

function nameOf(codeHash: string): string {
  return `${beginning}${codeHash}`
}
