// Being asked to take a role, and what becomes of it.
import { participant } from '../../domain/membership/members.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, openForm, type RunCommand } from '../answers.ts'
import { lineField, maxLength } from '../kit/form-fields.ts'
import { nameWithAgency, personRun, roleMeanings, roleNames } from '../kit/labels.ts'
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

/** What the nominee reads; it changes once answered. */
export function nominationCard(network: Network, people: People, nomination: string) {
  const known = network.nominations.get(nomination)
  if (known === undefined) return undefined
  const { role, by, state } = known
  if (state !== 'open')
    return card(
      heading(`${capitalize(roleNames[role])} of ${network.name}`),
      textBlock(
        state === 'withdrawn'
          ? rich`The nomination was withdrawn. There is nothing to do.`
          : rich`You ${state} the nomination.`,
      ),
    )
  const values = { network: network.id, nomination }
  return card(
    heading(`Will you be ${roleNames[role]} of ${network.name}?`),
    textBlock(
      rich`${nameWithAgency(network, people, by)} asks you. A ${roleNames[role]} ${roleMeanings[role]}.`,
    ),
    { kind: 'quote', text: network.outcome, by: 'The shared outcome' },
    note(
      rich`${network.public === undefined ? 'The network is under the radar: please keep it to yourself. ' : ''}If you accept, its members see your name and agency, and both may show in its homes, for everyone in those channels. If not, only ${personRun(people, by)} learns of it.`,
    ),
    buttons(button('Accept', 'accept', values, 'primary'), button('Decline', 'decline', values)),
  )
}

export function nominationAnsweredCard(network: Network, people: People, nomination: string) {
  const known = network.nominations.get(nomination)
  if (known === undefined) return undefined
  const accepted = known.state === 'accepted'
  return card(
    textBlock(
      accepted
        ? rich`${nameWithAgency(network, people, known.person)} is now ${roleNames[known.role]} of ${bold(network.name)}.`
        : rich`${personRun(people, known.person)} has declined to be ${roleNames[known.role]} of ${bold(network.name)}. Whom else could you ask?`,
    ),
    accepted
      ? undefined
      : buttons(button('Nominate somebody else', 'role', { network: network.id, role: known.role })),
  )
}

export function acceptNomination(turn: NetworkTurn, nomination: string): Answer {
  const known = participant(turn.network, turn.speaker.id)
  if (known !== undefined) return acceptFor(turn, nomination, known.agency)
  return openForm({
    id: 'accept',
    title: 'Accept the nomination',
    intro:
      'Members of the network will see your name and agency, and both may show in its homes, for everyone in those channels.',
    fields: [lineField('agency', 'Your agency', maxLength.agency, { initial: turn.agencyGuess ?? '' })],
    submit: 'Accept',
    values: { network: turn.network.id, nomination },
  })
}

export function acceptFor(turn: NetworkTurn, nomination: string, agency: string): RunCommand {
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'accept-nomination', nomination, agency },
    done(after) {
      const role = after.nominations.get(nomination)?.role ?? 'fellow-traveller'
      return card(
        textBlock(rich`Thank you. You are now ${roleNames[role]} of ${bold(after.name)}.`),
        role === 'guardian-angel'
          ? textBlock(
              rich`I stay quiet until you are needed: a word when two meetings are left with nothing on the table, a warning at one, and at once if the network stops. ${codeRun('my networks')} shows where it stands.`,
            )
          : undefined,
        buttons(button('Show the network', 'network', { network: after.id })),
      )
    },
  }
}

/** What entrepreneurs hear when nothing arrives at somebody; `why` is a sentence of the platform. */
export function unreachableCard(
  network: Network,
  people: People,
  { person, why }: { readonly person: string; readonly why: string },
) {
  return card(
    textBlock(
      rich`I could not write to ${nameWithAgency(network, people, person)} for ${bold(network.name)}: ${why}`,
    ),
    note(rich`I tell you this once, and try again with whatever comes next. Can you reach them another way?`),
  )
}
