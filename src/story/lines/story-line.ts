// A line of a story, the chapter in which it stands, and the shape of the records that make lines from events.
import type { Run } from '../../chat/card.ts'
import type { EventMetadata } from '../../domain/core/ids.ts'
import type { EventOf, NetworkEvent } from '../../domain/events.ts'
import type { StoryContext } from '../story-context.ts'

export type Chapter = 'turning-points' | 'people' | 'risks' | 'learned'

export interface StoryLine {
  readonly chapter: Chapter
  readonly runs: readonly Run[]
}

export type EventKind = NetworkEvent['kind']

/** For each kind of event, the lines that one entry of it adds to the story. */
export type LinesByKind<K extends EventKind> = {
  readonly [kind in K]: (entry: EventMetadata & EventOf<kind>, context: StoryContext) => readonly StoryLine[]
}

export function noLines(): readonly StoryLine[] {
  return []
}

export function personLine(runs: readonly Run[]): readonly StoryLine[] {
  return [{ chapter: 'people', runs }]
}

export function turningPoint(runs: readonly Run[]): readonly StoryLine[] {
  return [{ chapter: 'turning-points', runs }]
}

export function riskLine(runs: readonly Run[]): readonly StoryLine[] {
  return [{ chapter: 'risks', runs }]
}

export function learnedLine(runs: readonly Run[]): readonly StoryLine[] {
  return [{ chapter: 'learned', runs }]
}

/** People's words in the middle of ours, which go on after them with a new sentence. */
export function quoted(words: string): string {
  return `“${words}”${/[.!?…]\s*$/u.test(words) ? '' : '.'}`
}
