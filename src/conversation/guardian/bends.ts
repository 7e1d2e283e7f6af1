import type { Form } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import { notDecidable, waitingBends } from '../../domain/guardian/bends.ts'
import { forbidden } from '../../domain/permissions.ts'
import { type Answer, openForm, type RunCommand, showCard, showErrors } from '../answers.ts'
import {
  fieldErrors,
  fieldValue,
  hasErrors,
  lineField,
  maxLength,
  paragraphField,
  tooLongMessage,
} from '../kit/form-fields.ts'
import { personRun } from '../kit/labels.ts'
import {
  button,
  buttons,
  card,
  heading,
  listRuns,
  listText,
  note,
  rich,
  textBlock,
  timeRun,
} from '../kit/markup.ts'
import { refusalAnswer } from '../kit/refusal-messages.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn } from '../turn.ts'
import { otherAngels } from './asks.ts'
import { bendBlocks, maxBendsPerMessage } from './bend-cards.ts'
import { limitsLine } from './hard-limits.ts'

function form(turn: NetworkTurn, words: string): Form {
  const { network, people, speaker } = turn
  const names = otherAngels(network, speaker.id).map((angel) => people.get(angel)?.name ?? 'a guardian angel')
  const limits = limitsLine(network)
  return {
    id: 'bend',
    title: 'Note what was bent',
    intro: [
      'A rule that you bent, or a step that you took before it was approved. Every member can read it in the list of bends, with your name.',
      names.length === 0
        ? 'There is no guardian angel yet who could approve it; it waits for whoever becomes one.'
        : `It goes to ${listText(names)} to decide on, in the next working hour there.`,
      ...(limits === undefined ? [] : [`What the work must not cross: ${limits}`.slice(0, 800)]),
    ].join(' '),
    fields: [
      paragraphField('what', 'What did you bend, or do?', { initial: words }),
      paragraphField('why', 'Why was it right in this case?'),
    ],
    submit: 'Note it',
    values: { network: network.id, bend: turn.newId() },
    ...(words.length > maxLength.paragraph && {
      errors: { what: tooLongMessage(words.length, maxLength.paragraph) },
    }),
  }
}

function submit(turn: NetworkTurn, fields: Values, values: Values): Answer {
  const errors = fieldErrors(fields, ['what', 'why'], { what: maxLength.paragraph, why: maxLength.paragraph })
  if (hasErrors(errors)) return showErrors(errors)
  const bend = values.bend ?? turn.newId()
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'note-bend', bend, what: fieldValue(fields, 'what'), why: fieldValue(fields, 'why') },
    done: (after, people) => {
      const told = otherAngels(after, turn.speaker.id).map((angel) => rich`${personRun(people, angel)}`)
      return card(
        textBlock(
          told.length === 0
            ? rich`Noted. There is no guardian angel who could approve it now; it waits for whoever becomes one.`
            : rich`Noted. I put it to ${listRuns(told)} in the next working hour there, and tell you the decision.`,
        ),
        buttons(
          button('Undo', 'take-back-bend', { network: after.id, bend }),
          button('Show all bends', 'bends', { network: after.id }),
        ),
      )
    },
    field: () => 'what',
  }
}

/** What was bent and what came of it: what waits first, then the newest; with the form. */
function bendsCard(turn: NetworkTurn, standing?: Form): Answer {
  const { network, people, zone, speaker } = turn
  const waiting = waitingBends(network)
  const over = [...network.bends.values()].filter((bend) => !waiting.includes(bend)).toReversed()
  const all = [...waiting, ...over]
  const limits = limitsLine(network)
  return showCard(
    card(
      heading(`What ${network.name} bent, and why`),
      all.length === 0 ? textBlock(rich`Nothing is noted. What do you already do differently?`) : undefined,
      ...all
        .slice(0, maxBendsPerMessage)
        .flatMap((bend) => [
          ...bendBlocks(network, people, bend, speaker.id),
          note(rich`Noted on ${timeRun(bend.at, zone, 'date')}`),
        ]),
      all.length > maxBendsPerMessage
        ? textBlock(rich`and ${all.length - maxBendsPerMessage} more`)
        : undefined,
      limits === undefined ? undefined : textBlock(rich`Hard limits: ${limits}`),
      standing === undefined ? undefined : { kind: 'inputs', form: standing },
      standing === undefined && network.closing === undefined
        ? buttons(button('Note what was bent', 'bend', { network: network.id }, 'primary'))
        : undefined,
    ),
  )
}

