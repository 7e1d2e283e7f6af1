// Routes what was typed, pressed or submitted to the module that answers it.
import type { Card } from '../chat/card.ts'
import type { Inbound, Values } from '../chat/inbound.ts'
import { isOwnId, makesOwnIds } from '../domain/made-ids.ts'
import type { Network } from '../domain/state.ts'
import { type Answer, showCard, showErrors } from './answers.ts'
import { withoutRefusedButtons } from './closed-network.ts'
import { commandHelpCard, helpCard, smallTalkCard } from './help.ts'
import { withoutAccents } from './kit/form-fields.ts'
import { card, codeRun, rich, textBlock } from './kit/markup.ts'
import { closedAnswer, membersOnlyCard, noNetworkHereCard } from './kit/refusal-messages.ts'
import type { ActionHandler, ChatCommand } from './module.ts'
import { modules } from './modules.ts'
import { chooseNetworkCard, myNetworksCard } from './overview/my-networks.ts'
import { networkCard } from './overview/network-card.ts'
import type { NetworkAccess, NetworkTurn, Turn } from './turn.ts'
import { withTypedWords } from './understanding/kept-words.ts'
import { parseCommand, type TypedCommand } from './understanding/parse-command.ts'
import { unknownCard } from './understanding/suggestions.ts'

/** All commands that can be typed, in the order of help. */
export const commands: readonly ChatCommand[] = modules.commands

/** The network that a button or a form belongs to, if any. */
export function networkOf(inbound: Inbound): string | undefined {
  return inbound.kind === 'message' ? undefined : inbound.values.network
}

/** What was typed, or what a button says for its reader. */
function wordsOf(inbound: Inbound): string | undefined {
  if (inbound.kind === 'message') return inbound.text
  const isSaid = inbound.kind === 'button-press' && (inbound.action === 'say' || inbound.action === 'in')
  return isSaid ? (inbound.values.words ?? '') : undefined
}

/** What follows the name of a command that takes words. Empty for everything else that comes in. */
export function wordsOfCommand(inbound: Inbound): string {
  const { command, rest } = parseCommand(wordsOf(inbound) ?? '')
  return command?.takes === undefined ? '' : rest
}

/** Whether the answer is about all networks of the speaker, wherever it is asked. */
export function isAboutAllNetworks(inbound: Inbound): boolean {
  if (inbound.kind === 'form-submission') return false
  const words = inbound.kind === 'button-press' && inbound.action === 'in' ? undefined : wordsOf(inbound)
  const isPress = inbound.kind === 'button-press' && words === undefined
  const handler = isPress ? modules.actions.get(inbound.action) : parseCommand(words ?? '').command
  return handler?.needs === 'nothing' && handler.scope === 'all-networks'
}

/**
 * Answers an inbound. `access` is to the network that a button or form names; `turn.networks` are those that a typed
 * command can mean.
 */
export function answer(turn: Turn, inbound: Inbound, access: NetworkAccess | undefined): Answer {
  const wanted = answerUnchecked(turn, inbound, access)
  if (wanted.kind !== 'run-command') return wanted
  const { command, network } = wanted
  const isOwn = command.kind !== 'start' || (typeof network === 'string' && isOwnId(network))
  return isOwn && makesOwnIds(command) ? wanted : expiredAnswer(inbound)
}

/** A form that is refused stays open, so that nothing typed is lost. */
function expiredAnswer(inbound: Inbound): Answer {
  const [field] = inbound.kind === 'form-submission' ? Object.keys(inbound.fields) : []
  return field === undefined ? showCard(outdatedCard()) : showErrors({ [field]: expiredForm })
}

function answerUnchecked(turn: Turn, inbound: Inbound, access: NetworkAccess | undefined): Answer {
  switch (inbound.kind) {
    case 'message':
      return answerText(turn, inbound.text)
    case 'button-press':
      return answerPress(turn, inbound.action, inbound.values, access)
    case 'form-submission': {
      const form = modules.forms.get(inbound.form)
      if (form === undefined) return showCard(outdatedCard())
      if (form.needs === 'nothing') return form.handle(turn, inbound.fields, inbound.values)
      const network = networkFor(form.needs, access)
      if (network === undefined) return showCard(membersOnlyCard())
      return form.handle({ ...turn, network }, inbound.fields, inbound.values)
    }
  }
}

