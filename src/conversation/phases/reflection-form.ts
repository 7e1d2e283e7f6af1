// Rounds of reflection: answering one, starting one, and asking a question of one's own.
import type { Block, Card } from '../../chat/card.ts'
import type { Field, Form } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import { anonymityThreshold, type ReflectionAnswer } from '../../domain/core/private-answers.ts'
import type { PromptName } from '../../domain/core/terms.ts'
import { isMember } from '../../domain/membership/members.ts'
import { lastRound, openRound, promptsOf, standingPrompts } from '../../domain/phases/reflection-rounds.ts'
import type { ReflectionRound } from '../../domain/phases/state.ts'
import { type Answer, openForm, type RunCommand, showCard, showErrors } from '../answers.ts'
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
import { button, buttons, card, heading, note, pluralize, rich, textBlock, timeRun } from '../kit/markup.ts'
import { refusalAnswer } from '../kit/refusal-messages.ts'
import { dateTimeText } from '../meetings/meeting-forms.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn } from '../turn.ts'
import { answersCard, questionOf } from './reflection-results.ts'
import { answerReadersText } from './reflection-round-cards.ts'

/** The field in which a member chooses whether the answer to the prompt carries their name. */
function namingField(prompt: PromptName): string {
  return `${prompt}-as`
}

/** `typed` is text that was typed after the command; it becomes the answer to the first prompt. */
function roundForm(turn: NetworkTurn, round: ReflectionRound, typed = ''): Form {
  const quotedQuestion = round.question === undefined ? '' : `“${round.question}” `
  const prompts = promptsOf(round)
  return {
    id: 'reflect',
    title: 'Look back',
    intro: `${quotedQuestion}Open until ${dateTimeText(turn, round.closes)}. ${answerReadersText(turn.network)} Until then you can change your answer, or clear it to take it back.`,
    fields: roundFields(turn, round, typed),
    submit: 'Keep my answers',
    values: { network: turn.network.id, round: round.id },
    errors: tooLongError(prompts[0], typed, maxLength.paragraph),
  }
}

function roundFields(turn: NetworkTurn, round: ReflectionRound, typed: string): readonly Field[] {
  const drafts = turn.draftReflections.get(round.id) ?? []
  const fields: Field[] = []
  for (const [index, prompt] of promptsOf(round).entries()) {
    const draft = drafts.find((one) => one.prompt === prompt)
    const isTypedAnswer = index === 0 && typed !== ''
    fields.push(
      paragraphField(prompt, labelOf(round, prompt), {
        optional: true,
        initial: isTypedAnswer ? typed : draft?.text,
      }),
      choiceField(namingField(prompt), `Show answer ${index + 1}`, namingOptions, {
        optional: true,
        initial: draft && namingOf(draft),
      }),
    )
  }
  return fields
}

const namingOptions = [
  ['named', 'With my name'],
  ['nameless', `Without my name: shown only if ${anonymityThreshold} of you do so, otherwise destroyed`],
] as const

function namingOf({ named }: ReflectionAnswer): 'named' | 'nameless' {
  return named ? 'named' : 'nameless'
}

/** The error of a field that is filled in with text beyond the limit. Returns `undefined` where the text fits. */
function tooLongError(field: string | undefined, text: string, limit: number): Values | undefined {
  if (field === undefined || text.length <= limit) return undefined
  return { [field]: tooLongMessage(text.length, limit) }
}

/** A label may be rendered as markup, so a member's own question is shown in the intro and not as a label. */
function labelOf(round: ReflectionRound, prompt: PromptName): string {
  return prompt === 'own-question' ? 'Your answer' : questionOf(round, prompt)
}

function submit(turn: NetworkTurn, fields: Values, { round = '' }: Values): Answer {
  const known = turn.network.rounds.get(round)
  const prompts = known === undefined ? [] : promptsOf(known)
  const errors = roundErrors(prompts, fields)
  if (hasErrors(errors)) return showErrors(errors)
  const answers = answeredPrompts(prompts, fields).map((prompt) => ({
    prompt,
    text: fieldValue(fields, prompt),
    named: fieldValue(fields, namingField(prompt)) === 'named',
  }))
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'answer-round', round, answers },
    done: (after) =>
      savedCard({ ...turn, network: after }, { round, answers: answers.length, prompts: prompts.length }),
    field: () => prompts[0],
  }
}

function roundErrors(prompts: readonly PromptName[], fields: Values): Values {
  const caps = Object.fromEntries(prompts.map((prompt) => [prompt, maxLength.paragraph]))
  const errors: Record<string, string> = { ...fieldErrors(fields, [], caps) }
  for (const prompt of answeredPrompts(prompts, fields)) {
    const field = namingField(prompt)
    const isChosen = ['named', 'nameless'].includes(fieldValue(fields, field))
    if (!isChosen) errors[field] = 'With your name, or without? Please choose.'
  }
  return errors
}

function answeredPrompts(prompts: readonly PromptName[], fields: Values): readonly PromptName[] {
  return prompts.filter((prompt) => fieldValue(fields, prompt) !== '')
}

interface SavedAnswers {
  readonly round: string
  /** The number of answers given. */
  readonly answers: number
  /** The number of prompts of the round. */
  readonly prompts: number
}

