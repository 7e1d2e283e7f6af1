// The script of the tour: the first eight weeks of a network, from its start until it stops and moves again.

import { calendarZone } from '../chat/seed-data.ts'
import { meetingDay, tourStart } from './meeting-day.ts'
import { playingTime, type TourStep } from './steps.ts'

const aroha = { as: 'aroha-ngata', in: 'south-side-youth' } as const
const tom = { as: 'tom-henare', in: 'south-side-whanau' } as const
const priya = { as: 'priya-raman', in: 'direct' } as const
const margaret = { as: 'margaret-oldham', in: 'direct' } as const

/** A meeting to which two people come and bring nothing. Its check-in closes a day later. */
const emptyMeeting: readonly TourStep[] = [
  { ...aroha, waitFor: 'I was there' },
  { ...aroha, press: 'I was there' },
  { ...tom, press: 'I was there' },
  { clock: 'P1D' },
]

/** The script for a tour that is asked for at `now`. */
export function tourScript(now: number): readonly TourStep[] {
  const begins = tourStart(now, calendarZone)
  return [...start(now, begins), ...support(begins), ...emptyMeetings, ...stop, ...movingAgain]
}

/** Moves the clock on where the weeks ahead have holidays in them. */
function untilStart(now: number, begins: number): readonly TourStep[] {
  if (begins === now) return []
  const [from, to] = [now, begins].map((at) =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(calendarZone),
  )
  if (from === undefined || to === undefined) return []
  return [{ clock: from.until(to, { largestUnit: 'days' }).toString() }]
}

/** Aroha starts a network, and two people join it. */
const start = (now: number, begins: number): readonly TourStep[] => [
  {
    caption:
      'A school clinic is closing in a week. Aroha, in youth health, can’t go on as before, so she starts a network.',
  },
  ...untilStart(now, begins),
  { ...aroha, say: 'start South Side Youth' },
  {
    as: aroha.as,
    fill: {
      moment: 'The school clinic closed within a week, and forty young people had nowhere to go.',
      outcome: 'Young people on the South Side have one door to knock on, whoever runs it.',
    },
  },
  { caption: 'No agency can do this alone. A code brings in the council, in its own workspace and channel.' },
  { ...aroha, press: 'Invite somebody' },
  { ...tom, say: 'join {code}' },
  { as: tom.as, fill: {} },
  { ...aroha, press: 'Another code' },
  { ...priya, say: 'join {code}' },
  { as: priya.as, fill: {} },
]

/** Margaret becomes the guardian angel, and the meetings are planned. */
function support(now: number): readonly TourStep[] {
  return [
    {
      caption:
        'Somebody higher up should know about it and protect it. Margaret has no part in the network until she accepts.',
    },
    { ...aroha, say: 'angel @Margaret Oldham' },
    { ...margaret, waitFor: 'Accept' },
    { ...margaret, press: 'Accept' },
    { as: margaret.as, fill: {} },
    { ...aroha, say: `meet every ${meetingDay(now, calendarZone)} 10:00 for an hour` },
  ]
}

/** Five meetings at which nobody puts anything on the table. */
const emptyMeetings: readonly TourStep[] = [
  {
    caption: 'They meet. At the end both channels get the same check-in, which asks what’s on the table.',
  },
  { ...aroha, waitFor: 'I was there' },
  { ...aroha, press: 'I was there' },
  { ...tom, press: 'I was there' },
  { ...tom, press: 'Nothing this time' },
  { clock: 'P1D' },
  {
    caption:
      'The first meeting counts. Everybody was busy, and nobody brought anything. Two more meetings like that follow.',
  },
  ...emptyMeeting,
  ...emptyMeeting,
  { caption: 'After the fourth comes a nudge: there are two meetings left to put something on the table.' },
  ...emptyMeeting,
  { caption: 'After the fifth, their guardian angel gets a warning in a direct message.' },
  ...emptyMeeting,
  { ...margaret, waitFor: 'Show the network' },
]

/** After the sixth such meeting the network stops, and its angel learns of it. */
const stop: readonly TourStep[] = [
  { caption: 'After the sixth it stops: dead in the water, said out loud, with three ways on.' },
  ...emptyMeeting,
  { ...tom, waitFor: 'Close well' },
  { caption: 'A seventh meeting is refused, and the refusal says why.' },
  { ...tom, say: 'meet Thu 2pm for an hour' },
  { caption: 'Margaret is told at once. She alone could extend it, once. She makes a call instead.' },
  { ...margaret, waitFor: 'Extend by one meeting' },
]

/** Money is put on the table, and the network goes on. */
const movingAgain: readonly TourStep[] = [
  { caption: 'The council finds some money that every agency can use.' },
  { ...tom, press: 'Put something on the table' },
  {
    as: tom.as,
    fill: { kind: 'money', what: 'for a youth worker', amount: '$20,000', terms: 'Flexible across agencies' },
  },
  {
    caption:
      'The network is moving again at once, and both channels are told. The next meeting has something to work with.',
  },
  { ...aroha, waitFor: 'Plan a meeting' },
  { ...aroha, waitFor: 'I was there' },
  { ...aroha, press: 'I was there' },
  { ...tom, press: 'I was there' },
  { clock: 'P1D' },
  { ...aroha, say: '/network' },
]

/** Roughly how many minutes the tour takes at pace 1. */
export const tourMinutes = Math.round(playingTime(tourScript(0)) / 60_000)
