// What the outbox holds that was not sent, and why, for an operator: ids, kinds and instants, never words.

import { obsoletePrefix } from '../store/outbox.ts'
import type { UnsentMessage } from '../store/outbox-queries.ts'
import { type MessageTrace, traceOf } from './message-trace.ts'

type ReportState = 'unknown' | 'failed' | 'sending' | 'queued' | 'obsolete'

/** What deserves a look comes first. `obsolete` messages have failed as well, but nobody needed them any more. */
const stateOrder: readonly ReportState[] = ['unknown', 'failed', 'sending', 'queued', 'obsolete']

export interface ReportLine extends MessageTrace {
  readonly message: number
  readonly state: ReportState
  /** In milliseconds since 1970. */
  readonly due: number
  readonly why: string
}

export interface ReportOptions {
  readonly now: number
  /** Only messages of this network; all where it is absent. */
  readonly network?: string | undefined
}

/** `messages` has all that are unsent, since a message may wait for one of another network. */
export function reportOn(
  messages: readonly UnsentMessage[],
  { now, network }: ReportOptions,
): readonly ReportLine[] {
  const lines: ReportLine[] = []
  /** By destination, the first message there that is due and not done. */
  const heads = new Map<string, number>()
  for (const message of messages) {
    const trace = traceOf(message)
    const state = stateOf(message)
    const head = heads.get(trace.destination)
    const why = reasonOf(message, { state, head, now })
    lines.push({ ...trace, message: message.id, state, due: message.due, why })
    const isOpen = state === 'queued' || state === 'sending'
    if (isOpen && message.due <= now && head === undefined) heads.set(trace.destination, message.id)
  }
  return lines
    .filter((line) => network === undefined || line.network === network)
    .sort((one, other) => stateOrder.indexOf(one.state) - stateOrder.indexOf(other.state))
}

function stateOf({ state, why }: UnsentMessage): ReportState {
  switch (state) {
    case 'queued':
    case 'sending':
    case 'unknown':
      return state
    case 'failed':
    case 'sent':
      return why?.startsWith(obsoletePrefix) ? 'obsolete' : 'failed'
  }
}

interface Circumstances {
  readonly state: ReportState
  /** The first message to the same destination that is due and not done; absent where there is none before this one. */
  readonly head: number | undefined
  readonly now: number
}

function reasonOf(message: UnsentMessage, { state, head, now }: Circumstances): string {
  const { due, retryAt, leaseUntil, why = '' } = message
  if (state === 'obsolete') return why.slice(obsoletePrefix.length)
  if (state === 'sending') return `a process is sending it, until ${timeOf(leaseUntil ?? now)} at most`
  if (state !== 'queued') return why
  if (due > now) return 'it isn’t due yet'
  if (leaseUntil !== undefined && leaseUntil > now)
    return `a process has it, until ${timeOf(leaseUntil)} at most`
  if (head !== undefined) return `it waits behind message ${head}`
  if (retryAt !== undefined && retryAt > now) return `it will be tried again at ${timeOf(retryAt)}: ${why}`
  return 'it will be sent as soon as a process looks'
}

const columns = ['id', 'state', 'due', 'network', 'notice', 'destination', 'subject', 'correlation', 'why']

/** A table in columns, and a line that counts the states. */
export function formatReport(lines: readonly ReportLine[]): string {
  if (lines.length === 0) return 'Nothing is waiting, has failed or is unknown.'
  const rows = [columns, ...lines.map(cellsOf)]
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)))
  const table = rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return [...table, '', countsOf(lines)].join('\n')
}

function cellsOf(line: ReportLine): readonly string[] {
  const { message, state, due, network, notice, destination, subject, correlation, why } = line
  const place = [network, notice, destination, subject, correlation].map((cell) => cell || '-')
  return [String(message), state, timeOf(due), ...place, why]
}

function countsOf(lines: readonly ReportLine[]): string {
  const counts = stateOrder.map((state) => `${lines.filter((line) => line.state === state).length} ${state}`)
  return `${counts.join(', ')}.`
}

/** In UTC, to the second. */
function timeOf(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`
}
