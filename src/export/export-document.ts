// The export of a network as a document: its journal, and the people whom it names. Pure.
import type { User } from '../chat/address.ts'
import type { Person } from '../conversation/turn.ts'
import type { NetworkId, PersonId } from '../domain/core/ids.ts'
import type { JournalEntry } from '../domain/events.ts'
import { numbered } from '../domain/taken-back.ts'
import { forMoving } from './exported-kinds.ts'

/** Rises whenever a document could be read differently than before. */
export const formatVersion = 1
export const format = 'on-the-table network'

interface ExportedPerson {
  readonly id: PersonId
  readonly name: string
  readonly zone?: string
  readonly locale?: string
  readonly accounts: readonly User[]
}

export interface ExportDocument {
  readonly format: typeof format
  readonly version: typeof formatVersion
  readonly network: NetworkId
  readonly people: readonly ExportedPerson[]
  readonly entries: readonly JournalEntry[]
}

/** What moves a network elsewhere, as far as an entrepreneur may have it. */
export function buildExport(
  network: NetworkId,
  journal: readonly JournalEntry[],
  people: readonly Person[],
): ExportDocument {
  return documentOf(network, numbered(forMoving(journal)), people)
}

/** What moves a network elsewhere, as an operator has it: all but the answers that were given in private. */
export function buildWholeExport(
  network: NetworkId,
  journal: readonly JournalEntry[],
  people: readonly Person[],
): ExportDocument {
  return documentOf(network, numbered(journal.filter(({ kind }) => kind !== 'pulse-answered')), people)
}

function documentOf(
  network: NetworkId,
  entries: readonly JournalEntry[],
  people: readonly Person[],
): ExportDocument {
  const named = new Set(entries.flatMap(personsIn))
  return {
    format,
    version: formatVersion,
    network,
    people: people
      .filter(({ id }) => named.has(id))
      .toSorted((one, other) => compare(one.id, other.id))
      .map(({ id, name, zone, locale, users }) => ({
        id,
        name,
        zone,
        locale,
        accounts: users
          .map(({ platform, workspace, user }) => ({ platform, workspace, user }))
          .toSorted((one, other) => compare(JSON.stringify(one), JSON.stringify(other))),
      })),
    entries,
  }
}

/** The same document always has the same text. */
export function textOf(exported: object): string {
  return `${JSON.stringify(exported, undefined, 1)}\n`
}

/** The ids of the people whom an entry names. */
export function personsIn(entry: JournalEntry): readonly PersonId[] {
  const { by, person } = entry as { by?: unknown; person?: unknown }
  const namesTwo = entry.kind === 'person-linked' || entry.kind === 'person-unlinked'
  const from = namesTwo ? entry.from : undefined
  const ids = [by, person, from, ...authorsIn(entry)]
  return ids.filter((id) => typeof id === 'string')
}

function authorsIn(entry: JournalEntry): readonly PersonId[] {
  if (entry.kind !== 'round-closed') return []
  return entry.answers.flatMap(({ named }) => named.map((answer) => answer.person))
}

/** Compares by code units, which is the same on every machine. */
function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
