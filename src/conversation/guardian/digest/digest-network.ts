// One network in the guardian angel's digest: its flags, its news, what waits for the angel, and what they can do.
import type { Block, Button, Run } from '../../../chat/card.ts'
import type { PersonId } from '../../../domain/core/ids.ts'
import { flagKey } from '../../../domain/flags/flag-key.ts'
import { openManualFlags } from '../../../domain/flags/manual-flags.ts'
import { readableManualFlags } from '../../../domain/flags/private-flags.ts'
import { activeFlagsFor } from '../../../domain/flags/rule-flags.ts'
import type { ActiveFlag } from '../../../domain/flags/state.ts'
import { callable } from '../../../domain/guardian/calls.ts'
import type { News } from '../../../domain/guardian/digest.ts'
import { notExtendable } from '../../../domain/meetings/six-meeting-rule.ts'
import type { Meeting } from '../../../domain/meetings/state.ts'
import type { Network } from '../../../domain/state.ts'
import type { Resource } from '../../../domain/table/state.ts'
import { flagShortLine } from '../../flags/flag-texts.ts'
import { hiddenFlagLine } from '../../flags/private-flags.ts'
import { listBlock, moreBlock } from '../../kit/card-parts.ts'
import { personRun, phaseNames, resourceLine } from '../../kit/labels.ts'
import {
  bold,
  button,
  buttons,
  listRuns,
  listText,
  pluralize,
  rich,
  textBlock,
  timeRun,
} from '../../kit/markup.ts'
import { bareCountText } from '../../meetings/count-text.ts'
import { crossedItem } from '../../phases/phases.ts'
import type { People } from '../../turn.ts'
import { askBlocks, askOutcome } from '../ask-cards.ts'
import { bendBlocks, bendOutcome } from '../bend-cards.ts'
import { proposalBlocks } from '../going-public-cards.ts'

/** Asks, and bends, of each network; the others are in its lists. */
const maxWaiting = 2
/** A button can carry the names of so many flags. */
const maxFlagsInButton = 8
/** Resources that one line names. */
const maxResourcesInLine = 5
/** Blockers that one network names. */
const maxBlockers = 3
const maxFlagTextLength = 200

export function networkBlocks(news: News, people: People, angel: PersonId): readonly (Block | undefined)[] {
  const { network, asks, bends, proposal } = news
  const context = { network, people, reader: angel }
  const blocks: (Block | undefined)[] = [
    textBlock(rich`${bold(network.name)}: ${phaseNames[network.phase]}. ${networkStateText(network)}`),
    listBlock([...flagItems(news, people, angel), ...newsItems(news, people, angel)]),
    ...asks.slice(0, maxWaiting).flatMap((ask) => askBlocks(context, ask)),
    ...bends.slice(0, maxWaiting).flatMap((bend) => bendBlocks(context, bend)),
  ]
  if (proposal !== undefined) blocks.push(...proposalBlocks(context, proposal))
  const hidden = Math.max(0, asks.length - maxWaiting) + Math.max(0, bends.length - maxWaiting)
  blocks.push(moreBlock(hidden, 'more waiting for you'), networkButtons(news, angel))
  return blocks
}

export function networkStateText(network: Network): string {
  if (network.closing !== undefined) return 'Closed.'
  return bareCountText(network)
}

function flagItems(news: News, people: People, angel: PersonId): readonly (readonly Run[])[] {
  const { network, flags, manualFlags, hidden } = news
  const context = { network, people, reader: angel }
  const items = flags.map(
    (flag) => rich`Flag: ${flagShortLine(context, flag)}${seenText(people, flag.acknowledged)}`,
  )
  for (const { severity, text, acknowledged } of manualFlags)
    items.push(rich`Flag (${severity}): “${shortened(text)}”${seenText(people, acknowledged)}`)
  for (const flag of hidden) items.push(hiddenFlagLine(network, people, flag))
  const older = activeFlagsFor(network, angel).length + openManualFlags(network).length - items.length
  if (older > 0) items.push(rich`${pluralize(older, 'older flag')} that you know about`)
  return items
}

function seenText(people: People, acknowledged: ActiveFlag['acknowledged']): readonly Run[] {
  return acknowledged === undefined ? [] : rich` (seen by ${personRun(people, acknowledged.by)})`
}

export function shortened(text: string, maxLength = maxFlagTextLength): string {
  if (text.length <= maxLength) return text
  return `${text.slice(0, maxLength - 1)}…`
}

function newsItems(news: News, people: People, angel: PersonId): readonly (readonly Run[])[] {
  const { locale } = people.get(angel) ?? {}
  const { held, missed, came, used, left, lessons, crossed } = news
  const items = [...turnItems(news), ...crossed.map(crossedItem)]
  if (held.length + missed.length > 0) items.push(rich`${meetingsText(held, missed)}`)
  if (came.length > 0) items.push(resourcesItem('Onto the table', came, locale))
  if (used.length > 0) items.push(resourcesItem('In use', used, locale))
  if (left.length > 0) items.push(resourcesItem('Off the table', left, locale))
  if (lessons > 0) items.push(rich`${pluralize(lessons, 'lesson')} kept`)
  return [...items, ...decisionItems(news, people), ...blockerItems(news)]
}

