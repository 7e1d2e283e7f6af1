// The request context: who asked, where and how, according to a payload of Slack. The reply goes there.
import type { Address, Channel, Direct, Profile, User } from '../../../src/chat/address.ts'
import { sentences } from '../messages.ts'
import { platform } from '../render/action-ids.ts'
import type { SubmittedInputs } from '../render/form-state.ts'
import { installationOf, type Payload } from './payload-source.ts'

export interface RequestContext {
  /** The installation through which it came. */
  readonly workspace: string
  readonly from: Profile
  readonly place: Address
  /** The channel of Slack that it came from, if it came from one. */
  readonly channel?: string | undefined
  readonly thread?: string | undefined
  /** Valid for three seconds, to open a form. */
  readonly trigger?: string | undefined
  readonly responseUrl?: string | undefined
  /** The modal whose button was pressed. */
  readonly modal?: string | undefined
  /** A form in a message, as it was submitted. */
  readonly inputs?: SubmittedInputs | undefined
}

/** What is known before Slack has been asked who the person is. */
export type UnidentifiedRequest = Omit<RequestContext, 'from' | 'place'> & {
  readonly user: string
  /** The place that the payload itself names, e.g. where a modal was opened. */
  readonly place?: Address | undefined
}

/** The context of a request from a person about whom nothing is known. */
export function withUnknownUser(request: UnidentifiedRequest): RequestContext {
  const { user, workspace } = request
  return requestContextOf(request, { platform, workspace, user, name: sentences.someone, isNameless: true })
}

export function requestContextOf(request: UnidentifiedRequest, from: Profile): RequestContext {
  return { ...request, from, place: request.place ?? placeOf(request.workspace, request.channel, from) }
}

function directOf({ platform: on, workspace, user }: User): Direct {
  return { kind: 'direct', platform: on, workspace, user }
}

export function channelOf(payload: Payload, channel: string): Channel {
  return { kind: 'channel', platform, workspace: installationOf(payload), channel }
}

/** Conversations between the bot and one person have ids that begin with D. */
function placeOf(workspace: string, channel: string | undefined, from: Profile): Address {
  if (channel === undefined || channel.startsWith('D')) return directOf(from)
  return { kind: 'channel', platform, workspace, channel }
}
