// `privacy`: who reads what, in one place.
import { anonymityThreshold } from '../../domain/core/private-answers.ts'
import { showCard } from '../answers.ts'
import { bold, card, heading, note, rich } from '../kit/markup.ts'
import type { CommandModule } from '../module.ts'

function whoSeesWhatCard() {
  return card(
    heading('Who sees what'),
    {
      kind: 'list',
      items: [
        rich`${bold('Only you')}: my answers to you here, and forms until you send them.`,
        rich`${bold('Everyone in the network’s channels')}: check-ins and their results, meetings, decisions, what comes onto the table or leaves it, and the answers of a round once it has closed; those stay in the story.`,
        rich`${bold('Members and guardian angels')}: lists, the story and what they export.`,
        rich`${bold('The people the form names')}: a flag for the angels alone, an ask, a nomination.`,
        rich`${bold('Nobody with your name')}: answers without a name. I show them only if at least ${anonymityThreshold} people gave one to the same question, in an order that gives nobody away. If there are fewer, I destroy them and tell the people who wrote them. If you leave the network before a round closes, your answers go with you.`,
        rich`${bold('Nobody outside')}: a network starts under the radar. If it goes public, people outside can find its name, shared outcome, phase and agencies, and nothing else.`,
      ],
    },
    note(rich`Each form says who will read it before you send it.`),
  )
}

export const whoSeesWhatModule: CommandModule = {
  commands: [
    { name: 'privacy', help: 'who sees what', needs: 'nothing', handle: () => showCard(whoSeesWhatCard()) },
  ],
  actions: {},
  forms: {},
}
