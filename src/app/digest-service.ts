// The guardian angels' digests: due at their own hour, worded when they leave, asked for at any time.

import { digestCard } from '../conversation/guardian/digest-card.ts'
import type { ImmediateAnswer, Person, ShowDigest, Turn } from '../conversation/turn.ts'
import { lateThreshold } from '../domain/core/time.ts'
import {
  type DigestSettings,
  digestAt,
  digestDefaults,
  isQuiet,
  newsOfNetworks,
} from '../domain/guardian/digest.ts'
import { holds } from '../domain/membership/members.ts'
import type { Network } from '../domain/state.ts'
import type { PublicHolidays } from '../holidays/public-holidays.ts'
import type { RenderedMessage } from '../outbox/message-renderer.ts'
import type { Clock } from '../scheduler/clock.ts'
import type { Db } from '../store/connection/database.ts'
import { findDigest, moveDigest, saveDigestSettings } from '../store/digests.ts'
import { save } from '../store/journal.ts'
import type { Message, NewMessage } from '../store/outbox.ts'
import { findPerson, people } from '../store/people.ts'
import { networksOf } from '../store/projections.ts'
import { noNetwork } from './messages.ts'
import type { NetworkRepository } from './network-repository.ts'
import { peopleOf } from './people-directory.ts'

export interface DigestServiceOptions {
  readonly db: Db
  readonly networks: NetworkRepository
  readonly clock: Pick<Clock, 'now'>
  readonly wakeOutboxWorker: () => void
  readonly holidays: PublicHolidays
}

/** What a digest keeps until it is worded. */
interface DigestPayload {
  readonly since: number
  readonly late?: true
  /** It changes the message that is there. */
  readonly again?: true
}

function messagesTo(
  { users: [account] }: Person,
  at: number,
  kept: DigestPayload,
  due: number,
): readonly NewMessage[] {
  if (account === undefined) return []
  const to = { kind: 'direct', ...account } as const
  return [{ network: noNetwork, to, subject: `digest:${at}`, about: JSON.stringify(kept), due }]
}

export function createDigestService({
  db,
  networks,
  clock,
  wakeOutboxWorker,
  holidays,
}: DigestServiceOptions) {
  const zoneOf = (person: Person) => person.zone ?? 'UTC'
  const nextOf = (person: Person, settings: DigestSettings, last: number) =>
    holidays.ask((holidaysOf) => digestAt(settings, last, zoneOf(person), holidaysOf(person)))

  /** Sends the digest of that angel where its hour has come, and says when it is looked at next. */
  async function due(id: string): Promise<void> {
    const [digest, [angel]] = await Promise.all([findDigest(db, id), people(db, [id])])
    if (digest?.due === undefined || angel === undefined) return
    const settings = digest.settings ?? digestDefaults
    const now = clock.now()
    const at = await nextOf(angel, settings, digest.last)
    if (at === undefined || at > now) {
      await moveDigest(db, id, digest.due, { ...digest, due: at }, [], now)
      return
    }
    const kept: DigestPayload = {
      since: digest.last,
      ...(now - digest.due > lateThreshold && { late: true }),
    }
    const messages = messagesTo(angel, now, kept, now)
    const moved = { last: now, before: digest.last, due: await nextOf(angel, settings, now) }
    if (await moveDigest(db, id, digest.due, moved, messages, now)) wakeOutboxWorker()
  }

  /** What the angel has answered changes in the digest that they read. */
  async function refresh(angel: Person): Promise<void> {
    const digest = await findDigest(db, angel.id)
    if (digest?.before === undefined) return
    const now = clock.now()
    const messages = messagesTo(angel, digest.last, { since: digest.before, again: true }, now)
    await save(db, { processed: [], at: now, messages })
    wakeOutboxWorker()
  }

  async function compose(message: Message): Promise<RenderedMessage> {
    const { since, late, again } = JSON.parse(message.about) as DigestPayload
    const angel = message.to.kind === 'direct' ? await findPerson(db, message.to) : undefined
    const watched = angel === undefined ? [] : await watchedBy(angel.id)
    if (angel === undefined || watched.length === 0)
      return { kind: 'obsolete', why: 'the reader is no guardian angel any more' }
    const settings = (await findDigest(db, angel.id))?.settings ?? digestDefaults
    const news = newsOfNetworks(watched, angel.id, since)
    if (!again && settings.whenQuiet === 'nothing' && news.every(isQuiet))
      return { kind: 'obsolete', why: 'there is nothing new' }
    const known = await peopleOf(db, watched)
    const reader = { angel: angel.id, zone: zoneOf(angel), people: known }
    const card = digestCard(news, { ...reader, since, ...(late && { late }) })
    // Each of them only counts up, so that a later wording has the higher number.
    const version = watched.reduce((sum, network) => sum + network.version, 0)
    return { kind: 'delivery', delivery: { card }, version, ...(again && { updateOnly: true }) }
  }

  async function watchedBy(angel: string): Promise<readonly Network[]> {
    const all = await Promise.all((await networksOf(db, angel)).map((id) => networks.load(id)))
    return all.filter((network) => holds(network, angel, 'guardian-angel'))
  }

  /** Answers about the speaker's own digest, after changing how it is wanted where that was asked. */
  async function answer({ speaker, now }: Turn, { change, shown }: ShowDigest): Promise<ImmediateAnswer> {
    const digest = await findDigest(db, speaker.id)
    if (digest === undefined) return shown(undefined)
    const settings = { ...digestDefaults, ...digest.settings, ...change }
    if (change === undefined) {
      const next = await nextOf(speaker, settings, digest.last)
      return shown({ settings, last: digest.last, next })
    }
    const next = await nextOf(speaker, settings, now)
    await saveDigestSettings(db, speaker.id, settings, next)
    return shown({ settings, last: digest.last, next })
  }

  return { due, refresh, compose, answer }
}
