// Takes in a network that was exported here or elsewhere: all of it, or nothing and a reason. Nobody who is here becomes
// one of its people by that: each account that the file names is asked.
import { randomUUID } from 'node:crypto'
import type { Instant, PersonId } from '../domain/core/ids.ts'
import { isOwnId } from '../domain/made-ids.ts'
import { fold } from '../domain/network.ts'
import { type Network, unstarted } from '../domain/state.ts'
import { type ExportDocument, personsIn } from '../export/export-document.ts'
import { parseExport } from '../export/parse-export.ts'
import { documentIn } from '../export/zip.ts'
import type { Db } from '../store/connection/database.ts'
import { addPerson, existingPeople } from '../store/people.ts'
import { newCorrelation } from './app-context.ts'
import { claimMessage, saveClaims } from './linking/imported-people.ts'
import { createNetworkRepository } from './network-repository.ts'

export type ImportResult =
  | {
      readonly kind: 'imported'
      readonly name: string
      readonly entries: number
      readonly people: number
      /** How many accounts are asked whether they are people of the network. */
      readonly asked: number
    }
  | { readonly kind: 'refused'; readonly why: string }

const alreadyHere = 'That network is already here, so nothing was changed.'

function refused(why: string): ImportResult {
  return { kind: 'refused', why }
}

/** The network goes on from here: what fell due since its export happens at the next beat. */
export async function importNetwork(db: Db, file: Uint8Array, now: Instant): Promise<ImportResult> {
  const text = documentIn(file)
  if (text === undefined) return refused('There is no export of a network in that archive.')
  const reading = parseExport(text)
  if (reading.kind === 'refused') return reading
  const { network: id } = reading.exported
  if (!isOwnId(id)) return refused('The network’s id isn’t one that an export would write.')
  const networks = createNetworkRepository(db)
  if ((await networks.load(id)).version > 0) return refused(alreadyHere)
  const { people, entries } = await withPeopleOfItsOwn(db, reading.exported)
  const network = fold(id, entries)
  for (const { accounts: _, ...person } of people) await addPerson(db, person)
  const claims = claimsOf(people, network)
  await saveClaims(db, claims)
  const correlation = newCorrelation()
  const messages = claims.map((claim) => claimMessage(claim, now, correlation))
  const step = { before: unstarted(id), after: network, entries, messages, processed: [], now }
  if ((await networks.save(step)) !== 'saved') return refused(alreadyHere)
  const { name } = network
  return { kind: 'imported', name, entries: entries.length, people: people.length, asked: claims.length }
}

/** A file that somebody has written must not speak of people who are here, so these ids become new ones. */
async function withPeopleOfItsOwn(db: Db, exported: ExportDocument): Promise<ExportDocument> {
  const named = [...exported.people.map(({ id }) => id), ...exported.entries.flatMap(personsIn)]
  const taken = await existingPeople(db, [...new Set(named)])
  const newIds = new Map(taken.map((id) => [id, randomUUID()]))
  const own = taken.length === 0 ? exported : renamed(exported, newIds)
  return { ...own, people: [...own.people, ...unlisted(own)] }
}

/** Ids of people are UUIDs. They stand alone, or behind a role in the cause of a flag. */
function renamed(exported: ExportDocument, newIds: ReadonlyMap<PersonId, PersonId>): ExportDocument {
  return JSON.parse(JSON.stringify(exported), (_, value: unknown) => {
    if (typeof value !== 'string') return value
    const start = value.lastIndexOf(':') + 1
    const newId = newIds.get(value.slice(start))
    return newId === undefined ? value : value.slice(0, start) + newId
  }) as ExportDocument
}

/** Who acts in the journal without being listed is a person without a name. */
function unlisted({ people, entries }: ExportDocument): ExportDocument['people'] {
  const listed = new Set(people.map(({ id }) => id))
  const acting = new Set(entries.flatMap(personsIn))
  return [...acting.difference(listed)].map((id) => ({ id, name: 'Somebody', accounts: [] }))
}

/** Only who is in the network now can be it again; each account is asked once. */
function claimsOf(people: ExportDocument['people'], network: Network) {
  const isIn = ({ id }: { readonly id: PersonId }) => network.people.has(id)
  return people
    .filter(isIn)
    .flatMap(({ id, accounts }) => accounts.map((account) => ({ network: network.id, person: id, account })))
}
