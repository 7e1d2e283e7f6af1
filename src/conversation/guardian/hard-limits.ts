// Hard limits: stated and lifted by an angel, shown to the network, and said to be near or crossed by anybody in it.
import type { Block, Card, Run } from '../../chat/card.ts'
import type { Form } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import type { LimitTouch } from '../../domain/core/terms.ts'
import { openTouches, standingLimits, touchedLimits } from '../../domain/guardian/hard-limits.ts'
import type { Limit, Touch } from '../../domain/guardian/state.ts'
import { guardians } from '../../domain/membership/members.ts'
import { may } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import { choice, errorsIn, line, most, paragraph, read, some, tooLong } from '../kit/form-fields.ts'
import { named, personRun } from '../kit/labels.ts'
import {
  bold,
  button,
  buttons,
  card,
  heading,
  listed,
  listedRuns,
  note,
  say,
  text,
  time,
} from '../kit/markup.ts'
import { refusal } from '../kit/refusal-messages.ts'
import { type Answer, ask, mend, type NetworkTurn, type People, type Room, show } from '../turn.ts'

const touches: readonly (readonly [LimitTouch, string])[] = [
  ['near', 'Near: it could be crossed soon'],
  ['crossed', 'Crossed: it has happened'],
]

/** The limits that stand, in one line for a form or a card; nothing where there is none. */
export function limitsLine(network: Network): string | undefined {
  const limits = standingLimits(network)
  if (limits.length === 0) return undefined
  const more = limits.length > 5 ? ` and ${limits.length - 5} more` : ''
  return `${limits
    .slice(0, 5)
    .map(({ text: words }) => `“${words.slice(0, 200)}”`)
    .join('; ')}${more}`
}

function form(turn: NetworkTurn, words: string): Form {
  return {
    id: 'limit',
    title: 'State a hard limit',
    intro:
      'What must this work not cross? Every member can read it with your name, on the network’s card and where something is bent; its public entrepreneurs are told.',
    fields: [paragraph('text', 'The work must not …', { initial: words })],
    submit: 'State it',
    values: { network: turn.network.id, limit: turn.newId() },
    ...(words.length > most.paragraph && { errors: { text: tooLong(words.length, most.paragraph) } }),
  }
}

function submit(turn: NetworkTurn, fields: Values, values: Values): Answer {
  const errors = errorsIn(fields, ['text'], { text: most.paragraph })
  if (some(errors)) return mend(errors)
  const limit = values.limit ?? turn.newId()
  return {
    kind: 'do',
    network: turn.network.id,
    command: { kind: 'state-limit', limit, text: read(fields, 'text') },
    done: (after) =>
      card(
        text(say`Stated. If somebody says that it is near or crossed, you hear of it at once.`),
        buttons(
          button('Lift it', 'lift-limit', { network: after.id, limit }),
          button('Show all limits', 'limits', { network: after.id }),
        ),
      ),
    field: () => 'text',
  }
}

/** The limits, what was said of each, and what the reader can do; with the form for an angel. */
function limitsCard(turn: NetworkTurn, standing?: Form): Answer {
  const { network, speaker } = turn
  const stand = standingLimits(network)
  const lifted = [...network.limits.values()].filter((limit) => limit.lifted !== undefined).toReversed()
  const all = [...stand, ...lifted]
  const isAngel = may(network, 'state-limit', speaker.id)
  return show(
    card(
      heading(`Hard limits of ${network.name}`),
      all.length === 0 ? text(say`None is stated. A guardian angel alone can state one.`) : undefined,
      ...all.slice(0, mostShown).flatMap((limit) => limitBlocks(turn, limit)),
      all.length > mostShown ? text(say`and ${all.length - mostShown} more`) : undefined,
      standing === undefined ? undefined : { kind: 'inputs', form: standing },
      standing === undefined && isAngel && network.closing === undefined
        ? buttons(button('State a limit', 'limit', { network: network.id }, 'primary'))
        : undefined,
    ),
  )
}

/** A message has room for so many. */
const mostShown = 6

