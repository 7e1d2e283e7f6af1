// Starting a network, inviting, joining, leaving: forms, cards, confirmations.

import type { Address } from '../../chat/address.ts'
import type { Form } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import type { Home } from '../../domain/core/terms.ts'
import { isHome, isOpen } from '../../domain/membership/homes.ts'
import { agenciesOf, members, participant } from '../../domain/membership/members.ts'
import { may } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, openForm, type RunCommand, showCard, showErrors } from '../answers.ts'
import {
  fieldErrors,
  fieldValue,
  hasErrors,
  lineField,
  maxLength,
  paragraphField,
} from '../kit/form-fields.ts'
import {
  bold,
  button,
  buttons,
  card,
  codeRun,
  heading,
  note,
  pluralize,
  rich,
  textBlock,
  timeRun,
} from '../kit/markup.ts'
import type { CommandModule } from '../module.ts'
import { networkCard } from '../overview/network-card.ts'
import type { NetworkTurn, Turn } from '../turn.ts'
import { inviteButton } from './invite-button.ts'

function homeOf(place: Address): Home | undefined {
  if (place.kind !== 'channel') return undefined
  const { platform, workspace, channel } = place
  return { platform, workspace, channel }
}

function startForm(turn: Turn, name: string, errors: Values = {}): Form {
  return {
    id: 'start',
    title: 'Start a network',
    intro:
      turn.place.kind === 'channel'
        ? 'This channel becomes its first home. The network starts under the radar: only its members and angels learn of it from me.'
        : 'It begins without a channel; add one later with an invitation. It starts under the radar: only its members and angels learn of it from me.',
    fields: [
      lineField('name', 'What do you call it?', maxLength.name, { initial: name }),
      paragraphField('moment', 'The moment', {
        hint: 'What happened that made going on as before impossible?',
      }),
      lineField('outcome', 'Shared outcome', maxLength.sentence, {
        hint: 'One sentence: for whom, and what will be different?',
      }),
      lineField('agency', 'Your agency', maxLength.agency, { initial: turn.agencyGuess ?? '' }),
    ],
    submit: 'Start',
    values: { network: turn.newId() },
    errors,
  }
}

function start(turn: Turn, fields: Values, values: Values): Answer {
  const caps = {
    name: maxLength.name,
    moment: maxLength.paragraph,
    outcome: maxLength.sentence,
    agency: maxLength.agency,
  }
  const errors = fieldErrors(fields, Object.keys(caps), caps)
  if (hasErrors(errors)) return showErrors(errors)
  const home = homeOf(turn.place)
  const network = values.network ?? turn.newId()
  return {
    kind: 'run-command',
    network,
    command: {
      kind: 'start',
      name: fieldValue(fields, 'name'),
      moment: fieldValue(fields, 'moment'),
      outcome: fieldValue(fields, 'outcome'),
      agency: fieldValue(fields, 'agency'),
      zone: turn.zone,
      home,
    },
    done: (after) =>
      card(
        heading(`${after.name} has begun`),
        textBlock(
          rich`You are its first public entrepreneur, for ${bold(participant(after, turn.speaker.id)?.agency ?? '')}. Next, who else must be in? Invite people from other agencies, and find a guardian angel early.`,
        ),
        buttons(
          inviteButton(turn, after, 'Invite somebody', 'primary'),
          button('Find a guardian angel', 'role', { network: after.id, role: 'guardian-angel' }),
          button('Does collaboration fit?', 'diagnose', { network: after.id }),
        ),
      ),
  }
}

function joinForm(turn: Turn, code: string, errors: Values = {}): Form {
  return {
    id: 'join',
    title: 'Join a network',
    intro:
      turn.place.kind === 'channel'
        ? 'With the code, you join and this channel becomes a home of the network: what it posts, everyone here can read. Your name and agency may show there, and in its other homes.'
        : 'With the code, you join the network. Its members will see your name and agency, and both may show in its homes, for everyone in those channels.',
    fields: [
      lineField('code', 'Code', maxLength.name, { initial: code }),
      lineField('agency', 'Your agency', maxLength.agency, { initial: turn.agencyGuess ?? '' }),
    ],
    submit: 'Join',
    values: {},
    errors,
  }
}

function join(turn: Turn, fields: Values): Answer {
  const caps = { code: maxLength.name, agency: maxLength.agency }
  const errors = fieldErrors(fields, Object.keys(caps), caps)
  if (hasErrors(errors)) return showErrors(errors)
  const codeHash = turn.hashCode(fieldValue(fields, 'code'))
  const home = homeOf(turn.place)
  return {
    kind: 'run-command',
    network: { codeHash },
    command: {
      kind: 'join',
      codeHash,
      agency: fieldValue(fields, 'agency'),
      home,
    },
    done: (after, people) =>
      card(
        textBlock(
          rich`You are in ${bold(after.name)}, for ${bold(participant(after, turn.speaker.id)?.agency ?? '')}.${home !== undefined && isHome(after, home) ? ' This channel is now one of its homes.' : ''}`,
        ),
        ...networkCard({ ...turn, people, network: after }).blocks,
      ),
    field: () => 'code',
  }
}

