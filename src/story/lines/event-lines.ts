// Which lines each kind of event adds to the story. What was promised to stay private adds none, or no name.
import type { EventMetadata } from '../../domain/core/ids.ts'
import type { JournalEntry, NetworkEvent } from '../../domain/events.ts'
import type { StoryContext } from '../story-context.ts'
import { learnedLines } from './learned-lines.ts'
import { peopleLines } from './people-lines.ts'
import { riskLines } from './risk-lines.ts'
import { type EventKind, type LinesByKind, noLines, type StoryLine } from './story-line.ts'
import { turningPointLines } from './turning-point-lines.ts'

/** Total: a new kind of event does not compile until one of these records says what it adds. */
const linesByKind: LinesByKind<EventKind> = {
  ...peopleLines,
  ...turningPointLines,
  ...riskLines,
  ...learnedLines,

  // The table of meetings shows them with how they went and who was there; who wanted to come again is private.
  'meeting-planned': noLines,
  'series-planned': noLines,
  'series-ended': noLines,
  'meeting-recorded': noLines,
  'meeting-moved': noLines,
  'meeting-cancelled': noLines,
  'meeting-change-undone': noLines,
  'series-resumed': noLines,
  'meeting-reminded': noLines,
  'meeting-confirmed': noLines,
  'meeting-recounted': noLines,
  'meeting-struck': noLines,
  'check-in-opened': noLines,
  'check-in-closed': noLines,
  'attendance-answered': noLines,
  'attendance-taken-back': noLines,
  'nothing-this-time': noLines,
  'pulse-answered': noLines,

  // The table of resources shows them with what became of them.
  'resource-offered': noLines,
  'resource-put': noLines,
  'resource-used': noLines,
  'resource-used-up': noLines,
  'resource-ended': noLines,
  'resource-withdrawn': noLines,
  'resource-restored': noLines,
  'resource-changed': noLines,
  'resource-change-undone': noLines,
  'resource-lapsed': noLines,
  'resource-struck': noLines,
}

export function storyLines(entry: JournalEntry, context: StoryContext): readonly StoryLine[] {
  // TypeScript does not see that a kind and its lines belong together.
  const linesOf = linesByKind[entry.kind] as (
    entry: EventMetadata & NetworkEvent,
    context: StoryContext,
  ) => readonly StoryLine[]
  return linesOf(entry, context)
}
