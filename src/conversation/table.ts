// The table: putting, listing, using and withdrawing resources.
import type { Form } from '../chat/form.ts'
import type { Values } from '../chat/inbound.ts'
import type { Offer, ResourceKind, Terms } from '../network/facts.ts'
import { holds, participant } from '../network/people.ts'
import type { Network, Resource } from '../network/state.ts'
import { mayChange, stands } from '../network/table.ts'
import { countWords } from './count.ts'
import { choice, errorsIn, line, most, read, some, tooLong } from './fields.ts'
import { type OfferRead, readAmount, readOffer } from './offer.ts'
import { bold, button, buttons, card, heading, say, text } from './say.ts'
import { type Answer, ask, type Do, mend, type NetworkTurn, type Room, show } from './turn.ts'
import { amountOf, kindNames, plainDate, resourceLine } from './vocabulary.ts'
import { readDate } from './when.ts'

const kinds = Object.keys(kindNames) as ResourceKind[]

interface Prefill extends Partial<OfferRead> {
  readonly meeting?: string | undefined
  readonly errors?: Values
}

function putForm(turn: NetworkTurn, prefill: Prefill = {}): Form {
  const { network, speaker } = turn
  const own = participant(network, speaker.id)?.agency ?? ''
  const entrepreneur = holds(network, speaker.id, 'public-entrepreneur')
  const until = prefill.until === undefined ? '' : plainDate(prefill.until)
  return {
    id: 'put',
    title: 'Put something on the table',
    intro: 'Every member sees it, with your name and the agency. It can be used, or taken back, later.',
    fields: [
      choice(
        'kind',
        'Kind',
        kinds.map((kind) => [kind, kindNames[kind]]),
        { initial: prefill.kind ?? 'time' },
      ),
      line('what', 'What is it?', most.what, {
        initial: prefill.what ?? '',
        hint: 'For example analyst, or rent for the hall',
      }),
      line('amount', 'How much?', 40, {
        optional: true,
        initial: prefill.amount === undefined ? '' : amountOf(prefill as Offer),
        hint: 'For example 0.5 FTE or $20,000',
      }),
      entrepreneur
        ? line('agency', 'From which agency?', most.agency, { initial: prefill.agency ?? own })
        : choice('agency', 'From which agency?', [[own, own]], { initial: own }),
      choice(
        'terms',
        'On what terms?',
        [
          ['', 'Not said'],
          ['flexible', 'Flexible across agencies'],
          ['earmarked', 'Earmarked in its own budget'],
        ],
        { optional: true, initial: prefill.terms ?? '' },
      ),
      line('until', 'Until when?', most.date, { optional: true, initial: until }),
      line('condition', 'On a condition?', most.what, { optional: true, initial: prefill.condition ?? '' }),
      choice(
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
    ...(prefill.errors !== undefined && { errors: prefill.errors }),
  }
}

function putByWords(turn: NetworkTurn, words: string): Answer {
  if (words === '') return ask(putForm(turn))
  if (words.length > most.what)
    return ask(putForm(turn, { what: words, errors: { what: tooLong(words.length, most.what) } }))
  const agencies = [...turn.network.people.values()].map((one) => one.agency)
  const offer = readOffer(words, turn.now, turn.zone, agencies)
  if (turn.formFirst) return ask(putForm(turn, offer))
  const agency = offer.agency ?? participant(turn.network, turn.speaker.id)?.agency ?? ''
  return place(turn, { ...offer, agency }, turn.newId(), true, undefined)
}

function place(
  turn: NetworkTurn,
  offer: Offer,
  resource: string,
  standing: boolean,
  meeting: string | undefined,
): Do {
  const { network } = turn
  const wasStalled = network.stalled !== undefined
  return {
    kind: 'do',
    network: network.id,
    command: standing
      ? { kind: 'put', resource, offer, ...(meeting !== undefined && { meeting }) }
      : { kind: 'offer', resource, offer },
    done(after) {
      const placed = after.resources.get(resource)
      const moving = wasStalled && after.stalled === undefined
      const values = { network: network.id, resource }
      return card(
        heading(standing ? 'On the table' : 'Promised'),
        text(resourceLine(placed ?? offer)),
        moving ? text(say`${bold(network.name)} is moving again.`) : undefined,
        text(standing ? say`${countWords(after)}` : say`A promise does not count yet. Say when it is there.`),
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

function submitPut(turn: NetworkTurn, fields: Values, values: Values): Answer {
  const caps = { what: most.what, amount: 40, agency: most.agency, until: most.date, condition: most.what }
  const errors: Record<string, string> = { ...errorsIn(fields, ['kind', 'what', 'agency'], caps) }
  const kind = kinds.find((one) => one === fields.kind)
  if (kind === undefined) errors.kind = 'Choose a kind.'
  const amount = readAmount(read(fields, 'amount'))
  if (read(fields, 'amount') !== '' && amount.amount === undefined && !errors.amount)
    errors.amount = 'I could not read a number there. Try it like 0.5 FTE or $20,000.'
  const untilWords = read(fields, 'until')
  const until = untilWords === '' ? undefined : readDate(untilWords, turn.now, turn.zone, turn.speaker.locale)
  if (untilWords !== '' && until === undefined && !errors.until)
    errors.until = 'I could not read that as a date. Try it like 30 June.'
  if (some(errors) || kind === undefined) return mend(errors)
  const terms = (['flexible', 'earmarked'] as const).find((one): one is Terms => one === fields.terms)
  const condition = read(fields, 'condition')
  const offer: Offer = {
    kind,
    what: read(fields, 'what'),
    agency: read(fields, 'agency'),
    ...amount,
    ...(terms && { terms }),
    ...(until !== undefined && { until }),
    ...(condition !== '' && { condition }),
  }
  return place(turn, offer, values.resource ?? turn.newId(), fields.standing !== 'no', values.meeting)
}

function tableCard(turn: NetworkTurn): Answer {
  const { network } = turn
  const all = [...network.resources.values()]
  const there = all.filter((one) => one.state === 'on-the-table')
  const promised = all.filter((one) => one.state === 'offered')
  const used = all.filter((one) => one.state === 'used')
  const gone = all.filter((one) => one.state === 'withdrawn' || one.state === 'lapsed')
  const part = (title: string, resources: readonly Resource[]) =>
    resources.length === 0
      ? []
      : [
          text(say`${bold(title)}`),
          { kind: 'list' as const, items: resources.slice(0, 15).map((one) => resourceLine(one)) },
          ...(resources.length > 15 ? [text(say`and ${resources.length - 15} more`)] : []),
        ]
  const mine = all.some(
    (one) => (stands(one) || one.state === 'offered') && mayChange(network, turn.speaker.id, one.agency),
  )
  return show(
    card(
      heading(`On the table of ${network.name}`),
      all.length === 0 ? text(say`Nothing yet. What could your agency put where all can use it?`) : undefined,
      ...part('On the table', there),
      ...part('Used', used),
      ...part('Promised, and not counted yet', promised),
      ...part('Taken back or lapsed', gone),
      text(say`${countWords(network)}`),
      buttons(
        button('Put something on the table', 'put', { network: network.id }, 'primary'),
        mine ? button('Mark one as used', 'use', { network: network.id }) : undefined,
        mine ? button('Take one back', 'withdraw', { network: network.id }) : undefined,
      ),
    ),
  )
}

type Change = 'use' | 'withdraw' | 'put-offered'

const changes: {
  readonly [change in Change]: {
    readonly title: string
    readonly from: readonly Resource['state'][]
    readonly more: string
    readonly submit: string
    readonly none: string
  }
} = {
  use: {
    title: 'Mark as used',
    from: ['on-the-table'],
    more: 'What became of it?',
    submit: 'Mark as used',
    none: 'There is nothing on the table that you could mark as used.',
  },
  withdraw: {
    title: 'Take back from the table',
    from: ['on-the-table', 'used', 'offered'],
    more: 'Why?',
    submit: 'Take it back',
    none: 'There is nothing on the table that you could take back.',
  },
  'put-offered': {
    title: 'A promise kept',
    from: ['offered'],
    more: '',
    submit: 'It is on the table now',
    none: 'There is no promise of yours that could come onto the table.',
  },
}

function changeForm(turn: NetworkTurn, change: Change, words = ''): Answer {
  const { network, speaker } = turn
  const { title, from, more, submit, none } = changes[change]
  const own = [...network.resources.values()].filter(
    (one) => from.includes(one.state) && mayChange(network, speaker.id, one.agency),
  )
  if (own.length === 0)
    return show(
      card(
        text(say`${none} Only someone of its agency, or an entrepreneur, can change a resource.`),
        buttons(button('Show the table', 'table', { network: network.id })),
      ),
    )
  const meant = own.find((one) => words !== '' && one.what.toLowerCase().includes(words.toLowerCase()))
  return ask({
    id: change,
    title,
    fields: [
      choice(
        'resource',
        'Which one?',
        own.slice(0, 50).map((one) => [one.id, label(one)]),
        {
          initial: (meant ?? own[0])?.id ?? '',
        },
      ),
      ...(more === '' ? [] : [line('more', more, most.sentence, { optional: true })]),
    ],
    submit,
    values: { network: network.id },
  })
}

function label(resource: Resource): string {
  return [amountOf(resource), resource.what, `(${resource.agency})`]
    .filter((part) => part !== '')
    .join(' ')
    .slice(0, 75)
}

function submitChange(turn: NetworkTurn, change: Change, fields: Values): Answer {
  const errors = errorsIn(fields, ['resource'], { more: most.sentence })
  if (some(errors)) return mend(errors)
  const more = read(fields, 'more')
  return changed(turn, change, read(fields, 'resource'), more)
}

function changed(turn: NetworkTurn, change: Change, resource: string, more: string): Do {
  const command = {
    use: { kind: 'use', resource, ...(more !== '' && { what: more }) },
    withdraw: { kind: 'withdraw', resource, ...(more !== '' && { why: more }) },
    'put-offered': { kind: 'put', resource },
  } as const
  return {
    kind: 'do',
    network: turn.network.id,
    command: command[change],
    done: (after: Network) =>
      card(
        text(doneWords(change, after.resources.get(resource))),
        text(say`${countWords(after)}`),
        buttons(button('Show the table', 'table', { network: after.id })),
      ),
    field: () => 'resource',
  }
}

function doneWords(change: Change, resource: Resource | undefined) {
  const what = resource?.what ?? 'it'
  if (change === 'use') return say`Noted as used: ${bold(what)}. It still counts as on the table.`
  if (change === 'withdraw') return say`Taken back: ${bold(what)}.`
  return say`On the table now: ${bold(what)}.`
}

export const tableRoom: Room = {
  words: [
    {
      name: 'put',
      takes: '[what]',
      help: 'put something on the table: put 0.5 FTE analyst from Education until June',
      needs: 'network',
      handle: putByWords,
    },
    { name: 'table', help: 'what is on the table', needs: 'network', handle: tableCard },
    {
      name: 'use',
      takes: '[what]',
      help: 'mark a resource as used',
      needs: 'network',
      handle: (turn, words) => changeForm(turn, 'use', words),
    },
    {
      name: 'withdraw',
      takes: '[what]',
      help: 'take a resource back',
      needs: 'network',
      handle: (turn, words) => changeForm(turn, 'withdraw', words),
    },
  ],
  presses: {
    put: { needs: 'network', handle: (turn, { meeting }) => ask(putForm(turn, { meeting })) },
    table: { needs: 'network', handle: tableCard },
    use: { needs: 'network', handle: (turn) => changeForm(turn, 'use') },
    withdraw: { needs: 'network', handle: (turn) => changeForm(turn, 'withdraw') },
    'put-offered': {
      needs: 'network',
      handle: (turn, { resource = '' }) => changed(turn, 'put-offered', resource, ''),
    },
    'undo-put': {
      needs: 'network',
      handle: (turn, { resource = '' }) => ({
        kind: 'do',
        network: turn.network.id,
        command: { kind: 'undo-put', resource },
        done: (after) =>
          card(text(say`Undone, as if it had never been there.`), text(say`${countWords(after)}`)),
      }),
    },
  },
  submits: {
    put: { needs: 'network', handle: submitPut },
    use: { needs: 'network', handle: (turn, fields) => submitChange(turn, 'use', fields) },
    withdraw: { needs: 'network', handle: (turn, fields) => submitChange(turn, 'withdraw', fields) },
    'put-offered': { needs: 'network', handle: (turn, fields) => submitChange(turn, 'put-offered', fields) },
  },
}
