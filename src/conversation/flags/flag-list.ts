// The list of all flags of a network, and what people say of them: seen, cleared with a word, or dismissed with a reason.
import type { Block } from '../../chat/card.ts'
import type { Values } from '../../chat/inbound.ts'
import { flagKey } from '../../domain/flags/flag-key.ts'
import { maySeeRaised, openRaised } from '../../domain/flags/manual-flags.ts'
import { flagsUp } from '../../domain/flags/rule-flags.ts'
import type { FlagUp } from '../../domain/guardian/state.ts'
import { errorsIn, line, most, read, some } from '../kit/form-fields.ts'
import { personRun } from '../kit/labels.ts'
import { bold, button, buttons, card, heading, note, say, text, time } from '../kit/markup.ts'
import { type Answer, ask, mend, type NetworkTurn, type Room, show } from '../turn.ts'
import { handlingButtons, hushedWords } from './flag-messages.ts'
import { detail, firstLine, meaning, shortLine } from './flag-texts.ts'
import { describe } from './manual-flags.ts'

/** A message has room for so many of each kind. */
const shownMost = 8

function flagsCard(turn: NetworkTurn): Answer {
  const { network, people, zone, speaker } = turn
  const byRule = flagsUp(network)
  const raised = openRaised(network).filter((flag) => maySeeRaised(network, flag, speaker.id))
  return show(
    card(
      heading(`Flags of ${network.name}`),
      byRule.length + raised.length === 0 ? text(say`Nothing is flagged just now.`) : undefined,
      ...byRule.slice(0, shownMost).flatMap((flag) => ruleBlocks(turn, flag)),
      byRule.length > shownMost
        ? text(say`and ${byRule.length - shownMost} more, which show when these are over`)
        : undefined,
      ...raised
        .slice(0, shownMost)
        .flatMap((flag) => [
          { kind: 'quote', text: flag.text } as const,
          note(say`${describe(network, people, flag)}, ${time(flag.at, zone, 'date')}${seenBy(turn, flag)}`),
          handlingButtons(network, speaker.id, [flag.id]),
        ]),
      raised.length > shownMost
        ? text(say`and ${raised.length - shownMost} older ones, which show when these are cleared`)
        : undefined,
      ...quietLines(turn),
      buttons(button('Raise a flag', 'flag', { network: network.id }, 'primary')),
    ),
  )
}

function ruleBlocks(turn: NetworkTurn, flag: FlagUp): readonly (Block | undefined)[] {
  const { network, people, zone, speaker } = turn
  return [
    text(say`${bold(shortLine(network, people, flag))}`),
    ...detail(network, people, flag),
    text(meaning(network, people, flag)),
    note(say`Since ${time(flag.since, zone, 'date')}${seenBy(turn, flag)}`),
    handlingButtons(network, speaker.id, [flagKey(flag)]),
  ]
}

function seenBy({ people }: NetworkTurn, { seen }: Pick<FlagUp, 'seen'>) {
  return seen === undefined ? [] : say`, seen by ${personRun(people, seen.by)}`
}

function quietLines({ network, people, now }: NetworkTurn): readonly Block[] {
  const quiet = [...network.hushed.values()].filter(({ until }) => until === undefined || until > now)
  return quiet
    .slice(-3)
    .map((flag) =>
      note(say`Quiet: ${shortLine(network, people, flag)}. ${hushedWords(network, people, flag)}`),
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
  return ask({
    id: kind,
    title,
    intro: `${wordsOf(turn, name)}${readers(turn, name)}`,
    fields: [line(field, label, most.sentence)],
    submit,
    values: { network: turn.network.id, flag: name },
  })
}

function wordsOf({ network, people, speaker }: NetworkTurn, name: string): string {
  const raised = network.raised.get(name)
  const flag = network.flags.get(name)
  if (raised !== undefined && maySeeRaised(network, raised, speaker.id))
    return `“${raised.text.slice(0, 500)}” `
  return flag === undefined ? '' : `${firstLine(network, people, flag)}. `
}

function readers({ network, speaker }: NetworkTurn, name: string): string {
  const raised = network.raised.get(name)
  return raised?.privately && maySeeRaised(network, raised, speaker.id)
    ? 'The guardian angels and whoever raised it read what you write.'
    : 'Every member can read what you write, with your name.'
}

function end(turn: NetworkTurn, kind: keyof typeof ends, fields: Values, { flag = '' }: Values): Answer {
  const { field, done } = ends[kind]
  const errors = errorsIn(fields, [field], { [field]: most.sentence })
  if (some(errors)) return mend(errors)
  const words = read(fields, field)
  return {
    kind: 'do',
    network: turn.network.id,
    command: kind === 'clear-flag' ? { kind, flag, word: words } : { kind, flag, reason: words },
    done: () =>
      card(text(say`${done}`), buttons(button('Show the flags', 'flags', { network: turn.network.id }))),
    field: () => field,
  }
}

function see({ network }: NetworkTurn, { flags = '' }: Values): Answer {
  return {
    kind: 'do',
    network: network.id,
    command: { kind: 'see-flags', flags: namesIn(flags) },
    done: () =>
      card(
        text(say`Noted: you have seen it. It stays in the list of flags until it is over.`),
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

export const flagListRoom: Room = {
  words: [{ name: 'flags', help: 'the risks that are flagged now', needs: 'network', handle: flagsCard }],
  presses: {
    'see-flags': { needs: 'network', handle: see },
    'clear-flag': { needs: 'network', handle: (turn, { flag = '' }) => endForm(turn, 'clear-flag', flag) },
    'dismiss-flag': {
      needs: 'network',
      handle: (turn, { flag = '' }) => endForm(turn, 'dismiss-flag', flag),
    },
  },
  submits: {
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
