// Handles each activity once: decides whose activities are served, and what the activity is.

import type { ProcessedIds } from '../../../src/chat/adapter-descriptor.ts'
import type { Profile } from '../../../src/chat/address.ts'
import { createDeduplicator } from '../../shared/deduplicate.ts'
import { sentences } from '../messages.ts'
import { notice } from '../send/respond.ts'
import { deliveryId, type RequestContext } from './actions.ts'
import { type Activity, isMessageExtension, placeOf, profileOf, tenantOf } from './activity.ts'
import { handleInvoke, type InvokeOptions } from './invokes.ts'
import { handleMessage } from './messages.ts'

export interface ActivityHandlerOptions extends InvokeOptions {
  /** Outlives a restart: Teams delivers an activity again if it got no answer. */
  readonly processedIds: ProcessedIds
  /** Whether the people of that tenant are served. */
  readonly isServed: (tenant: string) => boolean
  readonly onInstallationEvent: (activity: Activity, from: Profile) => Promise<void>
}

/** In milliseconds. Teams delivers an activity again if it is not answered in ten seconds. */
const answerTimeout = 3_000

/** Resolves to the result of an invoke, otherwise to `undefined`. */
export function createActivityHandler(
  options: ActivityHandlerOptions,
): (activity: Activity) => Promise<unknown> {
  const { references, inBackground } = options
  // Its effects are stored under the id already, so Teams can be answered before the id is recorded.
  const deduplicate = createDeduplicator(options.processedIds, inBackground)

  return async (activity) => {
    const tenant = tenantOf(activity)
    const from = profileOf(activity)
    if (tenant === undefined || from === undefined) return undefined
    const request: RequestContext = { activity, from, place: placeOf(activity, from) }
    if (!options.isServed(tenant)) return refuse(request, options)
    // A message extension is also used where the bot is not installed and cannot write: that place is not stored.
    if (isMessageExtension(activity)) return dispatch(request)
    return dispatch({ ...request, from: await references.remember(activity, from) })
  }

  async function dispatch(request: RequestContext): Promise<unknown> {
    const { activity, from } = request
    switch (activity.type) {
      case 'message':
        return answerInTime(
          deduplicate(deliveryId(activity), () => handleMessage(request, options)),
          options,
        )
      case 'invoke':
        return handleInvoke(request, options)
      case 'conversationUpdate':
      case 'installationUpdate':
        return answerInTime(options.onInstallationEvent(activity, from), options)
      default:
        return undefined
    }
  }
}

/** Tells people of other tenants that they are not served; nothing about them is stored. */
async function refuse(request: RequestContext, options: ActivityHandlerOptions): Promise<unknown> {
  const { type } = request.activity
  if (type === 'message') return answerInTime(options.responder.refuse(request), options)
  if (type === 'invoke') return notice(sentences.otherTenant)
  return undefined
}

/** Waits until the work is done or the timeout is over; then it goes on in the background. */
async function answerInTime(
  work: Promise<void>,
  { withTimeout, inBackground }: ActivityHandlerOptions,
): Promise<undefined> {
  await withTimeout(answerTimeout, work)
  inBackground(work)
}
