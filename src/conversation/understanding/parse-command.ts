// Finds the command that a typed text means: by its name, by another name of it, or by a plain sentence.
import type { ChatCommand } from '../module.ts'
import { modules } from '../modules.ts'
import { commandText } from './sentences.ts'

export interface TypedCommand {
  readonly command: ChatCommand | undefined
  /** What follows the name of the command. */
  readonly rest: string
  /** The first word in lower case, without punctuation around it. */
  readonly first: string
  /** The command was understood from a sentence, so that nothing is changed before its form was seen. */
  readonly isGuess: boolean
}

/** A code as an invitation shows it; without its dashes only if it has a digit, since four short words look alike. */
const code = /^(?:[0-9a-z]{4}(?:-[0-9a-z]{4}){3}|(?=\D*\d)(?:[0-9a-z]{16}|[0-9a-z]{4}(?: [0-9a-z]{4}){3}))$/i

/** A code to join two accounts, which only asks. */
const linkCode = /^link-[0-9a-z]{4}[0-9a-z-]{0,20}$/i

/** It would change a network at once, so that only its name or its button does it. */
const neverGuessed: ReadonlySet<string> = new Set(['reopen'])

export function parseCommand(typedText: string): TypedCommand {
  const text = withoutSlash(typedText.trim())
  if (isBareCode(text)) return { ...byName(`join ${text}`), isGuess: true }
  if (linkCode.test(text)) return { ...byName(`link ${text}`), isGuess: true }
  const meant = commandText(text)
  const understood = meant === undefined ? undefined : byName(meant)
  if (understood !== undefined && isUnderstood(understood)) return { ...understood, isGuess: true }
  return { ...byName(text), isGuess: false }
}

/** Words may look like a code without dashes, such as “meet next week 10am”. */
function isBareCode(text: string): boolean {
  return code.test(text) && (text.includes('-') || byName(text).command === undefined)
}

function isUnderstood({ command, first }: Omit<TypedCommand, 'isGuess'>): boolean {
  if (command === undefined) return first === 'help' || first === 'status'
  return !neverGuessed.has(command.name)
}

/** A command may be pasted as Slack has it: `/network table`, or `/table`. */
function withoutSlash(text: string): string {
  const slash = /^\/([\w-]{1,40})\s*/.exec(text)
  if (slash === null) return text
  const isName = byName(slash[1] ?? '').command !== undefined
  return isName ? text.slice(1) : text.slice(slash[0].length)
}

function byName(text: string): Omit<TypedCommand, 'isGuess'> {
  const [one = '', two = ''] = text.slice(0, 80).toLowerCase().split(/\s+/, 2)
  const first = withoutPunctuation(one)
  const second = withoutPunctuation(two)
  const twoWords = modules.commandsByName.get(`${first} ${second}`)
  if (twoWords !== undefined) return { command: twoWords, first, rest: text.replace(/^\S+\s+\S+\s*/, '') }
  const command = modules.commandsByName.get(first) ?? modules.commandsByAlias.get(first)
  return { command, first: first === '' ? one : first, rest: text.slice(one.length).trim() }
}

/** `lesson:` is `lesson`. A mark that stands alone, such as `?`, stays. */
function withoutPunctuation(word: string): string {
  return word.replace(/[:,.;!?]{1,3}$/, '')
}
