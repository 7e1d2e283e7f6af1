// Going public as it is read: how a network stands, the proposal, and what became of it.
import type { Block, Button, Card, Run } from '../../chat/card.ts'
import type { PersonId } from '../../domain/core/ids.ts'
import { openProposal, proposalFor, publicDeciders } from '../../domain/guardian/going-public.ts'
import type { PublicProposal } from '../../domain/guardian/state.ts'
import { agenciesOf } from '../../domain/membership/members.ts'
import { may } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, showCard } from '../answers.ts'
import { type CardContext, quote } from '../kit/card-parts.ts'
import { nameWithAgency, personRun, phaseNames } from '../kit/labels.ts'
import {
  bold,
  button,
  buttons,
  card,
  codeRun,
  heading,
  listText,
  note,
  rich,
  textBlock,
  timeRun,
} from '../kit/markup.ts'
import type { NetworkTurn, People } from '../turn.ts'
import { exposureBlocks } from './exposure.ts'

/** What going public shows, and to whom. */
export const visibilityText =
  'Once it’s public, everyone in the workspaces of its channels can find its name, shared outcome, phase and agencies. Nothing else can ever be found: no people, no meetings, none of your words. Only lessons you offer to the library will show its name.'

/** Whether people outside can find the network, and what is proposed. */
export function radarCard(turn: NetworkTurn): Answer {
  const { network, people, speaker } = turn
  return showCard(
    card(
      heading(`${network.name} is ${network.public === undefined ? 'under the radar' : 'public'}`),
      textBlock(visibilityState(turn)),
      ...exposureBlocks({ network, people, reader: speaker.id }),
      ...currentProposalBlocks(turn),
      radarButtons(turn),
    ),
  )
}

function visibilityState({ network, zone }: NetworkTurn): readonly Run[] {
  if (network.public === undefined)
    return rich`Nobody but its members and guardian angels learns from me that it exists. A public entrepreneur can propose going public; a guardian angel decides.`
  return rich`Since ${timeRun(network.public, zone, 'date')}, everyone in the workspaces of its channels can find its name, shared outcome, phase and agencies with ${codeRun('/network find')}, and nothing else.`
}

/** The open proposal; without one, what was last answered if that was "not yet". */
function currentProposalBlocks({ network, people, speaker }: NetworkTurn): readonly (Block | undefined)[] {
  const open = openProposal(network)
  if (open !== undefined) return proposalBlocks({ network, people, reader: speaker.id }, open)
  const last = [...network.publicProposals.values()].at(-1)
  if (last?.state.kind !== 'not-yet') return []
  return [textBlock(rich`Proposed before: ${proposalOutcome(network, people, last)}`)]
}

function radarButtons({ network, speaker }: NetworkTurn): Block | undefined {
  const values = { network: network.id }
  if (network.public !== undefined) {
    if (!may(network, 'go-under-the-radar', speaker.id)) return undefined
    return buttons(button('Go under the radar again', 'go-under-the-radar', values))
  }
  if (network.closing !== undefined) return undefined
  const row: Button[] = []
  if (openProposal(network) === undefined && may(network, 'propose-going-public', speaker.id))
    row.push(button('Propose going public', 'propose-going-public', values))
  row.push(button('Somebody has noticed', 'exposed', values))
  return buttons(...row)
}

/** The proposal: why, who proposes it, what became of it, and what the reader can do. */
export function proposalBlocks(
  context: CardContext,
  proposal: PublicProposal,
): readonly (Block | undefined)[] {
  return [...reasonBlocks(context, proposal), decisionButtons(context, proposal)]
}

function reasonBlocks({ network, people }: CardContext, proposal: PublicProposal): readonly Block[] {
  return [
    quote(proposal.why),
    textBlock(
      rich`${nameWithAgency(network, people, proposal.by)} proposes going public. ${proposalOutcome(network, people, proposal)}`,
    ),
  ]
}

