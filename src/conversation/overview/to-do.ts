// What waits for a person in a network, each with the buttons that answer it.
import type { Block, Button, Run } from '../../chat/card.ts'
import { asksWaitingFor } from '../../domain/guardian/asks.ts'
import { bendsWaitingFor } from '../../domain/guardian/bends.ts'
import { proposalFor } from '../../domain/guardian/going-public.ts'
import { mayConsent, openLoosening } from '../../domain/meetings/loosening.ts'
import { meetingsInState } from '../../domain/meetings/meetings.ts'
import { mayAnswer } from '../../domain/meetings/six-meeting-rule.ts'
import { participant } from '../../domain/membership/members.ts'
import { openNominationsFor } from '../../domain/membership/roles.ts'
import { openRound } from '../../domain/phases/reflection-rounds.ts'
import type { Network } from '../../domain/state.ts'
import { promisedFor, promisesDue } from '../../domain/table/resource-dates.ts'
import { nameWithAgency, plainDate, resourceLine, roleNames } from '../kit/labels.ts'
import { bold, button, buttons, pluralize, rich, textBlock, timeRun } from '../kit/markup.ts'
import { looseningButtons, looseningText } from '../meetings/loosening/loosening-cards.ts'
import { proposalButtons } from '../meetings/reframe.ts'
import { roundNames } from '../phases/reflection-results.ts'
import type { NetworkTurn, Turn } from '../turn.ts'

type Blocks = readonly (Block | undefined)[]

/** Something that waits, the command that shows it, and the buttons that answer it. */
export interface ToDoItem {
  readonly what: readonly Run[]
  readonly command?: string
  readonly buttons: readonly Button[]
}

/** The check-ins and the round that wait for the speaker, and what waits for them as angel. */
export function toDoFor(turn: NetworkTurn): readonly ToDoItem[] {
  return [...checkInsFor(turn), ...toDoForAngel(turn), ...roundFor(turn)]
}

/** An angel who is no member need not come to meetings. */
function checkInsFor({ network, speaker }: NetworkTurn): readonly ToDoItem[] {
  if (participant(network, speaker.id)?.member !== true) return []
  return meetingsInState(network, 'checking-in')
    .filter(({ attendance }) => !attendance.has(speaker.id))
    .map(({ id, start, zone }) => {
      const values = { network: network.id, meeting: id }
      return {
        what: rich`the check-in for ${timeRun(start, zone)}`,
        buttons: [
          button('I was there', 'there', values, 'primary'),
          button('I couldn’t come', 'not-there', values),
        ],
      }
    })
}

function toDoForAngel({ network, speaker }: NetworkTurn): readonly ToDoItem[] {
  const values = { network: network.id }
  const asks = asksWaitingFor(network, speaker.id).length
  const bends = bendsWaitingFor(network, speaker.id).length
  const items: ToDoItem[] = []
  if (asks > 0)
    items.push({
      what: rich`${pluralize(asks, 'ask')} to the guardian angel`,
      command: 'asks',
      buttons: [button('Show the asks', 'asks', values)],
    })
  if (bends > 0)
    items.push({
      what: rich`${pluralize(bends, 'bend')} to decide on`,
      command: 'bend',
      buttons: [button('Show the bends', 'bends', values)],
    })
  if (proposalFor(network, speaker.id) !== undefined)
    items.push({
      what: rich`whether to go public`,
      command: 'go public',
      buttons: [button('Decide', 'radar', values)],
    })
  return items
}

function roundFor({ network, speaker, draftReflections }: NetworkTurn): readonly ToDoItem[] {
  const round = openRound(network)
  const isMember = participant(network, speaker.id)?.member === true
  if (round === undefined || !isMember || draftReflections.get(round.id)?.length) return []
  return [
    {
      what: rich`looking back ${roundNames[round.boundary]}`,
      command: 'reflect',
      buttons: [button('Look back', 'reflect', { network: network.id, round: round.id })],
    },
  ]
}

/** Nominations, proposed outcomes, and promises whose day is near. Nothing waits in a closed network. */
export function answerableFor(turn: NetworkTurn): Blocks {
  if (turn.network.closing !== undefined) return []
  return [
    ...nominationsFor(turn, turn.network),
    ...proposalsFor(turn),
    ...looseningFor(turn),
    ...promisesFor(turn),
  ]
}

/** The roles that the speaker is asked to take. */
export function nominationsFor({ people, speaker }: Turn, network: Network): Blocks {
  return openNominationsFor(network, speaker.id).flatMap(({ id, role, by }) => {
    const values = { network: network.id, nomination: id }
    return [
      textBlock(
        rich`Waiting for you: ${nameWithAgency(network, people, by)} asks you to be ${roleNames[role]} of ${bold(network.name)}.`,
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
      textBlock(rich`Waiting for you: a proposed new outcome for ${bold(network.name)}, “${one.outcome}”`),
      proposalButtons(network, one.id),
    ])
}

/** The proposal to loosen the rule that the speaker can answer. */
function looseningFor({ network, speaker, people }: NetworkTurn): Blocks {
  const proposal = openLoosening(network)
  if (proposal === undefined || !mayConsent(network, proposal, speaker.id)) return []
  return [
    textBlock(
      rich`Waiting for you: ${nameWithAgency(network, people, proposal.by)} asks to ${looseningText(proposal)} in ${bold(network.name)}.`,
    ),
    looseningButtons(network, proposal.id),
  ]
}

function promisesFor({ network, speaker, now }: NetworkTurn): Blocks {
  return promisesDue(network, speaker.id, now).flatMap((resource) => {
    const values = { network: network.id, resource: resource.id }
    return [
      textBlock(
        rich`Waiting for you: your promise to ${bold(network.name)} for ${plainDate(promisedFor(resource) ?? '', speaker.locale)}, ${resourceLine(resource, speaker.locale)}`,
      ),
      buttons(
        button('It is there now', 'put-offered', values, 'primary'),
        button('Change it', 'change', values),
        button('Take it back', 'withdraw', values),
      ),
    ]
  })
}
