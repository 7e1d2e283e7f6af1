// The form for putting something on the table, filled in with what is known already.
import type { Field, Form } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import type { Offer, ResourceKind } from '../../domain/core/terms.ts'
import { holds, participant } from '../../domain/membership/members.ts'
import { choiceField, lineField, maxLength } from '../kit/form-fields.ts'
import { amountOf, plainDate, resourceKindNames } from '../kit/labels.ts'
import type { NetworkTurn } from '../turn.ts'
import type { ParsedOffer } from './parse-offer.ts'

export const resourceKinds = Object.keys(resourceKindNames) as ResourceKind[]
export const maxAmountLength = 40
/** What stands in a field is read again when it is submitted, so that it is written as the parser expects it. */
const fieldLocale = 'en-NZ'

interface Prefill extends Partial<ParsedOffer> {
  /** The meeting at whose check-in it is put on the table. */
  readonly meeting?: string | undefined
  readonly errors?: Values
}

export function putForm(turn: NetworkTurn, prefill: Prefill = {}): Form {
  return {
    id: 'put',
    title: 'Put something on the table',
    intro:
      'Every member will see it with your name and agency. Ten minutes later I’ll post it in the network’s channels, with the agency; a promise for later isn’t posted. You can change it or take it back later.',
    fields: [
      kindField(prefill),
      whatField(prefill),
      amountField(prefill),
      agencyField(turn, prefill),
      termsField(prefill),
      fromField(prefill),
      untilField(prefill),
      conditionField(prefill),
      standingField(prefill),
    ],
    submit: 'Put it on the table',
    values: putFormValues(turn, prefill),
    errors: prefill.errors,
  }
}

function putFormValues({ network, newId }: NetworkTurn, { meeting }: Prefill): Values {
  const values = { network: network.id, resource: newId() }
  if (meeting === undefined) return values
  return { ...values, meeting }
}

/** Nothing is chosen where the words do not say it. */
function kindField({ kind }: Prefill): Field {
  return choiceField(
    'kind',
    'Kind',
    resourceKinds.map((kind) => [kind, resourceKindNames[kind]]),
    kind === undefined ? {} : { initial: kind },
  )
}

export function whatField({ what = '' }: Prefill): Field {
  return lineField('what', 'What is it?', maxLength.what, {
    initial: what,
    hint: 'For example analyst, or rent for the hall',
  })
}

export function amountField(prefill: Prefill): Field {
  return lineField('amount', 'How much?', maxAmountLength, {
    optional: true,
    initial: amountOf(prefill as Offer, fieldLocale),
    hint: 'For example 0.5 FTE or $20,000',
  })
}

/** Only an entrepreneur can put something on the table for another agency than their own. */
function agencyField(turn: NetworkTurn, prefill: Prefill): Field {
  const own = ownAgency(turn)
  if (!holds(turn.network, turn.speaker.id, 'public-entrepreneur'))
    return choiceField('agency', 'From which agency?', [[own, own]], { initial: own })
  return lineField('agency', 'From which agency?', maxLength.agency, { initial: prefill.agency ?? own })
}

export function termsField({ terms }: Prefill): Field {
  return choiceField(
    'terms',
    'On what terms?',
    [
      ['', 'Not decided'],
      ['flexible', 'Flexible across agencies'],
      ['earmarked', 'Earmarked in its own agency’s budget'],
    ],
    { optional: true, initial: terms ?? '' },
  )
}

export function fromField({ from, unread }: Prefill): Field {
  return lineField('from', 'From when?', maxLength.date, {
    optional: true,
    initial: from === undefined ? (unread?.from ?? '') : plainDate(from, fieldLocale),
    hint: 'Leave it empty if it’s there now. A later day makes it a promise.',
  })
}

export function untilField({ until, unread }: Prefill): Field {
  return lineField('until', 'Until when?', maxLength.date, {
    optional: true,
    initial: until === undefined ? (unread?.until ?? '') : plainDate(until, fieldLocale),
  })
}

export function conditionField({ condition = '' }: Prefill): Field {
  return lineField('condition', 'On what condition?', maxLength.what, { optional: true, initial: condition })
}

function standingField({ isUncertain }: Prefill): Field {
  return choiceField(
    'standing',
    'Is it there already?',
    [
      ['yes', 'Yes, it’s on the table from now on'],
      ['no', 'Not yet: it’s a promise, and doesn’t count until it’s there'],
    ],
    { initial: isUncertain ? 'no' : 'yes' },
  )
}

export function ownAgency({ network, speaker }: NetworkTurn): string {
  return participant(network, speaker.id)?.agency ?? ''
}
