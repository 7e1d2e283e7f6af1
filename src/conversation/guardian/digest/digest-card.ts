// The guardian angel's digest as it is read: all of the angel's networks in one message, worst first.
import type { Block, Card, Run } from '../../../chat/card.ts'
import type { Instant, PersonId } from '../../../domain/core/ids.ts'
import { severityOf } from '../../../domain/flags/rule-flags.ts'
import {
  isAnythingUnanswered,
  isQuiet,
  type News,
  type Unanswered,
  unansweredIn,
} from '../../../domain/guardian/digest.ts'
import { flagHeadline } from '../../flags/flag-texts.ts'
import { listBlock } from '../../kit/card-parts.ts'
import { phaseNames } from '../../kit/labels.ts'
import {
  bold,
  button,
  buttons,
  card,
  heading,
  listText,
  note,
  pluralize,
  rich,
  timeRun,
} from '../../kit/markup.ts'
import type { People } from '../../turn.ts'
import { networkBlocks, networkStateText, shortened } from './digest-network.ts'

/** Networks in full, and in one line, that one message holds on every platform. */
const maxInFull = 8
const maxInOneLine = 20
/** Letters of somebody’s own words in the title. */
const maxTitleWords = 100

interface Digest {
  /** News are what happened from then on. */
  readonly since: Instant
  readonly angel: PersonId
  /** The reader's. */
  readonly zone: string
  readonly people: People
  readonly late?: true
  /** How many networks earlier messages have shown. */
  readonly from?: number
}

/** The worst first; what does not fit in is reachable by a button. */
export function digestCard(all: readonly News[], digest: Digest): Card {
  const { angel, people, since, late, from = 0 } = digest
  const rest = all.slice(from)
  const inFull = rest.slice(0, maxInFull).filter(needsMoreThanALine)
  const inOneLine = linesAfter(rest.slice(inFull.length))
  const shown = inFull.length + inOneLine.length
  const blocks: (Block | undefined)[] = from === 0 ? firstTitle(all, digest) : [laterTitle(rest)]
  if (late) blocks.push(note(rich`This is late: I couldn’t send it when it was due.`))
  blocks.push(
    ...inFull.flatMap((news) => networkBlocks(news, people, angel)),
    listBlock(inOneLine.map(oneLine)),
    digestButtons(since, from + shown, rest.length - shown),
  )
  return card(...blocks)
}

function firstTitle(all: readonly News[], digest: Digest): Block[] {
  return [
    heading(headline(all, digest)),
    note(rich`What’s new since ${timeRun(digest.since, digest.zone, 'date')}. Only you can see this.`),
  ]
}

function laterTitle(rest: readonly News[]): Block {
  return heading(`And ${pluralize(rest.length, 'more network')}`)
}

/** Networks that need more than a line come first, and are never shown in one: then the next message shows them. */
function linesAfter(rest: readonly News[]): readonly News[] {
  if (rest.some(needsMoreThanALine)) return []
  return rest.slice(0, maxInOneLine)
}

function digestButtons(since: Instant, from: number, hidden: number): Block | undefined {
  const settings = button('When this comes', 'digest-settings', {})
  if (hidden === 0) return buttons(settings)
  const values = { since: String(since), from: String(from) }
  return buttons(button(`Show the other ${hidden}`, 'digest', values), settings)
}

/** Flags that were seen before the last digest are no news. */
function needsMoreThanALine(news: News): boolean {
  const { flags, manualFlags, hidden } = news
  return !isQuiet(news) || flags.length + manualFlags.length + hidden.length > 0
}

function oneLine({ network, blockers }: News): readonly Run[] {
  const open = blockers.length === 0 ? '' : ` ${pluralize(blockers.length, 'blocker')} open.`
  return rich`${bold(network.name)}: ${phaseNames[network.phase]}, nothing new. ${networkStateText(network)}${open}`
}

/** Enough for a busy reader who sees no more than this on a phone. */
function headline(all: readonly News[], digest: Digest): string {
  for (const news of all) {
    const flag = worstFlag(news, digest)
    if (flag !== undefined) return withOthers(flag, all.length - 1)
  }
  const waiting = all.filter(isAnythingUnanswered)
  if (waiting.length > 0)
    return `${waitingText(waiting.map(unansweredIn))} waiting for you in ${networksText(waiting)}`
  for (const news of all) {
    const title = turnTitle(news) ?? headsUpTitle(news, digest)
    if (title !== undefined) return withOthers(title, all.length - 1)
  }
  const first = all.find((news) => !isQuiet(news))
  if (first === undefined)
    return `Nothing new in ${all.length === 1 ? networksText(all) : 'any of your networks'}`
  return withOthers(`News from ${first.network.name}`, all.length - 1)
}

function withOthers(title: string, others: number): string {
  if (others === 0) return title
  return `${title}; and ${pluralize(others, 'other network')}`
}

/** The greatest change in the network, of all that is new. */
function turnTitle(news: News): string | undefined {
  const { network, closed, outcome, resumed, wentPublic, crossed, came, left, decided } = news
  const { name } = network
  if (closed) return `${name} has closed`
  if (outcome !== undefined) return `${name} has a new shared outcome`
  if (resumed) return `${name} is moving again`
  if (wentPublic) return `${name} is public now`
  if (crossed.length > 0) return `${name} has moved into another phase: ${phaseNames[network.phase]}`
  if (came.length > 0) return `${name}: ${pluralize(came.length, 'resource')} came onto the table`
  if (left.length > 0) return `${name}: ${pluralize(left.length, 'resource')} left the table`
  if (decided.length > 0) return `${name}: ${pluralize(decided.length, 'bend')} decided`
  return undefined
}

/** E.g. `2 asks and 1 bend`. */
function waitingText(all: readonly Unanswered[]): string {
  const asks = all.reduce((sum, news) => sum + news.asks.length, 0)
  const bends = all.reduce((sum, news) => sum + news.bends.length, 0)
  const proposals = all.filter(({ proposal }) => proposal !== undefined).length
  const counts: string[] = []
  if (asks > 0) counts.push(pluralize(asks, 'ask'))
  if (bends > 0) counts.push(pluralize(bends, 'bend'))
  if (proposals > 0) counts.push(pluralize(proposals, 'proposal to go public', 'proposals to go public'))
  return listText(counts)
}

function networksText(all: readonly News[]): string {
  if (all.length === 1) return all[0]?.network.name ?? ''
  return `${all.length} of your networks`
}

/** The worst flag that is news and makes noise. */
function worstFlag({ network, flags, manualFlags }: News, { people, angel }: Digest): string | undefined {
  const flag = flags.find((one) => severityOf(one) !== 'heads-up')
  if (flag !== undefined) return flagHeadline({ network, people, reader: angel }, flag)
  const raised = manualFlags.find(({ severity }) => severity !== 'heads-up')
  if (raised === undefined) return undefined
  return `${network.name}: flag (${raised.severity}) “${shortened(raised.text, maxTitleWords)}”`
}

function headsUpTitle({ network, flags }: News, { people, angel }: Digest): string | undefined {
  const [flag] = flags
  return flag === undefined ? undefined : flagHeadline({ network, people, reader: angel }, flag)
}
