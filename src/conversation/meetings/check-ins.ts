// The check-in: the card in every home, and the private answers to it.
import type { Card } from '../../chat/card.ts'
import type { Values } from '../../chat/inbound.ts'
import type { Command } from '../../domain/commands.ts'
import type { Pulse } from '../../domain/core/terms.ts'
import { holds, participant } from '../../domain/membership/members.ts'
import type { Meeting, Network, Resource } from '../../domain/state.ts'
import { isStanding, standingResources } from '../../domain/table/table.ts'
import { type Answer, openForm, type RunCommand, showErrors } from '../answers.ts'
import { fieldErrors, fieldValue, hasErrors, maxLength, paragraphField } from '../kit/form-fields.ts'
import { nameWithAgency, resourceLine } from '../kit/labels.ts'
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
import type { CommandModule } from '../module.ts'
import { isOffered, libraryReadersText, shareField } from '../phases/lesson-library.ts'
import type { NetworkTurn, People } from '../turn.ts'
import { bareCountText } from './count-text.ts'

/** The check-in of a meeting as every home shows it. */
export function checkInCard(network: Network, people: People, meeting: string): Card | undefined {
  const known = network.meetings.get(meeting)
  if (known === undefined) return undefined
  switch (known.state.kind) {
    case 'checking-in':
      return openCard(network, known, known.state.closes)
    case 'held':
    case 'missed':
      return closedCard(network, people, known)
    case 'struck':
      return card(
        heading('This meeting was struck'),
        textBlock(
          rich`The meeting of ${bold(network.name)} on ${timeRun(known.start, known.zone)} counts as never held.`,
        ),
      )
    case 'planned':
    case 'cancelled':
      return undefined
  }
}

function openCard(network: Network, meeting: Meeting, closes: number): Card {
  const values = { network: network.id, meeting: meeting.id }
  return card(
    heading('Did you meet? What is on the table?'),
    textBlock(
      rich`The meeting of ${bold(network.name)} on ${timeRun(meeting.start, meeting.zone)}. ${attendanceWords(network, meeting)}`,
    ),
    ...tableWords(network, meeting),
    buttons(
      button('I was there', 'there', values, 'primary'),
      button('I couldn’t come', 'not-there', values),
      button('Put something on the table', 'put', values),
      button('Nothing this time', 'nothing', values),
      button('One thing we learned', 'learned', values),
    ),
    note(
      rich`Open until ${timeRun(closes, meeting.zone)}; answers can be changed until then. Names and agencies of those who were there show here when it closes. Whether you would come again is asked privately and shows only as a count.`,
    ),
  )
}

function attendanceWords(network: Network, meeting: Meeting): string {
  const there = whoWasThere(meeting)
  if (there.length === 0) return 'Nobody has said yet that they were there.'
  return `${pluralize(there.length, 'person', 'people')} from ${pluralize(agencies(network, there).length, 'agency', 'agencies')} so far.`
}

function whoWasThere(meeting: Meeting): readonly string[] {
  return [...meeting.attendance].filter(([, there]) => there).map(([person]) => person)
}

function agencies(network: Network, people: readonly string[]): readonly string[] {
  return [...new Set(people.flatMap((person) => participant(network, person)?.agency ?? []))]
}

function tableWords(network: Network, meeting: Meeting) {
  const there = standingResources(network)
  if (there.length === 0) {
    const nothing = meeting.nothing.size
    return [
      textBlock(
        rich`Nothing is on the table.${nothing === 0 ? '' : ` ${pluralize(nothing, 'person says', 'people say')} nothing this time.`}`,
      ),
    ]
  }
  return [
    textBlock(rich`${bold('On the table:')}`),
    { kind: 'list' as const, items: there.slice(0, 8).map((resource) => resourceLine(resource)) },
    ...(there.length > 8 ? [textBlock(rich`and ${there.length - 8} more`)] : []),
  ]
}

function closedCard(network: Network, people: People, meeting: Meeting): Card {
  const there = whoWasThere(meeting)
  const held = meeting.state.kind === 'held'
  const came = cameTo(network, meeting)
  const counts = meeting.pulse
  const lessons = network.lessons.filter((lesson) => lesson.meeting === meeting.id)
  return card(
    heading(held ? 'The meeting was held' : 'The meeting was missed'),
    textBlock(
      held
        ? rich`${bold(network.name)}: ${timeRun(meeting.start, meeting.zone)}. ${whoCame(network, people, there)}`
        : rich`${bold(network.name)}: ${timeRun(meeting.start, meeting.zone)}. Fewer than two people said that they were there, so it does not count.`,
    ),
    came.length === 0 ? undefined : textBlock(rich`${bold('Put on the table:')}`),
    came.length === 0 ? undefined : { kind: 'list', items: came.map((resource) => resourceLine(resource)) },
    ...lessons.map((lesson) => ({ kind: 'quote' as const, text: lesson.text, by: 'One thing we learned' })),
    textBlock(rich`${bold(bareCountText(network))}`),
    counts === undefined
      ? undefined
      : note(
          rich`Would come to the next one: ${counts.yes} yes, ${counts['not-sure']} not sure, ${counts.no} no.`,
        ),
  )
}

