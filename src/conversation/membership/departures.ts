// Who left, or gave a role up: what is said of it.

import type { Role } from '../../domain/core/terms.ts'
import { openAsks } from '../../domain/guardian/asks.ts'
import { waitingBends } from '../../domain/guardian/bends.ts'
import { openProposal } from '../../domain/guardian/going-public.ts'
import { holders, holds, participant } from '../../domain/membership/members.ts'
import type { Network } from '../../domain/state.ts'
import { personRun, roleNames } from '../kit/labels.ts'
import { bold, button, buttons, card, listText, pluralize, rich, textBlock } from '../kit/markup.ts'
import type { People } from '../turn.ts'

/** What those who keep the network going hear when somebody leaves, or gives a role up. */
export function departureCard(
  network: Network,
  people: People,
  { person, role }: { readonly person: string; readonly role?: Role },
) {
  const back = role === undefined ? participant(network, person) !== undefined : holds(network, person, role)
  if (back) return undefined
  const empty = (role === undefined ? heldBy(network, person) : [role]).filter(
    (one) => holders(network, one).length === 0,
  )
  const ask = network.closing === undefined ? empty : []
  const name = personRun(people, person)
  return card(
    textBlock(
      role === undefined
        ? rich`${name} has left ${bold(network.name)}.`
        : rich`${name} is no longer ${roleNames[role]} of ${bold(network.name)}, and gave the role up.`,
    ),
    ask.length === 0
      ? undefined
      : textBlock(rich`There is no ${listText(ask.map((one) => roleNames[one]))} now. Whom could you ask?`),
    ...(ask.includes('guardian-angel') ? [unheldAsks(network), undecided(network)] : []),
    buttons(
      ...ask.map((one) => button(`Nominate: ${roleNames[one]}`, 'role', { network: network.id, role: one })),
    ),
  )
}

/** What was put to the angels and is open, now that there is none. */
function unheldAsks(network: Network) {
  const open = openAsks(network)
  if (open.length === 0) return undefined
  const what = listText(open.slice(0, 5).map(({ text: words }) => `“${words.slice(0, 100)}”`))
  const more = open.length > 5 ? ` and ${open.length - 5} more` : ''
  return textBlock(
    rich`Nobody has ${pluralize(open.length, 'open ask')} now: ${what}${more}. Whoever becomes guardian angel gets what is open.`,
  )
}

function undecided(network: Network) {
  const length = waitingBends(network).length + (openProposal(network) === undefined ? 0 : 1)
  return length === 0
    ? undefined
    : textBlock(
        rich`${pluralize(length, 'matter')} ${length === 1 ? 'waits' : 'wait'} for the decision of a guardian angel.`,
      )
}

/** What somebody held until they left. */
function heldBy(network: Network, person: string): readonly Role[] {
  const spans = network.roles.filter((span) => span.person === person)
  const left = Math.max(...spans.map(({ to }) => to ?? 0))
  return [...new Set(spans.filter(({ to }) => to === left).map(({ role }) => role))]
}
