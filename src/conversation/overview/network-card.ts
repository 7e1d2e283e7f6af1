// The network at a glance: where it stands, and what waits for the reader.

import type { Card, FactLine, Run } from '../../chat/card.ts'
import { maySeeManualFlag, openManualFlags } from '../../domain/flags/manual-flags.ts'
import { activeFlags } from '../../domain/flags/rule-flags.ts'
import { openBlockers } from '../../domain/guardian/blockers.ts'
import { upcomingMeetings } from '../../domain/meetings/meetings.ts'
import { mayReopen } from '../../domain/membership/closing.ts'
import { agenciesOf, holders, members } from '../../domain/membership/members.ts'
import type { Network, Resource } from '../../domain/state.ts'
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
import { inviteButton } from '../membership/invite-button.ts'
import { phaseLine } from '../phases/phases.ts'
import type { NetworkTurn } from '../turn.ts'
import { answerable, toDoFor } from './to-do.ts'

export function networkCard(turn: NetworkTurn): Card {
  const { network } = turn
  if (network.closing !== undefined)
    return card(
      ...closedCard(network).blocks,
      ...waiting(turn),
      mayReopen(network, turn.now)
        ? note(rich`Its members can read it, and reopen it for 30 days after closing.`)
        : note(rich`It was closed more than 30 days ago. Its members can still read it.`),
      buttons(
        mayReopen(network, turn.now) ? button('Reopen', 'reopen', { network: network.id }) : undefined,
        button('Show the table', 'table', { network: network.id }),
        button('Show the meetings', 'meetings', { network: network.id }),
        button('Show the phases', 'phase', { network: network.id }),
      ),
    )
  const values = { network: network.id }
  const more = button('More', 'more', values)
  if (network.stalled !== undefined)
    return card(
      ...stallCard(network, turn.speaker.id).blocks,
      { kind: 'facts', facts: facts(turn) },
      ...waiting(turn),
      buttons(more),
      privately,
    )
  return card(
    heading(network.name),
    { kind: 'quote', text: network.outcome },
    { kind: 'facts', facts: facts(turn) },
    ...waiting(turn),
    buttons(
      button('Put something on the table', 'put', values, 'primary'),
      button('Plan a meeting', 'meet', values),
      button('Show the table', 'table', values),
      inviteButton(turn, network, { label: 'Invite somebody' }),
      more,
    ),
    privately,
  )
}

const privately = note(rich`Only you see this. ${codeRun('/network help')} shows what else you can ask.`)

function facts(turn: NetworkTurn): readonly FactLine[] {
  const { network, people, zone, now } = turn
  const next = upcomingMeetings(network, now)[0]
  const table = standingResources(network)
  const angels = holders(network, 'guardian-angel')
  const lines: FactLine[] = []
  const add = (label: string, value: FactLine['value'] | undefined) => {
    if (value !== undefined) lines.push({ label, value })
  }
  add('Phase', phaseLine(network, now))
  add('Count', rich`${bareCountText(network)}`)
  add('On the table', table.length === 0 ? undefined : onTheTable(table))
  add('Flags', flags(turn))
  add('Stopping us', stopping(network))
  add('Hard limits', limits(network))
  add('Next meeting', nextMeeting(network.stalled !== undefined, next, zone))
  add(
    'People',
    rich`${pluralize(members(network).length, 'member')} of ${pluralize(agenciesOf(network).length, 'agency', 'agencies')}`,
  )
  add(
    'Guardian angel',
    angels.length === 0
      ? rich`${vacantRoleText(network, 'guardian-angel')}; ${codeRun('/network angel')} nominates one`
      : listRuns(angels.map((person) => nameWithAgency(network, people, person))),
  )
  add('Way of working', network.diagnosis === undefined ? undefined : rich`${wayNames[network.diagnosis]}`)
  return lines
}

/** The worst one in words, the others counted. */
function flags({ network, people, speaker }: NetworkTurn): readonly Run[] | undefined {
  const byRule = activeFlags(network).map((flag) => flagShortLine(network, people, flag))
  const raised = openManualFlags(network)
    .filter((flag) => maySeeManualFlag(network, flag, speaker.id))
    .map(({ text: words }) => `“${words.slice(0, 200)}”`)
  const [first, ...more] = [...byRule, ...raised]
  if (first === undefined) return undefined
  const others = more.length === 0 ? '' : `; and ${more.length} more`
  return rich`${first}${others} (${codeRun('/network flags')})`
}

function stopping(network: Network): readonly Run[] | undefined {
  const [first, ...more] = openBlockers(network)
  if (first === undefined) return undefined
  const others = more.length === 0 ? '' : `; and ${more.length} more`
  return rich`${capitalize(blockerNames[first.of])}: ${first.text.slice(0, 200)}${others} (${codeRun('/network blocker')})`
}

function limits(network: Network): readonly Run[] | undefined {
  const words = limitsLine(network)
  return words === undefined ? undefined : rich`${words} (${codeRun('/network limit')})`
}

function onTheTable(table: readonly Resource[]): readonly Run[] {
  const shown = table
    .slice(0, 5)
    .flatMap((resource, index) => rich`${index === 0 ? '' : '; '}${resourceLine(resource)}`)
  return table.length > 5 ? rich`${shown}; and ${pluralize(table.length - 5, 'more resource')}` : shown
}

function nextMeeting(stalled: boolean, next: { start: number } | undefined, zone: string) {
  if (next === undefined) return rich`none planned`
  return stalled ? rich`${timeRun(next.start, zone)}, on hold` : rich`${timeRun(next.start, zone)}`
}

function waiting(turn: NetworkTurn) {
  const items = toDoFor(turn).map(({ what, word }) =>
    word === undefined ? what : rich`${what} (${codeRun(`/network ${word}`)})`,
  )
  return [
    ...(items.length === 0 ? [] : [textBlock(rich`Waiting for you: ${listRuns(items)}.`)]),
    ...answerable(turn),
  ]
}
