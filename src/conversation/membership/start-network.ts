// Starting a network: the form, the command, and the confirmation with its next steps.

import type { Card } from '../../chat/card.ts'
import type { Form } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import { participant } from '../../domain/membership/members.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, showErrors } from '../answers.ts'
import {
  fieldErrors,
  fieldValue,
  hasErrors,
  lineField,
  maxLength,
  paragraphField,
} from '../kit/form-fields.ts'
import { bold, button, buttons, card, heading, listText, rich, textBlock } from '../kit/markup.ts'
import type { Turn } from '../turn.ts'
import { homeOf } from './home-of-place.ts'
import { inviteButton } from './invitations/invite-button.ts'

const introInChannel =
  'This will be its first channel, and everyone here can read what I post. The network starts under the radar: I’ll tell only its members and angels about it.'
const introInDirectMessage =
  'It starts without a channel. You can add one later with an invitation. It starts under the radar: I’ll tell only its members and angels about it.'

export function startForm(turn: Turn, name: string): Form {
  return {
    id: 'start',
    title: 'Start a network',
    intro: introOf(turn),
    fields: [
      lineField('name', 'What do you call it?', maxLength.name, { initial: name }),
      paragraphField('moment', 'The moment', {
        hint: 'What happened that meant you couldn’t go on as before?',
      }),
      lineField('momentWhen', 'When was that?', maxLength.date, {
        optional: true,
        hint: 'A date or a few words, such as “in March 2026”. It will be in the story.',
      }),
      lineField('outcome', 'Shared outcome', maxLength.sentence, {
        hint: 'One sentence: who is it for, and what will be different?',
      }),
      lineField('agency', 'Your agency', maxLength.agency, { initial: turn.agencyGuess ?? '' }),
    ],
    submit: 'Start',
    values: { network: turn.newId() },
  }
}

/** Who knows of a network in this channel is warned before a second one begins here. Nobody else learns of it. */
function introOf({ place, networks }: Turn): string {
  if (place.kind !== 'channel') return introInDirectMessage
  if (networks.length === 0) return introInChannel
  const names = listText(networks.slice(0, 3).map(({ name }) => name))
  const [uses, them] = networks.length === 1 ? ['uses', 'it'] : ['use', 'them']
  return `${names} already ${uses} this channel. Another network here would count its own meetings and keep its own table, and I’d ask everyone each time which one they mean. To carry on with ${them}, close this form. ${introInChannel}`
}

export function start(turn: Turn, fields: Values, values: Values): Answer {
  const caps = {
    name: maxLength.name,
    moment: maxLength.paragraph,
    outcome: maxLength.sentence,
    agency: maxLength.agency,
  }
  const errors = fieldErrors(fields, Object.keys(caps), { ...caps, momentWhen: maxLength.date })
  const momentWhen = fieldValue(fields, 'momentWhen')
  if (hasErrors(errors)) return showErrors(errors)
  return {
    kind: 'run-command',
    network: values.network ?? turn.newId(),
    command: {
      kind: 'start',
      name: fieldValue(fields, 'name'),
      moment: fieldValue(fields, 'moment'),
      momentWhen: momentWhen === '' ? undefined : momentWhen,
      outcome: fieldValue(fields, 'outcome'),
      agency: fieldValue(fields, 'agency'),
      zone: turn.zone,
      home: homeOf(turn.place),
    },
    done: (after) => startedCard(turn, after),
  }
}

function startedCard(turn: Turn, network: Network): Card {
  const agency = participant(network, turn.speaker.id)?.agency ?? ''
  return card(
    heading(`${network.name} has begun`),
    textBlock(
      rich`You’re its first public entrepreneur, from ${bold(agency)}. Next, invite people from other agencies, and find a guardian angel early. Who else needs to be in it?`,
    ),
    buttons(
      inviteButton(turn, network, { label: 'Invite somebody', style: 'primary' }),
      button('Find a guardian angel', 'role', { network: network.id, role: 'guardian-angel' }),
      button('Does collaboration fit?', 'diagnose', { network: network.id }),
    ),
  )
}
