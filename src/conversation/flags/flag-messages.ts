// What a guardian angel, or an entrepreneur where there is none, is told of a risk.
import type { Block, Button, Card } from '../../chat/card.ts'
import type { Instant, PersonId } from '../../domain/core/ids.ts'
import type { FlagId } from '../../domain/core/terms.ts'
import { handlingOf } from '../../domain/flags/flag-handling.ts'
import { flagKey } from '../../domain/flags/flag-key.ts'
import { flagsInMessage, severityOf } from '../../domain/flags/rule-flags.ts'
import type { ActiveFlag } from '../../domain/flags/state.ts'
import { meetingsInState } from '../../domain/meetings/meetings.ts'
import { bareCountOf, extendedAlready, notExtendable } from '../../domain/meetings/six-meeting-rule.ts'
import { holders, holds } from '../../domain/membership/members.ts'
import { may } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import { nameWithAgency, personRun } from '../kit/labels.ts'
import {
  bold,
  button,
  buttons,
  card,
  heading,
  listRuns,
  note,
  pluralize,
  rich,
  textBlock,
  timeRun,
} from '../kit/markup.ts'
import { bareCountText } from '../meetings/count-text.ts'
import { meetingLine } from '../meetings/meeting-cards.ts'
import type { People } from '../turn.ts'
import { flagDetail, flagHeadline, flagMeaning, flagTexts } from './flag-texts.ts'

/** The flags that were raised together and are still up, as one direct message; `again` only what nobody has seen. */
export function flagsMessage(
  network: Network,
  people: People,
  { since, as }: { readonly since: Instant; readonly as?: 'again' | 'changed' },
  reader: PersonId,
): Card | undefined {
  const all = flagsInMessage(network, since, reader)
  const told =
    as === 'again'
      ? all.filter((flag) => severityOf(flag) === 'urgent' && flag.acknowledged === undefined)
      : all
  return told.length === 0 ? undefined : flagCard(network, people, reader, told, as === 'again')
}

/** Of an urgent flag that comes for the second time. */
export const reminderNote = note(rich`This comes again, since nobody has said that they have seen it.`)

function flagCard(
  network: Network,
  people: People,
  reader: PersonId,
  flags: readonly ActiveFlag[],
  again: boolean,
): Card {
  const angel = holds(network, reader, 'guardian-angel')
  const stopped = flags.some(({ flag }) => flag === 'dead-in-the-water') && may(network, 'extend', reader)
  const entrepreneurs = holders(network, 'public-entrepreneur').filter((person) => person !== reader)
  return card(
    ...flags.flatMap((flag) => [
      heading(flagHeadline(network, people, flag)),
      ...flagDetail(network, people, flag),
      textBlock(flagMeaning(network, people, flag)),
    ]),
    again ? reminderNote : seenLine(people, flags),
    entrepreneurs.length === 0
      ? undefined
      : textBlock(
          rich`Who can say more: ${listRuns(entrepreneurs.map((person) => nameWithAgency(network, people, person)))}.`,
        ),
    flags.every(({ flag }) => flag === 'limit-touched' || flag === 'exposed') ? undefined : lately(network),
    stopped && extendedAlready(network) ? textBlock(rich`It was extended once already.`) : undefined,
    buttons(
      ...(stopped && notExtendable(network) === undefined ? extendButtons(network) : []),
      ...steps(network, flags, angel),
      angel && entrepreneurs.length > 0
        ? button('Call the entrepreneur', 'call', { network: network.id })
        : undefined,
      button('Show the network', 'network', { network: network.id }),
    ),
    handlingButtons(network, reader, flags.map(flagKey)),
    holders(network, 'guardian-angel').length > 0
      ? undefined
      : textBlock(rich`You read this because ${bold(network.name)} has no guardian angel.`),
  )
}

function seenLine(people: People, flags: readonly ActiveFlag[]): Block | undefined {
  const seen = new Set(flags.map((flag) => flag.acknowledged?.by))
  const by = [...seen].filter((person) => person !== undefined)
  if (by.length === 0 || seen.has(undefined)) return undefined
  return note(rich`Seen by ${listRuns(by.map((person) => [personRun(people, person)]))}.`)
}

/** What the reader can say of these flags. One that stands alone can be ended here, several in the list. */
export function handlingButtons(network: Network, reader: PersonId, names: readonly string[]) {
  const all = names.map((name) => handlingOf(network, name, reader))
  const [one] = all
  const values = { network: network.id, flag: names[0] ?? '' }
  const seen = button('Seen', 'see-flags', { network: network.id, flags: JSON.stringify(names) })
  return buttons(
    all.some(({ see }) => see) ? seen : undefined,
    all.length === 1 && one?.clear ? button('Clear it', 'clear-flag', values) : undefined,
    all.length === 1 && one?.dismiss ? button('Dismiss it', 'dismiss-flag', values) : undefined,
    all.length > 1 ? button('Show the flags', 'flags', { network: network.id }) : undefined,
  )
}

