// What a guardian angel, or an entrepreneur where there is none, is told of a risk.
import type { Button, Card } from '../chat/card.ts'
import type { PersonId } from '../network/entry.ts'
import type { FlagName } from '../network/facts.ts'
import { meetingsBy } from '../network/meetings.ts'
import { holders, holds } from '../network/people.ts'
import { may } from '../network/permissions.ts'
import { countOf, extendedAlready, notExtendable } from '../network/six-meetings.ts'
import type { FlagUp, Network } from '../network/state.ts'
import { countWords } from './count.ts'
import { detail, firstLine, flagWords, meaning } from './flag-words.ts'
import { meetingLine } from './meeting-cards.ts'
import { bold, button, buttons, card, counted, heading, listedRuns, say, text } from './say.ts'
import type { People } from './turn.ts'
import { named } from './vocabulary.ts'

/** Flags that were raised together, as one direct message. */
export function flagCard(
  network: Network,
  people: People,
  reader: PersonId,
  flags: readonly [FlagUp, ...FlagUp[]],
): Card {
  const angel = holds(network, reader, 'guardian-angel')
  const stopped = flags.some(({ flag }) => flag === 'dead-in-the-water') && may(network, 'extend', reader)
  const entrepreneurs = holders(network, 'public-entrepreneur').filter((person) => person !== reader)
  return card(
    ...flags.flatMap((flag) => [
      heading(firstLine(network, people, flag)),
      ...detail(network, people, flag),
      text(meaning(network, people, flag)),
    ]),
    entrepreneurs.length === 0
      ? undefined
      : text(
          say`Who can say more: ${listedRuns(entrepreneurs.map((person) => named(network, people, person)))}.`,
        ),
    flags.every(({ flag }) => flag === 'limit-touched') ? undefined : lately(network),
    stopped && extendedAlready(network) ? text(say`It was extended once already.`) : undefined,
    buttons(
      ...(stopped && notExtendable(network) === undefined ? extendButtons(network) : []),
      ...steps(network, flags, angel),
      angel && entrepreneurs.length > 0
        ? button('Call the entrepreneur', 'call', { network: network.id })
        : undefined,
      button('Show the network', 'network', { network: network.id }),
    ),
    holders(network, 'guardian-angel').length > 0
      ? undefined
      : text(say`You read this because ${bold(network.name)} has no guardian angel.`),
  )
}

function extendButtons({ id: network }: Network): readonly Button[] {
  return [
    button('Extend by one meeting', 'extend-by', { network, meetings: '1' }),
    button('Extend by two', 'extend-by', { network, meetings: '2' }),
  ]
}

/** What can be done about these flags, each once. */
function steps(network: Network, flags: readonly FlagUp[], angel: boolean): readonly Button[] {
  const all = flags
    .map(({ flag }) => flagWords[flag].step)
    .filter((step) => step !== undefined && (!angel || step.angel === true))
    .map((step) => step?.button)
  return [...new Set(all)].filter((make) => make !== undefined).map((make) => make(network))
}

function lately(network: Network) {
  const last = meetingsBy(network, 'held', 'missed').slice(-3)
  return last.length === 0
    ? undefined
    : { kind: 'list' as const, items: last.map((meeting) => meetingLine(meeting, network.zone)) }
}

/** What the direct message turns into once the flag has cleared. */
export function flagOverCard(network: Network, flag: FlagName): Card {
  const title = flagWords[flag].over(network)
  const now =
    network.closing === undefined ? (flagWords[flag].rest ?? countWords(network)) : 'It was closed well.'
  return card(heading(`${network.name}: ${title}`), text(say`${now}`))
}

/** The nudge at two meetings before the limit: to the homes, and as a direct message. */
export function nudgeCard(network: Network, direct: boolean): Card {
  const { bare, limit } = countOf(network)
  const left = counted(limit - bare, 'meeting')
  return card(
    direct ? heading(`${network.name}: ${left} left to put something on the table`) : undefined,
    text(
      say`${countWords(network)} At ${bold(limit)} I stop the meetings and ask you to decide. What could somebody bring to the next one, however small?`,
    ),
    buttons(
      direct
        ? button('Show the network', 'network', { network: network.id })
        : button('Put something on the table', 'put', { network: network.id }),
    ),
  )
}