function limitBlocks(turn: NetworkTurn, limit: Limit): readonly (Block | undefined)[] {
  const { network, people, zone, speaker } = turn
  const values = { network: network.id, limit: limit.id }
  const who = limit.by === undefined ? say`a guardian angel` : named(network, people, limit.by)
  const active = limit.lifted === undefined && network.closing === undefined
  return [
    { kind: 'quote', text: limit.text },
    note(say`Stated by ${who} on ${time(limit.at, zone, 'date')}`),
    ...limit.touches
      .slice(-3)
      .map((touch) =>
        text(
          say`${touchWords(people, touch)}${touch.settled === undefined ? '' : ` What was done: ${touch.settled.word}`}`,
        ),
      ),
    limit.lifted === undefined ? undefined : text(say`Lifted: ${limit.lifted.word}`),
    active
      ? buttons(
          openTouches(limit).length > 0 ? button('It is settled', 'settle-limit', values) : undefined,
          button('It is near or crossed', 'touch-limit', values),
          may(network, 'lift-limit', speaker.id) ? button('Lift it', 'lift-limit', values) : undefined,
        )
      : undefined,
  ]
}

function touchWords(people: People, { how, text: words, by }: Touch): readonly Run[] {
  const who = by === undefined ? say`somebody` : say`${personRun(people, by)}`
  return say`${bold(how === 'near' ? 'Near' : 'Crossed')}, says ${who}: ${words}`
}

/** What the flag says: the limit that is touched, and who says what of it. */
export function touchedBlocks(network: Network, people: People, id: string): readonly Block[] {
  return touchedLimits(network)
    .filter((limit) => limit.id === id)
    .flatMap((limit) => [
      { kind: 'quote', text: limit.text } as const,
      ...openTouches(limit)
        .slice(-3)
        .map((touch) => text(touchWords(people, touch))),
    ])
}

/** What the public entrepreneurs hear of a limit. */
export function limitCard(network: Network, people: People, id: string, as: 'stated' | 'lifted') {
  const limit = network.limits.get(id)
  const isSo = (limit?.lifted === undefined) === (as === 'stated')
  if (limit === undefined || !isSo || network.closing !== undefined) return undefined
  const by = as === 'stated' ? limit.by : limit.lifted?.by
  const who = by === undefined ? say`A guardian angel` : named(network, people, by)
  return card(
    heading(`${network.name}: a hard limit is ${as}`),
    { kind: 'quote', text: limit.text },
    text(
      limit.lifted === undefined
        ? say`${who} states it. If the work comes near it, say so: I tell the guardian angel at once.`
        : say`${who} lifts it: ${limit.lifted.word}`,
    ),
    buttons(button('Show all limits', 'limits', { network: network.id })),
  ) satisfies Card
}

interface WordForm {
  readonly kind: 'touch-limit' | 'lift-limit' | 'settle-limit'
  readonly title: string
  readonly submit: string
  readonly said: string
  readonly label: string
}

const wordForms: readonly WordForm[] = [
  {
    kind: 'touch-limit',
    title: 'A limit is near or crossed',
    label: 'What is happening?',
    submit: 'Tell them',
    said: 'Said.',
  },
  {
    kind: 'settle-limit',
    title: 'What was done about it?',
    label: 'What was done?',
    submit: 'It is settled',
    said: 'Settled. What was said of it stays in the list.',
  },
  {
    kind: 'lift-limit',
    title: 'Lift a hard limit',
    label: 'Why does it no longer hold?',
    submit: 'Lift it',
    said: 'Lifted. I tell the public entrepreneurs.',
  },
]

