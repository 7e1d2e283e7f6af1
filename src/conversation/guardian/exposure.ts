// Attention from outside: reported by a member, sent to the guardian angel at once, and settled with a word.
import type { Block, Card, Run } from '../../chat/card.ts'
import type { Form } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import type { PersonId } from '../../domain/core/ids.ts'
import type { ExposureKind } from '../../domain/core/terms.ts'
import { openExposures } from '../../domain/guardian/exposure.ts'
import type { Exposure } from '../../domain/guardian/state.ts'
import { forbidden, may } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, openForm, showCard, showErrors } from '../answers.ts'
import { type CardContext, quote } from '../kit/card-parts.ts'
import {
  choiceField,
  fieldErrors,
  fieldValue,
  hasErrors,
  lineField,
  maxLength,
  paragraphField,
} from '../kit/form-fields.ts'
import { exposureNames, nameWithAgency } from '../kit/labels.ts'
import { bold, button, buttons, capitalize, card, heading, rich, textBlock } from '../kit/markup.ts'
import { prefillErrors } from '../kit/prefill-errors.ts'
import { refusalAnswer } from '../kit/refusal-messages.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn, People } from '../turn.ts'
import { urgentMessageText, urgentReply } from './recipients.ts'

/** The kinds with their labels, and the words by which the form guesses one; public attention is the default. */
const kinds: readonly (readonly [ExposureKind, string, RegExp])[] = [
  ['public', 'Public attention', /(?!)/],
  [
    'media',
    'Media attention',
    /\bmedia\b|\bpress\b|\bnews|\bjournalist|\breporter|\btelevision\b|\bradio\b/i,
  ],
  ['ministerial', 'Ministerial attention', /\bminister|\bparliament|\bselect committee\b|\bcabinet\b/i],
]

function exposureForm(turn: NetworkTurn, words: string): Form {
  return {
    id: 'exposed',
    title: 'Somebody outside has noticed',
    intro: `${readersText(turn.network)}${urgentMessageText(turn)}`,
    fields: [
      paragraphField('text', 'Who has noticed, and how?', { initial: words }),
      choiceField(
        'of',
        'What kind of attention?',
        kinds.map(([kind, label]) => [kind, label]),
        { initial: kinds.find(([, , pattern]) => pattern.test(words))?.[0] ?? 'public' },
      ),
    ],
    submit: 'Tell them',
    values: { network: turn.network.id, exposure: turn.newId() },
    errors: prefillErrors('text', words),
  }
}

function readersText(network: Network): string {
  if (network.public === undefined) return 'Every member can read it, with your name.'
  return `${network.name} is public, so this goes into its list of flags, where every member can read it with your name.`
}

function submitExposure(turn: NetworkTurn, fields: Values, values: Values): Answer {
  const errors = fieldErrors(fields, ['text', 'of'], { text: maxLength.paragraph })
  const of = kinds.find(([kind]) => kind === fieldValue(fields, 'of'))?.[0]
  if (hasErrors(errors)) return showErrors(errors)
  if (of === undefined) return showErrors({ of: 'Choose one of these.' })
  const exposure = values.exposure ?? turn.newId()
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'report-exposure', exposure, of, text: fieldValue(fields, 'text') },
    done: (after, people) =>
      card(
        textBlock(urgentReply(after, people, turn.speaker.id)),
        reportButtons(after, turn.speaker.id, exposure),
      ),
    field: () => 'text',
  }
}

/** The report stands as a flag if the network is public. */
function reportButtons(network: Network, reader: PersonId, exposure: string): Block | undefined {
  if (!network.manualFlags.has(exposure)) return settleButton(network, reader, exposure)
  return buttons(
    button('Clear it', 'clear-flag', { network: network.id, flag: exposure }),
    button('Show all flags', 'flags', { network: network.id }),
  )
}

/** The attention that is open, the last five reports of it, each with who says so and what. */
export function exposureBlocks({ network, people, reader }: CardContext): readonly (Block | undefined)[] {
  return openExposures(network)
    .slice(-5)
    .flatMap(({ id }) => [...exposureDetail(network, people, id), settleButton(network, reader, id)])
}

/** An angel or an entrepreneur settles it. */
function settleButton(network: Network, reader: PersonId, exposure: string): Block | undefined {
  if (network.closing !== undefined || !may(network, 'settle-exposure', reader)) return undefined
  return buttons(button('It is settled', 'settle-exposure', { network: network.id, exposure }))
}

/** The words of one report, and who says so. */
export function exposureDetail(network: Network, people: People, id: string): readonly Block[] {
  const exposure = network.exposures.get(id)
  if (exposure === undefined) return []
  return [quote(exposure.text), textBlock(exposureText(network, people, exposure))]
}

function exposureText(network: Network, people: People, { of, by }: Exposure): readonly Run[] {
  const who = by === undefined ? 'somebody' : nameWithAgency(network, people, by)
  return rich`${bold(capitalize(exposureNames[of]))}, says ${who}`
}

function settleForm({ network, people, speaker, now }: NetworkTurn, exposure: string): Answer {
  const known = network.exposures.get(exposure)
  if (known === undefined) return refusalAnswer({ kind: 'no-such-exposure' }, people, network, now)
  const why = forbidden(network, 'settle-exposure', speaker.id)
  if (why !== undefined) return refusalAnswer(why, people, network, now)
  return openForm({
    id: 'settle-exposure',
    title: 'What was done about it?',
    intro: `“${known.text.slice(0, 500)}” Every member can read what you write here, with your name.`,
    fields: [lineField('word', 'What was done?', maxLength.sentence)],
    submit: 'It is settled',
    values: { network: network.id, exposure },
  })
}

function submitSettled({ network }: NetworkTurn, fields: Values, exposure: string): Answer {
  const errors = fieldErrors(fields, ['word'], { word: maxLength.sentence })
  if (hasErrors(errors)) return showErrors(errors)
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'settle-exposure', exposure, word: fieldValue(fields, 'word') },
    done: () => card(textBlock(rich`It’s settled. What was done is in the network’s record.`)),
    field: () => 'word',
  }
}

/** Opens the form, filled in, when there are words; without any it shows first what is open, if there is something. */
function exposedByWords(turn: NetworkTurn, words: string): Answer {
  const { network, people } = turn
  const form = exposureForm(turn, words)
  if (words !== '' || openExposures(network).length === 0) return openForm(form)
  return showCard(exposuresCard({ network, people, reader: turn.speaker.id }, form))
}

function exposuresCard(context: CardContext, form: Form): Card {
  return card(heading(`Attention to ${context.network.name} from outside`), ...exposureBlocks(context), {
    kind: 'inputs',
    form,
  })
}

export const exposureModule: CommandModule = {
  commands: [
    {
      name: 'exposed',
      takes: '[words]',
      help: 'say that the public, the media or a minister has noticed you; I’ll tell your guardian angel at once',
      needs: 'network',
      handle: exposedByWords,
    },
  ],
  actions: {
    'settle-exposure': { needs: 'network', handle: (turn, { exposure = '' }) => settleForm(turn, exposure) },
  },
  forms: {
    exposed: { needs: 'network', handle: submitExposure },
    'settle-exposure': {
      needs: 'network',
      handle: (turn, fields, { exposure = '' }) => submitSettled(turn, fields, exposure),
    },
  },
}
