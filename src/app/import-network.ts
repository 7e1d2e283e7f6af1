// Takes a network in that was exported here or elsewhere: all of it, or nothing and a reason.

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

/** The network goes on from here: what fell due since its export happens at the next beat. */
export async function importNetwork(db: Db, file: Uint8Array, now: Instant): Promise<ImportResult> {
  const text = documentIn(file)
  if (text === undefined) return refused('There is no export of a network in that archive.')
  const reading = parseExport(text)
  if (reading.kind === 'refused') return reading
  const { network: id, people, entries } = reading.exported
  const networks = createNetworkRepository(db)
  if ((await networks.load(id)).version > 0) return refused(already)
  for (const { accounts, ...person } of people) await addPerson(db, { ...person, users: accounts })
  const after = await meet(db, people, reading.network, now)
  const saved = await networks.save({
    before: unstarted(id),
    after: after.network,
    entries: [...entries, ...after.entries],
    messages: [],
    processed: [],
    now,
  })
  if (saved !== 'saved') return refused(already)
  return { kind: 'imported', name: reading.network.name, entries: entries.length, people: people.length }
}

const already = 'That network is here already, so nothing was changed.'

function refused(why: string): ImportResult {
  return { kind: 'refused', why }
}

/** Somebody whose account is known here under another id is that person from now on. */
async function meet(db: Db, people: readonly ExportedPerson[], network: Network, now: Instant) {
  let met = network
  const entries: JournalEntry[] = []
  for (const { id, accounts } of people)
    for (const account of accounts) {
      const person = (await findPerson(db, account))?.id
      if (person === undefined || person === id) continue
      const outcome = applyReportedEvent(met, { kind: 'person-linked', from: id, person }, now)
      entries.push(...outcome.entries)
      met = outcome.network
    }
  return { network: met, entries }
}
