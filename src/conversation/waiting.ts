// What waits for a person in a network, each with the buttons that answer it.
import type { Block } from '../chat/card.ts'
import { openNominationsFor } from '../network/roles.ts'
import { mayAnswer } from '../network/six-meetings.ts'
import type { Network } from '../network/state.ts'
import { promisedFor, promisesDue } from '../network/table.ts'
import { bold, button, buttons, say, text } from './say.ts'
import type { NetworkTurn, Turn } from './turn.ts'
import { named, plainDate, resourceLine, roleNames } from './vocabulary.ts'
import { proposalButtons } from './ways-on.ts'

type Blocks = readonly (Block | undefined)[]

/** Nominations, proposed outcomes, and promises whose day is near. Nothing waits in a closed network. */
export function answerable(turn: NetworkTurn): Blocks {
  if (turn.network.closing !== undefined) return []
  return [...nominationsFor(turn, turn.network), ...proposalsFor(turn), ...promisesFor(turn)]
}

/** The roles that the speaker is asked to take. */
export function nominationsFor({ people, speaker }: Turn, network: Network): Blocks {
  return openNominationsFor(network, speaker.id).flatMap(({ id, role, by }) => {
    const values = { network: network.id, nomination: id }
    return [
      text(
        say`Waiting for you: will you be ${roleNames[role]} of ${bold(network.name)}? ${named(network, people, by)} asks you.`,
      ),
      buttons(button('Accept', 'accept', values, 'primary'), button('Decline', 'decline', values)),
    ]
  })
}

/** The proposed outcomes that the speaker can answer. */
function proposalsFor({ network, speaker }: NetworkTurn): Blocks {
  return [...network.proposals.values()]
    .filter((one) => mayAnswer(network, one, speaker.id))
    .flatMap((one) => [
      text(say`Waiting for you: a proposed new outcome for ${bold(network.name)}, “${one.outcome}”`),
      proposalButtons(network, one.id),
    ])
}

function promisesFor({ network, speaker, now }: NetworkTurn): Blocks {
  return promisesDue(network, speaker.id, now).flatMap((resource) => {
    const values = { network: network.id, resource: resource.id }
    return [
      text(
        say`Waiting for you: your promise to ${bold(network.name)} for ${plainDate(promisedFor(resource) ?? '')}, ${resourceLine(resource)}`,
      ),
      buttons(
        button('It is there now', 'put-offered', values, 'primary'),
        button('Take it back', 'withdraw', values),
      ),
    ]
  })
}
