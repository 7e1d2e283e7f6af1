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
      rich`Type ${codeRun(`/network link ${code}`)} there within an hour. It works once, and I’ll ask both accounts before I join them.`,
    ),
    note(
      rich`It’s only for another account of your own. To bring someone else in, use ${codeRun('/network invite')}. Only you can see this.`,
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
  const next = isLast
    ? 'If you say yes, I’ll join the two straight away.'
    : `If you say yes, I’ll ask ${other.name} too.`
  return card(
    textBlock(firstLine(question)),
    textBlock(
      rich`Say yes only if that account is yours too. If someone gave you a code, perhaps as an invitation, say no. You won’t lose anything.`,
    ),
    textBlock(
      rich`If you say yes, that account can read and do what you can here, and you can read and do what it can. You’d share with it:`,
    ),
    {
      kind: 'list',
      items: [
        ...networks.map((network) => sharedIn(network, me.id)),
        rich`your private answers while their round is open, including nameless ones`,
        rich`the messages I send you`,
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
    ? rich`${who}, ${where}, says that your two accounts belong to one person.`
    : rich`${who}, ${where}, asks to join your account with theirs, as one person.`
}

function sharedIn(network: Network, person: PersonId): readonly Run[] {
  const roles = rolesOf(network, person).map((role) => roleNames[role])
  const as = roles.length === 0 ? '' : `your roles (${listText(roles)}), and `
  const alone = holds(network, person, 'guardian-angel') ? ' and what only angels read' : ''
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
    textBlock(rich`Nothing is joined yet. I’m asking ${bold(name)} now, in a direct message.`),
    textBlock(rich`They have a day to answer, and I’ll tell you what they say.`),
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
      rich`Your accounts are joined. I now know you as ${bold(name)} in ${users.length} places, with the same networks in each.`,
    ),
    ...undoBlocks(join, zone),
  )
}

/** For the account that said yes first. */
export function joinedMessageCard(join: Joined, { name, users, zone = 'UTC' }: Person): Card {
  return card(
    textBlock(
      rich`Your account here and ${bold(name)}’s are now one person: both confirmed it. I know you in ${users.length} places, with the same networks in each.`,
    ),
    ...undoBlocks(join, zone),
  )
}

function undoBlocks({ from, at }: Joined, zone: string): readonly (Block | undefined)[] {
  return [
    textBlock(
      rich`Until ${timeRun(at + undoWindow, zone)} you can undo this from either account. What’s done until then stays with the account that asked for the code.`,
    ),
    buttons(button('Undo: separate them again', 'link-undo', { from: from.id })),
  ]
}

/** What `link` shows while something can be undone. */
export function joinedStateCard(joined: readonly Joined[], zone: string): Card {
  return card(
    ...joined.flatMap((one) => [
      textBlock(rich`${bold(one.from.name)}’s account was joined on ${timeRun(one.at, zone)}.`),
      ...undoBlocks(one, zone),
    ]),
    textBlock(rich`Do you have another account as well?`),
    buttons(button('Get a code for it', 'link-code', {})),
  )
}

export function refusedCard(): Card {
  return card(
    textBlock(rich`I haven’t joined anything, and that code no longer works. There’s nothing else to do.`),
  )
}

/** The other account reads it, without a reason and without blame. */
export function notJoinedCard(): Card {
  return card(
    textBlock(
      rich`Your accounts weren’t joined, because the other one didn’t confirm it. Nothing has changed.`,
    ),
    textBlock(rich`If both are yours, send me ${codeRun('link')} for a new code.`),
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
    textBlock(rich`Your joined accounts are two people again: one of them undid it.`),
    ...separatedBlocks(),
  )
}

function separatedBlocks(): readonly Block[] {
  return [
    textBlock(
      rich`Each has the roles, memberships, agency and private answers from before. What was done in between stays in the network’s record under the account that asked for the code, and so does any network started in between.`,
    ),
    note(
      rich`Roles and memberships that came in between have ended, because I can’t tell which of you they were meant for. Ask for them again.`,
    ),
  ]
}

export function nothingToUndoCard(): Card {
  return card(
    textBlock(
      rich`There’s nothing to undo: those accounts are already two people, or were joined more than 7 days ago.`,
    ),
  )
}

/** The answer does not tell a wrong code from an expired one, from a spent one, or from the speaker's own. */
export function notLinkedCard(): Card {
  return card(
    textBlock(
      rich`That code doesn’t work: it may be mistyped, more than an hour old, already used, or from this same account. Type ${codeRun('/network link')} from your other account for a new one.`,
    ),
  )
}

/** Typed after `link`, but no code of it. */
export function noLinkCodeCard(typed: string): Card {
  const words = typed.slice(0, 40)
  return card(
    textBlock(rich`“${words}” isn’t a code for joining two accounts. Those begin with LINK.`),
    textBlock(
      rich`If it is an invitation to a network, it is still good: type ${codeRun(`/network join ${words}`)}. To join another account of yours, type ${codeRun('/network link')} there first, with nothing after it.`,
    ),
  )
}

/** What is said of such a code where an invitation belongs. */
export const linkCodeAtJoin =
  'That code is for joining two accounts of one person. It isn’t an invitation. If another account of yours made it, type link and the code. If someone else gave it to you, don’t use it: ask them for an invitation.'

export function linkCodeAtJoinCard(): Card {
  return card(
    textBlock(rich`${linkCodeAtJoin}`),
    textBlock(rich`I haven’t used that code. Invitations come from ${codeRun('/network invite')}.`),
  )
}
