// The list of all flags of a network, and how people acknowledge, clear or dismiss one.
import type { Block, Run } from '../../chat/card.ts'
import type { Values } from '../../chat/inbound.ts'
import { flagKey } from '../../domain/flags/flag-key.ts'
import { maySeeManualFlag } from '../../domain/flags/manual-flags.ts'
import { hiddenFlags, readableManualFlags } from '../../domain/flags/private-flags.ts'
import { activeFlagsFor, mayReadFlag } from '../../domain/flags/rule-flags.ts'
import type { ActiveFlag, ManualFlag } from '../../domain/flags/state.ts'
import { type Answer, openForm, showCard, showErrors } from '../answers.ts'
import { fieldErrors, fieldValue, hasErrors, lineField, maxLength } from '../kit/form-fields.ts'
import { personRun } from '../kit/labels.ts'
import { bold, button, buttons, card, heading, note, rich, textBlock, timeRun } from '../kit/markup.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn } from '../turn.ts'
import { handlingButtons, silencedText } from './flag-messages.ts'
import { flagDetail, flagHeadline, flagMeaning, flagShortLine } from './flag-texts.ts'
import { describeManualFlag } from './manual-flags.ts'
import { hiddenFlagBlocks } from './private-flags.ts'

/** One message has room for this many flags of rules, and for as many that people have raised; a button shows the rest. */
const maxShown = 8

type Blocks = readonly (Block | undefined)[]

function flagsCard(turn: NetworkTurn): Answer {
  const { network, speaker } = turn
  const ruleFlags = activeFlagsFor(network, speaker.id)
  const manualFlags = readableManualFlags(network, speaker.id)
  const hidden = hiddenFlags(network, speaker.id)
  const blocks: (Block | undefined)[] = [heading(`Flags of ${network.name}`)]
  if (ruleFlags.length + manualFlags.length + hidden.length === 0)
    blocks.push(textBlock(rich`There are no flags just now.`))
  blocks.push(
    ...ruleFlags.slice(0, maxShown).flatMap((flag) => ruleFlagBlocks(turn, flag)),
    moreLine(ruleFlags.length, 'more, which you’ll see when these are over'),
    ...manualFlagPage(turn, 0),
    ...hidden
      .slice(0, maxShown)
      .flatMap((flag) => hiddenFlagBlocks({ network, people: turn.people, reader: speaker.id }, flag)),
    ...silencedFlagLines(turn),
    buttons(button('Raise a flag', 'flag', { network: network.id }, 'primary')),
  )
  return showCard(card(...blocks))
}

/** The flags that people have raised which did not fit into the messages before. */
function olderFlagsCard(turn: NetworkTurn, from: number): Answer {
  return showCard(card(heading(`Older flags of ${turn.network.name}`), ...manualFlagPage(turn, from)))
}

function manualFlagPage(turn: NetworkTurn, from: number): Blocks {
  const { network, speaker } = turn
  const flags = readableManualFlags(network, speaker.id)
  const next = from + maxShown
  const values = { network: network.id, from: String(next) }
  return [
    ...flags.slice(from, next).flatMap((flag) => manualFlagBlocks(turn, flag)),
    next < flags.length ? buttons(button('Show older ones', 'flags', values)) : undefined,
  ]
}

function moreLine(count: number, text: string): Block | undefined {
  if (count <= maxShown) return undefined
  return textBlock(rich`and ${count - maxShown} ${text}`)
}

function ruleFlagBlocks(turn: NetworkTurn, flag: ActiveFlag): Blocks {
  const { network, people, zone, speaker } = turn
  const context = { network, people, reader: speaker.id }
  return [
    textBlock(rich`${bold(flagShortLine(context, flag))}`),
    ...flagDetail(context, flag),
    textBlock(flagMeaning(context, flag)),
    note(rich`Since ${timeRun(flag.since, zone, 'date')}${acknowledgedBy(turn, flag)}`),
    handlingButtons(network, speaker.id, [flagKey(flag)]),
  ]
}

function manualFlagBlocks(turn: NetworkTurn, flag: ManualFlag): Blocks {
  const { network, people, zone, speaker } = turn
  const description = describeManualFlag(network, people, flag)
  return [
    { kind: 'quote', text: flag.text },
    note(rich`${description}, ${timeRun(flag.at, zone, 'date')}${acknowledgedBy(turn, flag)}`),
    handlingButtons(network, speaker.id, [flag.id]),
  ]
}

function acknowledgedBy(
  { people }: NetworkTurn,
  { acknowledged }: Pick<ActiveFlag, 'acknowledged'>,
): readonly Run[] {
  if (acknowledged === undefined) return []
  return rich`, seen by ${personRun(people, acknowledged.by)}`
}

