// The menu “More”: buttons for all that the card of a network does not offer, so that nobody has to know a command.
import type { Card } from '../chat/card.ts'
import type { ActionName } from './action-names.ts'
import { showCard } from './answers.ts'
import { bold, button, buttons, card, codeRun, heading, note, rich, textBlock } from './kit/markup.ts'
import type { CommandModule } from './module.ts'
import type { NetworkTurn } from './turn.ts'

type MenuButton = readonly [label: string, action: ActionName]

/** What is asked most stands on the card of the network, and what helps a stopped or closed one on its own cards. */
const buttonsByTopic: Readonly<Record<string, readonly MenuButton[]>> = {
  'Meetings and the table': [
    ['Record a meeting', 'met'],
    ['Move a meeting', 'move'],
    ['Show the meetings', 'meetings'],
    ['Mark something as in use or used up', 'use'],
    ['Change what is there or promised', 'change'],
    ['Take something back', 'withdraw'],
  ],
  People: [
    ['Who is here', 'members'],
    ['Who holds which role', 'roles'],
    ['Nominate somebody', 'role'],
    ['Nominate a guardian angel', 'angel'],
    ['Invite somebody', 'invite'],
    ['Open codes', 'codes'],
    ['Change my agency', 'agency'],
    ['The network’s channels', 'homes'],
    ['Remove somebody', 'remove'],
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
  'Story, settings and closing': [
    ['The story', 'story'],
    ['A picture', 'picture'],
    ['The record', 'export'],
    ['Settings', 'settings'],
    ['Undo my last step', 'undo'],
    ['Close the network', 'close'],
  ],
}

function moreMenuCard({ network }: NetworkTurn): Card {
  const values = { network: network.id }
  const topics = Object.entries(buttonsByTopic).flatMap(([topic, row]) => [
    textBlock([bold(topic)]),
    buttons(...row.map(([label, action]) => button(label, action, values))),
  ])
  return card(
    heading(`More for ${network.name}`),
    ...topics,
    note(rich`Only you can see this. ${codeRun('/network help')} explains each one.`),
  )
}

export const moreMenuModule: CommandModule = {
  commands: [],
  actions: { more: { needs: 'network', handle: (turn) => showCard(moreMenuCard(turn)) } },
  forms: {},
}
