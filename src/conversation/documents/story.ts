// The story of a network and all its data, which go to the direct messages of the person who asks for them.
import type { Button, Card } from '../../chat/card.ts'
import { may } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import type { SendNotice } from '../answers.ts'
import { bold, button, buttons, card, rich, textBlock } from '../kit/markup.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn } from '../turn.ts'

function sendStory({ network }: NetworkTurn): SendNotice {
  return {
    kind: 'send',
    network: network.id,
    about: { kind: 'story' },
    reply: card(
      textBlock(
        rich`I’m writing the story of ${bold(network.name)}, and I’ll send it to your direct messages. Nobody else gets it.`,
      ),
    ),
  }
}

/** The message with which the story comes. */
export function storyCard(network: Network): Card {
  return card(
    textBlock(
      rich`The story of ${bold(network.name)} so far: a page to read or print, and the same as Markdown.`,
    ),
    textBlock(rich`It names people and quotes them. Ask them before you pass it on outside the network.`),
  )
}

/** The message with the story in the homes of a closed network. Returns `undefined` if it was reopened at once. */
export function lastStoryCard(network: Network): Card | undefined {
  if (network.closing === undefined) return undefined
  return card(
    textBlock(
      rich`The story of ${bold(network.name)}, from its beginning to its end: a page to read or print, and the same as Markdown.`,
    ),
    textBlock(
      rich`It names people and quotes them. Ask them before you pass it on. Its members and guardian angels have the whole story in their direct messages.`,
    ),
  )
}

function sendExport({ network, speaker }: NetworkTurn): SendNotice {
  const isMover = may(network, 'request-move', speaker.id)
  return {
    kind: 'send',
    network: network.id,
    about: { kind: 'export' },
    reply: card(
      textBlock(
        rich`I’m putting the record of ${bold(network.name)} together, and I’ll send it to your direct messages. Nobody else gets it.`,
      ),
      isMover
        ? buttons(button('Move the network elsewhere', 'move-network', { network: network.id }))
        : undefined,
    ),
  }
}

/** The message with which the export for reading comes. */
export function exportCard(network: Network): Card {
  return card(
    textBlock(
      rich`The record of ${bold(network.name)} in one archive: tables for a spreadsheet (CSV), with times in your time zone, and the same as JSON.`,
    ),
    textBlock(
      rich`It names people, and has what every member can read. It leaves out accounts, channels and codes, who declined a role, private answers, who kept a lesson, flags for the guardian angels alone, and what was taken back at once. Keep it where only members can read it.`,
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
      help: 'the record of the network to read (CSV and JSON), in your direct messages',
      needs: 'network',
      whileClosed: true,
      handle: sendExport,
    },
  ],
  actions: {},
  forms: {},
}
