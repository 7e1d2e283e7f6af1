// Putting something on the table, by words or by a form.
import type { Block, Card, Run } from '../../chat/card.ts'
import type { Form } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import type { Offer, Terms } from '../../domain/core/terms.ts'
import type { Refusal } from '../../domain/decision.ts'
import type { Network } from '../../domain/state.ts'
import { mayChange } from '../../domain/table/table.ts'
import { type Answer, openForm, type RunCommand, showErrors } from '../answers.ts'
import { fieldErrors, fieldValue, hasErrors, maxLength, tooLongMessage } from '../kit/form-fields.ts'
import { plainDate, resourceLine } from '../kit/labels.ts'
import { bold, button, buttons, card, heading, rich, textBlock } from '../kit/markup.ts'
import { parseDate } from '../kit/parse-date.ts'
import { bareCountText } from '../meetings/count-text.ts'
import type { NetworkTurn } from '../turn.ts'
import {
  type Amount,
  firstDayOf,
  isBareNumber,
  isNegative,
  isWellFormed,
  kindOf,
  type ParsedOffer,
  parseAmount,
  parseOffer,
} from './parse-offer.ts'
import { maxAmountLength, ownAgency, putForm, resourceKinds } from './put-form.ts'
import { toldText } from './table-changed.ts'

const allTerms: readonly Terms[] = ['flexible', 'earmarked']

/** Puts on the table what was typed, or opens the form with what was understood when something has to be asked. */
export function putFromText(turn: NetworkTurn, words: string): Answer {
  if (words === '') return openForm(putForm(turn))
  if (words.length > maxLength.what) return openForm(tooLongForm(turn, words))
  if (isBareNumber(words)) return openForm(bareNumberForm(turn, words))
  const parsed = parseOffer(words, {
    now: turn.now,
    zone: turn.zone,
    locale: turn.speaker.locale,
    agencies: agenciesIn(turn.network),
  })
  const { kind, unread = {}, isUncertain: _, ...understood } = parsed
  const agency = parsed.agency ?? newAgency(turn, unread.agency) ?? ownAgency(turn)
  const errors = textErrors(turn, words, { ...parsed, unread })
  const isAsked = hasErrors(errors) || turn.confirmInForm
  if (isAsked || kind === undefined) return openForm(putForm(turn, { ...parsed, agency, unread, errors }))
  const offer = { kind, ...understood, agency }
  return place(turn, { offer, resource: turn.newId(), standing: true })
}

/** A number alone may be money or people, so it is asked. */
function bareNumberForm(turn: NetworkTurn, words: string): Form {
  const number = words.trim()
  return putForm(turn, {
    ...parseAmount(number),
    errors: { kind: `Is ${number.slice(0, 40)} an amount of money, or people’s time? Please choose.` },
  })
}

function tooLongForm(turn: NetworkTurn, words: string): Form {
  return putForm(turn, { what: words, errors: { what: tooLongMessage(words.length, maxLength.what) } })
}

/** The agencies of all resources too, because that of a resource on record may have left. */
function* agenciesIn({ people, resources }: Network): Generator<string> {
  for (const { agency } of people.values()) yield agency
  for (const { agency } of resources.values()) yield agency
}

/** An agency that is not known yet, if the speaker may put something on the table for it. */
function newAgency({ network, speaker }: NetworkTurn, agency: string | undefined): string | undefined {
  if (agency === undefined || !mayChange(network, speaker.id, agency)) return undefined
  return agency
}

/** Errors by field name: what the words leave open, or say in a way that could not be read. */
function textErrors(turn: NetworkTurn, words: string, parsed: ParsedOffer): Values {
  const { kind, what, amount, unread, isUncertain } = parsed
  const errors: Record<string, string> = {}
  if (kind === undefined) errors.kind = 'I couldn’t tell what kind of thing that is. Please choose.'
  if (isUncertain) errors.standing = 'It sounds as if it may come later. Is it there already?'
  if (unread?.from !== undefined) errors.from = unreadDateMessage(unread.from)
  if (saysNothing(what)) errors.what = 'What is it? For example analyst, or rent for the hall.'
  if (isNegative(words) || !isWellFormed(amount ?? 1)) errors.amount = invalidAmountMessage
  if (unread?.until !== undefined) errors.until = unreadDateMessage(unread.until)
  if (unread?.agency !== undefined && newAgency(turn, unread.agency) === undefined)
    errors.agency = `No agency here is called “${unread.agency}”. Which one is it?`
  return errors
}

/** Whether there are only the words of the button, or words for nothing. */
function saysNothing(what: string): boolean {
  return /^(?:(?:something|anything|nothing|none|it|this|that|one)\b\s*)?(?:on the table|this time|here|there|yet|now)?[\s.?]*$/i.test(
    what,
  )
}

const invalidAmountMessage = 'An amount is a number above 0, such as 0.5 FTE or $20,000.'

function unreadDateMessage(date: string): string {
  return `I couldn’t read “${date.slice(0, 60)}” as a date. Try it like 30 June.`
}

interface Placement {
  readonly offer: Offer
  /** The id of the new resource. */
  readonly resource: string
  /** Whether it is there already; otherwise it is a promise. */
  readonly standing: boolean
  /** The meeting at whose check-in it is put on the table. */
  readonly meeting?: string
}

