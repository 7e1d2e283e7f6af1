// What rounds of reflection ask, and what was answered, in the words of those who gave them.
import type { Block, Card } from '../../chat/card.ts'
import { anonymityThreshold } from '../../domain/core/private-answers.ts'
import type { Boundary, PromptAnswers, PromptName } from '../../domain/core/terms.ts'
import type { Network, ReflectionRound } from '../../domain/state.ts'
import { storyButton } from '../documents/story.ts'
import { phaseNames } from '../kit/labels.ts'
import { bold, buttons, card, heading, note, pluralize, rich, textBlock } from '../kit/markup.ts'
import type { People } from '../turn.ts'
import { keepLessonsFromReflection } from './lessons-from-reflection.ts'

const promptWords: { readonly [prompt in Exclude<PromptName, 'own-question'>]: string } = {
  impossible: 'What made it impossible to go on as before?',
  'none-alone': 'What can none of us do alone?',
  missing: 'Who is missing, and are those affected here?',
  'held-back': 'What did each of us put on the table, and what do we still hold back?',
  permission: 'Whose permission do we have, and where are the limits?',
  differently: 'What do we already do differently, and why?',
  'seen-anew': 'What changed in how we see the problem?',
  'fall-back': 'What would fall back if one of us left?',
  hosts: 'What must our host organisations do so that it lasts?',
  'pulled-back': 'What pulled us back?',
  'try-first': 'What will we try first?',
  did: 'What did we do, and why, and how?',
  borrow: 'What should others borrow?',
  'not-repeat': 'What should they not repeat?',
  noticed: 'What do you see now that we did not see before?',
  'from-now-on': 'What should we do differently from now on?',
}

export function questionOf({ question = '' }: Pick<ReflectionRound, 'question'>, prompt: PromptName): string {
  return prompt === 'own-question' ? question : promptWords[prompt]
}

/** E.g. `looking back on the way into working together`. */
export const roundNames: { readonly [boundary in Boundary]: string } = {
  'getting-together': `on the way into ${phaseNames['getting-together']}`,
  'working-together': `on the way into ${phaseNames['working-together']}`,
  sustaining: `on the way into ${phaseNames.sustaining}`,
  back: 'on going back a phase',
  closed: 'at the end',
  'any-time': 'in between',
}

/** A card has room for so many answers to a prompt, and for so much of each. */
const mostShown = 5
const mostOfEach = 600

/** The answers of a round as the homes read them: quoted, and left to themselves. */
export function answersCard(network: Network, people: People, round: string): Card | undefined {
  const known = network.rounds.get(round)
  if (known?.closed === undefined) return undefined
  const { asked, answered, answers } = known.closed
  const given = answers.filter(({ named: some, nameless }) => some.length + nameless.length > 0)
  return card(
    heading(`${network.name}: looking back ${roundNames[known.boundary]}`),
    textBlock(
      answered + given.length === 0
        ? rich`Nobody answered this time, and that is fine. What would you ask each other at the next meeting?`
        : rich`${answered} of ${pluralize(asked, 'member')} answered. ${given.length === 0 ? 'Nothing of it can be shown.' : 'In their words:'}`,
    ),
    ...given.flatMap((one) => promptBlocks(network, people, known, one)),
    answered + given.length === 0
      ? undefined
      : note(
          rich`Answers without a name are shown once ${anonymityThreshold} of you give one to the same question.`,
        ),
    given.some(isCut) ? textBlock(rich`What is cut short here stands whole in the story.`) : undefined,
    buttons(keepLessonsFromReflection(network, round), storyButton(network)),
  )
}

function promptBlocks(
  network: Network,
  people: People,
  round: ReflectionRound,
  answers: PromptAnswers,
): readonly Block[] {
  const quotes = quotesOf(network, people, answers)
  const more = quotes.length - mostShown
  return [
    textBlock(rich`${bold(questionOf(round, answers.prompt))}`),
    ...quotes.slice(0, mostShown),
    ...(more > 0 ? [textBlock(rich`and ${more} more`)] : []),
  ]
}

function quotesOf(network: Network, people: People, { named: some, nameless }: PromptAnswers) {
  return [
    ...some.map(({ person, text: words }) => ({ words, by: nameOf(network, people, person) })),
    ...nameless.map((words) => ({ words, by: 'Without a name' })),
  ].map(({ words, by }) => ({ kind: 'quote', text: shortened(words), by }) as const)
}

function nameOf(network: Network, people: People, person: string): string {
  const agency = network.people.get(person)?.agency
  const name = people.get(person)?.name ?? 'Someone who has gone'
  return agency === undefined ? name : `${name} (${agency})`
}

function shortened(words: string): string {
  const letters = [...words]
  return letters.length > mostOfEach ? `${letters.slice(0, mostOfEach).join('')} …` : words
}

function isCut({ named: some, nameless }: PromptAnswers): boolean {
  const texts = [...some.map(({ text: words }) => words), ...nameless]
  return texts.length > mostShown || texts.some((words) => [...words].length > mostOfEach)
}
