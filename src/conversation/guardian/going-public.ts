// Going public: proposed with a reason, decided by a guardian angel, and what anybody can find then.
import type { Block, Card } from '../../chat/card.ts'
import type { Form } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import type { PersonId } from '../../domain/core/journal-entry.ts'
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
import { errorsIn, line, most, paragraph, read, some } from '../kit/form-fields.ts'
import { named, personRun, phaseNames } from '../kit/labels.ts'
import {
  bold,
  button,
  buttons,
  card,
  heading,
  listed,
  listedRuns,
  note,
  say,
  text,
  time,
  typed,
} from '../kit/markup.ts'
import { refusal } from '../kit/refusal-messages.ts'
import { type Answer, ask, type Do, mend, type NetworkTurn, type People, type Room, show } from '../turn.ts'
import { listeners } from './asks.ts'
import { exposureBlocks } from './exposure.ts'

/** What going public shows, and to whom. */
const whatShows =
  'Once it is public, everybody in the workspaces of its homes can find its name, shared outcome, phase and agencies. Nothing else can ever be found: no people, no meetings, no words of yours. Only lessons that you offer to the library show its name then.'

function form(turn: NetworkTurn): Form {
  const { network, people, speaker } = turn
  const names = listeners(network, speaker.id).map((angel) => people.get(angel)?.name ?? 'a guardian angel')
  return {
    id: 'propose-going-public',
    title: 'Propose going public',
    intro: `${whatShows} ${
      names.length === 0
        ? 'There is no guardian angel yet who could decide; it waits for whoever becomes one.'
        : `It goes to ${listed(names)} to decide, in the next working hour there.`
    } Every member can read the proposal.`,
    fields: [paragraph('why', 'Why now?')],
    submit: 'Propose it',
    values: { network: network.id, proposal: turn.newId() },
  }
}