function savedCard({ network, zone }: NetworkTurn, { round, answers, prompts }: SavedAnswers): Card {
  const closes = timeRun(network.rounds.get(round)?.closes ?? 0, zone)
  const values = { network: network.id, round }
  if (answers === 0)
    return card(
      textBlock(rich`You have no answers in this round. You can still answer until ${closes}.`),
      buttons(button('Answer', 'reflect', values)),
    )
  return card(
    textBlock(
      rich`I’ve kept ${answers} of ${pluralize(prompts, 'answer')} in private. You can change them until ${closes}; then they’ll be shown the way you chose.`,
    ),
    buttons(button('Change my answers', 'reflect', values)),
  )
}

/** Typed text becomes the answer to the open round or, without one, a question to everyone. */
function reflectByWords(turn: NetworkTurn, text: string): Answer {
  if (text === '') return reflect(turn)
  const open = openRound(turn.network)
  if (open === undefined && turn.network.closing !== undefined) return reflect(turn)
  if (open === undefined) return openForm(questionForm(turn, text))
  return answerForm(turn, open, text)
}

/** Refuses whoever is no member before the form opens. */
function answerForm(turn: NetworkTurn, round: ReflectionRound, typed = ''): Answer {
  const { network, people, speaker } = turn
  if (!isMember(network, speaker.id)) return refusalAnswer({ kind: 'members-answer' }, people, network)
  return openForm(roundForm(turn, round, typed))
}

function questionForm(turn: NetworkTurn, question = ''): Form {
  const { network } = turn
  return {
    id: 'own-question',
    title: 'Ask everyone',
    intro: `I’ll ask each member in a direct message, in private, with your name beside the question. They’ll have ${pluralize(network.settings.roundDays, 'day')}. ${answerReadersText(network)}`,
    fields: [lineField('question', 'Your question', maxLength.sentence, { initial: question })],
    submit: 'Ask everyone',
    values: { network: network.id, round: turn.newId() },
    errors: tooLongError('question', question, maxLength.sentence),
  }
}

/** Refuses while a round is open, so that nobody words a question that cannot be asked. */
function openQuestion(turn: NetworkTurn): Answer {
  const { network, people, now } = turn
  if (openRound(network) !== undefined) return refusalAnswer({ kind: 'round-open' }, people, network, now)
  return openForm(questionForm(turn))
}

function submitQuestion(turn: NetworkTurn, fields: Values, { round }: Values): Answer {
  const errors = fieldErrors(fields, ['question'], { question: maxLength.sentence })
  if (hasErrors(errors)) return showErrors(errors)
  return {
    ...startRound(turn, round ?? turn.newId(), fieldValue(fields, 'question')),
    field: () => 'question',
  }
}

/**
 * The answers of the given round if it is over; else the form of the open round; else the answers of the last round and,
 * while the network is open, how to start another.
 */
function reflect(turn: NetworkTurn, round?: string): Answer {
  const { network, people } = turn
  const open = openRound(network)
  if (round !== undefined && round !== open?.id) {
    const answers = answersCard(network, people, round)
    if (answers !== undefined) return showCard(answers)
  }
  if (open !== undefined) return answerForm(turn, open)
  const lastAnswers = lastAnswersCard(turn)
  if (network.closing !== undefined)
    return showCard(lastAnswers ?? card(textBlock(rich`No round of reflection is open, and none was held.`)))
  return showCard(card(...startBlocks(turn), ...(lastAnswers?.blocks ?? [])))
}

function lastAnswersCard({ network, people }: NetworkTurn): Card | undefined {
  const round = lastRound(network)
  if (round === undefined) return undefined
  return answersCard(network, people, round.id)
}

function startBlocks(turn: NetworkTurn): readonly (Block | undefined)[] {
  const { network } = turn
  const days = pluralize(network.settings.roundDays, 'day')
  return [
    heading('No round of reflection is open'),
    textBlock(
      rich`A round opens by itself when the network crosses into another phase. You can also start one now: I’ll ask each member in a direct message, in private, and they’ll have ${days}.`,
    ),
    {
      kind: 'list',
      items: standingPrompts.map((prompt) => rich`${questionOf({}, prompt)}`),
    },
    note(rich`They’ll see that you asked. ${answerReadersText(network)}`),
    buttons(
      button('Ask everyone', 'open-round', { network: network.id, round: turn.newId() }, 'primary'),
      button('Ask a question of your own', 'own-question', { network: network.id }),
      button('More about who reads it', 'privacy', {}),
    ),
  ]
}

function startRound({ network, zone }: NetworkTurn, round: string, question?: string): RunCommand {
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'open-round', round, question },
    done: (after) => {
      const known = after.rounds.get(round)
      return card(
        textBlock(
          rich`I’ll ask each member in their next working hour. The round is open until ${timeRun(known?.closes ?? 0, zone)}.`,
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
      help: 'answer the open round of reflection, or ask everyone to look back, with your own question if you like',
      needs: 'network',
      whileClosed: true,
      handle: reflectByWords,
    },
  ],
  actions: {
    reflect: { needs: 'network', handle: (turn, { round }) => reflect(turn, round) },
    'own-question': { needs: 'network', handle: openQuestion },
    'open-round': { needs: 'network', handle: (turn, { round = '' }) => startRound(turn, round) },
  },
  forms: {
    reflect: { needs: 'network', handle: submit },
    'own-question': { needs: 'network', handle: submitQuestion },
  },
}
