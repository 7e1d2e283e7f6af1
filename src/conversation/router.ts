// The conversation: all rooms joined. What was typed, pressed or submitted → an answer.
import type { Button } from '../chat/card.ts'
import type { Inbound, Values } from '../chat/inbound.ts'
import { mayReopen } from '../domain/membership/closing.ts'
import type { Network } from '../domain/state.ts'
import { picturesModule } from './documents/pictures.ts'
import { storyModule } from './documents/story.ts'
import { flagListModule } from './flags/flag-list.ts'
import { manualFlagsModule } from './flags/manual-flags.ts'
import { asksModule } from './guardian/asks.ts'
import { bendsModule } from './guardian/bends.ts'
import { blockersModule } from './guardian/blockers.ts'
import { callsModule } from './guardian/calls.ts'
import { digestSettingsModule } from './guardian/digest/digest-settings.ts'
import { exposureModule } from './guardian/exposure.ts'
import { goingPublicModule } from './guardian/going-public.ts'
import { hardLimitsModule } from './guardian/hard-limits.ts'
import { helpCard, unknownCard } from './help.ts'
import { buttons, card, codeRun, rich, textBlock } from './kit/markup.ts'
import { membersOnlyCard, noNetworkHereCard, refusalAnswer } from './kit/refusal-messages.ts'
import { checkInsModule } from './meetings/check-ins.ts'
import { meetingsModule } from './meetings/meetings.ts'
import { stallOptionsModule } from './meetings/stall-options.ts'
import { accountLinkingModule } from './membership/account-linking.ts'
import { holidaysModule } from './membership/holidays.ts'
import { homesModule } from './membership/homes.ts'
import { rolesModule } from './membership/roles.ts'
import { settingsModule } from './membership/settings.ts'
import { moreMenuModule } from './more-menu.ts'
import { findNetworksModule } from './overview/find-networks.ts'
import { chooseNetworkCard, myNetworksCard, myNetworksModule } from './overview/my-networks.ts'
import { networkCard } from './overview/network-card.ts'
import { diagnosisModule } from './phases/diagnosis.ts'
import { lessonLibraryModule } from './phases/lesson-library.ts'
import { lessonsModule } from './phases/lessons.ts'
import { phasesModule } from './phases/phases.ts'
import { reflectionModule } from './phases/reflection-form.ts'
import { tableModule } from './table/table.ts'
import {
  type ActionHandler,
  type Answer,
  type ChatCommand,
  type CommandModule,
  type FormHandler,
  type NetworkAccess,
  type NetworkTurn,
  showCard,
  type Turn,
} from './turn.ts'

const modules: readonly CommandModule[] = [
  homesModule,
  tableModule,
  meetingsModule,
  checkInsModule,
  reflectionModule,
  lessonsModule,
  lessonLibraryModule,
  manualFlagsModule,
  flagListModule,
  asksModule,
  blockersModule,
  hardLimitsModule,
  bendsModule,
  exposureModule,
  goingPublicModule,
  findNetworksModule,
  rolesModule,
  diagnosisModule,
  phasesModule,
  stallOptionsModule,
  storyModule,
  settingsModule,
  myNetworksModule,
  moreMenuModule,
  picturesModule,
  digestSettingsModule,
  holidaysModule,
  callsModule,
  accountLinkingModule,
]

/** Every word that can be typed, in the order of help. */
export const commands: readonly ChatCommand[] = modules.flatMap((room) => room.commands)
const commandsByName: ReadonlyMap<string, ChatCommand> = new Map(commands.map((word) => [word.name, word]))
/** What can be typed can be pressed; a room says where its button carries more than the bare word. */
const actionHandlers: Readonly<Record<string, ActionHandler>> = Object.assign(
  Object.fromEntries(commands.map((word) => [word.name, pressOf(word)])),
  ...modules.map((room) => room.actions),
)
const formHandlers: Readonly<Record<string, FormHandler>> = Object.assign(
  {},
  ...modules.map((room) => room.forms),
)

function pressOf(word: ChatCommand): ActionHandler {
  return word.needs === 'nothing'
    ? { needs: 'nothing', handle: (turn) => word.handle(turn, '') }
    : { needs: 'network', handle: (turn) => word.handle(turn, '') }
}

/** The network that a button or a form belongs to, if any. */
export function networkOf(inbound: Inbound): string | undefined {
  return inbound.kind === 'message' ? undefined : inbound.values.network
}

/** Whether the answer is about all networks of the speaker, wherever it is asked. */
export function isAboutAllNetworks(inbound: Inbound): boolean {
  if (inbound.kind === 'message') return forAll.has(parseCommand(inbound.text).word?.name ?? '')
  return inbound.kind === 'button-press' && forAll.has(inbound.action)
}

const forAll: ReadonlySet<string> = new Set(['home', 'mine', 'my networks', 'digest', 'pause digests'])

/**
 * Answers an inbound. `seen` is the network that a button or form names;
 * `turn.networks` are those that something typed here can mean.
 */
