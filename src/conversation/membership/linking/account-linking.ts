// Two accounts of one person, which become one when both have said yes.
import { type Answer, type LinkStep, showCard } from '../../answers.ts'
import type { CommandModule } from '../../module.ts'
import type { Turn } from '../../turn.ts'
import { noLinkCodeCard } from './link-cards.ts'
import { linkCodeIn } from './link-code.ts'

export const accountLinkingModule: CommandModule = {
  commands: [
    {
      name: 'link',
      takes: '[CODE]',
      help: 'join your accounts here and in another workspace or chat; I’ll ask both',
      needs: 'nothing',
      handle: typedLink,
    },
  ],
  actions: {
    'link-code': { needs: 'nothing', handle: () => link({ do: 'give-code' }) },
    'link-yes': { needs: 'nothing', handle: (_, { request = '' }) => link({ do: 'agree', request }) },
    'link-no': { needs: 'nothing', handle: (_, { request = '' }) => link({ do: 'refuse', request }) },
    'import-yes': { needs: 'nothing', handle: (_, { of = '' }) => answerImport(of, true) },
    'import-no': { needs: 'nothing', handle: (_, { of = '' }) => answerImport(of, false) },
    'link-undo': { needs: 'nothing', handle: (_, { from = '' }) => link({ do: 'undo', from }) },
  },
  forms: {},
}

function link(step: LinkStep): Answer {
  return { kind: 'link', step }
}

function answerImport(network: string, isYes: boolean): Answer {
  return link({ do: 'answer-import', network, isYes })
}

/** What is no such code is never looked up, so that an invitation typed here stays good. */
function typedLink(turn: Turn, typed: string): Answer {
  if (typed === '') return link({ do: 'show' })
  const code = linkCodeIn(typed)
  if (code === undefined) return showCard(noLinkCodeCard(typed))
  return link({ do: 'redeem', codeHash: turn.hashCode(code) })
}
