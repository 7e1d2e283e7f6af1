// Putting something on the table, by words or by a form.
import type { Form } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import type { Offer, ResourceKind, Terms } from '../../domain/core/terms.ts'
import { holds, participant } from '../../domain/membership/members.ts'
import type { Network } from '../../domain/state.ts'
import { mayChange } from '../../domain/table/table.ts'
import { type Answer, openForm, type RunCommand, showErrors } from '../answers.ts'
import {
  choiceField,
  fieldErrors,
  fieldValue,
  hasErrors,
  lineField,
  maxLength,
  tooLongMessage,
} from '../kit/form-fields.ts'
import { amountOf, plainDate, resourceKindNames, resourceLine } from '../kit/labels.ts'
import { bold, button, buttons, card, heading, rich, textBlock } from '../kit/markup.ts'
import { parseDate } from '../kit/parse-date.ts'
import { bareCountText } from '../meetings/count-text.ts'
import type { NetworkTurn } from '../turn.ts'
import {
  isNegative,
  isWellFormed,
  type ParsedOffer,
  parseAmount,
  parseOffer,
  usualKind,
} from './parse-offer.ts'

const kinds = Object.keys(resourceKindNames) as ResourceKind[]

interface Prefill extends Partial<ParsedOffer> {
  readonly meeting?: string | undefined
  readonly errors?: Values
}

export function putForm(turn: NetworkTurn, prefill: Prefill = {}): Form {
  const { network, speaker } = turn
  const own = participant(network, speaker.id)?.agency ?? ''
  const entrepreneur = holds(network, speaker.id, 'public-entrepreneur')
  const until = prefill.until === undefined ? (prefill.unread?.until ?? '') : plainDate(prefill.until)
  return {
    id: 'put',
    title: 'Put something on the table',
    intro: 'Every member sees it, with your name and the agency. It can be used, or taken back, later.',
    fields: [
      choiceField(
        'kind',
        'Kind',
        kinds.map((kind) => [kind, resourceKindNames[kind]]),
        { initial: prefill.kind ?? usualKind },
      ),
      lineField('what', 'What is it?', maxLength.what, {
        initial: prefill.what ?? '',
        hint: 'For example analyst, or rent for the hall',
      }),
      lineField('amount', 'How much?', 40, {
        optional: true,
        initial: prefill.amount === undefined ? '' : amountOf(prefill as Offer),
        hint: 'For example 0.5 FTE or $20,000',
      }),
      entrepreneur
        ? lineField('agency', 'From which agency?', maxLength.agency, { initial: prefill.agency ?? own })
        : choiceField('agency', 'From which agency?', [[own, own]], { initial: own }),
      choiceField(
        'terms',
        'On what terms?',
        [
          ['', 'Not said'],
          ['flexible', 'Flexible across agencies'],
          ['earmarked', 'Earmarked in its own budget'],
        ],
        { optional: true, initial: prefill.terms ?? '' },
      ),
      lineField('until', 'Until when?', maxLength.date, { optional: true, initial: until }),
      lineField('condition', 'On a condition?', maxLength.what, {
        optional: true,
        initial: prefill.condition ?? '',
      }),
      choiceField(
        'standing',
        'Is it there already?',
        [
          ['yes', 'It is on the table from now on'],
          ['no', 'It is a promise for later, which does not count yet'],
        ],
        { initial: 'yes' },
      ),
    ],
    submit: 'Put it on the table',
    values: {
      network: network.id,
      resource: turn.newId(),
      ...(prefill.meeting !== undefined && { meeting: prefill.meeting }),
    },
    errors: prefill.errors,
  }
}

export function putFromText(turn: NetworkTurn, words: string): Answer {
  if (words === '') return openForm(putForm(turn))
  if (words.length > maxLength.what)
    return openForm(
      putForm(turn, { what: words, errors: { what: tooLongMessage(words.length, maxLength.what) } }),
    )
  const { unread = {}, ...offer } = parseOffer(words, turn.now, turn.zone, agenciesIn(turn.network))
  const mayBring = unread.agency !== undefined && mayChange(turn.network, turn.speaker.id, unread.agency)
  const own = participant(turn.network, turn.speaker.id)?.agency ?? ''
  const agency = offer.agency ?? (mayBring ? unread.agency : undefined) ?? own
  const errors = {
    ...(saysNothing(offer.what) && { what: 'What is it? For example analyst, or rent for the hall.' }),
    ...((isNegative(words) || !isWellFormed(offer.amount ?? 1)) && { amount: notSound }),
    ...(unread.until !== undefined && { until: notRead(unread.until) }),
    ...(unread.agency !== undefined &&
      !mayBring && { agency: `No agency here is called “${unread.agency}”; which one is it?` }),
  }
  if (turn.confirmInForm || hasErrors(errors))
    return openForm(putForm(turn, { ...offer, agency, unread, ...(hasErrors(errors) && { errors }) }))
  return place(turn, { ...offer, agency }, turn.newId(), true, undefined)
}

