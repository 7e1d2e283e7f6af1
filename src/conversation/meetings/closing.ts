// Closing well, what homes and members see of a closed network, and reopening it.
import type { Block, Card } from '../../chat/card.ts'
import type { Values } from '../../chat/inbound.ts'
import { forbidden } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import { standingResources } from '../../domain/table/table.ts'
import { type Answer, openForm, type RunCommand, showErrors } from '../answers.ts'
import { storyButton } from '../documents/story.ts'
import { listBlock, quote } from '../kit/card-parts.ts'
import { fieldErrors, fieldValue, hasErrors, maxLength, paragraphField } from '../kit/form-fields.ts'
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
import { offerAtTheEnd } from '../phases/lesson-library.ts'
import type { NetworkTurn, People } from '../turn.ts'
import { bareCountText } from './count-text.ts'

export function closeForm(turn: NetworkTurn): Answer {
  const why = forbidden(turn.network, 'close', turn.speaker.id)
  if (why !== undefined) return refusalAnswer(why, turn.people, turn.network)
  return openForm({
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
        hint: leftoverHint(turn.network),
      }),
    ],
    submit: 'Close it',
    values: { network: turn.network.id },
  })
}

/** Names what stands on the table, so that nobody has to remember what there is to hand back. */
function leftoverHint(network: Network): string {
  const titles = standingResources(network).map((one) => `${titleOf(one)} (${one.agency})`)
  const question = 'Handed back, or passed on to whom?'
  if (titles.length === 0) return `${question} Nothing is on the table now.`
  return `${question} On the table: ${listText(titles).slice(0, 1000)}.`
}

const closingLengths = {
  did: maxLength.paragraph,
  borrow: maxLength.paragraph,
  avoid: maxLength.paragraph,
  resources: maxLength.paragraph,
}

export function submitClose(turn: NetworkTurn, fields: Values): Answer {
  const errors = fieldErrors(fields, ['did'], closingLengths)
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

/** The closing as the homes see it. Without `people`, as in the overview of members, it thanks nobody by name. */
export function closedCard(network: Network, people?: People): Card {
  const { did, borrow, avoid, resources } = network.closing ?? {}
  const blocks: (Block | undefined)[] = [
    heading(`${network.name} is closed`),
    quote(network.outcome, 'The shared outcome'),
    answerQuote('What we did, why and how', did),
    answerQuote('What others could borrow', borrow),
    answerQuote('What not to repeat', avoid),
    listBlock(standingResources(network).map((resource) => resourceLine(resource))),
    answerQuote('What happens to what is on the table', resources),
  ]
  if (people !== undefined) blocks.push(thanksList(network, people))
  blocks.push(offerAtTheEnd(network), buttons(storyButton(network)))
  if (people !== undefined)
    blocks.push(
      note(rich`Its members can read it, and reopen it for 30 days with ${codeRun('/network reopen')}.`),
    )
  return card(...blocks)
}

function answerQuote(question: string, answer = ''): Block | undefined {
  if (answer === '') return undefined
  return quote(answer, question)
}

function thanksList(network: Network, people: People): Block {
  const members = [...network.people.keys()]
  return {
    kind: 'list',
    items: members.map((person) => rich`Thank you, ${nameWithAgency(network, people, person)}.`),
  }
}

export function reopen(turn: NetworkTurn): RunCommand {
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
