// Pictures of a network, sent to whoever asks for one.
import type { Button, Card } from '../../chat/card.ts'
import type { PictureKind } from '../../domain/notices/notice.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, showCard } from '../answers.ts'
import { bold, button, buttons, card, note, rich, textBlock } from '../kit/markup.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn } from '../turn.ts'

const pictures: {
  readonly [of in PictureKind]: { readonly label: string; readonly title: string; readonly shows: string }
} = {
  timeline: {
    label: 'Timeline',
    title: 'The timeline',
    shows: 'phases, meetings and how many came, the count, what came onto the table, flags',
  },
  table: {
    label: 'Table',
    title: 'The table',
    shows: 'what each agency put there, of which kind, and what became of it',
  },
  bonds: {
    label: 'Bonds',
    title: 'The bonds',
    shows: 'the people beside their agencies, and who met or shared with whom across them',
  },
}

const all = Object.keys(pictures) as readonly PictureKind[]

/** What the words begin to name: `time` is the timeline. */
function meantBy(words: string): PictureKind | undefined {
  const word = words.trim().toLowerCase().slice(0, 20)
  return word === '' ? undefined : all.find((of) => of.startsWith(word))
}

function picture({ network }: NetworkTurn, of: PictureKind | undefined): Answer {
  if (of === undefined) return showCard(choice(network))
  return {
    kind: 'send',
    network: network.id,
    about: { kind: 'picture', picture: of },
    said: card(
      textBlock(
        rich`I am drawing ${pictures[of].title.toLowerCase()} of ${bold(network.name)}, and send it to your direct messages. Nobody else gets it.`,
      ),
    ),
  }
}

function choice(network: Network): Card {
  return card(
    textBlock(
      rich`Which picture of ${bold(network.name)}? It comes to your direct messages. Nobody else gets it.`,
    ),
    { kind: 'list', items: all.map((of) => rich`${bold(pictures[of].label)}: ${pictures[of].shows}`) },
    buttons(...pictureButtons(network)),
  )
}

function pictureButtons(network: Network, but?: PictureKind): readonly Button[] {
  return all
    .filter((of) => of !== but)
    .map((of) => button(pictures[of].label, 'picture', { network: network.id, picture: of }))
}

/** For the card that shows the same in words. */
export function pictureButton(network: Network, of: PictureKind): Button {
  return button('As a picture', 'picture', { network: network.id, picture: of })
}

/** The message in which a picture stands, after its first line. */
export function pictureCard(network: Network, of: PictureKind): Card {
  return card(
    textBlock(rich`${pictures[of].title} of ${bold(network.name)}: ${pictures[of].shows}.`),
    of === 'bonds'
      ? note(rich`It names people. Ask them before you pass it on outside the network.`)
      : undefined,
    buttons(...pictureButtons(network, of)),
  )
}

export const picturesModule: CommandModule = {
  commands: [
    {
      name: 'picture',
      takes: '[timeline, table or bonds]',
      help: 'the network’s timeline, its table or its bonds as a picture, in your direct messages',
      needs: 'network',
      whileClosed: true,
      handle: (turn, words) => picture(turn, meantBy(words)),
    },
  ],
  actions: {
    picture: { needs: 'network', handle: (turn, values) => picture(turn, meantBy(values.picture ?? '')) },
  },
  forms: {},
}
