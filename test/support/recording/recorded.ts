// What an earlier version has stored and left in chats, as the fixtures in `test/fixtures/recorded/` keep it.
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Values } from '../../../src/chat/inbound.ts'
import type { Facts } from './recorded-facts.ts'

export type Json = Readonly<Record<string, unknown>>

/** Names that stand in databases and chats. */
export interface RecordedNames {
  readonly eventKinds: readonly string[]
  readonly noticeKinds: readonly string[]
  readonly actionIds: readonly string[]
  readonly formIds: readonly string[]
  /** The columns of each table. */
  readonly tables: Readonly<Record<string, readonly string[]>>
}

export interface RecordedDatabase {
  /** When it was recorded, in milliseconds since 1970. */
  readonly now: number
  /** By their names: their ids, and what was known of them. */
  readonly networks: Readonly<Record<string, { readonly id: string; readonly facts: Facts }>>
  /** The code of an open invitation to East Bay. */
  readonly code: string
  /** Each message that waits: what it is about, and whether somebody still needs it. */
  readonly waiting: readonly { readonly id: number; readonly about: string; readonly isWanted: boolean }[]
}

/** What the bot is to receive. */
export type Expected =
  | { readonly kind: 'button-press'; readonly action: string; readonly values: Values }
  | {
      readonly kind: 'form-submission'
      readonly form: string
      readonly values: Values
      readonly fields: Values
      /** The fields in which somebody was picked. */
      readonly people: readonly string[]
    }

/** `payload` is what the platform sends beside what all of its payloads share. */
export interface Interaction {
  readonly expected: Expected
  readonly payload: Json
  /** Who did it in the recorded database, and where: the keys of the account and of the place. */
  readonly who: string
  readonly where: string
}

export interface RecordedInteractions {
  /** What all payloads of one type share. */
  readonly envelopes: Readonly<Record<string, Json>>
  readonly interactions: readonly Interaction[]
}

export const recordedFolder = new URL('../../fixtures/recorded/', import.meta.url)

export function recordedBytes(): Uint8Array {
  return gunzipSync(readFileSync(new URL('on-the-table.db.gz', recordedFolder)))
}

export const recordedDatabase = () => read<RecordedDatabase>('on-the-table.json')
export const recordedNames = () => read<RecordedNames>('names.json')
export const recordedInteractions = (platform: 'slack' | 'teams') =>
  read<RecordedInteractions>(`${platform}-interactions.json`)

function read<What>(name: string): What {
  return JSON.parse(readFileSync(new URL(name, recordedFolder), 'utf8')) as What
}
