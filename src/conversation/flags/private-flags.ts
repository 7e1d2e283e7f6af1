// A flag for the guardian angels alone, as an angel reads of it who came later: that there is one, and whom to ask.
import type { Block, Card, Run } from '../../chat/card.ts'
import type { PersonId } from '../../domain/core/ids.ts'
import { isHiddenFrom } from '../../domain/flags/private-flags.ts'
import type { ManualFlag } from '../../domain/flags/state.ts'
import type { Network } from '../../domain/state.ts'
import type { Answer } from '../answers.ts'
import type { CardContext } from '../kit/card-parts.ts'
import { nameWithAgency } from '../kit/labels.ts'
import { button, buttons, card, heading, rich, textBlock, timeRun } from '../kit/markup.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn, People } from '../turn.ts'

/** E.g. `Flag (urgent) for earlier guardian angels, raised by Tom (Council)`. */
export function hiddenFlagLine(
  network: Network,
  people: People,
  { severity, by }: ManualFlag,
): readonly Run[] {
  const who = by === undefined ? 'somebody' : nameWithAgency(network, people, by)
  return rich`Flag (${severity}) for earlier guardian angels, raised by ${who}`
}

/** What stands in the place of the words, and the button that asks for them. */
export function hiddenFlagBlocks(context: CardContext, flag: ManualFlag): readonly (Block | undefined)[] {
  const { network, people, reader } = context
  const values = { network: network.id, flag: flag.id }
  const mayAsk = isThere(network, flag) && !flag.askers?.includes(reader)
  const line = hiddenFlagLine(network, people, flag)
  return [
    textBlock(rich`${line} on ${timeRun(flag.at, network.zone, 'date')}. ${wayToReadText(context, flag)}`),
    mayAsk ? buttons(button('Ask to read it', 'ask-to-read-flag', values)) : undefined,
  ]
}

function isThere(network: Network, { by }: ManualFlag): boolean {
  return by !== undefined && network.people.has(by)
}

function wayToReadText({ network, reader }: CardContext, flag: ManualFlag): string {
  if (!isThere(network, flag)) return 'They’ve left, so nobody can pass its words on.'
  if (flag.askers?.includes(reader)) return 'You’ve asked to read it.'
  return 'It was promised to the guardian angels at the time, so the person who raised it decides whether you can read it.'
}

/** The message to an angel who came after the flag was raised. */
export function hiddenFlagCard(context: CardContext, flag: ManualFlag): Card {
  const title = `${context.network.name}: flag (${flag.severity}) for the guardian angels before you`
  return card(heading(title), ...hiddenFlagBlocks(context, flag))
}

interface Request {
  readonly flag: string
  readonly person: PersonId
}

/** What whoever raised the flag reads when a later angel asks for it. Returns `undefined` when it is answered. */
export function readingAskedCard(
  network: Network,
  people: People,
  { flag: id, person }: Request,
): Card | undefined {
  const flag = network.manualFlags.get(id)
  if (flag === undefined || network.closing !== undefined || !isHiddenFrom(network, flag, person))
    return undefined
  const name = people.get(person)?.name ?? 'A guardian angel'
  return card(
    heading(`${name} asks to read your flag in ${network.name}`),
    { kind: 'quote', text: flag.text },
    textBlock(
      rich`You raised it on ${timeRun(flag.at, network.zone, 'date')} for the guardian angels at the time. ${nameWithAgency(network, people, person)} is one now. If you do nothing, it stays hidden.`,
    ),
    buttons(
      button(`Show it to ${name}`.slice(0, 75), 'show-flag', { network: network.id, flag: id, person }),
    ),
  )
}

function ask({ network }: NetworkTurn, flag: string): Answer {
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'ask-to-read-flag', flag },
    done: () =>
      card(textBlock(rich`I’ve asked them. If they show it to you, I’ll send you the flag as a message.`)),
  }
}

function show({ network }: NetworkTurn, { flag, person }: Request): Answer {
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'show-flag', flag, person },
    done: (after, people) =>
      card(
        textBlock(
          rich`${nameWithAgency(after, people, person)} can read it now. I’ll send it to them as a message.`,
        ),
      ),
  }
}

export const privateFlagsModule: CommandModule = {
  commands: [],
  actions: {
    'ask-to-read-flag': { needs: 'network', handle: (turn, { flag = '' }) => ask(turn, flag) },
    'show-flag': {
      needs: 'network',
      handle: (turn, { flag = '', person = '' }) => show(turn, { flag, person }),
    },
  },
  forms: {},
}
