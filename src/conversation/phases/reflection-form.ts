// Rounds of reflection: the prompts, who will see what is answered, and the answers in the words of those who gave them.
import type { Block, Card, Run } from '../../chat/card.ts'
import type { Form } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import { anonymityThreshold } from '../../domain/core/private-answers.ts'
import type { PromptName } from '../../domain/core/terms.ts'
import { lastRound, openRound, promptsOf, standingPrompts } from '../../domain/phases/reflection-rounds.ts'
import type { Network, ReflectionRound } from '../../domain/state.ts'
import {
  choiceField,
  fieldErrors,
  fieldValue,
  hasErrors,
  lineField,
  maxLength,
  paragraphField,
  tooLongMessage,
} from '../kit/form-fields.ts'
import { nameWithAgency, phaseNames } from '../kit/labels.ts'
import {
  bold,
  button,
  buttons,
  card,
  heading,
  note,
  pluralize,
  rich,
  textBlock,
  timeRun,
} from '../kit/markup.ts'
import { refusalAnswer } from '../kit/refusal-messages.ts'
import { dateTimeText } from '../meetings/meeting-forms.ts'
import {
  type Answer,
  type CommandModule,
  type NetworkTurn,
  openForm,
  type People,
  type RunCommand,
  showCard,
  showErrors,
  type Turn,
} from '../turn.ts'
import { answersCard, questionOf, roundNames } from './reflection-results.ts'

/** Said before anybody answers. */
function whoSees(network: Network): string {
  return `No member reads it before the round closes. Then what you wrote stands in every home of ${network.name}, for everyone in those channels, and in its story. You choose for each answer: with your name and agency, or without. Answers without a name are shown only if at least ${anonymityThreshold} of you gave one to the same question, in an order that tells nothing; fewer are destroyed, and I tell you. If you leave the network before, your answers go with you.`
}

const asField = (prompt: PromptName) => `${prompt}-as`

function roundForm(turn: NetworkTurn, round: ReflectionRound, typed = ''): Form {
  const [first] = promptsOf(round)
  const given = turn.draftReflections.get(round.id) ?? []
  return {
    id: 'reflect',
    title: 'Look back',
    intro: `${round.question === undefined ? '' : `“${round.question}” `}Open until ${dateTimeText(turn, round.closes)}. ${whoSees(turn.network)} Until then you can change each answer, or take it back by leaving its field empty.`,
    fields: promptsOf(round).flatMap((prompt, index) => {
      const mine = given.find((one) => one.prompt === prompt)
      return [
        paragraphField(prompt, labelOf(round, prompt), {
          optional: true,
          ...(mine && { initial: mine.text }),
          ...(prompt === first && typed !== '' && { initial: typed }),
        }),
        choiceField(
          asField(prompt),
          `Show answer ${index + 1}`,
          [
            ['named', 'With my name'],
            ['nameless', 'Without my name'],
          ],
          { optional: true, ...(mine && { initial: mine.named ? 'named' : 'nameless' }) },
        ),
      ]
    }),
    submit: 'Keep my answers',
    values: { network: turn.network.id, round: round.id },
    ...(first !== undefined &&
      typed.length > maxLength.paragraph && {
        errors: { [first]: tooLongMessage(typed.length, maxLength.paragraph) },
      }),
  }
}

/** People’s words stand where no chat reads markup, which a label is not. */
function labelOf(round: ReflectionRound, prompt: PromptName): string {
  return prompt === 'own-question' ? 'Your answer' : questionOf(round, prompt)
}

function submit(turn: NetworkTurn, fields: Values, { round = '' }: Values): Answer {
  const known = turn.network.rounds.get(round)
  const asked = known === undefined ? [] : promptsOf(known)
  const errors: Record<string, string> = {
    ...fieldErrors(fields, [], Object.fromEntries(asked.map((prompt) => [prompt, maxLength.paragraph]))),
  }
  const answered = asked.filter((prompt) => fieldValue(fields, prompt) !== '')
  for (const prompt of answered)
    if (!['named', 'nameless'].includes(fieldValue(fields, asField(prompt))))
      errors[asField(prompt)] = 'With your name, or without? Please choose.'
  if (hasErrors(errors)) return showErrors(errors)
  const answers = answered.map((prompt) => ({
    prompt,
    text: fieldValue(fields, prompt),
    named: fieldValue(fields, asField(prompt)) === 'named',
  }))
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'answer-round', round, answers },
    done: (after) => keptCard(turn, after, round, answers.length, asked.length),
    field: () => asked[0],
  }
}

