// The card of one network: where it stands, and what waits for the reader.

import type { Block, Card, FactLine, Run } from '../../chat/card.ts'
import { readableManualFlags } from '../../domain/flags/private-flags.ts'
import { activeFlagsFor } from '../../domain/flags/rule-flags.ts'
import { openBlockers } from '../../domain/guardian/blockers.ts'
import { upcomingMeetings } from '../../domain/meetings/meetings.ts'
import { mayReopen } from '../../domain/membership/closing.ts'
import { agenciesOf, holders, members } from '../../domain/membership/members.ts'
import type { Network } from '../../domain/state.ts'
import type { Resource } from '../../domain/table/state.ts'
import { standingResources } from '../../domain/table/table.ts'
import { flagShortLine } from '../flags/flag-texts.ts'
import { limitsLine } from '../guardian/limit-cards.ts'
import { blockerNames, nameWithAgency, resourceLine, vacantRoleText, wayNames } from '../kit/labels.ts'
import {
  button,
  buttons,
  capitalize,
  card,
  codeRun,
  heading,
  listRuns,
  note,
  pluralize,
  rich,
  textBlock,
  timeRun,
} from '../kit/markup.ts'
import { closedCard } from '../meetings/closing.ts'
import { bareCountText } from '../meetings/count-text.ts'
import { stallCard } from '../meetings/stall-card.ts'
import { inviteButton } from '../membership/invitations/invite-button.ts'
import { phaseLine } from '../phases/phases.ts'
import type { NetworkTurn } from '../turn.ts'
import { answerableFor, type ToDoItem, toDoFor } from './to-do.ts'

export function networkCard(turn: NetworkTurn): Card {
  const { network } = turn
  if (network.closing !== undefined) return closedNetworkCard(turn)
  return network.stalled === undefined ? activeNetworkCard(turn) : stalledNetworkCard(turn)
}

function closedNetworkCard(turn: NetworkTurn): Card {
  const { network, now } = turn
  const values = { network: network.id }
  const blocks = [...closedCard(network, turn.speaker.locale).blocks, ...waitingBlocks(turn)]
  const row = [
    button('Show the table', 'table', values),
    button('Show the meetings', 'meetings', values),
    button('Show the phases', 'phase', values),
  ]
  if (!mayReopen(network, now)) {
    const lateNote = note(rich`It was closed more than 30 days ago. Its members can still read it.`)
    return card(...blocks, lateNote, buttons(...row))
  }
  const reopenNote = note(rich`Its members can read it, and can reopen it within 30 days of closing.`)
  return card(...blocks, reopenNote, buttons(button('Reopen', 'reopen', values), ...row))
}

function stalledNetworkCard(turn: NetworkTurn): Card {
  const { network, speaker } = turn
  return card(
    ...stallCard(network, speaker.id).blocks,
    { kind: 'facts', facts: facts(turn) },
    ...waitingBlocks(turn),
    buttons(button('More', 'more', { network: network.id })),
    privacyNote,
  )
}

function activeNetworkCard(turn: NetworkTurn): Card {
  const { network } = turn
  const values = { network: network.id }
  return card(
    heading(network.name),
    { kind: 'quote', text: network.outcome },
    { kind: 'facts', facts: facts(turn) },
    ...waitingBlocks(turn),
    buttons(
      button('Put something on the table', 'put', values, 'primary'),
      button('Plan a meeting', 'meet', values),
      button('Show the table', 'table', values),
      inviteButton(turn, network, { label: 'Invite somebody' }),
      button('More', 'more', values),
    ),
    privacyNote,
  )
}

const privacyNote = note(
  rich`Only you can see this. ${codeRun('/network help')} shows what else you can ask.`,
)

function facts(turn: NetworkTurn): readonly FactLine[] {
  const { network, now } = turn
  const lines: FactLine[] = []
  const add = (label: string, value: FactLine['value'] | undefined) => {
    if (value !== undefined) lines.push({ label, value })
  }
  add('Phase', phaseLine(network, now))
  add('Count', rich`${bareCountText(network)}`)
  add('On the table', tableText(standingResources(network), turn.speaker.locale))
  add('Next meeting', nextMeetingText(turn))
  add('Flags', flagsText(turn))
  add('Stopping us', blockersText(network))
  add('Hard limits', limitsText(network))
  add('People', peopleText(network))
  add('Guardian angel', angelsText(turn))
  if (network.diagnosis !== undefined) add('Way of working', rich`${wayNames[network.diagnosis]}`)
  return lines
}

function peopleText(network: Network): readonly Run[] {
  const memberCount = pluralize(members(network).length, 'member')
  return rich`${memberCount} of ${pluralize(agenciesOf(network).length, 'agency', 'agencies')}`
}

function angelsText({ network, people }: NetworkTurn): readonly Run[] {
  const angels = holders(network, 'guardian-angel')
  if (angels.length > 0) return listRuns(angels.map((person) => nameWithAgency(network, people, person)))
  return rich`${vacantRoleText(network, 'guardian-angel')}; ${codeRun('/network angel')} nominates one`
}

/** Quotes the worst flag, and counts the others. */
function flagsText({ network, people, speaker }: NetworkTurn): readonly Run[] | undefined {
  const context = { network, people, reader: speaker.id }
  const ruleFlags = activeFlagsFor(network, speaker.id).map((flag) => flagShortLine(context, flag))
  const manualFlags = readableManualFlags(network, speaker.id).map(({ text }) => `“${text.slice(0, 200)}”`)
  const [first, ...others] = [...ruleFlags, ...manualFlags]
  if (first === undefined) return undefined
  return rich`${first}${moreText(others)} (${codeRun('/network flags')})`
}

function moreText(others: readonly unknown[]): string {
  return others.length === 0 ? '' : `; and ${others.length} more`
}

function blockersText(network: Network): readonly Run[] | undefined {
  const [first, ...others] = openBlockers(network)
  if (first === undefined) return undefined
  const kind = capitalize(blockerNames[first.of])
  return rich`${kind}: ${first.text.slice(0, 200)}${moreText(others)} (${codeRun('/network blocker')})`
}

function limitsText(network: Network): readonly Run[] | undefined {
  const line = limitsLine(network)
  if (line === undefined) return undefined
  return rich`${line} (${codeRun('/network limit')})`
}

/** One card has room for this many resources. */
const maxResources = 5

function tableText(resources: readonly Resource[], locale: string | undefined): readonly Run[] | undefined {
  if (resources.length === 0) return undefined
  const [first = [], ...others] = resources
    .slice(0, maxResources)
    .map((resource) => resourceLine(resource, locale))
  const shown = [...first, ...others.flatMap((line) => rich`; ${line}`)]
  if (resources.length <= maxResources) return shown
  return rich`${shown}; and ${pluralize(resources.length - maxResources, 'more resource')}`
}

function nextMeetingText({ network, now, zone }: NetworkTurn): readonly Run[] {
  const [next] = upcomingMeetings(network, now)
  if (next === undefined) return rich`none planned`
  const start = timeRun(next.start, zone)
  return network.stalled === undefined ? rich`${start}` : rich`${start}, on hold`
}

function waitingBlocks(turn: NetworkTurn): readonly (Block | undefined)[] {
  const items = toDoFor(turn).map(toDoText)
  const answerable = answerableFor(turn)
  if (items.length === 0) return answerable
  return [textBlock(rich`Waiting for you: ${listRuns(items)}.`), ...answerable]
}

function toDoText({ what, command }: ToDoItem): readonly Run[] {
  if (command === undefined) return what
  return rich`${what} (${codeRun(`/network ${command}`)})`
}