/** Also those that have left, while something of theirs is on record. */
function* agenciesIn({ people, resources }: Network): Generator<string> {
  for (const { agency } of people.values()) yield agency
  for (const { agency } of resources.values()) yield agency
}

/** Only the words of the button, or that there is nothing. */
function saysNothing(what: string): boolean {
  return /^(?:(?:something|anything|nothing|none|it|this|that|one)\b\s*)?(?:on the table|this time|here|there|yet|now)?[\s.?]*$/i.test(
    what,
  )
}

const notSound = 'An amount is a number above 0, such as 0.5 FTE or $20,000.'

function notRead(date: string): string {
  return `I could not read “${date.slice(0, 60)}” as a date. Try it like 30 June.`
}

function place(
  turn: NetworkTurn,
  offer: Offer,
  resource: string,
  standing: boolean,
  meeting: string | undefined,
): RunCommand {
  const { network } = turn
  const wasStalled = network.stalled !== undefined
  return {
    kind: 'run-command',
    network: network.id,
    command: standing ? { kind: 'put', resource, offer, meeting } : { kind: 'offer', resource, offer },
    done(after) {
      const placed = after.resources.get(resource)
      const moving = wasStalled && after.stalled === undefined
      const values = { network: network.id, resource }
      return card(
        heading(standing ? 'On the table' : 'Promised'),
        textBlock(resourceLine(placed ?? offer)),
        moving ? textBlock(rich`${bold(network.name)} is moving again.`) : undefined,
        textBlock(
          standing
            ? rich`${bareCountText(after)}`
            : rich`A promise does not count yet. Say when it is there.`,
        ),
        buttons(
          button('Undo', 'undo-put', values),
          standing ? undefined : button('It is there now', 'put-offered', values, 'primary'),
          button('Show the table', 'table', values),
        ),
      )
    },
    field: (why) => ({ only: 'agency', 'until-has-passed': 'until' })[why.kind as 'only'],
  }
}

export function putFromForm(turn: NetworkTurn, fields: Values, values: Values): Answer {
  const caps = {
    what: maxLength.what,
    amount: 40,
    agency: maxLength.agency,
    until: maxLength.date,
    condition: maxLength.what,
  }
  const errors: Record<string, string> = { ...fieldErrors(fields, ['kind', 'what', 'agency'], caps) }
  const kind = kinds.find((one) => one === fields.kind)
  if (kind === undefined) errors.kind = 'Choose a kind.'
  const amount = parseAmount(fieldValue(fields, 'amount'))
  if (fieldValue(fields, 'amount') !== '' && amount.amount === undefined && !errors.amount)
    errors.amount = 'I could not read a number there. Try it like 0.5 FTE or $20,000.'
  if (
    (isNegative(fieldValue(fields, 'amount')) || !isWellFormed(amount.amount ?? 1)) &&
    fieldValue(fields, 'amount').length <= 40
  )
    errors.amount = notSound
  const untilWords = fieldValue(fields, 'until')
  const until =
    untilWords === '' ? undefined : parseDate(untilWords, turn.now, turn.zone, turn.speaker.locale)
  if (untilWords !== '' && until === undefined && !errors.until) errors.until = notRead(untilWords)
  if (hasErrors(errors) || kind === undefined) return showErrors(errors)
  const terms = (['flexible', 'earmarked'] as const).find((one): one is Terms => one === fields.terms)
  const condition = fieldValue(fields, 'condition')
  const offer: Offer = {
    kind,
    what: fieldValue(fields, 'what'),
    agency: fieldValue(fields, 'agency'),
    ...amount,
    ...(terms && { terms }),
    ...(until !== undefined && { until }),
    ...(condition !== '' && { condition }),
  }
  return place(turn, offer, values.resource ?? turn.newId(), fields.standing !== 'no', values.meeting)
}
