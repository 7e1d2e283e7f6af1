// The messages about flags of the rules, for guardian angels or, if there is none, for those who stand in for them.
import type { Block, Button, Card, Run } from '../../chat/card.ts'
import type { Instant, PersonId } from '../../domain/core/ids.ts'
import type { FlagId } from '../../domain/core/terms.ts'
import { endedFlag } from '../../domain/flags/ended-flags.ts'
import { handlingOf } from '../../domain/flags/flag-handling.ts'
import { flagKey } from '../../domain/flags/flag-key.ts'
import { endedFlagsInMessage, flagsInMessage, severityOf } from '../../domain/flags/rule-flags.ts'
import type { ActiveFlag } from '../../domain/flags/state.ts'
import { meetingsInState } from '../../domain/meetings/meetings.ts'
import { bareCountOf, extendedAlready, notExtendable } from '../../domain/meetings/six-meeting-rule.ts'
import { holders, holds } from '../../domain/membership/members.ts'
import { may } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import type { CardContext } from '../kit/card-parts.ts'
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
import { endedFlagBlocks, endingText } from './ended-flag-texts.ts'
import { flagDetail, flagHeadline, flagMeaning, flagTexts } from './flag-texts.ts'

/**
 * The direct message about the flags that were raised together at `since`. `again` takes only the urgent ones that nobody
 * has acknowledged. The others also tell of urgent ones that other people have ended, before the message was sent or
 * since. Returns `undefined` if there is nothing to tell.
 */
export function flagsMessage(
  context: CardContext,
  { since, as }: { readonly since: Instant; readonly as?: 'again' | 'changed' },
): Card | undefined {
  const { network, reader } = context
  const isReminder = as === 'again'
  const all = flagsInMessage(network, since, reader)
  const flags = isReminder ? all.filter(isUnacknowledgedUrgent) : all
  const ended = isReminder ? [] : endedFlagsInMessage(network, since, reader)
  const endedBlocks = ended.flatMap((flag) => endedFlagBlocks(context, flag, as === 'changed'))
  if (flags.length === 0) return endedBlocks.length === 0 ? undefined : card(...endedBlocks)
  return flagsCard({ ...context, flags, isReminder, endedBlocks })
}

function isUnacknowledgedUrgent(flag: ActiveFlag): boolean {
  return severityOf(flag) === 'urgent' && flag.acknowledged === undefined
}

/** Stands in the message about an urgent flag that comes for the second time. */
export const reminderNote = note(rich`I’m sending this again because nobody has said that they’ve seen it.`)

interface FlagsMessage extends CardContext {
  readonly flags: readonly ActiveFlag[]
  readonly isReminder: boolean
  /** What is said of the flags that were raised with these and are over. */
  readonly endedBlocks: readonly Block[]
}

function flagsCard(message: FlagsMessage): Card {
  const { network, people, reader, flags, isReminder } = message
  const needsMeetings = flags.some(({ flag }) => flagTexts[flag].aboutMeetings)
  const blocks: (Block | undefined)[] = flags.flatMap((flag) => flagBlocks(message, flag))
  blocks.push(isReminder ? reminderNote : acknowledgedNote(people, flags), entrepreneursLine(message))
  if (needsMeetings) blocks.push(lastMeetingsList(network))
  if (mayExtend(message) && extendedAlready(network))
    blocks.push(textBlock(rich`It was extended once already.`))
  blocks.push(buttons(...messageButtons(message)), handlingButtons(network, reader, flags.map(flagKey)))
  blocks.push(...message.endedBlocks)
  if (holders(network, 'guardian-angel').length === 0)
    blocks.push(textBlock(rich`You’re getting this because ${bold(network.name)} has no guardian angel.`))
  return card(...blocks)
}

function flagBlocks(context: CardContext, flag: ActiveFlag): readonly Block[] {
  return [
    heading(flagHeadline(context, flag)),
    ...flagDetail(context, flag),
    textBlock(flagMeaning(context, flag)),
  ]
}

function otherEntrepreneurs({ network, reader }: FlagsMessage): readonly PersonId[] {
  return holders(network, 'public-entrepreneur').filter((person) => person !== reader)
}

function entrepreneursLine(message: FlagsMessage): Block | undefined {
  const { network, people } = message
  const names = otherEntrepreneurs(message).map((person) => nameWithAgency(network, people, person))
  if (names.length === 0) return undefined
  return textBlock(rich`Who can tell you more: ${listRuns(names)}.`)
}

function mayExtend({ network, reader, flags }: FlagsMessage): boolean {
  return flags.some(({ flag }) => flag === 'dead-in-the-water') && may(network, 'extend', reader)
}

function messageButtons(message: FlagsMessage): readonly Button[] {
  const { network, reader, flags } = message
  const isAngel = holds(network, reader, 'guardian-angel')
  const shown: Button[] = []
  if (mayExtend(message) && notExtendable(network) === undefined) shown.push(...extendButtons(network))
  shown.push(...stepButtons(network, flags, isAngel))
  if (isAngel && otherEntrepreneurs(message).length > 0)
    shown.push(button('Call the entrepreneur', 'call', { network: network.id }))
  shown.push(button('Show the network', 'network', { network: network.id }))
  return shown
}

/** Names everyone who has acknowledged the flags. Returns `undefined` while one of them is not acknowledged. */
function acknowledgedNote(people: People, flags: readonly ActiveFlag[]): Block | undefined {
  const by = new Set<PersonId>()
  for (const { acknowledged } of flags) {
    if (acknowledged === undefined) return undefined
    by.add(acknowledged.by)
  }
  return note(rich`Seen by ${listRuns([...by].map((person) => [personRun(people, person)]))}.`)
}