function place({ network, speaker }: NetworkTurn, placement: Placement): RunCommand {
  const { offer, resource, standing, meeting } = placement
  const wasStalled = network.stalled !== undefined
  return {
    kind: 'run-command',
    network: network.id,
    command: standing ? { kind: 'put', resource, offer, meeting } : { kind: 'offer', resource, offer },
    done: (after) => placedCard(after, placement, { wasStalled, locale: speaker.locale }),
    field: fieldOfRefusal,
  }
}

function placedCard(
  after: Network,
  { offer, resource }: Placement,
  { wasStalled, locale }: { readonly wasStalled: boolean; readonly locale: string | undefined },
): Card {
  const standing = after.resources.get(resource)?.state !== 'offered'
  const blocks: (Block | undefined)[] = [
    heading(standing ? 'On the table' : 'Promised'),
    textBlock(resourceLine(after.resources.get(resource) ?? offer, locale)),
  ]
  if (wasStalled && after.stalled === undefined)
    blocks.push(textBlock(rich`${bold(after.name)} is moving again.`))
  const values = { network: after.id, resource }
  const undo = button('Undo', 'undo-put', values)
  const showTable = button('Show the table', 'table', values)
  if (standing) {
    blocks.push(
      textBlock(rich`${bareCountText(after)} ${toldText(after, wasStalled)}`),
      buttons(undo, showTable),
    )
  } else {
    const fulfil = button('It is there now', 'put-offered', values, 'primary')
    blocks.push(textBlock(promiseText(offer, locale)), buttons(undo, fulfil, showTable))
  }
  return card(...blocks)
}

function promiseText({ from }: Offer, locale: string | undefined): readonly Run[] {
  if (from === undefined) return rich`A promise doesn’t count yet. Tell me when it’s there.`
  return rich`It counts once you say it’s there. I’ll ask you from a week before ${plainDate(from, locale)}.`
}

export function fieldOfRefusal({ kind }: Refusal): string | undefined {
  if (kind === 'only') return 'agency'
  if (kind === 'until-has-passed' || kind === 'until-before-from') return 'until'
  return undefined
}

export function putFromForm(turn: NetworkTurn, fields: Values, values: Values): Answer {
  const { offer, errors } = readOffer(turn, fields)
  if (offer === undefined) return showErrors(errors)
  return place(turn, {
    offer,
    resource: values.resource ?? turn.newId(),
    standing: fields.standing !== 'no',
    meeting: values.meeting,
  })
}

const fieldLimits = {
  what: maxLength.what,
  amount: maxAmountLength,
  agency: maxLength.agency,
  from: maxLength.date,
  until: maxLength.date,
  condition: maxLength.what,
}

/** Reads the fields of the form. `offer` is absent when there are errors, by field name. */
export function readOffer(
  turn: NetworkTurn,
  fields: Values,
): { readonly offer?: Offer; readonly errors: Values } {
  const errors: Record<string, string> = { ...fieldErrors(fields, ['agency'], fieldLimits) }
  const kind = resourceKinds.find((one) => one === fields.kind) ?? kindOf(whatText(fields))
  if (kind === undefined) errors.kind = 'Choose a kind.'

  const amountText = fieldValue(fields, 'amount')
  const amount = amountOfKind(parseAmount(amountText), kind)
  const what = fieldValue(fields, 'what') || (amount.unit === '$' ? 'money' : '')
  if (what === '') errors.what = 'What is it? For example analyst, or rent for the hall.'
  const amountError = errorOfAmount(amountText, amount)
  if (amountError !== undefined) errors.amount = amountError

  const fromText = fieldValue(fields, 'from')
  const from = firstDayOf(fromText, { now: turn.now, zone: turn.zone, locale: turn.speaker.locale })
  if (fromText !== '' && from === undefined) errors.from ??= unreadDateMessage(fromText)

  const untilText = fieldValue(fields, 'until')
  const until = parseDate(untilText, turn.now, turn.zone, turn.speaker.locale)
  if (untilText !== '' && until === undefined) errors.until ??= unreadDateMessage(untilText)

  if (hasErrors(errors) || kind === undefined) return { errors }
  const offer = {
    kind,
    what,
    agency: fieldValue(fields, 'agency'),
    ...amount,
    terms: allTerms.find((one) => one === fields.terms),
    from,
    until,
    condition: optionalValue(fields, 'condition'),
  }
  return { offer, errors }
}

/** The words of the form from which a kind can be told when none was chosen. */
function whatText(fields: Values): string {
  return `${fieldValue(fields, 'what').slice(0, maxLength.what)} ${fieldValue(fields, 'amount').slice(0, maxAmountLength)}`
}

/** Money without a currency is in dollars. */
function amountOfKind(amount: Amount, kind: Offer['kind'] | undefined): Amount {
  if (kind !== 'money' || amount.amount === undefined || amount.unit !== undefined) return amount
  return { ...amount, unit: '$' }
}

/** What is wrong with the amount, if its length is not. */
function errorOfAmount(text: string, { amount }: Amount): string | undefined {
  if (text.length > maxAmountLength) return undefined
  if (isNegative(text) || !isWellFormed(amount ?? 1)) return invalidAmountMessage
  if (text !== '' && amount === undefined)
    return 'I couldn’t find a number there. Try it like 0.5 FTE or $20,000.'
  return undefined
}

function optionalValue(fields: Values, name: string): string | undefined {
  const value = fieldValue(fields, name)
  if (value === '') return undefined
  return value
}