/** The last three flags that people have cleared or dismissed while their risk is still there. */
function silencedFlagLines({ network, people, speaker, now }: NetworkTurn): readonly Block[] {
  const context = { network, people, reader: speaker.id }
  return [...network.silencedFlags.values()]
    .filter(({ until }) => until === undefined || until > now)
    .filter((flag) => mayReadFlag(network, flag, speaker.id))
    .slice(-3)
    .map((flag) =>
      note(rich`Set aside: ${flagShortLine(context, flag)}. ${silencedText(network, people, flag)}`),
    )
}

type EndAction = 'clear-flag' | 'dismiss-flag'

const endTexts = {
  'clear-flag': {
    title: 'Clear a flag',
    label: 'What became of it?',
    submit: 'Clear it',
    done: 'The flag is cleared.',
    field: 'word',
  },
  'dismiss-flag': {
    title: 'Dismiss a flag',
    label: 'Why isn’t it a risk?',
    submit: 'Dismiss it',
    done: 'The flag is dismissed. If I raised it, the same cause stays quiet for 14 days.',
    field: 'reason',
  },
} as const

function endForm(turn: NetworkTurn, kind: EndAction, name: string): Answer {
  const { title, label, submit, field } = endTexts[kind]
  return openForm({
    id: kind,
    title,
    intro: `${flagQuote(turn, name)}${readersText(turn, name)}`,
    fields: [lineField(field, label, maxLength.sentence)],
    submit,
    values: { network: turn.network.id, flag: name },
  })
}

function flagQuote({ network, people, speaker }: NetworkTurn, name: string): string {
  const manual = network.manualFlags.get(name)
  const flag = network.flags.get(name)
  if (manual !== undefined && maySeeManualFlag(network, manual, speaker.id))
    return `“${manual.text.slice(0, 500)}” `
  if (flag === undefined || !mayReadFlag(network, flag, speaker.id)) return ''
  return `${flagHeadline({ network, people, reader: speaker.id }, flag)}. `
}

function readersText({ network, speaker }: NetworkTurn, name: string): string {
  const manual = network.manualFlags.get(name)
  if (manual?.privately && maySeeManualFlag(network, manual, speaker.id))
    return 'The person who raised it and the guardian angels who can read it will see what you write.'
  return 'Every member can read what you write, with your name.'
}

function submitEnd(kind: EndAction, turn: NetworkTurn, fields: Values, flag: string): Answer {
  const { field, done } = endTexts[kind]
  const errors = fieldErrors(fields, [field], { [field]: maxLength.sentence })
  if (hasErrors(errors)) return showErrors(errors)
  const text = fieldValue(fields, field)
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: kind === 'clear-flag' ? { kind, flag, word: text } : { kind, flag, reason: text },
    showsOnCard: true,
    done: () =>
      card(
        textBlock(rich`${done}`),
        buttons(button('Show the flags', 'flags', { network: turn.network.id })),
      ),
    field: () => field,
  }
}

function acknowledge({ network }: NetworkTurn, { flags = '' }: Values): Answer {
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'see-flags', flags: flagNamesIn(flags) },
    showsOnCard: true,
    done: () =>
      card(
        textBlock(rich`I’ve marked it as seen by you. It stays in the list of flags until it’s over.`),
        buttons(button('Show the flags', 'flags', { network: network.id })),
      ),
  }
}

/** Reads the flags that the button “Seen” carries. Any other value names none. */
function flagNamesIn(value: string): readonly string[] {
  try {
    const names: unknown = JSON.parse(value)
    if (!Array.isArray(names)) return []
    return names.filter((name) => typeof name === 'string')
  } catch {
    return []
  }
}

export const flagListModule: CommandModule = {
  commands: [
    {
      name: 'flags',
      help: 'the risks that are flagged now',
      needs: 'network',
      whileClosed: true,
      handle: flagsCard,
    },
  ],
  actions: {
    flags: {
      needs: 'network',
      handle: (turn, { from }) => (from === undefined ? flagsCard(turn) : olderFlagsCard(turn, Number(from))),
    },
    'see-flags': { needs: 'network', handle: acknowledge },
    'clear-flag': { needs: 'network', handle: (turn, { flag = '' }) => endForm(turn, 'clear-flag', flag) },
    'dismiss-flag': {
      needs: 'network',
      handle: (turn, { flag = '' }) => endForm(turn, 'dismiss-flag', flag),
    },
  },
  forms: {
    'clear-flag': {
      needs: 'network',
      handle: (turn, fields, { flag = '' }) => submitEnd('clear-flag', turn, fields, flag),
    },
    'dismiss-flag': {
      needs: 'network',
      handle: (turn, fields, { flag = '' }) => submitEnd('dismiss-flag', turn, fields, flag),
    },
  },
}
