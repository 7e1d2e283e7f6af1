// The lines of a story about what was learned: lessons, and reflections with all answers.
import { pluralize, rich } from '../../conversation/kit/markup.ts'
import { questionOf, roundNames } from '../../conversation/phases/reflection-results.ts'
import type { EventOf } from '../../domain/events.ts'
import { lessonOf } from '../../domain/phases/lessons.ts'
import type { StoryContext } from '../story-context.ts'
import { type LinesByKind, learnedLine, noLines, type StoryLine } from './story-line.ts'

type LearnedKind =
  | 'lesson-kept'
  | 'lesson-offered'
  | 'lesson-taken-back'
  | 'lesson-struck'
  | 'round-opened'
  | 'round-reminded'
  | 'round-closed'

export const learnedLines: LinesByKind<LearnedKind> = {
  // A lesson was promised to name nobody.
  'lesson-kept'(entry, { network }) {
    const lesson = lessonOf(network, entry.lesson)
    if (lesson === undefined) return []
    const offered = lesson.offered === undefined ? '' : ' (offered to other networks as well)'
    return learnedLine(rich`${entry.text}${offered}`)
  },
  'round-closed': reflectionLines,

  // The line of the lesson says whether it is offered; a lesson that was struck has none.
  'lesson-offered': noLines,
  'lesson-taken-back': noLines,
  'lesson-struck': noLines,

  // Answers are private until the round closes.
  'round-opened': noLines,
  'round-reminded': noLines,
}

/** All answers, whole. Those that were given without a name stay without one. */
function reflectionLines(
  { round, asked, answered, answers }: EventOf<'round-closed'>,
  { network, who }: StoryContext,
): readonly StoryLine[] {
  const known = network.rounds.get(round)
  const boundary = known?.boundary === undefined ? '' : ` ${roundNames[known.boundary]}`
  const lines = [
    ...learnedLine(rich`Looking back${boundary}, ${answered} of ${pluralize(asked, 'member')} answered.`),
  ]
  for (const { prompt, named, nameless } of answers) {
    const question = questionOf(known ?? {}, prompt)
    for (const { person, text } of named)
      lines.push(...learnedLine(rich`${question} ${who(person)}: “${text}”`))
    for (const text of nameless) lines.push(...learnedLine(rich`${question} Without a name: “${text}”`))
  }
  return lines
}
