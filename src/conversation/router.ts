// Routes what was typed, pressed or submitted to the module that answers it.
import type { Inbound, Values } from '../chat/inbound.ts'
import type { Network } from '../domain/state.ts'
import { type Answer, showCard } from './answers.ts'
import { withoutRefusedButtons } from './closed-network.ts'
import { helpCard, unknownCard } from './help.ts'
import { card, codeRun, rich, textBlock } from './kit/markup.ts'
import { membersOnlyCard, noNetworkHereCard, refusalAnswer } from './kit/refusal-messages.ts'
import type { ActionHandler, ChatCommand } from './module.ts'
import { modules } from './modules.ts'
import { chooseNetworkCard, myNetworksCard } from './overview/my-networks.ts'
import { networkCard } from './overview/network-card.ts'
import type { NetworkAccess, NetworkTurn, Turn } from './turn.ts'

/** All commands that can be typed, in the order of help. */
export const commands: readonly ChatCommand[] = modules.commands

/** The network that a button or a form belongs to, if any. */
export function networkOf(inbound: Inbound): string | undefined {
  return inbound.kind === 'message' ? undefined : inbound.values.network
}

/** Whether the answer is about all networks of the speaker, wherever it is asked. */
export function isAboutAllNetworks(inbound: Inbound): boolean {
  if (inbound.kind === 'form-submission') return false
  const handler =
    inbound.kind === 'message' ? parseCommand(inbound.text).command : modules.actions.get(inbound.action)
  return handler?.needs === 'nothing' && handler.scope === 'all-networks'
}

/**
 * Answers an inbound. `access` is to the network that a button or form names; `turn.networks` are those that a typed
 * command can mean.
 */
export function answer(turn: Turn, inbound: Inbound, access: NetworkAccess | undefined): Answer {
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
  const { command, rest, first } = parseCommand(typedText)
  const [network, ...others] = turn.networks
  if (command === undefined && ['', 'status', 'network'].includes(first)) return showCard(overviewCard(turn))
  if (['help', 'hello', 'hi', '?'].includes(first)) return showCard(helpCard(commands, rest))
  if (command === undefined) return showCard(unknownCard(commands, first))
  if (command.needs === 'nothing') return command.handle(turn, rest)
  if (network === undefined) return showCard(noNetworkHereCard())
  if (others.length > 0) return showCard(chooseNetworkCard(turn, typedText))
  const networkTurn = { ...turn, network }
  const refused = refusalIfClosed(command, networkTurn)
  return refused ?? withoutRefusedButtons(command.handle(networkTurn, rest), networkTurn)
}

function overviewCard(turn: Turn) {
  const [network, ...others] = turn.networks
  if (network === undefined) return noNetworkHereCard()
  return others.length === 0 ? networkCard({ ...turn, network }) : myNetworksCard(turn)
}

/** Nobody should fill in a form first, only to read that the network is closed. */
function refusalIfClosed(
  command: ChatCommand | undefined,
  { people, now, network }: NetworkTurn,
): Answer | undefined {
  if (network.closing === undefined || command?.needs !== 'network' || command.whileClosed) return undefined
  return refusalAnswer({ kind: 'closed' }, people, network, now)
}

/** Answers what was typed where it could mean several networks, now that one of them is chosen. */
function answerInNetwork(turn: Turn, network: Network | undefined, values: Values): Answer {
  if (network === undefined) return showCard(membersOnlyCard())
  const confirmInForm = values.first === 'form'
  return answerText({ ...turn, networks: [network], confirmInForm }, values.words ?? '')
}

/** `first` is the first word in lower case, and `rest` what follows the name of the command. */
function parseCommand(typedText: string): { command: ChatCommand | undefined; rest: string; first: string } {
  const trimmed = typedText.trim()
  const [first = '', second = ''] = trimmed.slice(0, 80).toLowerCase().split(/\s+/, 2)
  const twoWords = modules.commandsByName.get(`${first} ${second}`)
  if (twoWords !== undefined) return { command: twoWords, first, rest: trimmed.replace(/^\S+\s+\S+\s*/, '') }
  const command = modules.commandsByName.get(first) ?? modules.commandsByAlias.get(first)
  return { command, first, rest: trimmed.slice(first.length).trim() }
}

function outdatedCard() {
  return card(
    textBlock(
      rich`That button or form is from an earlier version of me. ${codeRun('/network')} shows it anew.`,
    ),
  )
}
