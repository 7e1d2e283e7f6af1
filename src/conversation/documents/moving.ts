// Moving a network elsewhere: what an entrepreneur asks for, what an angel is asked, and the file that comes of it.
import type { Card } from '../../chat/card.ts'
import { consentersFor, fetchableRequest, openRequest } from '../../domain/guardian/moving.ts'
import type { MoveRequest } from '../../domain/guardian/state.ts'
import { forbidden } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, type RunCommand, showCard } from '../answers.ts'
import type { CardContext } from '../kit/card-parts.ts'
import { nameWithAgency, personRun } from '../kit/labels.ts'
import { bold, button, buttons, card, codeRun, rich, textBlock } from '../kit/markup.ts'
import { refusalAnswer } from '../kit/refusal-messages.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn, People } from '../turn.ts'

const contents =
  'It has everything in the network’s record, with names, accounts and channels, including what was taken back and who declined a role. It doesn’t have private answers, who kept a lesson, or flags for the guardian angels alone.'

/** Explains what moving takes, and asks for consent; whoever has it gets the file again. */
function moveCard(turn: NetworkTurn): Answer {
  const { network, people, speaker, now } = turn
  const why = forbidden(network, 'request-move', speaker.id)
  if (why !== undefined) return refusalAnswer(why, people, network, now)
  const granted = fetchableRequest(network, speaker.id, now)
  if (granted !== undefined) return sendAll(network, granted)
  if (consentersFor(network, speaker.id).length === 0) return showCard(noAngelCard(network))
  if (openRequest(network, speaker.id) !== undefined) return showCard(waitingCard(turn, network, people))
  return showCard(
    card(
      textBlock(
        rich`To move ${bold(network.name)} elsewhere you need all of its data, and a guardian angel’s consent.`,
      ),
      textBlock(rich`${contents} The network here stays as it is.`),
      buttons(
        button('Ask for consent', 'request-move', { network: network.id, request: turn.newId() }, 'primary'),
      ),
    ),
  )
}

function noAngelCard(network: Network): Card {
  return card(
    textBlock(
      rich`Moving ${bold(network.name)} needs the consent of a guardian angel other than you, and there isn’t one. Nominate one, or ask the people who run this bot: they can export it with ${codeRun(`npm run manage -- export ${network.id} FILE`)}.`,
    ),
    buttons(
      button('Nominate a guardian angel', 'role', { network: network.id, role: 'guardian-angel' }, 'primary'),
    ),
  )
}

function waitingCard({ speaker }: NetworkTurn, network: Network, people: People): Card {
  const angels = consentersFor(network, speaker.id).map(
    (person) => people.get(person)?.name ?? 'a guardian angel',
  )
  return card(
    textBlock(
      rich`Your request goes to ${angels.join(' and ')} in their working hours. If they agree, I’ll send all the data of ${bold(network.name)} to your direct messages.`,
    ),
  )
}

function sendAll(network: Network, { id }: MoveRequest): Answer {
  return {
    kind: 'send',
    network: network.id,
    about: { kind: 'export', moving: id },
    reply: card(
      textBlock(
        rich`I’ll send all the data of ${bold(network.name)} to your direct messages. Nobody else gets it.`,
      ),
    ),
  }
}

function requestMove(turn: NetworkTurn, request: string): RunCommand {
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'request-move', request },
    done: (after, people) => waitingCard(turn, after, people),
  }
}

function decideMove(
  { network }: NetworkTurn,
  kind: 'agree-move' | 'decline-move',
  request: string,
): RunCommand {
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind, request },
    done: (after, people) => decidedCard(after, people, request),
  }
}

function decidedCard(network: Network, people: People, request: string): Card {
  const known = network.moveRequests.get(request)
  return card(
    textBlock(known === undefined ? rich`That has already been decided.` : outcome(network, people, known)),
  )
}

/** What an angel reads: who asks for what, and the decision. A message that was never sent is dropped once it is made. */
export function moveNoticeCard(
  { network, people, reader }: CardContext,
  { request: id, changed }: { readonly request: string; readonly changed?: true },
): Card | undefined {
  const request = network.moveRequests.get(id)
  if (request === undefined || (request.state.kind !== 'open' && !changed)) return undefined
  const who = nameWithAgency(network, people, request.by)
  const values = { network: network.id, request: id }
  const isOpen = request.state.kind === 'open' && request.by !== reader
  return card(
    textBlock(rich`${who} asks for all the data of ${bold(network.name)}, to move it elsewhere.`),
    textBlock(
      isOpen
        ? rich`${contents} If you agree, I’ll send it to ${personRun(people, request.by)} alone, in a direct message. The network here stays as it is.`
        : outcome(network, people, request),
    ),
    isOpen
      ? buttons(button('Agree', 'agree-move', values, 'primary'), button('Not now', 'decline-move', values))
      : undefined,
  )
}

function outcome(network: Network, people: People, { by, state }: MoveRequest) {
  const requester = personRun(people, by)
  switch (state.kind) {
    case 'open':
      return rich`A guardian angel is still to decide.`
    case 'agreed':
      return rich`${personRun(people, state.by)} agreed. I’ll send all the data of ${bold(network.name)} to ${requester}.`
    case 'declined':
      return rich`${personRun(people, state.by)} didn’t agree, so ${requester} won’t get the data of ${bold(network.name)}.`
  }
}

/** What the entrepreneur reads when an angel has not agreed. */
export function moveDeclinedCard(network: Network, people: People, id: string): Card | undefined {
  const state = network.moveRequests.get(id)?.state
  if (state?.kind !== 'declined') return undefined
  return card(
    textBlock(
      rich`${nameWithAgency(network, people, state.by)} didn’t agree to moving all the data of ${bold(network.name)} elsewhere. Talk with them, and ask again if that changes things.`,
    ),
  )
}

/** The message with which all data comes. */
export function movingExportCard(network: Network): Card {
  return card(
    textBlock(
      rich`All the data of ${bold(network.name)}, to move it elsewhere. The people who run the bot there can import it with ${codeRun('npm run manage -- import FILE')}.`,
    ),
    textBlock(
      rich`${contents} Keep it safe, and delete it once the network has moved. You can get it again within 7 days of the consent.`,
    ),
    buttons(button('Send it again', 'move-network', { network: network.id })),
  )
}

export const movingModule: CommandModule = {
  commands: [],
  actions: {
    'move-network': { needs: 'network', handle: moveCard },
    'request-move': {
      needs: 'network',
      handle: (turn, { request }) => requestMove(turn, request ?? turn.newId()),
    },
    'agree-move': {
      needs: 'network',
      handle: (turn, { request = '' }) => decideMove(turn, 'agree-move', request),
    },
    'decline-move': {
      needs: 'network',
      handle: (turn, { request = '' }) => decideMove(turn, 'decline-move', request),
    },
  },
  forms: {},
}
