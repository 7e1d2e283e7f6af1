// Joining by an invitation: what is behind the code is shown first, and nothing is joined until the person says so.

import type { Card } from '../../../chat/card.ts'
import type { Form } from '../../../chat/form.ts'
import type { Values } from '../../../chat/inbound.ts'
import { isHome } from '../../../domain/membership/homes.ts'
import { agenciesOf, members, participant } from '../../../domain/membership/members.ts'
import type { Network } from '../../../domain/state.ts'
import {
  type Answer,
  type FoundInvitation,
  type ImmediateAnswer,
  openForm,
  type RunCommand,
  showCard,
  showErrors,
} from '../../answers.ts'
import { fieldErrors, fieldValue, hasErrors, lineField, maxLength } from '../../kit/form-fields.ts'
import { roleMeanings } from '../../kit/labels.ts'
import { bold, button, buttons, card, listText, note, pluralize, rich, textBlock } from '../../kit/markup.ts'
import { refusalSentence } from '../../kit/refusal-sentences.ts'
import { networkCard } from '../../overview/network-card.ts'
import type { NetworkTurn, Turn } from '../../turn.ts'
import { agencyErrors, agencyFields, agencyIn } from '../agency-fields.ts'
import { homeOf } from '../home-of-place.ts'
import { linkCodeAtJoin, linkCodeAtJoinCard } from '../linking/link-cards.ts'
import { linkCodeIn } from '../linking/link-code.ts'
import { codeInField } from './invitation-code.ts'
import { invitedAs } from './invite.ts'

/** The form names no more agencies than this. */
const maxNamedAgencies = 8

/** Without a code, the form asks for one; with one, it says what the code opens before anything is joined. */
export function joinByText(turn: Turn, text: string): Answer {
  if (text === '') return openForm(codeForm())
  if (linkCodeIn(text) !== undefined) return showCard(linkCodeAtJoinCard())
  return lookUp(turn, text, () => openForm({ ...codeForm(text), errors: { code: spentCodeSentence() } }))
}

function codeForm(code = ''): Form {
  return {
    id: 'join',
    title: 'Join a network',
    intro:
      'You won’t join anything yet. First I’ll show you which network it is, and what its people would see about you.',
    fields: [lineField('code', 'Code', maxLength.sentence, { initial: code.slice(0, maxLength.sentence) })],
    submit: 'Next',
    values: {},
  }
}

function spentCodeSentence(): string {
  return refusalSentence({ kind: 'code-spent' }, new Map())
}

function lookUp(turn: Turn, text: string, spent: () => ImmediateAnswer, guess = turn.agencyGuess): Answer {
  const code = codeInField(text)
  return {
    kind: 'look-up-invitation',
    codeHash: turn.hashCode(code),
    render: (found) => (found === undefined ? spent() : invitedAnswer(turn, { found, code, guess })),
  }
}

interface Invited {
  readonly found: FoundInvitation
  readonly code: string
  readonly guess: string | undefined
}

function invitedAnswer(turn: Turn, { found, code, guess }: Invited): ImmediateAnswer {
  const { network } = found
  if (participant(network, turn.speaker.id)?.member !== true)
    return openForm(confirmForm(turn, { found, code, guess }))
  if (!addsChannel(turn, network))
    return showCard(card(textBlock(rich`${refusalSentence({ kind: 'already-member' }, new Map())}`)))
  return showCard(
    card(
      textBlock(rich`Add this channel to ${bold(network.name)}, where you’re already a member?`),
      textBlock(rich`${sharedInChannel}`),
      buttons(button('Add this channel', 'join-here', { code }, 'primary')),
      note(rich`I won’t add it until you press the button. Only you can see this.`),
    ),
  )
}

function addsChannel({ place }: Turn, network: Network): boolean {
  const home = homeOf(place)
  return home !== undefined && !isHome(network, home)
}

const sharedInChannel =
  'Here I’d post its meetings, check-ins (who came, and from which agency), decisions, what comes onto the table, and what was learned. Everyone in this channel could read that.'

function confirmForm(turn: Turn, { found, code, guess }: Invited): Form {
  const { network, invitation } = found
  return {
    id: 'join',
    title: 'Join a network',
    intro: [
      `${network.name}: “${network.outcome}”`,
      `${peopleThere(network)} You’d join ${invitedAs[invitation.as]}, who ${roleMeanings[invitation.as]}.`,
      ...channelSentences(turn, network),
      'Its members will see your name and agency, and everyone in its channels may see them too.',
    ].join(' '),
    fields: agencyFields(network, guess),
    submit: 'Join',
    values: { code },
  }
}

function peopleThere(network: Network): string {
  const agencies = agenciesOf(network)
  const rest = agencies.length - maxNamedAgencies
  const named = rest > 0 ? [...agencies.slice(0, maxNamedAgencies), `${rest} more`] : agencies
  const count = members(network).length
  const are = count === 1 ? 'is' : 'are'
  if (count === 0) return 'There’s nobody in it now.'
  return `${pluralize(count, 'person', 'people')} ${are} in it now, from ${listText(named)}.`
}

function channelSentences(turn: Turn, network: Network): readonly string[] {
  if (!addsChannel(turn, network)) return []
  return [
    'This channel would be added too.',
    sharedInChannel,
    'To join without it, use the code in a direct message with me.',
  ]
}

/** A form without a code among its values has only asked for one. */
export function submitJoin(turn: Turn, fields: Values, { code }: Values): Answer {
  if (code === undefined) return submitCode(turn, fields)
  const errors = agencyErrors(fields)
  if (hasErrors(errors)) return showErrors(errors)
  return join(turn, code, agencyIn(fields))
}

function submitCode(turn: Turn, fields: Values): Answer {
  const errors = fieldErrors(fields, ['code'], { code: maxLength.sentence })
  if (hasErrors(errors)) return showErrors(errors)
  const typed = fieldValue(fields, 'code')
  if (linkCodeIn(typed) !== undefined) return showErrors({ code: linkCodeAtJoin })
  const guess = fieldValue(fields, 'agency') || turn.agencyGuess
  return lookUp(turn, typed, () => showErrors({ code: spentCodeSentence() }), guess)
}

export function join(turn: Turn, code: string, agency = ''): RunCommand {
  const codeHash = turn.hashCode(code)
  return {
    kind: 'run-command',
    network: { codeHash },
    command: { kind: 'join', codeHash, agency, home: homeOf(turn.place) },
    done: (after, people) => joinedCard({ ...turn, people, network: after }),
  }
}

function joinedCard(turn: NetworkTurn): Card {
  const { network, place, speaker } = turn
  const agency = participant(network, speaker.id)?.agency ?? ''
  const home = homeOf(place)
  const isHomeNow = home !== undefined && isHome(network, home)
  const homeSentence = isHomeNow ? ' This channel is now one of its channels.' : ''
  return card(
    textBlock(rich`You’re in ${bold(network.name)}, from ${bold(agency)}.${homeSentence}`),
    ...networkCard(turn).blocks,
  )
}
