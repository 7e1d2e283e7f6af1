// Bends: noting what was bent and why, and the angel's decision on it.
import type { Block, Run } from '../../chat/card.ts'
import type { Form } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import type { Refusal } from '../../domain/decision.ts'
import { notDecidable, waitingBends } from '../../domain/guardian/bends.ts'
import { forbidden } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import { isTakenBackInTime } from '../../domain/taken-back.ts'
import { type Answer, openForm, type RunCommand, showCard, showErrors } from '../answers.ts'
import { moreBlock } from '../kit/card-parts.ts'
import {
  fieldErrors,
  fieldValue,
  hasErrors,
  lineField,
  maxLength,
  paragraphField,
} from '../kit/form-fields.ts'
import { personRun } from '../kit/labels.ts'
import { button, buttons, card, heading, listText, note, rich, textBlock, timeRun } from '../kit/markup.ts'
import { prefillErrors } from '../kit/prefill-errors.ts'
import { closedAnswer, refusalAnswer } from '../kit/refusal-messages.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn, People } from '../turn.ts'
import { bendBlocks, maxBendsPerMessage } from './bend-cards.ts'
import { limitsBlock, limitsLine } from './limit-cards.ts'
import { otherAngelNames, otherAngels, peopleRuns } from './recipients.ts'

function bendForm(turn: NetworkTurn, words: string): Form {
  return {
    id: 'bend',
    title: 'Note what was bent',
    intro: bendIntro(turn),
    fields: [
      paragraphField('what', 'What did you bend, or do?', { initial: words }),
      paragraphField('why', 'Why was it right in this case?'),
    ],
    submit: 'Note it',
    values: { network: turn.network.id, bend: turn.newId() },
    errors: prefillErrors('what', words),
  }
}

function bendIntro(turn: NetworkTurn): string {
  const sentences = [
    'A rule you bent, or a step you took before it was approved. Every member can read it in the list of bends, with your name.',
    decidersText(turn),
  ]
  const limits = limitsLine(turn.network)
  if (limits !== undefined) sentences.push(`What the work must not cross: ${limits}`.slice(0, 800))
  return sentences.join(' ')
}

function decidersText(turn: NetworkTurn): string {
  const names = otherAngelNames(turn)
  if (names.length === 0)
    return 'There’s no guardian angel yet who could approve it, so it will wait until there is one.'
  return `I’ll put it to ${listText(names)} to decide, in their next working hour.`
}

function submitBend(turn: NetworkTurn, fields: Values, values: Values): Answer {
  const errors = fieldErrors(fields, ['what', 'why'], { what: maxLength.paragraph, why: maxLength.paragraph })
  if (hasErrors(errors)) return showErrors(errors)
  const bend = values.bend ?? turn.newId()
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'note-bend', bend, what: fieldValue(fields, 'what'), why: fieldValue(fields, 'why') },
    done: (after, people) =>
      card(
        textBlock(notedText(turn, after, people)),
        buttons(
          button('Undo', 'take-back-bend', { network: after.id, bend }),
          button('Show all bends', 'bends', { network: after.id }),
        ),
      ),
    field: () => 'what',
  }
}

function notedText({ speaker }: NetworkTurn, after: Network, people: People): readonly Run[] {
  const recipients = otherAngels(after, speaker.id)
  if (recipients.length === 0)
    return rich`I’ve kept it. There’s no guardian angel who could approve it now, so it will wait until there is one.`
  return rich`I’ll put it to ${peopleRuns(people, recipients)} in their next working hour, and tell you what they decide.`
}

/** What was bent and what came of it: what waits first, then the newest; with the form. */
function bendsCard(turn: NetworkTurn, form?: Form): Answer {
  const { network, people, zone, speaker } = turn
  const context = { network, people, reader: speaker.id }
  const waiting = waitingBends(network)
  const others = [...network.bends.values()]
    .filter((bend) => !waiting.includes(bend) && !isTakenBackInTime(bend))
    .toReversed()
  const bends = [...waiting, ...others]
  const shown = bends.slice(0, maxBendsPerMessage)
  const blocks: (Block | undefined)[] = [heading(`What ${network.name} bent, and why`)]
  if (bends.length === 0)
    blocks.push(textBlock(rich`Nothing has been noted yet. What do you already do differently?`))
  for (const bend of shown)
    blocks.push(...bendBlocks(context, bend), note(rich`Noted on ${timeRun(bend.at, zone, 'date')}`))
  blocks.push(moreBlock(bends.length - shown.length), limitsBlock(network))
  if (form !== undefined) blocks.push({ kind: 'inputs', form })
  else if (network.closing === undefined)
    blocks.push(buttons(button('Note what was bent', 'bend', { network: network.id }, 'primary')))
  return showCard(card(...blocks))
}

