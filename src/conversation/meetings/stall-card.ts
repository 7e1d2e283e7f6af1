// The decision card of a stalled network, and the three ways on.
import type { Block, Button, Card, Run } from '../../chat/card.ts'
import type { PersonId } from '../../domain/core/ids.ts'
import { bareCountOf, extendedAlready, notExtendable } from '../../domain/meetings/six-meeting-rule.ts'
import { may } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import { bold, button, buttons, card, heading, note, rich, textBlock } from '../kit/markup.ts'

/** The three ways on below a sentence that says why. For one `reader`, only the buttons that they may press. */
export function stallOptionsCard(network: Network, why: readonly Run[], reader?: PersonId): Card {
  return card(textBlock(why), ...threeWays(network, reader))
}

/** The card that goes to every home when the network stalls, and changes when it moves again. */
export function stallCard(network: Network, reader?: PersonId): Card {
  if (network.closing !== undefined)
    return card(
      heading(`${network.name} closed`),
      textBlock(rich`It had stopped, and then chose to close well.`),
    )
  if (network.stalled === undefined)
    return card(
      heading(`${network.name} is moving again`),
      textBlock(rich`It had stopped with nothing on the table. That is over, and meetings can be planned.`),
    )
  const { bare } = bareCountOf(network).shown
  return card(
    heading(`${network.name} has stopped: ${bare} meetings, nothing on the table`),
    textBlock(
      rich`After ${bold(bare)} meetings nobody has put anything where all can use it. That is how networks die quietly, so planned meetings are on hold until you decide. Which way on fits?`,
    ),
    ...threeWays(network, reader),
  )
}

function threeWays(network: Network, reader?: PersonId): readonly (Block | undefined)[] {
  return [
    {
      kind: 'list',
      items: [
        rich`${bold('Put something on the table')}: money, time, data, space, expertise, a mandate or access. The network moves again at once.`,
        rich`${bold('Reframe')}: a new shared outcome and why. An entrepreneur proposes, a member of another agency agrees, and the count starts at 0.`,
        rich`${bold('Close well')}: a good end, not a failure. The story is kept, and it can be reopened for 30 days.`,
      ],
    },
    buttons(...optionButtons(network, reader)),
    note(extensionText(network)),
  ]
}

/** A card in a home has no `reader`: it shows all ways but to extend, which only an angel may. */
function optionButtons(network: Network, reader: PersonId | undefined): readonly Button[] {
  const values = { network: network.id }
  const isOffered = (kind: 'propose-reframe' | 'close') => reader === undefined || may(network, kind, reader)
  const row = [button('Put something on the table', 'put', values, 'primary')]
  if (isOffered('propose-reframe')) row.push(button('Reframe', 'reframe', values))
  if (isOffered('close')) row.push(button('Close well', 'close', values))
  const isExtendable = notExtendable(network) === undefined
  if (reader !== undefined && isExtendable && may(network, 'extend', reader))
    row.push(button('Extend', 'extend', values))
  return row
}

function extensionText(network: Network): readonly Run[] {
  if (extendedAlready(network)) return rich`It was extended once already.`
  return rich`A guardian angel alone can extend, once, by one or two meetings.`
}
