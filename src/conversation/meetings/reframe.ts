// Reframing: a new shared outcome, proposed in every home and agreed by a member of another agency.
import type { Block, Card, Run } from '../../chat/card.ts'
import type { Values } from '../../chat/inbound.ts'
import { reframeEnd } from '../../domain/meetings/six-meeting-rule.ts'
import type { Proposal } from '../../domain/meetings/state.ts'
import { participant } from '../../domain/membership/members.ts'
import { forbidden } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, openForm, type RunCommand, showErrors } from '../answers.ts'
import { quote } from '../kit/card-parts.ts'
import {
  fieldErrors,
  fieldValue,
  hasErrors,
  lineField,
  maxLength,
  paragraphField,
} from '../kit/form-fields.ts'
import { nameWithAgency, personRun } from '../kit/labels.ts'
import { button, buttons, card, codeRun, heading, note, rich, textBlock } from '../kit/markup.ts'
import { refusalAnswer } from '../kit/refusal-messages.ts'
import type { NetworkTurn, People } from '../turn.ts'
import { bareCountText } from './count-text.ts'

/** `outcome` is what was typed after the command. */
export function reframeForm(turn: NetworkTurn, outcome = ''): Answer {
  const why = forbidden(turn.network, 'propose-reframe', turn.speaker.id)
  if (why !== undefined) return refusalAnswer(why, turn.people, turn.network)
  return openForm({
    id: 'reframe',
    title: 'Propose a new shared outcome',
    intro:
      'I’ll post it in the network’s channels. Once a member of another agency agrees, it takes effect and the count starts at 0.',
    fields: [
      lineField('outcome', 'New shared outcome', maxLength.sentence, {
        hint: 'One sentence: who is it for, and what will be different?',
        initial: outcome,
      }),
      paragraphField('why', 'Why?', { hint: 'What have you learned that makes this a better aim?' }),
    ],
    submit: 'Propose it',
    values: { network: turn.network.id, proposal: turn.newId() },
    errors: fieldErrors({ outcome }, [], { outcome: maxLength.sentence }),
  })
}

export function submitReframe(turn: NetworkTurn, fields: Values, values: Values): Answer {
  const errors = fieldErrors(fields, ['outcome', 'why'], {
    outcome: maxLength.sentence,
    why: maxLength.paragraph,
  })
  if (hasErrors(errors)) return showErrors(errors)
  const proposal = values.proposal ?? turn.newId()
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: {
      kind: 'propose-reframe',
      proposal,
      outcome: fieldValue(fields, 'outcome'),
      why: fieldValue(fields, 'why'),
    },
    done: () =>
      card(
        textBlock(
          rich`I’ve posted your proposal in the network’s channels. It takes effect once a member of another agency agrees.`,
        ),
      ),
  }
}

/** A phone shows about so much of the new outcome in a title. */
const titleWords = 60

function proposalTitle({ state, outcome }: Proposal): string {
  const words = outcome.length > titleWords ? `${outcome.slice(0, titleWords)}…` : outcome
  switch (state) {
    case 'open':
      return `A new shared outcome? “${words}”`
    case 'agreed':
      return `A new shared outcome: “${words}”`
    case 'refused':
      return 'The shared outcome stays as it was'
  }
}

/** The proposal as the homes see it. */
export function reframeCard(network: Network, people: People, id: string): Card | undefined {
  const proposal = network.proposals.get(id)
  if (proposal === undefined) return undefined
  return card(
    heading(proposalTitle(proposal)),
    quote(proposal.outcome),
    textBlock(rich`${nameWithAgency(network, people, proposal.by)} proposed it: ${proposal.why}`),
    ...proposalStateBlocks(network, people, proposal),
  )
}

function proposalStateBlocks(
  network: Network,
  people: People,
  proposal: Proposal,
): readonly (Block | undefined)[] {
  switch (proposal.state) {
    case 'agreed':
      return [textBlock(rich`Two agencies agreed. ${bareCountText(network)}`)]
    case 'refused':
      return [
        textBlock(
          rich`A member of another agency didn’t agree. What could both agencies stand behind? You can propose it with ${codeRun('/network reframe')}.`,
        ),
      ]
    case 'open':
      return openProposalBlocks(network, people, proposal)
  }
}

function openProposalBlocks(
  network: Network,
  people: People,
  proposal: Proposal,
): readonly (Block | undefined)[] {
  const { id, by } = proposal
  switch (reframeEnd(network, proposal)) {
    case 'closed':
      return [textBlock(rich`This no longer needs an answer: the network has closed.`)]
    case 'proposer-gone':
      return [
        textBlock(
          rich`This no longer needs an answer: ${personRun(people, by)} isn’t a public entrepreneur here any more. Another one can propose it again.`,
        ),
      ]
    case undefined:
      return [
        proposalButtons(network, id),
        note(
          rich`A member of an agency other than ${participant(network, by)?.agency ?? 'the proposer’s'} has to agree. The network’s record keeps who agreed.`,
        ),
      ]
  }
}

export function proposalButtons(network: Network, proposal: string): Block | undefined {
  const values = { network: network.id, proposal }
  return buttons(button('I agree', 'agree', values, 'primary'), button('Not like this', 'disagree', values))
}

export function agreeToReframe({ network }: NetworkTurn, proposal: string): RunCommand {
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'agree-reframe', proposal },
    showsOnCard: true,
    done: (after) =>
      outcomeCard(after, rich`Agreed. The shared outcome is now:`, rich`${bareCountText(after)}`),
  }
}

export function refuseReframe({ network }: NetworkTurn, proposal: string): RunCommand {
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'refuse-reframe', proposal },
    showsOnCard: true,
    done: (after) =>
      outcomeCard(
        after,
        rich`You didn’t agree, so the shared outcome stays:`,
        rich`The network’s channels see that the new one wasn’t agreed.`,
      ),
  }
}

function outcomeCard(network: Network, before: readonly Run[], below: readonly Run[]): Card {
  return card(textBlock(before), quote(network.outcome), textBlock(below))
}
