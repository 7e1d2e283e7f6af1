// Going public: proposed with a reason, decided by a guardian angel, and what anybody can find then.
import type { Block, Card } from '../../chat/card.ts'
import type { Form } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import type { PersonId } from '../../domain/core/ids.ts'
import {
  notPublicDecidable,
  openProposal,
  proposalFor,
  publicDeciders,
} from '../../domain/guardian/going-public.ts'
import type { PublicProposal } from '../../domain/guardian/state.ts'
import { agenciesOf } from '../../domain/membership/members.ts'
import { forbidden, may } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, openForm, type RunCommand, showCard, showErrors } from '../answers.ts'
import {
  fieldErrors,
  fieldValue,
  hasErrors,
  lineField,
  maxLength,
  paragraphField,
} from '../kit/form-fields.ts'
import { nameWithAgency, personRun, phaseNames } from '../kit/labels.ts'
import {
  bold,
  button,
  buttons,
  card,
  codeRun,
  heading,
  listRuns,
  listText,
  note,
  rich,
  textBlock,
  timeRun,
} from '../kit/markup.ts'
import { refusalAnswer } from '../kit/refusal-messages.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn, People } from '../turn.ts'
import { otherAngels } from './asks.ts'
import { exposureBlocks } from './exposure.ts'

/** What going public shows, and to whom. */
const whatShows =
  'Once it is public, everybody in the workspaces of its homes can find its name, shared outcome, phase and agencies. Nothing else can ever be found: no people, no meetings, no words of yours. Only lessons that you offer to the library show its name then.'

function form(turn: NetworkTurn): Form {
  const { network, people, speaker } = turn
  const names = otherAngels(network, speaker.id).map((angel) => people.get(angel)?.name ?? 'a guardian angel')
  return {
    id: 'propose-going-public',
    title: 'Propose going public',
    intro: `${whatShows} ${
      names.length === 0
        ? 'There is no guardian angel yet who could decide; it waits for whoever becomes one.'
        : `It goes to ${listText(names)} to decide, in the next working hour there.`
    } Every member can read the proposal.`,
    fields: [paragraphField('why', 'Why now?')],
    submit: 'Propose it',
    values: { network: network.id, proposal: turn.newId() },
  }
}

function submit(turn: NetworkTurn, fields: Values, values: Values): Answer {
  const errors = fieldErrors(fields, ['why'], { why: maxLength.paragraph })
  if (hasErrors(errors)) return showErrors(errors)
  const proposal = values.proposal ?? turn.newId()
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'propose-going-public', proposal, why: fieldValue(fields, 'why') },
    done: (after, people) => {
      const told = otherAngels(after, turn.speaker.id).map((angel) => rich`${personRun(people, angel)}`)
      return card(
        textBlock(
          told.length === 0
            ? rich`Proposed. There is no guardian angel who could decide now; it waits for whoever becomes one.`
            : rich`Proposed. I put it to ${listRuns(told)} in the next working hour there. Until then nothing changes.`,
        ),
        buttons(button('Undo', 'take-back-going-public', { network: after.id, proposal })),
      )
    },
    field: () => 'why',
  }
}

/** Whether people outside can find it, and what is proposed. */
function radarCard(turn: NetworkTurn): Answer {
  const { network, people, zone, speaker } = turn
  const open = openProposal(network)
  const last = [...network.publicProposals.values()].at(-1)
  const values = { network: network.id }
  const proposable = open === undefined && network.public === undefined && network.closing === undefined
  return showCard(
    card(
      heading(`${network.name} is ${network.public === undefined ? 'under the radar' : 'public'}`),
      network.public === undefined
        ? textBlock(
            rich`Outside its members and guardian angels nobody learns from me that it exists. A public entrepreneur can propose going public; a guardian angel decides.`,
          )
        : textBlock(
            rich`Since ${timeRun(network.public, zone, 'date')} everybody in the workspaces of its homes can find its name, shared outcome, phase and agencies with ${codeRun('/network find')}, and nothing else.`,
          ),
      ...exposureBlocks(network, people),
      ...(open === undefined ? [] : publicBlocks(network, people, open, speaker.id)),
      open === undefined && last?.state.kind === 'not-yet'
        ? textBlock(rich`Proposed before: ${became(network, people, last)}`)
        : undefined,
      buttons(
        proposable && may(network, 'propose-going-public', speaker.id)
          ? button('Propose going public', 'propose-going-public', values)
          : undefined,
        network.public === undefined && network.closing === undefined
          ? button('Somebody has noticed', 'exposed', values)
          : undefined,
        network.public !== undefined && may(network, 'go-under-the-radar', speaker.id)
          ? button('Go under the radar again', 'go-under-the-radar', values)
          : undefined,
      ),
    ),
  )
}

