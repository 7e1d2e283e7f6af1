// The moment and the shared outcome in better words, and what they were before.
import type { Card, Run } from '../../chat/card.ts'
import type { Values } from '../../chat/inbound.ts'
import type { Instant, PersonId } from '../../domain/core/ids.ts'
import { forbidden } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, openForm, showErrors } from '../answers.ts'
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

type What = 'moment' | 'outcome'

const labels: { readonly [what in What]: string } = { moment: 'The moment', outcome: 'The shared outcome' }

function purposeForm(turn: NetworkTurn, what: What): Answer {
  const { network, people, speaker, now } = turn
  const not = forbidden(network, `change-${what}`, speaker.id)
  const why = network.closing === undefined ? not : ({ kind: 'closed' } as const)
  if (why !== undefined) return refusalAnswer(why, people, network, now)
  const initial = network[what]
  return openForm({
    id: `change-${what}`,
    title: what === 'moment' ? 'Change the moment' : 'Change the shared outcome',
    intro:
      what === 'moment'
        ? 'Better words for what happened. Every member can read them, and what was written before.'
        : 'The same aim in better words: every home reads them, and the count of meetings goes on. Another aim is a reframe, to which a second agency agrees.',
    fields: [
      what === 'moment'
        ? paragraphField('words', labels.moment, {
            initial,
            hint: 'What happened that made going on as before impossible?',
          })
        : lineField('words', labels.outcome, maxLength.sentence, {
            initial,
            hint: 'One sentence: for whom, and what will be different?',
          }),
    ],
    submit: 'Change it',
    values: { network: network.id },
  })
}

function submit(turn: NetworkTurn, what: What, fields: Values): Answer {
  const errors = fieldErrors(fields, ['words'], {
    words: what === 'moment' ? maxLength.paragraph : maxLength.sentence,
  })
  if (hasErrors(errors)) return showErrors(errors)
  const said = fieldValue(fields, 'words')
  return {
    kind: 'run-command',
    network: turn.network.id,
    command:
      what === 'moment' ? { kind: 'change-moment', moment: said } : { kind: 'change-outcome', outcome: said },
    done: (after) =>
      card(
        textBlock(rich`${labels[what]} of ${bold(after.name)} now reads:`),
        { kind: 'quote', text: after[what] },
        note(
          what === 'moment'
            ? rich`What it was before stays readable with ${codeRun('/network phase')}.`
            : rich`Every home reads of it. What it was before stays readable with ${codeRun('/network phase')}.`,
        ),
        buttons(button('Show the phase', 'phase', { network: after.id })),
      ),
    field: () => 'words',
  }
}

/** What the moment and the shared outcome were before, and until when. */
export function previousWordingLines({ network, people, zone }: NetworkTurn): readonly Line[] {
  return network.previousWordings.map(({ what, text: words, until, how, by }) => {
    const who = by === undefined ? '' : rich` by ${nameWithAgency(network, people, by)}`
    const shown = words.length > 200 ? `${words.slice(0, 200)}…` : words
    const line = rich`${labels[what]} until ${timeRun(until, zone, 'date')}: “${shown}”, ${how}${who}`
    return { at: until, line }
  })
}

/** What was said at a time. */
export interface Line {
  readonly at: Instant
  readonly line: readonly Run[]
}

/** What every home reads. */
export function outcomeCard(network: Network, people: People, by: PersonId | undefined): Card | undefined {
  if (network.closing !== undefined) return undefined
  const who = by === undefined ? rich`A public entrepreneur` : nameWithAgency(network, people, by)
  return card(
    textBlock(
      rich`${who} put the shared outcome of ${bold(network.name)} in other words. The aim is the same, and the count goes on.`,
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
