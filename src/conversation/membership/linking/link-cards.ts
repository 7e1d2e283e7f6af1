// What people read while two accounts become one person, and when they are two people again.
import type { User } from '../../../chat/address.ts'
import type { Block, Card, Run } from '../../../chat/card.ts'
import type { Instant, PersonId } from '../../../domain/core/ids.ts'
import { day } from '../../../domain/core/time.ts'
import { holds, rolesOf } from '../../../domain/membership/members.ts'
import type { Network } from '../../../domain/state.ts'
import { roleNames } from '../../kit/labels.ts'
import {
  bold,
  button,
  buttons,
  capitalize,
  card,
  codeRun,
  listText,
  note,
  rich,
  textBlock,
  timeRun,
} from '../../kit/markup.ts'
import type { Person } from '../../turn.ts'

/** How long either account can undo it. */
export const undoWindow = 7 * day

export function linkCodeCard(code: string): Card {
  return card(
    textBlock(rich`Your code for your other account: ${bold(code)}`),
    textBlock(
      rich`Type ${codeRun(`/network link ${code}`)} there within an hour. It works once, and both accounts are asked before anything is joined.`,
    ),
    note(
      rich`It’s only for another account of your own. To bring somebody else in, use ${codeRun('/network invite')}. Only you see this.`,
    ),
  )
}

interface Question {
  readonly request: string
  /** The other account has said yes already. */
  readonly isLast: boolean
  readonly me: { readonly id: PersonId; readonly account: User }
  readonly other: { readonly name: string; readonly account: User }
  /** The networks of `me`. */
  readonly networks: readonly Network[]
}

/** Asks an account whether another is of the same person. It says who asks, and what would be shared. */
export function questionCard(question: Question): Card {
  const { request, isLast, me, networks, other } = question
  const next = isLast ? 'The two are joined at once.' : `Next, ${other.name} is asked too.`
  return card(
    textBlock(firstLine(question)),
    textBlock(
      rich`Say yes only if that account is yours too. If somebody gave you a code, perhaps as an invitation, say no: you lose nothing by it.`,
    ),
    textBlock(
      rich`With a yes, that account can read and do what you can here, and you what it can. What it would share of yours:`,
    ),
    {
      kind: 'list',
      items: [
        ...networks.map((network) => sharedIn(network, me.id)),
        rich`your private answers while their round is open, nameless ones too`,
        rich`the messages that I send you`,
      ],
    },
    buttons(
      button('No, it isn’t mine', 'link-no', { request }),
      button('Yes, both are mine', 'link-yes', { request }, 'danger'),
    ),
    note(rich`${next} For 7 days either account can undo it with ${codeRun('link')} in a direct message.`),
  )
}

function firstLine({ isLast, me, other }: Question): readonly Run[] {
  const who: Run = { kind: 'person', name: other.name, users: [other.account] }
  const where = whereIs(other.account, me.account)
  return isLast
    ? rich`${who}, ${where}, says that you two are one person.`
    : rich`${who}, ${where}, asks to be one person with you.`
}

function sharedIn(network: Network, person: PersonId): readonly Run[] {
  const roles = rolesOf(network, person).map((role) => roleNames[role])
  const as = roles.length === 0 ? '' : `your roles (${listText(roles)}), and `
  const alone = holds(network, person, 'guardian-angel') ? ' and what angels alone read' : ''
  return rich`${bold(network.name)}: ${as}what members read${alone}`
}

/** Workspaces have no names that the reader would know, so it says how far away the account is. */
function whereIs({ platform, workspace }: User, reader: User): string {
  if (platform !== reader.platform) return `in ${capitalize(platform)}`
  if (workspace !== reader.workspace) return `in another workspace of ${capitalize(platform)}`
  return 'in this workspace'
}

export function agreedCard(name: string): Card {
  return card(
    textBlock(rich`Nothing is joined yet: ${bold(name)} is asked now, in a direct message.`),
    textBlock(rich`They have a day to answer, and you will hear what they said.`),
  )
}

interface Joined {
  readonly from: Person
  readonly at: Instant
}

