// The questions of rounds of reflection, and the answers in the words of the people who gave them.
import type { Block, Card } from '../../chat/card.ts'
import { anonymityThreshold } from '../../domain/core/private-answers.ts'
import type { Boundary, PromptAnswers, PromptName } from '../../domain/core/terms.ts'
import type { ReflectionRound } from '../../domain/phases/state.ts'
import type { Network } from '../../domain/state.ts'
import { storyButton } from '../documents/story.ts'
import { phaseNames } from '../kit/labels.ts'
import { bold, buttons, card, heading, note, pluralize, rich, textBlock } from '../kit/markup.ts'
import type { People } from '../turn.ts'
import { keepLessonButton } from './lessons-from-reflection.ts'

const promptQuestions: { readonly [prompt in Exclude<PromptName, 'own-question'>]: string } = {
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
  if (prompt === 'own-question') return question
  return promptQuestions[prompt]
}

/** The occasion of a round, to stand after `looking back`: `looking back on the way into working together`. */
export const roundNames: { readonly [boundary in Boundary]: string } = {
  'getting-together': `on the way into ${phaseNames['getting-together']}`,
  'working-together': `on the way into ${phaseNames['working-together']}`,
  sustaining: `on the way into ${phaseNames.sustaining}`,
  back: 'on going back a phase',
  closed: 'at the end',
  'any-time': 'in between',
}

/** The title of the cards of a round. */
export function roundHeading(network: Network, { boundary }: ReflectionRound): Block {
  return heading(`${network.name}: looking back ${roundNames[boundary]}`)
}

/** The number of answers to one prompt that a card shows. */
const answersPerPrompt = 5

/** The number of characters of one answer that a card shows. */
const answerLength = 600

/** The answers of a closed round as the homes read them. Returns `undefined` while the round is open. */
export function answersCard(network: Network, people: People, id: string): Card | undefined {
  const round = network.rounds.get(id)
  if (round?.closed === undefined) return undefined
  const { asked, answered, answers } = round.closed
  const title = roundHeading(network, round)
  const row = buttons(keepLessonButton(network, id), storyButton(network))
  const shown = answers.filter(({ named, nameless }) => named.length + nameless.length > 0)
  if (answered + shown.length === 0)
    return card(
      title,
      textBlock(
        rich`Nobody answered this time, and that’s fine. What would you ask each other at the next meeting?`,
      ),
      row,
    )
  const blocks: Block[] = [
    textBlock(
      rich`${answered} of ${pluralize(asked, 'member')} answered. ${shown.length === 0 ? 'None of the answers can be shown.' : 'In their words:'}`,
    ),
  ]
  for (const one of shown) blocks.push(...promptBlocks(round, one, quotesOf(network, people, one)))
  blocks.push(
    note(
      rich`Answers without a name are shown only if at least ${anonymityThreshold} of you gave one to the same question.`,
    ),
  )
  if (shown.some(isTruncated))
    blocks.push(textBlock(rich`You’ll find what’s cut short here in full in the story.`))
  return card(title, ...blocks, row)
}

function promptBlocks(
  round: ReflectionRound,
  { prompt }: PromptAnswers,
  quotes: readonly Block[],
): readonly Block[] {
  const blocks = [textBlock(rich`${bold(questionOf(round, prompt))}`), ...quotes.slice(0, answersPerPrompt)]
  const more = quotes.length - answersPerPrompt
  if (more > 0) blocks.push(textBlock(rich`and ${more} more`))
  return blocks
}

function quotesOf(network: Network, people: People, { named, nameless }: PromptAnswers): readonly Block[] {
  return [
    ...named.map(({ person, text }) => answerQuote(text, nameOf(network, people, person))),
    ...nameless.map((text) => answerQuote(text, 'Without a name')),
  ]
}

function answerQuote(text: string, by: string): Block {
  return { kind: 'quote', text: truncate(text), by }
}

/** The name and agency as plain text, since the attribution of a quote carries no mention. */
function nameOf(network: Network, people: People, person: string): string {
  const agency = network.people.get(person)?.agency
  const name = people.get(person)?.name ?? 'Someone who has gone'
  if (agency === undefined) return name
  return `${name} (${agency})`
}

/** Counts whole characters, so that no surrogate pair is cut apart. */
function truncate(text: string): string {
  const characters = [...text]
  if (characters.length <= answerLength) return text
  return `${characters.slice(0, answerLength).join('')} …`
}

/** Whether the card leaves out some of the answers, or a part of one. */
function isTruncated({ named, nameless }: PromptAnswers): boolean {
  const texts = [...named.map(({ text }) => text), ...nameless]
  return texts.length > answersPerPrompt || texts.some((text) => [...text].length > answerLength)
}
