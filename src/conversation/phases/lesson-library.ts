// The library of lessons: offering lessons to other networks, taking them back, and searching.
import type { Block, Button, Card } from '../../chat/card.ts'
import type { Values } from '../../chat/inbound.ts'
import { isOwn, offerable } from '../../domain/phases/lessons.ts'
import type { Lesson } from '../../domain/phases/state.ts'
import type { Network } from '../../domain/state.ts'
import {
  type Answer,
  type FoundLessons,
  openForm,
  type RunCommand,
  showCard,
  showErrors,
} from '../answers.ts'
import { choiceField, fieldErrors, fieldValue, hasErrors, lineField, maxLength } from '../kit/form-fields.ts'
import {
  bold,
  button,
  buttons,
  card,
  codeRun,
  heading,
  note,
  pluralize,
  rich,
  textBlock,
} from '../kit/markup.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn, Turn } from '../turn.ts'

/** Says who will see an offered lesson, before anybody offers one. */
export const libraryReadersText =
  'In the library, anyone in any network can find it, in other workspaces too. Your name isn’t shown, and the network’s name is shown only if the network is public.'

/** The field of the lesson forms that decides whether the lesson is offered. */
export const shareField = choiceField(
  'share',
  'Who may read it?',
  [
    ['ours', 'The members of this network'],
    ['library', 'The members, and other networks through the library'],
  ],
  { initial: 'ours' },
)

export function isOffered(fields: Values): boolean {
  return fieldValue(fields, 'share') === 'library'
}

/** The button that offers a lesson or takes it back. Returns `undefined` if the speaker may do neither. */
export function offerButton({ network, speaker }: NetworkTurn, lesson: Lesson): Button | undefined {
  if (!isOwn(network, lesson, speaker.id)) return undefined
  if (lesson.offered === undefined)
    return button('Offer it to the library', 'offer-lessons', { network: network.id, lessons: lesson.id })
  return button('Take it back from the library', 'take-back-lesson', {
    network: network.id,
    lesson: lesson.id,
  })
}

export function showLessonsButton({ id }: Network): Button {
  return button('Show all lessons', 'lessons', { network: id })
}

function offer({ network }: NetworkTurn, ids: readonly string[]): RunCommand {
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'offer-lessons', lessons: ids },
    done: (after) => offeredCard(after, ids),
  }
}

function offeredCard(network: Network, ids: readonly string[]): Card {
  const offered = network.lessons.filter(({ id }) => ids.includes(id))
  const [only] = offered
  const isOne = offered.length === 1
  const row: Button[] = []
  if (isOne && only !== undefined)
    row.push(button('Take it back', 'take-back-lesson', { network: network.id, lesson: only.id }))
  row.push(showLessonsButton(network))
  return card(
    textBlock(
      rich`${isOne ? 'That lesson is' : `${offered.length} lessons are`} in the library now. The person who kept a lesson, you, or a public entrepreneur can take it back.`,
    ),
    buttons(...row),
  )
}

function takeBack({ network }: NetworkTurn, lesson: string): RunCommand {
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'take-back-lesson', lesson },
    done: () =>
      card(
        textBlock(
          rich`I’ve taken it back from the library. Only members of ${bold(network.name)} can find it now.`,
        ),
        buttons(showLessonsButton(network)),
      ),
  }
}

/** The number of lessons that one card shows. */
export const lessonsPerCard = 8

/** The lessons that the speaker may offer. */
function toOfferCard({ network, speaker }: NetworkTurn): Answer {
  const lessons = offerable(network, speaker.id)
  if (lessons.length === 0)
    return showCard(
      card(
        textBlock(
          rich`There’s no lesson here that you can offer and that isn’t in the library already. The person who kept a lesson, or a public entrepreneur, can offer it.`,
        ),
        buttons(showLessonsButton(network)),
      ),
    )
  const shown = lessons.slice(0, lessonsPerCard)
  const blocks: (Block | undefined)[] = [
    heading('Offer lessons to the library'),
    textBlock(
      rich`${libraryReadersText} If a lesson names people, or says something that should stay among you, keep it here.`,
    ),
  ]
  for (const { id, text } of shown) {
    const values = { network: network.id, lessons: id }
    blocks.push({ kind: 'quote', text }, buttons(button('Offer this one', 'offer-lessons', values)))
  }
  const older = lessons.length - shown.length
  if (older > 0)
    blocks.push(note(rich`${pluralize(older, 'older one')} can be offered once these have been.`))
  if (shown.length > 1) blocks.push(buttons(offerAllButton(network, shown)))
  return showCard(card(...blocks))
}

