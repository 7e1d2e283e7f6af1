// The story of a network and all its data, which go to the direct messages of the person who asks for them.
import type { Button, Card } from '../../chat/card.ts'
import type { Network } from '../../domain/state.ts'
import type { SendNotice } from '../answers.ts'
import { bold, button, card, rich, textBlock } from '../kit/markup.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn } from '../turn.ts'

function sendStory({ network }: NetworkTurn): SendNotice {
  return {
    kind: 'send',
    network: network.id,
    about: { kind: 'story' },
    reply: card(
      textBlock(
        rich`I am writing the story of ${bold(network.name)}, and send it to your direct messages. Nobody else gets it.`,
      ),
    ),
  }
}

/** The message with which the story comes. */
export function storyCard(network: Network): Card {
  return card(
    textBlock(
      rich`The story of ${bold(network.name)}, as its journal tells it: a page to read or print, and the same as Markdown.`,
    ),
    textBlock(rich`It names people and quotes them. Ask them before you pass it on outside the network.`),
  )
}

/** The message with the story in the homes of a closed network. Returns `undefined` if it was reopened at once. */
export function lastStoryCard(network: Network): Card | undefined {
  if (network.closing === undefined) return undefined
  return card(
    textBlock(
      rich`The story of ${bold(network.name)}, from its beginning to its end: a page to read or print, and Markdown.`,
    ),
    textBlock(
      rich`It names people and quotes them. Ask them before you pass it on. Its members and guardian angels have the whole story in their direct messages.`,
    ),
  )
}

function sendExport({ network }: NetworkTurn): SendNotice {
  return {
    kind: 'send',
    network: network.id,
    about: { kind: 'export' },
    reply: card(
      textBlock(
        rich`I am putting all data of ${bold(network.name)} together, and send them to your direct messages. Nobody else gets them.`,
      ),
    ),
  }
}

/** The message with which all data of the network come. */
export function exportCard(network: Network): Card {
  return card(
    textBlock(
      rich`All data of ${bold(network.name)} in one archive: JSON from which it can be set up again, and tables for a spreadsheet (CSV).`,
    ),
    textBlock(
      rich`It names people, and has whatever members can read. What was answered in private is not in it, nor who kept a lesson, nor a flag for the guardian angels alone. Keep it where only members can read it.`,
    ),
  )
}

/** The button for cards that end something, or look back. */
export function storyButton(network: Network): Button {
  return button('Send me the story', 'story', { network: network.id })
}

export const storyModule: CommandModule = {
  commands: [
    {
      name: 'story',
      help: 'the story of the network, as a page and as Markdown, in your direct messages',
      needs: 'network',
      whileClosed: true,
      handle: sendStory,
    },
    {
      name: 'export',
      help: 'all data of the network (JSON and CSV), in your direct messages',
      needs: 'network',
      whileClosed: true,
      handle: sendExport,
    },
  ],
  actions: {},
  forms: {},
}
