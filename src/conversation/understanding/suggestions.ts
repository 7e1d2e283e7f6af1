// What an unknown text may have meant: commands whose names are near, and commands about what its words are about.
import { distance } from 'fastest-levenshtein'
import type { Button, Card } from '../../chat/card.ts'
import { maxLength, withoutAccents } from '../kit/form-fields.ts'
import { button, buttons, capitalize, card, note, rich, textBlock } from '../kit/markup.ts'
import { noNetworkHereCard } from '../kit/refusal-messages.ts'
import type { ChatCommand } from '../module.ts'
import { modules } from '../modules.ts'
import type { Turn } from '../turn.ts'

/** What a text may be about, the label of the button that is offered, and its command. */
const topics: readonly (readonly [about: RegExp, label: string, command: string])[] = [
  [
    /\b(?:journalist|reporter|media|minister|ministers|press|newspaper|oia)\b/,
    'Somebody outside noticed us',
    'exposed',
  ],
  [
    /\b(?:stuck|block\w*|legal|lawyers?|privacy|wont let|not allowed|barriers?|delay\w*|waiting on)\b/,
    'Name what stops us',
    'blocker',
  ],
  [/\b(?:angel|help|support|advice|permission|approv\w*)\b/, 'Ask a guardian angel', 'ask'],
  [/\b(?:rules?|bent|policy)\b/, 'Note what was bent', 'bend'],
  [
    /\b(?:remind\w*|cant make|cant come|apolog\w*|late|was there|came|attend\w*|minutes|agenda)\b/,
    'Show the meetings',
    'meetings',
  ],
  [
    /\b(?:meet|meeting|hui|catch ?up|fortnight\w*|schedule|calendar|zoom|teams call)\b/,
    'Plan a meeting',
    'meet',
  ],
  [/\b(?:used up|spent|ran out|used)\b/, 'Mark something as used', 'use'],
  [/\b(?:money|fund\w*|budget|offer|give|lend|fte|van|room|staff)\b|\$/, 'Put something on the table', 'put'],
  [/(?<!on )\b(?:leave|unsubscribe|notif\w*|messag\w*|quit|out of)\b/, 'Leave', 'leave'],
  [/\b(?:who|leaving|role|entrepreneur|member|in charge)\b/, 'Who holds which role', 'roles'],
  [/\b(?:add|invite|join|bring in)\b/, 'Invite somebody', 'invite'],
  [/\b(?:goal|aim|outcome|purpose)\b/, 'Propose a new shared outcome', 'reframe'],
  [/\b(?:done|finish\w*|close|end)\b/, 'Close the network', 'close'],
  [/\b(?:minutes|pdf|report|summary|history|notes)\b/, 'The story', 'story'],
  [/\b(?:pdf|data|spreadsheet|excel|download)\b/, 'The record', 'export'],
  [/\b(?:worr\w*|risk\w*|concern\w*|problem\w*)\b/, 'Raise a flag', 'flag'],
  [/\b(?:learn\w*|lesson\w*)\b/, 'Keep a lesson', 'lesson'],
  [/\b(?:settings?|limit|notif\w*|remind\w*)\b/, 'Settings', 'settings'],
  [/\b(?:private|privacy|confidential|see this)\b/, 'Who sees what', 'privacy'],
]

const maxSuggestions = 4
/** A button can carry no more characters. */
const maxCarried = 900
/** How much of a text is searched for what it is about. */
const maxSearched = 400

/** Answers a typed text that is neither a command nor a sentence that means one. */
export function unknownCard(turn: Turn, typedText: string): Card {
  const typed = typedText.trim()
  const suggestions = suggestionsFor(turn, typed)
  if (suggestions.length === 0 && turn.networks.length === 0)
    return card(
      textBlock(rich`I’m not sure what you mean by “${shortened(typed)}”.`),
      ...noNetworkHereCard().blocks,
    )
  const question = suggestions.length === 0 ? '' : ' Did you mean one of these?'
  return card(
    textBlock(rich`I’m not sure what you mean by “${shortened(typed)}”.${question}`),
    buttons(...suggestions, sayButton('What’s waiting for me', 'home'), sayButton('Help', 'help')),
    suggestions.length === 0
      ? note(rich`If it answers a question of mine, please press the button under that question.`)
      : note(rich`I’ll take your words along. If they would change anything, I’ll show you first.`),
  )
}

function shortened(words: string): string {
  return words.length <= maxLength.what ? words : `${words.slice(0, maxLength.what)} …`
}

function suggestionsFor(turn: Turn, typed: string): readonly Button[] {
  const byName = nearestCommands(typed).map((command) => nearButton(command, typed))
  const about = withoutAccents(typed.slice(0, maxSearched)).replace(/['’]/g, '')
  const byTopic = topics
    .filter(([pattern]) => pattern.test(about))
    .map(([, label, name]) => topicButton({ label, name, typed }))
  const usable = [...byName, ...byTopic].filter(({ command }) => isUsable(command, turn))
  const labels = new Map(usable.map((one) => [one.command?.name, one.button]))
  return [...labels.values()].slice(0, maxSuggestions)
}

interface Suggestion {
  readonly command: ChatCommand | undefined
  readonly button: Button
}

/** Without a network, only what needs none can be done. */
function isUsable(command: ChatCommand | undefined, { networks }: Turn): boolean {
  return command !== undefined && (command.needs === 'nothing' || networks.length > 0)
}

function nearButton(command: ChatCommand, typed: string): Suggestion {
  const words = command.name.split(' ').length
  const rest = typed.split(/\s+/).slice(words).join(' ')
  return { command, button: sayButton(labelOf(command), `${command.name} ${rest}`) }
}

interface Topic {
  readonly label: string
  readonly name: string
  readonly typed: string
}

function topicButton({ label, name, typed }: Topic): Suggestion {
  const command = modules.commandsByName.get(name)
  const words = command?.takes === undefined ? name : `${name} ${typed}`
  return { command, button: sayButton(label, words) }
}

/** A button that says these words for the reader; where they would change something, their form opens first. */
export function sayButton(label: string, words: string): Button {
  return button(label, 'say', { words: words.slice(0, maxCarried) })
}

/** The first part of its help: “Take a resource back”. */
export function labelOf({ name, help }: ChatCommand): string {
  const topic = topics.find(([, , command]) => command === name)
  const words = help.replace(/^for (?:guardian )?angels: /, '').split(/[,:;]/)[0] ?? name
  return topic?.[1] ?? capitalize(words).slice(0, 70)
}

/** How far a typed name may be from that of a command: a third of its letters, or two of them in the wrong order. */
function isNear(typed: string, name: string, edits: number): boolean {
  if (edits <= Math.max(1, Math.floor(typed.length / 3))) return true
  return edits === 2 && typed.length === name.length && sorted(typed) === sorted(name)
}

function sorted(word: string): string {
  return [...word].sort().join('')
}

/** At most two commands whose names are near to the first words, the nearest first. */
function nearestCommands(typed: string): readonly ChatCommand[] {
  const [first = '', second = ''] = typed.slice(0, 80).toLowerCase().split(/\s+/, 2)
  return modules.commands
    .map((command) => {
      const start = command.name.includes(' ') ? `${first} ${second}` : first
      return { command, start, edits: distance(start, command.name) }
    })
    .filter(({ command, start, edits }) => start.length > 2 && isNear(start, command.name, edits))
    .sort((one, other) => one.edits - other.edits)
    .slice(0, 2)
    .map(({ command }) => command)
}
