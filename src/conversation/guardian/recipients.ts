// Who is told of what somebody asks, notes or reports, and how the speaker reads that.
import type { Block, Run } from '../../chat/card.ts'
import type { PersonId } from '../../domain/core/ids.ts'
import { holders, riskRecipients } from '../../domain/membership/members.ts'
import type { Network } from '../../domain/state.ts'
import type { CardContext } from '../kit/card-parts.ts'
import { nameWithAgency, personRun } from '../kit/labels.ts'
import { listRuns, listText, rich, textBlock } from '../kit/markup.ts'
import type { NetworkTurn, People } from '../turn.ts'

/** The guardian angels who hear what this speaker asks, notes or proposes. */
export function otherAngels(network: Network, speaker: PersonId): readonly PersonId[] {
  return holders(network, 'guardian-angel').filter((angel) => angel !== speaker)
}

export function otherAngelNames({ network, people, speaker }: NetworkTurn): readonly string[] {
  return angelNames(people, otherAngels(network, speaker.id))
}

function angelNames(people: People, angels: readonly PersonId[]): readonly string[] {
  return angels.map((angel) => people.get(angel)?.name ?? 'a guardian angel')
}

/** Says who gets a question that the speaker is about to ask. */
export function recipientsText(turn: NetworkTurn): string {
  const names = otherAngelNames(turn)
  if (names.length === 0)
    return 'There’s no guardian angel yet who could answer, so I’ll keep it until there is one.'
  return `I’ll send a message to ${listText(names)} in their next working hour.`
}

export function peopleRuns(people: People, ids: readonly PersonId[]): readonly Run[] {
  return listRuns(ids.map((id) => [personRun(people, id)]))
}

/** Those who wrote these asks or bends, each once. */
export function authorsOf(people: People, all: readonly { readonly by: PersonId }[]): readonly Run[] {
  return peopleRuns(people, [...new Set(all.map(({ by }) => by))])
}

/** What follows in the intro of a form whose words go to the angels at once; empty when nobody else is told. */
export function urgentMessageText({ network, people, speaker }: NetworkTurn): string {
  const recipients = otherRiskRecipients(network, speaker.id)
  if (recipients.length === 0) return ''
  return ` I’ll send a message to ${listText(angelNames(people, recipients))} at once, weekends included.`
}

/** The confirmation of a report that goes to the angels at once. */
export function urgentReply(network: Network, people: People, speaker: PersonId): readonly Run[] {
  const recipients = otherRiskRecipients(network, speaker)
  if (recipients.length === 0)
    return rich`It’s in the network’s record. There’s nobody else to tell, so no message goes out.`
  return rich`I’ll tell ${peopleRuns(people, recipients)} at once, or at 07:00 their time if it’s night there.`
}

function otherRiskRecipients(network: Network, speaker: PersonId): readonly PersonId[] {
  return riskRecipients(network).filter((person) => person !== speaker)
}

/** The public entrepreneurs whom the reader of a message could call. Returns `undefined` when there are none. */
export function entrepreneursBlock({ network, people, reader }: CardContext): Block | undefined {
  const entrepreneurs = holders(network, 'public-entrepreneur').filter((person) => person !== reader)
  if (entrepreneurs.length === 0) return undefined
  const names = entrepreneurs.map((person) => nameWithAgency(network, people, person))
  return textBlock(rich`Who you could call: ${listRuns(names)}.`)
}