function proposalOutcome(network: Network, people: People, proposal: PublicProposal): readonly Run[] {
  const { state } = proposal
  switch (state.kind) {
    case 'open':
      if (publicDeciders(network, proposal).length === 0)
        return rich`There’s no guardian angel who could decide.`
      return rich`A guardian angel decides.`
    case 'public':
      return rich`${personRun(people, state.by)} decided: go public.`
    case 'not-yet':
      return rich`${personRun(people, state.by)} decided: not yet. ${state.word}`
    case 'taken-back':
      return rich`It was taken back, so there’s nothing to do.`
  }
}

function decisionButtons({ network, reader }: CardContext, { id, state }: PublicProposal): Block | undefined {
  if (state.kind !== 'open' || network.closing !== undefined) return undefined
  const values = { network: network.id, proposal: id }
  const row: Button[] = []
  if (proposalFor(network, reader) !== undefined)
    row.push(button('Go public', 'go-public', values, 'primary'), button('Not yet', 'not-yet-public', values))
  if (may(network, 'take-back-going-public', reader))
    row.push(button('Take it back', 'take-back-going-public', values))
  return buttons(...row)
}

/**
 * The message that asks an angel to decide. Returns `undefined` when it was never sent and there is nothing to decide
 * any more; one that was sent is changed in place.
 */
export function goingPublicMessage(
  context: CardContext,
  { proposal: id, changed }: { readonly proposal: string; readonly changed?: true },
): Card | undefined {
  const { network, reader } = context
  const proposal = network.publicProposals.get(id)
  const isWanted = changed || proposalFor(network, reader)?.id === id
  if (proposal === undefined || !isWanted) return undefined
  const blocks: (Block | undefined)[] = [
    heading(`Should ${network.name} go public?`),
    ...reasonBlocks(context, proposal),
  ]
  if (proposal.state.kind === 'open') blocks.push(textBlock(previewText(network)))
  blocks.push(
    decisionButtons(context, proposal),
    buttons(button('Show the network', 'network', { network: network.id })),
  )
  return card(...blocks)
}

/** What anybody could find then, as they would read it. */
function previewText(network: Network): readonly Run[] {
  return rich`${visibilityText} It would read: ${bold(network.name)}, “${network.outcome}”, ${phaseNames[network.phase]}, ${listText(agenciesOf(network))}.`
}

interface RadarChange {
  readonly by?: PersonId
  readonly public: boolean
}

/** What the homes read when it has gone public, or under the radar again. `undefined` when it is no longer so. */
export function radarChangedCard(network: Network, people: People, change: RadarChange): Card | undefined {
  const isPublic = network.public !== undefined
  if (isPublic !== change.public || network.closing !== undefined) return undefined
  return card(textBlock(radarChangeText(network, people, change)))
}

function radarChangeText(network: Network, people: People, change: RadarChange): readonly Run[] {
  const who = change.by === undefined ? 'a guardian angel' : nameWithAgency(network, people, change.by)
  if (change.public)
    return rich`${bold(network.name)} is public now, decided by ${who}. Everyone in the workspaces of its channels can find its name, shared outcome, phase and agencies with ${codeRun('/network find')}, and nothing else.`
  return rich`${bold(network.name)} is under the radar again, decided by ${who}. Nobody outside can find it any more.`
}

/** What the entrepreneurs hear when it is not yet time. Returns `undefined` when it is no longer so. */
export function notYetCard(network: Network, people: People, id: string): Card | undefined {
  const proposal = network.publicProposals.get(id)
  if (proposal?.state.kind !== 'not-yet' || network.closing !== undefined) return undefined
  return card(
    heading(`${network.name}: not public yet`),
    quote(proposal.why),
    textBlock(proposalOutcome(network, people, proposal)),
    note(rich`It stays under the radar. A public entrepreneur can propose it again.`),
  )
}