/** The proposal: why, who proposes it, what became of it, and what the reader can do. */
export function publicBlocks(
  network: Network,
  people: People,
  proposal: PublicProposal,
  reader: PersonId,
): readonly (Block | undefined)[] {
  return [
    { kind: 'quote', text: proposal.why },
    textBlock(
      rich`${nameWithAgency(network, people, proposal.by)} proposes going public. ${became(network, people, proposal)}`,
    ),
    publicButtons(network, proposal, reader),
  ]
}

function became(network: Network, people: People, proposal: PublicProposal) {
  const { state } = proposal
  switch (state.kind) {
    case 'open':
      return publicDeciders(network, proposal).length === 0
        ? rich`There is no guardian angel who could decide.`
        : rich`A guardian angel decides.`
    case 'public':
      return rich`${personRun(people, state.by)} decided: go public.`
    case 'not-yet':
      return rich`${personRun(people, state.by)} decided: not yet. ${state.word}`
    case 'taken-back':
      return rich`It was taken back; there is nothing to do.`
  }
}

function publicButtons(network: Network, { id, state }: PublicProposal, reader: PersonId) {
  if (state.kind !== 'open' || network.closing !== undefined) return undefined
  const values = { network: network.id, proposal: id }
  const decides = proposalFor(network, reader) !== undefined
  return buttons(
    decides ? button('Go public', 'go-public', values, 'primary') : undefined,
    decides ? button('Not yet', 'not-yet-public', values) : undefined,
    may(network, 'take-back-going-public', reader)
      ? button('Take it back', 'take-back-going-public', values)
      : undefined,
  )
}

/** The message that puts the proposal to an angel; nothing where it is new, and there is nothing to decide any more. */
export function goingPublicMessage(
  network: Network,
  people: People,
  { proposal, changed }: { readonly proposal: string; readonly changed?: true },
  reader: PersonId,
): Card | undefined {
  const known = network.publicProposals.get(proposal)
  if (known === undefined || !(changed || proposalFor(network, reader)?.id === proposal)) return undefined
  const [why, who, decide] = publicBlocks(network, people, known, reader)
  return card(
    heading(`${network.name}: should it go public?`),
    why,
    who,
    known.state.kind === 'open'
      ? textBlock(
          rich`${whatShows} It would read: ${bold(network.name)}, “${network.outcome}”, ${phaseNames[network.phase]}, ${listText(agenciesOf(network))}.`,
        )
      : undefined,
    decide,
    buttons(button('Show the network', 'network', { network: network.id })),
  )
}

/** What the homes read when it has gone public, or under the radar again. */
export function radarChangedCard(
  network: Network,
  people: People,
  by: PersonId | undefined,
  isPublic: boolean,
) {
  if ((network.public !== undefined) !== isPublic || network.closing !== undefined) return undefined
  const who = by === undefined ? rich`a guardian angel` : nameWithAgency(network, people, by)
  return card(
    textBlock(
      isPublic
        ? rich`${bold(network.name)} is public now, decided by ${who}. Everybody in the workspaces of its homes can find its name, shared outcome, phase and agencies with ${codeRun('/network find')}, and nothing else.`
        : rich`${bold(network.name)} is under the radar again, decided by ${who}. Nobody outside finds it any more.`,
    ),
  )
}

