// Asks as angels and askers read them: the messages, and the list.
import type { Block, Card, Run } from '../../chat/card.ts'
import type { Form } from '../../chat/form.ts'
import type { PersonId } from '../../domain/core/ids.ts'
import type { AskKind } from '../../domain/core/terms.ts'
import { angelsLeftFor, asksIn, asksWaitingFor, openAsks } from '../../domain/guardian/asks.ts'
import type { Ask } from '../../domain/guardian/state.ts'
import { holders, holds } from '../../domain/membership/members.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, showCard } from '../answers.ts'
import { nameWithAgency, personRun } from '../kit/labels.ts'
import {
  bold,
  button,
  buttons,
  card,
  heading,
  listRuns,
  note,
  pluralize,
  rich,
  textBlock,
  timeRun,
} from '../kit/markup.ts'
import type { NetworkTurn, People } from '../turn.ts'

export const askNames: { readonly [kind in AskKind]: string } = {
  mentor: 'mentor us',
  protect: 'protect us',
  advise: 'advise us',
  advocate: 'speak up for us',
  'clear-the-way': 'clear the way',
}

/** The message that puts asks to an angel; nothing where it is new, and none of them is open any more. */
export function asksMessage(
  network: Network,
  people: People,
  { message, changed }: { readonly message: number; readonly changed?: true },
  reader: PersonId,
): Card | undefined {
  const asks = asksIn(network, message, reader)
  const waiting = asksWaitingFor(network, reader)
  if (asks.length === 0 || !(changed || asks.some((ask) => waiting.includes(ask)))) return undefined
  const entrepreneurs = holders(network, 'public-entrepreneur').filter((person) => person !== reader)
  const shown = asks.slice(0, mostShown)
  return card(
    heading(titleOf(network, asks)),
    ...shown.flatMap((ask) => askBlocks(network, people, ask, reader)),
    asks.length > shown.length ? textBlock(rich`and ${asks.length - shown.length} more`) : undefined,
    entrepreneurs.length === 0
      ? undefined
      : textBlock(
          rich`Whom you could call: ${listRuns(entrepreneurs.map((person) => nameWithAgency(network, people, person)))}.`,
        ),
    note(rich`Whoever asked hears what you answer; every member can read it in the list of asks.`),
    buttons(button('Show all asks', 'asks', { network: network.id })),
  )
}

/** A message has room for so many. */
const mostShown = 8

function titleOf(network: Network, asks: readonly Ask[]): string {
  return asks.length === 1
    ? `${network.name}: somebody asks for your help`
    : `${network.name}: ${pluralize(asks.length, 'ask')} for you`
}

/** One ask: the words, who asks, what became of it, and what the reader can do. */
export function askBlocks(
  network: Network,
  people: People,
  ask: Ask,
  reader: PersonId,
): readonly (Block | undefined)[] {
  return [
    { kind: 'quote', text: ask.text },
    textBlock(
      rich`${nameWithAgency(network, people, ask.by)} asks: ${bold(askNames[ask.of])}. ${askOutcome(network, people, ask)}`,
    ),
    ask.passed.size === 0
      ? undefined
      : note(
          listRuns(
            [...ask.passed].map(([person, word]) => rich`${personRun(people, person)}, not mine: “${word}”`),
          ),
        ),
    askButtons(network, ask, reader),
  ]
}

export function askOutcome(network: Network, people: People, ask: Ask): readonly Run[] {
  const { state } = ask
  switch (state.kind) {
    case 'open':
      if (angelsLeftFor(network, ask).length > 0) return rich`Open.`
      return ask.passed.size > 0
        ? rich`Open, but nobody whom it was put to can take it.`
        : rich`Open, and there is no guardian angel yet who could take it.`
    case 'taken':
      return rich`${personRun(people, state.by)} has it.`
    case 'done':
      return rich`Done, by ${personRun(people, state.by)}: ${state.word}`
    case 'taken-back':
      return clearedMeanwhile(network, ask) ?? rich`It was taken back; there is nothing to do.`
  }
}

