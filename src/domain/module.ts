// The shape of a module of the domain: how it folds its events into the state, and how it decides its commands.

import type { Command, CommandOf } from './commands.ts'
import type { EventMetadata, Instant } from './core/ids.ts'
import type { MapEditor } from './core/persistent-map.ts'
import type { PrivateAnswer } from './core/private-answers.ts'
import type { Context, Decision } from './decision.ts'
import type { EventOf, NetworkEvent } from './events.ts'
import type { Network } from './state.ts'

export type Evolve<K extends NetworkEvent['kind']> = {
  readonly [kind in K]: (network: Network, entry: EventMetadata & EventOf<kind>, maps: MapEditor) => Network
}

export type Decide<K extends Command['kind']> = {
  readonly [kind in K]: (network: Network, command: CommandOf<kind>, context: Context) => Decision
}

/** Something that happens by itself once time has reached `at`. */
export interface ScheduledEvent {
  readonly at: Instant
  /** The events to record when it happens, at `now`. `answers` are the private answers of rounds still open. */
  readonly events: (now: Instant, answers: readonly PrivateAnswer[]) => readonly NetworkEvent[]
}
