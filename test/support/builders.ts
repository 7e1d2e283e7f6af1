// Small made-up values that the tests of the store, the outbox and the scheduler save.
import type { Address, Channel, Direct } from '../../src/chat/address.ts'
import type { JournalEntry } from '../../src/domain/events.ts'
import type { Changes, NetworkChanges } from '../../src/store/journal.ts'
import type { NewMessage } from '../../src/store/outbox.ts'

export function channel(name: string, platform = 'playground'): Channel {
  return { kind: 'channel', platform, workspace: 'w1', channel: name }
}

export function direct(user: string, platform = 'playground'): Direct {
  return { kind: 'direct', platform, workspace: 'w1', user }
}

export function entries(from: number, count = 1, by = 'mere'): JournalEntry[] {
  return Array.from({ length: count }, (_, index) => ({
    version: from + index,
    at: 1_000 + from + index,
    by,
    kind: 'left',
  }))
}

/** Changes that add one entry to the network at version `expected`, with any other changes given. */
export function step(id: string, expected: number, more: Partial<NetworkChanges> = {}): Changes {
  return changes({ network: { id, expected, entries: entries(expected + 1), ...more } })
}

export function changes(some: Partial<Changes>): Changes {
  return { processed: [], at: 1_000, messages: [], ...some }
}

export function message(to: Address, due: number, some: Partial<NewMessage> = {}): NewMessage {
  return { network: 'n1', to, about: '{}', due, ...some }
}
