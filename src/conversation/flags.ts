// What a guardian angel, or an entrepreneur where there is none, is told of a risk.
import type { Card, Run } from '../chat/card.ts'
import type { PersonId } from '../network/entry.ts'
import type { FlagName } from '../network/facts.ts'
import { meetingsBy } from '../network/meetings.ts'
import { holders, holds } from '../network/people.ts'
import { may } from '../network/permissions.ts'
import { countOf, extendedAlready, notExtendable } from '../network/six-meetings.ts'
import type { Network } from '../network/state.ts'
import { countWords } from './count.ts'
import { touchedBlocks } from './limits.ts'
import { meetingLine } from './meeting-cards.ts'
import { bold, button, buttons, card, counted, heading, listedRuns, say, text } from './say.ts'
import type { People } from './turn.ts'
import { named } from './vocabulary.ts'

/** The first line alone must be enough for a busy reader. */
export function firstLine(network: Network, flag: FlagName): string {
  const { bare, limit } = countOf(network)
  switch (flag) {
    case 'sixth-meeting-near':
      return `${network.name}: one meeting left to put something on the table`
    case 'dead-in-the-water':
      return `${network.name} has stopped: ${Math.max(bare, limit)} meetings, nothing on the table`
    case 'limit-touched':
      return `${network.name}: somebody says that a hard limit is near or crossed`
  }
}

function meaning(flag: FlagName): readonly Run[] {
  switch (flag) {
    case 'sixth-meeting-near':
      return say`If the next meeting ends with nothing there, the network stops until it decides how to go on. A word from you to somebody with a budget or a mandate may be what it needs.`
    case 'dead-in-the-water':
      return say`Planned meetings are on hold. The members can put something on the table, reframe, or close well. Whom could you call?`
    case 'limit-touched':
      return say`Does the work go on as it is, or must it stop here? Once something was done about it, say so in the list of limits.`
  }
}

/** A flag as a direct message. */
export function flagCard(network: Network, people: People, reader: PersonId, flag: FlagName): Card {
  const values = { network: network.id }
  const angel = holds(network, reader, 'guardian-angel')
  const stopped = flag === 'dead-in-the-water' && may(network, 'extend', reader)
  const extendable = stopped && notExtendable(network) === undefined
  const entrepreneurs = holders(network, 'public-entrepreneur').filter((person) => person !== reader)
  return card(
    heading(firstLine(network, flag)),
    ...(flag === 'limit-touched' ? touchedBlocks(network, people) : []),
    text(meaning(flag)),
    entrepreneurs.length === 0
      ? undefined
      : text(
          say`Who can say more: ${listedRuns(entrepreneurs.map((person) => named(network, people, person)))}.`,
        ),
    flag === 'limit-touched' ? undefined : lately(network),
    stopped && extendedAlready(network) ? text(say`It was extended once already.`) : undefined,
    buttons(
      extendable ? button('Extend by one meeting', 'extend-by', { ...values, meetings: '1' }) : undefined,
      extendable ? button('Extend by two', 'extend-by', { ...values, meetings: '2' }) : undefined,
      angel || flag === 'limit-touched'
        ? undefined
        : button('Put something on the table', 'put', values, 'primary'),
      flag === 'limit-touched' ? button('Show the limits', 'limits', values) : undefined,
      button('Show the network', 'network', values),
    ),
    angel ? undefined : text(say`You read this because ${bold(network.name)} has no guardian angel.`),
  )
}

function lately(network: Network) {
  const last = meetingsBy(network, 'held', 'missed').slice(-3)
  return last.length === 0
    ? undefined
    : { kind: 'list' as const, items: last.map((meeting) => meetingLine(meeting, network.zone)) }
}

/** What the direct message turns into once the flag has cleared. */
export function flagOverCard(network: Network, flag: FlagName): Card {
  const near =
    network.stalled === undefined ? 'no longer near its last meeting' : 'that last meeting has passed'
  const title = {
    'sixth-meeting-near': near,
    'dead-in-the-water': 'no longer stopped',
    'limit-touched': 'no limit is near or crossed any more',
  }[flag]
  const now =
    flag === 'limit-touched' && network.closing === undefined
      ? 'What was done about it stands in the list of limits.'
      : network.closing === undefined
        ? countWords(network)
        : 'It was closed well.'
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
