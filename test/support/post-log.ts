// What a bot has posted, by kind: which meeting or decision each post is about, where it stands, and whose deed caused it.

import type { Reply } from '../../src/chat/adapter.ts'
import type { Address, Profile } from '../../src/chat/address.ts'
import { plainText } from '../../src/chat/fallback-text.ts'
import type { TestBot } from './bot-harness.ts'
import { inboundCorrelations } from './databases/stored-rows.ts'

export interface LoggedPost {
  readonly to: Address
  /** The kind of its notice, or `digest`. */
  readonly kind: string
  /** The meeting, proposal or stop that it is about; empty if it is about none of them. */
  readonly topic: string
  readonly line: string
  /** It stands in the thread of another post. */
  readonly inThread: boolean
  /** The user whose message, press or form caused it; absent if time did. */
  readonly cause: string | undefined
}

/** A card with which a press or a submitted form was answered. */
interface Answer {
  readonly to: 'press' | 'submit'
  readonly user: string
  readonly line: string
}

interface SentLine {
  readonly message: number
  readonly notice: string
  readonly outcome?: string
  readonly post?: 'new' | 'changed' | 'unchanged'
  readonly correlation?: string
}

/** Writes down who does what to a bot from now on, so that each of its posts can be traced to a deed. */
export class PostLog {
  readonly bot: TestBot
  readonly answers: Answer[] = []
  private readonly users = new Map<string, string>()

  constructor(bot: TestBot) {
    this.bot = {
      ...bot,
      say: (from, ...rest) => this.withCause(from, bot.say(from, ...rest)),
      press: (from, ...rest) => this.withAnswer('press', from, bot.press(from, ...rest)),
      submit: (from, ...rest) => this.withAnswer('submit', from, bot.submit(from, ...rest)),
    }
  }

  private async withAnswer(to: Answer['to'], from: Profile, doing: Promise<Reply>): Promise<Reply> {
    const reply = await this.withCause(from, doing)
    if (reply.kind === 'card') this.answers.push({ to, user: from.user, line: firstLine(reply.card) })
    return reply
  }

  private async withCause(from: Profile, doing: Promise<Reply>): Promise<Reply> {
    const reply = await doing
    const correlation = inboundCorrelations(this.bot).at(-1)
    if (correlation !== undefined) this.users.set(correlation, from.user)
    return reply
  }

  /** The new posts, without what was changed in place. */
  async posts(): Promise<readonly LoggedPost[]> {
    const { bot } = this
    const rows = await bot.db.kysely.selectFrom('outbox').select(['id', 'about']).execute()
    const payloads = new Map(rows.map(({ id, about }) => [id, about]))
    const lines = (bot.logged as SentLine[]).filter(
      ({ outcome, post }) => outcome === 'sent' && (post === 'new' || post === 'changed'),
    )
    return bot.sent.flatMap(({ to, card, under }, index) => {
      const line = lines[index]
      if (line === undefined) throw new Error('A post was sent of which the log says nothing.')
      if (line.post === 'changed') return []
      return {
        to,
        kind: line.notice,
        topic: topicOf(payloads.get(line.message)),
        line: firstLine(card),
        inThread: under !== undefined,
        cause: this.users.get(line.correlation ?? ''),
      }
    })
  }
}

function topicOf(payload = '{}'): string {
  const { about = {} } = JSON.parse(payload)
  return String(about.meeting ?? about.proposal ?? about.crossing ?? about.since ?? '')
}

function firstLine(card: Parameters<typeof plainText>[0]): string {
  return plainText(card).split('\n')[0] ?? ''
}
