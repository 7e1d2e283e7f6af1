// Takes in a network that was exported here or elsewhere: all of it, or nothing and a reason.
import type { Instant } from '../domain/core/ids.ts'
import type { JournalEntry } from '../domain/events.ts'
import { applyReportedEvent } from '../domain/network.ts'
import { type Network, unstarted } from '../domain/state.ts'
import type { ExportedPerson } from '../export/export-document.ts'
import { parseExport } from '../export/parse-export.ts'
import { documentIn } from '../export/zip.ts'
import type { Db } from '../store/connection/database.ts'
import { addPerson, findPerson } from '../store/people.ts'
import { createNetworkRepository } from './network-repository.ts'

export type ImportResult =
  | { readonly kind: 'imported'; readonly name: string; readonly entries: number; readonly people: number }
  | { readonly kind: 'refused'; readonly why: string }

const alreadyHere = 'That network is here already, so nothing was changed.'

function refused(why: string): ImportResult {
  return { kind: 'refused', why }
}

/** The network goes on from here: what fell due since its export happens at the next beat. */
export async function importNetwork(db: Db, file: Uint8Array, now: Instant): Promise<ImportResult> {
  const text = documentIn(file)
  if (text === undefined) return refused('There is no export of a network in that archive.')
  const reading = parseExport(text)
  if (reading.kind === 'refused') return reading
  const { network: id, people, entries } = reading.exported
  const networks = createNetworkRepository(db)
  if ((await networks.load(id)).version > 0) return refused(alreadyHere)
  for (const { accounts, ...person } of people) await addPerson(db, { ...person, users: accounts })
  const linked = await linkKnownAccounts(db, people, reading.network, now)
  const saved = await networks.save({
    before: unstarted(id),
    after: linked.network,
    entries: [...entries, ...linked.entries],
    messages: [],
    processed: [],
    now,
  })
  if (saved !== 'saved') return refused(alreadyHere)
  return { kind: 'imported', name: reading.network.name, entries: entries.length, people: people.length }
}

/** Somebody whose account is known here under another id is that person from now on. */
async function linkKnownAccounts(db: Db, people: readonly ExportedPerson[], imported: Network, now: Instant) {
  let network = imported
  const entries: JournalEntry[] = []
  for (const { id, accounts } of people)
    for (const account of accounts) {
      const person = (await findPerson(db, account))?.id
      if (person === undefined || person === id) continue
      const outcome = applyReportedEvent(network, { kind: 'person-linked', from: id, person }, now)
      entries.push(...outcome.entries)
      network = outcome.network
    }
  return { network, entries }
}
