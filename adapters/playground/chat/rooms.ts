// The rooms of the playground, their ids, and the places that they stand for.
import { randomUUID } from 'node:crypto'
import { type Address, addressKey } from '../../../src/chat/address.ts'
import {
  botName,
  findPerson,
  type Person,
  platform,
  type SeedChannel,
  workspaceOf,
  workspaces,
} from './seed-data.ts'

/** The id of the room that holds a person's direct messages with the bot. No channel may have it. */
export const directRoom = 'direct'

export interface ChatRoom {
  readonly id: string
  readonly name: string
  readonly about: string
  readonly place: Address
}

/** The rooms that this person is in, direct messages last. */
export function roomsOf(person: Person): readonly ChatRoom[] {
  const channels = workspaceOf(person).channels.filter((channel) => isMember(person, channel))
  return [...channels.map((channel) => channelRoom(person, channel)), directRoomOf(person)]
}

export function findRoom(person: Person, id: string): ChatRoom | undefined {
  return roomsOf(person).find((room) => room.id === id)
}

/** Whether the playground has this place. */
export function placeExists(place: Address): boolean {
  if (place.platform !== platform) return false
  if (place.kind === 'direct') return findPerson(place.user)?.workspace === place.workspace
  const workspace = workspaces.find((candidate) => candidate.id === place.workspace)
  return workspace?.channels.some((channel) => channel.id === place.channel) ?? false
}

export function samePlace(one: Address, other: Address): boolean {
  return addressKey(one) === addressKey(other)
}

/** The id is unique, even if the stored state was lost. */
export function newId(kind: 'post' | 'line' | 'form' | 'delivery'): string {
  return `${kind}-${randomUUID()}`
}

/**
 * The instance of a form that stands open in a card. It depends on the form's id rather than on its position, so that
 * what someone is typing is kept when the card is replaced. `nth`, from 0, distinguishes forms of one id in one card.
 */
export function inlineFormInstance(message: string, form: string, nth: number): string {
  const instance = `${message}.${encodeURIComponent(form)}`
  if (nth === 0) return instance
  return `${instance}.${nth}`
}

function isMember(person: Person, channel: SeedChannel): boolean {
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
