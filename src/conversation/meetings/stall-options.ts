// The ways on: reframe, extend, close well, reopen.
import type { Card } from '../../chat/card.ts'
import type { Values } from '../../chat/inbound.ts'
import { notExtendable } from '../../domain/meetings/six-meeting-rule.ts'
import { participant } from '../../domain/membership/members.ts'
import { forbidden } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import { standing } from '../../domain/table/table.ts'
import { storyButton } from '../documents/story.ts'
import { errorsIn, line, most, paragraph, read, some } from '../kit/form-fields.ts'
import { named, resourceLine, titleOf } from '../kit/labels.ts'
import { bold, button, buttons, card, heading, listed, note, say, text, typed } from '../kit/markup.ts'
import { refusal } from '../kit/refusal-messages.ts'
import { offerAtTheEnd } from '../phases/lesson-library.ts'
import { type Answer, ask, type Do, mend, type NetworkTurn, type People, type Room, show } from '../turn.ts'
import { countWords } from './count-text.ts'

/** Who may not submit a form is told before it opens. */
function unlessForbidden(
  turn: NetworkTurn,
  kind: 'propose-reframe' | 'close' | 'extend',
  answer: () => Answer,
): Answer {
  const why = forbidden(turn.network, kind, turn.speaker.id)
  return why === undefined ? answer() : refusal(why, turn.people, turn.network)
}

function reframeForm(turn: NetworkTurn): Answer {
  return unlessForbidden(turn, 'propose-reframe', () =>
    ask({
      id: 'reframe',
      title: 'Propose a new shared outcome',
      intro:
        'It goes to every home. Once a member of another agency agrees, it holds, and the count starts at 0.',
      fields: [
        line('outcome', 'New shared outcome', most.sentence, {
          hint: 'One sentence: for whom, and what will be different?',
        }),
        paragraph('why', 'Why?', { hint: 'What did you learn that makes this the better aim?' }),
      ],
      submit: 'Propose it',
      values: { network: turn.network.id, proposal: turn.newId() },
    }),
  )
}

function reframe(turn: NetworkTurn, fields: Values, values: Values): Answer {
  const errors = errorsIn(fields, ['outcome', 'why'], { outcome: most.sentence, why: most.paragraph })
  if (some(errors)) return mend(errors)
  const proposal = values.proposal ?? turn.newId()
  return {
    kind: 'do',
    network: turn.network.id,
    command: {
      kind: 'propose-reframe',
      proposal,
      outcome: read(fields, 'outcome'),
      why: read(fields, 'why'),
    },
    done: () => card(text(say`Proposed in every home. It holds once a member of another agency agrees.`)),
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
    text(say`${named(network, people, known.by)} proposed it: ${known.why}`),
    known.state === 'agreed' ? text(say`Two agencies agreed. ${countWords(network)}`) : undefined,
    known.state === 'refused'
      ? text(
          say`A member of another agency did not agree. What would both agencies stand for? ${typed('/network reframe')} proposes again.`,
        )
      : undefined,
    known.state === 'open' ? proposalButtons(network, proposal) : undefined,
    known.state === 'open'
      ? note(
          say`It takes a member of another agency than ${participant(network, known.by)?.agency ?? 'the proposer’s'}. The journal keeps who agreed.`,
        )
      : undefined,
  )
}

export function proposalButtons(network: Network, proposal: string) {
  const values = { network: network.id, proposal }
  return buttons(button('I agree', 'agree', values, 'primary'), button('Not like this', 'disagree', values))
}

function answerReframe(turn: NetworkTurn, proposal: string, agree: boolean): Do {
  return {
    kind: 'do',
    network: turn.network.id,
    command: { kind: agree ? 'agree-reframe' : 'refuse-reframe', proposal },
    done: (after) =>
      card(
        text(agree ? say`Agreed. The shared outcome is now:` : say`Noted. The shared outcome stays:`),
        { kind: 'quote', text: after.outcome },
        text(agree ? say`${countWords(after)}` : say`Every home sees that the new one was not agreed.`),
      ),
  }
}

