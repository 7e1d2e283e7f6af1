// Attention from outside: said by a member, told to the guardian angel at once, and settled with a word.
import type { Block } from '../../chat/card.ts'
import type { Form } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import type { ExposureKind } from '../../domain/core/terms.ts'
import { openExposures } from '../../domain/guardian/exposure.ts'
import type { Exposure } from '../../domain/guardian/state.ts'
import { riskRecipients } from '../../domain/membership/members.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, openForm, showCard, showErrors } from '../answers.ts'
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
import { exposureNames, nameWithAgency, personRun } from '../kit/labels.ts'
import {
  bold,
  button,
  buttons,
  capitalize,
  card,
  heading,
  listRuns,
  listText,
  rich,
  textBlock,
} from '../kit/markup.ts'
import { refusalAnswer } from '../kit/refusal-messages.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn, People } from '../turn.ts'

const kinds: readonly (readonly [ExposureKind, string, RegExp])[] = [
  ['public', 'Public attention', /(?!)/],
  [
    'media',
    'Media attention',
    /\bmedia\b|\bpress\b|\bnews|\bjournalist|\breporter|\btelevision\b|\bradio\b/i,
  ],
  ['ministerial', 'Ministerial attention', /\bminister|\bparliament|\bselect committee\b|\bcabinet\b/i],
]

function form(turn: NetworkTurn, words: string): Form {
  const { network, people, speaker } = turn
  const told = riskRecipients(network).filter((person) => person !== speaker.id)
  const names = listText(told.map((person) => people.get(person)?.name ?? 'a guardian angel'))
  return {
    id: 'exposed',
    title: 'Somebody outside has noticed',
    intro: `Every member can read it, with your name.${told.length === 0 ? '' : ` A message goes to ${names} at once, day or weekend.`}`,
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
    values: { network: network.id, exposure: turn.newId() },
    ...(words.length > maxLength.paragraph && {
      errors: { text: tooLongMessage(words.length, maxLength.paragraph) },
    }),
  }
}

function submit(turn: NetworkTurn, fields: Values, values: Values): Answer {
  const errors = fieldErrors(fields, ['text', 'of'], { text: maxLength.paragraph })
  const of = kinds.find(([kind]) => kind === fieldValue(fields, 'of'))?.[0]
  if (hasErrors(errors)) return showErrors(errors)
  if (of === undefined) return showErrors({ of: 'Choose one of these.' })
  const exposure = values.exposure ?? turn.newId()
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'report-exposure', exposure, of, text: fieldValue(fields, 'text') },
    done: (after, people) => {
      const told = riskRecipients(after).filter((person) => person !== turn.speaker.id)
      return card(
        textBlock(
          told.length === 0
            ? rich`Noted.`
            : rich`Noted. I tell ${listRuns(told.map((person) => rich`${personRun(people, person)}`))} at once, or at 07:00 there if it is night.`,
        ),
        buttons(button('It is settled', 'settle-exposure', { network: after.id, exposure })),
      )
    },
    field: () => 'text',
  }
}

/** The attention that is open, each with who says so and what. */
export function exposureBlocks(network: Network, people: People): readonly (Block | undefined)[] {
  return openExposures(network)
    .slice(-5)
    .flatMap((one) => [
      ...exposureDetail(network, people, one.id),
      network.closing === undefined
        ? buttons(button('It is settled', 'settle-exposure', { network: network.id, exposure: one.id }))
        : undefined,
    ])
}

/** Who says what of it. */
export function exposureDetail(network: Network, people: People, id: string): readonly Block[] {
  const one = network.exposures.get(id)
  return one === undefined
    ? []
    : [{ kind: 'quote', text: one.text }, textBlock(described(network, people, one))]
}

function described(network: Network, people: People, { of, by }: Exposure) {
  const who = by === undefined ? rich`somebody` : nameWithAgency(network, people, by)
  return rich`${bold(capitalize(exposureNames[of]))}, says ${who}`
}

function settleForm({ network, people, now }: NetworkTurn, exposure: string): Answer {
  const known = network.exposures.get(exposure)
  if (known === undefined) return refusalAnswer({ kind: 'no-such-exposure' }, people, network, now)
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
    done: () => card(textBlock(rich`Settled.`)),
    field: () => 'word',
  }
}

/** With words the form, filled in; without any what is open first, if there is something. */
function said(turn: NetworkTurn, words: string): Answer {
  const { network, people } = turn
  if (network.public !== undefined)
    return refusalAnswer({ kind: 'public-already' }, people, network, turn.now)
  if (words !== '' || openExposures(network).length === 0) return openForm(form(turn, words))
  return showCard(
    card(heading(`Attention to ${network.name} from outside`), ...exposureBlocks(network, people), {
      kind: 'inputs',
      form: form(turn, ''),
    }),
  )
}

export const exposureModule: CommandModule = {
  commands: [
    {
      name: 'exposed',
      takes: '[words]',
      help: 'say that the public, the media or a minister has noticed you; your guardian angel hears of it at once',
      needs: 'network',
      handle: said,
    },
  ],
  actions: {
    'settle-exposure': { needs: 'network', handle: (turn, { exposure = '' }) => settleForm(turn, exposure) },
  },
  forms: {
    exposed: { needs: 'network', handle: submit },
    'settle-exposure': {
      needs: 'network',
      handle: (turn, fields, { exposure = '' }) => submitSettled(turn, fields, exposure),
    },
  },
}
