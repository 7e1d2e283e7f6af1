// Hard limits: stated and lifted by an angel, and reported as near or crossed by anybody in the network.
import type { Form } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import type { LimitReportKind } from '../../domain/core/terms.ts'
import type { Refusal } from '../../domain/decision.ts'
import { maySettle } from '../../domain/guardian/hard-limits.ts'
import { may } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, openForm, type RunCommand, showCard, showErrors } from '../answers.ts'
import { quote } from '../kit/card-parts.ts'
import {
  choiceField,
  fieldErrors,
  fieldValue,
  hasErrors,
  lineField,
  maxLength,
  paragraphField,
} from '../kit/form-fields.ts'
import { button, buttons, card, rich, textBlock } from '../kit/markup.ts'
import { prefillErrors } from '../kit/prefill-errors.ts'
import { closedAnswer, refusalAnswer } from '../kit/refusal-messages.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn } from '../turn.ts'
import { limitsCard } from './limit-cards.ts'
import { urgentMessageText, urgentReply } from './recipients.ts'

function limitForm(turn: NetworkTurn, words: string): Form {
  return {
    id: 'limit',
    title: 'State a hard limit',
    intro:
      'What must this work not cross? Every member can read it with your name, on the network’s card and where something is bent. I’ll tell its public entrepreneurs.',
    fields: [paragraphField('text', 'The work must not …', { initial: words })],
    submit: 'State it',
    values: { network: turn.network.id, limit: turn.newId() },
    errors: prefillErrors('text', words),
  }
}

function submitLimit(turn: NetworkTurn, fields: Values, values: Values): Answer {
  const errors = fieldErrors(fields, ['text'], { text: maxLength.paragraph })
  if (hasErrors(errors)) return showErrors(errors)
  const limit = values.limit ?? turn.newId()
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'state-limit', limit, text: fieldValue(fields, 'text') },
    done: (after) =>
      card(
        textBlock(
          rich`The limit is in the list. If someone says it’s near or crossed, I’ll tell you at once.`,
        ),
        buttons(
          button('Undo', 'take-back-limit', { network: after.id, limit }),
          button('Lift it', 'lift-limit', { network: after.id, limit }),
          button('Show all limits', 'limits', { network: after.id }),
        ),
      ),
    field: () => 'text',
  }
}

/** A form that takes one sentence about a limit. */
interface CommentForm {
  readonly kind: 'touch-limit' | 'lift-limit' | 'settle-limit'
  readonly title: string
  readonly label: string
  readonly submit: string
  /** What the speaker reads once it is submitted; without it, the reply depends on who hears of it. */
  readonly reply?: string
}

const commentForms: readonly CommentForm[] = [
  {
    kind: 'touch-limit',
    title: 'A limit is near or crossed',
    label: 'What is happening?',
    submit: 'Tell them',
  },
  {
    kind: 'settle-limit',
    title: 'What was done about it?',
    label: 'What was done?',
    submit: 'It is settled',
  },
  {
    kind: 'lift-limit',
    title: 'Lift a hard limit',
    label: 'Why does it no longer hold?',
    submit: 'Lift it',
    reply:
      'The limit is lifted. I’ll tell the public entrepreneurs and the person who stated it, with your reason.',
  },
]

const reportKinds: readonly (readonly [LimitReportKind, string])[] = [
  ['near', 'Near: it could be crossed soon'],
  ['crossed', 'Crossed: it has happened'],
]

function openCommentForm(turn: NetworkTurn, form: CommentForm, id: string): Answer {
  const { network, people, now } = turn
  const { kind } = form
  const why = notCommentable(turn, kind, id)
  if (why !== undefined) return refusalAnswer(why, people, network, now)
  const intro = `${limitIntro(turn, kind, id)} Every member can read what you write here, with your name.`
  const comment = lineField('word', form.label, maxLength.sentence)
  const values = { network: network.id, limit: id }
  const { title, submit } = form
  if (kind !== 'touch-limit') return openForm({ id: kind, title, intro, fields: [comment], submit, values })
  return openForm({
    id: kind,
    title,
    intro: `${intro}${urgentMessageText(turn)}`,
    fields: [choiceField('how', 'Is it near or crossed?', reportKinds, { initial: 'near' }), comment],
    submit,
    values: { ...values, touch: turn.newId() },
  })
}

/** The words of the limit and, before it is settled by a second member, what the first one said was done. */
function limitIntro({ network, people }: NetworkTurn, kind: CommentForm['kind'], id: string): string {
  const { text = '', settling } = network.limits.get(id) ?? {}
  const limit = `“${text.slice(0, 500)}”`
  if (kind !== 'settle-limit' || settling?.by === undefined) return limit
  return `${limit} ${people.get(settling.by)?.name ?? 'Somebody'} says that this was done: “${settling.word}”`
}

