// Bends as angels and members read them: the messages, and what was decided.
import type { Block, Card, Run } from '../../chat/card.ts'
import type { PersonId } from '../../domain/core/ids.ts'
import { bendsIn, bendsWaitingFor, decidersOf, waitingBends } from '../../domain/guardian/bends.ts'
import type { Bend } from '../../domain/guardian/state.ts'
import { holds } from '../../domain/membership/members.ts'
import type { Network } from '../../domain/state.ts'
import { type CardContext, moreBlock, quote, shortQuote } from '../kit/card-parts.ts'
import { nameWithAgency, personRun } from '../kit/labels.ts'
import { bold, button, buttons, card, heading, note, pluralize, rich, textBlock } from '../kit/markup.ts'
import type { People } from '../turn.ts'
import { limitsBlock } from './limit-cards.ts'
import { authorsOf, entrepreneursBlock } from './recipients.ts'

/** A message has room for so many. */
export const maxBendsPerMessage = 5

/**
 * The message that puts bends to an angel. Returns `undefined` when it was never sent and none of them waits any
 * more; one that was sent is changed in place.
 */
export function bendsMessage(
  context: CardContext,
  { message, changed }: { readonly message: number; readonly changed?: true },
): Card | undefined {
  const { network, reader } = context
  const bends = bendsIn(network, message, reader)
  const waiting = bendsWaitingFor(network, reader)
  const isWanted = changed || bends.some((bend) => waiting.includes(bend))
  if (bends.length === 0 || !isWanted) return undefined
  const shown = bends.slice(0, maxBendsPerMessage)
  return card(
    heading(messageTitle(network, bends)),
    bends.length === 1 ? textBlock(rich`Bent in ${bold(network.name)}:`) : undefined,
    ...shown.flatMap((bend) => bendBlocks(context, bend)),
    moreBlock(bends.length - shown.length),
    limitsBlock(network),
    entrepreneursBlock(context),
    note(
      rich`I’ll tell ${authorsOf(context.people, bends)} what you decide. Every member can read it in the list of bends.`,
    ),
    buttons(button('Show all bends', 'bends', { network: network.id })),
  )
}

/** E.g. `Was it right to bend this? “We shared one file”`. */
function messageTitle(network: Network, bends: readonly Bend[]): string {
  const [bend] = bends
  if (bend !== undefined && bends.length === 1) return `Was it right to bend this? ${shortQuote(bend.what)}`
  return `${network.name}: ${pluralize(bends.length, 'bend')} to decide on`
}

/** One bend: what, why, who, what became of it, and what the reader can do. */
export function bendBlocks(
  { network, people, reader }: CardContext,
  bend: Bend,
): readonly (Block | undefined)[] {
  return [
    quote(bend.what),
    textBlock(rich`${nameWithAgency(network, people, bend.by)} says why: ${bend.why}`),
    textBlock(bendOutcome(network, people, bend)),
    bendButtons(network, bend, reader),
  ]
}

export function bendOutcome(network: Network, people: People, bend: Bend): readonly Run[] {
  const { state } = bend
  switch (state.kind) {
    case 'waiting':
      return waitingText(network, bend)
    case 'talk-first':
      return rich`${bold('Talk first')}, says ${personRun(people, state.by)}: ${state.word}`
    case 'approved':
      return rich`${bold('Approved')} by ${personRun(people, state.by)}.`
    case 'declined':
      return rich`${bold('Declined')}, says ${personRun(people, state.by)}: ${state.word}`
    case 'taken-back':
      return rich`${bold('Taken back')}, so there’s nothing to do.`
  }
}

function waitingText(network: Network, bend: Bend): readonly Run[] {
  const waiting = bold('Waiting for a guardian angel')
  if (decidersOf(network, bend).length === 0) return rich`${waiting}. There’s none who could decide.`
  return rich`${waiting}.`
}

function bendButtons(network: Network, bend: Bend, reader: PersonId): Block | undefined {
  if (network.closing !== undefined || !waitingBends(network).includes(bend)) return undefined
  const values = { network: network.id, bend: bend.id }
  if (bend.by === reader) return buttons(button('Take it back', 'take-back-bend', values))
  if (!holds(network, reader, 'guardian-angel')) return undefined
  const approve = button('Approve', 'approve-bend', values, 'primary')
  const decline = button('Decline', 'decline-bend', values)
  if (bend.state.kind === 'talk-first') return buttons(approve, decline)
  return buttons(approve, button('Talk first', 'talk-first', values), decline)
}

type BendAnswer = 'approved' | 'declined' | 'talk-first'

const answerTitles: { readonly [answer in BendAnswer]: string } = {
  approved: 'Approved',
  declined: 'Declined',
  'talk-first': 'Your guardian angel wants to talk about this first',
}

/** What the person who noted it hears. Returns `undefined` when it is no longer so. */
export function bendAnsweredCard(
  { network, people }: CardContext,
  { bend: id, as }: { readonly bend: string; readonly as: BendAnswer },
): Card | undefined {
  const bend = network.bends.get(id)
  if (bend === undefined || bend.state.kind !== as || network.closing !== undefined) return undefined
  const blocks = [
    heading(`${answerTitles[as]}: ${shortQuote(bend.what)}`),
    quote(bend.what),
    textBlock(rich`${bold(network.name)}: ${bendOutcome(network, people, bend)}`),
  ]
  if (as === 'talk-first')
    blocks.push(note(rich`It’s still waiting for a decision. You can take it back in the list of bends.`))
  return card(...blocks)
}
