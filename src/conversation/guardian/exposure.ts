// Attention from outside: said by a member, told to the guardian angel at once, and settled with a word.
import type { Block } from '../../chat/card.ts'
import type { Form } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import type { ExposureKind } from '../../domain/core/terms.ts'
import { openExposures } from '../../domain/guardian/exposure.ts'
import type { Exposure } from '../../domain/guardian/state.ts'
import { guardians } from '../../domain/membership/members.ts'
import type { Network } from '../../domain/state.ts'
import { choice, errorsIn, line, most, paragraph, read, some, tooLong } from '../kit/form-fields.ts'
import { exposureNames, named, personRun } from '../kit/labels.ts'
import {
  bold,
  button,
  buttons,
  capital,
  card,
  heading,
  listed,
  listedRuns,
  say,
  text,
} from '../kit/markup.ts'
import { refusal } from '../kit/refusal-messages.ts'
import { type Answer, ask, mend, type NetworkTurn, type People, type Room, show } from '../turn.ts'

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
  const told = guardians(network).filter((person) => person !== speaker.id)
  const names = listed(told.map((person) => people.get(person)?.name ?? 'a guardian angel'))
  return {
    id: 'exposed',
    title: 'Somebody outside has noticed',
    intro: `Every member can read it, with your name.${told.length === 0 ? '' : ` A message goes to ${names} at once, day or weekend.`}`,
    fields: [
      paragraph('text', 'Who has noticed, and how?', { initial: words }),
      choice(
        'of',
        'What kind of attention?',
        kinds.map(([kind, label]) => [kind, label]),
        { initial: kinds.find(([, , pattern]) => pattern.test(words))?.[0] ?? 'public' },
      ),
    ],
    submit: 'Tell them',
    values: { network: network.id, exposure: turn.newId() },
    ...(words.length > most.paragraph && { errors: { text: tooLong(words.length, most.paragraph) } }),
  }
}

function submit(turn: NetworkTurn, fields: Values, values: Values): Answer {
  const errors = errorsIn(fields, ['text', 'of'], { text: most.paragraph })
  const of = kinds.find(([kind]) => kind === read(fields, 'of'))?.[0]
  if (some(errors)) return mend(errors)
  if (of === undefined) return mend({ of: 'Choose one of these.' })
  const exposure = values.exposure ?? turn.newId()
  return {
    kind: 'do',
    network: turn.network.id,
    command: { kind: 'report-exposure', exposure, of, text: read(fields, 'text') },
    done: (after, people) => {
      const told = guardians(after).filter((person) => person !== turn.speaker.id)
      return card(
        text(
          told.length === 0
            ? say`Noted.`
            : say`Noted. I tell ${listedRuns(told.map((person) => say`${personRun(people, person)}`))} at once, or at 07:00 there if it is night.`,
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
  return one === undefined ? [] : [{ kind: 'quote', text: one.text }, text(described(network, people, one))]
}

function described(network: Network, people: People, { of, by }: Exposure) {
  const who = by === undefined ? say`somebody` : named(network, people, by)
  return say`${bold(capital(exposureNames[of]))}, says ${who}`
}

function settleForm({ network, people, now }: NetworkTurn, exposure: string): Answer {
  const known = network.exposures.get(exposure)
  if (known === undefined) return refusal({ kind: 'no-such-exposure' }, people, network, now)
  return ask({
    id: 'settle-exposure',
    title: 'What was done about it?',
    intro: `“${known.text.slice(0, 500)}” Every member can read what you write here, with your name.`,
    fields: [line('word', 'What was done?', most.sentence)],
    submit: 'It is settled',
    values: { network: network.id, exposure },
  })
}

function submitSettled({ network }: NetworkTurn, fields: Values, exposure: string): Answer {
  const errors = errorsIn(fields, ['word'], { word: most.sentence })
  if (some(errors)) return mend(errors)
  return {
    kind: 'do',
    network: network.id,
    command: { kind: 'settle-exposure', exposure, word: read(fields, 'word') },
    done: () => card(text(say`Settled.`)),
    field: () => 'word',
  }
}

/** With words the form, filled in; without any what is open first, if there is something. */
function said(turn: NetworkTurn, words: string): Answer {
  const { network, people } = turn
  if (network.public !== undefined) return refusal({ kind: 'public-already' }, people, network, turn.now)
  if (words !== '' || openExposures(network).length === 0) return ask(form(turn, words))
  return show(
    card(heading(`Attention to ${network.name} from outside`), ...exposureBlocks(network, people), {
      kind: 'inputs',
      form: form(turn, ''),
    }),
  )
}

export const exposureRoom: Room = {
  words: [
    {
      name: 'exposed',
      takes: '[words]',
      help: 'say that the public, the media or a minister has noticed you; your guardian angel hears of it at once',
      needs: 'network',
      handle: said,
    },
  ],
  presses: {
    'settle-exposure': { needs: 'network', handle: (turn, { exposure = '' }) => settleForm(turn, exposure) },
  },
  submits: {
    exposed: { needs: 'network', handle: submit },
    'settle-exposure': {
      needs: 'network',
      handle: (turn, fields, { exposure = '' }) => submitSettled(turn, fields, exposure),
    },
  },
}