function extendButtons({ id: network }: Network): readonly Button[] {
  return [
    button('Extend by one meeting', 'extend-by', { network, meetings: '1' }),
    button('Extend by two', 'extend-by', { network, meetings: '2' }),
  ]
}

/** What can be done about these flags, each once. */
function steps(network: Network, flags: readonly ActiveFlag[], angel: boolean): readonly Button[] {
  const all = flags
    .map(({ flag }) => flagTexts[flag].step)
    .filter((step) => step !== undefined && (!angel || step.angel === true))
    .map((step) => step?.button)
  return [...new Set(all)].filter((make) => make !== undefined).map((make) => make(network))
}

function lately(network: Network) {
  const last = meetingsInState(network, 'held', 'missed').slice(-3)
  return last.length === 0
    ? undefined
    : { kind: 'list' as const, items: last.map((meeting) => meetingLine(meeting, network.zone)) }
}

/** What the direct message turns into once the flag has cleared, or somebody has ended it. */
export function flagOverCard(network: Network, people: People, flag: FlagId): Card {
  const hushed = network.silencedFlags.get(flagKey(flag))
  if (hushed !== undefined && network.closing === undefined)
    return card(heading(flagHeadline(network, people, flag)), textBlock(silencedText(network, people, flag)))
  const { over, rest } = flagTexts[flag.flag]
  const now = network.closing === undefined ? (rest ?? bareCountText(network)) : 'It was closed well.'
  return card(heading(`${network.name}: ${over(network)}`), textBlock(rich`${now}`))
}

/** Who ended a flag whose risk is there still, with their words. */
export function silencedText(network: Network, people: People, flag: FlagId) {
  const hushed = network.silencedFlags.get(flagKey(flag))
  if (hushed === undefined) return []
  const { by, words, until } = hushed
  return until === undefined
    ? rich`${personRun(people, by)} cleared it: “${words}”`
    : rich`${personRun(people, by)} dismissed it: “${words}” It stays quiet until ${timeRun(until, network.zone, 'date')}.`
}

/** What the entrepreneurs learn of urgent flags that no angel has seen, and how that changes. */
export function unacknowledgedCard(
  network: Network,
  people: People,
  { since, as }: { readonly since: Instant; readonly as?: 'changed' },
): Card | undefined {
  if (holders(network, 'guardian-angel').length === 0) return undefined
  const flags = [...network.flags.values()].filter(
    (flag) => flag.since === since && severityOf(flag) === 'urgent',
  )
  const waiting = flags.filter(({ acknowledged }) => acknowledged === undefined)
  const [worst] = waiting
  if (worst === undefined) return as === 'changed' ? nowSeenCard(network, people, flags) : undefined
  return card(
    heading(`${network.name}: no guardian angel has seen an urgent flag`),
    ...waiting.map((flag) => textBlock(rich`${bold(flagHeadline(network, people, flag))}`)),
    textBlock(rich`I told them at once, and again after two working days. ${whoAreThey(network, people)}`),
    buttons(
      button('Show the flags', 'flags', { network: network.id }),
      button('Nominate another angel', 'role', { network: network.id, role: 'guardian-angel' }),
    ),
  )
}

function whoAreThey(network: Network, people: People) {
  const angels = holders(network, 'guardian-angel')
  return rich`Could you call ${listRuns(angels.map((person) => nameWithAgency(network, people, person)))}?`
}

function nowSeenCard(network: Network, people: People, flags: readonly ActiveFlag[]): Card {
  const [by] = flags.flatMap(({ acknowledged }) => (acknowledged === undefined ? [] : [acknowledged.by]))
  return card(
    heading(`${network.name}: ${by === undefined ? 'that flag is down' : 'the flag was seen'}`),
    textBlock(
      by === undefined
        ? rich`${bareCountText(network)}`
        : rich`${nameWithAgency(network, people, by)} has seen it.`,
    ),
  )
}

/** The nudge at two meetings before the limit: to the homes, and as a direct message. */
export function nudgeCard(network: Network, direct: boolean): Card {
  const { bare, limit } = bareCountOf(network)
  const left = pluralize(limit - bare, 'meeting')
  return card(
    direct ? heading(`${network.name}: ${left} left to put something on the table`) : undefined,
    textBlock(
      rich`${bareCountText(network)} At ${bold(limit)} I stop the meetings and ask you to decide. What could somebody bring to the next one, however small?`,
    ),
    buttons(
      direct
        ? button('Show the network', 'network', { network: network.id })
        : button('Put something on the table', 'put', { network: network.id }),
    ),
  )
}
