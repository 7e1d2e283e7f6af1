// The guardian angel's digest: asked for at any time, and how it is wanted.
import type { Values } from '../../chat/inbound.ts'
import type { Instant } from '../../domain/core/journal-entry.ts'
import { type DigestSettings, newsOfAll } from '../../domain/guardian/digest.ts'
import { holds } from '../../domain/membership/members.ts'
import { choice, line, most, read } from '../kit/form-fields.ts'
import { bold, button, buttons, card, say, text, time } from '../kit/markup.ts'
import { readDate } from '../kit/parse-date.ts'
import {
  type AskDigest,
  ask,
  type KnownDigest,
  mend,
  type Room,
  type Shown,
  show,
  type Turn,
} from '../turn.ts'
import { digestCard } from './digest-card.ts'

const noAngel = (): Shown =>
  show(
    card(
      text(
        say`The digest is for guardian angels, and you are none just now. What waits for you in your networks is under Home.`,
      ),
      buttons(button('Home', 'home', {})),
    ),
  )

/** All networks that the speaker watches over, as they stand now. */
function digestNow(turn: Turn, values: Values): AskDigest {
  return {
    kind: 'digest',
    shown(digest) {
      const watched = turn.networks.filter((network) => holds(network, turn.speaker.id, 'guardian-angel'))
      if (digest === undefined || watched.length === 0) return noAngel()
      const since = Number(values.since ?? digest.last)
      const from = Number(values.from ?? 0)
      return show(
        digestCard(newsOfAll(watched, turn.speaker.id, since), {
          angel: turn.speaker.id,
          people: turn.people,
          since,
          zone: turn.zone,
          from,
        }),
      )
    },
  }
}

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'] as const

function settingsForm(turn: Turn, { settings }: KnownDigest, until = ''): Shown {
  const hours = Array.from({ length: 11 }, (_, index) => index + 7)
  return ask({
    id: 'digest-settings',
    title: 'When your digest comes',
    intro: `One message for all networks whose guardian angel you are, at your own time (${turn.zone}). Urgent flags come at once all the same.`,
    fields: [
      choice(
        'weeks',
        'How often?',
        [
          ['1', 'Every week'],
          ['2', 'Every two weeks'],
          ['0', 'Not at all'],
        ],
        { initial: String(settings.weeks) },
      ),
      choice(
        'day',
        'On which day?',
        days.map((name, index) => [String(index + 1), name]),
        { initial: String(settings.day) },
      ),
      choice(
        'hour',
        'From what time on?',
        hours.map((one) => [String(one), `${one}:00`]),
        { initial: String(settings.hour) },
      ),
      choice(
        'whenQuiet',
        'When there is nothing new?',
        [
          ['nothing', 'Send nothing'],
          ['one-line', 'Send a line for each network'],
        ],
        { initial: settings.whenQuiet },
      ),
      line('until', 'Pause until', most.date, {
        optional: true,
        hint: 'A day such as 12 January. Empty: no pause.',
        initial: until,
      }),
    ],
    submit: 'Save',
    values: {},
  })
}

function askSettings(turn: Turn, until = ''): AskDigest {
  return {
    kind: 'digest',
    shown: (digest) => (digest === undefined ? noAngel() : settingsForm(turn, digest, until)),
  }
}

function saveSettings(turn: Turn, fields: Values): AskDigest | Shown {
  const weeks = ([0, 1, 2] as const).find((one) => String(one) === fields.weeks)
  const day = ([1, 2, 3, 4, 5] as const).find((one) => String(one) === fields.day)
  const hour = Number(fields.hour)
  if (weeks === undefined) return mend({ weeks: 'Choose how often.' })
  if (day === undefined) return mend({ day: 'Choose a day.' })
  if (!Number.isInteger(hour) || hour < 7 || hour > 17) return mend({ hour: 'Choose a time.' })
  const words = read(fields, 'until')
  const pausedUntil = words === '' ? undefined : pauseEnd(turn, words)
  if (words !== '' && pausedUntil === undefined) return mend({ until: notADay(words) })
  const whenQuiet = fields.whenQuiet === 'one-line' ? 'one-line' : 'nothing'
  return change({ weeks, day, hour, whenQuiet, pausedUntil }, turn)
}

function notADay(words: string): string {
  return `I could not read “${words.slice(0, 60)}” as a day to come. Try it like 12 January.`
}

/** The beginning of that day; absent where it cannot be read or has passed. */
function pauseEnd({ now, zone }: Turn, words: string): Instant | undefined {
  const date = readDate(words, now, zone)
  if (date === undefined) return undefined
  const begins = Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds
  return begins > now ? begins : undefined
}

function change(settings: Partial<DigestSettings>, turn: Turn): AskDigest {
  return {
    kind: 'digest',
    change: settings,
    shown(digest) {
      if (digest === undefined) return noAngel()
      return show(
        card(
          digest.next === undefined
            ? text(
                say`Your digest is off. Urgent flags and warnings still come; ${bold('digest')} shows it at any time.`,
              )
            : text(say`Saved. Your next digest comes on ${time(digest.next, turn.zone)}.`),
          buttons(button('Change it', 'digest-settings', {})),
        ),
      )
    },
  }
}

function pause(turn: Turn, words: string): AskDigest {
  const until = words.replace(/^(until|till|to)\s+/i, '')
  const pausedUntil = until === '' ? undefined : pauseEnd(turn, until)
  return pausedUntil === undefined ? askSettings(turn, until) : change({ pausedUntil }, turn)
}

export const digestRoom: Room = {
  words: [
    {
      name: 'digest',
      help: 'for guardian angels: what is new in all your networks, worst first',
      needs: 'nothing',
      handle: (turn) => digestNow(turn, {}),
    },
    {
      name: 'pause digests',
      takes: '[until]',
      help: 'for guardian angels: when your digest comes, how often, and until when not',
      needs: 'nothing',
      handle: pause,
    },
  ],
  presses: {
    digest: { needs: 'nothing', handle: digestNow },
    'digest-settings': { needs: 'nothing', handle: (turn) => askSettings(turn) },
  },
  submits: { 'digest-settings': { needs: 'nothing', handle: saveSettings } },
}
