// Adds a delivery of the bot to the state: as a new post, in a thread, or in place of an earlier post. Pure.
import type { Delivery, SendResult } from '../../../src/chat/adapter.ts'
import { newId, placeExists, samePlace } from './rooms.ts'
import { addPost, replacePost, type State, type StoredPost } from './state.ts'

export interface AddedDelivery {
  readonly state: State
  readonly result: SendResult
}

export function addDelivery(state: State, delivery: Delivery, now: number): AddedDelivery {
  if (!placeExists(delivery.to))
    return { state, result: failed('The playground has no such channel or person.') }
  if (delivery.replaces !== undefined)
    return replaceDelivered(state, { ...delivery, replaces: delivery.replaces }, now)
  const { to: place, card, files } = delivery
  const under = threadRootOf(state, delivery)?.id
  const post = { id: newId('post'), place, at: now, card, files, under }
  return { state: addPost(state, post), result: { kind: 'sent', post: post.id } }
}

function replaceDelivered(
  state: State,
  delivery: Delivery & { replaces: string },
  now: number,
): AddedDelivery {
  const id = delivery.replaces
  const earlier = findPost(state, delivery, id)
  if (!earlier) return { state, result: failed('The post to be replaced is no longer there.') }
  return {
    state: replacePost(state, id, { card: delivery.card, updated: now }),
    result: { kind: 'sent', post: id },
  }
}

/** Threads are one level deep. Returns `undefined` if the root is gone: the card is then posted outside a thread. */
function threadRootOf(state: State, delivery: Delivery): StoredPost | undefined {
  if (delivery.under === undefined) return undefined
  const parent = findPost(state, delivery, delivery.under)
  if (parent?.under === undefined) return parent
  return findPost(state, delivery, parent.under)
}

function findPost(state: State, delivery: Delivery, id: string): StoredPost | undefined {
  return state.posts.find((post) => post.id === id && samePlace(post.place, delivery.to))
}

function failed(why: string): SendResult {
  return { kind: 'failed', why }
}
