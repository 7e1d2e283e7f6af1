// The guardian angel's digest as it is read: all of the angel's networks in one message, worst first.
import type { Block, Card, Run } from '../../chat/card.ts'
import type { Instant, PersonId } from '../../domain/core/ids.ts'
import { flagKey } from '../../domain/flags/flag-key.ts'
import { openManualFlags } from '../../domain/flags/manual-flags.ts'
import { activeFlags } from '../../domain/flags/rule-flags.ts'
import { callable } from '../../domain/guardian/calls.ts'
import { isQuiet, type News, waitingIn } from '../../domain/guardian/digest.ts'
import { notExtendable } from '../../domain/meetings/six-meeting-rule.ts'
import type { Meeting, Network } from '../../domain/state.ts'
import { flagHeadline, flagShortLine } from '../flags/flag-texts.ts'
import { phaseNames, resourceLine } from '../kit/labels.ts'
import {
  bold,
  button,
  buttons,
  card,
  heading,
  listRuns,
  listText,
  note,
  pluralize,
  rich,
  textBlock,
  timeRun,
} from '../kit/markup.ts'
import { bareCountText } from '../meetings/count-text.ts'
import { crossedItem } from '../phases/phases.ts'
import type { People } from '../turn.ts'
import { askBlocks } from './ask-cards.ts'
import { bendBlocks } from './bend-cards.ts'
import { publicBlocks } from './going-public.ts'

/** Networks in full, and in one line, that one message holds on every platform. */
const inFull = 8
const inOneLine = 20
/** Asks, and bends, of each network; the others are in its lists. */
const mostAsks = 2
/** A button can carry the names of so many flags. */
const mostSeen = 8

interface Digest {
  /** News are what happened from then on. */
  readonly since: Instant
  readonly angel: PersonId
  /** The reader's. */
  readonly zone: string
  readonly people: People
  readonly late?: true
  /** How many networks an earlier message has told of. */
  readonly from?: number
}

/** The worst first; what does not fit in is reachable by a button. */
export function digestCard(all: readonly News[], digest: Digest): Card {
  const { since, zone, late, from = 0 } = digest
  const rest = all.slice(from)
  const full = rest.slice(0, inFull).filter(speaks)
  // Those that have something to say come first, and are never told in a line only.
  const lines = rest.slice(full.length).some(speaks) ? [] : rest.slice(full.length, full.length + inOneLine)
  const told = full.length + lines.length
  const left = rest.length - told
  return card(
    heading(from === 0 ? headline(all, digest.people) : `And ${pluralize(rest.length, 'more network')}`),
    from === 0
      ? note(rich`What is new since ${timeRun(since, zone, 'date')}. Only you see this.`)
      : undefined,
    late ? note(rich`This comes late: I could not send it when it was due.`) : undefined,
    ...full.flatMap((news) => inFullBlocks(news, digest)),
    lines.length === 0 ? undefined : { kind: 'list', items: lines.map(oneLine) },
    buttons(
      left > 0
        ? button(`Show the other ${left}`, 'digest', { since: String(since), from: String(from + told) })
        : undefined,
      button('When this comes', 'digest-settings', {}),
    ),
  )
}

/** Whether more than a line is to be said. */
function speaks(news: News): boolean {
  return !isQuiet(news) || news.network.flags.size > 0 || openManualFlags(news.network).length > 0
}

/** Enough for a busy reader who sees no more than this on a phone. */
function headline(all: readonly News[], people: People): string {
  const [worst] = all
  const flag = worst && worstFlag(worst.network, people)
  const others = all.length - 1
  if (worst !== undefined && flag !== undefined)
    return others === 0 ? flag : `${flag}; and ${pluralize(others, 'other network')}`
  const waiting = all.filter((news) => waitingIn(news) > 0)
  if (waiting.length > 0) return `${waitingWords(waiting)} for you from ${networksWords(waiting)}`
  const withNews = all.filter((news) => !isQuiet(news))
  if (withNews.length === 0) return `Nothing new in ${networksWords(all)}`
  return all.length === 1
    ? `News of ${worst?.network.name}`
    : `News of ${withNews.length} of your ${pluralize(all.length, 'network')}, and no flag`
}

/** E.g. `2 asks and 1 bend`. */
function waitingWords(all: readonly News[]): string {
  const asks = all.reduce((sum, news) => sum + news.asks.length, 0)
  const proposals = all.filter(({ proposal }) => proposal !== undefined).length
  const bends = all.reduce((sum, news) => sum + news.bends.length, 0)
  return listText([
    ...(asks === 0 ? [] : [pluralize(asks, 'ask')]),
    ...(bends === 0 ? [] : [pluralize(bends, 'bend')]),
    ...(proposals === 0 ? [] : [pluralize(proposals, 'proposal to go public', 'proposals to go public')]),
  ])
}

