// Everything else that can be asked of a network, as buttons: nobody has to know a word.
import type { Block, Card } from '../chat/card.ts'
import { showCard } from './answers.ts'
import { bold, button, buttons, card, codeRun, heading, note, rich, textBlock } from './kit/markup.ts'
import type { CommandModule } from './module.ts'
import type { NetworkTurn } from './turn.ts'

type Row = readonly (readonly [label: string, action: string])[]

/** The ways on stand where a network is stopped or closed, and what is asked most on its card. */
const matters: Readonly<Record<string, Row>> = {
  'Meetings and the table': [
    ['Record a meeting', 'met'],
    ['Move a meeting', 'move'],
    ['Show the meetings', 'meetings'],
    ['Mark something as used', 'use'],
    ['Take something back', 'withdraw'],
  ],
  People: [
    ['Who holds which role', 'roles'],
    ['Nominate somebody', 'role'],
    ['Nominate a guardian angel', 'angel'],
    ['Step down', 'step-down'],
    ['Leave', 'leave'],
  ],
  'Guardian angel': [
    ['Ask a guardian angel', 'ask'],
    ['Name what stops us', 'blocker'],
    ['Note what was bent', 'bend'],
    ['Hard limits', 'limits'],
    ['Public or not', 'radar'],
  ],
  Risks: [
    ['Show the flags', 'flags'],
    ['Raise a flag', 'flag'],
    ['Somebody noticed us', 'exposed'],
  ],
  'Looking back': [
    ['The phase and its signs', 'phase'],
    ['Which way of working fits', 'diagnose'],
    ['Look back together', 'reflect'],
    ['Keep a lesson', 'lesson'],
    ['Show the lessons', 'lessons'],
  ],
  'To take along, and the end': [
    ['The story', 'story'],
    ['A picture', 'picture'],
    ['All data', 'export'],
    ['Settings', 'settings'],
    ['Close the network', 'close'],
  ],
}

function moreCard({ network }: NetworkTurn): Card {
  const values = { network: network.id }
  return card(
    heading(`More for ${network.name}`),
    ...Object.entries(matters).flatMap(([matter, row]): (Block | undefined)[] => [
      textBlock([bold(matter)]),
      buttons(...row.map(([label, action]) => button(label, action, values))),
    ]),
    note(rich`Only you see this. ${codeRun('/network help')} says what each does.`),
  )
}

export const moreMenuModule: CommandModule = {
  commands: [],
  actions: { more: { needs: 'network', handle: (turn) => showCard(moreCard(turn)) } },
  forms: {},
}
