// Closing well, what homes and members see of a closed network, and reopening it.
import type { Block, Card, Run } from '../../chat/card.ts'
import type { Values } from '../../chat/inbound.ts'
import type { PersonId } from '../../domain/core/ids.ts'
import { rolesOf } from '../../domain/membership/members.ts'
import { forbidden } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import { standingResources } from '../../domain/table/table.ts'
import { type Answer, openForm, type RunCommand, showErrors } from '../answers.ts'
import { chosenExtras, extraFields } from '../documents/closing-extras.ts'
import { storyButton } from '../documents/story.ts'
import { listBlock, quote } from '../kit/card-parts.ts'
import { fieldErrors, fieldValue, hasErrors, maxLength, paragraphField } from '../kit/form-fields.ts'
import { nameWithAgency, personRun, resourceLine, roleNames, titleOf } from '../kit/labels.ts'
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
} from '../kit/markup.ts'
import { prefillErrors } from '../kit/prefill-errors.ts'
import { channelLocale } from '../kit/reader-locale.ts'
import { refusalAnswer } from '../kit/refusal-messages.ts'
import { offerAtTheEnd } from '../phases/lesson-library.ts'
import type { NetworkTurn, People } from '../turn.ts'
import { bareCountText } from './count-text.ts'

/** `did` is what was typed after the command. */
export function closeForm(turn: NetworkTurn, did = ''): Answer {
  const why = forbidden(turn.network, 'close', turn.speaker.id)
  if (why !== undefined) return refusalAnswer(why, turn.people, turn.network)
  return openForm({
    id: 'close',
    title: `Close ${turn.network.name} well`.slice(0, 60),
    intro:
      'A good end, not a failure. I’ll post what you write in the network’s channels, with thanks by name and agency to everyone who took part. I’ll post the story there too, for everybody in those channels to read. It leaves out bends, asks and their answers, blockers, limits and flags unless you put them in below. Members and guardian angels get the whole story in a direct message. Planned meetings are cancelled. I’ll ask each member the same questions in private, and post the answers when that round closes. Members can reopen the network for 30 days.',
    fields: [
      paragraphField('did', 'What did we do, and why, and how?', { initial: did }),
      paragraphField('borrow', 'What should others borrow?', { optional: true }),
      paragraphField('avoid', 'What should they not repeat?', { optional: true }),
      paragraphField('resources', 'What happens to what is on the table?', {
        optional: true,
        initial: leftoverLines(turn.network),
        hint: 'One line for each thing there now: who gets it, or gets it back?',
      }),
      ...extraFields(turn.network),
    ],
    submit: 'Close it',
    values: { network: turn.network.id },
    errors: prefillErrors('did', did),
  })
}

/** A line to be changed for each thing on the table, so that none is forgotten. */
function leftoverLines(network: Network): string | undefined {
  const lines = standingResources(network).map(
    (one) => `${titleOf(one, channelLocale)}: goes back to ${one.agency}`,
  )
  const fitting = lines.filter(
    (_, index) => lines.slice(0, index + 1).join('\n').length <= maxLength.paragraph,
  )
  return fitting.length === 0 ? undefined : fitting.join('\n')
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
  const posted = chosenExtras(fields)
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: {
      kind: 'close',
      did: fieldValue(fields, 'did'),
      borrow: fieldValue(fields, 'borrow'),
      avoid: fieldValue(fields, 'avoid'),
      resources: fieldValue(fields, 'resources'),
      posted: posted.length === 0 ? undefined : posted,
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
export function closedCard(network: Network, locale: string | undefined, people?: People): Card {
  const blocks = [...closingBlocks(network, people, locale), buttons(storyButton(network))]
  return card(...blocks, people === undefined ? undefined : reopenNote())
}

/** The closing as each member and angel gets it, with the whole story. Returns `undefined` if it was reopened at once. */
export function closedWithStoryCard(
  network: Network,
  people: People,
  locale: string | undefined,
): Card | undefined {
  if (network.closing === undefined) return undefined
  return card(
    ...closingBlocks(network, people, locale),
    textBlock(
      rich`You took part, so the whole story comes with this message: a page to read or print, and Markdown. ${postedText(network)} Ask the people in it before you pass it on.`,
    ),
    reopenNote(),
  )
}

function postedText({ closing }: Network): string {
  const extras = closing?.posted ?? []
  const left = 'bends, asks and their answers, blockers, limits and flags'
  if (extras.length === 0) return `The story in the channels leaves out ${left}.`
  return `Of ${left}, the story in the channels has only the ${listText(extras)}.`
}

function reopenNote(): Block {
  return note(rich`Members can read it, and reopen it for 30 days with ${codeRun('/network reopen')}.`)
}

function closingBlocks(
  network: Network,
  people: People | undefined,
  locale: string | undefined,
): readonly (Block | undefined)[] {
  const { did, borrow, avoid, resources = '' } = network.closing ?? {}
  return [
    heading(`${network.name} is closed`),
    quote(network.outcome, 'The shared outcome'),
    answerQuote('What we did, why and how', did),
    answerQuote('What others could borrow', borrow),
    answerQuote('What not to repeat', avoid),
    resources === ''
      ? leftoverList(network, locale)
      : answerQuote('What happens to what is on the table', resources),
    ...(people === undefined ? [] : thanks(network, people)),
    offerAtTheEnd(network),
  ]
}

function leftoverList(network: Network, locale: string | undefined): Block | undefined {
  return listBlock(standingResources(network).map((resource) => resourceLine(resource, locale)))
}

function answerQuote(question: string, answer = ''): Block | undefined {
  if (answer === '') return undefined
  return quote(answer, question)
}

/** Thanks everyone who is in the network, with their roles, and everyone who was. */
function thanks(network: Network, people: People): readonly (Block | undefined)[] {
  const present = [...network.people.keys()]
  const past = new Set(network.roles.map(({ person }) => person).filter((one) => !network.people.has(one)))
  const names = [...past].map((person) => [personRun(people, person)])
  return [
    listBlock(present.map((person) => thanksLine(network, people, person))),
    names.length === 0
      ? undefined
      : textBlock(rich`Thank you also to ${listRuns(names)}, for the time you were part of it.`),
  ]
}

function thanksLine(network: Network, people: People, person: PersonId): readonly Run[] {
  const roles = rolesOf(network, person).map((role) => roleNames[role])
  const name = nameWithAgency(network, people, person)
  if (roles.length === 0) return rich`Thank you, ${name}.`
  return rich`Thank you, ${name}, ${listText(roles)}.`
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
