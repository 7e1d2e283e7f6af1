// Bends as angels and members read them: the messages, and what was decided.
import type { Block, Card, Run } from '../../chat/card.ts'
import type { PersonId } from '../../domain/core/ids.ts'
import { bendsIn, bendsWaitingFor, decidersOf, waitingBends } from '../../domain/guardian/bends.ts'
import type { Bend } from '../../domain/guardian/state.ts'
import { holders, holds } from '../../domain/membership/members.ts'
import type { Network } from '../../domain/state.ts'
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
} from '../kit/markup.ts'
import type { People } from '../turn.ts'
import { limitsLine } from './hard-limits.ts'

/** The message that puts bends to an angel; nothing where it is new, and none of them waits any more. */
export function bendsMessage(
  network: Network,
  people: People,
  { message, changed }: { readonly message: number; readonly changed?: true },
  reader: PersonId,
): Card | undefined {
  const bends = bendsIn(network, message, reader)
  const waiting = bendsWaitingFor(network, reader)
  if (bends.length === 0 || !(changed || bends.some((bend) => waiting.includes(bend)))) return undefined
  const limits = limitsLine(network)
  const entrepreneurs = holders(network, 'public-entrepreneur').filter((person) => person !== reader)
  return card(
    heading(
      bends.length === 1
        ? `${network.name}: was it right to bend this?`
        : `${network.name}: ${pluralize(bends.length, 'bend')} to decide on`,
    ),
    ...bends.slice(0, maxBendsPerMessage).flatMap((bend) => bendBlocks(network, people, bend, reader)),
    bends.length > maxBendsPerMessage
      ? textBlock(rich`and ${bends.length - maxBendsPerMessage} more`)
      : undefined,
    limits === undefined ? undefined : textBlock(rich`Hard limits: ${limits}`),
    entrepreneurs.length === 0
      ? undefined
      : textBlock(
          rich`Whom you could call: ${listRuns(entrepreneurs.map((person) => nameWithAgency(network, people, person)))}.`,
        ),
    note(rich`Whoever noted it hears what you decide; every member can read it in the list of bends.`),
    buttons(button('Show all bends', 'bends', { network: network.id })),
  )
}

/** A message has room for so many. */
export const maxBendsPerMessage = 5

/** One bend: what, why, who, what became of it, and what the reader can do. */
export function bendBlocks(
  network: Network,
  people: People,
  bend: Bend,
  reader: PersonId,
): readonly (Block | undefined)[] {
  return [
    { kind: 'quote', text: bend.what },
    textBlock(rich`Why, says ${nameWithAgency(network, people, bend.by)}: ${bend.why}`),
    textBlock(rich`${bold(stateName(bend))}${became(network, people, bend)}`),
    bendButtons(network, bend, reader),
  ]
}

function stateName({ state }: Bend): string {
  switch (state.kind) {
    case 'waiting':
      return 'Waiting for a guardian angel'
    case 'talk-first':
      return 'Talk first'
    case 'approved':
      return 'Approved'
    case 'declined':
      return 'Declined'
    case 'taken-back':
      return 'Taken back'
  }
}

function became(network: Network, people: People, bend: Bend): readonly Run[] {
  const { state } = bend
  switch (state.kind) {
    case 'waiting':
      return decidersOf(network, bend).length === 0 ? rich`, and there is none who could decide.` : rich`.`
    case 'approved':
      return rich` by ${personRun(people, state.by)}.`
    case 'talk-first':
    case 'declined':
      return rich`, says ${personRun(people, state.by)}: ${state.word}`
    case 'taken-back':
      return rich`; there is nothing to do.`
  }
}

function bendButtons(network: Network, bend: Bend, reader: PersonId) {
  const values = { network: network.id, bend: bend.id }
  if (network.closing !== undefined || !waitingBends(network).includes(bend)) return undefined
  if (bend.by === reader) return buttons(button('Take it back', 'take-back-bend', values))
  if (!holds(network, reader, 'guardian-angel')) return undefined
  return buttons(
    button('Approve', 'approve-bend', values, 'primary'),
    bend.state.kind === 'talk-first' ? undefined : button('Talk first', 'talk-first', values),
    button('Decline', 'decline-bend', values),
  )
}

const answerTitles = {
  approved: 'is approved',
  declined: 'is declined',
  'talk-first': 'is to be talked about first',
}

/** What whoever noted it hears; nothing where it is no longer so. */
export function bendAnsweredCard(
  network: Network,
  people: People,
  { bend, as }: { readonly bend: string; readonly as: 'approved' | 'declined' | 'talk-first' },
  reader: PersonId,
): Card | undefined {
  const known = network.bends.get(bend)
  if (known === undefined || known.state.kind !== as || network.closing !== undefined) return undefined
  return card(
    heading(
      `${network.name}: ${known.by === reader ? 'what you bent' : 'what was bent'} ${answerTitles[as]}`,
    ),
    { kind: 'quote', text: known.what },
    textBlock(rich`${bold(stateName(known))}${became(network, people, known)}`),
    as === 'talk-first'
      ? note(rich`It still waits for the decision. You can take it back in the list of bends.`)
      : undefined,
  )
}