function keptCard({ zone }: Turn, network: Network, round: string, given: number, asked: number): Card {
  const closes = network.rounds.get(round)?.closes ?? 0
  return card(
    textBlock(
      given === 0
        ? rich`Nothing of yours is kept. You can still answer until ${timeRun(closes, zone)}.`
        : rich`Kept privately: ${given} of ${pluralize(asked, 'answer')}. You can change them until ${timeRun(closes, zone)}; then they are shown as you chose.`,
    ),
    buttons(button(given === 0 ? 'Answer' : 'Change my answers', 'reflect', { network: network.id, round })),
  )
}

/** What each member is asked, in a direct message; once it is over, that it is. */
export function roundCard(
  network: Network,
  people: People,
  { round, changed }: { readonly round: string; readonly changed?: true },
): Card | undefined {
  const known = network.rounds.get(round)
  if (known === undefined || (known.closed !== undefined && !changed)) return undefined
  const title = heading(`${network.name}: looking back ${roundNames[known.boundary]}`)
  if (known.closed !== undefined)
    return card(
      title,
      textBlock(
        rich`This round is over. ${known.closed.answered === 0 ? 'Nobody answered it.' : 'What was answered stands in every home.'}`,
      ),
      buttons(button('Show the answers', 'reflect', { network: network.id, round })),
    )
  return card(
    title,
    textBlock(why(network, people, known)),
    { kind: 'list', items: promptsOf(known).map((prompt) => rich`${questionOf(known, prompt)}`) },
    textBlock(
      rich`Open until ${timeRun(known.closes, network.zone)}. Answer what you like, and leave out the rest.`,
    ),
    note(rich`${whoSees(network)}`),
    buttons(button('Answer', 'reflect', { network: network.id, round }, 'primary')),
  )
}

function why(network: Network, people: People, { boundary, by }: ReflectionRound): readonly Run[] {
  const who = by === undefined ? rich`A member` : nameWithAgency(network, people, by)
  switch (boundary) {
    case 'any-time':
      return rich`${who} asks all of you to look back.`
    case 'closed':
      return rich`${who} closed the network. What would you like to keep of it?`
    case 'back':
      return rich`${who} said that the network goes back a phase. That is no failure.`
    default:
      return rich`${who} said that the network crosses into ${phaseNames[boundary]}.`
  }
}

/** Once, to who has not answered. */
export function roundReminderCard(network: Network, round: string): Card | undefined {
  const known = network.rounds.get(round)
  if (known === undefined || known.closed !== undefined) return undefined
  return card(
    textBlock(
      rich`${bold(network.name)} is looking back ${roundNames[known.boundary]}, until ${timeRun(known.closes, network.zone)}. Is there something you would like to add? I do not ask again.`,
    ),
    buttons(button('Answer', 'reflect', { network: network.id, round }, 'primary')),
  )
}

/** For who gave answers without a name that are not shown. */
export function withheldAnswersCard(
  network: Network,
  { round, prompts }: { readonly round: string; readonly prompts: readonly PromptName[] },
): Card {
  const known = network.rounds.get(round) ?? {}
  return card(
    heading(`${network.name}: what you wrote without your name`),
    textBlock(
      rich`Fewer than ${anonymityThreshold} of you answered this without a name, so I showed none of it, and your answer is destroyed:`,
    ),
    { kind: 'list', items: prompts.map((prompt) => rich`${questionOf(known, prompt)}`) },
    textBlock(
      rich`Should it be heard? You could say it at the next meeting, or with your name in another round.`,
    ),
  )
}

