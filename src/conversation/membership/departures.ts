// The card that says that somebody left the network, or gave a role up.
import type { Block, Card, Run } from '../../chat/card.ts'
import type { Role } from '../../domain/core/terms.ts'
import { openAsks } from '../../domain/guardian/asks.ts'
import { waitingBends } from '../../domain/guardian/bends.ts'
import { openProposal } from '../../domain/guardian/going-public.ts'
import { holders, holds, participant } from '../../domain/membership/members.ts'
import type { Network } from '../../domain/state.ts'
import { nameWithArticle, personRun, roleNames } from '../kit/labels.ts'
import { bold, button, buttons, card, listText, pluralize, rich, textBlock } from '../kit/markup.ts'
import type { People } from '../turn.ts'

/**
 * Tells the people who keep the network going that somebody left it or, with `role`, gave that role up. Returns `undefined`
 * if the person is back by now.
 */
export function departureCard(network: Network, people: People, departure: Departure): Card | undefined {
  if (isBack(network, departure)) return undefined
  const vacant = vacantRoles(network, departure)
  const blocks: (Block | undefined)[] = [textBlock(departureText(network, people, departure))]
  if (vacant.length > 0)
    blocks.push(
      textBlock(
        rich`There’s now ${listText(vacant.map((role) => `no ${roleNames[role]}`))}. Who could you ask?`,
      ),
    )
  if (vacant.includes('guardian-angel')) blocks.push(openAsksText(network), undecidedText(network))
  blocks.push(
    buttons(
      ...vacant.map((role) =>
        button(`Nominate ${nameWithArticle(role)}`, 'role', { network: network.id, role }),
      ),
    ),
  )
  return card(...blocks)
}

/** What the homes read when a public entrepreneur leaves or gives the role up. */
export function farewellCard(network: Network, people: People, departure: Departure): Card | undefined {
  if (isBack(network, departure)) return undefined
  const name = personRun(people, departure.person)
  const what =
    departure.role === undefined
      ? rich`${name} has left ${bold(network.name)}, where they were a public entrepreneur.`
      : rich`${name} has stepped down as a public entrepreneur of ${bold(network.name)}.`
  const thanks = rich` Thank you for starting things and pulling people together.`
  const isVacant = network.closing === undefined && holders(network, 'public-entrepreneur').length === 0
  if (!isVacant) return card(textBlock([...what, ...thanks]))
  return card(
    textBlock([...what, ...thanks]),
    textBlock(rich`There’s no public entrepreneur now. Any member can nominate one.`),
    buttons(button('Nominate one', 'role', { network: network.id, role: 'public-entrepreneur' })),
  )
}

interface Departure {
  readonly person: string
  readonly role?: Role
}

function isBack(network: Network, { person, role }: Departure): boolean {
  if (role === undefined) return participant(network, person) !== undefined
  return holds(network, person, role)
}

/** The roles that nobody holds after the departure. A closed network needs none. */
function vacantRoles(network: Network, { person, role }: Departure): readonly Role[] {
  if (network.closing !== undefined) return []
  const roles = role === undefined ? lastRolesOf(network, person) : [role]
  return roles.filter((one) => holders(network, one).length === 0)
}

/** The roles that somebody held until they left. */
function lastRolesOf(network: Network, person: string): readonly Role[] {
  const spans = network.roles.filter((span) => span.person === person)
  const left = Math.max(...spans.map(({ to }) => to ?? 0))
  return [...new Set(spans.filter(({ to }) => to === left).map(({ role }) => role))]
}

function departureText(network: Network, people: People, { person, role }: Departure): readonly Run[] {
  const name = personRun(people, person)
  if (role === undefined) return rich`${name} has left ${bold(network.name)}.`
  return rich`${name} has stepped down as ${roleNames[role]} of ${bold(network.name)}.`
}

/** The open asks that were put to the angels, now that there is no angel. */
function openAsksText(network: Network): Block | undefined {
  const open = openAsks(network)
  if (open.length === 0) return undefined
  const excerpts = listText(open.slice(0, 5).map(({ text }) => `“${text.slice(0, 100)}”`))
  const more = open.length > 5 ? ` and ${open.length - 5} more` : ''
  return textBlock(
    rich`Nobody is looking after ${pluralize(open.length, 'open ask')} now: ${excerpts}${more}. The next guardian angel will get what’s still open.`,
  )
}

/** The number of bends and of proposals to go public that wait for an angel. */
function undecidedText(network: Network): Block | undefined {
  const proposals = openProposal(network) === undefined ? 0 : 1
  const count = waitingBends(network).length + proposals
  if (count === 0) return undefined
  const verb = count === 1 ? 'is' : 'are'
  return textBlock(rich`${pluralize(count, 'matter')} ${verb} waiting for a guardian angel to decide.`)
}