export function answer(turn: Turn, inbound: Inbound, seen: NetworkAccess | undefined): Answer {
  switch (inbound.kind) {
    case 'message':
      return answerText(turn, inbound.text)
    case 'button-press': {
      if (inbound.action === 'in') return inNetwork(turn, open(seen, 'network'), inbound.values)
      const press = own(actionHandlers, inbound.action)
      if (press === undefined) return showCard(outdated())
      if (press.needs === 'nothing') return press.handle(turn, inbound.values)
      const network = open(seen, press.needs)
      if (network === undefined) return showCard(membersOnlyCard())
      return (
        unlessClosed(inbound.action, turn, network) ??
        onlyWhatWorks(press.handle({ ...turn, network }, inbound.values), turn, network)
      )
    }
    case 'form-submission': {
      const submit = own(formHandlers, inbound.form)
      if (submit === undefined) return showCard(outdated())
      if (submit.needs === 'nothing') return submit.handle(turn, inbound.fields, inbound.values)
      const network = open(seen, submit.needs)
      if (network === undefined) return showCard(membersOnlyCard())
      return submit.handle({ ...turn, network }, inbound.fields, inbound.values)
    }
  }
}

/** The network, where the speaker stands to it as is needed. */
function open(
  seen: NetworkAccess | undefined,
  needs: 'network' | 'nomination',
): NetworkAccess['network'] | undefined {
  return seen?.as === 'participant' || needs === 'nomination' ? seen?.network : undefined
}

function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

function answerText(turn: Turn, typedText: string): Answer {
  const { word, rest, first } = parseCommand(typedText)
  const [only, ...others] = turn.networks
  if (word === undefined && ['', 'status', 'network'].includes(first)) {
    if (only === undefined) return showCard(noNetworkHereCard())
    return showCard(others.length === 0 ? networkCard({ ...turn, network: only }) : myNetworksCard(turn))
  }
  if (['help', 'hello', 'hi', '?'].includes(first)) return showCard(helpCard(commands, rest))
  if (word === undefined) return showCard(unknownCard(commands, first))
  if (word.needs === 'nothing') return word.handle(turn, rest)
  if (only === undefined) return showCard(noNetworkHereCard())
  if (others.length > 0) return showCard(chooseNetworkCard(turn, typedText))
  return (
    unlessClosed(word.name, turn, only) ??
    onlyWhatWorks(word.handle({ ...turn, network: only }, rest), turn, only)
  )
}

/** Nobody should fill in a form first, only to hear that the network is closed. */
function unlessClosed(name: string, { people, now }: Turn, network: Network): Answer | undefined {
  const changes = commandsByName.has(name) && !whileClosed.has(name)
  return network.closing !== undefined && changes
    ? refusalAnswer({ kind: 'closed' }, people, network, now)
    : undefined
}

/** Of a closed network no button is shown that would be refused. */
function onlyWhatWorks(answered: Answer, { now }: Turn, network: Network): Answer {
  if (answered.kind !== 'card' || network.closing === undefined) return answered
  const works = ({ action, values }: Button) =>
    values.network !== network.id ||
    (action === 'reopen' ? mayReopen(network, now) : pressedWhileClosed.has(action))
  return showCard(
    card(
      ...answered.card.blocks.map((block) =>
        block.kind === 'buttons' ? buttons(...block.buttons.filter(works)) : block,
      ),
    ),
  )
}

const pressedWhileClosed: ReadonlySet<string> = new Set([
  'asks',
  'bends',
  'blockers',
  'flags',
  'give-up',
  'in',
  'leave',
  'lesson',
  'lessons',
  'limits',
  'lessons-to-offer',
  'meetings',
  'network',
  'reflect',
  'offer-lessons',
  'phase',
  'radar',
  'roles',
  'step-down',
  'picture',
  'story',
  'table',
  'take-back-lesson',
  'round-lessons',
  'undo-lesson',
])

const whileClosed: ReadonlySet<string> = new Set([
  'asks',
  'bend',
  'blocker',
  'limit',
  'find',
  'go public',
  'table',
  'flags',
  'lesson',
  'lessons',
  'meetings',
  'phase',
  'reflect',
  'roles',
  'story',
  'picture',
  'export',
  'step down',
  'leave',
  'reopen',
  'home',
  'my networks',
  'link',
])

function inNetwork(turn: Turn, network: NetworkTurn['network'] | undefined, values: Values): Answer {
  if (network === undefined) return showCard(membersOnlyCard())
  const confirmInForm = values.first === 'form'
  return answerText({ ...turn, networks: [network], confirmInForm }, values.words ?? '')
}

/** Where a word is looked for elsewhere: one corrects a meeting among the meetings. */
const alsoCalled: ReadonlyMap<string, string> = new Map([['correct', 'meetings']])

function parseCommand(typedText: string): { word: ChatCommand | undefined; rest: string; first: string } {
  const trimmed = typedText.trim()
  const [first = '', second = ''] = trimmed.slice(0, 80).toLowerCase().split(/\s+/, 2)
  const two = commandsByName.get(`${first} ${second}`)
  if (two !== undefined) return { word: two, first, rest: trimmed.replace(/^\S+\s+\S+\s*/, '') }
  return {
    word: commandsByName.get(alsoCalled.get(first) ?? first),
    first,
    rest: trimmed.slice(first.length).trim(),
  }
}

function outdated() {
  return card(
    textBlock(
      rich`That button or form is from an earlier version of me. ${codeRun('/network')} shows it anew.`,
    ),
  )
}
