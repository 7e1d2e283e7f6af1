// Pictures of a network, sent to whoever asks for one.
import type { Card } from '../chat/card.ts'
import type { PictureKind } from '../network/notice.ts'
import type { Network } from '../network/state.ts'
import { button, buttons, card, heading, note, say, text } from './say.ts'
import type { NetworkTurn, Room, Send } from './turn.ts'

const kinds: readonly PictureKind[] = ['timeline', 'table', 'bonds']

const titles: { readonly [kind in PictureKind]: string } = {
  timeline: 'the timeline',
  table: 'the table',
  bonds: 'who holds it together',
}

function picture({ network }: NetworkTurn, words: string): Send {
  const kind = kinds.find((one) => words.trim().toLowerCase().startsWith(one)) ?? 'timeline'
  return {
    kind: 'send',
    network: network.id,
    about: { kind: 'picture', picture: kind },
    said: card(
      text(
        say`I am drawing ${titles[kind]} of ${network.name}, and send it to your direct messages. Nobody else gets it.`,
      ),
      others(network, kind),
    ),
  }
}

function others({ id: network }: Network, kind: PictureKind) {
  return buttons(
    ...kinds
      .filter((other) => other !== kind)
      .map((other) => button(`Draw ${titles[other]}`, 'picture', { network, picture: other })),
  )
}

/** The message with which a picture comes; the picture and its facts in words stand under the heading. */
export function pictureCard(network: Network, kind: PictureKind): Card {
  return card(
    heading(`${network.name}: ${titles[kind]}`),
    note(say`Only you see this. Ask the others before you pass it on outside the network.`),
    others(network, kind),
  )
}

export const picturesRoom: Room = {
  words: [
    {
      name: 'picture',
      takes: '[timeline, table or bonds]',
      help: 'the timeline, the table, or who holds it together, as a picture in your direct messages',
      needs: 'network',
      handle: picture,
    },
  ],
  presses: {
    picture: { needs: 'network', handle: (turn, values) => picture(turn, values.picture ?? '') },
  },
  submits: {},
}