function clearedMeanwhile(network: Network, { blocker = '' }: Ask): readonly Run[] | undefined {
  const cleared = network.blockers.get(blocker)?.cleared
  return cleared === undefined ? undefined : rich`It is cleared meanwhile: ${cleared.word}`
}

function askButtons(network: Network, ask: Ask, reader: PersonId) {
  const values = { network: network.id, ask: ask.id }
  if (network.closing !== undefined || !openAsks(network).includes(ask)) return undefined
  if (ask.by === reader) return buttons(button('Take it back', 'take-back-ask', values))
  const { state } = ask
  const mine = state.kind === 'taken' && state.by === reader
  if (!holds(network, reader, 'guardian-angel') || (state.kind === 'taken' && !mine)) return undefined
  return buttons(
    mine ? undefined : button('I’ll take it', 'take-ask', values, 'primary'),
    button('Done', 'finish-ask', values),
    mine || !ask.passed.has(reader) ? button('Not mine', 'pass-ask', values) : undefined,
  )
}

const answerTitles = {
  taken: 'is taken',
  done: 'is done',
  passed: 'can be taken by no guardian angel',
  dropped: 'is with nobody any more',
}

/** What whoever asked hears; nothing where it is no longer so. */
export function askAnsweredCard(
  network: Network,
  people: People,
  { ask, as }: { readonly ask: string; readonly as: 'taken' | 'done' | 'passed' | 'dropped' },
  reader: PersonId,
): Card | undefined {
  const known = network.asks.get(ask)
  if (known === undefined || network.closing !== undefined) return undefined
  const nobodyLeft = known.state.kind === 'open' && angelsLeftFor(network, known).length === 0
  const isLeft = as === 'passed' || as === 'dropped'
  if (isLeft ? !nobodyLeft : known.state.kind !== as) return undefined
  return card(
    heading(
      `${network.name}: ${known.by === reader ? 'what you asked' : 'what was asked'} ${answerTitles[as]}`,
    ),
    { kind: 'quote', text: known.text },
    isLeft
      ? textBlock(
          rich`${as === 'dropped' ? 'Whoever had it is no longer a guardian angel here.' : notMine(people, known)} I keep it for another guardian angel. Whom could you ask?`,
        )
      : textBlock(askOutcome(network, people, known)),
    isLeft
      ? buttons(
          button('Nominate one', 'role', { network: network.id, role: 'guardian-angel' }),
          button('Take it back', 'take-back-ask', { network: network.id, ask }),
        )
      : undefined,
  )
}

function notMine(people: People, { passed }: Ask): readonly Run[] {
  return listRuns([...passed].map(([person, word]) => rich`${personRun(people, person)} says: ${word}`))
}

/** What was asked and what came of it, for every member: what is open first, then the newest. */
export function asksCard({ network, people, zone, speaker }: NetworkTurn, standing?: Form): Answer {
  const open = openAsks(network)
  const over = [...network.asks.values()].filter((ask) => !open.includes(ask)).toReversed()
  const asks = [...open, ...over]
  return showCard(
    card(
      heading(`What ${network.name} asked its guardian angel`),
      asks.length === 0 ? textBlock(rich`Nothing so far. What would help you most just now?`) : undefined,
      ...asks
        .slice(0, mostShown)
        .flatMap((ask) => [
          ...askBlocks(network, people, ask, speaker.id),
          note(rich`Asked on ${timeRun(ask.at, zone, 'date')}`),
        ]),
      asks.length > mostShown ? textBlock(rich`and ${asks.length - mostShown} older ones`) : undefined,
      standing === undefined ? undefined : { kind: 'inputs', form: standing },
      standing === undefined && network.closing === undefined
        ? buttons(button('Ask a guardian angel', 'ask', { network: network.id }, 'primary'))
        : undefined,
    ),
  )
}
