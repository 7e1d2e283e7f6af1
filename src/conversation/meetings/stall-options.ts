// The ways on from a stall: what can be typed, pressed and submitted, and the extension by an angel.
import { notExtendable } from '../../domain/meetings/six-meeting-rule.ts'
import { forbidden } from '../../domain/permissions.ts'
import { type Answer, type RunCommand, showCard } from '../answers.ts'
import { bold, button, buttons, card, rich, textBlock } from '../kit/markup.ts'
import { refusalAnswer } from '../kit/refusal-messages.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn } from '../turn.ts'
import { closeForm, reopen, submitClose } from './closing.ts'
import { agreeToReframe, reframeForm, refuseReframe, submitReframe } from './reframe.ts'

function extendCard(turn: NetworkTurn): Answer {
  const why = forbidden(turn.network, 'extend', turn.speaker.id) ?? notExtendable(turn.network)
  if (why !== undefined) return refusalAnswer(why, turn.people, turn.network)
  const values = (meetings: string) => ({ network: turn.network.id, meetings })
  return showCard(
    card(
      textBlock(
        rich`An extension gives ${bold(turn.network.name)} one or two more meetings to put something on the table. You can do it only once. After that, it needs a resource, a new outcome or a good end.`,
      ),
      buttons(
        button('One more meeting', 'extend-by', values('1'), 'primary'),
        button('Two more meetings', 'extend-by', values('2')),
      ),
    ),
  )
}

function extend(turn: NetworkTurn, meetings: 1 | 2): RunCommand {
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'extend', meetings },
    showsOnCard: true,
    done: (after) =>
      card(
        textBlock(
          rich`Extended by ${meetings === 1 ? 'one meeting' : 'two meetings'}. ${bold(after.name)} is moving again, and I’ve told its channels.`,
        ),
      ),
  }
}

export const stallOptionsModule: CommandModule = {
  commands: [
    {
      name: 'reframe',
      takes: '[new outcome]',
      help: 'propose a new shared outcome; two agencies agree',
      needs: 'network',
      handle: reframeForm,
    },
    {
      name: 'extend',
      help: 'for angels: one or two more meetings, once',
      needs: 'network',
      handle: extendCard,
    },
    {
      name: 'close',
      takes: '[what you did]',
      help: 'close the network well',
      needs: 'network',
      handle: closeForm,
    },
    { name: 'reopen', help: 'reopen it within 30 days', needs: 'network', whileClosed: true, handle: reopen },
  ],
  actions: {
    agree: { needs: 'network', handle: (turn, { proposal = '' }) => agreeToReframe(turn, proposal) },
    disagree: { needs: 'network', handle: (turn, { proposal = '' }) => refuseReframe(turn, proposal) },
    'extend-by': { needs: 'network', handle: (turn, { meetings }) => extend(turn, meetings === '2' ? 2 : 1) },
  },
  forms: {
    reframe: { needs: 'network', handle: submitReframe },
    close: { needs: 'network', handle: submitClose },
  },
}