/** `seed` is random and known to the speaker alone; the journal has neither it nor the code. */
function invite(
  turn: NetworkTurn,
  as: 'fellow-traveller' | 'active-client',
  seed = turn.newId(),
): RunCommand {
  const { code, codeHash } = turn.codeFrom(seed)
  const invitation = codeHash.slice(0, 32)
  const { network } = turn
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'invite', invitation, codeHash, as },
    done: (after) => {
      const made = after.invitations.get(invitation)
      const values = { network: network.id, invitation }
      const another = inviteButton(turn, network, 'Another code', undefined, as)
      if (made === undefined || !isOpen(made, turn.now))
        return card(
          textBlock(rich`The code of that button is used, withdrawn or past its date. Shall I make another?`),
          buttons(another),
        )
      return card(
        heading(`An invitation to ${network.name}`),
        textBlock(rich`Code: ${codeRun(code)}`),
        textBlock(
          rich`Good for one person or one channel until ${timeRun(made.expires, turn.zone)}, ${as === 'active-client' ? 'as an active client' : 'as a fellow traveller'}. Hand it over yourself.`,
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
    },
  }
}

function leaveCard(turn: NetworkTurn): Answer {
  const { network } = turn
  const home = homeOf(turn.place)
  const values = { network: network.id }
  const here = home !== undefined && isHome(network, home) && may(network, 'remove-home', turn.speaker.id)
  const [first, ...others] = members(network)
  const last = first?.id === turn.speaker.id && others.length === 0
  return showCard(
    card(
      textBlock(
        rich`Leave ${bold(network.name)}? Your roles end, what you put on the table stays, and the journal keeps what you did. Private answers of yours that wait for their round to close are destroyed. You can come back with a new code.`,
      ),
      last
        ? textBlock(
            rich`You are its last member. Once you have left, no member can read it, go on with it or bring anybody in. Would you rather close it well?`,
          )
        : undefined,
      buttons(
        button('Leave the network', 'leave', values, 'danger'),
        last && network.closing === undefined && may(network, 'close', turn.speaker.id)
          ? button('Close well', 'close', values)
          : undefined,
        here ? button('Only take this channel out', 'remove-home', values) : undefined,
      ),
    ),
  )
}

const networkWord = (turn: NetworkTurn): Answer => showCard(networkCard(turn))

export const homesModule: CommandModule = {
  commands: [
    {
      name: 'start',
      takes: '[name]',
      help: 'start a network; this channel becomes its first home',
      needs: 'nothing',
      handle: (turn, typedName) => openForm(startForm(turn, typedName)),
    },
    {
      name: 'join',
      takes: 'CODE',
      help: 'join with an invitation code',
      needs: 'nothing',
      handle: (turn, code) => openForm(joinForm(turn, code)),
    },
    {
      name: 'invite',
      takes: '[as active client]',
      help: 'make a code for one person or one channel',
      needs: 'network',
      handle: (turn, words) => invite(turn, /\bclient\b/i.test(words) ? 'active-client' : 'fellow-traveller'),
    },
    {
      name: 'leave',
      help: 'leave the network, or take this channel out of it',
      needs: 'network',
      whileClosed: true,
      handle: leaveCard,
    },
  ],
  actions: {
    network: { needs: 'network', handle: networkWord },
    invite: {
      needs: 'network',
      handle: (turn, { as, seed }) => invite(turn, as === 'active-client' ? as : 'fellow-traveller', seed),
    },
    revoke: {
      needs: 'network',
      handle: (turn, { invitation = '' }) => ({
        kind: 'run-command',
        network: turn.network.id,
        command: { kind: 'revoke-invitation', invitation },
        done: () => card(textBlock(rich`Withdrawn. That code opens nothing any more.`)),
      }),
    },
    leave: {
      needs: 'network',
      handle: (turn) => ({
        kind: 'run-command',
        network: turn.network.id,
        command: { kind: 'leave' },
        done: (after) =>
          card(textBlock(rich`You have left ${bold(after.name)}. Thank you for what you brought.`)),
      }),
    },
    'remove-home': {
      needs: 'network',
      handle(turn) {
        const home = homeOf(turn.place) ?? { platform: '', workspace: '', channel: '' }
        return {
          kind: 'run-command',
          network: turn.network.id,
          command: { kind: 'remove-home', home },
          done: (after) =>
            card(
              textBlock(
                rich`This channel is no longer a home of ${bold(after.name)}. Nothing more is posted here.`,
              ),
            ),
        }
      },
    },
  },
  forms: {
    start: { needs: 'nothing', handle: start },
    join: { needs: 'nothing', handle: join },
  },
}

/** What a channel reads when it becomes a home. */
export function welcomeCard(network: Network) {
  return card(
    heading(`${network.name} talks here now`),
    { kind: 'quote', text: network.outcome },
    textBlock(
      rich`${pluralize(members(network).length, 'member')} of ${pluralize(agenciesOf(network).length, 'agency', 'agencies')}. I count the meetings, ask at each one what is on the table, and after ${bold(network.settings.limit)} with nothing there I stop and ask you to decide.`,
    ),
    note(
      rich`Members type ${codeRun('/network')} to see where it stands. Everyone in this channel can read what I post here.`,
    ),
  )
}

/** What entrepreneurs hear when a channel has gone by itself. */
export function homeLostCard(network: Network) {
  return card(
    textBlock(
      rich`${bold(network.name)} has lost a channel: it was archived or deleted, or I was taken out of it. I post nothing there any more; nothing else has changed.`,
    ),
    textBlock(
      rich`Which channel should take its place? Type ${codeRun('/network invite')} here, and redeem the code there.`,
    ),
  )
}

/** `why` is a sentence of the platform, which begins small. */
export function homeUnreachedCard(network: Network, why: string) {
  return card(
    textBlock(rich`I could not post in a channel of ${bold(network.name)}: ${why}`),
    textBlock(rich`Should it stay a home? Then mend that there; if not, invite me into another channel.`),
  )
}