function submit(turn: NetworkTurn, fields: Values, values: Values): Answer {
  const errors = errorsIn(fields, ['why'], { why: most.paragraph })
  if (some(errors)) return mend(errors)
  const proposal = values.proposal ?? turn.newId()
  return {
    kind: 'do',
    network: turn.network.id,
    command: { kind: 'propose-going-public', proposal, why: read(fields, 'why') },
    done: (after, people) => {
      const told = listeners(after, turn.speaker.id).map((angel) => say`${personRun(people, angel)}`)
      return card(
        text(
          told.length === 0
            ? say`Proposed. There is no guardian angel who could decide now; it waits for whoever becomes one.`
            : say`Proposed. I put it to ${listedRuns(told)} in the next working hour there. Until then nothing changes.`,
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
  return show(
    card(
      heading(`${network.name} is ${network.public === undefined ? 'under the radar' : 'public'}`),
      network.public === undefined
        ? text(
            say`Outside its members and guardian angels nobody learns from me that it exists. A public entrepreneur can propose going public; a guardian angel decides.`,
          )
        : text(
            say`Since ${time(network.public, zone, 'date')} everybody in the workspaces of its homes can find its name, shared outcome, phase and agencies with ${typed('/network find')}, and nothing else.`,
          ),
      ...exposureBlocks(network, people),
      ...(open === undefined ? [] : publicBlocks(network, people, open, speaker.id)),
      open === undefined && last?.state.kind === 'not-yet'
        ? text(say`Proposed before: ${became(network, people, last)}`)
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
    text(
      say`${named(network, people, proposal.by)} proposes going public. ${became(network, people, proposal)}`,
    ),
    publicButtons(network, proposal, reader),
  ]
}

function became(network: Network, people: People, proposal: PublicProposal) {
  const { state } = proposal
  switch (state.kind) {
    case 'open':
      return publicDeciders(network, proposal).length === 0
        ? say`There is no guardian angel who could decide.`
        : say`A guardian angel decides.`
    case 'public':
      return say`${personRun(people, state.by)} decided: go public.`
    case 'not-yet':
      return say`${personRun(people, state.by)} decided: not yet. ${state.word}`
    case 'taken-back':
      return say`It was taken back; there is nothing to do.`
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
      ? text(
          say`${whatShows} It would read: ${bold(network.name)}, “${network.outcome}”, ${phaseNames[network.phase]}, ${listed(agenciesOf(network))}.`,
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
  const who = by === undefined ? say`a guardian angel` : named(network, people, by)
  return card(
    text(
      isPublic
        ? say`${bold(network.name)} is public now, decided by ${who}. Everybody in the workspaces of its homes can find its name, shared outcome, phase and agencies with ${typed('/network find')}, and nothing else.`
        : say`${bold(network.name)} is under the radar again, decided by ${who}. Nobody outside finds it any more.`,
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
    text(became(network, people, known)),
    note(say`It stays under the radar. A public entrepreneur can propose it again.`),
  )
}

function goPublic({ network }: NetworkTurn, proposal: string): Do {
  return {
    kind: 'do',
    network: network.id,
    command: { kind: 'go-public', proposal },
    done: (after) =>
      card(
        text(say`${bold(after.name)} is public now. I say so in its homes.`),
        buttons(button('Go under the radar again', 'go-under-the-radar', { network: after.id })),
      ),
  }
}

/** Who cannot decide is told before the form opens. */
function notYetForm(turn: NetworkTurn, id: string): Answer {
  const { network, people, speaker, now } = turn
  const why = forbidden(network, 'not-yet-public', speaker.id) ?? notPublicDecidable(network, id, speaker.id)
  if (why !== undefined) return refusal(why, people, network, now)
  return ask({
    id: 'not-yet-public',
    title: 'Not yet',
    intro: `“${network.publicProposals.get(id)?.why.slice(0, 500)}” I tell the public entrepreneurs; every member can read what you write here, with your name.`,
    fields: [line('word', 'Why not yet?', most.sentence)],
    submit: 'Not yet',
    values: { network: network.id, proposal: id },
  })
}

function submitNotYet({ network }: NetworkTurn, fields: Values, proposal: string): Answer {
  const errors = errorsIn(fields, ['word'], { word: most.sentence })
  if (some(errors)) return mend(errors)
  return {
    kind: 'do',
    network: network.id,
    command: { kind: 'not-yet-public', proposal, word: read(fields, 'word') },
    done: (after) =>
      card(text(say`Noted. ${bold(after.name)} stays under the radar; I tell its entrepreneurs why.`)),
    field: () => 'word',
  }
}

/** An entrepreneur with nothing proposed gets the form; everybody else reads how it stands. */
function said(turn: NetworkTurn): Answer {
  const { network, speaker } = turn
  const fresh = network.public === undefined && openProposal(network) === undefined
  return fresh && network.closing === undefined && may(network, 'propose-going-public', speaker.id)
    ? ask(form(turn))
    : radarCard(turn)
}

function proposeForm(turn: NetworkTurn): Answer {
  const { network, people, speaker, now } = turn
  const why = forbidden(network, 'propose-going-public', speaker.id)
  if (why !== undefined) return refusal(why, people, network, now)
  if (network.public !== undefined) return refusal({ kind: 'public-already' }, people, network, now)
  if (openProposal(network) !== undefined) return refusal({ kind: 'proposed-already' }, people, network, now)
  return ask(form(turn))
}

export const goingPublicRoom: Room = {
  words: [
    {
      name: 'go public',
      help: 'whether people outside can find the network; an entrepreneur proposes it, a guardian angel decides',
      needs: 'network',
      handle: said,
    },
  ],
  presses: {
    radar: { needs: 'network', handle: radarCard },
    'propose-going-public': { needs: 'network', handle: proposeForm },
    'go-public': { needs: 'network', handle: (turn, { proposal = '' }) => goPublic(turn, proposal) },
    'not-yet-public': { needs: 'network', handle: (turn, { proposal = '' }) => notYetForm(turn, proposal) },
    'take-back-going-public': {
      needs: 'network',
      handle: ({ network }, { proposal = '' }) => ({
        kind: 'do',
        network: network.id,
        command: { kind: 'take-back-going-public', proposal },
        done: () => card(text(say`Taken back. Where it was read already, it says so.`)),
      }),
    },
    'go-under-the-radar': {
      needs: 'network',
      handle: ({ network }) => ({
        kind: 'do',
        network: network.id,
        command: { kind: 'go-under-the-radar' },
        done: (after) =>
          card(text(say`${bold(after.name)} is under the radar again. I say so in its homes.`)),
      }),
    },
  },
  submits: {
    'propose-going-public': { needs: 'network', handle: submit },
    'not-yet-public': {
      needs: 'network',
      handle: (turn, fields, { proposal = '' }) => submitNotYet(turn, fields, proposal),
    },
  },
}
