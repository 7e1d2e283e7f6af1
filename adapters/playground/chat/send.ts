// Puts a card that leaves by itself where it belongs.
import type { Delivery, SendResult } from '../../../src/chat/adapter.ts'
import { newId, placeExists, samePlace } from './rooms.ts'
import { addPost, replacePost, type State, type StoredPost } from './state.ts'

export interface AddedDelivery {
  readonly state: State
  readonly sent: SendResult
}

export function addDelivery(state: State, delivery: Delivery, now: number): AddedDelivery {
  if (!placeExists(delivery.to))
    return { state, sent: failed('The playground has no such channel or person.') }
  if (delivery.replaces !== undefined) return replaceDelivered(state, delivery, delivery.replaces, now)
  const root = threadRootOf(state, delivery)
  const { to: place, card, files } = delivery
  const post = { id: newId('post'), place, at: now, card, files }
  const next = addPost(state, root === undefined ? post : { ...post, under: root.id })
  return { state: next, sent: { kind: 'sent', post: post.id } }
}

function replaceDelivered(state: State, delivery: Delivery, id: string, now: number): AddedDelivery {
  const earlier = findPost(state, delivery, id)
  if (!earlier) return { state, sent: failed('The post to be replaced is no longer there.') }
  return { state: replacePost(state, id, delivery.card, now), sent: { kind: 'sent', post: id } }
}

/** A thread is one level deep; where its first post has gone, the card stands for itself, so that it is seen. */
function threadRootOf(state: State, delivery: Delivery): StoredPost | undefined {
  if (delivery.under === undefined) return undefined
  const parent = findPost(state, delivery, delivery.under)
  return parent?.under === undefined ? parent : findPost(state, delivery, parent.under)
}

function findPost(state: State, delivery: Delivery, id: string): StoredPost | undefined {
  return state.posts.find((post) => post.id === id && samePlace(post.place, delivery.to))
}

function failed(why: string): SendResult {
  return { kind: 'failed', why }
}