function networksWords(all: readonly News[]): string {
  return all.length === 1 ? (all[0]?.network.name ?? '') : `${pluralize(all.length, 'network')} of yours`
}

function worstFlag(network: Network, people: People): string | undefined {
  const [first] = activeFlags(network)
  const [raised] = openManualFlags(network)
  if (first !== undefined) return flagHeadline(network, people, first)
  return raised === undefined ? undefined : `${network.name}: somebody raised a flag`
}

function inFullBlocks(news: News, { people, angel }: Digest): readonly (Block | undefined)[] {
  const { network } = news
  const items = [...flagItems(network, people), ...newsItems(news)]
  const left = Math.max(0, news.asks.length - mostAsks) + Math.max(0, news.bends.length - mostAsks)
  return [
    textBlock(
      rich`${bold(network.name)}: ${phaseNames[network.phase]}. ${network.closing ? 'Closed.' : bareCountText(network)}`,
    ),
    items.length === 0 ? undefined : { kind: 'list', items },
    ...news.asks.slice(0, mostAsks).flatMap((ask) => askBlocks(network, people, ask, angel)),
    ...news.bends.slice(0, mostAsks).flatMap((bend) => bendBlocks(network, people, bend, angel)),
    ...(news.proposal === undefined ? [] : publicBlocks(network, people, news.proposal, angel)),
    left > 0 ? textBlock(rich`and ${left} more that wait for you`) : undefined,
    actions(news, angel),
  ]
}

function flagItems(network: Network, people: People): readonly (readonly Run[])[] {
  return [
    ...activeFlags(network).map((flag) => rich`Flag: ${flagShortLine(network, people, flag)}`),
    ...openManualFlags(network).map(({ text: words }) => rich`Flag raised by hand: “${shortened(words)}”`),
  ]
}

function shortened(words: string): string {
  return words.length <= 200 ? words : `${words.slice(0, 199)}…`
}

function newsItems(news: News): readonly (readonly Run[])[] {
  const { held, missed, came, used, left, lessons, crossed } = news
  const some = (label: string, resources: News['came']) =>
    resources.length === 0
      ? []
      : [
          rich`${label}: ${listRuns(resources.slice(0, 5).map((resource) => resourceLine(resource)))}${more(resources)}`,
        ]
  return [
    ...crossed.map(crossedItem),
    ...(held.length + missed.length === 0 ? [] : [rich`${meetingWords(held, missed)}`]),
    ...some('Onto the table', came),
    ...some('Used', used),
    ...some('Off the table', left),
    ...(lessons === 0 ? [] : [rich`${pluralize(lessons, 'lesson')} kept`]),
  ]
}

function more(resources: readonly unknown[]): string {
  return resources.length <= 5 ? '' : `, and ${resources.length - 5} more`
}

/** E.g. `2 meetings held, with 5 and 7 people; 1 missed`. */
function meetingWords(held: readonly Meeting[], missed: readonly Meeting[]): string {
  const there = held.map(({ attendance }) => String([...attendance.values()].filter(Boolean).length))
  const parts = [
    held.length === 0 ? [] : [`${pluralize(held.length, 'meeting')} held, with ${listText(there)} there`],
    missed.length === 0 ? [] : [`${missed.length} missed`],
  ]
  return parts.flat().join('; ')
}

function actions(
  { network, asks: { length: asks }, bends: { length: bends } }: News,
  angel: PersonId,
): Block | undefined {
  const values = { network: network.id }
  const extendable = network.stalled !== undefined && notExtendable(network) === undefined
  const unseen = [
    ...activeFlags(network).flatMap((flag) => (flag.acknowledged === undefined ? [flagKey(flag)] : [])),
    ...openManualFlags(network).flatMap(({ id, acknowledged }) => (acknowledged === undefined ? [id] : [])),
  ]
  return buttons(
    unseen.length > 0
      ? button('Seen', 'see-flags', { ...values, flags: JSON.stringify(unseen.slice(0, mostSeen)) })
      : undefined,
    extendable ? button('Extend by one meeting', 'extend-by', { ...values, meetings: '1' }) : undefined,
    callable(network, angel).length > 0 ? button('Call the entrepreneur', 'call', values) : undefined,
    button('Show it', 'network', values),
    unseen.length > 0
      ? button('Draw the timeline', 'picture', { ...values, picture: 'timeline' })
      : undefined,
    network.flags.size + openManualFlags(network).length > 0 ? button('Flags', 'flags', values) : undefined,
    asks > mostAsks ? button('All asks', 'asks', values) : undefined,
    bends > mostAsks ? button('All bends', 'bends', values) : undefined,
  )
}

function oneLine({ network }: News): readonly Run[] {
  const state = network.closing === undefined ? bareCountText(network) : 'Closed.'
  return rich`${bold(network.name)}: ${phaseNames[network.phase]}, nothing new. ${state}`
}
