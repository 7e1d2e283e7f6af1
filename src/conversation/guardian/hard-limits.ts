// Hard limits: stated and lifted by an angel, shown to the network, and said to be near or crossed by anybody in it.
import type { Block, Card, Run } from '../../chat/card.ts'
import type { Form } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import type { LimitReportKind } from '../../domain/core/terms.ts'
import { openReports, reportedLimits, standingLimits } from '../../domain/guardian/hard-limits.ts'
import type { HardLimit, LimitReport } from '../../domain/guardian/state.ts'
import { riskRecipients } from '../../domain/membership/members.ts'
import { may } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, openForm, showCard, showErrors } from '../answers.ts'
import {
  choiceField,
  fieldErrors,
  fieldValue,
  hasErrors,
  lineField,
  maxLength,
  paragraphField,
  tooLongMessage,
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
import { refusalAnswer } from '../kit/refusal-messages.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn, People } from '../turn.ts'

const touches: readonly (readonly [LimitReportKind, string])[] = [
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
    fields: [paragraphField('text', 'The work must not …', { initial: words })],
    submit: 'State it',
    values: { network: turn.network.id, limit: turn.newId() },
    ...(words.length > maxLength.paragraph && {
      errors: { text: tooLongMessage(words.length, maxLength.paragraph) },
    }),
  }
}

function submit(turn: NetworkTurn, fields: Values, values: Values): Answer {
  const errors = fieldErrors(fields, ['text'], { text: maxLength.paragraph })
  if (hasErrors(errors)) return showErrors(errors)
  const limit = values.limit ?? turn.newId()
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'state-limit', limit, text: fieldValue(fields, 'text') },
    done: (after) =>
      card(
        textBlock(rich`Stated. If somebody says that it is near or crossed, you hear of it at once.`),
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
  return showCard(
    card(
      heading(`Hard limits of ${network.name}`),
      all.length === 0 ? textBlock(rich`None is stated. A guardian angel alone can state one.`) : undefined,
      ...all.slice(0, mostShown).flatMap((limit) => limitBlocks(turn, limit)),
      all.length > mostShown ? textBlock(rich`and ${all.length - mostShown} more`) : undefined,
      standing === undefined ? undefined : { kind: 'inputs', form: standing },
      standing === undefined && isAngel && network.closing === undefined
        ? buttons(button('State a limit', 'limit', { network: network.id }, 'primary'))
        : undefined,
    ),
  )
}

/** A message has room for so many. */
const mostShown = 6

function limitBlocks(turn: NetworkTurn, limit: HardLimit): readonly (Block | undefined)[] {
  const { network, people, zone, speaker } = turn
  const values = { network: network.id, limit: limit.id }
  const who = limit.by === undefined ? rich`a guardian angel` : nameWithAgency(network, people, limit.by)
  const active = limit.lifted === undefined && network.closing === undefined
  return [
    { kind: 'quote', text: limit.text },
    note(rich`Stated by ${who} on ${timeRun(limit.at, zone, 'date')}`),
    ...limit.reports
      .slice(-3)
      .map((touch) =>
        textBlock(
          rich`${touchWords(people, touch)}${touch.settled === undefined ? '' : ` What was done: ${touch.settled.word}`}`,
        ),
      ),
    limit.lifted === undefined ? undefined : textBlock(rich`Lifted: ${limit.lifted.word}`),
    active
      ? buttons(
          openReports(limit).length > 0 ? button('It is settled', 'settle-limit', values) : undefined,
          button('It is near or crossed', 'touch-limit', values),
          may(network, 'lift-limit', speaker.id) ? button('Lift it', 'lift-limit', values) : undefined,
        )
      : undefined,
  ]
}

function touchWords(people: People, { how, text: words, by }: LimitReport): readonly Run[] {
  const who = by === undefined ? rich`somebody` : rich`${personRun(people, by)}`
  return rich`${bold(how === 'near' ? 'Near' : 'Crossed')}, says ${who}: ${words}`
}

/** What the flag says: the limit that is touched, and who says what of it. */
export function limitReportBlocks(network: Network, people: People, id: string): readonly Block[] {
  return reportedLimits(network)
    .filter((limit) => limit.id === id)
    .flatMap((limit) => [
      { kind: 'quote', text: limit.text } as const,
      ...openReports(limit)
        .slice(-3)
        .map((touch) => textBlock(touchWords(people, touch))),
    ])
}

