// Going public: proposed with a reason by an entrepreneur, decided by a guardian angel.
import type { Run } from '../../chat/card.ts'
import type { Form } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import type { Refusal } from '../../domain/decision.ts'
import { notPublicDecidable, openProposal } from '../../domain/guardian/going-public.ts'
import { forbidden, may } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, openForm, type RunCommand, showErrors } from '../answers.ts'
import {
  fieldErrors,
  fieldValue,
  hasErrors,
  lineField,
  maxLength,
  paragraphField,
} from '../kit/form-fields.ts'
import { bold, button, buttons, card, listText, rich, textBlock } from '../kit/markup.ts'
import { refusalAnswer } from '../kit/refusal-messages.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn, People } from '../turn.ts'
import { radarCard, visibilityText } from './going-public-cards.ts'
import { otherAngelNames, otherAngels, peopleRuns } from './recipients.ts'

function proposalForm(turn: NetworkTurn): Form {
  return {
    id: 'propose-going-public',
    title: 'Propose going public',
    intro: `${visibilityText} ${decidersText(turn)} Every member can read the proposal.`,
    fields: [paragraphField('why', 'Why now?')],
    submit: 'Propose it',
    values: { network: turn.network.id, proposal: turn.newId() },
  }
}

function decidersText(turn: NetworkTurn): string {
  const names = otherAngelNames(turn)
  if (names.length === 0)
    return 'There’s no guardian angel yet who could decide, so it will wait until there is one.'
  return `I’ll put it to ${listText(names)} to decide, in their next working hour.`
}

function submitProposal(turn: NetworkTurn, fields: Values, values: Values): Answer {
  const errors = fieldErrors(fields, ['why'], { why: maxLength.paragraph })
  if (hasErrors(errors)) return showErrors(errors)
  const proposal = values.proposal ?? turn.newId()
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'propose-going-public', proposal, why: fieldValue(fields, 'why') },
    done: (after, people) =>
      card(
        textBlock(proposedText(turn, after, people)),
        buttons(button('Undo', 'take-back-going-public', { network: after.id, proposal })),
      ),
    field: () => 'why',
  }
}

function proposedText({ speaker }: NetworkTurn, after: Network, people: People): readonly Run[] {
  const recipients = otherAngels(after, speaker.id)
  if (recipients.length === 0)
    return rich`I’ve kept your proposal. There’s no guardian angel who could decide now, so it will wait until there is one.`
  return rich`I’ll put your proposal to ${peopleRuns(people, recipients)} in their next working hour. Nothing changes until it’s decided.`
}

function goPublic({ network }: NetworkTurn, proposal: string): RunCommand {
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'go-public', proposal },
    showsOnCard: true,
    done: (after) =>
      card(
        textBlock(rich`${bold(after.name)} is public now. I’ll say so in its channels.`),
        buttons(button('Go under the radar again', 'go-under-the-radar', { network: after.id })),
      ),
  }
}

/** A speaker who cannot decide is refused before the form opens. */
function notYetForm(turn: NetworkTurn, id: string): Answer {
  const { network, people, speaker, now } = turn
  const why = forbidden(network, 'not-yet-public', speaker.id) ?? notPublicDecidable(network, id, speaker.id)
  if (why !== undefined) return refusalAnswer(why, people, network, now)
  return openForm({
    id: 'not-yet-public',
    title: 'Not yet',
    intro: `“${network.publicProposals.get(id)?.why.slice(0, 500)}” I’ll tell the public entrepreneurs. Every member can read what you write here, with your name.`,
    fields: [lineField('word', 'Why not yet?', maxLength.sentence)],
    submit: 'Not yet',
    values: { network: network.id, proposal: id },
  })
}

function submitNotYet({ network }: NetworkTurn, fields: Values, proposal: string): Answer {
  const errors = fieldErrors(fields, ['word'], { word: maxLength.sentence })
  if (hasErrors(errors)) return showErrors(errors)
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'not-yet-public', proposal, word: fieldValue(fields, 'word') },
    done: (after) =>
      card(
        textBlock(rich`${bold(after.name)} stays under the radar. I’ll tell its public entrepreneurs why.`),
      ),
    field: () => 'word',
  }
}

/** An entrepreneur with nothing proposed gets the form; everybody else reads how it stands. */
function goPublicByWords(turn: NetworkTurn): Answer {
  const { network, speaker } = turn
  const isProposable = notProposable(network) === undefined && network.closing === undefined
  if (isProposable && may(network, 'propose-going-public', speaker.id)) return openForm(proposalForm(turn))
  return radarCard(turn)
}

function openProposalForm(turn: NetworkTurn): Answer {
  const { network, people, speaker, now } = turn
  const why = forbidden(network, 'propose-going-public', speaker.id) ?? notProposable(network)
  if (why !== undefined) return refusalAnswer(why, people, network, now)
  return openForm(proposalForm(turn))
}

function notProposable(network: Network): Refusal | undefined {
  if (network.public !== undefined) return { kind: 'public-already' }
  if (openProposal(network) !== undefined) return { kind: 'proposed-already' }
  return undefined
}

export const goingPublicModule: CommandModule = {
  commands: [
    {
      name: 'go public',
      help: 'whether people outside can find the network; an entrepreneur proposes it, a guardian angel decides',
      needs: 'network',
      whileClosed: true,
      handle: goPublicByWords,
    },
  ],
  actions: {
    radar: { needs: 'network', handle: radarCard },
    'propose-going-public': { needs: 'network', handle: openProposalForm },
    'go-public': { needs: 'network', handle: (turn, { proposal = '' }) => goPublic(turn, proposal) },
    'not-yet-public': { needs: 'network', handle: (turn, { proposal = '' }) => notYetForm(turn, proposal) },
    'take-back-going-public': {
      needs: 'network',
      handle: ({ network }, { proposal = '' }) => ({
        kind: 'run-command',
        network: network.id,
        command: { kind: 'take-back-going-public', proposal },
        done: () => card(textBlock(rich`I’ve taken it back. Where it’s already been read, it now says so.`)),
      }),
    },
    'go-under-the-radar': {
      needs: 'network',
      handle: ({ network }) => ({
        kind: 'run-command',
        network: network.id,
        command: { kind: 'go-under-the-radar' },
        done: (after) =>
          card(textBlock(rich`${bold(after.name)} is under the radar again. I’ll say so in its channels.`)),
      }),
    },
  },
  forms: {
    'propose-going-public': { needs: 'network', handle: submitProposal },
    'not-yet-public': {
      needs: 'network',
      handle: (turn, fields, { proposal = '' }) => submitNotYet(turn, fields, proposal),
    },
  },
}
