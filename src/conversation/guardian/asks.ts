// Asking the guardian angel, and the angel's answers.
import type { Card } from '../../chat/card.ts'
import type { Form } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import type { AskKind } from '../../domain/core/terms.ts'
import type { Refusal } from '../../domain/decision.ts'
import { notAnswerable } from '../../domain/guardian/asks.ts'
import { forbidden } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, openForm, type RunCommand, showErrors } from '../answers.ts'
import {
  choiceField,
  fieldErrors,
  fieldValue,
  hasErrors,
  lineField,
  maxLength,
  paragraphField,
} from '../kit/form-fields.ts'
import { personRun } from '../kit/labels.ts'
import { bold, button, buttons, card, rich, textBlock } from '../kit/markup.ts'
import { prefillErrors } from '../kit/prefill-errors.ts'
import { refusalAnswer } from '../kit/refusal-messages.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn, People } from '../turn.ts'
import { asksCard } from './ask-cards.ts'
import { otherAngels, peopleRuns, recipientsText } from './recipients.ts'

/** The kinds with their labels, and the words by which the form guesses one. */
const kinds: readonly (readonly [AskKind, string, RegExp])[] = [
  ['advise', 'Advise us: what would you do?', /\badvi[cs]e/i],
  ['mentor', 'Mentor us: think it through with us', /\bmentor/i],
  ['protect', 'Protect us: keep something away from us', /\bprotect/i],
  ['advocate', 'Speak up for us where we are not heard', /\badvocate|\bspeak\b/i],
  ['clear-the-way', 'Clear the way: take away what stops us', /\bclear\b|\bstops us\b/i],
]

function askForm(turn: NetworkTurn, words: string): Form {
  return {
    id: 'ask',
    title: 'Ask a guardian angel',
    intro: `${recipientsText(turn)} Every member can read it in the list of asks, with your name.`,
    fields: [
      paragraphField('text', 'What would you like to ask?', { initial: words }),
      choiceField(
        'of',
        'What would help?',
        kinds.map(([kind, label]) => [kind, label]),
        { initial: kinds.find(([, , pattern]) => pattern.test(words))?.[0] ?? 'advise' },
      ),
    ],
    submit: 'Ask',
    values: { network: turn.network.id, ask: turn.newId() },
    errors: prefillErrors('text', words),
  }
}

/** Opens the form, filled in, when there are words; without any the list comes first, if there is one. */
function askByWords(turn: NetworkTurn, words: string): Answer {
  const form = askForm(turn, words)
  if (words !== '' || turn.network.asks.size === 0) return openForm(form)
  return asksCard(turn, form)
}

function submitAsk(turn: NetworkTurn, fields: Values, values: Values): Answer {
  const errors = fieldErrors(fields, ['text', 'of'], { text: maxLength.paragraph })
  const of = kinds.find(([kind]) => kind === fieldValue(fields, 'of'))?.[0]
  if (hasErrors(errors)) return showErrors(errors)
  if (of === undefined) return showErrors({ of: 'Choose one of these.' })
  const ask = values.ask ?? turn.newId()
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'ask', ask, of, text: fieldValue(fields, 'text') },
    done: (after, people) => askedCard(turn, { network: after, people, ask }),
    field: () => 'text',
  }
}

function askedCard(
  { speaker }: NetworkTurn,
  { network, people, ask }: { readonly network: Network; readonly people: People; readonly ask: string },
): Card {
  const recipients = otherAngels(network, speaker.id)
  const undo = button('Undo', 'take-back-ask', { network: network.id, ask })
  const showAll = button('Show all asks', 'asks', { network: network.id })
  if (recipients.length > 0)
    return card(
      textBlock(
        rich`I’ll put it to ${peopleRuns(people, recipients)} in their next working hour, and tell you what they answer.`,
      ),
      buttons(undo, showAll),
    )
  const nominate = button('Nominate a guardian angel', 'role', {
    network: network.id,
    role: 'guardian-angel',
  })
  return card(
    textBlock(
      rich`I’ve kept your question. ${bold(network.name)} has no guardian angel yet who could answer it, so nobody is told. The next one will get it. Who could you ask to be one?`,
    ),
    buttons(undo, nominate, showAll),
  )
}

function take({ network }: NetworkTurn, id: string): RunCommand {
  const values = { network: network.id, ask: id }
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'take-ask', ask: id },
    showsOnCard: true,
    done: (after, people) =>
      card(
        textBlock(
          rich`It’s yours. I’ll tell ${personRun(people, after.asks.get(id)?.by ?? '')}, and every other guardian angel will see that it’s taken.`,
        ),
        buttons(button('Done', 'finish-ask', values), button('Not mine', 'pass-ask', values)),
      ),
  }
}

