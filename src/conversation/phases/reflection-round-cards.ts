// The notices about a round of reflection: the question to each member, the reminder, and what was withheld.
import type { Card, Run } from '../../chat/card.ts'
import { anonymityThreshold } from '../../domain/core/private-answers.ts'
import type { PromptName } from '../../domain/core/terms.ts'
import { promptsOf } from '../../domain/phases/reflection-rounds.ts'
import type { ReflectionRound } from '../../domain/phases/state.ts'
import type { Network } from '../../domain/state.ts'
import { nameWithAgency, phaseNames } from '../kit/labels.ts'
import { bold, button, buttons, card, heading, note, rich, textBlock, timeRun } from '../kit/markup.ts'
import type { People } from '../turn.ts'
import { questionOf, roundHeading, roundNames } from './reflection-results.ts'

/** Says who will read an answer, before anybody answers. What becomes of one without a name stands where it is chosen. */
export function answerReadersText(network: Network): string {
  return `Nobody will read it before the round closes. Then everyone in the channels of ${network.name} can read it, with your name or without, as you choose.`
}

/**
 * The question to a member, in a direct message; once the round is closed, the same message says so. `changed` is
 * set when a message sent earlier is edited. Returns `undefined` if there is nothing to send any more.
 */
export function roundCard(
  network: Network,
  people: People,
  { round: id, changed }: { readonly round: string; readonly changed?: true },
): Card | undefined {
  const round = network.rounds.get(id)
  if (round === undefined) return undefined
  if (round.closed === undefined) return openRoundCard(network, people, round)
  if (!changed) return undefined
  return closedRoundCard(network, round, round.closed.answered)
}

function openRoundCard(network: Network, people: People, round: ReflectionRound): Card {
  return card(
    roundHeading(network, round),
    textBlock(occasionText(network, people, round)),
    { kind: 'list', items: promptsOf(round).map((prompt) => rich`${questionOf(round, prompt)}`) },
    textBlock(
      rich`Open until ${timeRun(round.closes, network.zone)}. Answer what you like, and leave out the rest.`,
    ),
    note(rich`${answerReadersText(network)}`),
    buttons(
      button('Answer', 'reflect', { network: network.id, round: round.id }, 'primary'),
      button('More about who reads it', 'privacy', {}),
    ),
  )
}

function closedRoundCard(network: Network, round: ReflectionRound, answered: number): Card {
  return card(
    roundHeading(network, round),
    textBlock(
      rich`This round is over. ${answered === 0 ? 'Nobody answered it.' : 'The answers are in the network’s channels.'}`,
    ),
    buttons(button('Show the answers', 'reflect', { network: network.id, round: round.id })),
  )
}

/** Says on which occasion the members are asked, and who brought it about. */
function occasionText(network: Network, people: People, { boundary, by }: ReflectionRound): readonly Run[] {
  const who = by === undefined ? rich`A member` : nameWithAgency(network, people, by)
  switch (boundary) {
    case 'any-time':
      return rich`${who} asks all of you to look back.`
    case 'closed':
      return rich`${who} closed the network. What would you like to keep of it?`
    case 'back':
      return rich`${who} took the network back a phase. That’s not a failure.`
    case 'getting-together':
    case 'working-together':
    case 'sustaining':
      return rich`${who} took the network into ${phaseNames[boundary]}.`
  }
}

/** The one reminder to members who have not answered. Returns `undefined` once the round is closed. */
export function roundReminderCard(network: Network, round: string): Card | undefined {
  const known = network.rounds.get(round)
  if (known === undefined || known.closed !== undefined) return undefined
  return card(
    textBlock(
      rich`${bold(network.name)} is looking back ${roundNames[known.boundary]}, until ${timeRun(known.closes, network.zone)}. Is there something you’d like to add? I won’t ask again.`,
    ),
    buttons(button('Answer', 'reflect', { network: network.id, round }, 'primary')),
  )
}

/** Tells a member which of their answers without a name were not shown, and were destroyed. */
export function withheldAnswersCard(
  network: Network,
  { round, prompts }: { readonly round: string; readonly prompts: readonly PromptName[] },
): Card {
  const known = network.rounds.get(round) ?? {}
  return card(
    heading(`${network.name}: what you wrote without your name`),
    textBlock(
      rich`Fewer than ${anonymityThreshold} of you answered this without a name, so I showed none of those answers, and yours has been destroyed:`,
    ),
    { kind: 'list', items: prompts.map((prompt) => rich`${questionOf(known, prompt)}`) },
    textBlock(
      rich`If you want it heard, you could say it at the next meeting, or with your name in another round.`,
    ),
  )
}
