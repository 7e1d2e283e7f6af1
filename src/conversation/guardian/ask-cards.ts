// Asks as angels and askers read them: the messages, and the list.
import type { Block, Card, Run } from '../../chat/card.ts'
import type { Form } from '../../chat/form.ts'
import type { PersonId } from '../../domain/core/ids.ts'
import type { AskKind } from '../../domain/core/terms.ts'
import { angelsLeftFor, asksIn, asksWaitingFor, openAsks } from '../../domain/guardian/asks.ts'
import type { Ask } from '../../domain/guardian/state.ts'
import { holds } from '../../domain/membership/members.ts'
import type { Network } from '../../domain/state.ts'
import { isTakenBackInTime } from '../../domain/taken-back.ts'
import { type Answer, showCard } from '../answers.ts'
import { type CardContext, moreBlock, quote, shortQuote } from '../kit/card-parts.ts'
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
import { authorsOf, entrepreneursBlock } from './recipients.ts'

export const askNames: { readonly [kind in AskKind]: string } = {
  mentor: 'mentor us',
  protect: 'protect us',
  advise: 'advise us',
  advocate: 'speak up for us',
  'clear-the-way': 'clear the way',
}

/** What somebody asks an angel, as it goes into a title. */
const askTitles: { readonly [kind in AskKind]: string } = {
  mentor: 'mentor them',
  protect: 'protect them',
  advise: 'advise',
  advocate: 'speak up',
  'clear-the-way': 'clear the way',
}

/** A message has room for so many. */
const maxAsksPerMessage = 8

/**
 * The message that puts asks to an angel. Returns `undefined` when it was never sent and none of them is open any
 * more; one that was sent is changed in place.
 */
export function asksMessage(
  context: CardContext,
  { message, changed }: { readonly message: number; readonly changed?: true },
): Card | undefined {
  const { network, reader } = context
  const asks = asksIn(network, message, reader)
  const waiting = asksWaitingFor(network, reader)
  const isWanted = changed || asks.some((ask) => waiting.includes(ask))
  if (asks.length === 0 || !isWanted) return undefined
  const shown = asks.slice(0, maxAsksPerMessage)
  return card(
    heading(messageTitle(context, asks)),
    asks.length === 1 ? textBlock(rich`Asked in ${bold(network.name)}:`) : undefined,
    ...shown.flatMap((ask) => askBlocks(context, ask)),
    moreBlock(asks.length - shown.length),
    entrepreneursBlock(context),
    note(
      rich`I’ll tell ${authorsOf(context.people, asks)} what you answer. Every member can read it in the list of asks.`,
    ),
    buttons(button('Show all asks', 'asks', { network: network.id })),
  )
}

/** E.g. `Tom Hēnare asks you to speak up: “The lease ends”`. */
function messageTitle({ network, people }: CardContext, asks: readonly Ask[]): string {
  const [ask] = asks
  if (ask === undefined || asks.length > 1) return `${network.name}: ${pluralize(asks.length, 'ask')} for you`
  const who = people.get(ask.by)?.name ?? 'Somebody'
  return `${who} asks you to ${askTitles[ask.of]}: ${shortQuote(ask.text)}`
}

/** One ask: the words, who asks, what became of it, and what the reader can do. */
export function askBlocks(
  { network, people, reader }: CardContext,
  ask: Ask,
): readonly (Block | undefined)[] {
  return [
    quote(ask.text),
    textBlock(
      rich`${nameWithAgency(network, people, ask.by)} asks: ${bold(askNames[ask.of])}. ${askOutcome(network, people, ask)}`,
    ),
    passedNote(people, ask),
    askButtons(network, ask, reader),
  ]
}

function passedNote(people: People, { passed }: Ask): Block | undefined {
  if (passed.size === 0) return undefined
  return note(
    listRuns(
      [...passed].map(([person, word]) => rich`${personRun(people, person)} can’t take it: “${word}”`),
    ),
  )
}

export function askOutcome(network: Network, people: People, ask: Ask): readonly Run[] {
  const { state } = ask
  switch (state.kind) {
    case 'open':
      return openAskText(network, ask)
    case 'taken':
      return rich`${personRun(people, state.by)} has taken it on.`
    case 'done':
      return rich`Done by ${personRun(people, state.by)}: ${state.word}`
    case 'taken-back':
      return clearedBlockerText(network, ask) ?? rich`It was taken back, so there’s nothing to do.`
  }
}

function openAskText(network: Network, ask: Ask): readonly Run[] {
  if (angelsLeftFor(network, ask).length > 0) return rich`Open.`
  if (ask.passed.size > 0) return rich`Open, but nobody I put it to can take it.`
  return rich`Open. There’s no guardian angel yet who could take it.`
}

