// What the homes read about meetings: planned, changed, reminder.
import type { Card, Run } from '../../chat/card.ts'
import { openBlockers } from '../../domain/guardian/blockers.ts'
import { bareCountOf } from '../../domain/meetings/six-meeting-rule.ts'
import { holders } from '../../domain/membership/members.ts'
import type { Meeting, Network } from '../../domain/state.ts'
import { anythingStands } from '../../domain/table/table.ts'
import { blockerNames, resourceLine, vacantRoleText } from '../kit/labels.ts'
import { bold, button, buttons, card, heading, pluralize, rich, textBlock, timeRun } from '../kit/markup.ts'
import { bareCountText } from './count-text.ts'

/** One meeting in a line: when, and what became of it. */
export function meetingLine(meeting: Meeting, zone: string): readonly Run[] {
  const there = [...meeting.attendance.values()].filter(Boolean).length
  return rich`${timeRun(meeting.start, zone)}: ${stateWords(meeting, there)}`
}

function stateWords(meeting: Meeting, there: number): string {
  switch (meeting.state.kind) {
    case 'planned':
      return 'planned'
    case 'checking-in':
      return `check-in open, ${pluralize(there, 'person', 'people')} there so far`
    case 'held':
      return `held, ${pluralize(there, 'person', 'people')} there`
    case 'missed':
      return 'missed, so it does not count'
    case 'cancelled':
      return 'cancelled'
    case 'struck':
      return 'struck, it was never held'
  }
}

/** The post about a planned meeting, changed in place when it is moved or cancelled. */
export function meetingCard(network: Network, meeting: string): Card | undefined {
  const known = network.meetings.get(meeting)
  if (known === undefined) return undefined
  const values = { network: network.id, meeting }
  if (known.state.kind === 'cancelled')
    return card(
      heading('Meeting cancelled'),
      textBlock(
        rich`${bold(network.name)}: it was planned for ${timeRun(known.start, known.zone)}${noLonger(network, known)}.`,
      ),
    )
  return card(
    heading('Meeting planned'),
    textBlock(
      rich`${bold(network.name)}: ${timeRun(known.start, known.zone)} to ${timeRun(known.end, known.zone, 'time')}${repeats(network, known)}.`,
    ),
    textBlock(rich`Who could put something on the table there?`),
    buttons(
      button('Put something on the table', 'put', values),
      button('Move', 'move', values),
      button('Cancel', 'cancel', values),
    ),
  )
}

function noLonger(network: Network, { series }: Meeting): string {
  return series !== undefined && network.series.get(series)?.ended ? ', and it no longer repeats' : ''
}

/** `, and every 2 weeks`; nothing where it does not repeat, or does no longer. */
export function repeats(network: Network, { series }: Meeting): string {
  const known = series === undefined ? undefined : network.series.get(series)
  if (known === undefined || known.ended) return ''
  const { weeks } = known.repeat
  return weeks === 1 ? ', and every week' : `, and every ${weeks} weeks`
}

export function meetingChangedCard(network: Network, meeting: string): Card | undefined {
  const known = network.meetings.get(meeting)
  if (known === undefined) return undefined
  return card(
    textBlock(
      known.state.kind === 'cancelled'
        ? rich`The meeting of ${bold(network.name)} on ${timeRun(known.start, known.zone)} is cancelled${noLonger(network, known)}.`
        : rich`The meeting of ${bold(network.name)} has moved to ${timeRun(known.start, known.zone)}.`,
    ),
  )
}

/** The reminder with its agenda: the count, open promises, open blockers, and what is missing. */
export function reminderCard(network: Network, meeting: string): Card | undefined {
  const known = network.meetings.get(meeting)
  if (known === undefined || known.state.kind !== 'planned') return undefined
  const { bare, limit } = bareCountOf(network)
  const promises = [...network.resources.values()].filter((resource) => resource.state === 'offered')
  const blockers = openBlockers(network)
  const soon = known.state.reminded === 'quarter-hour'
  const last = network.settings.rule && !anythingStands(network) && bare === limit - 1
  return card(
    heading(
      `${soon ? 'Meeting soon' : 'Next meeting'}${last ? ', and the last one with an empty table' : ''}`,
    ),
    textBlock(rich`${bold(network.name)}: ${timeRun(known.start, known.zone)}. ${bareCountText(network)}`),
    last
      ? textBlock(
          rich`If nothing is put on the table by the end of its check-in, ${bold(network.name)} stops until you decide how to go on.`,
        )
      : undefined,
    promises.length === 0
      ? undefined
      : { kind: 'list', items: promises.map((resource) => rich`promised: ${resourceLine(resource)}`) },
    blockers.length === 0
      ? undefined
      : {
          kind: 'list',
          items: blockers
            .slice(0, 5)
            .map(({ of, text: words }) => rich`stops us (${blockerNames[of]}): ${words.slice(0, 200)}`),
        },
    holders(network, 'guardian-angel').length === 0
      ? textBlock(rich`Guardian angel: ${vacantRoleText(network, 'guardian-angel')}. Whom could you ask?`)
      : undefined,
    buttons(button('Put something on the table', 'put', { network: network.id, meeting })),
  )
}
