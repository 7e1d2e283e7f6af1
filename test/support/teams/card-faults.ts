// Checks what Teams would refuse in an Adaptive Card, with Microsoft's own parser.
import { createRequire } from 'node:module'
import type { Json } from './types.ts'

const adaptivecards: typeof import('adaptivecards') = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.js',
)

const maxActions = 6

/** Every reason for which Teams would not show this Adaptive Card; empty if there is none. */
export function cardFaults(card: unknown): string[] {
  const { type, version } = (card ?? {}) as Json
  if (type !== 'AdaptiveCard') return [`a card of type ${type}`]
  const faults = /^1\.[0-5]$/.test(String(version)) ? [] : [`version ${version}`]
  const context = new adaptivecards.SerializationContext(adaptivecards.Versions.v1_5)
  const parsed = new adaptivecards.AdaptiveCard()
  parsed.parse(withoutPeoplePickers(card), context)
  for (let at = 0; at < context.eventCount; at++) faults.push(context.getEventAt(at).message)
  for (const { message } of parsed.validateProperties().validationEvents) faults.push(message)
  JSON.stringify(card, (name, value) => {
    if (name === 'actions' && value.length > maxActions) faults.push(`${value.length} actions`)
    return value
  })
  return faults
}

/** The parser does not know the people picker of Teams. */
function withoutPeoplePickers(card: unknown): object {
  return JSON.parse(JSON.stringify(card), (_, value) => {
    if (value?.['choices.data']?.dataset !== 'graph.microsoft.com/users') return value
    return { type: 'Input.Text', id: value.id, label: value.label }
  })
}