/** The buttons by which the reader can handle these flags. A single flag can be ended here, several in the list. */
export function handlingButtons(
  network: Network,
  reader: PersonId,
  names: readonly string[],
): Block | undefined {
  const allowed = names.map((name) => handlingOf(network, name, reader))
  const row: Button[] = []
  if (allowed.some(({ see }) => see))
    row.push(button('Seen', 'see-flags', { network: network.id, flags: JSON.stringify(names) }))
  if (allowed.length > 1) row.push(button('Show the flags', 'flags', { network: network.id }))
  else {
    const values = { network: network.id, flag: names[0] ?? '' }
    if (allowed[0]?.clear) row.push(button('Clear it', 'clear-flag', values))
    if (allowed[0]?.dismiss) row.push(button('Dismiss it', 'dismiss-flag', values))
  }
  return buttons(...row)
}

function extendButtons({ id: network }: Network): readonly Button[] {
  return [
    button('Extend by one meeting', 'extend-by', { network, meetings: '1' }),
    button('Extend by two', 'extend-by', { network, meetings: '2' }),
  ]
}

/** What can be done about these flags, each button once. */
function stepButtons(network: Network, flags: readonly ActiveFlag[], isAngel: boolean): readonly Button[] {
  const steps = flags
    .map(({ flag }) => flagTexts[flag].step)
    .filter((step) => step !== undefined)
    .filter((step) => !isAngel || step.angel === true)
  return [...new Set(steps.map((step) => step.button))].map((makeButton) => makeButton(network))
}

function lastMeetingsList(network: Network): Block | undefined {
  const last = meetingsInState(network, 'held', 'missed').slice(-3)
  if (last.length === 0) return undefined
  return { kind: 'list', items: last.map((meeting) => meetingLine(meeting, network.zone)) }
}

/** What the direct message turns into: what it told of, and below that how it ended. */
export function flagOverCard(context: CardContext, flag: FlagId & { readonly since: Instant }): Card {
  const { network, people } = context
  const title = heading(flagHeadline(context, flag))
  const ended = endedFlag(network, flag)
  if (ended !== undefined) return card(title, textBlock(endingText(network, people, ended)))
  const isOpen = network.closing === undefined
  if (isOpen && network.silencedFlags.has(flagKey(flag)))
    return card(title, textBlock(silencedText(network, people, flag)))
  if (!isOpen) return card(title, textBlock(rich`Over now: the network has closed.`))
  const { over, aboutMeetings } = flagTexts[flag.flag]
  const count = aboutMeetings ? ` ${bareCountText(network)}` : ''
  return card(title, textBlock(rich`Over now: ${over(network)}.${count}`))
}

/** Says who ended a flag whose risk is still there, in their words. */
export function silencedText(network: Network, people: People, flag: FlagId): readonly Run[] {
  const silenced = network.silencedFlags.get(flagKey(flag))
  if (silenced === undefined) return []
  const { words, until } = silenced
  const by = personRun(people, silenced.by)
  if (until === undefined) return rich`${by} cleared it: “${words}”.`
  return rich`${by} dismissed it: “${words}”. It stays quiet until ${timeRun(until, network.zone, 'date')}.`
}

/** Tells the entrepreneurs of urgent flags that no angel has acknowledged. `changed` is the update of that message. */
export function unacknowledgedCard(
  context: CardContext,
  { since, as }: { readonly since: Instant; readonly as?: 'changed' },
): Card | undefined {
  const { network, people } = context
  if (holders(network, 'guardian-angel').length === 0) return undefined
  const flags = [...network.flags.values()].filter(
    (flag) => flag.since === since && severityOf(flag) === 'urgent',
  )
  const waiting = flags.filter(({ acknowledged }) => acknowledged === undefined)
  if (waiting.length === 0 && as !== 'changed') return undefined
  if (waiting.length === 0) return nowAcknowledgedCard(network, people, flags)
  return card(
    ...waiting.map((flag) => heading(`No guardian angel has seen this: ${flagHeadline(context, flag)}`)),
    textBlock(
      rich`I told them at once, and again after two working days. ${angelsToCallText(network, people)}`,
    ),
    buttons(
      button('Show the flags', 'flags', { network: network.id }),
      button('Nominate another angel', 'role', { network: network.id, role: 'guardian-angel' }),
    ),
  )
}

function angelsToCallText(network: Network, people: People) {
  const angels = holders(network, 'guardian-angel')
  return rich`Could you call ${listRuns(angels.map((person) => nameWithAgency(network, people, person)))}?`
}

function nowAcknowledgedCard(network: Network, people: People, flags: readonly ActiveFlag[]): Card {
  const by = flags.find(({ acknowledged }) => acknowledged !== undefined)?.acknowledged?.by
  if (by === undefined)
    return card(heading(`${network.name}: that flag is over`), textBlock(rich`${bareCountText(network)}`))
  return card(
    heading(`${network.name}: the flag has been seen`),
    textBlock(rich`${nameWithAgency(network, people, by)} has seen it.`),
  )
}

/** The nudge at two meetings before the limit, for the homes or as a direct message. */
export function nudgeCard(network: Network, isDirect: boolean): Card {
  const { bare, limit } = bareCountOf(network).shown
  const left = pluralize(limit - bare, 'meeting')
  const values = { network: network.id }
  const text = textBlock(
    rich`${bareCountText(network)} At ${bold(limit)} I’ll stop the meetings and ask you to decide. What could someone bring to the next one, however small?`,
  )
  if (!isDirect) return card(text, buttons(button('Put something on the table', 'put', values)))
  return card(
    heading(`${network.name}: ${left} left to put something on the table`),
    text,
    buttons(button('Show the network', 'network', values)),
  )
}