function approve({ network, people }: NetworkTurn, bend: string): RunCommand {
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'approve-bend', bend },
    done: (after) => {
      const by = after.bends.get(bend)?.by ?? ''
      return card(textBlock(rich`Approved. I tell ${personRun(people, by)}; the decision is kept.`))
    },
  }
}

const answers = {
  'decline-bend': {
    title: 'Decline a bend',
    label: 'Why not?',
    submit: 'Decline',
    said: 'Declined. Whoever noted it hears your reason from me; the decision is kept.',
  },
  'talk-first': {
    title: 'Talk first',
    label: 'What is there to talk about?',
    submit: 'Talk first',
    said: 'Said. Whoever noted it hears so from me; the bend waits on for a decision.',
  },
} as const

/** Who cannot decide is told before the form opens. */
function wordForm(turn: NetworkTurn, kind: keyof typeof answers, id: string): Answer {
  const { network, people, speaker, now } = turn
  const closed = network.closing === undefined ? undefined : ({ kind: 'closed' } as const)
  const why = forbidden(network, kind, speaker.id) ?? closed ?? notDecidable(network, id, speaker.id)
  if (why !== undefined) return refusalAnswer(why, people, network, now)
  const { title, label, submit: sends } = answers[kind]
  const what = network.bends.get(id)?.what.slice(0, 500) ?? ''
  return openForm({
    id: kind,
    title,
    intro: `“${what}” Every member can read what you write here, with your name.`,
    fields: [lineField('word', label, maxLength.sentence)],
    submit: sends,
    values: { network: network.id, bend: id },
  })
}

function submitWord(
  { network }: NetworkTurn,
  kind: keyof typeof answers,
  fields: Values,
  bend: string,
): Answer {
  const errors = fieldErrors(fields, ['word'], { word: maxLength.sentence })
  if (hasErrors(errors)) return showErrors(errors)
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind, bend, word: fieldValue(fields, 'word') },
    done: () => card(textBlock(rich`${answers[kind].said}`)),
    field: () => 'word',
  }
}

/** With words the form, filled in; without any the list first, if there is one. */
function said(turn: NetworkTurn, words: string): Answer {
  if (turn.network.closing !== undefined) return bendsCard(turn)
  const empty = form(turn, words)
  return words !== '' || turn.network.bends.size === 0 ? openForm(empty) : bendsCard(turn, empty)
}

export const bendsModule: CommandModule = {
  commands: [
    {
      name: 'bend',
      takes: '[words]',
      help: 'note a rule that you bent and why, for your guardian angel to approve; alone, all of them',
      needs: 'network',
      whileClosed: true,
      handle: said,
    },
  ],
  actions: {
    bend: { needs: 'network', handle: (turn) => openForm(form(turn, '')) },
    bends: { needs: 'network', handle: (turn) => bendsCard(turn) },
    'approve-bend': { needs: 'network', handle: (turn, { bend = '' }) => approve(turn, bend) },
    'decline-bend': {
      needs: 'network',
      handle: (turn, { bend = '' }) => wordForm(turn, 'decline-bend', bend),
    },
    'talk-first': { needs: 'network', handle: (turn, { bend = '' }) => wordForm(turn, 'talk-first', bend) },
    'take-back-bend': {
      needs: 'network',
      handle: (turn, { bend = '' }) => ({
        kind: 'run-command',
        network: turn.network.id,
        command: { kind: 'take-back-bend', bend },
        done: () => card(textBlock(rich`Taken back. Where it was read already, it says so.`)),
      }),
    },
  },
  forms: {
    bend: { needs: 'network', handle: submit },
    'decline-bend': {
      needs: 'network',
      handle: (turn, fields, { bend = '' }) => submitWord(turn, 'decline-bend', fields, bend),
    },
    'talk-first': {
      needs: 'network',
      handle: (turn, fields, { bend = '' }) => submitWord(turn, 'talk-first', fields, bend),
    },
  },
}
