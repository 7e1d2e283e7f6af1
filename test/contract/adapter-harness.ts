// What the contract of chat adapters needs of an adapter under test, and the cards and look-ups that its tests share.
import type { ChatAdapter, Delivery, Post, Reply } from '../../src/chat/adapter.ts'
import type { Address, Profile } from '../../src/chat/address.ts'
import { type Block, type Card, plainRun } from '../../src/chat/card.ts'
import { plainText } from '../../src/chat/fallback-text.ts'
import type { Inbound, Values } from '../../src/chat/inbound.ts'

/** One message as somebody sees it. */
export interface VisibleCard {
  /** The adapter's id of it, if it is a post. */
  readonly post?: Post
  /** All its words as shown, including those for screen readers only. */
  readonly text: string
  /** Everything in it that does something by itself: links, mentions, foreign markup. */
  readonly alive: readonly string[]
  readonly under?: Post
  /** Whether it is shown to this person alone. */
  readonly isPrivate: boolean
}

/** A form that somebody has open. */
interface VisibleForm {
  readonly text: string
  readonly alive: readonly string[]
  /** The present value of each field. */
  readonly fields: Values
}

export interface AdapterHarness {
  /** Started, with an inbound handler that records. */
  readonly adapter: ChatAdapter
  readonly received: readonly Inbound[]
  /** Sets what the bot replies from now on. Before that it replies nothing. */
  replyWith(reply: Reply): void
  /** Two people of one workspace who are both in `channel`, with zone and organisation. */
  readonly one: Profile
  readonly other: Profile
  readonly channel: Address
  /** What people type to call the bot in a channel, instead of `/network`. */
  readonly calls: string
  readonly directOf: (person: Profile) => Address
  /** A channel and a person that do not exist. */
  readonly nowhere: readonly Address[]
  /** What people type so that the platform takes it for a mention. */
  readonly mention: (person: Profile) => string
  /** Types to the bot in the platform's own way. */
  say(who: Profile, place: Address, text: string): Promise<void>
  /** Presses the newest button of that label that this person sees there. */
  press(who: Profile, place: Address, label: string): Promise<void>
  /** The form that this person has open, in a dialog or in the newest card that has one. */
  form(who: Profile, place: Address): Promise<VisibleForm | undefined>
  submit(
    who: Profile,
    place: Address,
    fields: Values,
    people?: Readonly<Record<string, Profile>>,
  ): Promise<void>
  /** Whether the platform takes files. Otherwise the message says that the file is not there. */
  readonly takesFiles: boolean
  /** The file of that name, as this person gets it from a message of that place. */
  fileOf(who: Profile, place: Address, name: string): Promise<Uint8Array | undefined>
  /** What this person sees there, the oldest first. */
  sees(who: Profile, place: Address): Promise<readonly VisibleCard[]>
  close(): Promise<void>
}

/** Sends a message that has to wait at its time, as the outbox worker does. */
export function waitingAdapter(adapter: ChatAdapter, clock: { now: number }): ChatAdapter {
  return {
    ...adapter,
    async send(delivery) {
      for (;;) {
        const result = await adapter.send(delivery)
        if (result.kind !== 'later') return result
        clock.now += result.wait
      }
    },
  }
}

export function textCard(text: string): Card {
  return { blocks: [{ kind: 'text', runs: [plainRun(text)] }] }
}

export function buttonCard(label: string, values: Values): Card {
  const buttons: Block = { kind: 'buttons', buttons: [{ label, action: 'attend', values }] }
  return { blocks: [{ kind: 'text', runs: [plainRun('Well?')] }, buttons] }
}

export function personCard(person: Profile, workspace: string): Card {
  const { name, platform, user } = person
  return {
    blocks: [{ kind: 'text', runs: [{ kind: 'person', name, users: [{ platform, workspace, user }] }] }],
  }
}

export async function postCard(
  chat: AdapterHarness,
  card: Card,
  more: Partial<Delivery> = {},
): Promise<Post> {
  const sent = await chat.adapter.send({ to: chat.channel, card, ...more })
  if (sent.kind !== 'sent') throw new Error(`It was not sent: ${sent.why}`)
  return sent.post
}

export async function newestCard(chat: AdapterHarness, who: Profile): Promise<VisibleCard> {
  const last = (await chat.sees(who, chat.channel)).at(-1)
  if (!last) throw new Error('Nothing is to be seen.')
  return last
}

export async function visibleText(chat: AdapterHarness, who: Profile, place: Address): Promise<string> {
  return (await chat.sees(who, place)).map((visible) => visible.text).join('\n')
}

export function visibleWords({ one, calls }: AdapterHarness, card: Card): readonly string[] {
  const text = plainText(card, one.zone, one.locale).replaceAll('/network', calls)
  return text.match(/[\p{L}\p{N}]+/gu) ?? []
}

/** A chat may break or drop spaces and invisible characters. */
export function withoutSpaces(text: string): string {
  return text.replace(/[\s\p{Cf}]/gu, '')
}