function clearedBlockerText(network: Network, { blocker = '' }: Ask): readonly Run[] | undefined {
  const cleared = network.blockers.get(blocker)?.cleared
  if (cleared === undefined) return undefined
  return rich`It’s been cleared in the meantime: ${cleared.word}`
}

function askButtons(network: Network, ask: Ask, reader: PersonId): Block | undefined {
  if (network.closing !== undefined || !openAsks(network).includes(ask)) return undefined
  const values = { network: network.id, ask: ask.id }
  if (ask.by === reader) return buttons(button('Take it back', 'take-back-ask', values))
  if (!holds(network, reader, 'guardian-angel')) return undefined
  const done = button('Done', 'finish-ask', values)
  const notMine = button('Not mine', 'pass-ask', values)
  if (ask.state.kind === 'taken') {
    if (ask.state.by !== reader) return undefined
    return buttons(done, notMine)
  }
  const take = button('I’ll take it', 'take-ask', values, 'primary')
  if (ask.passed.has(reader)) return buttons(take, done)
  return buttons(take, done, notMine)
}

type AskAnswer = 'taken' | 'done' | 'passed' | 'dropped'

const answerTitles: { readonly [answer in AskAnswer]: string } = {
  taken: 'A guardian angel has taken this on',
  done: 'A guardian angel has done this',
  passed: 'No guardian angel can take this on',
  dropped: 'No guardian angel has this any more',
}

/** What the person who asked hears. Returns `undefined` when it is no longer so. */
export function askAnsweredCard(
  { network, people }: CardContext,
  { ask: id, as }: { readonly ask: string; readonly as: AskAnswer },
): Card | undefined {
  const ask = network.asks.get(id)
  if (ask === undefined || network.closing !== undefined) return undefined
  const title = heading(`${answerTitles[as]}: ${shortQuote(ask.text)}`)
  switch (as) {
    case 'taken':
    case 'done':
      if (ask.state.kind !== as) return undefined
      return card(
        title,
        quote(ask.text),
        textBlock(rich`${bold(network.name)}: ${askOutcome(network, people, ask)}`),
      )
    case 'passed':
      if (!hasNobodyLeft(network, ask)) return undefined
      return card(title, quote(ask.text), ...nobodyLeftBlocks(network, id, passedText(people, ask)))
    case 'dropped':
      if (!hasNobodyLeft(network, ask)) return undefined
      return card(
        title,
        quote(ask.text),
        ...nobodyLeftBlocks(network, id, rich`The person who had it is no longer a guardian angel here.`),
      )
  }
}

function hasNobodyLeft(network: Network, ask: Ask): boolean {
  return ask.state.kind === 'open' && angelsLeftFor(network, ask).length === 0
}

function nobodyLeftBlocks(
  network: Network,
  ask: string,
  why: readonly Run[],
): readonly (Block | undefined)[] {
  return [
    textBlock(
      rich`${bold(network.name)}: ${why} I’ll keep it for another guardian angel. Who could you ask?`,
    ),
    buttons(
      button('Nominate one', 'role', { network: network.id, role: 'guardian-angel' }),
      button('Take it back', 'take-back-ask', { network: network.id, ask }),
    ),
  ]
}

function passedText(people: People, { passed }: Ask): readonly Run[] {
  return listRuns([...passed].map(([person, word]) => rich`${personRun(people, person)} says: ${word}`))
}

/** What was asked and what came of it, for every member: what is open first, then the newest; with the form. */
export function asksCard({ network, people, zone, speaker }: NetworkTurn, form?: Form): Answer {
  const context = { network, people, reader: speaker.id }
  const open = openAsks(network)
  const others = [...network.asks.values()]
    .filter((ask) => !open.includes(ask) && !isTakenBackInTime(ask))
    .toReversed()
  const asks = [...open, ...others]
  const shown = asks.slice(0, maxAsksPerMessage)
  const blocks: (Block | undefined)[] = [heading(`What ${network.name} asked its guardian angel`)]
  if (asks.length === 0) blocks.push(textBlock(rich`Nothing so far. What would help you most just now?`))
  for (const ask of shown)
    blocks.push(...askBlocks(context, ask), note(rich`Asked on ${timeRun(ask.at, zone, 'date')}`))
  blocks.push(moreBlock(asks.length - shown.length, 'older ones'))
  if (form !== undefined) blocks.push({ kind: 'inputs', form })
  else if (network.closing === undefined)
    blocks.push(buttons(button('Ask a guardian angel', 'ask', { network: network.id }, 'primary')))
  return showCard(card(...blocks))
}
