// Rewording the moment and the shared outcome, and the list of their earlier wordings.
import type { Card, Run } from '../../chat/card.ts'
import type { Field } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import type { Instant, PersonId } from '../../domain/core/ids.ts'
import type { Refusal } from '../../domain/decision.ts'
import { forbidden } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, openForm, type RunCommand, showErrors } from '../answers.ts'
import {
  fieldErrors,
  fieldValue,
  hasErrors,
  lineField,
  maxLength,
  paragraphField,
} from '../kit/form-fields.ts'
import { nameWithAgency } from '../kit/labels.ts'
import { bold, button, buttons, card, codeRun, note, rich, textBlock, timeRun } from '../kit/markup.ts'
import { refusalAnswer } from '../kit/refusal-messages.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn, People } from '../turn.ts'

type PurposePart = 'moment' | 'outcome'

const labels: { readonly [part in PurposePart]: string } = {
  moment: 'The moment',
  outcome: 'The shared outcome',
}

const titles: { readonly [part in PurposePart]: string } = {
  moment: 'Change the moment',
  outcome: 'Change the shared outcome',
}

const intros: { readonly [part in PurposePart]: string } = {
  moment: 'Better words for what happened. Every member can read them, and the earlier words too.',
  outcome:
    'The same aim in better words. Everyone in the network’s channels will read them, and the count of meetings goes on. For a different aim, reframe instead; a second agency has to agree to that.',
}

const limits: { readonly [part in PurposePart]: number } = {
  moment: maxLength.paragraph,
  outcome: maxLength.sentence,
}

function purposeForm(turn: NetworkTurn, part: PurposePart): Answer {
  const { network, people, now } = turn
  const refusal = whyNotEditable(turn, part)
  if (refusal !== undefined) return refusalAnswer(refusal, people, network, now)
  return openForm({
    id: `change-${part}`,
    title: titles[part],
    intro: intros[part],
    fields:
      part === 'moment' ? [purposeField(network, part), whenField(network)] : [purposeField(network, part)],
    submit: 'Change it',
    values: { network: network.id },
  })
}

/** A closed network is refused as closed, whoever asks. */
function whyNotEditable({ network, speaker }: NetworkTurn, part: PurposePart): Refusal | undefined {
  if (network.closing !== undefined) return { kind: 'closed' }
  return forbidden(network, `change-${part}`, speaker.id)
}

function purposeField(network: Network, part: PurposePart): Field {
  if (part === 'moment')
    return paragraphField('words', labels.moment, {
      initial: network.moment,
      hint: 'What happened that made it impossible to go on as before?',
    })
  return lineField('words', labels.outcome, limits.outcome, {
    initial: network.outcome,
    hint: 'One sentence: who is it for, and what will be different?',
  })
}

function whenField({ momentWhen = '' }: Network): Field {
  return lineField('momentWhen', 'When was that?', maxLength.date, {
    optional: true,
    initial: momentWhen,
    hint: 'A date or a few words, such as “in March 2026”. You’ll see it in the story.',
  })
}

function submit(turn: NetworkTurn, part: PurposePart, fields: Values): Answer {
  const errors = fieldErrors(fields, ['words'], { words: limits[part], momentWhen: maxLength.date })
  if (hasErrors(errors)) return showErrors(errors)
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: changeCommand(part, fields),
    done: (after) => changedCard(after, part),
    field: () => 'words',
  }
}

function changeCommand(part: PurposePart, fields: Values): RunCommand['command'] {
  const text = fieldValue(fields, 'words')
  // A form of an earlier version does not ask when it was, and so changes nothing about that.
  const momentWhen = fields.momentWhen === undefined ? undefined : fieldValue(fields, 'momentWhen')
  if (part === 'moment') return { kind: 'change-moment', moment: text, momentWhen }
  return { kind: 'change-outcome', outcome: text }
}

const changedNotes: { readonly [part in PurposePart]: readonly Run[] } = {
  moment: rich`You can still read the earlier words with ${codeRun('/network phase')}.`,
  outcome: rich`I’ll show it in the network’s channels. You can still read the earlier words with ${codeRun('/network phase')}.`,
}

function changedCard(network: Network, part: PurposePart): Card {
  return card(
    textBlock(rich`${labels[part]} of ${bold(network.name)} now reads:`),
    { kind: 'quote', text: network[part] },
    note(changedNotes[part]),
    buttons(button('Show the phase', 'phase', { network: network.id })),
  )
}

/** The number of characters of an earlier wording that a line shows. */
const excerptLength = 200

/** The earlier wordings of the moment and the shared outcome, and until when each was in use. */
export function previousWordingLines({ network, people, zone }: NetworkTurn): readonly HistoryLine[] {
  return network.previousWordings.map(({ what, text, until, how, by }) => {
    const who = by === undefined ? '' : rich` by ${nameWithAgency(network, people, by)}`
    const excerpt = text.length > excerptLength ? `${text.slice(0, excerptLength)}…` : text
    const line = rich`${labels[what]} until ${timeRun(until, zone, 'date')}: “${excerpt}”, ${how}${who}`
    return { at: until, line }
  })
}

/** A line of the history of a network, and the instant by which it is sorted. */
interface HistoryLine {
  readonly at: Instant
  readonly line: readonly Run[]
}

/** What every home reads about a new wording of the outcome. Returns `undefined` once the network is closed. */
export function outcomeCard(
  network: Network,
  people: People,
  { by, undone }: { readonly by?: PersonId; readonly undone?: true },
): Card | undefined {
  if (network.closing !== undefined) return undefined
  if (undone)
    return card(textBlock(rich`Withdrawn: the shared outcome of ${bold(network.name)} keeps its wording.`))
  const who = by === undefined ? rich`A public entrepreneur` : nameWithAgency(network, people, by)
  return card(
    textBlock(
      rich`${who} reworded the shared outcome of ${bold(network.name)}. The aim is the same, and the count goes on.`,
    ),
    { kind: 'quote', text: network.outcome },
  )
}

/** The forms for the card of the phase. */
export const editPurposeModule: CommandModule = {
  commands: [],
  actions: {
    'change-moment': { needs: 'network', handle: (turn) => purposeForm(turn, 'moment') },
    'change-outcome': { needs: 'network', handle: (turn) => purposeForm(turn, 'outcome') },
  },
  forms: {
    'change-moment': { needs: 'network', handle: (turn, fields) => submit(turn, 'moment', fields) },
    'change-outcome': { needs: 'network', handle: (turn, fields) => submit(turn, 'outcome', fields) },
  },
}