function approve({ network, people }: NetworkTurn, bend: string): RunCommand {
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'approve-bend', bend },
    showsOnCard: true,
    done: (after) => {
      const by = after.bends.get(bend)?.by ?? ''
      return card(
        textBlock(
          rich`You’ve approved it. I’ll tell ${personRun(people, by)}, and the decision stays in the list of bends.`,
        ),
      )
    },
  }
}

type DecisionKind = 'decline-bend' | 'talk-first'

interface DecisionTexts {
  readonly title: string
  readonly label: string
  readonly submit: string
  /** What the angel reads once it is submitted. */
  readonly reply: string
}

const decisionTexts: { readonly [kind in DecisionKind]: DecisionTexts } = {
  'decline-bend': {
    title: 'Decline a bend',
    label: 'Why not?',
    submit: 'Decline',
    reply:
      'You’ve declined it. I’ll tell the person who noted it why, and the decision stays in the list of bends.',
  },
  'talk-first': {
    title: 'Talk first',
    label: 'What is there to talk about?',
    submit: 'Talk first',
    reply:
      'I’ll tell the person who noted it that you’d like to talk first. The bend still waits for a decision.',
  },
}

/** A speaker who cannot decide is refused before the form opens. */
function decisionForm(turn: NetworkTurn, kind: DecisionKind, bend: string): Answer {
  const { network, people, speaker, now } = turn
  const why = notAllowed(turn, kind) ?? notDecidable(network, bend, speaker.id)
  if (why !== undefined) return refusalAnswer(why, people, network, now)
  const { title, label, submit } = decisionTexts[kind]
  const what = network.bends.get(bend)?.what.slice(0, 500) ?? ''
  return openForm({
    id: kind,
    title,
    intro: `“${what}” Every member can read what you write here, with your name.`,
    fields: [lineField('word', label, maxLength.sentence)],
    submit,
    values: { network: network.id, bend },
  })
}

function notAllowed({ network, speaker }: NetworkTurn, kind: DecisionKind): Refusal | undefined {
  const why = forbidden(network, kind, speaker.id)
  if (why !== undefined) return why
  if (network.closing !== undefined) return { kind: 'closed' }
  return undefined
}

function submitDecision(
  { network }: NetworkTurn,
  fields: Values,
  { kind, bend }: { readonly kind: DecisionKind; readonly bend: string },
): Answer {
  const errors = fieldErrors(fields, ['word'], { word: maxLength.sentence })
  if (hasErrors(errors)) return showErrors(errors)
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind, bend, word: fieldValue(fields, 'word') },
    showsOnCard: true,
    done: () => card(textBlock(rich`${decisionTexts[kind].reply}`)),
    field: () => 'word',
  }
}

/** Opens the form, filled in, when there are words; without any the list comes first, if there is one. */
function bendByWords(turn: NetworkTurn, words: string): Answer {
  if (turn.network.closing !== undefined) return words === '' ? bendsCard(turn) : closedAnswer(turn, words)
  const form = bendForm(turn, words)
  if (words !== '' || turn.network.bends.size === 0) return openForm(form)
  return bendsCard(turn, form)
}

export const bendsModule: CommandModule = {
  commands: [
    {
      name: 'bend',
      takes: '[words]',
      help: 'note a rule that you bent and why, for your guardian angel to approve; on its own, it lists them all',
      needs: 'network',
      whileClosed: true,
      handle: bendByWords,
    },
  ],
  actions: {
    bend: { needs: 'network', handle: (turn) => openForm(bendForm(turn, '')) },
    bends: { needs: 'network', handle: (turn) => bendsCard(turn) },
    'approve-bend': { needs: 'network', handle: (turn, { bend = '' }) => approve(turn, bend) },
    'decline-bend': {
      needs: 'network',
      handle: (turn, { bend = '' }) => decisionForm(turn, 'decline-bend', bend),
    },
    'talk-first': {
      needs: 'network',
      handle: (turn, { bend = '' }) => decisionForm(turn, 'talk-first', bend),
    },
    'take-back-bend': {
      needs: 'network',
      handle: (turn, { bend = '' }) => ({
        kind: 'run-command',
        network: turn.network.id,
        command: { kind: 'take-back-bend', bend },
        done: () => card(textBlock(rich`I’ve taken it back. Where it’s already been read, it now says so.`)),
      }),
    },
  },
  forms: {
    bend: { needs: 'network', handle: submitBend },
    'decline-bend': {
      needs: 'network',
      handle: (turn, fields, { bend = '' }) => submitDecision(turn, fields, { kind: 'decline-bend', bend }),
    },
    'talk-first': {
      needs: 'network',
      handle: (turn, fields, { bend = '' }) => submitDecision(turn, fields, { kind: 'talk-first', bend }),
    },
  },
}
