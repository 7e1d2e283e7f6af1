// Teams' requests over HTTP: how long they are, whom they are from, and what is said of it; nothing more to strangers.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody, sendResponse } from '../../shared/http-body.ts'
import type { Cloud } from '../clouds.ts'
import { asObject } from '../render/action-ids.ts'
import type { Activity } from './activity.ts'
import type { Authenticator } from './authenticate.ts'

export interface ReceiverOptions {
  readonly door: Authenticator
  readonly cloud: Cloud
  /** Resolves to the answer of an invoke. */
  readonly take: (activity: Activity) => Promise<unknown>
  readonly log: { error(about: object, sentence: string): void }
}

export function createReceiver({ door, cloud, take, log }: ReceiverOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request)
    if (body === undefined) return sendResponse(response, 413)
    const activity = activityIn(body)
    if (activity === undefined) return sendResponse(response, 400)
    if (!isOfTeams(activity, cloud)) return sendResponse(response, 401)
    try {
      if (!(await door.verify(request.headers.authorization ?? '', activity)))
        return sendResponse(response, 401)
      sendResponse(response, 200, await take(activity))
    } catch (error) {
      log.error(errorSummary(error), 'a request of Teams failed')
      sendResponse(response, 200)
    }
  }
}

/** Its message might hold somebody's words. */
export function errorSummary(error: unknown): { readonly error: string } {
  return { error: error instanceof Error ? error.name : 'unknown' }
}

function activityIn(body: string): Activity | undefined {
  try {
    const read = asObject(JSON.parse(body))
    return typeof read.type === 'string' ? (read as unknown as Activity) : undefined
  } catch {
    return undefined
  }
}

/** The framework knows other channels too, and checks those in other ways. */
function isOfTeams({ channelId, serviceUrl }: Activity, cloud: Cloud): boolean {
  return (
    channelId === 'msteams' &&
    typeof serviceUrl === 'string' &&
    URL.canParse(serviceUrl) &&
    cloud.isTeams(new URL(serviceUrl))
  )
}