function answerPress(turn: Turn, name: string, values: Values, access: NetworkAccess | undefined): Answer {
  if (name === 'in') return answerInNetwork(turn, networkFor('network', access), values)
  if (name === 'say') return answerText({ ...turn, confirmInForm: true }, values.words ?? '')
  const action = modules.actions.get(name)
  if (action === undefined) return showCard(outdatedCard())
  if (action.needs === 'nothing') return action.handle(turn, values)
  const network = networkFor(action.needs, access)
  if (network === undefined) return showCard(membersOnlyCard())
  const networkTurn = { ...turn, network }
  const refused = refusalIfClosed(modules.commandsByName.get(name), networkTurn)
  return refused ?? withoutRefusedButtons(action.handle(networkTurn, values), networkTurn)
}

/** Returns `undefined` unless the speaker may act on the network in the way that is needed. */
function networkFor(
  needs: Exclude<ActionHandler['needs'], 'nothing'>,
  access: NetworkAccess | undefined,
): Network | undefined {
  return access?.as === 'participant' || needs === 'nomination' ? access?.network : undefined
}

function answerText(turn: Turn, typedText: string): Answer {
  const typed = parseCommand(typedText)
  const { command, rest } = typed
  if (command === undefined) return showCard(withoutCommandCard(turn, typedText, typed))
  const guessed = typed.isGuess ? { ...turn, confirmInForm: true } : turn
  return keepingWords(answerCommand(guessed, command, { rest, typedText }), command, rest)
}

function answerCommand(
  turn: Turn,
  command: ChatCommand,
  { rest, typedText }: { readonly rest: string; readonly typedText: string },
): Answer {
  if (command.needs === 'nothing') return command.handle(turn, rest)
  const [network, ...others] = turn.networks
  if (network === undefined) return showCard(noNetworkHereCard())
  if (others.length > 0) return showCard(chooseNetworkCard(turn, typedText))
  const networkTurn = { ...turn, network }
  const refused = refusalIfClosed(command, networkTurn, rest)
  return refused ?? withoutRefusedButtons(command.handle(networkTurn, rest), networkTurn)
}

/** A card that answers words without using them shows them, so that nobody has to write them again. */
function keepingWords(answered: Answer, command: ChatCommand, words: string): Answer {
  if (answered.kind !== 'card' || command.takes === undefined) return answered
  return showCard(withTypedWords(answered.card, words))
}

function withoutCommandCard(turn: Turn, typedText: string, { rest, first }: TypedCommand): Card {
  if (['', 'status', 'network'].includes(first)) return overviewCard(turn)
  if (['help', 'hello', 'hi', '?'].includes(first)) return helpAbout(turn, rest)
  return smallTalkCard(withoutAccents(typedText).replace(/[\s!.]+$/, '')) ?? unknownCard(turn, typedText)
}

/** `about` may be the name of a command or a sentence that means one. */
function helpAbout(turn: Turn, about: string): Card {
  if (about === '') return helpCard(commands)
  const { command, rest } = parseCommand(about)
  return command === undefined ? unknownCard(turn, about) : commandHelpCard(command, rest)
}

function overviewCard(turn: Turn) {
  const [network, ...others] = turn.networks
  if (network === undefined) return noNetworkHereCard()
  return others.length === 0 ? networkCard({ ...turn, network }) : myNetworksCard(turn)
}

/** Nobody should fill in a form first, only to read that the network is closed. */
function refusalIfClosed(
  command: ChatCommand | undefined,
  turn: NetworkTurn,
  words = '',
): Answer | undefined {
  if (turn.network.closing === undefined || command?.needs !== 'network' || command.whileClosed)
    return undefined
  return closedAnswer(turn, words)
}

/** Answers what was typed where it could mean several networks, now that one of them is chosen. */
function answerInNetwork(turn: Turn, network: Network | undefined, values: Values): Answer {
  if (network === undefined) return showCard(membersOnlyCard())
  const confirmInForm = values.first === 'form'
  return answerText({ ...turn, networks: [network], confirmInForm }, values.words ?? '')
}

const expiredForm =
  'This form has expired, so nothing was done. Copy what you wrote, and open the form again with /network.'

function outdatedCard() {
  return card(
    textBlock(
      rich`That button or form is from an earlier version of me. ${codeRun('/network')} gives you a current one.`,
    ),
  )
}
