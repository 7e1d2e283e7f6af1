// The list of all flags of a network, and what people say of them: seen, cleared with a word, or dismissed with a reason.
import type { Block } from '../../chat/card.ts'
import type { Values } from '../../chat/inbound.ts'
import { flagKey } from '../../domain/flags/flag-key.ts'
import { maySeeManualFlag, openManualFlags } from '../../domain/flags/manual-flags.ts'
import { activeFlags } from '../../domain/flags/rule-flags.ts'
import type { ActiveFlag } from '../../domain/flags/state.ts'
import type { Answer } from '../answers.ts'
import { openForm, showCard, showErrors } from '../answers.ts'
import { fieldErrors, fieldValue, hasErrors, lineField, maxLength } from '../kit/form-fields.ts'
import { personRun } from '../kit/labels.ts'
import { bold, button, buttons, card, heading, note, rich, textBlock, timeRun } from '../kit/markup.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn } from '../turn.ts'
import { handlingButtons, silencedText } from './flag-messages.ts'
import { flagDetail, flagHeadline, flagMeaning, flagShortLine } from './flag-texts.ts'
import { describeManualFlag } from './manual-flags.ts'

/** A message has room for so many of each kind. */
const shownMost = 8

function flagsCard(turn: NetworkTurn): Answer {
  const { network, people, zone, speaker } = turn
  const byRule = activeFlags(network)
  const raised = openManualFlags(network).filter((flag) => maySeeManualFlag(network, flag, speaker.id))
  return showCard(
    card(
      heading(`Flags of ${network.name}`),
      byRule.length + raised.length === 0 ? textBlock(rich`Nothing is flagged just now.`) : undefined,
      ...byRule.slice(0, shownMost).flatMap((flag) => ruleBlocks(turn, flag)),
      byRule.length > shownMost
        ? textBlock(rich`and ${byRule.length - shownMost} more, which show when these are over`)
        : undefined,
      ...raised
        .slice(0, shownMost)
        .flatMap((flag) => [
          { kind: 'quote', text: flag.text } as const,
          note(
            rich`${describeManualFlag(network, people, flag)}, ${timeRun(flag.at, zone, 'date')}${acknowledgedBy(turn, flag)}`,
          ),
          handlingButtons(network, speaker.id, [flag.id]),
        ]),
      raised.length > shownMost
        ? textBlock(rich`and ${raised.length - shownMost} older ones, which show when these are cleared`)
        : undefined,
      ...quietLines(turn),
      buttons(button('Raise a flag', 'flag', { network: network.id }, 'primary')),
    ),
  )
}

function ruleBlocks(turn: NetworkTurn, flag: ActiveFlag): readonly (Block | undefined)[] {
  const { network, people, zone, speaker } = turn
  return [
    textBlock(rich`${bold(flagShortLine(network, people, flag))}`),
    ...flagDetail(network, people, flag),
    textBlock(flagMeaning(network, people, flag)),
    note(rich`Since ${timeRun(flag.since, zone, 'date')}${acknowledgedBy(turn, flag)}`),
    handlingButtons(network, speaker.id, [flagKey(flag)]),
  ]
}

function acknowledgedBy({ people }: NetworkTurn, { acknowledged }: Pick<ActiveFlag, 'acknowledged'>) {
  return acknowledged === undefined ? [] : rich`, seen by ${personRun(people, acknowledged.by)}`
}

function quietLines({ network, people, now }: NetworkTurn): readonly Block[] {
  const quiet = [...network.silencedFlags.values()].filter(({ until }) => until === undefined || until > now)
  return quiet
    .slice(-3)
    .map((flag) =>
      note(rich`Quiet: ${flagShortLine(network, people, flag)}. ${silencedText(network, people, flag)}`),
    )
}

const ends = {
  'clear-flag': {
    title: 'Clear a flag',
    label: 'What became of it?',
    submit: 'Clear it',
    done: 'Cleared.',
    field: 'word',
  },
  'dismiss-flag': {
    title: 'Dismiss a flag',
    label: 'Why is it no risk?',
    submit: 'Dismiss it',
    done: 'Dismissed. If a rule raised it, the same cause stays quiet for 14 days.',
    field: 'reason',
  },
} as const

function endForm(turn: NetworkTurn, kind: keyof typeof ends, name: string): Answer {
  const { title, label, submit, field } = ends[kind]
  return openForm({
    id: kind,
    title,
    intro: `${wordsOf(turn, name)}${readers(turn, name)}`,
    fields: [lineField(field, label, maxLength.sentence)],
    submit,
    values: { network: turn.network.id, flag: name },
  })
}

function wordsOf({ network, people, speaker }: NetworkTurn, name: string): string {
  const raised = network.manualFlags.get(name)
  const flag = network.flags.get(name)
  if (raised !== undefined && maySeeManualFlag(network, raised, speaker.id))
    return `“${raised.text.slice(0, 500)}” `
  return flag === undefined ? '' : `${flagHeadline(network, people, flag)}. `
}

function readers({ network, speaker }: NetworkTurn, name: string): string {
  const raised = network.manualFlags.get(name)
  return raised?.privately && maySeeManualFlag(network, raised, speaker.id)
    ? 'The guardian angels and whoever raised it read what you write.'
    : 'Every member can read what you write, with your name.'
}

function end(turn: NetworkTurn, kind: keyof typeof ends, fields: Values, { flag = '' }: Values): Answer {
  const { field, done } = ends[kind]
  const errors = fieldErrors(fields, [field], { [field]: maxLength.sentence })
  if (hasErrors(errors)) return showErrors(errors)
  const words = fieldValue(fields, field)
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: kind === 'clear-flag' ? { kind, flag, word: words } : { kind, flag, reason: words },
    done: () =>
      card(
        textBlock(rich`${done}`),
        buttons(button('Show the flags', 'flags', { network: turn.network.id })),
      ),
    field: () => field,
  }
}

function see({ network }: NetworkTurn, { flags = '' }: Values): Answer {
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'see-flags', flags: namesIn(flags) },
    done: () =>
      card(
        textBlock(rich`Noted: you have seen it. It stays in the list of flags until it is over.`),
        buttons(button('Show the flags', 'flags', { network: network.id })),
      ),
  }
}

/** What a button of ours carries; anything else names nothing. */
function namesIn(value: string): readonly string[] {
  try {
    const names: unknown = JSON.parse(value)
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : []
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
    'see-flags': { needs: 'network', handle: see },
    'clear-flag': { needs: 'network', handle: (turn, { flag = '' }) => endForm(turn, 'clear-flag', flag) },
    'dismiss-flag': {
      needs: 'network',
      handle: (turn, { flag = '' }) => endForm(turn, 'dismiss-flag', flag),
    },
  },
  forms: {
    'clear-flag': {
      needs: 'network',
      handle: (turn, fields, values) => end(turn, 'clear-flag', fields, values),
    },
    'dismiss-flag': {
      needs: 'network',
      handle: (turn, fields, values) => end(turn, 'dismiss-flag', fields, values),
    },
  },
}