/** What the entrepreneurs hear when it is not yet time. */
export function notYetCard(network: Network, people: People, proposal: string): Card | undefined {
  const known = network.publicProposals.get(proposal)
  if (known?.state.kind !== 'not-yet' || network.closing !== undefined) return undefined
  return card(
    heading(`${network.name}: not public yet`),
    { kind: 'quote', text: known.why },
    textBlock(became(network, people, known)),
    note(rich`It stays under the radar. A public entrepreneur can propose it again.`),
  )
}

function goPublic({ network }: NetworkTurn, proposal: string): RunCommand {
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'go-public', proposal },
    done: (after) =>
      card(
        textBlock(rich`${bold(after.name)} is public now. I say so in its homes.`),
        buttons(button('Go under the radar again', 'go-under-the-radar', { network: after.id })),
      ),
  }
}

/** Who cannot decide is told before the form opens. */
function notYetForm(turn: NetworkTurn, id: string): Answer {
  const { network, people, speaker, now } = turn
  const why = forbidden(network, 'not-yet-public', speaker.id) ?? notPublicDecidable(network, id, speaker.id)
  if (why !== undefined) return refusalAnswer(why, people, network, now)
  return openForm({
    id: 'not-yet-public',
    title: 'Not yet',
    intro: `“${network.publicProposals.get(id)?.why.slice(0, 500)}” I tell the public entrepreneurs; every member can read what you write here, with your name.`,
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
      card(textBlock(rich`Noted. ${bold(after.name)} stays under the radar; I tell its entrepreneurs why.`)),
    field: () => 'word',
  }
}

/** An entrepreneur with nothing proposed gets the form; everybody else reads how it stands. */
function said(turn: NetworkTurn): Answer {
  const { network, speaker } = turn
  const fresh = network.public === undefined && openProposal(network) === undefined
  return fresh && network.closing === undefined && may(network, 'propose-going-public', speaker.id)
    ? openForm(form(turn))
    : radarCard(turn)
}

function proposeForm(turn: NetworkTurn): Answer {
  const { network, people, speaker, now } = turn
  const why = forbidden(network, 'propose-going-public', speaker.id)
  if (why !== undefined) return refusalAnswer(why, people, network, now)
  if (network.public !== undefined) return refusalAnswer({ kind: 'public-already' }, people, network, now)
  if (openProposal(network) !== undefined)
    return refusalAnswer({ kind: 'proposed-already' }, people, network, now)
  return openForm(form(turn))
}

export const goingPublicModule: CommandModule = {
  commands: [
    {
      name: 'go public',
      help: 'whether people outside can find the network; an entrepreneur proposes it, a guardian angel decides',
      needs: 'network',
      whileClosed: true,
      handle: said,
    },
  ],
  actions: {
    radar: { needs: 'network', handle: radarCard },
    'propose-going-public': { needs: 'network', handle: proposeForm },
    'go-public': { needs: 'network', handle: (turn, { proposal = '' }) => goPublic(turn, proposal) },
    'not-yet-public': { needs: 'network', handle: (turn, { proposal = '' }) => notYetForm(turn, proposal) },
    'take-back-going-public': {
      needs: 'network',
      handle: ({ network }, { proposal = '' }) => ({
        kind: 'run-command',
        network: network.id,
        command: { kind: 'take-back-going-public', proposal },
        done: () => card(textBlock(rich`Taken back. Where it was read already, it says so.`)),
      }),
    },
    'go-under-the-radar': {
      needs: 'network',
      handle: ({ network }) => ({
        kind: 'run-command',
        network: network.id,
        command: { kind: 'go-under-the-radar' },
        done: (after) =>
          card(textBlock(rich`${bold(after.name)} is under the radar again. I say so in its homes.`)),
      }),
    },
  },
  forms: {
    'propose-going-public': { needs: 'network', handle: submit },
    'not-yet-public': {
      needs: 'network',
      handle: (turn, fields, { proposal = '' }) => submitNotYet(turn, fields, proposal),
    },
  },
}
