// Crossing into another phase: the question before it, the form for a missing client, and the command.
import type { Card } from '../../chat/card.ts'
import type { Form } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import type { Phase } from '../../domain/core/terms.ts'
import { forbidden } from '../../domain/permissions.ts'
import { signsOf } from '../../domain/phases/phase-signs.ts'
import { lastWhyNoClient, notCrossable, phaseAfter, phaseBefore } from '../../domain/phases/phases.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, showCard, showErrors } from '../answers.ts'
import { fieldErrors, fieldValue, hasErrors, maxLength, paragraphField } from '../kit/form-fields.ts'
import { phaseNames } from '../kit/labels.ts'
import { bold, button, buttons, card, heading, pluralize, rich, textBlock } from '../kit/markup.ts'
import { refusalAnswer } from '../kit/refusal-messages.ts'
import type { NetworkTurn } from '../turn.ts'
import { phaseCard } from './phase-card.ts'
import { signLine } from './phase-sign-text.ts'

/** Asks an entrepreneur to confirm the crossing into the next phase. Anybody else reads why they cannot. */
export function confirmNext(turn: NetworkTurn): Answer {
  return confirmCrossing(turn, 'next', nextCard)
}

/** Asks an entrepreneur to confirm going back to the phase before. Anybody else reads why they cannot. */
export function confirmBack(turn: NetworkTurn): Answer {
  return confirmCrossing(turn, 'back', backCard)
}

function confirmCrossing(
  turn: NetworkTurn,
  way: 'next' | 'back',
  confirmationCard: (turn: NetworkTurn, to: Phase, values: Values) => Card,
): Answer {
  const { network, people, speaker, now } = turn
  const refusal = forbidden(network, 'cross-phase', speaker.id) ?? notCrossable(network, way)
  if (refusal !== undefined) return refusalAnswer(refusal, people, network, now)
  const to = neighbours[way](network.phase)
  if (to === undefined) return refusalAnswer({ kind: 'phase-has-moved' }, people, network, now)
  const values = { network: network.id, crossing: turn.newId(), from: network.phase, to }
  return showCard(confirmationCard(turn, to, values))
}

const neighbours = { next: phaseAfter, back: phaseBefore }

function nextCard(turn: NetworkTurn, to: Phase, values: Values): Card {
  const { network, now } = turn
  const signs = signsOf(network, to, { now })
  const asksWhy = signs.some((sign) => sign.kind === 'client' && sign.people.length === 0)
  return card(
    heading(`Is it time for ${phaseNames[to]}?`),
    { kind: 'list', items: signs.map((sign) => signLine(turn, sign)) },
    textBlock(
      rich`It takes effect at once. Everyone in the channels of ${bold(network.name)} will read that you said so and which signs are there, and it stays in the network’s record. ${roundLine(network)} You can go back later.`,
    ),
    asksWhy
      ? { kind: 'inputs', form: whyNoClientForm(network, to, values) }
      : buttons(button(`Cross into ${phaseNames[to]}`, 'cross', values, 'primary')),
  )
}

/** The question why there is no active client; what was answered last is filled in. */
function whyNoClientForm(network: Network, to: Phase, values: Values): Form {
  return {
    id: 'cross',
    title: `Cross into ${phaseNames[to]}`,
    fields: [
      paragraphField('why', 'Why is there no active client?', {
        hint: 'Everyone in the network’s channels will read it. You can leave it empty; then the sign counts as missing.',
        initial: lastWhyNoClient(network) ?? '',
        optional: true,
      }),
    ],
    submit: `Cross into ${phaseNames[to]}`,
    values,
  }
}

function backCard({ network }: NetworkTurn, to: Phase, values: Values): Card {
  return card(
    heading(`Go back to ${phaseNames[to]}?`),
    textBlock(
      rich`Going back isn’t a failure. It takes effect at once, and everyone in the channels of ${bold(network.name)} will read that you said so. ${roundLine(network)} Meetings, roles and the table stay as they are.`,
    ),
    buttons(button(`Go back to ${phaseNames[to]}`, 'cross', values, 'primary')),
  )
}

function roundLine({ settings }: Network): string {
  return `I’ll ask each member in private to look back, and they’ll have ${pluralize(settings.roundDays, 'day')}.`
}

/** Crosses as the button or form says. One that names no known phase shows the phase of the network instead. */
export function cross(turn: NetworkTurn, { crossing = '', from, to }: Values, whyNoClient?: string): Answer {
  const phaseLeft = phases.find((phase) => phase === from)
  const phaseEntered = phases.find((phase) => phase === to)
  if (phaseLeft === undefined || phaseEntered === undefined) return showCard(phaseCard(turn))
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'cross-phase', crossing, from: phaseLeft, to: phaseEntered, whyNoClient },
    done: (after) =>
      card(
        textBlock(
          rich`${bold(after.name)} is now in another phase: ${phaseNames[after.phase]}. I’ll say so in its channels.`,
        ),
        buttons(button('Show the phase', 'phase', { network: after.id })),
      ),
    field: () => 'why',
  }
}

const phases = Object.keys(phaseNames) as Phase[]

export function submitCross(turn: NetworkTurn, fields: Values, values: Values): Answer {
  const errors = fieldErrors(fields, [], { why: maxLength.paragraph })
  if (hasErrors(errors)) return showErrors(errors)
  const why = fieldValue(fields, 'why')
  if (why === '') return cross(turn, values)
  return cross(turn, values, why)
}
