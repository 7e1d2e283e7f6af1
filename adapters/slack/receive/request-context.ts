// Where and how somebody has asked, as a payload of Slack tells it; the bot's answer goes there.
import type { types } from '@slack/bolt'
import type { Address, Channel, Direct, Profile, User } from '../../../src/chat/address.ts'
import { sentences } from '../messages.ts'
import { platform } from '../render/action-ids.ts'
import type { FormValues } from '../render/modals.ts'
import { installationOf, type Payload } from './payload-source.ts'

export interface RequestContext {
  /** The installation through which it came. */
  readonly workspace: string
  readonly from: Profile
  readonly place: Address
  /** The channel of Slack in which it was said, where it was in one. */
  readonly channel?: string | undefined
  readonly thread?: string | undefined
  /** Good for three seconds, to open a form. */
  readonly trigger?: string | undefined
  readonly responseUrl?: string | undefined
  /** The modal in which a button was pressed. */
  readonly modal?: string | undefined
  /** A form that stands in a message, as it was submitted. */
  readonly inputs?: Inputs | undefined
}

export interface Inputs {
  readonly blocks: readonly types.KnownBlock[]
  readonly key: string
  readonly label: string
  readonly typed: FormValues
}

/** What is known before Slack was asked who it is. */
export type UnidentifiedRequest = Omit<RequestContext, 'from' | 'place'> & {
  readonly user: string
  /** The payload itself says where, e.g. a modal where it was opened. */
  readonly place?: Address | undefined
}

/** The question as it stands, for whoever cannot be asked about. */
export function unidentifiedUser(question: UnidentifiedRequest): RequestContext {
  const { user, workspace } = question
  return requestContextOf(question, { platform, workspace, user, name: sentences.someone, isNameless: true })
}

export function requestContextOf(question: UnidentifiedRequest, from: Profile): RequestContext {
  return { ...question, from, place: question.place ?? placeOf(question.workspace, question.channel, from) }
}

export function directOf({ platform: on, workspace, user }: User): Direct {
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
