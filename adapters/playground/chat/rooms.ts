// Rooms and their ids: what a person of the playground calls a place, and which place that is.
import { randomUUID } from 'node:crypto'
import type { Address } from '../../../src/chat/address.ts'
import { addressKey } from '../../../src/chat/address.ts'
import {
  botName,
  findPerson,
  type Person,
  platform,
  type SeedChannel,
  workspaceOf,
  workspaces,
} from './seed-data.ts'

/** The direct messages between the bot and whoever looks; the id of a channel can never be this. */
export const directRoom = 'direct'

export interface ChatRoom {
  readonly id: string
  readonly name: string
  readonly about: string
  readonly place: Address
}

/** The rooms that this person is in, direct messages last. */
export function roomsOf(person: Person): readonly ChatRoom[] {
  const channels = workspaceOf(person).channels.filter((channel) => isIn(person, channel))
  return [...channels.map((channel) => channelRoom(person, channel)), directRoomOf(person)]
}

export function findRoom(person: Person, id: string): ChatRoom | undefined {
  return roomsOf(person).find((room) => room.id === id)
}

/** Whether there is such a place in this world. */
export function placeExists(place: Address): boolean {
  if (place.platform !== platform) return false
  if (place.kind === 'direct') return findPerson(place.user)?.workspace === place.workspace
  const workspace = workspaces.find((candidate) => candidate.id === place.workspace)
  return workspace?.channels.some((channel) => channel.id === place.channel) ?? false
}

export function samePlace(one: Address, other: Address): boolean {
  return addressKey(one) === addressKey(other)
}

/** Never given out twice, not even after the playground's memory was lost. */
export function newId(kind: 'post' | 'line' | 'form' | 'delivery'): string {
  return `${kind}-${randomUUID()}`
}

/**
 * The name of a form that stands open in a card. It goes by the form's own id, so that what someone is typing stays
 * when the card is replaced and the form moves; `nth` tells forms of one id in one card apart.
 */
export function inlineFormInstance(message: string, form: string, nth: number): string {
  return `${message}.${encodeURIComponent(form)}${nth === 0 ? '' : `.${nth}`}`
}

function isIn(person: Person, channel: SeedChannel): boolean {
  return channel.members?.includes(person.user) ?? true
}

function channelRoom(person: Person, channel: SeedChannel): ChatRoom {
  const place = { kind: 'channel', platform, workspace: person.workspace, channel: channel.id } as const
  return { id: channel.id, name: `#${channel.id}`, about: channel.about, place }
}

function directRoomOf(person: Person): ChatRoom {
  const place = { kind: 'direct', platform, workspace: person.workspace, user: person.user } as const
  return { id: directRoom, name: botName, about: `Between you and ${botName}. Nobody else sees it`, place }
}
