// The decision card of a stalled network, and the three ways on.
import type { Block, Button, Card, Run } from '../../chat/card.ts'
import type { Instant, PersonId } from '../../domain/core/ids.ts'
import { extendedAlready, notExtendable } from '../../domain/meetings/six-meeting-rule.ts'
import { may } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import {
  bold,
  button,
  buttons,
  card,
  heading,
  note,
  pluralize,
  rich,
  textBlock,
  timeRun,
} from '../kit/markup.ts'

/** The three ways on below a sentence that says why. For one `reader`, only the buttons that they may press. */
export function stallOptionsCard(network: Network, why: readonly Run[], reader?: PersonId): Card {
  return card(textBlock(why), ...threeWays(network, reader))
}

/**
 * The post that tells every home of a stop. What it said stays, and how the stop ended is added. Returns `undefined` when
 * it was never sent and the stop is over.
 */
export function stallPost(
  network: Network,
  { since, first }: { readonly since: Instant; readonly first?: true },
): Card | undefined {
  if (network.stalled !== undefined && network.closing === undefined) return stallCard(network)
  if (first) return undefined
  return card(
    heading(`${network.name} ${stoppedText(network, since)}`),
    note(rich`It stopped on ${timeRun(since, network.zone, 'date')}.`),
    textBlock(stallEndText(network)),
  )
}

function stallEndText({ closing, resumed, zone }: Network): readonly Run[] {
  if (closing !== undefined) return rich`Closed well on ${timeRun(closing.at, zone, 'date')}.`
  return rich`Moving again since ${timeRun(resumed ?? 0, zone, 'date')}. You can plan meetings again.`
}

/** What the message about a stop says for good, whatever is held, put or corrected since. */
export function stoppedText({ lastStop }: Network, since?: Instant): string {
  if (lastStop === undefined || lastStop.at !== since) return 'has stopped, with nothing on the table'
  return `has stopped: ${pluralize(lastStop.meetings, 'meeting')}, nothing on the table`
}

/** A network that has stopped, and its ways on. */
export function stallCard(network: Network, reader?: PersonId): Card {
  const meetings = pluralize(network.lastStop?.meetings ?? 0, 'meeting')
  return card(
    heading(`${network.name} ${stoppedText(network, network.stalled)}`),
    textBlock(
      rich`After ${bold(meetings)}, nobody has put anything where everyone can use it. That’s how networks die quietly, so planned meetings are on hold until you decide. Which way on fits?`,
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
        rich`${bold('Reframe')}: a new shared outcome and why. An entrepreneur proposes it, a member of another agency agrees, and the count starts at 0.`,
        rich`${bold('Close well')}: a good end, not a failure. I keep the story, and members can reopen the network for 30 days.`,
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
  return rich`Only a guardian angel can extend, once, by one or two meetings.`
}
