// The check-in as every home shows it, while it is open and once it has closed.
import type { Block, Card, Run } from '../../chat/card.ts'
import { distinctAgencies } from '../../domain/core/agencies.ts'
import type { Instant } from '../../domain/core/ids.ts'
import type { PulseCounts } from '../../domain/core/private-answers.ts'
import type { Meeting } from '../../domain/meetings/state.ts'
import { participant } from '../../domain/membership/members.ts'
import type { Network } from '../../domain/state.ts'
import { anythingStands, standingResources } from '../../domain/table/table.ts'
import { listBlock, moreBlock, quote } from '../kit/card-parts.ts'
import { nameWithAgency, resourceLine } from '../kit/labels.ts'
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
import { channelLocale } from '../kit/reader-locale.ts'
import type { People } from '../turn.ts'
import { bareCountText } from './count-text.ts'
import { withdrawnCard } from './meeting-cards.ts'

/** A phone has room for so many resources; the others are counted. */
const maxResources = 5

/** The check-in of a meeting as every home shows it. Returns `undefined` when there is none yet. */
export function checkInCard(network: Network, people: People, id: string): Card | undefined {
  const meeting = network.meetings.get(id)
  if (meeting === undefined) return undefined
  switch (meeting.state.kind) {
    case 'checking-in':
      return openCheckInCard(network, meeting, meeting.state.closes)
    case 'held':
      return heldCard(network, people, meeting)
    case 'missed':
      return missedCard(network, meeting)
    case 'struck':
      return meeting.state.withdrawn ? withdrawnCard() : struckCard(network, meeting)
    case 'planned':
    case 'cancelled':
      return undefined
  }
}

function openCheckInCard(network: Network, meeting: Meeting, closes: Instant): Card {
  const values = { network: network.id, meeting: meeting.id }
  return card(
    heading('Did you meet? What’s on the table?'),
    textBlock(
      rich`The meeting of ${bold(network.name)} on ${timeRun(meeting.start, meeting.zone)}. ${attendanceText(network, meeting)}`,
    ),
    ...tableBlocks(network, meeting),
    buttons(
      button('I was there', 'there', values, 'primary'),
      button('I couldn’t come', 'not-there', values),
      button('Put something on the table', 'put', values),
      button('Nothing this time', 'nothing', values),
      button('One thing we learned', 'learned', values),
    ),
    note(
      rich`You can change your answers until ${timeRun(closes, meeting.zone)}, when the check-in closes. This post will then name everyone who was there, with their agency. I’ll ask you privately whether you’d come again; that is only ever shown as a count.`,
    ),
  )
}

function attendanceText(network: Network, meeting: Meeting): string {
  const attendees = attendeesOf(meeting)
  if (attendees.length === 0) return 'Nobody has said they were there yet.'
  return `${pluralize(attendees.length, 'person', 'people')} from ${agencyCountText(network, attendees)} so far.`
}

/** The people who said that they were there. */
export function attendeesOf(meeting: Meeting): readonly string[] {
  return [...meeting.attendance].filter(([, isThere]) => isThere).map(([person]) => person)
}

function agencyCountText(network: Network, people: readonly string[]): string {
  const agencies = distinctAgencies(people.flatMap((person) => participant(network, person)?.agency ?? []))
  return pluralize(agencies.length, 'agency', 'agencies')
}

/** All that stands on the table. What was put at the meeting comes first, so that a long list does not hide it. */
function tableBlocks(network: Network, meeting: Meeting): readonly (Block | undefined)[] {
  const standing = standingResources(network)
  if (standing.length === 0) return [textBlock(emptyTableText(meeting))]
  const putAtIt = standing.filter((resource) => resource.meeting === meeting.id)
  const fromBefore = standing.filter((resource) => resource.meeting !== meeting.id)
  const lines = [
    ...putAtIt.map((resource) => rich`New: ${resourceLine(resource, channelLocale)}`),
    ...fromBefore.map((resource) => resourceLine(resource, channelLocale)),
  ]
  return [
    textBlock(rich`${bold('On the table:')}`),
    listBlock(lines.slice(0, maxResources)),
    moreBlock(lines.length - maxResources),
  ]
}

function emptyTableText({ nothing }: Meeting): readonly Run[] {
  if (nothing.size === 0) return rich`Nothing is on the table.`
  return rich`Nothing is on the table. ${pluralize(nothing.size, 'person has', 'people have')} nothing this time.`
}

function heldCard(network: Network, people: People, meeting: Meeting): Card {
  return card(
    heading(
      meeting.whileStopped ? 'The meeting was held while the network was stopped' : 'The meeting was held',
    ),
    textBlock(
      rich`${bold(network.name)}: ${timeRun(meeting.start, meeting.zone)}. ${attendeesText(network, people, meeting)}`,
    ),
    ...resultBlocks(network, meeting),
  )
}

function missedCard(network: Network, meeting: Meeting): Card {
  return card(
    heading('The meeting was missed'),
    textBlock(
      rich`${bold(network.name)}: ${timeRun(meeting.start, meeting.zone)}. Fewer than two people said they were there, so it doesn’t count.`,
    ),
    ...resultBlocks(network, meeting),
  )
}

function struckCard(network: Network, meeting: Meeting): Card {
  return card(
    heading('This meeting never took place'),
    textBlock(
      rich`The record of ${bold(network.name)} has been corrected: the meeting on ${timeRun(meeting.start, meeting.zone)} never took place, so it doesn’t count.`,
    ),
  )
}

function attendeesText(network: Network, people: People, meeting: Meeting): readonly Run[] {
  const attendees = attendeesOf(meeting)
  if (attendees.length === 0) return rich`An entrepreneur said it took place.`
  const names = attendees.map((person) => nameWithAgency(network, people, person))
  return rich`${listRuns(names)} came, from ${agencyCountText(network, attendees)}.`
}

/** What came of a meeting: what is on the table, lessons, the count, and how many would come again. */
function resultBlocks(network: Network, meeting: Meeting): readonly (Block | undefined)[] {
  const blocks = countSaysNothingStands(network) ? [] : [...tableBlocks(network, meeting)]
  for (const lesson of network.lessons)
    if (lesson.meeting === meeting.id) blocks.push(quote(lesson.text, 'One thing we learned'))
  blocks.push(textBlock(rich`${bold(bareCountText(network))}`))
  if (meeting.pulse !== undefined) blocks.push(note(pulseText(meeting.pulse)))
  return blocks
}

/** The line with the count says that the table is empty, unless the rule is off. */
function countSaysNothingStands(network: Network): boolean {
  return network.settings.rule && !anythingStands(network)
}

function pulseText(counts: PulseCounts): readonly Run[] {
  return rich`Would come to the next one: ${counts.yes} yes, ${counts['not-sure']} not sure, ${counts.no} no.`
}