/** What turned in the network: a stop, a way on, a new outcome. */
function turnItems({ network, stopped, extended, resumed, outcome, wentPublic }: News) {
  const items: (readonly Run[])[] = []
  if (stopped) items.push(rich`Stopped on ${timeRun(network.stalled ?? 0, network.zone, 'date')}`)
  if (extended) items.push(rich`Extended by ${pluralize(network.extension?.meetings ?? 1, 'meeting')}`)
  if (resumed) items.push(rich`Moving again since ${timeRun(network.resumed ?? 0, network.zone, 'date')}`)
  if (outcome === 'reframed') items.push(rich`Reframed. The shared outcome is now: “${network.outcome}”`)
  if (outcome === 'changed') items.push(rich`The shared outcome was reworded: “${network.outcome}”`)
  if (wentPublic) items.push(rich`It went public`)
  return items
}

/** What angels decided and answered. What still waits for the reader is shown below, with its buttons. */
function decisionItems({ network, decided, answered, bends, asks }: News, people: People) {
  const items: (readonly Run[])[] = []
  for (const bend of decided)
    if (!bends.includes(bend))
      items.push(rich`“${shortened(bend.what)}”: ${bendOutcome(network, people, bend)}`)
  for (const ask of answered)
    if (!asks.includes(ask)) items.push(rich`“${shortened(ask.text)}”: ${askOutcome(network, people, ask)}`)
  return items
}

/** Every open blocker is named, the latest first, since nobody may have put it to the angel. */
function blockerItems({ network, blockers }: News): readonly (readonly Run[])[] {
  const shown = blockers.slice(-maxBlockers).toReversed()
  const items = shown.map(
    ({ text, at }) => rich`Blocker, open since ${timeRun(at, network.zone, 'date')}: “${shortened(text)}”`,
  )
  const hidden = blockers.length - shown.length
  if (hidden > 0) items.push(rich`${pluralize(hidden, 'more open blocker')}`)
  return items
}

function resourcesItem(
  label: string,
  resources: readonly Resource[],
  locale: string | undefined,
): readonly Run[] {
  const shown = resources.slice(0, maxResourcesInLine)
  const line = rich`${label}: ${listRuns(shown.map((resource) => resourceLine(resource, locale)))}`
  if (resources.length === shown.length) return line
  return rich`${line}, and ${resources.length - shown.length} more`
}

/** E.g. `2 meetings held, with 5 and 7 there; 1 missed`. */
function meetingsText(held: readonly Meeting[], missed: readonly Meeting[]): string {
  const parts: string[] = []
  if (held.length > 0) {
    const attendees = held.map(({ attendance }) => String([...attendance.values()].filter(Boolean).length))
    parts.push(`${pluralize(held.length, 'meeting')} held, with ${listText(attendees)} there`)
  }
  if (missed.length > 0) parts.push(`${missed.length} missed`)
  return parts.join('; ')
}

function networkButtons({ network, asks, bends, blockers }: News, angel: PersonId): Block | undefined {
  const values = { network: network.id }
  const unseen = unacknowledgedFlags(network, angel)
  const row: Button[] = []
  if (unseen.length > 0)
    row.push(
      button('Seen', 'see-flags', {
        ...values,
        flags: JSON.stringify(unseen.slice(0, maxFlagsInButton)),
      }),
    )
  if (network.stalled !== undefined && notExtendable(network) === undefined)
    row.push(button('Extend by one meeting', 'extend-by', { ...values, meetings: '1' }))
  if (callable(network, angel).length > 0) row.push(button('Call the entrepreneur', 'call', values))
  row.push(button('Show it', 'network', values))
  if (unseen.length > 0) row.push(button('Draw the timeline', 'picture', { ...values, picture: 'timeline' }))
  if (network.flags.size + openManualFlags(network).length > 0) row.push(button('Flags', 'flags', values))
  if (blockers.length > 0) row.push(button('Blockers', 'blockers', values))
  if (asks.length > maxWaiting) row.push(button('All asks', 'asks', values))
  if (bends.length > maxWaiting) row.push(button('All bends', 'bends', values))
  return buttons(...row)
}

/** The keys of rule flags and the ids of manual ones that nobody has acknowledged. */
function unacknowledgedFlags(network: Network, angel: PersonId): readonly string[] {
  const isNew = ({ acknowledged }: { readonly acknowledged?: unknown }) => acknowledged === undefined
  return [
    ...activeFlagsFor(network, angel).filter(isNew).map(flagKey),
    ...readableManualFlags(network, angel)
      .filter(isNew)
      .map(({ id }) => id),
  ]
}