function openWordForm(
  turn: NetworkTurn,
  { kind, title, label, submit: sends }: WordForm,
  id: string,
): Answer {
  const { network, people, speaker, now } = turn
  const limit = network.limits.get(id)
  if (limit === undefined) return refusal({ kind: 'no-such-limit' }, people, network, now)
  if (limit.lifted !== undefined) return refusal({ kind: 'limit-over' }, people, network, now)
  if (kind === 'lift-limit' && !may(network, kind, speaker.id))
    return refusal({ kind: 'only', who: 'angel' }, people, network, now)
  const told = guardians(network).filter((person) => person !== speaker.id)
  const names = listed(told.map((person) => people.get(person)?.name ?? 'a guardian angel'))
  const hears =
    kind === 'touch-limit' && told.length > 0 ? ` A message goes to ${names} at once, day or weekend.` : ''
  return ask({
    id: kind,
    title,
    intro: `“${limit.text.slice(0, 500)}” Every member can read what you write here, with your name.${hears}`,
    fields: [
      ...(kind === 'touch-limit'
        ? [choice('how', 'Is it near or crossed?', touches, { initial: 'near' })]
        : []),
      line('word', label, most.sentence),
    ],
    submit: sends,
    values: { network: network.id, limit: id, ...(kind === 'touch-limit' && { touch: turn.newId() }) },
  })
}

function submitWordForm(turn: NetworkTurn, { kind, said: done }: WordForm, fields: Values, values: Values) {
  const { network } = turn
  const errors = errorsIn(fields, ['word'], { word: most.sentence })
  if (some(errors)) return mend(errors)
  const { limit = '', touch = turn.newId() } = values
  const word = read(fields, 'word')
  const how = read(fields, 'how') === 'crossed' ? 'crossed' : 'near'
  return {
    kind: 'do',
    network: network.id,
    command: kind === 'touch-limit' ? { kind, limit, touch, how, text: word } : { kind, limit, word },
    done: (after, people) =>
      card(text(kind === 'touch-limit' ? toldAtOnce(after, people, turn.speaker.id) : say`${done}`)),
    field: () => 'word',
  } satisfies Answer
}

function toldAtOnce(after: Network, people: People, speaker: string): readonly Run[] {
  const told = guardians(after).filter((person) => person !== speaker)
  return told.length === 0
    ? say`Noted.`
    : say`Noted. I tell ${listedRuns(told.map((person) => say`${personRun(people, person)}`))} at once, or at 07:00 there if it is night.`
}

/** An angel gets the form; whoever is none gets what stands, and how to ask for a limit. */
function said(turn: NetworkTurn, words: string): Answer {
  const { network, speaker } = turn
  if (network.closing !== undefined) return limitsCard(turn)
  if (!may(network, 'state-limit', speaker.id)) return words === '' ? limitsCard(turn) : askForIt(turn, words)
  const empty = form(turn, words)
  return words !== '' || network.limits.size === 0 ? ask(empty) : limitsCard(turn, empty)
}

function askForIt({ network }: NetworkTurn, words: string): Answer {
  return show(
    card(
      text(say`Only a guardian angel states hard limits, so this is not kept as one. You can ask for it.`),
      { kind: 'quote', text: words.slice(0, 1000) },
      buttons(
        button('Ask a guardian angel', 'ask', { network: network.id, words: words.slice(0, 1000) }),
        button('Show all limits', 'limits', { network: network.id }),
      ),
    ),
  )
}

export const limitsRoom: Room = {
  words: [
    {
      name: 'limit',
      takes: '[words]',
      help: 'the hard limits of the work, which a guardian angel states; say when one is near or crossed',
      needs: 'network',
      handle: said,
    },
  ],
  presses: {
    limit: { needs: 'network', handle: (turn) => ask(form(turn, '')) },
    limits: { needs: 'network', handle: (turn) => limitsCard(turn) },
    ...Object.fromEntries(
      wordForms.map((one) => [
        one.kind,
        {
          needs: 'network',
          handle: (turn: NetworkTurn, { limit = '' }: Values) => openWordForm(turn, one, limit),
        },
      ]),
    ),
  },
  submits: {
    limit: { needs: 'network', handle: submit },
    ...Object.fromEntries(
      wordForms.map((one) => [
        one.kind,
        {
          needs: 'network',
          handle: (turn: NetworkTurn, fields: Values, values: Values) =>
            submitWordForm(turn, one, fields, values),
        },
      ]),
    ),
  },
}
