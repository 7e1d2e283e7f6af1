// The library: what networks offer each other of what they learned, and looking for it.
import type { Card } from '../../chat/card.ts'
import type { Values } from '../../chat/inbound.ts'
import { isOwn, offerable } from '../../domain/phases/lessons.ts'
import type { Lesson, Network } from '../../domain/state.ts'
import { choice, errorsIn, line, most, read, some } from '../kit/form-fields.ts'
import { bold, button, buttons, card, counted, heading, note, say, text, typed } from '../kit/markup.ts'
import {
  type Answer,
  ask,
  type Do,
  type Found,
  mend,
  type NetworkTurn,
  type Room,
  show,
  type Turn,
} from '../turn.ts'

/** Who will see what is offered; said before anybody offers. */
export const whoReads =
  'In the library, anybody who is in any network can find it, in other workspaces too. Your name does not show; the network’s does only if the network is public.'

/** In the form for a lesson. */
export const shareField = choice(
  'share',
  'Who may read it?',
  [
    ['ours', 'The members of this network'],
    ['library', 'The members, and other networks through the library'],
  ],
  { initial: 'ours' },
)

export function isOffered(fields: Values): boolean {
  return read(fields, 'share') === 'library'
}

/** Of one lesson: offering it or taking it back, where that is for this person to do. */
export function offerButton({ network, speaker }: NetworkTurn, lesson: Lesson) {
  if (!isOwn(network, lesson, speaker.id)) return undefined
  const values = { network: network.id, lesson: lesson.id }
  return lesson.offered === undefined
    ? button('Offer it to the library', 'offer-lessons', { network: network.id, lessons: lesson.id })
    : button('Take it back from the library', 'take-back-lesson', values)
}

function offer({ network }: NetworkTurn, ids: readonly string[]): Do {
  return {
    kind: 'do',
    network: network.id,
    command: { kind: 'offer-lessons', lessons: ids },
    done(after) {
      const offered = after.lessons.filter(({ id }) => ids.includes(id))
      const [only] = offered
      return card(
        text(
          say`${offered.length === 1 ? 'It is' : `${offered.length} lessons are`} in the library now. Whoever kept one, you, or a public entrepreneur can take it back.`,
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

function takeBack({ network }: NetworkTurn, lesson: string): Do {
  return {
    kind: 'do',
    network: network.id,
    command: { kind: 'take-back-lesson', lesson },
    done: () =>
      card(
        text(say`Taken back from the library: only members of ${bold(network.name)} find it now.`),
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
    return show(
      card(
        text(
          say`There is no lesson here that is yours to offer and not in the library yet. Whoever kept a lesson can offer it, or a public entrepreneur.`,
        ),
        buttons(button('Show all lessons', 'lessons', values)),
      ),
    )
  return show(
    card(
      heading('Offer lessons to the library'),
      text(say`${whoReads} Does one name people, or say what should stay among you? Then keep it here.`),
      ...shown.flatMap((lesson) => [
        { kind: 'quote', text: lesson.text } as const,
        buttons(button('Offer this one', 'offer-lessons', { ...values, lessons: lesson.id })),
      ]),
      lessons.length > page
        ? note(say`${counted(lessons.length - page, 'older one')} can be offered when these are.`)
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
export function seek(words: string): Answer {
  return words.length > most.sentence
    ? seekForm(words)
    : { kind: 'seek', words, found: (found) => foundCard(words, found) }
}

function seekForm(words = ''): Answer {
  const errors = errorsIn({ words }, [], { words: most.sentence })
  return ask({
    id: 'seek-lessons',
    title: 'Find a lesson',
    intro:
      'I look in the lessons of your networks here, and in those that others offered. Only you see what I find.',
    fields: [
      line('words', 'What is it about?', most.sentence, {
        initial: words,
        hint: 'A few words, or how they begin. A lesson is found when it has them all.',
      }),
    ],
    submit: 'Find',
    values: {},
    errors,
  })
}

function foundCard(words: string, found: Found): Card {
  const again = buttons(button('Look for something else', 'seek-lessons', {}))
  if (found === 'too-common')
    return card(
      text(say`I cannot find anything by “${words}”: nearly every lesson has such words. What is it about?`),
      again,
    )
  const { ours, library } = found
  if (ours.length + library.length === 0)
    return card(
      text(say`No lesson has all of “${words}”. Fewer words, or only how they begin, find more.`),
      again,
    )
  return card(
    heading('Lessons found'),
    text(say`For “${words}”:`),
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
          say`There are more. Another word finds fewer; ${typed('/network lessons')} alone shows all of ours.`,
        )
      : undefined,
    again,
  )
}

export const libraryRoom: Room = {
  words: [],
  presses: {
    'offer-lessons': {
      needs: 'network',
      handle: (turn, { lessons = '' }) => offer(turn, lessons.split(',')),
    },
    'take-back-lesson': { needs: 'network', handle: (turn, { lesson = '' }) => takeBack(turn, lesson) },
    'lessons-to-offer': { needs: 'network', handle: toOfferCard },
    'seek-lessons': { needs: 'nothing', handle: () => seekForm() },
  },
  submits: {
    'seek-lessons': {
      needs: 'nothing',
      handle(_turn: Turn, fields) {
        const errors = errorsIn(fields, ['words'], { words: most.sentence })
        return some(errors) ? mend(errors) : seek(read(fields, 'words'))
      },
    },
  },
}
