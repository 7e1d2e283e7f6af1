// The ways on: reframe, extend, close well, reopen.
import type { Card } from '../../chat/card.ts'
import type { Values } from '../../chat/inbound.ts'
import { notExtendable } from '../../domain/meetings/six-meeting-rule.ts'
import { participant } from '../../domain/membership/members.ts'
import { forbidden } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import { standingResources } from '../../domain/table/table.ts'
import { type Answer, openForm, type RunCommand, showCard, showErrors } from '../answers.ts'
import { storyButton } from '../documents/story.ts'
import {
  fieldErrors,
  fieldValue,
  hasErrors,
  lineField,
  maxLength,
  paragraphField,
} from '../kit/form-fields.ts'
import { nameWithAgency, resourceLine, titleOf } from '../kit/labels.ts'
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
} from '../kit/markup.ts'
import { refusalAnswer } from '../kit/refusal-messages.ts'
import type { CommandModule } from '../module.ts'
import { offerAtTheEnd } from '../phases/lesson-library.ts'
import type { NetworkTurn, People } from '../turn.ts'
import { bareCountText } from './count-text.ts'

/** Who may not submit a form is told before it opens. */
function unlessForbidden(
  turn: NetworkTurn,
  kind: 'propose-reframe' | 'close' | 'extend',
  answer: () => Answer,
): Answer {
  const why = forbidden(turn.network, kind, turn.speaker.id)
  return why === undefined ? answer() : refusalAnswer(why, turn.people, turn.network)
}

function reframeForm(turn: NetworkTurn): Answer {
  return unlessForbidden(turn, 'propose-reframe', () =>
    openForm({
      id: 'reframe',
      title: 'Propose a new shared outcome',
      intro:
        'It goes to every home. Once a member of another agency agrees, it holds, and the count starts at 0.',
      fields: [
        lineField('outcome', 'New shared outcome', maxLength.sentence, {
          hint: 'One sentence: for whom, and what will be different?',
        }),
        paragraphField('why', 'Why?', { hint: 'What did you learn that makes this the better aim?' }),
      ],
      submit: 'Propose it',
      values: { network: turn.network.id, proposal: turn.newId() },
    }),
  )
}

function reframe(turn: NetworkTurn, fields: Values, values: Values): Answer {
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
      card(textBlock(rich`Proposed in every home. It holds once a member of another agency agrees.`)),
  }
}

/** The proposal as the homes see it. */
export function reframeCard(network: Network, people: People, proposal: string): Card | undefined {
  const known = network.proposals.get(proposal)
  if (known === undefined) return undefined
  const titles = {
    open: 'A new shared outcome?',
    agreed: 'A new shared outcome',
    refused: 'The outcome stays as it was',
  }
  return card(
    heading(titles[known.state]),
    { kind: 'quote', text: known.outcome },
    textBlock(rich`${nameWithAgency(network, people, known.by)} proposed it: ${known.why}`),
    known.state === 'agreed' ? textBlock(rich`Two agencies agreed. ${bareCountText(network)}`) : undefined,
    known.state === 'refused'
      ? textBlock(
          rich`A member of another agency did not agree. What would both agencies stand for? ${codeRun('/network reframe')} proposes again.`,
        )
      : undefined,
    known.state === 'open' ? proposalButtons(network, proposal) : undefined,
    known.state === 'open'
      ? note(
          rich`It takes a member of another agency than ${participant(network, known.by)?.agency ?? 'the proposer’s'}. The journal keeps who agreed.`,
        )
      : undefined,
  )
}

export function proposalButtons(network: Network, proposal: string) {
  const values = { network: network.id, proposal }
  return buttons(button('I agree', 'agree', values, 'primary'), button('Not like this', 'disagree', values))
}

function answerReframe(turn: NetworkTurn, proposal: string, agree: boolean): RunCommand {
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: agree ? 'agree-reframe' : 'refuse-reframe', proposal },
    done: (after) =>
      card(
        textBlock(agree ? rich`Agreed. The shared outcome is now:` : rich`Noted. The shared outcome stays:`),
        { kind: 'quote', text: after.outcome },
        textBlock(
          agree ? rich`${bareCountText(after)}` : rich`Every home sees that the new one was not agreed.`,
        ),
      ),
  }
}

function extendCard(turn: NetworkTurn): Answer {
  return unlessForbidden(turn, 'extend', () => {
    const why = notExtendable(turn.network)
    if (why !== undefined) return refusalAnswer(why, turn.people, turn.network)
    const values = (meetings: string) => ({ network: turn.network.id, meetings })
    return showCard(
      card(
        textBlock(
          rich`An extension gives ${bold(turn.network.name)} one or two more meetings to put something on the table. You can do it once; then it takes a resource, a new outcome, or a good end.`,
        ),
        buttons(
          button('One more meeting', 'extend-by', values('1'), 'primary'),
          button('Two more meetings', 'extend-by', values('2')),
        ),
      ),
    )
  })
}

