// The shape of a module of the conversation: what can be typed, pressed and submitted about one matter.
import type { Values } from '../chat/inbound.ts'
import type { ActionName } from './action-names.ts'
import type { Answer } from './answers.ts'
import type { NetworkTurn, Turn } from './turn.ts'

/**
 * A command that can be typed after `/network`; help is made of these. What can be typed can be pressed too: a button
 * whose action has the name of the command runs it without text, unless the module has an action of that name.
 */
export type ChatCommand = {
  /** One or two words in lower case. */
  readonly name: string
  /** Other first words that mean the same command. Help does not list them. */
  readonly alsoCalled?: readonly string[]
  /** What may follow, e.g. `[when]`. */
  readonly takes?: string
  readonly help: string
} & (
  | {
      readonly needs: 'network'
      /** A closed network allows it. Everything else is refused at once, so that nobody fills in a form in vain. */
      readonly whileClosed?: true
      readonly handle: (turn: NetworkTurn, text: string) => Answer
    }
  | ({ readonly needs: 'nothing'; readonly handle: (turn: Turn, text: string) => Answer } & Scoped)
)

interface Scoped {
  /** `turn.networks` are all networks of the speaker, rather than those of the place where it is asked. */
  readonly scope?: 'all-networks'
}

/** `nomination` also admits a person who is not in the network and is only asked to take a role in it. */
export type ActionHandler =
  | {
      readonly needs: 'network' | 'nomination'
      readonly handle: (turn: NetworkTurn, values: Values) => Answer
    }
  | ({ readonly needs: 'nothing'; readonly handle: (turn: Turn, values: Values) => Answer } & Scoped)

/** `values` are those of the button that opened the form. */
export type FormHandler =
  | {
      readonly needs: 'network' | 'nomination'
      readonly handle: (turn: NetworkTurn, fields: Values, values: Values) => Answer
    }
  | { readonly needs: 'nothing'; readonly handle: (turn: Turn, fields: Values, values: Values) => Answer }

export interface CommandModule {
  readonly commands: readonly ChatCommand[]
  readonly actions: { readonly [name in ActionName]?: ActionHandler }
  readonly forms: Readonly<Record<string, FormHandler>>
}
