// Flags that people raise by hand: the form, and what an angel is told.
import type { Card, Run } from '../../chat/card.ts'
import type { Values } from '../../chat/inbound.ts'
import type { FlagContext, Severity } from '../../domain/core/terms.ts'
import { isOpen } from '../../domain/flags/manual-flags.ts'
import type { RaisedFlag } from '../../domain/guardian/state.ts'
import { guardians, holders } from '../../domain/membership/members.ts'
import type { Network } from '../../domain/state.ts'
import { choice, errorsIn, most, paragraph, read, some } from '../kit/form-fields.ts'
import { named, personRun } from '../kit/labels.ts'
import { bold, button, buttons, card, heading, listed, listedRuns, note, say, text } from '../kit/markup.ts'
import { type Answer, ask, mend, type NetworkTurn, type People, type Room } from '../turn.ts'
import { comesAgain, handlingButtons } from './flag-messages.ts'

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
  const others = (told: readonly string[]) =>
    listed(
      told
        .filter((person) => person !== turn.speaker.id)
        .map((person) => people.get(person)?.name ?? 'somebody'),
    )
  const told = others(guardians(network))
  const angels = others(holders(network, 'guardian-angel'))
  const who = [
    ['all', 'Every member, in the list of flags, with your name'],
    ...(angels === '' ? [] : [['angels', `You and ${angels} alone`.slice(0, 150)] as const]),
  ] as const
  return ask({
    id: 'flag',
    title: 'Raise a flag',
    intro: `You choose who may read it. ${told === '' ? 'No message goes out: whoever is to be told of flags is you.' : `A message goes to ${told}.`}`,
    fields: [
      paragraph('text', 'What is the risk?', { initial: words }),
      choice('severity', 'How bad is it?', severities, { initial: 'warning' }),
      choice('context', 'Where does it come from?', contexts, { initial: 'organisational' }),
      choice('who', 'Who may read it?', who, { initial: 'all' }),
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
  const { network, people } = turn
  const id = flag ?? turn.newId()
  const privately = read(fields, 'who') === 'angels'
  return {
    kind: 'do',
    network: network.id,
    command: {
      kind: 'raise-flag',
      flag: id,
      text: read(fields, 'text'),
      severity,
      context,
      ...(privately && { privately }),
    },
    done: (after) =>
      card(
        text(
          say`Raised, as ${bold(severityNames[severity])}.${privately ? say` Only you and ${angelNames(after, people)} can read it.` : ''}`,
        ),
        buttons(
          button('Clear it', 'clear-flag', { network: network.id, flag: id }),
          button('Show all flags', 'flags', { network: network.id }),
        ),
      ),
    field: (why) => (why.kind === 'no-angel' ? 'who' : 'text'),
  }
}

function angelNames(network: Network, people: People): readonly Run[] {
  return listedRuns(holders(network, 'guardian-angel').map((person) => [personRun(people, person)]))
}

/** How bad, from where, by whom, and who may read it. */
export function describe(network: Network, people: People, flag: RaisedFlag) {
  const { severity, context, by, privately } = flag
  const where = contexts.find(([one]) => one === context)?.[1].toLowerCase() ?? context
  const who = by === undefined ? 'somebody' : named(network, people, by)
  const to = privately ? ', for the guardian angels alone' : ''
  return say`${severityNames[severity]}, ${where}, raised by ${who}${to}`
}

/** What an angel, or an entrepreneur where there is none, is told; it changes once somebody has seen it, or it is over. */
export function raisedCard(
  network: Network,
  people: People,
  { flag: id, as }: { readonly flag: string; readonly as?: 'again' | 'changed' },
  reader: string,
): Card | undefined {
  const flag = network.raised.get(id)
  if (flag === undefined || (as !== 'changed' && !isOpen(flag))) return undefined
  if (as === 'again' && flag.seen !== undefined) return undefined
  return card(
    heading(`${network.name}: ${titleOf(flag)}`),
    { kind: 'quote', text: flag.text },
    text(say`${describe(network, people, flag)}.`),
    as === 'again' ? comesAgain : undefined,
    ...became(people, flag),
    isOpen(flag) ? buttons(button('Show the network', 'network', { network: network.id })) : undefined,
    handlingButtons(network, reader, [id]),
  )
}

function titleOf({ cleared, dismissed }: RaisedFlag): string {
  if (cleared !== undefined) return 'a flag was cleared'
  return dismissed === undefined ? 'somebody has raised a flag' : 'a flag was dismissed'
}

function became(people: People, { seen, cleared, dismissed }: RaisedFlag) {
  if (cleared !== undefined) return [text(say`What became of it: ${cleared.word}`)]
  if (dismissed !== undefined) return [text(say`Why it was dismissed: ${dismissed.reason}`)]
  return seen === undefined ? [] : [note(say`Seen by ${personRun(people, seen.by)}.`)]
}

/** What is learnt of an urgent one that no angel has seen, and how that changes. */
export function raisedUnseenCard(
  network: Network,
  people: People,
  { flag: id, as }: { readonly flag: string; readonly as?: 'changed' },
): Card | undefined {
  const flag = network.raised.get(id)
  const angels = holders(network, 'guardian-angel')
  if (flag === undefined || angels.length === 0) return undefined
  const isHandled = !isOpen(flag) || flag.seen !== undefined
  if (isHandled)
    return as === 'changed'
      ? card(heading(`${network.name}: the flag was seen`), ...became(people, flag))
      : undefined
  return card(
    heading(`${network.name}: no guardian angel has seen an urgent flag`),
    { kind: 'quote', text: flag.text },
    text(
      say`I told them at once, and again after two working days. Could you call ${listedRuns(angels.map((person) => named(network, people, person)))}?`,
    ),
    buttons(button('Show the flags', 'flags', { network: network.id })),
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
  ],
  presses: {},
  submits: { flag: { needs: 'network', handle: raise } },
}
