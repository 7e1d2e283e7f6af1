// What the homes read about meetings: planned, changed, reminder.
import type { Block, Card, Run } from '../../chat/card.ts'
import { openBlockers } from '../../domain/guardian/blockers.ts'
import type { Blocker } from '../../domain/guardian/state.ts'
import { attendanceOf } from '../../domain/meetings/check-ins.ts'
import { bareCountOf } from '../../domain/meetings/six-meeting-rule.ts'
import type { Meeting } from '../../domain/meetings/state.ts'
import { holders } from '../../domain/membership/members.ts'
import type { NoticeContent } from '../../domain/notices/notice.ts'
import type { Network } from '../../domain/state.ts'
import { anythingStands } from '../../domain/table/table.ts'
import { listBlock } from '../kit/card-parts.ts'
import { blockerNames, resourceLine, vacantRoleText } from '../kit/labels.ts'
import { bold, button, buttons, card, heading, pluralize, rich, textBlock, timeRun } from '../kit/markup.ts'
import { channelLocale } from '../kit/reader-locale.ts'
import { bareCountText } from './count-text.ts'
import { repeatText } from './planning/time-text.ts'

/** One meeting in a line: when, and what became of it. */
export function meetingLine(meeting: Meeting, zone: string): readonly Run[] {
  const attendees = [...meeting.attendance.values()].filter(Boolean).length
  return rich`${timeRun(meeting.start, zone)}: ${stateText(meeting, attendees)}`
}

function stateText(meeting: Meeting, attendees: number): string {
  switch (meeting.state.kind) {
    case 'planned':
      return 'planned'
    case 'checking-in':
      return `check-in open, ${pluralize(attendees, 'person', 'people')} there so far`
    case 'held':
      return `${heldText(meeting)}, ${pluralize(attendees, 'person', 'people')} there`
    case 'missed':
      return 'missed, so it doesn’t count'
    case 'cancelled':
      return 'cancelled'
    case 'struck':
      return 'never held, so it doesn’t count'
  }
}

function heldText({ whileStopped }: Meeting): string {
  return whileStopped ? 'held while the network was stopped' : 'held'
}

/** What an angel reads of a meeting that took place although the network was stopped. */
export function heldWhileStoppedCard(network: Network, id: string): Card | undefined {
  const meeting = network.meetings.get(id)
  if (meeting?.state.kind !== 'held' || network.closing !== undefined) return undefined
  return card(
    textBlock(
      rich`${bold(network.name)} met on ${timeRun(meeting.start, meeting.zone)} although it had stopped: ${pluralize(attendanceOf(meeting), 'person was', 'people were')} there. ${bareCountText(network)}`,
    ),
    buttons(button('Show the network', 'network', { network: network.id })),
  )
}

/** The post about a planned meeting, changed in place when it is moved or cancelled. */
export function meetingCard(
  network: Network,
  { meeting: id, changed }: { readonly meeting: string; readonly changed: boolean },
): Card | undefined {
  const meeting = network.meetings.get(id)
  if (meeting === undefined) return changed ? withdrawnCard() : undefined
  if (meeting.state.kind === 'cancelled') return cancelledCard(network, meeting)
  const values = { network: network.id, meeting: id }
  return card(
    heading('Meeting planned'),
    textBlock(
      rich`${bold(network.name)}: ${timeRun(meeting.start, meeting.zone)} to ${timeRun(meeting.end, meeting.zone, 'time')}${repeatsText(network, meeting)}.`,
    ),
    textBlock(rich`Who could put something on the table?`),
    buttons(
      button('Put something on the table', 'put', values),
      button('Move', 'move', values),
      button('Cancel', 'cancel', values),
    ),
  )
}

function cancelledCard(network: Network, meeting: Meeting): Card {
  return card(
    heading('Meeting cancelled'),
    textBlock(
      rich`${bold(network.name)}: the meeting was planned for ${timeRun(meeting.start, meeting.zone)}${noLongerRepeatsText(network, meeting)}.`,
    ),
  )
}

function noLongerRepeatsText(network: Network, { series }: Meeting): string {
  if (series === undefined || !network.series.get(series)?.ended) return ''
  return '. It no longer repeats'
}

/** `, then fortnightly`; empty when the meeting does not repeat, or no longer. */
export function repeatsText(network: Network, { series: id }: Meeting): string {
  if (id === undefined) return ''
  const series = network.series.get(id)
  if (series === undefined || series.ended) return ''
  return `, then ${repeatText(series.repeat.weeks)}`
}

/** Stands in place of a post about what was taken back at once. */
export function withdrawnCard(): Card {
  return card(textBlock(rich`Withdrawn.`))
}

export function meetingChangedCard(
  network: Network,
  { meeting: id, at, undone }: Extract<NoticeContent, { kind: 'meeting-changed' }>,
): Card | undefined {
  if (undone) return withdrawnCard()
  const meeting = network.meetings.get(id)
  if (meeting === undefined || (at !== undefined && meeting.previous?.at !== at)) return undefined
  return card(textBlock(changeText(network, meeting)))
}

function changeText(network: Network, meeting: Meeting): readonly Run[] {
  const time = timeRun(meeting.start, meeting.zone)
  if (meeting.state.kind === 'cancelled')
    return rich`${bold(network.name)} has cancelled its meeting on ${time}${noLongerRepeatsText(network, meeting)}.`
  return rich`${bold(network.name)} has moved its meeting to ${time}.`
}

/** The reminder with its agenda: the count, open promises, open blockers, and what is missing. */
export function reminderCard(network: Network, id: string): Card | undefined {
  const meeting = network.meetings.get(id)
  if (meeting === undefined || meeting.state.kind !== 'planned') return undefined
  const isLast = isLastBeforeStall(network)
  const blocks: (Block | undefined)[] = [
    heading(reminderTitle(meeting.state.reminded === 'quarter-hour', isLast)),
    textBlock(
      rich`${bold(network.name)}: ${timeRun(meeting.start, meeting.zone)}. ${bareCountText(network)}`,
    ),
  ]
  if (isLast)
    blocks.push(
      textBlock(
        rich`If nobody puts anything on the table before the check-in closes, ${bold(network.name)} will stop until you decide how to go on.`,
      ),
    )
  blocks.push(promiseList(network), listBlock(openBlockers(network).slice(0, 5).map(blockerLine)))
  if (holders(network, 'guardian-angel').length === 0)
    blocks.push(
      textBlock(rich`Guardian angel: ${vacantRoleText(network, 'guardian-angel')}. Who could you ask?`),
    )
  blocks.push(buttons(button('Put something on the table', 'put', { network: network.id, meeting: id })))
  return card(...blocks)
}

/** Whether one more meeting with nothing on the table stalls the network. */
function isLastBeforeStall(network: Network): boolean {
  const { bare, limit } = bareCountOf(network)
  return network.settings.rule && !anythingStands(network) && bare === limit - 1
}

function reminderTitle(isSoon: boolean, isLast: boolean): string {
  const title = isSoon ? 'Meeting soon' : 'Next meeting'
  if (isLast) return `${title}: if the table stays empty, the network stops`
  return title
}

function promiseList(network: Network): Block | undefined {
  const promises = [...network.resources.values()].filter(({ state }) => state === 'offered')
  return listBlock(promises.map((resource) => rich`Promised: ${resourceLine(resource, channelLocale)}`))
}

function blockerLine({ of, text }: Blocker): readonly Run[] {
  return rich`Blocker (${blockerNames[of]}): ${text.slice(0, 200)}`
}
