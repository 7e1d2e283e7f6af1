// Linking the accounts of one person in two workspaces or chats, by a code that the person requests.
import type { Card } from '../../chat/card.ts'
import { bold, card, codeRun, note, rich, textBlock } from '../kit/markup.ts'
import type { CommandModule } from '../module.ts'
import type { Person } from '../turn.ts'

/** The minutes for which a linking code is valid. */
export const linkWindow = 60

export const accountLinkingModule: CommandModule = {
  commands: [
    {
      name: 'link',
      takes: '[CODE]',
      help: 'be one person here and in another workspace or chat; without a code you get one',
      needs: 'nothing',
      handle: (turn, words) =>
        words === '' ? { kind: 'link' } : { kind: 'link', codeHash: turn.hashCode(words.slice(0, 80)) },
    },
  ],
  actions: {},
  forms: {},
}

export function linkCodeCard(code: string): Card {
  return card(
    textBlock(rich`Your code: ${bold(code)}`),
    textBlock(
      rich`In the other workspace or chat, type ${codeRun(`/network link ${code}`)} to me. From then on your networks, roles and answers are the same in both.`,
    ),
    note(
      rich`It works once, for an hour, and whoever has it becomes you here. Give it to nobody. Only you see this.`,
    ),
  )
}

export function linkedCard({ name, users }: Person): Card {
  return card(
    textBlock(
      rich`Done. I know you as ${bold(name)} in ${users.length} places now, with the same networks in each.`,
    ),
  )
}

/** The answer does not tell a wrong code from an expired one or from the speaker's own. */
export function notLinkedCard(): Card {
  return card(
    textBlock(
      rich`That code links nothing: it may be mistyped, older than an hour, used already, or from this same account. Type ${codeRun('/network link')} in the other place for a new one.`,
    ),
  )
}