/** Why this speaker cannot comment on the limit so, if they cannot. */
function notCommentable(
  { network, speaker }: NetworkTurn,
  kind: CommentForm['kind'],
  id: string,
): Refusal | undefined {
  const limit = network.limits.get(id)
  if (limit === undefined) return { kind: 'no-such-limit' }
  if (limit.lifted !== undefined) return { kind: 'limit-over' }
  if (kind === 'lift-limit' && !may(network, kind, speaker.id)) return { kind: 'only', who: 'angel' }
  if (kind === 'settle-limit' && !maySettle(network, speaker.id)) return { kind: 'only', who: 'angel' }
  return undefined
}

function submitCommentForm(
  turn: NetworkTurn,
  form: CommentForm,
  { fields, values }: { readonly fields: Values; readonly values: Values },
): Answer {
  const errors = fieldErrors(fields, ['word'], { word: maxLength.sentence })
  if (hasErrors(errors)) return showErrors(errors)
  const { kind, reply } = form
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: commentCommand(turn, kind, { fields, values }),
    done(after, people) {
      if (kind === 'touch-limit') return card(textBlock(urgentReply(after, people, turn.speaker.id)))
      return card(textBlock(rich`${reply ?? settledReply(after, values.limit)}`))
    },
    field: () => 'word',
  }
}

function settledReply({ limits }: Network, limit = ''): string {
  if (limits.get(limit)?.settling === undefined)
    return 'It’s settled. What was said about it stays in the list.'
  return 'I’ve kept what you wrote. There’s no guardian angel now, so a member of another agency needs to say so too. Ask one to open the list of limits.'
}

function commentCommand(
  turn: NetworkTurn,
  kind: CommentForm['kind'],
  { fields, values }: { readonly fields: Values; readonly values: Values },
): RunCommand['command'] {
  const { limit = '', touch = turn.newId() } = values
  const word = fieldValue(fields, 'word')
  if (kind !== 'touch-limit') return { kind, limit, word }
  const how = reportKinds.find(([known]) => known === fieldValue(fields, 'how'))?.[0] ?? 'near'
  return { kind, limit, touch, how, text: word }
}

/** An angel gets the form; others get what stands, and can ask an angel for a limit. */
function limitByWords(turn: NetworkTurn, words: string): Answer {
  const { network, speaker } = turn
  if (network.closing !== undefined) return words === '' ? limitsCard(turn) : closedAnswer(turn, words)
  if (!may(network, 'state-limit', speaker.id)) {
    if (words === '') return limitsCard(turn)
    return askForLimitCard(turn, words)
  }
  const form = limitForm(turn, words)
  if (words !== '' || network.limits.size === 0) return openForm(form)
  return limitsCard(turn, form)
}

/** A speaker who is no angel can ask one for the limit. */
function askForLimitCard({ network }: NetworkTurn, words: string): Answer {
  return showCard(
    card(
      textBlock(
        rich`Only a guardian angel can state hard limits, so I haven’t kept this as one. You can ask for it, or raise a flag if something is happening now.`,
      ),
      quote(words.slice(0, 1000)),
      buttons(
        button('Ask a guardian angel', 'ask', { network: network.id, words: words.slice(0, 1000) }),
        button('Raise a flag', 'flag', { network: network.id, words: words.slice(0, 1000) }),
        button('Show all limits', 'limits', { network: network.id }),
      ),
    ),
  )
}

export const hardLimitsModule: CommandModule = {
  commands: [
    {
      name: 'limit',
      takes: '[words]',
      help: 'the hard limits of the work, which a guardian angel states; say when one is near or crossed',
      needs: 'network',
      whileClosed: true,
      handle: limitByWords,
    },
  ],
  actions: {
    limit: { needs: 'network', handle: (turn) => openForm(limitForm(turn, '')) },
    limits: { needs: 'network', handle: (turn) => limitsCard(turn) },
    'take-back-limit': {
      needs: 'network',
      handle: ({ network }, { limit = '' }) => ({
        kind: 'run-command',
        network: network.id,
        command: { kind: 'take-back-limit', limit },
        done: () =>
          card(
            textBlock(
              rich`I’ve taken it back. It’s in no list any more, and where it’s already been read, it now says so.`,
            ),
          ),
      }),
    },
    ...Object.fromEntries(
      commentForms.map((one) => [
        one.kind,
        {
          needs: 'network',
          handle: (turn: NetworkTurn, { limit = '' }: Values) => openCommentForm(turn, one, limit),
        },
      ]),
    ),
  },
  forms: {
    limit: { needs: 'network', handle: submitLimit },
    ...Object.fromEntries(
      commentForms.map((one) => [
        one.kind,
        {
          needs: 'network',
          handle: (turn: NetworkTurn, fields: Values, values: Values) =>
            submitCommentForm(turn, one, { fields, values }),
        },
      ]),
    ),
  },
}
