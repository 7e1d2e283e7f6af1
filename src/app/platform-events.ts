// What platforms tell by themselves: channels that move or go, accounts and workspaces that go.

import { addressKey, type Channel, type User } from '../chat/address.ts'
import type { PlatformEvent } from '../chat/platform-event.ts'
import type { PersonId } from '../domain/core/ids.ts'
import type { Home } from '../domain/core/terms.ts'
import { applyPlatformFact, type PlatformFact } from '../domain/network.ts'
import type { PublicHolidays } from '../holidays/public-holidays.ts'
import type { Db } from '../store/connection/database.ts'
import { save } from '../store/journal.ts'
import { type Message, moveDestination } from '../store/outbox.ts'
import { findPerson } from '../store/people.ts'
import { homesIn, networksAsking, networksAt, networksOf } from '../store/projections.ts'
import { entrepreneurMessages, messagesFor, noNetwork } from './messages.ts'
import { type NetworkRepository, retryOnConflict } from './network-repository.ts'
import { peopleOf } from './people-directory.ts'

export interface PlatformEventsOptions {
  readonly db: Db
  readonly networks: NetworkRepository
  readonly clock: { now(): number }
  readonly wakeOutboxWorker: () => void
  readonly holidays: PublicHolidays
}

export interface PlatformEvents {
  /** Follows what a platform tells of channels, accounts and workspaces. */
  changed(change: PlatformEvent): Promise<void>
  /** A message could not be delivered, and never will; `why` is the platform's word and sentence. */
  unreached(message: Message, why: string): Promise<void>
  /** In all networks of `from`, that is `person` from now on. */
  link(from: PersonId, person: PersonId): Promise<void>
}

export function createPlatformEvents(options: PlatformEventsOptions): PlatformEvents {
  const { db, networks, clock, wakeOutboxWorker, holidays } = options

  async function inNetwork(id: string, fact: PlatformFact): Promise<void> {
    const told = await retryOnConflict(async () => {
      const now = clock.now()
      const before = await networks.load(id)
      const { entries, network: after } = applyPlatformFact(before, fact, now)
      if (entries.length === 0) return false
      const known = await peopleOf(db, [after])
      const messages = await messagesFor(before, after, entries, known, holidays)
      const saved = await networks.save({ before, after, entries, messages, processed: [], now })
      return saved === 'conflict' ? saved : messages.length > 0
    })
    if (told) wakeOutboxWorker()
  }

  async function everywhere(channel: Channel, fact: PlatformFact): Promise<void> {
    for (const id of await networksAt(db, channel)) await networks.serialized(id, () => inNetwork(id, fact))
  }

  /** Of a person who has another account nothing is lost with one of them. */
  async function lost(user: User, why: string): Promise<void> {
    const person = await findPerson(db, user)
    if (person === undefined || person.users.length > 1) return
    await unreachedIn(await networksOf(db, person.id), person.id, why)
  }

  async function unreached(message: Message, why: string): Promise<void> {
    const sentence = why.replace(/^[^\s:]+:\s*/, '')
    const { network: id, to } = message
    if (to.kind === 'channel') return homeUnreached(id, to, sentence)
    const person = await findPerson(db, to)
    // A digest is about all networks of its reader.
    if (person !== undefined)
      await unreachedIn(id === noNetwork ? await networksOf(db, person.id) : [id], person.id, sentence)
  }

  async function unreachedIn(ids: readonly string[], person: PersonId, why: string): Promise<void> {
    for (const id of ids)
      await networks.serialized(id, () => inNetwork(id, { kind: 'person-unreached', person, why }))
  }

  /** Told once in the time for which ids of what came in are kept. */
  async function homeUnreached(id: string, channel: Channel, why: string): Promise<void> {
    const network = await networks.load(id)
    const about = { kind: 'home-unreached', why } as const
    const messages = entrepreneurMessages(network, about, await peopleOf(db, [network]), clock.now())
    const processed = [`home unreached ${id} ${addressKey(channel)}`]
    const saved = await save(db, { processed, at: clock.now(), messages })
    if (saved === 'saved') wakeOutboxWorker()
  }

  async function changed(change: PlatformEvent): Promise<void> {
    switch (change.kind) {
      case 'channel-moved':
        await everywhere(change.from, {
          kind: 'home-moved',
          from: homeOf(change.from),
          home: homeOf(change.to),
        })
        await moveDestination(db, change.from, change.to)
        return
      case 'channel-gone':
        return everywhere(change.channel, { kind: 'home-lost', home: homeOf(change.channel) })
      case 'workspace-gone':
        for (const place of await homesIn(db, change.platform, change.workspace))
          if (place.kind === 'channel') await everywhere(place, { kind: 'home-lost', home: homeOf(place) })
        return
      // Roles and memberships stay until somebody gives them up.
      case 'person-gone':
        return lost(change.user, 'the account was deactivated.')
    }
  }

  return {
    changed,
    unreached,
    async link(from, person) {
      const all = [from, person].flatMap((one) => [networksOf(db, one), networksAsking(db, one)])
      const concerned = new Set((await Promise.all(all)).flat())
      for (const id of concerned)
        await networks.serialized(id, () => inNetwork(id, { kind: 'person-linked', from, person }))
    },
  }
}

function homeOf({ platform, workspace, channel }: Channel): Home {
  return { platform, workspace, channel }
}
