// The tables as Kysely sees them. Ids are text; instants are milliseconds since 1970 (bigint in PostgreSQL).
import type { Generated } from 'kysely'

export interface Tables {
  networks: NetworkRow
  entries: EntryRow
  answers: AnswerRow
  homes: HomeRow
  participants: ParticipantRow
  nominees: NomineeRow
  invitations: InvitationRow
  library: LibraryRow
  public_networks: PublicNetworkRow
  people: PersonRow
  identities: IdentityRow
  outbox: OutboxRow
  posts: PostRow
  processed: ProcessedRow
  memory: MemoryRow
  vault: VaultRow
  holds: HoldRow
  digests: DigestRow
}

/** `next_wake` is the first instant at which anything happens in the network by itself. */
interface NetworkRow {
  id: string
  version: number
  next_wake: number | null
}

/** `payload` is the whole entry as JSON. */
interface EntryRow {
  network: string
  version: number
  at: number
  payload: string
}

/** `payload` is the answer as JSON. No instant, on purpose: it would help to tell who answered. */
interface AnswerRow {
  network: string
  round: string
  person: string
  payload: string
}

interface HomeRow {
  network: string
  place_key: string
  platform: string
}

/** `at` is when the person was first seen with this agency in this network. */
interface ParticipantRow {
  network: string
  person: string
  agency: string
  at: number
}

/** Someone whose nomination to a role is open. */
interface NomineeRow {
  network: string
  person: string
}

interface InvitationRow {
  code_hash: string
  network: string
  expires: number
}

/** `at` is when the lesson was offered; `terms` is what it is found by, see `search-terms.ts`. */
interface LibraryRow {
  id: Generated<number>
  network: string
  lesson: string
  at: number
  terms: string
}

interface PublicNetworkRow {
  network: string
}

interface PersonRow {
  id: string
  name: string
  zone: string | null
  locale: string | null
  region: string | null
}

interface IdentityRow {
  platform: string
  workspace: string
  user: string
  person: string
}

/** `destination` is the key of `place`; `place` and `about` are JSON. */
export interface OutboxRow {
  id: Generated<number>
  network: string
  destination: string
  place: string
  about: string
  subject: string | null
  due: number
  retry_at: number | null
  state: MessageState
  holder: string | null
  lease_until: number | null
  why: string | null
  changed_at: number
}

/** `queued → sending → sent | unknown | failed`. */
export type MessageState = 'queued' | 'sending' | 'sent' | 'unknown' | 'failed'

interface PostRow {
  network: string
  destination: string
  subject: string
  post: string
  version: number
}

interface ProcessedRow {
  id: string
  at: number
}

/** `sealed` is base64. */
interface VaultRow {
  name: string
  sealed: string
}

interface HoldRow {
  name: string
  until: number
}

interface MemoryRow {
  name: string
  value: string
}

/** `settings` is JSON. */
interface DigestRow {
  person: string
  settings: string | null
  last: number
  before: number | null
  due: number | null
}
