// Receives the requests of Teams over HTTP: checks their size and sender, and answers strangers with a status only.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody, sendResponse } from '../../shared/http-body.ts'
import type { Cloud } from '../clouds.ts'
import { asObject } from '../render/action-ids.ts'
import type { Activity } from './activity.ts'
import type { Authenticator } from './authenticate.ts'

export interface ReceiverOptions {
  readonly authenticator: Authenticator
  readonly cloud: Cloud
  /** Resolves to the result of an invoke, otherwise to `undefined`. */
  readonly handle: (activity: Activity) => Promise<unknown>
  readonly log: { error(about: object, sentence: string): void }
}

export function createReceiver({ authenticator, cloud, handle, log }: ReceiverOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request)
    if (body === undefined) return sendResponse(response, 413)
    const activity = activityIn(body)
    if (activity === undefined) return sendResponse(response, 400)
    if (!isFromTeams(activity, cloud)) return sendResponse(response, 401)
    try {
      if (!(await authenticator.verify(request.headers.authorization ?? '', activity)))
        return sendResponse(response, 401)
      sendResponse(response, 200, await handle(activity))
    } catch (error) {
      log.error(errorName(error), 'a request of Teams failed')
      sendResponse(response, 200)
    }
  }
}

/** The name of an error only: its message may contain people's words. */
export function errorName(error: unknown): { readonly error: string } {
  return { error: error instanceof Error ? error.name : 'unknown' }
}

function activityIn(body: string): Activity | undefined {
  try {
    const read = asObject(JSON.parse(body))
    if (typeof read.type === 'string') return read as unknown as Activity
    return undefined
  } catch {
    return undefined
  }
}

/** The framework supports other channels too, and authenticates those differently. */
function isFromTeams({ channelId, serviceUrl }: Activity, cloud: Cloud): boolean {
  return (
    channelId === 'msteams' &&
    typeof serviceUrl === 'string' &&
    URL.canParse(serviceUrl) &&
    cloud.isTeams(new URL(serviceUrl))
  )
}
