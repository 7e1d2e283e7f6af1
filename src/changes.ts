// What platforms tell by themselves: channels that move or go, accounts and workspaces that go.
import type { Change } from './chat/change.ts'
import type { Channel } from './chat/place.ts'
import type { Home } from './network/facts.ts'
import { homeChanged } from './network/network.ts'
import type { Networks } from './networks.ts'
import { messagesOf, peopleOf } from './outgoing.ts'
import type { Db } from './store/db.ts'
import { moveDestination } from './store/outbox.ts'
import { homesIn, networksAt } from './store/projections.ts'

export interface ChangesOptions {
  readonly db: Db
  readonly networks: Networks
  readonly clock: { now(): number }
  readonly wakeCourier: () => void
}

type HomeChange = Parameters<typeof homeChanged>[1]

/** How often a change is made anew when another process was faster. */
const mostTries = 20

export function createChanges(options: ChangesOptions): (change: Change) => Promise<void> {
  const { db, networks, clock, wakeCourier } = options

  async function inNetwork(id: string, fact: HomeChange): Promise<void> {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const now = clock.now()
      const before = await networks.load(id)
      const { entries, network: after } = homeChanged(before, fact, now)
      if (entries.length === 0) return
      const messages = messagesOf(before, after, entries, await peopleOf(db, [after]))
      const saved = await networks.save({ before, after, entries, messages, processed: [], now })
      if (saved === 'conflict') continue
      if (messages.length > 0) wakeCourier()
      return
    }
    throw new Error(`Another process was faster ${mostTries} times in a row.`)
  }

  async function everywhere(channel: Channel, fact: HomeChange): Promise<void> {
    for (const id of await networksAt(db, channel)) await networks.inTurn(id, () => inNetwork(id, fact))
  }

  return async (change) => {
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
      // Roles and memberships stay until somebody gives them up; what is written to the account fails with its reason.
      case 'person-gone':
        return
    }
  }
}

function homeOf({ platform, workspace, channel }: Channel): Home {
  return { platform, workspace, channel }
}
