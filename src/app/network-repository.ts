// Networks loaded from the journal, and what a decision changes saved with its messages in one transaction.
import type { NetworkId } from '../domain/core/ids.ts'
import type { PrivateAnswer } from '../domain/core/private-answers.ts'
import { undoesLink } from '../domain/membership/undone-links.ts'
import { fold, nextWake } from '../domain/network.ts'
import { openRounds } from '../domain/phases/reflection-rounds.ts'
import { type Network, unstarted } from '../domain/state.ts'
import { noHolidays, type PublicHolidays } from '../holidays/public-holidays.ts'
import type { Db } from '../store/connection/database.ts'
import { loadEntries, type Saved, save } from '../store/journal.ts'
import { privateAnswers } from '../store/private-answers.ts'
import { networkChanges, type UnitOfWork } from './network-changes.ts'

export interface NetworkRepository {
  /** The network as its journal says now; one that does not exist has version 0. */
  load(id: NetworkId): Promise<Network>
  /** The network as this process saw it last, which may be a moment ago. */
  cached(id: NetworkId): Network | undefined
  /** The private answers to the rounds that are open in the network now. */
  answers(network: Network): Promise<readonly PrivateAnswer[]>
  save(step: UnitOfWork): Promise<Saved>
  /** Runs `work` after all earlier work on this network in this process, which could only lose against it. */
  serialized<T>(id: NetworkId, work: () => Promise<T>): Promise<T>
  clearCache(): void
}

/** A network as it was when `asOf` was the number of `Db.dataVersion`, with everything that we have written since. */
interface CachedNetwork {
  readonly network: Network
  readonly asOf: number | undefined
}

/** How many networks are kept folded; an older one is folded anew from its journal. */
const maxCachedNetworks = 500

/** The holidays decide when a network wakes for a reminder. */
export function createNetworkRepository(db: Db, holidays: PublicHolidays = noHolidays): NetworkRepository {
  const cache = createNetworkCache()
  return {
    async load(id) {
      const asOf = db.dataVersion?.()
      const cached = cache.get(id)
      if (cached !== undefined && asOf !== undefined && cached.asOf === asOf) return cached.network
      const known = cached?.network ?? unstarted(id)
      const network = await loadedSince(db, id, known)
      if (network.version > 0) cache.put(network, asOf)
      return network
    },
    cached: (id) => cache.get(id)?.network,
    async answers(network) {
      if (openRounds(network).length === 0) return []
      return privateAnswers(db, network.id)
    },
    async save(step) {
      const { after, messages, processed, now } = step
      const wake = await holidays.ask((holidaysOf) => nextWake(after, holidaysOf({ zone: after.zone })))
      const network = networkChanges(step, wake)
      const saved = await save(db, { processed, at: now, network, messages })
      // Another process may have written after this network was loaded, so it stays as old as it was.
      if (saved === 'saved') cache.put(after, cache.get(after.id)?.asOf)
      return saved
    },
    serialized: createSerializer(),
    clearCache: cache.clear,
  }
}

async function loadedSince(db: Db, id: NetworkId, known: Network): Promise<Network> {
  const later = await loadEntries(db, id, known.version)
  if (known.version > 0 && later.some(undoesLink)) return fold(id, await loadEntries(db, id))
  return fold(id, later, known)
}

function createNetworkCache() {
  let networks = new Map<NetworkId, CachedNetwork>()
  return {
    get: (id: NetworkId) => networks.get(id),
    put(network: Network, asOf: number | undefined): void {
      // Deleted first, so that the map begins with the one that was used longest ago.
      networks.delete(network.id)
      networks.set(network.id, { network, asOf })
      const oldest = networks.keys().next().value
      if (networks.size > maxCachedNetworks && oldest !== undefined) networks.delete(oldest)
    },
    // A map that is cleared leaves its old table to the next full collection of garbage, with all that it held.
    clear(): void {
      networks = new Map()
    },
  }
}

function createSerializer(): NetworkRepository['serialized'] {
  const last = new Map<NetworkId, Promise<unknown>>()
  return (id, work) => {
    const mine = (last.get(id) ?? Promise.resolve()).then(work, work)
    last.set(id, mine)
    const done = () => {
      if (last.get(id) === mine) last.delete(id)
    }
    mine.then(done, done)
    return mine
  }
}

/** How often a decision is made anew when another process was faster. */
const maxAttempts = 20

/** Decides anew, from what is there by then, for as long as another process was faster. */
export async function retryOnConflict<T>(attempt: (tries: number) => Promise<T | 'conflict'>): Promise<T> {
  for (let tries = 0; tries < maxAttempts; tries += 1) {
    const result = await attempt(tries)
    if (result !== 'conflict') return result
  }
  throw new Error(`Another process was faster ${maxAttempts} times in a row.`)
}
