// The guardian angel's digest: asked for at any time, and how it is wanted.
import type { Values } from '../../chat/inbound.ts'
import type { Instant } from '../../domain/core/ids.ts'
import { type DigestSettings, newsOfNetworks } from '../../domain/guardian/digest.ts'
import { holds } from '../../domain/membership/members.ts'
import {
  type DigestSchedule,
  type ImmediateAnswer,
  openForm,
  type ShowDigest,
  showCard,
  showErrors,
} from '../answers.ts'
import { choiceField, fieldValue, lineField, maxLength } from '../kit/form-fields.ts'
import { bold, button, buttons, card, rich, textBlock, timeRun } from '../kit/markup.ts'
import { parseDate } from '../kit/parse-date.ts'
import type { CommandModule } from '../module.ts'
import type { Turn } from '../turn.ts'
import { digestCard } from './digest-card.ts'

const noAngel = (): ImmediateAnswer =>
  showCard(
    card(
      textBlock(
        rich`The digest is for guardian angels, and you are none just now. What waits for you in your networks is under Home.`,
      ),
      buttons(button('Home', 'home', {})),
    ),
  )

/** All networks that the speaker watches over, as they stand now. */
function digestNow(turn: Turn, values: Values): ShowDigest {
  return {
    kind: 'digest',
    render(digest) {
      const watched = turn.networks.filter((network) => holds(network, turn.speaker.id, 'guardian-angel'))
      if (digest === undefined || watched.length === 0) return noAngel()
      const since = Number(values.since ?? digest.last)
      const from = Number(values.from ?? 0)
      return showCard(
        digestCard(newsOfNetworks(watched, turn.speaker.id, since), {
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

function settingsForm(turn: Turn, { settings }: DigestSchedule, until = ''): ImmediateAnswer {
  const hours = Array.from({ length: 11 }, (_, index) => index + 7)
  return openForm({
    id: 'digest-settings',
    title: 'When your digest comes',
    intro: `One message for all networks whose guardian angel you are, at your own time (${turn.zone}). Urgent flags come at once all the same.`,
    fields: [
      choiceField(
        'weeks',
        'How often?',
        [
          ['1', 'Every week'],
          ['2', 'Every two weeks'],
          ['0', 'Not at all'],
        ],
        { initial: String(settings.weeks) },
      ),
      choiceField(
        'day',
        'On which day?',
        days.map((name, index) => [String(index + 1), name]),
        { initial: String(settings.day) },
      ),
      choiceField(
        'hour',
        'From what time on?',
        hours.map((one) => [String(one), `${one}:00`]),
        { initial: String(settings.hour) },
      ),
      choiceField(
        'whenQuiet',
        'When there is nothing new?',
        [
          ['nothing', 'Send nothing'],
          ['one-line', 'Send a line for each network'],
        ],
        { initial: settings.whenQuiet },
      ),
      lineField('until', 'Pause until', maxLength.date, {
        optional: true,
        hint: 'A day such as 12 January. Empty: no pause.',
        initial: until,
      }),
    ],
    submit: 'Save',
    values: {},
  })
}

function askSettings(turn: Turn, until = ''): ShowDigest {
  return {
    kind: 'digest',
    render: (digest) => (digest === undefined ? noAngel() : settingsForm(turn, digest, until)),
  }
}

function saveSettings(turn: Turn, fields: Values): ShowDigest | ImmediateAnswer {
  const weeks = ([0, 1, 2] as const).find((one) => String(one) === fields.weeks)
  const day = ([1, 2, 3, 4, 5] as const).find((one) => String(one) === fields.day)
  const hour = Number(fields.hour)
  if (weeks === undefined) return showErrors({ weeks: 'Choose how often.' })
  if (day === undefined) return showErrors({ day: 'Choose a day.' })
  if (!Number.isInteger(hour) || hour < 7 || hour > 17) return showErrors({ hour: 'Choose a time.' })
  const words = fieldValue(fields, 'until')
  const pausedUntil = words === '' ? undefined : pauseEnd(turn, words)
  if (words !== '' && pausedUntil === undefined) return showErrors({ until: notADay(words) })
  const whenQuiet = fields.whenQuiet === 'one-line' ? 'one-line' : 'nothing'
  return change({ weeks, day, hour, whenQuiet, pausedUntil }, turn)
}

function notADay(words: string): string {
  return `I could not read “${words.slice(0, 60)}” as a day to come. Try it like 12 January.`
}

/** The beginning of that day; absent where it cannot be read or has passed. */
function pauseEnd({ now, zone }: Turn, words: string): Instant | undefined {
  const date = parseDate(words, now, zone)
  if (date === undefined) return undefined
  const begins = Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds
  return begins > now ? begins : undefined
}

function change(settings: Partial<DigestSettings>, turn: Turn): ShowDigest {
  return {
    kind: 'digest',
    change: settings,
    render(digest) {
      if (digest === undefined) return noAngel()
      return showCard(
        card(
          digest.next === undefined
            ? textBlock(
                rich`Your digest is off. Urgent flags and warnings still come; ${bold('digest')} shows it at any time.`,
              )
            : textBlock(rich`Saved. Your next digest comes on ${timeRun(digest.next, turn.zone)}.`),
          buttons(button('Change it', 'digest-settings', {})),
        ),
      )
    },
  }
}

function pause(turn: Turn, words: string): ShowDigest {
  const until = words.replace(/^(until|till|to)\s+/i, '')
  const pausedUntil = until === '' ? undefined : pauseEnd(turn, until)
  return pausedUntil === undefined ? askSettings(turn, until) : change({ pausedUntil }, turn)
}

export const digestSettingsModule: CommandModule = {
  commands: [
    {
      name: 'digest',
      help: 'for guardian angels: what is new in all your networks, worst first',
      needs: 'nothing',
      scope: 'all-networks',
      handle: (turn) => digestNow(turn, {}),
    },
    {
      name: 'pause digests',
      takes: '[until]',
      help: 'for guardian angels: when your digest comes, how often, and until when not',
      needs: 'nothing',
      scope: 'all-networks',
      handle: pause,
    },
  ],
  actions: {
    digest: { needs: 'nothing', scope: 'all-networks', handle: digestNow },
    'digest-settings': { needs: 'nothing', handle: (turn) => askSettings(turn) },
  },
  forms: { 'digest-settings': { needs: 'nothing', handle: saveSettings } },
}
