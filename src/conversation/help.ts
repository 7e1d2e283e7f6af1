// Help: all commands, one command, and suggestions for a mistyped one.
import { distance } from 'fastest-levenshtein'
import type { Card, Run } from '../chat/card.ts'
import { bold, button, buttons, card, codeRun, heading, note, rich, textBlock } from './kit/markup.ts'
import type { ChatCommand } from './module.ts'

/** Answers a typed text that begins with the name of no command. */
export function unknownCard(commands: readonly ChatCommand[], firstWord: string): Card {
  const typed = firstWord.slice(0, 40)
  const suggestions = nearestNames(commands, typed).map((name) => codeRun(`/network ${name}`))
  return card(
    textBlock(
      rich`I do not know ${bold(typed)}.${suggestionText(suggestions)} ${codeRun('/network help')} shows everything.`,
    ),
  )
}

/** Returns at most two names, the nearest first. A third of the letters may differ. */
function nearestNames(commands: readonly ChatCommand[], typed: string): readonly string[] {
  const maxDistance = Math.max(1, Math.floor(typed.length / 3))
  return commands
    .map(({ name }) => ({ name, edits: distance(typed, name) }))
    .filter(({ edits }) => edits <= maxDistance)
    .sort((one, other) => one.edits - other.edits)
    .slice(0, 2)
    .map(({ name }) => name)
}

function suggestionText([first, second]: readonly Run[]): readonly Run[] {
  if (first === undefined) return []
  return second === undefined ? rich` Did you mean ${first}?` : rich` Did you mean ${first} or ${second}?`
}

/** Lists all commands, or explains the one that `about` names. */
export function helpCard(commands: readonly ChatCommand[], about: string): Card {
  const command = commands.find(({ name }) => name === about.toLowerCase().trim())
  if (command !== undefined) return card(textBlock(rich`${usage(command)}: ${command.help}.`))
  return card(
    heading('What you can ask'),
    textBlock(
      rich`${codeRun('/network')} alone shows where the network here stands. Without what follows in brackets I show a form; nobody has to learn this.`,
    ),
    { kind: 'list', items: commands.map((one) => rich`${usage(one)}: ${one.help}`) },
    buttons(
      button('Start a network', 'start', {}),
      button('Join a network', 'join', {}),
      button('Find a network', 'find', {}),
      button('My networks', 'mine', {}),
      button('What waits for me', 'home', {}),
    ),
    buttons(button('My public holidays', 'holidays', {}), button('Be one person in two chats', 'link', {})),
    note(rich`I answer you privately. Only check-ins, meetings, decisions and reminders go to the channel.`),
  )
}

function usage({ name, takes }: ChatCommand): Run {
  return codeRun(takes === undefined ? `/network ${name}` : `/network ${name} ${takes}`)
}
