// The guardian angel's digest: shown at any time, and set to when it comes.
import type { Run } from '../../../chat/card.ts'
import type { Values } from '../../../chat/inbound.ts'
import type { Instant } from '../../../domain/core/ids.ts'
import { type DigestSettings, newsOfNetworks } from '../../../domain/guardian/digest.ts'
import { holds } from '../../../domain/membership/members.ts'
import {
  type DigestSchedule,
  type ImmediateAnswer,
  openForm,
  type ShowDigest,
  showCard,
  showErrors,
} from '../../answers.ts'
import { choiceField, fieldValue, lineField, maxLength } from '../../kit/form-fields.ts'
import { bold, button, buttons, card, rich, textBlock, timeRun } from '../../kit/markup.ts'
import { parseDate } from '../../kit/parse-date.ts'
import type { CommandModule } from '../../module.ts'
import type { Turn } from '../../turn.ts'
import { digestCard } from './digest-card.ts'

function noAngelCard(): ImmediateAnswer {
  return showCard(
    card(
      textBlock(
        rich`The digest is for guardian angels, and you aren’t one just now. What’s waiting for you in your networks is under Home.`,
      ),
      buttons(button('Home', 'home', {})),
    ),
  )
}

/** Shows all networks that the speaker watches over, as they stand now. */
function digestNow(turn: Turn, values: Values): ShowDigest {
  return {
    kind: 'digest',
    render(digest) {
      const watched = turn.networks.filter((network) => holds(network, turn.speaker.id, 'guardian-angel'))
      if (digest === undefined || watched.length === 0) return noAngelCard()
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

const frequencies = [
  ['1', 'Every week'],
  ['2', 'Every two weeks'],
  ['0', 'Not at all'],
] as const

const weekdays = [
  ['1', 'Monday'],
  ['2', 'Tuesday'],
  ['3', 'Wednesday'],
  ['4', 'Thursday'],
  ['5', 'Friday'],
] as const

/** A digest comes from one of these hours on, in the angel's own time. */
const earliestHour = 7
const latestHour = 17

const hours = Array.from({ length: latestHour - earliestHour + 1 }, (_, index) => {
  const hour = earliestHour + index
  return [String(hour), `${hour}:00`] as const
})

const quietOptions = [
  ['nothing', 'Send nothing'],
  ['one-line', 'Send a line for each network'],
] as const

function settingsForm(turn: Turn, { settings }: DigestSchedule, until: string): ImmediateAnswer {
  return openForm({
    id: 'digest-settings',
    title: 'When your digest comes',
    intro: `One message for all the networks you’re a guardian angel of, in your own time (${turn.zone}). Urgent flags still come at once.`,
    fields: [
      choiceField('weeks', 'How often?', frequencies, { initial: String(settings.weeks) }),
      choiceField('day', 'On which day?', weekdays, { initial: String(settings.day) }),
      choiceField('hour', 'From what time?', hours, { initial: String(settings.hour) }),
      choiceField('whenQuiet', 'When there is nothing new?', quietOptions, { initial: settings.whenQuiet }),
      lineField('until', 'Pause until', maxLength.date, {
        optional: true,
        hint: 'A day such as 12 January. Leave it empty for no pause.',
        initial: until,
      }),
    ],
    submit: 'Save',
    values: {},
    errors: until === '' ? undefined : { until: pauseError(until) },
  })
}

/** Opens the form; `until` is what was typed for the end of a pause. */
function openSettings(turn: Turn, until = ''): ShowDigest {
  return {
    kind: 'digest',
    render(digest) {
      if (digest === undefined) return noAngelCard()
      return settingsForm(turn, digest, until)
    },
  }
}

function submitSettings(turn: Turn, fields: Values): ShowDigest | ImmediateAnswer {
  const weeks = ([0, 1, 2] as const).find((one) => String(one) === fields.weeks)
  const day = ([1, 2, 3, 4, 5] as const).find((one) => String(one) === fields.day)
  const hour = Number(fields.hour)
  if (weeks === undefined) return showErrors({ weeks: 'Choose how often.' })
  if (day === undefined) return showErrors({ day: 'Choose a day.' })
  if (!Number.isInteger(hour) || hour < earliestHour || hour > latestHour)
    return showErrors({ hour: 'Choose a time.' })
  const untilText = fieldValue(fields, 'until')
  const pausedUntil = parsePauseEnd(turn, untilText)
  if (untilText !== '' && pausedUntil === undefined) return showErrors({ until: pauseError(untilText) })
  const whenQuiet = fields.whenQuiet === 'one-line' ? 'one-line' : 'nothing'
  // An empty field ends a pause, so that the setting is overwritten with `undefined`.
  return saveSettings(turn, { weeks, day, hour, whenQuiet, pausedUntil })
}

function pauseError(text: string): string {
  return `I couldn’t read “${text.slice(0, 60)}” as a day to come. Try something like 12 January.`
}

/** The beginning of that day in the speaker's zone. Returns `undefined` when it cannot be read or has passed. */
function parsePauseEnd({ now, zone }: Turn, text: string): Instant | undefined {
  const date = parseDate(text, now, zone)
  if (date === undefined) return undefined
  const begins = Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds
  if (begins <= now) return undefined
  return begins
}

function saveSettings(turn: Turn, change: Partial<DigestSettings>): ShowDigest {
  return {
    kind: 'digest',
    change,
    render(digest) {
      if (digest === undefined) return noAngelCard()
      return showCard(
        card(textBlock(scheduleText(turn, digest)), buttons(button('Change it', 'digest-settings', {}))),
      )
    },
  }
}

function scheduleText({ zone }: Turn, { next }: DigestSchedule): readonly Run[] {
  if (next === undefined)
    return rich`Your digest is off. Urgent flags and warnings still come, and ${bold('digest')} shows it at any time.`
  return rich`Saved. Your next digest will come on ${timeRun(next, zone)}.`
}

/** Pauses the digest until a day that the words say; opens the form when they say none. */
function pauseByWords(turn: Turn, words: string): ShowDigest {
  const until = words.replace(/^(until|till?|to)\s+/i, '')
  const pausedUntil = parsePauseEnd(turn, until)
  if (pausedUntil === undefined) return openSettings(turn, until)
  return saveSettings(turn, { pausedUntil })
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
      help: 'for guardian angels: when and how often your digest comes, or a pause',
      needs: 'nothing',
      scope: 'all-networks',
      handle: pauseByWords,
    },
  ],
  actions: {
    digest: { needs: 'nothing', scope: 'all-networks', handle: digestNow },
    'digest-settings': { needs: 'nothing', handle: (turn) => openSettings(turn) },
  },
  forms: { 'digest-settings': { needs: 'nothing', handle: submitSettings } },
}
