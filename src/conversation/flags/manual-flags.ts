// Flags that people raise by hand: the form, and the messages about them.
import type { Block, Card, Run } from '../../chat/card.ts'
import type { Values } from '../../chat/inbound.ts'
import type { Instant, PersonId } from '../../domain/core/ids.ts'
import type { FlagContext, Severity } from '../../domain/core/terms.ts'
import { isFlagOpen, recipientsOfManualFlag } from '../../domain/flags/manual-flags.ts'
import { isHiddenFrom } from '../../domain/flags/private-flags.ts'
import type { ManualFlag } from '../../domain/flags/state.ts'
import { holders, riskRecipients } from '../../domain/membership/members.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, openForm, showErrors } from '../answers.ts'
import { shortQuote } from '../kit/card-parts.ts'
import {
  choiceField,
  fieldErrors,
  fieldValue,
  hasErrors,
  maxLength,
  paragraphField,
} from '../kit/form-fields.ts'
import { nameWithAgency, personRun } from '../kit/labels.ts'
import {
  bold,
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
import { prefillErrors } from '../kit/prefill-errors.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn, People } from '../turn.ts'
import { handlingButtons, reminderNote } from './flag-messages.ts'
import { hiddenFlagCard } from './private-flags.ts'

const severities: readonly (readonly [Severity, string])[] = [
  ['warning', 'Warning: in their next working hour'],
  ['urgent', 'Urgent: at once, weekends included'],
  ['heads-up', 'Heads-up: no message, only in the list of flags and on home'],
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

function flagForm(turn: NetworkTurn, text: string): Answer {
  const { network } = turn
  const recipients = otherNames(turn, riskRecipients(network))
  return openForm({
    id: 'flag',
    title: 'Raise a flag',
    intro: `You choose who can read it. ${deliveryText(recipients)}`,
    fields: [
      paragraphField('text', 'What is the risk?', { initial: text }),
      choiceField('severity', 'How bad is it?', severities, { initial: 'warning' }),
      choiceField('context', 'Where does it come from?', contexts, { initial: 'organisational' }),
      choiceField('who', 'Who can read it?', readerChoices(turn), { initial: 'all' }),
    ],
    submit: 'Raise it',
    values: { network: network.id, flag: turn.newId() },
    errors: prefillErrors('text', text),
  })
}

function deliveryText(recipients: string): string {
  if (recipients === '') return 'You’re the one who’d be told, so no message goes out.'
  return `I’ll send a message to ${recipients}.`
}

/** Nobody can raise a flag for the angels alone while there is no other angel. */
function readerChoices(turn: NetworkTurn): readonly (readonly [value: string, label: string])[] {
  const everyone = ['all', 'Every member, in the list of flags, with your name'] as const
  const angels = otherNames(turn, holders(turn.network, 'guardian-angel'))
  if (angels === '') return [everyone]
  return [everyone, ['angels', `Only you and ${angels}`.slice(0, 150)]]
}

/** Returns the names of these people, but for the speaker. */
function otherNames({ people, speaker }: NetworkTurn, persons: readonly string[]): string {
  const others = persons.filter((person) => person !== speaker.id)
  return listText(others.map((person) => people.get(person)?.name ?? 'somebody'))
}

function raise(turn: NetworkTurn, fields: Values, { flag }: Values): Answer {
  const errors = fieldErrors(fields, ['text', 'severity', 'context'], { text: maxLength.paragraph })
  const severity = severities.find(([one]) => one === fieldValue(fields, 'severity'))?.[0]
  const context = contexts.find(([one]) => one === fieldValue(fields, 'context'))?.[0]
  if (hasErrors(errors) || severity === undefined || context === undefined) return showErrors(errors)
  const { network, people } = turn
  const id = flag ?? turn.newId()
  const privately = fieldValue(fields, 'who') === 'angels' ? true : undefined
  return {
    kind: 'run-command',
    network: network.id,
    command: {
      kind: 'raise-flag',
      flag: id,
      text: fieldValue(fields, 'text'),
      severity,
      context,
      privately,
    },
    done: (after) => {
      const readers = privately ? rich` Only you and ${angelNames(after, people)} can read it.` : []
      return card(
        textBlock(
          rich`I’ve raised your flag (${bold(severityNames[severity])}).${readers}${followsText(after, id)}`,
        ),
        buttons(
          button('Undo', 'take-back-flag', { network: network.id, flag: id }),
          button('Clear it', 'clear-flag', { network: network.id, flag: id }),
          button('Show all flags', 'flags', { network: network.id }),
        ),
      )
    },
    field: (why) => (why.kind === 'no-angel' ? 'who' : 'text'),
  }
}

/** The first of several warnings went out by itself. */
function followsText(network: Network, id: string): string {
  const flag = network.manualFlags.get(id)
  if (flag?.toldAfter === undefined || recipientsOfManualFlag(network, flag).length === 0) return ''
  return ' You raised another just now, so this one goes out a little later, together with any more you raise.'
}

function angelNames(network: Network, people: People): readonly Run[] {
  return listRuns(holders(network, 'guardian-angel').map((person) => [personRun(people, person)]))
}

/** Says how bad it is, where it comes from, who raised it, and whether only angels may read it. */
export function describeManualFlag(network: Network, people: People, flag: ManualFlag) {
  const { severity, context, by, privately } = flag
  const where = contexts.find(([one]) => one === context)?.[1].toLowerCase() ?? context
  const who = by === undefined ? 'somebody' : nameWithAgency(network, people, by)
  const to = privately ? ', for the guardian angels only' : ''
  return rich`${severityNames[severity]}, ${where}, raised by ${who}${to}`
}

/**
 * The message to those who are told of flags. `again` is the reminder of an urgent flag, and `changed` the update once
 * somebody has acknowledged or ended it. Returns `undefined` if the message has become pointless.
 */
export function manualFlagCard(
  network: Network,
  people: People,
  { flag: id, as }: { readonly flag: string; readonly as?: 'again' | 'changed' },
  reader: string,
): Card | undefined {
  const flag = network.manualFlags.get(id)
  if (flag === undefined || (as !== 'changed' && !isStillNews(flag, as, reader))) return undefined
  if (as === 'again' && flag.acknowledged !== undefined) return undefined
  if (isHiddenFrom(network, flag, reader) && flag.takenBack === undefined)
    return as === 'again' ? undefined : hiddenFlagCard({ network, people, reader }, flag)
  // An urgent one keeps its words for those who have read them.
  const keepsWords = flag.severity === 'urgent' && !isHiddenFrom(network, flag, reader)
  if (flag.takenBack !== undefined && !keepsWords)
    return card(textBlock(takenBackText(network, people, flag)))
  const blocks: (Block | undefined)[] = [
    heading(manualFlagTitle(flag)),
    { kind: 'quote', text: flag.text },
    textBlock(rich`${bold(network.name)}: ${describeManualFlag(network, people, flag)}.`),
  ]
  if (as === 'again') blocks.push(reminderNote)
  blocks.push(...outcomeBlocks(network, people, flag))
  if (isFlagOpen(flag)) blocks.push(buttons(button('Show the network', 'network', { network: network.id })))
  blocks.push(handlingButtons(network, reader, [id]))
  return card(...blocks)
}

/** An urgent flag is told of even if somebody else has ended it before its message could be sent. */
function isStillNews(flag: ManualFlag, as: 'again' | undefined, reader: string): boolean {
  if (isFlagOpen(flag)) return true
  if (flag.takenBack !== undefined) return false
  const endedBy = (flag.cleared ?? flag.dismissed)?.by
  return as === undefined && flag.severity === 'urgent' && endedBy !== reader
}

/** E.g. `Flag (urgent): “The lease ends”`. */
function manualFlagTitle({ text, severity, cleared, dismissed, takenBack }: ManualFlag): string {
  const title = `Flag (${severityNames[severity]}): ${shortQuote(text)}`
  if (takenBack !== undefined) return `Taken back: ${title}`
  if (cleared !== undefined) return `Cleared: ${title}`
  return dismissed === undefined ? title : `Dismissed: ${title}`
}

/** What became of the flag so far. */
export function outcomeBlocks(network: Network, people: People, flag: ManualFlag): readonly Block[] {
  const { acknowledged, cleared, dismissed, takenBack } = flag
  if (takenBack !== undefined) return [textBlock(takenBackText(network, people, flag))]
  if (cleared !== undefined)
    return [textBlock(rich`Cleared ${endText(network, people, cleared)}: “${cleared.word}”`)]
  if (dismissed !== undefined)
    return [textBlock(rich`Dismissed ${endText(network, people, dismissed)}: “${dismissed.reason}”`)]
  if (acknowledged === undefined) return []
  return [note(rich`Seen by ${personRun(people, acknowledged.by)}.`)]
}

function takenBackText(network: Network, people: People, { by }: ManualFlag): readonly Run[] {
  const who = by === undefined ? 'The person who raised it' : nameWithAgency(network, people, by)
  return rich`${who} took back the flag they had just raised in ${bold(network.name)}. There’s nothing to do.`
}

function endText(
  network: Network,
  people: People,
  { at, by }: { readonly at: Instant; readonly by?: PersonId },
): readonly Run[] {
  const when = rich`on ${timeRun(at, network.zone)}`
  return by === undefined ? when : rich`${when} by ${nameWithAgency(network, people, by)}`
}

/** Tells of an urgent flag that no angel has acknowledged. `changed` is the update of that message. */
export function unacknowledgedManualFlagCard(
  network: Network,
  people: People,
  { flag: id, as }: { readonly flag: string; readonly as?: 'changed' },
): Card | undefined {
  const flag = network.manualFlags.get(id)
  const angels = holders(network, 'guardian-angel')
  if (flag === undefined || angels.length === 0) return undefined
  const isHandled = !isFlagOpen(flag) || flag.acknowledged !== undefined
  if (isHandled && as !== 'changed') return undefined
  if (isHandled)
    return card(heading(`${network.name}: the flag has been seen`), ...outcomeBlocks(network, people, flag))
  return card(
    heading(`No guardian angel has seen this: ${manualFlagTitle(flag)}`),
    { kind: 'quote', text: flag.text },
    textBlock(rich`${bold(network.name)}: ${describeManualFlag(network, people, flag)}.`),
    textBlock(
      rich`I told them at once, and again after two working days. Could you call ${listRuns(angels.map((person) => nameWithAgency(network, people, person)))}?`,
    ),
    buttons(button('Show the flags', 'flags', { network: network.id })),
  )
}

export const manualFlagsModule: CommandModule = {
  commands: [
    {
      name: 'flag',
      takes: '[words]',
      help: 'raise a flag: a risk that your guardian angel should know about',
      needs: 'network',
      handle: flagForm,
    },
  ],
  actions: {
    flag: { needs: 'network', handle: (turn, { words = '' }) => flagForm(turn, words) },
    'take-back-flag': {
      needs: 'network',
      handle: ({ network }, { flag = '' }) => ({
        kind: 'run-command',
        network: network.id,
        command: { kind: 'take-back-flag', flag },
        done: () =>
          card(
            textBlock(
              rich`I’ve taken it back. It’s in no list any more, and where it’s already been read, it now says so.`,
            ),
          ),
      }),
    },
  },
  forms: { flag: { needs: 'network', handle: raise } },
}
