// Shortcuts, global ones and those in the menu of a message. Each stands for a command with its words.
import { installationOf, type Payload, teamMembershipOf } from '../receive/payload-source.ts'
import type { UnidentifiedRequest } from '../receive/request-context.ts'
import type { ListenerContext } from './listener-context.ts'
import { receiveMessage } from './receive-message.ts'

interface Shortcut extends Payload {
  readonly user: { readonly id: string; readonly team_id?: string }
  readonly callback_id: string
  readonly trigger_id: string
  readonly response_url?: string
  readonly channel?: { readonly id: string }
  readonly message?: { readonly text?: string }
}

export function registerShortcuts(context: ListenerContext): void {
  const { respond } = context.responder
  context.router.onShortcut(async ({ ack, body }) => {
    await ack()
    const shortcut = body as unknown as Shortcut
    const message = {
      id: `slack shortcut ${shortcut.trigger_id}`,
      text: `${shortcut.callback_id} ${shortcut.message?.text ?? ''}`,
      // The text of a message stands in the form until the person has looked at it.
      confirmInForm: true,
    } as const
    await context.withErrorReply({
      request: requestOf(shortcut),
      teamHint: teamMembershipOf(shortcut, shortcut.user.team_id),
      respond,
      handle: async (request) => respond(await receiveMessage(context, message, request), request),
    })
  })
}

function requestOf(shortcut: Shortcut): UnidentifiedRequest {
  return {
    workspace: installationOf(shortcut),
    user: shortcut.user.id,
    channel: shortcut.channel?.id,
    trigger: shortcut.trigger_id,
    responseUrl: shortcut.response_url,
  }
}
