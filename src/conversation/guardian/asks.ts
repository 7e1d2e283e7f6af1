// Asking the guardian angel, and the angel's answers.
import type { Form } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import type { AskKind } from '../../domain/core/terms.ts'
import { notAnswerable } from '../../domain/guardian/asks.ts'
import { holders } from '../../domain/membership/members.ts'
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
  tooLongMessage,
} from '../kit/form-fields.ts'
import { personRun } from '../kit/labels.ts'
import { bold, button, buttons, card, listRuns, listText, rich, textBlock } from '../kit/markup.ts'
import { refusalAnswer } from '../kit/refusal-messages.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn } from '../turn.ts'
import { asksCard } from './ask-cards.ts'

const kinds: readonly (readonly [AskKind, string, RegExp])[] = [
  ['advise', 'Advise us: what would you do?', /\badvi[cs]e/i],
  ['mentor', 'Mentor us: think it through with us', /\bmentor/i],
  ['protect', 'Protect us: keep something away from us', /\bprotect/i],
  ['advocate', 'Speak up for us where we are not heard', /\badvocate|\bspeak\b/i],
  ['clear-the-way', 'Clear the way: take away what stops us', /\bclear\b|\bstops us\b/i],
]

/** Those who would hear what this speaker asks. */
export function otherAngels(network: Network, speaker: string): readonly string[] {
  return holders(network, 'guardian-angel').filter((angel) => angel !== speaker)
}

export function recipientsText({ network, people, speaker }: NetworkTurn): string {
  const names = otherAngels(network, speaker.id).map((angel) => people.get(angel)?.name ?? 'a guardian angel')
  return names.length === 0
    ? 'There is no guardian angel yet who could answer; I keep it for whoever becomes one.'
    : `A message goes to ${listText(names)}, in the next working hour there.`
}

function form(turn: NetworkTurn, words: string): Form {
  return {
    id: 'ask',
    title: 'Ask a guardian angel',
    intro: `${recipientsText(turn)} Every member can read it in the list of asks, with your name.`,
    fields: [
      paragraphField('text', 'What do you ask?', { initial: words }),
      choiceField(
        'of',
        'What would help?',
        kinds.map(([kind, label]) => [kind, label]),
        { initial: kinds.find(([, , pattern]) => pattern.test(words))?.[0] ?? 'advise' },
      ),
    ],
    submit: 'Ask',
    values: { network: turn.network.id, ask: turn.newId() },
    ...(words.length > maxLength.paragraph && {
      errors: { text: tooLongMessage(words.length, maxLength.paragraph) },
    }),
  }
}

/** With words the form, filled in; without any the list first, if there is one. */
function said(turn: NetworkTurn, words: string): Answer {
  const empty = form(turn, words)
  return words !== '' || turn.network.asks.size === 0 ? openForm(empty) : asksCard(turn, empty)
}

function submitAsk(turn: NetworkTurn, fields: Values, values: Values): Answer {
  const errors = fieldErrors(fields, ['text', 'of'], { text: maxLength.paragraph })
  const of = kinds.find(([kind]) => kind === fieldValue(fields, 'of'))?.[0]
  if (hasErrors(errors)) return showErrors(errors)
  if (of === undefined) return showErrors({ of: 'Choose one of these.' })
  const id = values.ask ?? turn.newId()
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'ask', ask: id, of, text: fieldValue(fields, 'text') },
    done: (after, people) => {
      const told = otherAngels(after, turn.speaker.id)
      const values = { network: after.id, ask: id }
      return card(
        told.length === 0
          ? textBlock(
              rich`Kept. ${bold(after.name)} has no guardian angel yet who could answer it, so nobody is told. Whoever becomes one gets it. Whom could you ask?`,
            )
          : textBlock(
              rich`Asked. I tell ${listRuns(told.map((angel) => rich`${personRun(people, angel)}`))} in the next working hour there, and you what the answer is.`,
            ),
        buttons(
          button('Undo', 'take-back-ask', values),
          told.length === 0
            ? button('Nominate a guardian angel', 'role', { network: after.id, role: 'guardian-angel' })
            : undefined,
          button('Show all asks', 'asks', { network: after.id }),
        ),
      )
    },
    field: () => 'text',
  }
}

function take({ network }: NetworkTurn, id: string): RunCommand {
  const values = { network: network.id, ask: id }
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'take-ask', ask: id },
    done: (after, people) =>
      card(
        textBlock(
          rich`You have it. I tell ${personRun(people, after.asks.get(id)?.by ?? '')}; to every other guardian angel it shows as taken.`,
        ),
        buttons(button('Done', 'finish-ask', values), button('Not mine', 'pass-ask', values)),
      ),
  }
}

const closings = {
  'finish-ask': {
    title: 'What came of it?',
    label: 'What came of it?',
    submit: 'It is done',
    said: 'Done. Thank you; whoever asked hears it from me.',
  },
  'pass-ask': {
    title: 'Not yours to do?',
    label: 'Why not, or who could do it?',
    submit: 'Not mine',
    said: 'Noted. It stays open for any other guardian angel; whoever asked hears of it if there is none.',
  },
} as const

/** Who cannot answer is told before the form opens. */
function wordForm(turn: NetworkTurn, kind: keyof typeof closings, id: string): Answer {
  const { network, people, speaker } = turn
  const closed = network.closing === undefined ? undefined : ({ kind: 'closed' } as const)
  const why = forbidden(network, kind, speaker.id) ?? closed ?? notAnswerable(network, id, speaker.id)
  if (why !== undefined) return refusalAnswer(why, people, network, turn.now)
  const { title, label, submit } = closings[kind]
  const asked = network.asks.get(id)?.text.slice(0, 500) ?? ''
  return openForm({
    id: kind,
    title,
    intro: `“${asked}” Every member can read what you write here, with your name.`,
    fields: [lineField('word', label, maxLength.sentence)],
    submit,
    values: { network: network.id, ask: id },
  })
}

function submitWord(
  { network }: NetworkTurn,
  kind: keyof typeof closings,
  fields: Values,
  id: string,
): Answer {
  const errors = fieldErrors(fields, ['word'], { word: maxLength.sentence })
  if (hasErrors(errors)) return showErrors(errors)
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind, ask: id, word: fieldValue(fields, 'word') },
    done: () => card(textBlock(rich`${closings[kind].said}`)),
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
      handle: said,
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
    ask: { needs: 'network', handle: (turn, { words = '' }) => openForm(form(turn, words)) },
    'take-ask': { needs: 'network', handle: (turn, { ask: id = '' }) => take(turn, id) },
    'finish-ask': {
      needs: 'network',
      handle: (turn, { ask: id = '' }) => wordForm(turn, 'finish-ask', id),
    },
    'pass-ask': { needs: 'network', handle: (turn, { ask: id = '' }) => wordForm(turn, 'pass-ask', id) },
    'take-back-ask': {
      needs: 'network',
      handle: (turn, { ask: id = '' }) => ({
        kind: 'run-command',
        network: turn.network.id,
        command: { kind: 'take-back-ask', ask: id },
        done: () =>
          card(
            textBlock(
              rich`Taken back. Whoever has not read it by now will not; where it was read, it says so.`,
            ),
          ),
      }),
    },
  },
  forms: {
    ask: { needs: 'network', handle: submitAsk },
    'finish-ask': {
      needs: 'network',
      handle: (turn, fields, { ask: id = '' }) => submitWord(turn, 'finish-ask', fields, id),
    },
    'pass-ask': {
      needs: 'network',
      handle: (turn, fields, { ask: id = '' }) => submitWord(turn, 'pass-ask', fields, id),
    },
  },
}
