// The shape of a room of the rules: how it folds its facts, and how it answers its commands.

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

/** Something that happens by itself from `at` on; `facts` says what, when it happens at `now`; `answers` wait till then. */
export interface ScheduledEvent {
  readonly at: Instant
  readonly events: (now: Instant, answers: readonly PrivateAnswer[]) => readonly NetworkEvent[]
}
