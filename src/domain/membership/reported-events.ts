// What is reported about homes and people from outside, and which networks it concerns.
import type { EventOf } from '../events.ts'
import type { Network } from '../state.ts'
import { isHome } from './homes.ts'
import { isConcerned } from './members.ts'

export type ReportedEvent = EventOf<'home-moved' | 'home-lost' | 'person-unreached' | 'person-linked'>

export function concerns(network: Network, event: ReportedEvent): boolean {
  switch (event.kind) {
    case 'home-moved':
      return isHome(network, event.from)
    case 'home-lost':
      return isHome(network, event.home)
    case 'person-unreached':
      return isConcerned(network, event.person) && !network.unreachable.has(event.person)
    case 'person-linked':
      return isConcerned(network, event.from)
  }
}
