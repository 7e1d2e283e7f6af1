// The conversation: all rooms joined. What was typed, pressed or submitted → an answer.
import type { Button } from '../chat/card.ts'
import type { Inbound, Values } from '../chat/inbound.ts'
import { mayReopen } from '../domain/membership/closing.ts'
import type { Network } from '../domain/state.ts'
import { picturesRoom } from './documents/pictures.ts'
import { storyRoom } from './documents/story.ts'
import { flagListRoom } from './flags/flag-list.ts'
import { raisedFlagsRoom } from './flags/manual-flags.ts'
import { asksRoom } from './guardian/asks.ts'
import { bendsRoom } from './guardian/bends.ts'
import { blockersRoom } from './guardian/blockers.ts'
import { callsRoom } from './guardian/calls.ts'
import { digestRoom } from './guardian/digest-settings.ts'
import { exposureRoom } from './guardian/exposure.ts'
import { goingPublicRoom } from './guardian/going-public.ts'
import { limitsRoom } from './guardian/hard-limits.ts'
import { helpCard, unknownCard } from './help.ts'
import { buttons, card, say, text, typed } from './kit/markup.ts'
import { membersOnly, nothingHere, refusal } from './kit/refusal-messages.ts'
import { checkInsRoom } from './meetings/check-ins.ts'
import { meetingsRoom } from './meetings/meetings.ts'
import { waysOnRoom } from './meetings/stall-options.ts'
import { linkingRoom } from './membership/account-linking.ts'
import { holidaysRoom } from './membership/holidays.ts'
import { homesRoom } from './membership/homes.ts'
import { rolesRoom } from './membership/roles.ts'
import { settingsRoom } from './membership/settings.ts'
import { moreRoom } from './more-menu.ts'
import { findRoom } from './overview/find-networks.ts'
import { mineRoom, myNetworksCard, whichNetwork } from './overview/my-networks.ts'
import { networkCard } from './overview/network-card.ts'
import { diagnosisRoom } from './phases/diagnosis.ts'
import { libraryRoom } from './phases/lesson-library.ts'
import { lessonsRoom } from './phases/lessons.ts'
import { phasesRoom } from './phases/phases.ts'
import { reflectionRoom } from './phases/reflection-form.ts'
import { tableRoom } from './table/table.ts'
import {
  type Answer,
  type NetworkTurn,
  type Press,
  type Room,
  type Seen,
  type Submit,
  show,
  type Turn,
  type Word,
} from './turn.ts'

const rooms: readonly Room[] = [
  homesRoom,
  tableRoom,
  meetingsRoom,
  checkInsRoom,
  reflectionRoom,
  lessonsRoom,
  libraryRoom,
  raisedFlagsRoom,
  flagListRoom,
  asksRoom,
  blockersRoom,
  limitsRoom,
  bendsRoom,
  exposureRoom,
  goingPublicRoom,
  findRoom,
  rolesRoom,
  diagnosisRoom,
  phasesRoom,
  waysOnRoom,
  storyRoom,
  settingsRoom,
  mineRoom,
  moreRoom,
  picturesRoom,
  digestRoom,
  holidaysRoom,
  callsRoom,
  linkingRoom,
]

/** Every word that can be typed, in the order of help. */
export const words: readonly Word[] = rooms.flatMap((room) => room.words)
const wordsByName: ReadonlyMap<string, Word> = new Map(words.map((word) => [word.name, word]))
/** What can be typed can be pressed; a room says where its button carries more than the bare word. */
const presses: Readonly<Record<string, Press>> = Object.assign(
  Object.fromEntries(words.map((word) => [word.name, pressOf(word)])),
  ...rooms.map((room) => room.presses),
)
const submits: Readonly<Record<string, Submit>> = Object.assign({}, ...rooms.map((room) => room.submits))

function pressOf(word: Word): Press {
  return word.needs === 'nothing'
    ? { needs: 'nothing', handle: (turn) => word.handle(turn, '') }
    : { needs: 'network', handle: (turn) => word.handle(turn, '') }
}

/** The network that a button or a form belongs to, if any. */
export function networkOf(inbound: Inbound): string | undefined {
  return inbound.kind === 'said' ? undefined : inbound.values.network
}

/** Whether the answer is about all networks of the speaker, wherever it is asked. */
export function asksForAll(inbound: Inbound): boolean {
  if (inbound.kind === 'said') return forAll.has(readWord(inbound.text).word?.name ?? '')
  return inbound.kind === 'pressed' && forAll.has(inbound.action)
}

