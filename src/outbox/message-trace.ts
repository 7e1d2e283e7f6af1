// What a log line or an operator's list says about a message: ids and kinds, never words.
import { createHash } from 'node:crypto'
import { type Address, addressKey } from '../chat/address.ts'
import type { Message, NewMessage } from '../store/outbox.ts'

/** What the payload of every message has in common. Digests have no `about`; older messages have no `correlation`. */
export interface MessageEnvelope {
  readonly about?: { readonly kind: string }
  /** Joins the message with the log lines about what caused it. */
  readonly correlation?: string
}

export interface MessageTrace {
  /** The number of its row; absent before it is queued. */
  readonly message?: number
  /** Empty for a digest, which is about all networks of its reader. */
  readonly network: string
  /** The kind of its notice, or `digest`. */
  readonly notice: string
  /** A short hash: equal for equal destinations, and nobody's id in clear. */
  readonly destination: string
  readonly subject?: string
  readonly correlation?: string
}

export function traceOf(message: NewMessage | Message): MessageTrace {
  const { about, correlation } = envelopeOf(message.about)
  return {
    message: 'id' in message ? message.id : undefined,
    network: message.network,
    notice: about?.kind ?? 'digest',
    destination: destinationHash(message.to),
    subject: message.subject,
    correlation,
  }
}

/** A payload that cannot be read must not keep its message out of the log. */
function envelopeOf(payload: string): MessageEnvelope {
  try {
    return JSON.parse(payload) as MessageEnvelope
  } catch {
    return { about: { kind: 'unreadable' } }
  }
}

function destinationHash(to: Address): string {
  return createHash('sha256').update(addressKey(to)).digest('hex').slice(0, 12)
}
