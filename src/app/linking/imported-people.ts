// People whom an imported network names: each of their accounts is asked, and is nobody in the network until it says yes.
import type { User } from '../../chat/address.ts'
import { userKey } from '../../chat/address.ts'
import type { Card } from '../../chat/card.ts'
import {
  claimCard,
  claimedCard,
  claimGoneCard,
  claimRefusedCard,
  claimTakenCard,
} from '../../conversation/membership/linking/imported-cards.ts'
import type { Instant, NetworkId, PersonId } from '../../domain/core/ids.ts'
import type { Db } from '../../store/connection/database.ts'
import { mergePeople } from '../../store/joined-people.ts'
import { getValue, popValue, setValue } from '../../store/key-value/key-value.ts'
import type { NewMessage } from '../../store/outbox.ts'
import { people } from '../../store/people.ts'
import type { AppContext, Correlation } from '../app-context.ts'
import { noNetwork } from '../messages.ts'
import type { PlatformEvents } from '../platform-events.ts'

/** The file of the network says that this account is that person of it. Stored as JSON. */
interface Claim {
  readonly network: NetworkId
  readonly person: PersonId
  readonly account: User
}

function nameOf(network: NetworkId, account: User): string {
  return `imported ${network} ${userKey(account)}`
}

export async function saveClaims(db: Db, claims: readonly Claim[]): Promise<void> {
  for (const claim of claims) await setValue(db, nameOf(claim.network, claim.account), JSON.stringify(claim))
}

/** The outbox stores it as JSON, so its keys and kind stay as they are. */
export interface ClaimNews {
  readonly kind: 'import-asked'
  readonly of: NetworkId
}

export function claimMessage(
  { network, account }: Claim,
  now: Instant,
  correlation: Correlation,
): NewMessage {
  const about: ClaimNews = { kind: 'import-asked', of: network }
  return {
    network: noNetwork,
    to: { kind: 'direct', ...account },
    about: JSON.stringify({ about, correlation }),
    due: now,
    subject: `import-asked:${network}`,
  }
}

/** `undefined` once the account has answered. */
export async function claimQuestion(
  { db, networks }: AppContext,
  id: NetworkId,
  reader: User,
): Promise<Card | undefined> {
  const stored = await getValue(db, nameOf(id, reader))
  if (stored === undefined) return undefined
  const { person } = JSON.parse(stored) as Claim
  const network = await networks.load(id)
  return network.people.has(person) ? claimCard(network, person) : undefined
}

interface ClaimAnswer {
  readonly network: NetworkId
  readonly account: User
  readonly speaker: PersonId
  readonly isYes: boolean
  readonly correlation: Correlation
}

export async function answerClaim(
  { db, networks, platformEvents }: AppContext & { readonly platformEvents: PlatformEvents },
  { network: id, account, speaker, isYes, correlation }: ClaimAnswer,
): Promise<Card> {
  const stored = await popValue(db, nameOf(id, account))
  if (stored === undefined) return claimGoneCard()
  const { person } = JSON.parse(stored) as Claim
  const { name } = await networks.load(id)
  if (!isYes) return claimRefusedCard(name)
  const [imported] = await people(db, [person])
  if (imported === undefined || imported.users.length > 0) return claimTakenCard(name)
  await platformEvents.recordLink([id], { kind: 'person-linked', from: person, person: speaker }, correlation)
  await mergePeople(db, person, speaker)
  return claimedCard(await networks.load(id))
}
