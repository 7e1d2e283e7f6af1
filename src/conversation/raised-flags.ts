// Flags that people raise by hand: the form, the list, and what an angel is told.
import type { Card } from '../chat/card.ts'
import type { Values } from '../chat/inbound.ts'
import type { FlagContext, Severity } from '../network/facts.ts'
import { flagsUp } from '../network/flags.ts'
import { guardians } from '../network/people.ts'
import { openRaised } from '../network/raised-flags.ts'
import type { Network, RaisedFlag } from '../network/state.ts'
import { choice, errorsIn, line, most, paragraph, read, some } from './fields.ts'
import { firstLine, meaning } from './flag-words.ts'
import { bold, button, buttons, card, heading, listedRuns, note, say, text, time } from './say.ts'
import { type Answer, ask, mend, type NetworkTurn, type People, type Room, show } from './turn.ts'
import { named, personRun } from './vocabulary.ts'

const severities: readonly (readonly [Severity, string])[] = [
  ['warning', 'Warning: in the next working hour'],
  ['urgent', 'Urgent: at once, day or weekend'],
  ['heads-up', 'Heads-up: no message, it only shows in flags and on home'],
]
const severityNames: { readonly [severity in Severity]: string } = {
  'heads-up': 'heads-up',
  warning: 'warning',
  urgent: 'urgent',
}
const contexts: readonly (readonly [FlagContext, string])[] = [
  ['organisational', 'In one of our organisations'],
  ['public-sector', 'In the public sector as a whole'],
  ['political', 'In politics'],
  ['societal', 'In society'],
]

function flagForm(turn: NetworkTurn, words: string): Answer {
  const { network, people } = turn
  const told = guardians(network).map((person) => personRun(people, person))
  const names = listedRuns(told.map((run) => [run])).map((run) =>
    'name' in run ? run.name : 'text' in run ? run.text : '',
  )
  return ask({
    id: 'flag',
    title: 'Raise a flag',
    intro: `Every member sees it in the list of flags, with your name. A message goes to ${names.join('')}.`,
    fields: [
      paragraph('text', 'What is the risk?', { initial: words }),
      choice('severity', 'How bad is it?', severities, { initial: 'warning' }),
      choice('context', 'Where does it come from?', contexts, { initial: 'organisational' }),
    ],
    submit: 'Raise it',
    values: { network: network.id, flag: turn.newId() },
  })
}

function raise(turn: NetworkTurn, fields: Values, { flag }: Values): Answer {
  const errors = errorsIn(fields, ['text', 'severity', 'context'], { text: most.paragraph })
  const severity = severities.find(([one]) => one === read(fields, 'severity'))?.[0]
  const context = contexts.find(([one]) => one === read(fields, 'context'))?.[0]
  if (some(errors) || severity === undefined || context === undefined) return mend(errors)
  const { network } = turn
  const id = flag ?? turn.newId()
  return {
    kind: 'do',
    network: network.id,
    command: { kind: 'raise-flag', flag: id, text: read(fields, 'text'), severity, context },
    done: () =>
      card(
        text(say`Raised, as ${bold(severityNames[severity])}.`),
        buttons(
          button('Clear it', 'clear-flag', { network: network.id, flag: id }),
          button('Show all flags', 'flags', { network: network.id }),
        ),
      ),
    field: () => 'text',
  }
}

function flagsCard({ network, people, zone }: NetworkTurn): Answer {
  const raised = openRaised(network)
  const byRule = flagsUp(network)
  const values = { network: network.id }
  return show(
    card(
      heading(`Flags of ${network.name}`),
      byRule.length + raised.length === 0 ? text(say`Nothing is flagged just now.`) : undefined,
      ...byRule.flatMap((flag) => [
        text(say`${bold(firstLine(network, people, flag))}`),
        text(meaning(network, people, flag)),
      ]),
      ...raised
        .slice(0, 8)
        .flatMap((flag) => [
          { kind: 'quote', text: flag.text } as const,
          note(say`${describe(network, people, flag)}, ${time(flag.at, zone, 'date')}`),
          buttons(button('Clear this one', 'clear-flag', { ...values, flag: flag.id })),
        ]),
      raised.length > 8
        ? text(say`and ${raised.length - 8} older ones, which show when these are cleared`)
        : undefined,
      buttons(button('Raise a flag', 'flag', values, 'primary')),
    ),
  )
}

function describe(network: Network, people: People, { severity, context, by }: RaisedFlag) {
  const where = contexts.find(([one]) => one === context)?.[1].toLowerCase() ?? context
  const who = by === undefined ? 'somebody' : named(network, people, by)
  return say`${severityNames[severity]}, ${where}, raised by ${who}`
}

function clearForm(turn: NetworkTurn, flag: string): Answer {
  const known = turn.network.raised.get(flag)
  return ask({
    id: 'clear-flag',
    title: 'Clear a flag',
    intro: known === undefined ? 'It is cleared for everybody.' : `“${known.text.slice(0, 500)}”`,
    fields: [line('word', 'What became of it?', most.sentence)],
    submit: 'Clear it',
    values: { network: turn.network.id, flag },
  })
}

function clear(turn: NetworkTurn, fields: Values, { flag = '' }: Values): Answer {
  const errors = errorsIn(fields, ['word'], { word: most.sentence })
  if (some(errors)) return mend(errors)
  return {
    kind: 'do',
    network: turn.network.id,
    command: { kind: 'clear-flag', flag, word: read(fields, 'word') },
    done: () => card(text(say`Cleared.`)),
    field: () => 'word',
  }
}

/** What an angel, or an entrepreneur where there is none, is told; it changes once the flag is cleared. */
export function raisedCard(network: Network, people: People, id: string): Card | undefined {
  const flag = network.raised.get(id)
  if (flag === undefined) return undefined
  return card(
    heading(
      `${network.name}: ${flag.cleared === undefined ? 'somebody has raised a flag' : 'a flag was cleared'}`,
    ),
    { kind: 'quote', text: flag.text },
    text(say`${describe(network, people, flag)}.`),
    flag.cleared === undefined
      ? buttons(
          button('Show the network', 'network', { network: network.id }),
          button('Clear it', 'clear-flag', { network: network.id, flag: id }),
        )
      : text(say`What became of it: ${flag.cleared.word}`),
  )
}

export const raisedFlagsRoom: Room = {
  words: [
    {
      name: 'flag',
      takes: '[words]',
      help: 'raise a flag: a risk that your guardian angel should know of',
      needs: 'network',
      handle: flagForm,
    },
    { name: 'flags', help: 'the risks that are flagged now', needs: 'network', handle: flagsCard },
  ],
  presses: {
    flag: { needs: 'network', handle: (turn) => flagForm(turn, '') },
    flags: { needs: 'network', handle: flagsCard },
    'clear-flag': { needs: 'network', handle: (turn, { flag = '' }) => clearForm(turn, flag) },
  },
  submits: {
    flag: { needs: 'network', handle: raise },
    'clear-flag': { needs: 'network', handle: clear },
  },
}
