// Nominations: the card for the nominee, the answer to it, and what the nominator learns of it.
import type { Block, Card } from '../../chat/card.ts'
import type { Role } from '../../domain/core/terms.ts'
import { participant } from '../../domain/membership/members.ts'
import type { Network, Nomination } from '../../domain/state.ts'
import { type Answer, openForm, type RunCommand } from '../answers.ts'
import { nameWithAgency, nameWithArticle, personRun, roleMeanings, roleNames } from '../kit/labels.ts'
import {
  bold,
  button,
  buttons,
  capitalize,
  card,
  codeRun,
  heading,
  note,
  rich,
  textBlock,
} from '../kit/markup.ts'
import type { NetworkTurn, People } from '../turn.ts'
import { agencyFields } from './agency-fields.ts'

/**
 * The nominee's card. Returns `undefined` when it was never sent and the nomination is not open any more; one that was
 * sent is changed in place.
 */
export function nominationCard(
  network: Network,
  people: People,
  { nomination, first }: { readonly nomination: string; readonly first?: true },
): Card | undefined {
  const known = network.nominations.get(nomination)
  if (known === undefined) return undefined
  const { role, by } = known
  if (known.state !== 'open' && first) return undefined
  if (known.state !== 'open') return nominationOverCard(network, people, known)
  const values = { network: network.id, nomination }
  const isUnderTheRadar = network.public === undefined
  return card(
    heading(`Will you be ${roleNames[role]} of ${network.name}?`),
    textBlock(
      rich`${nameWithAgency(network, people, by)} is asking you. ${capitalize(nameWithArticle(role))} ${roleMeanings[role]}.`,
    ),
    { kind: 'quote', text: network.outcome, by: 'The shared outcome' },
    note(
      rich`${isUnderTheRadar ? 'The network is under the radar, so please keep this to yourself. ' : ''}If you accept, its members will see your name and agency, and everyone in its channels may see them too. If you decline, I’ll tell only ${personRun(people, by)}.`,
    ),
    buttons(button('Accept', 'accept', values, 'primary'), button('Decline', 'decline', values)),
  )
}

function nominationOverCard(network: Network, people: People, { role, state, by }: Nomination): Card {
  const title = heading(`${capitalize(roleNames[role])} of ${network.name}`)
  if (state === 'withdrawn')
    return card(title, textBlock(rich`This nomination was withdrawn, so there’s nothing for you to do.`))
  if (state === 'declined')
    return card(
      title,
      textBlock(rich`You declined. ${personRun(people, by)} is the only one in the network I’ll tell.`),
    )
  return card(
    title,
    textBlock(rich`You’re now ${roleNames[role]} of ${bold(network.name)}.`),
    whatAngelsHear(role),
    buttons(button('Show the network', 'network', { network: network.id })),
  )
}

/** Tells the nominator how the nominee answered. */
export function nominationAnsweredCard(
  network: Network,
  people: People,
  nomination: string,
): Card | undefined {
  const known = network.nominations.get(nomination)
  if (known === undefined) return undefined
  const { person, role, state } = known
  if (state === 'accepted')
    return card(
      textBlock(
        rich`${nameWithAgency(network, people, person)} has accepted, and is now ${roleNames[role]} of ${bold(network.name)}.`,
      ),
    )
  return card(
    textBlock(
      rich`${personRun(people, person)} has declined to be ${roleNames[role]} of ${bold(network.name)}. Who else could you ask?`,
    ),
    buttons(button('Nominate somebody else', 'role', { network: network.id, role })),
  )
}

/**
 * A member accepts at once; anybody else is asked for their agency first, in a form that names the agencies here. Who is
 * not asked any more gets the refusal instead.
 */
export function acceptNomination(turn: NetworkTurn, nomination: string): Answer {
  const asked = turn.network.nominations.get(nomination)
  if (asked?.state !== 'open' || asked.person !== turn.speaker.id)
    return acceptWithAgency(turn, nomination, '')
  const known = participant(turn.network, turn.speaker.id)
  if (known !== undefined) return acceptWithAgency(turn, nomination, known.agency)
  return openForm({
    id: 'accept',
    title: 'Accept the nomination',
    intro:
      'Members of the network will see your name and agency, and everyone in its channels may see them too.',
    fields: agencyFields(turn.network, turn.agencyGuess),
    submit: 'Accept',
    values: { network: turn.network.id, nomination },
  })
}

export function acceptWithAgency(turn: NetworkTurn, nomination: string, agency: string): RunCommand {
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'accept-nomination', nomination, agency },
    showsOnCard: true,
    done: (after) => acceptedCard(after, after.nominations.get(nomination)?.role ?? 'fellow-traveller'),
  }
}

function acceptedCard(network: Network, role: Role): Card {
  return card(
    textBlock(rich`Thank you. You’re now ${roleNames[role]} of ${bold(network.name)}.`),
    whatAngelsHear(role),
    buttons(button('Show the network', 'network', { network: network.id })),
  )
}

function whatAngelsHear(role: Role): Block | undefined {
  if (role !== 'guardian-angel') return undefined
  return textBlock(
    rich`I’ll stay quiet until you’re needed. I’ll tell you when only one meeting is left with nothing on the table, and straight away if the network stops. Type ${codeRun('my networks')} to see where it stands.`,
  )
}

/** Tells the entrepreneurs that messages to a person fail; `why` is a sentence from the platform adapter. */
export function unreachableCard(
  network: Network,
  people: People,
  { person, why }: { readonly person: string; readonly why: string },
) {
  return card(
    textBlock(
      rich`I couldn’t write to ${nameWithAgency(network, people, person)} for ${bold(network.name)}: ${why}`,
    ),
    note(
      rich`I won’t tell you this again, but I’ll try each time there’s something to send. Can you reach them another way?`,
    ),
  )
}
