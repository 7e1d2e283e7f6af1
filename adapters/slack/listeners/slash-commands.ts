// The slash command.

import { type AckDeadline, ackUnlessDone } from '../../shared/ack-deadline.ts'
import { sentences } from '../messages.ts'
import type { Respond } from '../receive/error-handling.ts'
import { installationOf, type Payload } from '../receive/payload-source.ts'
import type { UnidentifiedRequest } from '../receive/request-context.ts'
import { splitForAck } from '../send/reply-views.ts'
import type { Responder } from '../send/respond.ts'
import type { ListenerContext } from './listener-context.ts'
import { receiveMessage } from './receive-message.ts'

/** In milliseconds. A command is acknowledged within this time, whether the reply is there or not. */
const ackWithin = 400

/** Bolt's acknowledgement of a command, which can bring a message along. */
type Ack = (message?: { readonly text: string; readonly response_type: 'ephemeral' }) => Promise<void>

export function registerCommands(context: ListenerContext): void {
  const { router, responder, withErrorReply, withTimeout } = context
  router.onCommand(async ({ command, ack, body }) => {
    const request: UnidentifiedRequest = {
      workspace: installationOf(body as unknown as Payload),
      user: command.user_id,
      channel: command.channel_id,
      trigger: command.trigger_id,
      responseUrl: command.response_url,
    }
    const message = { id: `slack command ${command.trigger_id}`, text: command.text }
    await ackUnlessDone({ withTimeout, milliseconds: ackWithin, ack }, (deadline) => {
      const respond = respondWithAck(responder, ack as Ack, deadline)
      return withErrorReply({
        request,
        respond,
        handle: async (identified) => respond(await receiveMessage(context, message, identified), identified),
        refuse: () => ack({ response_type: 'ephemeral', text: sentences.notInstalled }),
      })
    })
  })
}

/** A card that is there in time goes along with the acknowledgement. */
function respondWithAck({ respond, respondParts }: Responder, ack: Ack, deadline: AckDeadline): Respond {
  return async (reply, request) => {
    if (deadline.hasPassed || reply.kind !== 'card') {
      await ack()
      return respond(reply, request)
    }
    const { first, others } = splitForAck(reply.card, request)
    await ack(first as Parameters<Ack>[0])
    await respondParts(others, request)
  }
}
