// The library: what networks offer each other of what they learned, and looking for it.
import type { Card } from '../../chat/card.ts'
import type { Values } from '../../chat/inbound.ts'
import { isOwn, offerable } from '../../domain/phases/lessons.ts'
import type { Lesson, Network } from '../../domain/state.ts'
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

/** Who will see what is offered; said before anybody offers. */
export const libraryReadersText =
  'In the library, anybody who is in any network can find it, in other workspaces too. Your name does not show; the network’s does only if the network is public.'

/** In the form for a lesson. */
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

/** Of one lesson: offering it or taking it back, where that is for this person to do. */
export function offerButton({ network, speaker }: NetworkTurn, lesson: Lesson) {
  if (!isOwn(network, lesson, speaker.id)) return undefined
  const values = { network: network.id, lesson: lesson.id }
  return lesson.offered === undefined
    ? button('Offer it to the library', 'offer-lessons', { network: network.id, lessons: lesson.id })
    : button('Take it back from the library', 'take-back-lesson', values)
}

function offer({ network }: NetworkTurn, ids: readonly string[]): RunCommand {
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'offer-lessons', lessons: ids },
    done(after) {
      const offered = after.lessons.filter(({ id }) => ids.includes(id))
      const [only] = offered
      return card(
        textBlock(
          rich`${offered.length === 1 ? 'It is' : `${offered.length} lessons are`} in the library now. Whoever kept one, you, or a public entrepreneur can take it back.`,
        ),
        buttons(
          offered.length === 1 && only !== undefined
            ? button('Take it back', 'take-back-lesson', { network: after.id, lesson: only.id })
            : undefined,
          button('Show all lessons', 'lessons', { network: after.id }),
        ),
      )
    },
  }
}

function takeBack({ network }: NetworkTurn, lesson: string): RunCommand {
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'take-back-lesson', lesson },
    done: () =>
      card(
        textBlock(rich`Taken back from the library: only members of ${bold(network.name)} find it now.`),
        buttons(button('Show all lessons', 'lessons', { network: network.id })),
      ),
  }
}

/** How many lessons stand in one card. */
const page = 8

/** What the speaker may offer, before anything is offered. */
function toOfferCard({ network, speaker }: NetworkTurn): Answer {
  const lessons = offerable(network, speaker.id)
  const values = { network: network.id }
  const shown = lessons.slice(0, page)
  if (shown.length === 0)
    return showCard(
      card(
        textBlock(
          rich`There is no lesson here that is yours to offer and not in the library yet. Whoever kept a lesson can offer it, or a public entrepreneur.`,
        ),
        buttons(button('Show all lessons', 'lessons', values)),
      ),
    )
  return showCard(
    card(
      heading('Offer lessons to the library'),
      textBlock(
        rich`${libraryReadersText} Does one name people, or say what should stay among you? Then keep it here.`,
      ),
      ...shown.flatMap((lesson) => [
        { kind: 'quote', text: lesson.text } as const,
        buttons(button('Offer this one', 'offer-lessons', { ...values, lessons: lesson.id })),
      ]),
      lessons.length > page
        ? note(rich`${pluralize(lessons.length - page, 'older one')} can be offered when these are.`)
        : undefined,
      shown.length > 1
        ? buttons(
            button(
              `Offer all ${shown.length} shown`,
              'offer-lessons',
              { ...values, lessons: shown.map(({ id }) => id).join(',') },
              'primary',
            ),
          )
        : undefined,
    ),
  )
}

/** On the card of a closed network. */
export function offerAtTheEnd({ id, lessons }: Network) {
  return lessons.some(({ offered }) => offered === undefined)
    ? buttons(button('Offer its lessons to others', 'lessons-to-offer', { network: id }))
    : undefined
}

/** Looking for lessons: by words that were typed, or by the form where there are none or too many. */
export function searchLessons(words: string): Answer {
  return words.length > maxLength.sentence
    ? seekForm(words)
    : { kind: 'search-lessons', words, render: (found) => foundCard(words, found) }
}

function seekForm(words = ''): Answer {
  const errors = fieldErrors({ words }, [], { words: maxLength.sentence })
  return openForm({
    id: 'seek-lessons',
    title: 'Find a lesson',
    intro:
      'I look in the lessons of your networks here, and in those that others offered. Only you see what I find.',
    fields: [
      lineField('words', 'What is it about?', maxLength.sentence, {
        initial: words,
        hint: 'A few words, or how they begin. A lesson is found when it has them all.',
      }),
    ],
    submit: 'Find',
    values: {},
    errors,
  })
}

function foundCard(words: string, found: FoundLessons): Card {
  const again = buttons(button('Look for something else', 'seek-lessons', {}))
  if (found === 'too-common')
    return card(
      textBlock(
        rich`I cannot find anything by “${words}”: nearly every lesson has such words. What is it about?`,
      ),
      again,
    )
  const { ours, library } = found
  if (ours.length + library.length === 0)
    return card(
      textBlock(rich`No lesson has all of “${words}”. Fewer words, or only how they begin, find more.`),
      again,
    )
  return card(
    heading('Lessons found'),
    textBlock(rich`For “${words}”:`),
    ...ours
      .slice(0, page)
      .map(
        ({ lesson, network }) => ({ kind: 'quote', text: lesson.text, by: `Ours, ${network.name}` }) as const,
      ),
    ...library.slice(0, page).map((lesson) => {
      const by = lesson.from === undefined ? 'From the library' : `From the library, ${lesson.from}`
      return { kind: 'quote', text: lesson.text, by } as const
    }),
    Math.max(ours.length, library.length) > page
      ? note(
          rich`There are more. Another word finds fewer; ${codeRun('/network lessons')} alone shows all of ours.`,
        )
      : undefined,
    again,
  )
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
        return hasErrors(errors) ? showErrors(errors) : searchLessons(fieldValue(fields, 'words'))
      },
    },
  },
}