function extendCard(turn: NetworkTurn): Answer {
  return unlessForbidden(turn, 'extend', () => {
    const why = notExtendable(turn.network)
    if (why !== undefined) return refusal(why, turn.people, turn.network)
    const values = (meetings: string) => ({ network: turn.network.id, meetings })
    return show(
      card(
        text(
          say`An extension gives ${bold(turn.network.name)} one or two more meetings to put something on the table. You can do it once; then it takes a resource, a new outcome, or a good end.`,
        ),
        buttons(
          button('One more meeting', 'extend-by', values('1'), 'primary'),
          button('Two more meetings', 'extend-by', values('2')),
        ),
      ),
    )
  })
}

function extend(turn: NetworkTurn, meetings: 1 | 2): Do {
  return {
    kind: 'do',
    network: turn.network.id,
    command: { kind: 'extend', meetings },
    done: (after) =>
      card(
        text(
          say`Extended by ${meetings === 1 ? 'one meeting' : 'two meetings'}. ${bold(after.name)} is moving again, and its homes know.`,
        ),
      ),
  }
}

function closeForm(turn: NetworkTurn): Answer {
  return unlessForbidden(turn, 'close', () =>
    ask({
      id: 'close',
      title: `Close ${turn.network.name} well`.slice(0, 60),
      intro:
        'A good end, not a failure. What you write is posted in every home and kept in the journal, with thanks by name and agency to each of you, guardian angels too; the story of the network is posted there with it, for everybody in those channels to read. Meetings are cancelled. Each member is asked the same in private, and the answers are posted when that round closes. Members can reopen it for 30 days.',
      fields: [
        paragraph('did', 'What did we do, and why, and how?'),
        paragraph('borrow', 'What should others borrow?', { optional: true }),
        paragraph('avoid', 'What should they not repeat?', { optional: true }),
        paragraph('resources', 'What happens to what is on the table?', {
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
  const titles = listed(standing(network).map((one) => `${titleOf(one)} (${one.agency})`)).slice(0, 1000)
  return `Handed back, or passed on to whom? ${titles === '' ? 'Nothing is on the table now.' : `On the table: ${titles}.`}`
}

function close(turn: NetworkTurn, fields: Values): Answer {
  const names = ['did', 'borrow', 'avoid', 'resources'] as const
  const errors = errorsIn(fields, ['did'], Object.fromEntries(names.map((name) => [name, most.paragraph])))
  if (some(errors)) return mend(errors)
  return {
    kind: 'do',
    network: turn.network.id,
    command: {
      kind: 'close',
      did: read(fields, 'did'),
      borrow: read(fields, 'borrow'),
      avoid: read(fields, 'avoid'),
      resources: read(fields, 'resources'),
    },
    done: (after) =>
      card(
        text(say`${bold(after.name)} is closed. Thank you for ending it well.`),
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
  const there = standing(network)
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
            (person) => say`Thank you, ${named(network, people, person)}.`,
          ),
        },
    offerAtTheEnd(network),
    buttons(storyButton(network)),
    people === undefined
      ? undefined
      : note(say`Its members can read it, and reopen it for 30 days with ${typed('/network reopen')}.`),
  )
}

function reopen(turn: NetworkTurn): Do {
  return {
    kind: 'do',
    network: turn.network.id,
    command: { kind: 'reopen' },
    done: (after) =>
      card(
        text(say`${bold(after.name)} is open again. ${countWords(after)}`),
        buttons(button('Plan a meeting', 'meet', { network: after.id })),
      ),
  }
}

export const waysOnRoom: Room = {
  words: [
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
    { name: 'reopen', help: 'reopen it within 30 days', needs: 'network', handle: reopen },
  ],
  presses: {
    agree: { needs: 'network', handle: (turn, { proposal = '' }) => answerReframe(turn, proposal, true) },
    disagree: { needs: 'network', handle: (turn, { proposal = '' }) => answerReframe(turn, proposal, false) },
    'extend-by': { needs: 'network', handle: (turn, { meetings }) => extend(turn, meetings === '2' ? 2 : 1) },
  },
  submits: {
    reframe: { needs: 'network', handle: reframe },
    close: { needs: 'network', handle: close },
  },
}
