// The shape of the rules that say who hears of an event, and what these rules share.

import type { EventMetadata, Instant, PersonId } from '../core/ids.ts'
import type { PrivateAnswer } from '../core/private-answers.ts'
import type { Calendar } from '../core/time.ts'
import type { EventOf, NetworkEvent } from '../events.ts'
import type { Network } from '../state.ts'
import type { Audience, CalendarOf, Notice, NoticeContent } from './notice.ts'

/** What the notices of an event depend on besides the event itself. */
export interface NoticeContext {
  /** The network before and after all events of one decision. */
  readonly before: Network
  readonly after: Network
  readonly calendarOf: CalendarOf
  /** The calendar of the channels. Without it they know no public holidays. */
  readonly networkCalendar?: Calendar
  /** The private answers that waited for the decision; they matter to rounds of reflection alone. */
  readonly answers?: readonly PrivateAnswer[]
}

/** For each kind of event, who hears of it. A kind of which nobody hears says so with `nobody`. */
export type NoticeRules<K extends NetworkEvent['kind']> = {
  readonly [kind in K]: (entry: EventMetadata & EventOf<kind>, context: NoticeContext) => readonly Notice[]
}

const none: readonly Notice[] = []

/** Nobody hears of the event by itself; cards that show it are up to date when somebody looks at them. */
export const nobody = (): readonly Notice[] => none

export const homes: Audience = { kind: 'homes' }

export function toHomes(about: NoticeContent, due: Instant): Notice {
  return { to: homes, about, due }
}

export function toPerson(person: PersonId, about: NoticeContent, due: Instant): Notice {
  return { to: { kind: 'person', person }, about, due }
}
