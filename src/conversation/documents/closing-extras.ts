// What a closing leaves out of the story in the homes, and the fields by which whoever closes can put it in.
import type { Field } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import type { ClosingExtra } from '../../domain/core/terms.ts'
import type { Network } from '../../domain/state.ts'
import { choiceField, fieldValue } from '../kit/form-fields.ts'
import { pluralize } from '../kit/markup.ts'

interface ExtraTexts {
  readonly one: string
  readonly many: string
  /** The words that the homes would read, one text for each. */
  readonly words: (network: Network) => readonly string[]
}

const extras: { readonly [extra in ClosingExtra]: ExtraTexts } = {
  bends: {
    one: 'rule that was bent',
    many: 'rules that were bent',
    words: ({ bends }) =>
      [...bends.values()]
        .filter(({ state }) => state.kind !== 'taken-back')
        .map(({ what, why, state }) => joined(what, why, 'word' in state ? state.word : undefined)),
  },
  asks: {
    one: 'ask to guardian angels',
    many: 'asks to guardian angels',
    words: ({ asks }) =>
      [...asks.values()]
        .filter(({ state }) => state.kind !== 'taken-back')
        .map(({ text, state }) => joined(text, 'word' in state ? state.word : undefined)),
  },
  blockers: {
    one: 'blocker',
    many: 'blockers',
    words: ({ blockers }) => [...blockers.values()].map(({ text, cleared }) => joined(text, cleared?.word)),
  },
  limits: {
    one: 'hard limit',
    many: 'hard limits',
    words: ({ limits }) =>
      [...limits.values()].map(({ text, lifted, reports }) =>
        joined(text, lifted?.word, ...reports.flatMap((report) => [report.text, report.settled?.word])),
      ),
  },
  flags: {
    one: 'flag raised by hand',
    many: 'flags raised by hand',
    words: ({ manualFlags, exposures }) => [
      ...[...manualFlags.values()]
        .filter(({ privately, takenBack }) => !privately && takenBack === undefined)
        .map(({ text, cleared, dismissed }) => joined(text, cleared?.word ?? dismissed?.reason)),
      ...[...exposures.values()].map(({ text, settled }) => joined(text, settled?.word)),
    ],
  },
}

const extraNames = Object.keys(extras) as readonly ClosingExtra[]

function joined(...words: readonly (string | undefined)[]): string {
  return words
    .filter((word) => word !== undefined)
    .map((word) => `“${word}”`)
    .join(' ')
}

/** The maximum length of the words below a field; what is longer is cut, and the members' story has it whole. */
const longestPreview = 1200

/** One field for each matter of which there is anything. What would be posted stands below it. */
export function extraFields(network: Network): readonly Field[] {
  return extraNames.flatMap((extra) => {
    const { one, many, words } = extras[extra]
    const texts = words(network)
    if (texts.length === 0) return []
    const choices = [
      ['out', 'Leave out: only members and angels read it'],
      ['in', 'Put in: everyone in the channels reads it, with names'],
    ] as const
    const hint = preview(texts)
    return [
      choiceField(fieldName(extra), `In the channels: ${pluralize(texts.length, one, many)}`, choices, {
        initial: 'out',
        hint,
      }),
    ]
  })
}

function preview(texts: readonly string[]): string {
  const whole = texts.join(' · ')
  return whole.length <= longestPreview ? whole : `${whole.slice(0, longestPreview)} …`
}

export function chosenExtras(fields: Values): readonly ClosingExtra[] {
  return extraNames.filter((extra) => fieldValue(fields, fieldName(extra)) === 'in')
}

function fieldName(extra: ClosingExtra): string {
  return `post-${extra}`
}
