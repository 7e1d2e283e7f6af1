// Invitation codes: making one, and joining a network with one.

import type { Card } from '../../chat/card.ts'
import type { Form } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import { isHome, isOpen } from '../../domain/membership/homes.ts'
import { participant } from '../../domain/membership/members.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, type RunCommand, showErrors } from '../answers.ts'
import { fieldErrors, fieldValue, hasErrors, lineField, maxLength } from '../kit/form-fields.ts'
import {
  bold,
  button,
  buttons,
  card,
  codeRun,
  heading,
  note,
  rich,
  textBlock,
  timeRun,
} from '../kit/markup.ts'
import { networkCard } from '../overview/network-card.ts'
import type { NetworkTurn, Turn } from '../turn.ts'
import { homeOf } from './home-of-place.ts'
import { type InvitedRole, inviteButton } from './invite-button.ts'

/** `seed` is random and only the speaker knows it; neither it nor the code is written to the journal. */
export function invite(turn: NetworkTurn, as: InvitedRole, seed = turn.newId()): RunCommand {
  const { code, codeHash } = turn.codeFrom(seed)
  const invitation = codeHash.slice(0, 32)
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'invite', invitation, codeHash, as },
    done: (after) => invitationCard(turn, after, { code, invitation, as }),
  }
}

interface NewInvitation {
  readonly code: string
  readonly invitation: string
  readonly as: InvitedRole
}

function invitationCard(turn: NetworkTurn, after: Network, { code, invitation, as }: NewInvitation): Card {
  const { network } = turn
  const current = after.invitations.get(invitation)
  const another = inviteButton(turn, network, { label: 'Another code', as })
  if (current === undefined || !isOpen(current, turn.now))
    return card(
      textBlock(rich`The code of that button is used, withdrawn or past its date. Shall I make another?`),
      buttons(another),
    )
  const values = { network: network.id, invitation }
  return card(
    heading(`An invitation to ${network.name}`),
    textBlock(rich`Code: ${codeRun(code)}`),
    textBlock(
      rich`Good for one person or one channel until ${timeRun(current.expires, turn.zone)}, ${invitedAs[as]}. Hand it over yourself.`,
    ),
    {
      kind: 'list',
      items: [
        rich`In a channel of another workspace, ${codeRun(`/network join ${code}`)} brings in that channel and who types it.`,
        rich`In a direct message with me, ${codeRun(`join ${code}`)} brings in one person.`,
      ],
    },
    buttons(another, button('Withdraw this code', 'revoke', values, 'danger')),
    note(rich`Only you see this.`),
  )
}

const invitedAs: { readonly [role in InvitedRole]: string } = {
  'active-client': 'as an active client',
  'fellow-traveller': 'as a fellow traveller',
}

const introInChannel =
  'With the code, you join and this channel becomes a home of the network: what it posts, everyone here can read. Your name and agency may show there, and in its other homes.'
const introInDirectMessage =
  'With the code, you join the network. Its members will see your name and agency, and both may show in its homes, for everyone in those channels.'

export function joinForm(turn: Turn, code: string): Form {
  return {
    id: 'join',
    title: 'Join a network',
    intro: turn.place.kind === 'channel' ? introInChannel : introInDirectMessage,
    fields: [
      lineField('code', 'Code', maxLength.name, { initial: code }),
      lineField('agency', 'Your agency', maxLength.agency, { initial: turn.agencyGuess ?? '' }),
    ],
    submit: 'Join',
    values: {},
  }
}

export function join(turn: Turn, fields: Values): Answer {
  const caps = { code: maxLength.name, agency: maxLength.agency }
  const errors = fieldErrors(fields, Object.keys(caps), caps)
  if (hasErrors(errors)) return showErrors(errors)
  const codeHash = turn.hashCode(fieldValue(fields, 'code'))
  return {
    kind: 'run-command',
    network: { codeHash },
    command: {
      kind: 'join',
      codeHash,
      agency: fieldValue(fields, 'agency'),
      home: homeOf(turn.place),
    },
    done: (after, people) => joinedCard({ ...turn, people, network: after }),
    field: () => 'code',
  }
}

function joinedCard(turn: NetworkTurn): Card {
  const { network, place, speaker } = turn
  const agency = participant(network, speaker.id)?.agency ?? ''
  const home = homeOf(place)
  const isHomeNow = home !== undefined && isHome(network, home)
  const homeSentence = isHomeNow ? ' This channel is now one of its homes.' : ''
  return card(
    textBlock(rich`You are in ${bold(network.name)}, for ${bold(agency)}.${homeSentence}`),
    ...networkCard(turn).blocks,
  )
}
