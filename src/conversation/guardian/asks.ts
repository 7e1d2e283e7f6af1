// Asking the guardian angel, and the angel's answers.
import type { Form } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import type { AskKind } from '../../domain/core/terms.ts'
import { notAnswerable } from '../../domain/guardian/asks.ts'
import { holders } from '../../domain/membership/members.ts'
import { forbidden } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import { choice, errorsIn, line, most, paragraph, read, some, tooLong } from '../kit/form-fields.ts'
import { personRun } from '../kit/labels.ts'
import { bold, button, buttons, card, listed, listedRuns, say, text } from '../kit/markup.ts'
import { refusal } from '../kit/refusal-messages.ts'
import { type Answer, ask, type Do, mend, type NetworkTurn, type Room } from '../turn.ts'
import { asksCard } from './ask-cards.ts'

const kinds: readonly (readonly [AskKind, string, RegExp])[] = [
  ['advise', 'Advise us: what would you do?', /\badvi[cs]e/i],
  ['mentor', 'Mentor us: think it through with us', /\bmentor/i],
  ['protect', 'Protect us: keep something away from us', /\bprotect/i],
  ['advocate', 'Speak up for us where we are not heard', /\badvocate|\bspeak\b/i],
  ['clear-the-way', 'Clear the way: take away what stops us', /\bclear\b|\bstops us\b/i],
]

/** Those who would hear what this speaker asks. */
export function listeners(network: Network, speaker: string): readonly string[] {
  return holders(network, 'guardian-angel').filter((angel) => angel !== speaker)
}

export function whoHears({ network, people, speaker }: NetworkTurn): string {
  const names = listeners(network, speaker.id).map((angel) => people.get(angel)?.name ?? 'a guardian angel')
  return names.length === 0
    ? 'There is no guardian angel yet who could answer; I keep it for whoever becomes one.'
    : `A message goes to ${listed(names)}, in the next working hour there.`
}

function form(turn: NetworkTurn, words: string): Form {
  return {
    id: 'ask',
    title: 'Ask a guardian angel',
    intro: `${whoHears(turn)} Every member can read it in the list of asks, with your name.`,
    fields: [
      paragraph('text', 'What do you ask?', { initial: words }),
      choice(
        'of',
        'What would help?',
        kinds.map(([kind, label]) => [kind, label]),
        { initial: kinds.find(([, , pattern]) => pattern.test(words))?.[0] ?? 'advise' },
      ),
    ],
    submit: 'Ask',
    values: { network: turn.network.id, ask: turn.newId() },
    ...(words.length > most.paragraph && { errors: { text: tooLong(words.length, most.paragraph) } }),
  }
}

/** With words the form, filled in; without any the list first, if there is one. */
function said(turn: NetworkTurn, words: string): Answer {
  const empty = form(turn, words)
  return words !== '' || turn.network.asks.size === 0 ? ask(empty) : asksCard(turn, empty)
}

function submitAsk(turn: NetworkTurn, fields: Values, values: Values): Answer {
  const errors = errorsIn(fields, ['text', 'of'], { text: most.paragraph })
  const of = kinds.find(([kind]) => kind === read(fields, 'of'))?.[0]
  if (some(errors)) return mend(errors)
  if (of === undefined) return mend({ of: 'Choose one of these.' })
  const id = values.ask ?? turn.newId()
  return {
    kind: 'do',
    network: turn.network.id,
    command: { kind: 'ask', ask: id, of, text: read(fields, 'text') },
    done: (after, people) => {
      const told = listeners(after, turn.speaker.id)
      const values = { network: after.id, ask: id }
      return card(
        told.length === 0
          ? text(
              say`Kept. ${bold(after.name)} has no guardian angel yet who could answer it, so nobody is told. Whoever becomes one gets it. Whom could you ask?`,
            )
          : text(
              say`Asked. I tell ${listedRuns(told.map((angel) => say`${personRun(people, angel)}`))} in the next working hour there, and you what the answer is.`,
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

function take({ network }: NetworkTurn, id: string): Do {
  const values = { network: network.id, ask: id }
  return {
    kind: 'do',
    network: network.id,
    command: { kind: 'take-ask', ask: id },
    done: (after, people) =>
      card(
        text(
          say`You have it. I tell ${personRun(people, after.asks.get(id)?.by ?? '')}; to every other guardian angel it shows as taken.`,
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
  if (why !== undefined) return refusal(why, people, network, turn.now)
  const { title, label, submit } = closings[kind]
  const asked = network.asks.get(id)?.text.slice(0, 500) ?? ''
  return ask({
    id: kind,
    title,
    intro: `“${asked}” Every member can read what you write here, with your name.`,
    fields: [line('word', label, most.sentence)],
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
  const errors = errorsIn(fields, ['word'], { word: most.sentence })
  if (some(errors)) return mend(errors)
  return {
    kind: 'do',
    network: network.id,
    command: { kind, ask: id, word: read(fields, 'word') },
    done: () => card(text(say`${closings[kind].said}`)),
    field: () => 'word',
  }
}

export const asksRoom: Room = {
  words: [
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
      handle: (turn) => asksCard(turn),
    },
  ],
  presses: {
    ask: { needs: 'network', handle: (turn, { words = '' }) => ask(form(turn, words)) },
    'take-ask': { needs: 'network', handle: (turn, { ask: id = '' }) => take(turn, id) },
    'finish-ask': {
      needs: 'network',
      handle: (turn, { ask: id = '' }) => wordForm(turn, 'finish-ask', id),
    },
    'pass-ask': { needs: 'network', handle: (turn, { ask: id = '' }) => wordForm(turn, 'pass-ask', id) },
    'take-back-ask': {
      needs: 'network',
      handle: (turn, { ask: id = '' }) => ({
        kind: 'do',
        network: turn.network.id,
        command: { kind: 'take-back-ask', ask: id },
        done: () =>
          card(
            text(say`Taken back. Whoever has not read it by now will not; where it was read, it says so.`),
          ),
      }),
    },
  },
  submits: {
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