/** With words: the answer to what is open begins with them, or the question to everyone. */
function said(turn: NetworkTurn, words: string): Answer {
  const open = openRound(turn.network)
  if (words === '' || turn.network.closing !== undefined) return reflect(turn)
  return openForm(open === undefined ? questionForm(turn, words) : roundForm(turn, open, words))
}

function questionForm(turn: NetworkTurn, words = ''): Form {
  const { network } = turn
  return {
    id: 'own-question',
    title: 'Ask everyone',
    intro: `Each member is asked in a direct message, in private, with your name beside the question, and has ${pluralize(network.settings.roundDays, 'day')}. ${whoSees(network)}`,
    fields: [lineField('question', 'Your question', maxLength.sentence, { initial: words })],
    submit: 'Ask everyone',
    values: { network: network.id, round: turn.newId() },
    ...(words.length > maxLength.sentence && {
      errors: { question: tooLongMessage(words.length, maxLength.sentence) },
    }),
  }
}

/** Nobody should word a question that cannot be asked now. */
function openQuestion(turn: NetworkTurn): Answer {
  const { network, people, now } = turn
  return openRound(network) === undefined
    ? openForm(questionForm(turn))
    : refusalAnswer({ kind: 'round-open' }, people, network, now)
}

function submitQuestion(turn: NetworkTurn, fields: Values, { round }: Values): Answer {
  const errors = fieldErrors(fields, ['question'], { question: maxLength.sentence })
  if (hasErrors(errors)) return showErrors(errors)
  return { ...begin(turn, round ?? turn.newId(), fieldValue(fields, 'question')), field: () => 'question' }
}

/** What is open for the speaker; else how to start a round, and what the last one brought. */
function reflect(turn: NetworkTurn, round?: string): Answer {
  const { network, people } = turn
  const open = openRound(network)
  const over = round === undefined || round === open?.id ? undefined : answersCard(network, people, round)
  if (over !== undefined) return showCard(over)
  if (open !== undefined) return openForm(roundForm(turn, open))
  const last = lastRound(network)
  const before = last && answersCard(network, people, last.id)
  if (network.closing !== undefined)
    return showCard(before ?? card(textBlock(rich`No round of reflection is open, and none was held.`)))
  return showCard(card(...startBlocks(turn), ...(before?.blocks ?? [])))
}

function startBlocks(turn: NetworkTurn): readonly (Block | undefined)[] {
  const { network } = turn
  const days = pluralize(network.settings.roundDays, 'day')
  return [
    heading('No round of reflection is open'),
    textBlock(
      rich`A round opens by itself when the network crosses into another phase. You can also start one now: each member is asked in a direct message, in private, and has ${days}.`,
    ),
    {
      kind: 'list',
      items: standingPrompts.map((prompt) => rich`${questionOf({}, prompt)}`),
    },
    note(rich`They read that you asked. ${whoSees(network)}`),
    buttons(
      button('Ask everyone', 'open-round', { network: network.id, round: turn.newId() }, 'primary'),
      button('Ask a question of your own', 'own-question', { network: network.id }),
    ),
  ]
}

function begin({ network, zone }: NetworkTurn, round: string, question?: string): RunCommand {
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'open-round', round, question },
    done: (after) => {
      const known = after.rounds.get(round)
      return card(
        textBlock(
          rich`Started. I ask each member in the next working hour there; it is open until ${timeRun(known?.closes ?? 0, zone)}.`,
        ),
        buttons(button('Answer', 'reflect', { network: after.id, round }, 'primary')),
      )
    },
  }
}

export const reflectionModule: CommandModule = {
  commands: [
    {
      name: 'reflect',
      takes: '[words]',
      help: 'answer the round of reflection that is open, or ask everyone to look back, with your own question if you like',
      needs: 'network',
      handle: said,
    },
  ],
  actions: {
    reflect: { needs: 'network', handle: (turn, { round }) => reflect(turn, round) },
    'own-question': { needs: 'network', handle: openQuestion },
    'open-round': { needs: 'network', handle: (turn, { round = '' }) => begin(turn, round) },
  },
  forms: {
    reflect: { needs: 'network', handle: submit },
    'own-question': { needs: 'network', handle: submitQuestion },
  },
}