const forAll: ReadonlySet<string> = new Set(['home', 'mine', 'my networks', 'digest', 'pause digests'])

/**
 * Answers an inbound. `seen` is the network that a button or form names;
 * `turn.networks` are those that something typed here can mean.
 */
export function answer(turn: Turn, inbound: Inbound, seen: Seen | undefined): Answer {
  switch (inbound.kind) {
    case 'said':
      return said(turn, inbound.text)
    case 'pressed': {
      if (inbound.action === 'in') return inNetwork(turn, open(seen, 'network'), inbound.values)
      const press = own(presses, inbound.action)
      if (press === undefined) return show(outdated())
      if (press.needs === 'nothing') return press.handle(turn, inbound.values)
      const network = open(seen, press.needs)
      if (network === undefined) return show(membersOnly())
      return (
        unlessClosed(inbound.action, turn, network) ??
        onlyWhatWorks(press.handle({ ...turn, network }, inbound.values), turn, network)
      )
    }
    case 'submitted': {
      const submit = own(submits, inbound.form)
      if (submit === undefined) return show(outdated())
      if (submit.needs === 'nothing') return submit.handle(turn, inbound.fields, inbound.values)
      const network = open(seen, submit.needs)
      if (network === undefined) return show(membersOnly())
      return submit.handle({ ...turn, network }, inbound.fields, inbound.values)
    }
  }
}

/** The network, where the speaker stands to it as is needed. */
function open(seen: Seen | undefined, needs: 'network' | 'nomination'): Seen['network'] | undefined {
  return seen?.as === 'participant' || needs === 'nomination' ? seen?.network : undefined
}

function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

function said(turn: Turn, typedText: string): Answer {
  const { word, rest, first } = readWord(typedText)
  const [only, ...others] = turn.networks
  if (word === undefined && ['', 'status', 'network'].includes(first)) {
    if (only === undefined) return show(nothingHere())
    return show(others.length === 0 ? networkCard({ ...turn, network: only }) : myNetworksCard(turn))
  }
  if (['help', 'hello', 'hi', '?'].includes(first)) return show(helpCard(words, rest))
  if (word === undefined) return show(unknownCard(words, first))
  if (word.needs === 'nothing') return word.handle(turn, rest)
  if (only === undefined) return show(nothingHere())
  if (others.length > 0) return show(whichNetwork(turn, typedText))
  return (
    unlessClosed(word.name, turn, only) ??
    onlyWhatWorks(word.handle({ ...turn, network: only }, rest), turn, only)
  )
}

/** Nobody should fill in a form first, only to hear that the network is closed. */
function unlessClosed(name: string, { people, now }: Turn, network: Network): Answer | undefined {
  const changes = wordsByName.has(name) && !whileClosed.has(name)
  return network.closing !== undefined && changes
    ? refusal({ kind: 'closed' }, people, network, now)
    : undefined
}

/** Of a closed network no button is shown that would be refused. */
function onlyWhatWorks(answered: Answer, { now }: Turn, network: Network): Answer {
  if (answered.kind !== 'card' || network.closing === undefined) return answered
  const works = ({ action, values }: Button) =>
    values.network !== network.id ||
    (action === 'reopen' ? mayReopen(network, now) : pressedWhileClosed.has(action))
  return show(
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
  if (network === undefined) return show(membersOnly())
  const isFormFirst = values.first === 'form'
  return said({ ...turn, networks: [network], isFormFirst }, values.words ?? '')
}

/** Where a word is looked for elsewhere: one corrects a meeting among the meetings. */
const alsoCalled: ReadonlyMap<string, string> = new Map([['correct', 'meetings']])

function readWord(typedText: string): { word: Word | undefined; rest: string; first: string } {
  const trimmed = typedText.trim()
  const [first = '', second = ''] = trimmed.slice(0, 80).toLowerCase().split(/\s+/, 2)
  const two = wordsByName.get(`${first} ${second}`)
  if (two !== undefined) return { word: two, first, rest: trimmed.replace(/^\S+\s+\S+\s*/, '') }
  return {
    word: wordsByName.get(alsoCalled.get(first) ?? first),
    first,
    rest: trimmed.slice(first.length).trim(),
  }
}

function outdated() {
  return card(
    text(say`That button or form is from an earlier version of me. ${typed('/network')} shows it anew.`),
  )
}
