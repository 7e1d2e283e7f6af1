// The shape of a module of the conversation: what can be typed, pressed and submitted about one matter.
import type { Values } from '../chat/inbound.ts'
import type { Answer } from './answers.ts'
import type { NetworkTurn, Turn } from './turn.ts'

/** One word that can be typed after `/network`; help is made of these. */
export type ChatCommand = {
  readonly name: string
  /** What may follow, e.g. `[when]`. */
  readonly takes?: string
  readonly help: string
} & (
  | { readonly needs: 'network'; readonly handle: (turn: NetworkTurn, text: string) => Answer }
  | { readonly needs: 'nothing'; readonly handle: (turn: Turn, text: string) => Answer }
)

/** `nomination`: also for who is only asked to take a role. */
export type ActionHandler =
  | {
      readonly needs: 'network' | 'nomination'
      readonly handle: (turn: NetworkTurn, values: Values) => Answer
    }
  | { readonly needs: 'nothing'; readonly handle: (turn: Turn, values: Values) => Answer }

export type FormHandler =
  | {
      readonly needs: 'network' | 'nomination'
      readonly handle: (turn: NetworkTurn, fields: Values, values: Values) => Answer
    }
  | { readonly needs: 'nothing'; readonly handle: (turn: Turn, fields: Values, values: Values) => Answer }

export interface CommandModule {
  readonly commands: readonly ChatCommand[]
  readonly actions: Readonly<Record<string, ActionHandler>>
  readonly forms: Readonly<Record<string, FormHandler>>
}
