// All networks of a person, and what waits for that person in them. Only that person reads these cards.
import type { Block, Card, Run } from '../../chat/card.ts'
import { hiddenFlags, readableManualFlags } from '../../domain/flags/private-flags.ts'
import { activeFlagsFor } from '../../domain/flags/rule-flags.ts'
import { holds, rolesOf } from '../../domain/membership/members.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, showCard } from '../answers.ts'
import { flagHeadline } from '../flags/flag-texts.ts'
import { hiddenFlagLine } from '../flags/private-flags.ts'
import { roleNames } from '../kit/labels.ts'
import { bold, button, buttons, card, heading, listText, note, rich, textBlock } from '../kit/markup.ts'
import { noNetworkHereCard } from '../kit/refusal-messages.ts'
import { bareCountText } from '../meetings/count-text.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn, Turn } from '../turn.ts'
import { answerableFor, nominationsFor, toDoFor } from './to-do.ts'

type Blocks = readonly (Block | undefined)[]

export function myNetworksCard(turn: Turn): Card {
  if (turn.networks.length === 0) return noNetworkHereCard()
  return card(heading('Your networks'), ...turn.networks.flatMap((network) => networkLines(turn, network)))
}

function networkLines(turn: Turn, network: Network): Blocks {
  const roles = rolesOf(network, turn.speaker.id).map((role) => roleNames[role])
  const state = network.closing === undefined ? bareCountText(network) : 'Closed.'
  const as = roles.length === 0 ? '' : `, as ${listText(roles)}`
  return [
    textBlock(rich`${bold(network.name)}${as}. ${state}`),
    buttons(button('Show it', 'network', { network: network.id })),
  ]
}

/** What waits for a person over all networks, then the flags for which they answer as angel, then the networks. */
function homeCard(turn: Turn): Card {
  const waiting = turn.networks.flatMap((network) => waitingBlocks({ ...turn, network }))
  const answerable = answerableBlocks(turn)
  const risks = risksForAngel(turn)
  const isNominatedOnly = turn.networks.length === 0 && answerable.length > 0
  const blocks: (Block | undefined)[] = [heading('What’s waiting for you'), ...waiting]
  if (waiting.length + answerable.length === 0) blocks.push(textBlock(rich`Nothing just now.`))
  blocks.push(...answerable)
  if (risks.length > 0) blocks.push(heading('As guardian angel'), { kind: 'list', items: risks })
  if (!isNominatedOnly) blocks.push(...myNetworksCard(turn).blocks)
  return card(...blocks)
}

function waitingBlocks(turn: NetworkTurn): Blocks {
  return toDoFor(turn).flatMap((item) => [
    textBlock(rich`${bold(turn.network.name)}: ${item.what}`),
    buttons(...item.buttons),
  ])
}

function answerableBlocks(turn: Turn): Blocks {
  const nominating = turn.nominatingNetworks.filter(({ closing }) => closing === undefined)
  return [
    ...nominating.flatMap((network) => nominationsFor(turn, network)),
    ...turn.networks.flatMap((network) => answerableFor({ ...turn, network })),
  ]
}

function risksForAngel({ networks, people, speaker }: Turn): readonly (readonly Run[])[] {
  return networks
    .filter((network) => holds(network, speaker.id, 'guardian-angel'))
    .flatMap((network) => [
      ...activeFlagsFor(network, speaker.id).map(
        (flag) => rich`${flagHeadline({ network, people, reader: speaker.id }, flag)}`,
      ),
      ...readableManualFlags(network, speaker.id).map(
        ({ text }) => rich`${network.name}: “${text.slice(0, 200)}”`,
      ),
      ...hiddenFlags(network, speaker.id).map(
        (flag) => rich`${network.name}: ${hiddenFlagLine(network, people, flag)}`,
      ),
    ])
}

/** A button can carry no more characters. */
const maxCarried = 1000

/** Asks which network is meant, and carries what was typed along in the buttons. */
export function chooseNetworkCard(turn: Turn, words: string): Card {
  const values: Record<string, string> = { words: words.slice(0, maxCarried) }
  if (turn.confirmInForm) values.first = 'form'
  const blocks: (Block | undefined)[] = [textBlock(rich`Which network do you mean?`)]
  if (words.length > maxCarried)
    blocks.push(
      note(
        rich`Only the first ${maxCarried} characters go along to the form. You’ll need to add the rest there.`,
      ),
    )
  const row = turn.networks
    .slice(0, 5)
    .map(({ name, id }) => button(name.slice(0, 75), 'in', { ...values, network: id }))
  return card(...blocks, buttons(...row))
}

const mine = (turn: Turn): Answer => showCard(myNetworksCard(turn))

export const myNetworksModule: CommandModule = {
  commands: [
    {
      name: 'home',
      help: 'what’s waiting for you in all your networks',
      needs: 'nothing',
      scope: 'all-networks',
      handle: (turn) => showCard(homeCard(turn)),
    },
    {
      name: 'my networks',
      help: 'all the networks you’re in',
      needs: 'nothing',
      scope: 'all-networks',
      handle: mine,
    },
  ],
  actions: {
    mine: { needs: 'nothing', scope: 'all-networks', handle: mine },
  },
  forms: {},
}
