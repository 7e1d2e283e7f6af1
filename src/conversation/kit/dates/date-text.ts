// The text of a date, which knows which of its words have been read.
import type { Instant } from '../../../domain/core/ids.ts'
import { dateAt } from '../../../domain/core/time.ts'
import { isConnecting } from './date-words.ts'
import { type Piece, piecesOf } from './pieces.ts'

interface PlacedPiece extends Piece {
  readonly from: number
  readonly to: number
  isRead: boolean
}

interface TextContext {
  readonly now: Instant
  readonly zone: string
  readonly towards: 'future' | 'past'
}

export class DateText {
  /** What is still to be read. What was taken out is blank, so that places stay as they are. */
  toRead = ''
  readonly #pieces: PlacedPiece[] = []
  readonly #today: Temporal.PlainDate

  constructor(typedText: string, { now, zone, towards }: TextContext) {
    this.#today = dateAt(now, zone)
    for (const piece of piecesOf(typedText, { today: this.#today, towards })) {
      const from = this.toRead.length
      // These two keep the parser from seeing that a day and a time belong together.
      const text = /^(?:the|on)$/.test(piece.text) ? '' : piece.text
      if (text !== '') this.toRead += `${text} `
      this.#pieces.push({ ...piece, from, to: from + text.length, isRead: isConnecting(piece.text) })
    }
    // `to` at the beginning says where a meeting is moved.
    const first = this.#pieces[0]
    if (first?.source.toLowerCase() === 'to') this.#take(first)
  }

  get isCorrected(): boolean {
    return this.#pieces.some(({ corrected }) => corrected)
  }

  /** A word says which half of the day is meant, or the time is written in 24 hours. */
  get saysHalfOfDay(): boolean {
    return this.#pieces.some(({ text }) =>
      /^(?:morning|afternoon|evening|night|tonight|0\d.*|\d{4}-.*t0\d:.*)$/.test(text),
    )
  }

  has(word: string): boolean {
    return this.#pieces.some(({ text }) => text === word)
  }

  /** Takes out the zone that the words name. A second one stays unread. */
  takeZone(): string | undefined {
    const named = this.#pieces.find(({ zone }) => zone !== undefined)
    if (named !== undefined) named.isRead = true
    return named?.zone
  }

  /** Takes out the first part that matches, and returns the match. */
  take(pattern: RegExp): RegExpExecArray | null {
    const match = pattern.exec(this.toRead)
    if (match === null) return null
    const to = match.index + match[0].length
    this.markRead(match.index, to)
    this.toRead = `${this.toRead.slice(0, match.index)}${' '.repeat(match[0].length)}${this.toRead.slice(to)}`
    return match
  }

  markRead(from: number, to: number): void {
    for (const piece of this.#pieces)
      if (piece.from >= from && piece.to <= to && piece.zone === undefined) piece.isRead = true
  }

  markUnread(isMeant: (word: string) => boolean): void {
    for (const piece of this.#pieces) if (isMeant(piece.text)) piece.isRead = false
  }

  /** Leaves `tomorrow` and its like unread if the date is another one. */
  markUnreadDays(date: Temporal.PlainDate): void {
    const days = this.#today.until(date).days
    const offsets: Readonly<Record<string, number>> = { yesterday: -1, today: 0, tonight: 0, tomorrow: 1 }
    this.markUnread((word) => Object.hasOwn(offsets, word) && offsets[word] !== days)
  }

  markUnreadAt(from: number, to: number): void {
    for (const piece of this.#pieces) if (piece.from >= from && piece.to <= to) piece.isRead = false
  }

  /** The words from the one for `to` on, or those that hold a range such as `3-2pm`. */
  markRangeUnread(): void {
    const at = this.#pieces.findIndex(({ text }) => text === 'to' || /\d[-–]\d/.test(text))
    for (const piece of this.#pieces.slice(Math.max(0, at))) piece.isRead = false
  }

  /** What was typed and not read, in the order in which it was typed. */
  unread(): string {
    return this.#pieces
      .filter(({ known, isRead }) => !known || !isRead)
      .map(({ source }) => source)
      .join(' ')
  }

  #take(piece: PlacedPiece): void {
    piece.isRead = true
    this.toRead = `${' '.repeat(piece.to)}${this.toRead.slice(piece.to)}`
  }
}
