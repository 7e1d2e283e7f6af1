// The shape of a room of the rules: how it folds its facts, and how it answers its commands.

import type { Command, CommandOf } from './commands.ts'
import type { Instant, Stamp } from './core/journal-entry.ts'
import type { PrivateAnswer } from './core/private-answers.ts'
import type { Context, Decision } from './decision.ts'
import type { Fact, FactOf } from './events.ts'
import type { Network } from './state.ts'

export type Evolve<K extends Fact['kind']> = {
  readonly [kind in K]: (network: Network, entry: Stamp & FactOf<kind>) => Network
}

export type Decide<K extends Command['kind']> = {
  readonly [kind in K]: (network: Network, command: CommandOf<kind>, context: Context) => Decision
}

/** Something that happens by itself from `at` on; `facts` says what, when it happens at `now`; `answers` wait till then. */
export interface Due {
  readonly at: Instant
  readonly facts: (now: Instant, answers: readonly PrivateAnswer[]) => readonly Fact[]
}
