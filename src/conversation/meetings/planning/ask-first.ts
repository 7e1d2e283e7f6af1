// Shows a meeting to its author before others are told of it, where anything was assumed or is unusual.
import type { Values } from '../../../chat/inbound.ts'
import type { Refusal } from '../../../domain/decision.ts'
import { untimelyPlan } from '../../../domain/meetings/meetings.ts'
import type { ActionName } from '../../action-names.ts'
import { type Answer, type RunCommand, showCard } from '../../answers.ts'
import { bold, button, buttons, card, note, rich, textBlock } from '../../kit/markup.ts'
import type { MeetingTime } from '../../kit/parse-date.ts'
import type { NetworkTurn } from '../../turn.ts'
import { move, plan, record } from '../meeting-commands.ts'
import { meetForm, metForm, moveForm } from '../meeting-forms.ts'
import { type Doubtful, doubtsOfPlan, doubtsOfRecord } from './meeting-doubts.ts'
import { timeText } from './time-text.ts'

/** A time that was read, and the words it was read from. What is refused anyway is not asked about. */
export interface ReadTime extends Doubtful {
  readonly words: string
}

export function planOrAsk(turn: NetworkTurn, read: ReadTime, meeting: string): Answer {
  const doubts = reasonsToAsk(turn, doubtsOfPlan(turn, read))
  if (doubts.length === 0 || untimelyPlan(read.time.start, turn.now) !== undefined) {
    const retry: RunCommand['retry'] = (why, error) =>
      isAboutTime(why) ? meetForm(turn, { when: read.words, error }) : undefined
    return { ...plan(turn, read.time, meeting), retry }
  }
  const question = `Plan a meeting on ${timeText(turn, read.time)}?`
  return asked(turn, { question, doubts, yes: 'Plan it', action: 'plan-at', change: 'meet', read, meeting })
}

export function recordOrAsk(turn: NetworkTurn, read: ReadTime, meeting: string): Answer {
  const { start, minutes } = read.time
  const doubts = reasonsToAsk(turn, doubtsOfRecord(turn, read))
  const isRefused = start > turn.now || start + minutes * 60_000 <= turn.network.started
  if (doubts.length === 0 || isRefused) {
    const retry: RunCommand['retry'] = (why, error) =>
      isAboutTime(why) ? metForm(turn, { when: read.words, error }) : undefined
    return { ...record(turn, read.time, meeting), retry }
  }
  const question = `Record a meeting on ${timeText(turn, read.time)}?`
  return asked(turn, {
    question,
    doubts,
    yes: 'Record it',
    action: 'record-at',
    change: 'met',
    read,
    meeting,
  })
}

export function moveOrAsk(turn: NetworkTurn, read: ReadTime, meeting: string): Answer {
  const doubts = reasonsToAsk(turn, doubtsOfPlan(turn, { ...read, meeting }))
  if (doubts.length === 0 || untimelyPlan(read.time.start, turn.now) !== undefined) {
    const retry: RunCommand['retry'] = (why, error) =>
      isAboutTime(why) ? moveForm(turn, meeting, { when: read.words, error }) : undefined
    return { ...move(turn, meeting, read.time), retry }
  }
  const question = `Move the meeting to ${timeText(turn, read.time)}?`
  return asked(turn, { question, doubts, yes: 'Move it', action: 'move-at', change: 'move', read, meeting })
}

/** What was taken from a plain sentence is asked about, also where its time leaves no doubt. */
function reasonsToAsk({ confirmInForm }: NetworkTurn, doubts: readonly string[]): readonly string[] {
  return confirmInForm && doubts.length === 0 ? ['That’s how I understood you.'] : doubts
}

function isAboutTime({ kind }: Refusal): boolean {
  return ['in-the-past', 'in-the-future', 'too-far', 'before-the-start'].includes(kind)
}

interface Question {
  readonly question: string
  readonly doubts: readonly string[]
  /** The label of the button that goes on, and its action. */
  readonly yes: string
  readonly action: ActionName
  /** The action that opens the form, filled in with the words. */
  readonly change: ActionName
  readonly read: ReadTime
  readonly meeting: string
}

function asked(
  turn: NetworkTurn,
  { question, doubts, yes, action, change, read, meeting }: Question,
): Answer {
  const network = turn.network.id
  return showCard(
    card(
      textBlock(rich`${bold(question)}`),
      textBlock(rich`${doubts.join(' ')}`),
      note(rich`I haven’t told anyone else yet.`),
      buttons(
        button(yes, action, { network, meeting, ...valuesOfTime(read.time) }, 'primary'),
        button('Change it', change, { network, meeting, when: read.words }),
      ),
    ),
  )
}

/** A time as a button carries it. */
export function valuesOfTime({ start, minutes, repeat }: MeetingTime): Values {
  return { start: String(start), minutes: String(minutes), weeks: String(repeat?.weeks ?? 0) }
}

/** The time that a button carries. */
export function timeOfValues({ start, minutes, weeks }: Values): MeetingTime {
  const interval = Number(weeks) || 0
  return {
    start: Number(start) || 0,
    minutes: Number(minutes) || 60,
    repeat: interval > 0 ? { weeks: interval } : undefined,
  }
}