function whoCame(network: Network, people: People, there: readonly string[]) {
  if (there.length === 0) return rich`An entrepreneur said that it took place.`
  const from = agencies(network, there)
  return rich`${listRuns(there.map((person) => nameWithAgency(network, people, person)))} came, from ${pluralize(from.length, 'agency', 'agencies')}.`
}

function cameTo(network: Network, meeting: Meeting): readonly Resource[] {
  return [...network.resources.values()].filter((one) => one.meeting === meeting.id && isStanding(one))
}

const pulses: readonly (readonly [Pulse, string])[] = [
  ['yes', 'Yes'],
  ['not-sure', 'Not sure'],
  ['no', 'No'],
]

function attendance(turn: NetworkTurn, meeting: string, there: boolean): RunCommand {
  const values = { network: turn.network.id, meeting }
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'answer-attendance', meeting, there, person: turn.speaker.id },
    done(after) {
      const known = after.meetings.get(meeting)
      const mayConfirm =
        there &&
        known !== undefined &&
        !known.confirmed &&
        whoWasThere(known).length < 2 &&
        holds(after, turn.speaker.id, 'public-entrepreneur')
      return card(
        textBlock(
          there ? rich`You were there. Thank you.` : rich`You couldn’t come. Thank you for saying so.`,
        ),
        mayConfirm
          ? textBlock(
              rich`It counts as held once a second person says so, or when you say that it took place.`,
            )
          : undefined,
        mayConfirm ? buttons(button('It took place', 'took-place', values)) : undefined,
        textBlock(
          rich`Privately: would you come to the next one? Nobody sees your answer, and it is in no journal. When the check-in closes, every home reads how many said what if three or more answered; fewer are destroyed unread.`,
        ),
        buttons(...pulses.map(([pulse, label]) => button(label, 'pulse', { ...values, pulse }))),
        buttons(
          button(there ? 'No, I couldn’t come' : 'No, I was there', there ? 'not-there' : 'there', values),
        ),
      )
    },
  }
}

function simple(
  turn: NetworkTurn,
  command: Exclude<Command, { kind: 'pass-time' }>,
  sentence: string,
): RunCommand {
  return {
    kind: 'run-command',
    network: turn.network.id,
    command,
    done: () => card(textBlock(rich`${sentence}`)),
  }
}

function learnedForm(turn: NetworkTurn, meeting: string): Answer {
  return openForm({
    id: 'learned',
    title: 'One thing we learned',
    intro: `It is posted in every home when the check-in closes, without your name. Everyone in those channels can read it. ${libraryReadersText}`,
    fields: [paragraphField('text', 'What did you learn?'), shareField],
    submit: 'Keep it',
    values: { network: turn.network.id, meeting, lesson: turn.newId() },
  })
}

function learned(turn: NetworkTurn, fields: Values, { meeting = '', lesson }: Values): Answer {
  const errors = fieldErrors(fields, ['text'], { text: maxLength.paragraph })
  if (hasErrors(errors)) return showErrors(errors)
  const command = {
    kind: 'keep-lesson',
    lesson: lesson ?? turn.newId(),
    text: fieldValue(fields, 'text'),
    meeting,
    ...(isOffered(fields) && { offered: true as const }),
  } as const
  return { ...simple(turn, command, 'Kept. It shows when the check-in closes.'), field: () => 'text' }
}

export const checkInsModule: CommandModule = {
  commands: [],
  actions: {
    there: { needs: 'network', handle: (turn, { meeting = '' }) => attendance(turn, meeting, true) },
    'not-there': { needs: 'network', handle: (turn, { meeting = '' }) => attendance(turn, meeting, false) },
    'took-place': {
      needs: 'network',
      handle: (turn, { meeting = '' }) =>
        simple(turn, { kind: 'confirm-meeting', meeting }, 'Noted: the meeting took place, so it counts.'),
    },
    nothing: {
      needs: 'network',
      handle: (turn, { meeting = '' }) =>
        simple(
          turn,
          { kind: 'answer-nothing', meeting },
          'Noted: nothing from you this time. You can still put something on the table while the check-in is open.',
        ),
    },
    pulse: {
      needs: 'network',
      handle: (turn, { meeting = '', pulse }) =>
        simple(
          turn,
          {
            kind: 'answer-pulse',
            meeting,
            pulse: pulses.find(([known]) => known === pulse)?.[0] ?? 'not-sure',
          },
          `Noted privately: ${listText(pulses.filter(([known]) => known === pulse).map(([, label]) => label.toLowerCase()))}. You can change it while the check-in is open.`,
        ),
    },
    learned: { needs: 'network', handle: (turn, { meeting = '' }) => learnedForm(turn, meeting) },
  },
  forms: { learned: { needs: 'network', handle: learned } },
}