function offerAllButton(network: Network, lessons: readonly Lesson[]): Button {
  const values = { network: network.id, lessons: lessons.map(({ id }) => id).join(',') }
  return button(`Offer all ${lessons.length} shown`, 'offer-lessons', values, 'primary')
}

/** The button on the card of a closed network. Returns `undefined` if every lesson is in the library already. */
export function offerAtTheEnd({ id, lessons }: Network): Block | undefined {
  if (lessons.every(({ offered }) => offered !== undefined)) return undefined
  return buttons(button('Offer its lessons to others', 'lessons-to-offer', { network: id }))
}

/** Searches for lessons. A query that is too long opens the form, where it can be shortened. */
export function lessonSearchAnswer(query: string): Answer {
  if (query.length > maxLength.sentence) return seekForm(query)
  return { kind: 'search-lessons', words: query, render: (found) => foundCard(query, found) }
}

function seekForm(query = ''): Answer {
  return openForm({
    id: 'seek-lessons',
    title: 'Find a lesson',
    intro:
      'I’ll look in the lessons of your networks here, and in those others have offered. Only you will see what I find.',
    fields: [
      lineField('words', 'What is it about?', maxLength.sentence, {
        initial: query,
        hint: 'A few words, or how they begin. I’ll find lessons that have all of them.',
      }),
    ],
    submit: 'Find',
    values: {},
    errors: fieldErrors({ words: query }, [], { words: maxLength.sentence }),
  })
}

function foundCard(query: string, found: FoundLessons): Card {
  const again = buttons(button('Look for something else', 'seek-lessons', {}))
  if (found === 'too-common')
    return card(
      textBlock(
        rich`I can’t find anything by “${query}”: nearly every lesson has words like that. What is it about?`,
      ),
      again,
    )
  const { ours, library } = found
  if (ours.length + library.length === 0)
    return card(
      textBlock(rich`No lesson has all of “${query}”. Try fewer words, or only how they begin.`),
      again,
    )
  const blocks: Block[] = [heading('Lessons found'), textBlock(rich`For “${query}”:`)]
  for (const { lesson, network } of ours.slice(0, lessonsPerCard))
    blocks.push({ kind: 'quote', text: lesson.text, by: `Ours, ${network.name}` })
  for (const { text, from } of library.slice(0, lessonsPerCard))
    blocks.push({ kind: 'quote', text, by: librarySource(from) })
  if (Math.max(ours.length, library.length) > lessonsPerCard)
    blocks.push(
      note(
        rich`There are more. Add a word to narrow it down; ${codeRun('/network lessons')} on its own shows all of ours.`,
      ),
    )
  return card(...blocks, again)
}

/** `network` is the name of the network that offered the lesson, where the speaker may know it. */
function librarySource(network: string | undefined): string {
  if (network === undefined) return 'From the library'
  return `From the library, ${network}`
}

export const lessonLibraryModule: CommandModule = {
  commands: [],
  actions: {
    'offer-lessons': {
      needs: 'network',
      handle: (turn, { lessons = '' }) => offer(turn, lessons.split(',')),
    },
    'take-back-lesson': { needs: 'network', handle: (turn, { lesson = '' }) => takeBack(turn, lesson) },
    'lessons-to-offer': { needs: 'network', handle: toOfferCard },
    'seek-lessons': { needs: 'nothing', handle: () => seekForm() },
  },
  forms: {
    'seek-lessons': {
      needs: 'nothing',
      handle(_turn: Turn, fields) {
        const errors = fieldErrors(fields, ['words'], { words: maxLength.sentence })
        if (hasErrors(errors)) return showErrors(errors)
        return lessonSearchAnswer(fieldValue(fields, 'words'))
      },
    },
  },
}
