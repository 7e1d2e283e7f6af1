// The home tab of the app.
import type { Respond } from '../receive/error-handling.ts'
import { installationOf, type Payload } from '../receive/payload-source.ts'
import { homeView } from '../send/reply-views.ts'
import type { ListenerContext } from './listener-context.ts'
import { receiveMessage } from './receive-message.ts'

export function registerAppHome(context: ListenerContext): void {
  const { router, withErrorReply, api } = context
  router.onEvent('app_home_opened', async ({ event, body }) => {
    if (event.tab !== 'home') return
    const { user } = event
    const workspace = installationOf(body as unknown as Payload)
    const message = { id: `slack home ${body.event_id}`, text: 'home' }
    const respond: Respond = async (reply, request) => {
      if (reply.kind !== 'card') return
      await api.call(workspace, 'views.publish', { user_id: user, view: homeView(reply.card, request) })
    }
    await withErrorReply({
      request: { workspace, user },
      respond,
      handle: async (request) => respond(await receiveMessage(context, message, request), request),
    })
  })
}