/** For the account that said yes last. */
export function joinedCard(join: Joined, { name, users, zone = 'UTC' }: Person): Card {
  return card(
    textBlock(
      rich`Done. I know you as ${bold(name)} in ${users.length} places now, with the same networks in each.`,
    ),
    ...undoBlocks(join, zone),
  )
}

/** For the account that said yes first. */
export function joinedMessageCard(join: Joined, { name, users, zone = 'UTC' }: Person): Card {
  return card(
    textBlock(
      rich`Your account here and that of ${bold(name)} are one person now: both confirmed it. I know you in ${users.length} places, with the same networks in each.`,
    ),
    ...undoBlocks(join, zone),
  )
}

function undoBlocks({ from, at }: Joined, zone: string): readonly (Block | undefined)[] {
  return [
    textBlock(
      rich`Until ${timeRun(at + undoWindow, zone)} either account can make you two people again. What is done until then stays with the account that asked for the code.`,
    ),
    buttons(button('Undo: two people again', 'link-undo', { from: from.id })),
  ]
}

/** What `link` shows while something can be undone. */
export function joinedStateCard(joined: readonly Joined[], zone: string): Card {
  return card(
    ...joined.flatMap((one) => [
      textBlock(rich`The account of ${bold(one.from.name)} was joined on ${timeRun(one.at, zone)}.`),
      ...undoBlocks(one, zone),
    ]),
    textBlock(rich`Do you have yet another account?`),
    buttons(button('Get a code for it', 'link-code', {})),
  )
}

export function refusedCard(): Card {
  return card(textBlock(rich`Nothing was joined, and that code is used up. There is nothing else to do.`))
}

/** The other account reads it, without a reason and without blame. */
export function notJoinedCard(): Card {
  return card(
    textBlock(
      rich`Your accounts were not joined, since the other one did not confirm it. Nothing has changed.`,
    ),
    textBlock(rich`If both are yours, type ${codeRun('link')} to me for a new code.`),
  )
}

export function separatedCard({ from }: Joined, first: string): Card {
  return card(
    textBlock(rich`${bold(first)} and ${bold(from.name)} are two people again, each with their own account.`),
    ...separatedBlocks(),
  )
}

export function separatedMessageCard(): Card {
  return card(
    textBlock(rich`The accounts that were joined are two people again: one of them undid it.`),
    ...separatedBlocks(),
  )
}

function separatedBlocks(): readonly Block[] {
  return [
    textBlock(
      rich`Each has the roles, memberships, agency and private answers from before. What was done in between stays in the journal under the account that asked for the code, as does a network that was started in between.`,
    ),
    note(
      rich`Roles and memberships that came in between have ended, since I cannot tell for which of you they were meant; ask for them again.`,
    ),
  ]
}

export function nothingToUndoCard(): Card {
  return card(
    textBlock(
      rich`There is nothing to undo: those accounts are two people already, or were joined more than 7 days ago.`,
    ),
  )
}

/** The answer does not tell a wrong code from an expired one, from a spent one, or from the speaker's own. */
export function notLinkedCard(): Card {
  return card(
    textBlock(
      rich`That code joins nothing: it may be mistyped, older than an hour, used already, or from this same account. Type ${codeRun('/network link')} from your other account for a new one.`,
    ),
  )
}

/** Typed after `link`, but no code of it. */
export function noLinkCodeCard(typed: string): Card {
  const words = typed.slice(0, 40)
  return card(
    textBlock(rich`“${words}” is no code for joining two accounts; those begin with LINK.`),
    textBlock(
      rich`If it is an invitation to a network, it is still good: type ${codeRun(`/network join ${words}`)}. To join another account of yours, type ${codeRun('/network link')} there first, with nothing after it.`,
    ),
  )
}

/** What is said of such a code where an invitation belongs. */
export const linkCodeAtJoin =
  'That code joins two accounts of one person; it is no invitation. If another account of yours made it, type link and the code. If somebody else gave it to you, don’t use it: ask them for an invitation.'

export function linkCodeAtJoinCard(): Card {
  return card(
    textBlock(rich`${linkCodeAtJoin}`),
    textBlock(
      rich`Invitations come from ${codeRun('/network invite')}. Nothing has happened with that code.`,
    ),
  )
}