type AnswerKind = 'finish-ask' | 'pass-ask'

interface AnswerTexts {
  readonly title: string
  readonly label: string
  readonly submit: string
  /** What the angel reads once it is submitted. */
  readonly reply: string
}

const answerTexts: { readonly [kind in AnswerKind]: AnswerTexts } = {
  'finish-ask': {
    title: 'What came of it?',
    label: 'What came of it?',
    submit: 'It is done',
    reply: 'Thank you. I’ll tell the person who asked.',
  },
  'pass-ask': {
    title: 'Not yours to do?',
    label: 'Why not, or who could do it?',
    submit: 'Not mine',
    reply: 'It stays open for any other guardian angel. If there is none, I’ll tell the person who asked.',
  },
}

/** A speaker who cannot answer is refused before the form opens. */
function answerForm(turn: NetworkTurn, kind: AnswerKind, ask: string): Answer {
  const { network, people, speaker } = turn
  const why = notAllowed(turn, kind) ?? notAnswerable(network, ask, speaker.id)
  if (why !== undefined) return refusalAnswer(why, people, network, turn.now)
  const { title, label, submit } = answerTexts[kind]
  const text = network.asks.get(ask)?.text.slice(0, 500) ?? ''
  return openForm({
    id: kind,
    title,
    intro: `“${text}” Every member can read what you write here, with your name.`,
    fields: [lineField('word', label, maxLength.sentence)],
    submit,
    values: { network: network.id, ask },
  })
}

function notAllowed({ network, speaker }: NetworkTurn, kind: AnswerKind): Refusal | undefined {
  const why = forbidden(network, kind, speaker.id)
  if (why !== undefined) return why
  if (network.closing !== undefined) return { kind: 'closed' }
  return undefined
}

function submitAnswer(
  { network }: NetworkTurn,
  fields: Values,
  { kind, ask }: { readonly kind: AnswerKind; readonly ask: string },
): Answer {
  const errors = fieldErrors(fields, ['word'], { word: maxLength.sentence })
  if (hasErrors(errors)) return showErrors(errors)
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind, ask, word: fieldValue(fields, 'word') },
    // What the angel passes on is in no later digest, so that the digest could not show it.
    showsOnCard: kind === 'finish-ask' ? true : undefined,
    done: () => card(textBlock(rich`${answerTexts[kind].reply}`)),
    field: () => 'word',
  }
}

export const asksModule: CommandModule = {
  commands: [
    {
      name: 'ask',
      takes: '[words]',
      help: 'ask your guardian angel to mentor, protect, advise, speak up for you or clear the way',
      needs: 'network',
      handle: askByWords,
    },
    {
      name: 'asks',
      help: 'what was asked of the guardian angel, and what came of it',
      needs: 'network',
      whileClosed: true,
      handle: (turn) => asksCard(turn),
    },
  ],
  actions: {
    ask: { needs: 'network', handle: (turn, { words = '' }) => openForm(askForm(turn, words)) },
    'take-ask': { needs: 'network', handle: (turn, { ask: id = '' }) => take(turn, id) },
    'finish-ask': {
      needs: 'network',
      handle: (turn, { ask: id = '' }) => answerForm(turn, 'finish-ask', id),
    },
    'pass-ask': { needs: 'network', handle: (turn, { ask: id = '' }) => answerForm(turn, 'pass-ask', id) },
    'take-back-ask': {
      needs: 'network',
      handle: (turn, { ask: id = '' }) => ({
        kind: 'run-command',
        network: turn.network.id,
        command: { kind: 'take-back-ask', ask: id },
        done: () =>
          card(
            textBlock(
              rich`I’ve taken it back. Anyone who hasn’t read it yet won’t. Where it’s been read, it now says that it was taken back.`,
            ),
          ),
      }),
    },
  },
  forms: {
    ask: { needs: 'network', handle: submitAsk },
    'finish-ask': {
      needs: 'network',
      handle: (turn, fields, { ask: id = '' }) => submitAnswer(turn, fields, { kind: 'finish-ask', ask: id }),
    },
    'pass-ask': {
      needs: 'network',
      handle: (turn, fields, { ask: id = '' }) => submitAnswer(turn, fields, { kind: 'pass-ask', ask: id }),
    },
  },
}