function extend(turn: NetworkTurn, meetings: 1 | 2): RunCommand {
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'extend', meetings },
    done: (after) =>
      card(
        textBlock(
          rich`Extended by ${meetings === 1 ? 'one meeting' : 'two meetings'}. ${bold(after.name)} is moving again, and its homes know.`,
        ),
      ),
  }
}

function closeForm(turn: NetworkTurn): Answer {
  return unlessForbidden(turn, 'close', () =>
    openForm({
      id: 'close',
      title: `Close ${turn.network.name} well`.slice(0, 60),
      intro:
        'A good end, not a failure. What you write is posted in every home and kept in the journal, with thanks by name and agency to each of you, guardian angels too; the story of the network is posted there with it, for everybody in those channels to read. Meetings are cancelled. Each member is asked the same in private, and the answers are posted when that round closes. Members can reopen it for 30 days.',
      fields: [
        paragraphField('did', 'What did we do, and why, and how?'),
        paragraphField('borrow', 'What should others borrow?', { optional: true }),
        paragraphField('avoid', 'What should they not repeat?', { optional: true }),
        paragraphField('resources', 'What happens to what is on the table?', {
          optional: true,
          hint: handedHint(turn.network),
        }),
      ],
      submit: 'Close it',
      values: { network: turn.network.id },
    }),
  )
}

/** Nobody has to remember what there is to hand back. */
function handedHint(network: Network): string {
  const titles = listText(standingResources(network).map((one) => `${titleOf(one)} (${one.agency})`)).slice(
    0,
    1000,
  )
  return `Handed back, or passed on to whom? ${titles === '' ? 'Nothing is on the table now.' : `On the table: ${titles}.`}`
}

function close(turn: NetworkTurn, fields: Values): Answer {
  const names = ['did', 'borrow', 'avoid', 'resources'] as const
  const errors = fieldErrors(
    fields,
    ['did'],
    Object.fromEntries(names.map((name) => [name, maxLength.paragraph])),
  )
  if (hasErrors(errors)) return showErrors(errors)
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: {
      kind: 'close',
      did: fieldValue(fields, 'did'),
      borrow: fieldValue(fields, 'borrow'),
      avoid: fieldValue(fields, 'avoid'),
      resources: fieldValue(fields, 'resources'),
    },
    done: (after) =>
      card(
        textBlock(rich`${bold(after.name)} is closed. Thank you for ending it well.`),
        buttons(button('Reopen', 'reopen', { network: after.id })),
        offerAtTheEnd(after),
      ),
  }
}

/** The closing as the homes see it, and what members see of a closed network. */
export function closedCard(network: Network, people?: People): Card {
  const { did = '', borrow = '', avoid = '', resources = '' } = network.closing ?? {}
  const said = (label: string, words: string) =>
    words === '' ? [] : [{ kind: 'quote' as const, text: words, by: label }]
  const there = standingResources(network)
  return card(
    heading(`${network.name} is closed`),
    { kind: 'quote', text: network.outcome, by: 'The shared outcome' },
    ...said('What we did, why and how', did),
    ...said('What others could borrow', borrow),
    ...said('What not to repeat', avoid),
    there.length === 0 ? undefined : { kind: 'list', items: there.map((resource) => resourceLine(resource)) },
    ...said('What happens to what is on the table', resources),
    people === undefined
      ? undefined
      : {
          kind: 'list',
          items: [...network.people.keys()].map(
            (person) => rich`Thank you, ${nameWithAgency(network, people, person)}.`,
          ),
        },
    offerAtTheEnd(network),
    buttons(storyButton(network)),
    people === undefined
      ? undefined
      : note(rich`Its members can read it, and reopen it for 30 days with ${codeRun('/network reopen')}.`),
  )
}

function reopen(turn: NetworkTurn): RunCommand {
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'reopen' },
    done: (after) =>
      card(
        textBlock(rich`${bold(after.name)} is open again. ${bareCountText(after)}`),
        buttons(button('Plan a meeting', 'meet', { network: after.id })),
      ),
  }
}

export const stallOptionsModule: CommandModule = {
  commands: [
    {
      name: 'reframe',
      help: 'propose a new shared outcome; two agencies agree',
      needs: 'network',
      handle: reframeForm,
    },
    {
      name: 'extend',
      help: 'for angels: one or two more meetings, once',
      needs: 'network',
      handle: extendCard,
    },
    { name: 'close', help: 'close the network well', needs: 'network', handle: closeForm },
    { name: 'reopen', help: 'reopen it within 30 days', needs: 'network', whileClosed: true, handle: reopen },
  ],
  actions: {
    agree: { needs: 'network', handle: (turn, { proposal = '' }) => answerReframe(turn, proposal, true) },
    disagree: { needs: 'network', handle: (turn, { proposal = '' }) => answerReframe(turn, proposal, false) },
    'extend-by': { needs: 'network', handle: (turn, { meetings }) => extend(turn, meetings === '2' ? 2 : 1) },
  },
  forms: {
    reframe: { needs: 'network', handle: reframe },
    close: { needs: 'network', handle: close },
  },
}