/** What the public entrepreneurs hear of a limit. */
export function limitCard(network: Network, people: People, id: string, as: 'stated' | 'lifted') {
  const limit = network.limits.get(id)
  const isSo = (limit?.lifted === undefined) === (as === 'stated')
  if (limit === undefined || !isSo || network.closing !== undefined) return undefined
  const by = as === 'stated' ? limit.by : limit.lifted?.by
  const who = by === undefined ? rich`A guardian angel` : nameWithAgency(network, people, by)
  return card(
    heading(`${network.name}: a hard limit is ${as}`),
    { kind: 'quote', text: limit.text },
    textBlock(
      limit.lifted === undefined
        ? rich`${who} states it. If the work comes near it, say so: I tell the guardian angel at once.`
        : rich`${who} lifts it: ${limit.lifted.word}`,
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
  if (limit === undefined) return refusalAnswer({ kind: 'no-such-limit' }, people, network, now)
  if (limit.lifted !== undefined) return refusalAnswer({ kind: 'limit-over' }, people, network, now)
  if (kind === 'lift-limit' && !may(network, kind, speaker.id))
    return refusalAnswer({ kind: 'only', who: 'angel' }, people, network, now)
  const told = riskRecipients(network).filter((person) => person !== speaker.id)
  const names = listText(told.map((person) => people.get(person)?.name ?? 'a guardian angel'))
  const hears =
    kind === 'touch-limit' && told.length > 0 ? ` A message goes to ${names} at once, day or weekend.` : ''
  return openForm({
    id: kind,
    title,
    intro: `“${limit.text.slice(0, 500)}” Every member can read what you write here, with your name.${hears}`,
    fields: [
      ...(kind === 'touch-limit'
        ? [choiceField('how', 'Is it near or crossed?', touches, { initial: 'near' })]
        : []),
      lineField('word', label, maxLength.sentence),
    ],
    submit: sends,
    values: { network: network.id, limit: id, ...(kind === 'touch-limit' && { touch: turn.newId() }) },
  })
}

function submitWordForm(turn: NetworkTurn, { kind, said: done }: WordForm, fields: Values, values: Values) {
  const { network } = turn
  const errors = fieldErrors(fields, ['word'], { word: maxLength.sentence })
  if (hasErrors(errors)) return showErrors(errors)
  const { limit = '', touch = turn.newId() } = values
  const word = fieldValue(fields, 'word')
  const how = fieldValue(fields, 'how') === 'crossed' ? 'crossed' : 'near'
  return {
    kind: 'run-command',
    network: network.id,
    command: kind === 'touch-limit' ? { kind, limit, touch, how, text: word } : { kind, limit, word },
    done: (after, people) =>
      card(textBlock(kind === 'touch-limit' ? toldAtOnce(after, people, turn.speaker.id) : rich`${done}`)),
    field: () => 'word',
  } satisfies Answer
}

function toldAtOnce(after: Network, people: People, speaker: string): readonly Run[] {
  const told = riskRecipients(after).filter((person) => person !== speaker)
  return told.length === 0
    ? rich`Noted.`
    : rich`Noted. I tell ${listRuns(told.map((person) => rich`${personRun(people, person)}`))} at once, or at 07:00 there if it is night.`
}

/** An angel gets the form; whoever is none gets what stands, and how to ask for a limit. */
function said(turn: NetworkTurn, words: string): Answer {
  const { network, speaker } = turn
  if (network.closing !== undefined) return limitsCard(turn)
  if (!may(network, 'state-limit', speaker.id)) return words === '' ? limitsCard(turn) : askForIt(turn, words)
  const empty = form(turn, words)
  return words !== '' || network.limits.size === 0 ? openForm(empty) : limitsCard(turn, empty)
}

function askForIt({ network }: NetworkTurn, words: string): Answer {
  return showCard(
    card(
      textBlock(
        rich`Only a guardian angel states hard limits, so this is not kept as one. You can ask for it.`,
      ),
      { kind: 'quote', text: words.slice(0, 1000) },
      buttons(
        button('Ask a guardian angel', 'ask', { network: network.id, words: words.slice(0, 1000) }),
        button('Show all limits', 'limits', { network: network.id }),
      ),
    ),
  )
}

export const hardLimitsModule: CommandModule = {
  commands: [
    {
      name: 'limit',
      takes: '[words]',
      help: 'the hard limits of the work, which a guardian angel states; say when one is near or crossed',
      needs: 'network',
      whileClosed: true,
      handle: said,
    },
  ],
  actions: {
    limit: { needs: 'network', handle: (turn) => openForm(form(turn, '')) },
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
  forms: {
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
