// The cards that refuse something: the reason, and the next step.
import type { Block, Card } from '../../chat/card.ts'
import type { Instant } from '../../domain/core/ids.ts'
import type { Refusal } from '../../domain/decision.ts'
import { mayReopen } from '../../domain/membership/closing.ts'
import { holders, riskRecipients } from '../../domain/membership/members.ts'
import type { Network } from '../../domain/state.ts'
import { type ImmediateAnswer, showCard } from '../answers.ts'
import { stallOptionsCard } from '../meetings/stall-card.ts'
import type { NetworkTurn, People } from '../turn.ts'
import { quote } from './card-parts.ts'
import { personRun } from './labels.ts'
import { bold, button, buttons, card, codeRun, listRuns, rich, textBlock } from './markup.ts'
import { nextStepButtons } from './refusal-next-steps.ts'
import { refusalSentence } from './refusal-sentences.ts'

/** There is no network here for this person. It also answers for one that they may not see, so that nobody can probe. */
export function noNetworkHereCard(): Card {
  return card(
    textBlock(
      rich`You’re not in a network here. If you were expecting one, ask the person who sent you here for an invitation before you start another.`,
    ),
    textBlock(
      rich`With the code they give you, ${codeRun('/network join CODE')} shows which network it’s for and lets you in. If you have your own outcome to work on, ${codeRun('/network start')} in a channel starts a network there.`,
    ),
    buttons(button('Join with a code', 'join', {}, 'primary'), button('Start a network', 'start', {})),
  )
}

/** Answers a button or a form of a network that the person is not in, or that does not exist. */
export function membersOnlyCard(): Card {
  return card(
    textBlock(
      rich`Only members of the network that posted this can answer it. If you should be one, ask them for a code and type ${codeRun('/network join CODE')}.`,
    ),
    buttons(button('Join with a code', 'join', {})),
  )
}

/** The answer to a refused command. `network` is absent if the person may not see it. */
export function refusalAnswer(
  why: Refusal,
  people: People,
  network?: Network,
  now?: Instant,
): ImmediateAnswer {
  if (why.kind === 'code-spent' && network === undefined) return showCard(sentenceCard(why, people))
  if (why.kind === 'not-yours' || network === undefined) return showCard(membersOnlyCard())
  if (why.kind === 'stalled')
    return showCard(stallOptionsCard(network, rich`${refusalSentence(why, people)}`))
  if (why.kind === 'closed') return showCard(closedCard(network, now))
  if (why.kind === 'only' && isLeftToEntrepreneurs(why, network))
    return showCard(noEntrepreneurCard(why, people, network))
  return showCard(sentenceCard(why, people, nextStepButtons(why.kind, network.id)))
}

/** Answers what was typed to a closed network: with the words, which are kept nowhere else, and whom to tell. */
export function closedAnswer({ network, people, now }: NetworkTurn, words: string): ImmediateAnswer {
  const { blocks } = closedCard(network, now)
  if (words === '') return showCard({ blocks })
  const [first, ...rest] = blocks
  const toTell = riskRecipients(network).map((person) => [personRun(people, person)])
  const whom = toTell.length === 0 ? '' : rich` If it can’t wait, tell ${listRuns(toTell)} yourself.`
  const kept = [textBlock(rich`Nobody has been told what you wrote.${whom}`), quote(words.slice(0, 1000))]
  return showCard(card(first, ...kept, ...rest))
}

function sentenceCard(why: Refusal, people: People, nextStep?: Block): Card {
  return card(textBlock(rich`${refusalSentence(why, people)}`), nextStep)
}

/** Whether only entrepreneurs, or they beside others, could do it, and the network has none now. */
function isLeftToEntrepreneurs({ who }: Extract<Refusal, { kind: 'only' }>, network: Network): boolean {
  return who !== 'angel' && holders(network, 'public-entrepreneur').length === 0
}

function noEntrepreneurCard(why: Refusal, people: People, network: Network): Card {
  return card(
    textBlock(
      rich`${refusalSentence(why, people)} The network has no public entrepreneur now. Any member can nominate one.`,
    ),
    buttons(button('Nominate one', 'role', { network: network.id, role: 'public-entrepreneur' })),
  )
}

function closedCard(network: Network, now?: Instant): Card {
  if (now !== undefined && !mayReopen(network, now))
    return card(
      textBlock(
        rich`${bold(network.name)} is closed. ${refusalSentence({ kind: 'reopen-too-late' }, new Map())}`,
      ),
    )
  return card(
    textBlock(rich`${bold(network.name)} is closed. Its members can reopen it within 30 days of closing.`),
    buttons(button('Reopen', 'reopen', { network: network.id })),
  )
}
