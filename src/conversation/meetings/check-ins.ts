// The check-in: the card in every home, and the private answers to it.
import type { Card } from '../../chat/card.ts'
import type { Values } from '../../chat/inbound.ts'
import type { Command } from '../../domain/commands.ts'
import type { Pulse } from '../../domain/core/terms.ts'
import { holds, participant } from '../../domain/membership/members.ts'
import type { Meeting, Network, Resource } from '../../domain/state.ts'
import { standing, stands } from '../../domain/table/table.ts'
import { errorsIn, most, paragraph, read, some } from '../kit/form-fields.ts'
import { named, resourceLine } from '../kit/labels.ts'
import {
  bold,
  button,
  buttons,
  card,
  counted,
  heading,
  listed,
  listedRuns,
  note,
  say,
  text,
  time,
} from '../kit/markup.ts'
import { isOffered, shareField, whoReads } from '../phases/lesson-library.ts'
import { type Answer, ask, type Do, mend, type NetworkTurn, type People, type Room } from '../turn.ts'
import { countWords } from './count-text.ts'

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
        text(
          say`The meeting of ${bold(network.name)} on ${time(known.start, known.zone)} counts as never held.`,
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
    text(
      say`The meeting of ${bold(network.name)} on ${time(meeting.start, meeting.zone)}. ${attendanceWords(network, meeting)}`,
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
      say`Open until ${time(closes, meeting.zone)}; answers can be changed until then. Names and agencies of those who were there show here when it closes. Whether you would come again is asked privately and shows only as a count.`,
    ),
  )
}

function attendanceWords(network: Network, meeting: Meeting): string {
  const there = whoWasThere(meeting)
  if (there.length === 0) return 'Nobody has said yet that they were there.'
  return `${counted(there.length, 'person', 'people')} from ${counted(agencies(network, there).length, 'agency', 'agencies')} so far.`
}

function whoWasThere(meeting: Meeting): readonly string[] {
  return [...meeting.attendance].filter(([, there]) => there).map(([person]) => person)
}

function agencies(network: Network, people: readonly string[]): readonly string[] {
  return [...new Set(people.flatMap((person) => participant(network, person)?.agency ?? []))]
}

function tableWords(network: Network, meeting: Meeting) {
  const there = standing(network)
  if (there.length === 0) {
    const nothing = meeting.nothing.size
    return [
      text(
        say`Nothing is on the table.${nothing === 0 ? '' : ` ${counted(nothing, 'person says', 'people say')} nothing this time.`}`,
      ),
    ]
  }
  return [
    text(say`${bold('On the table:')}`),
    { kind: 'list' as const, items: there.slice(0, 8).map((resource) => resourceLine(resource)) },
    ...(there.length > 8 ? [text(say`and ${there.length - 8} more`)] : []),
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
    text(
      held
        ? say`${bold(network.name)}: ${time(meeting.start, meeting.zone)}. ${whoCame(network, people, there)}`
        : say`${bold(network.name)}: ${time(meeting.start, meeting.zone)}. Fewer than two people said that they were there, so it does not count.`,
    ),
    came.length === 0 ? undefined : text(say`${bold('Put on the table:')}`),
    came.length === 0 ? undefined : { kind: 'list', items: came.map((resource) => resourceLine(resource)) },
    ...lessons.map((lesson) => ({ kind: 'quote' as const, text: lesson.text, by: 'One thing we learned' })),
    text(say`${bold(countWords(network))}`),
    counts === undefined
      ? undefined
      : note(
          say`Would come to the next one: ${counts.yes} yes, ${counts['not-sure']} not sure, ${counts.no} no.`,
        ),
  )
}

function whoCame(network: Network, people: People, there: readonly string[]) {
  if (there.length === 0) return say`An entrepreneur said that it took place.`
  const from = agencies(network, there)
  return say`${listedRuns(there.map((person) => named(network, people, person)))} came, from ${counted(from.length, 'agency', 'agencies')}.`
}

function cameTo(network: Network, meeting: Meeting): readonly Resource[] {
  return [...network.resources.values()].filter((one) => one.meeting === meeting.id && stands(one))
}

const pulses: readonly (readonly [Pulse, string])[] = [
  ['yes', 'Yes'],
  ['not-sure', 'Not sure'],
  ['no', 'No'],
]

function attendance(turn: NetworkTurn, meeting: string, there: boolean): Do {
  const values = { network: turn.network.id, meeting }
  return {
    kind: 'do',
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
        text(there ? say`You were there. Thank you.` : say`You couldn’t come. Thank you for saying so.`),
        mayConfirm
          ? text(say`It counts as held once a second person says so, or when you say that it took place.`)
          : undefined,
        mayConfirm ? buttons(button('It took place', 'took-place', values)) : undefined,
        text(
          say`Privately: would you come to the next one? Nobody sees your answer, and it is in no journal. When the check-in closes, every home reads how many said what if three or more answered; fewer are destroyed unread.`,
        ),
        buttons(...pulses.map(([pulse, label]) => button(label, 'pulse', { ...values, pulse }))),
        buttons(
          button(there ? 'No, I couldn’t come' : 'No, I was there', there ? 'not-there' : 'there', values),
        ),
      )
    },
  }
}

function simple(turn: NetworkTurn, command: Exclude<Command, { kind: 'pass-time' }>, sentence: string): Do {
  return { kind: 'do', network: turn.network.id, command, done: () => card(text(say`${sentence}`)) }
}

function learnedForm(turn: NetworkTurn, meeting: string): Answer {
  return ask({
    id: 'learned',
    title: 'One thing we learned',
    intro: `It is posted in every home when the check-in closes, without your name. Everyone in those channels can read it. ${whoReads}`,
    fields: [paragraph('text', 'What did you learn?'), shareField],
    submit: 'Keep it',
    values: { network: turn.network.id, meeting, lesson: turn.newId() },
  })
}

function learned(turn: NetworkTurn, fields: Values, { meeting = '', lesson }: Values): Answer {
  const errors = errorsIn(fields, ['text'], { text: most.paragraph })
  if (some(errors)) return mend(errors)
  const command = {
    kind: 'keep-lesson',
    lesson: lesson ?? turn.newId(),
    text: read(fields, 'text'),
    meeting,
    ...(isOffered(fields) && { offered: true as const }),
  } as const
  return { ...simple(turn, command, 'Kept. It shows when the check-in closes.'), field: () => 'text' }
}

export const checkInsRoom: Room = {
  words: [],
  presses: {
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
          `Noted privately: ${listed(pulses.filter(([known]) => known === pulse).map(([, label]) => label.toLowerCase()))}. You can change it while the check-in is open.`,
        ),
    },
    learned: { needs: 'network', handle: (turn, { meeting = '' }) => learnedForm(turn, meeting) },
  },
  submits: { learned: { needs: 'network', handle: learned } },
}
