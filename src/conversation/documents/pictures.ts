// Pictures of a network, which go to the direct messages of the person who asks for one.
import type { Button, Card } from '../../chat/card.ts'
import type { PictureKind } from '../../domain/notices/notice.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, showCard } from '../answers.ts'
import { bold, button, buttons, card, note, rich, textBlock } from '../kit/markup.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn } from '../turn.ts'

const pictures: {
  readonly [kind in PictureKind]: { readonly label: string; readonly title: string; readonly shows: string }
} = {
  timeline: {
    label: 'Timeline',
    title: 'The timeline',
    shows: 'phases, meetings and how many came, the count, what came onto the table, flags',
  },
  table: {
    label: 'Table',
    title: 'The table',
    shows: 'what each agency put there, what kind it was, and what became of it',
  },
  bonds: {
    label: 'Bonds',
    title: 'The bonds',
    shows: 'the people beside their agencies, and who met or shared with someone from another agency',
  },
}

const pictureKinds = Object.keys(pictures) as readonly PictureKind[]

/** Reads the beginning of a name: `time` is the timeline. */
function parsePictureKind(text: string): PictureKind | undefined {
  const typed = text.trim().toLowerCase().slice(0, 20)
  return typed === '' ? undefined : pictureKinds.find((kind) => kind.startsWith(typed))
}

function sendPicture({ network }: NetworkTurn, kind: PictureKind | undefined): Answer {
  if (kind === undefined) return showCard(choosePictureCard(network))
  return {
    kind: 'send',
    network: network.id,
    about: { kind: 'picture', picture: kind },
    reply: card(
      textBlock(
        rich`I’m drawing ${pictures[kind].title.toLowerCase()} of ${bold(network.name)}, and I’ll send it to your direct messages. Nobody else gets it.`,
      ),
    ),
  }
}

function choosePictureCard(network: Network): Card {
  return card(
    textBlock(
      rich`Which picture of ${bold(network.name)}? I’ll send it to your direct messages. Nobody else gets it.`,
    ),
    {
      kind: 'list',
      items: Object.values(pictures).map(({ label, shows }) => rich`${bold(label)}: ${shows}`),
    },
    buttons(...pictureButtons(network)),
  )
}

function pictureButtons(network: Network, except?: PictureKind): readonly Button[] {
  return pictureKinds
    .filter((kind) => kind !== except)
    .map((kind) => button(pictures[kind].label, 'picture', { network: network.id, picture: kind }))
}

/** The button for a card that shows the same in words. */
export function pictureButton(network: Network, kind: PictureKind): Button {
  return button('As a picture', 'picture', { network: network.id, picture: kind })
}

/** The message about a picture. The picture itself is put in after the first line. */
export function pictureCard(network: Network, kind: PictureKind): Card {
  const { title, shows } = pictures[kind]
  const consentNote = note(rich`It names people. Ask them before you pass it on outside the network.`)
  return card(
    textBlock(rich`${title} of ${bold(network.name)}: ${shows}.`),
    kind === 'bonds' ? consentNote : undefined,
    buttons(...pictureButtons(network, kind)),
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
      handle: (turn, text) => sendPicture(turn, parsePictureKind(text)),
    },
  ],
  actions: {
    picture: {
      needs: 'network',
      handle: (turn, { picture = '' }) => sendPicture(turn, parsePictureKind(picture)),
    },
  },
  forms: {},
}
