// Who hears of a flag, and when: first, again where nobody has seen an urgent one, and when it changes hands or is over.
import type { Instant, PersonId } from '../core/ids.ts'
import type { Severity } from '../core/terms.ts'
import { urgentHour, workingDaysLater, workingHour } from '../core/time.ts'
import type { JournalEntry, NetworkEvent } from '../events.ts'
import { flagIdOf, flagKey } from '../flags/flag-key.ts'
import { openManualFlags, recipientsOfManualFlag } from '../flags/manual-flags.ts'
import { activeFlags, flagsInMessage, recipientsOf, severityOf } from '../flags/rule-flags.ts'
import type { ActiveFlag, ManualFlag } from '../flags/state.ts'
import { holders } from '../membership/members.ts'
import type { Network } from '../state.ts'
import type { CalendarOf, Notice, NoticeContent } from './notice.ts'

/** An urgent flag that nobody has seen is told again after so many working days, and then to the entrepreneurs. */
const againAfter = 2
const unseenAfter = 4

type FlagFact = Extract<
  NetworkEvent,
  {
    kind:
      | 'flag-raised'
      | 'flag-cleared'
      | 'flag-raised-by-hand'
      | 'flag-seen'
      | 'flag-cleared-by-hand'
      | 'flag-dismissed'
  }
>

export function flagNotices(
  before: Network,
  after: Network,
  entry: JournalEntry & FlagFact,
  calendarOf: CalendarOf,
): readonly Notice[] {
  switch (entry.kind) {
    case 'flag-raised':
      return recipientsOf(after, entry).flatMap((person) =>
        flagNotice(after, entry.at, person, entry.at, calendarOf),
      )
    case 'flag-raised-by-hand': {
      const raised = after.manualFlags.get(entry.flag)
      return raised === undefined
        ? []
        : recipientsOfManualFlag(after, raised).flatMap((person) =>
            raisedPings(after, raised, person, entry.at, calendarOf),
          )
    }
    case 'flag-cleared':
      return updateNotices(before, after, flagKey(entry), entry.at)
    case 'flag-seen':
    case 'flag-cleared-by-hand':
    case 'flag-dismissed':
      return updateNotices(before, after, entry.flag, entry.at)
  }
}

/** Who is told of flags from now on, since the angels or the entrepreneurs are others, hears of those nobody has seen. */
export function flagsForNewRecipients(
  before: Network,
  after: Network,
  now: Instant,
  calendarOf: CalendarOf,
): readonly Notice[] {
  if (before.roles === after.roles || after.closing !== undefined) return []
  const flags = activeFlags(after).filter(
    (flag) => before.flags.has(flagKey(flag)) && flag.acknowledged === undefined,
  )
  const raised = openManualFlags(after).filter(
    ({ id, acknowledged }) => before.manualFlags.has(id) && acknowledged === undefined,
  )
  return [
    ...flags.flatMap((flag) =>
      newIn(recipientsOf(before, flag), recipientsOf(after, flag)).flatMap((person) =>
        flagNotice(after, flag.since, person, now, calendarOf),
      ),
    ),
    ...raised.flatMap((flag) =>
      newIn(recipientsOfManualFlag(before, flag), recipientsOfManualFlag(after, flag)).flatMap((person) =>
        raisedPings(after, flag, person, now, calendarOf),
      ),
    ),
  ]
}

function newIn(before: readonly PersonId[], after: readonly PersonId[]): readonly PersonId[] {
  return after.filter((person) => !before.includes(person))
}

function direct(person: PersonId, about: NoticeContent, subject: string, due: Instant): Notice {
  return { to: { kind: 'person', person }, about, subject, due }
}

/** One message for the flags that were raised together; with an urgent one all come at its hour. */
function flagNotice(
  after: Network,
  since: Instant,
  person: PersonId,
  now: Instant,
  calendarOf: CalendarOf,
): readonly Notice[] {
  const together = flagsInMessage(after, since, person)
  if (together.length === 0) return []
  const severity = together.some((flag) => severityOf(flag) === 'urgent') ? 'urgent' : 'warning'
  const about = (as: 'again' | undefined): NoticeContent => ({ kind: 'flag', since, ...(as && { as }) })
  return [
    ...withReminder(person, `flags:${since}`, about, severity, now, calendarOf),
    ...(severity === 'urgent'
      ? escalation(
          after,
          holders(after, 'public-entrepreneur'),
          { kind: 'flag-unseen', since },
          `flags-unseen:${since}`,
          now,
          calendarOf,
        )
      : []),
  ]
}

/** A heads-up makes no noise. */
function raisedPings(
  after: Network,
  raised: ManualFlag,
  person: PersonId,
  now: Instant,
  calendarOf: CalendarOf,
): readonly Notice[] {
  const { id, severity } = raised
  if (severity === 'heads-up') return []
  const about = (as: 'again' | undefined): NoticeContent => ({ kind: 'raised', flag: id, ...(as && { as }) })
  return [
    ...withReminder(person, `raised:${id}`, about, severity, now, calendarOf),
    ...(severity === 'urgent'
      ? escalation(
          after,
          unacknowledgedRecipients(after, raised),
          { kind: 'raised-unseen', flag: id },
          `raised-unseen:${id}`,
          now,
          calendarOf,
        )
      : []),
  ]
}

/** Who learns that no angel has seen it: of one for the angels alone nobody but whoever raised it. */
export function unacknowledgedRecipients(
  network: Network,
  { privately, by }: ManualFlag,
): readonly PersonId[] {
  if (!privately) return holders(network, 'public-entrepreneur')
  return by === undefined ? [] : [by]
}

/** What is urgent comes again; whether somebody has seen it meanwhile is looked at when it leaves. */
function withReminder(
  person: PersonId,
  subject: string,
  about: (as: 'again' | undefined) => NoticeContent,
  severity: Severity,
  now: Instant,
  calendarOf: CalendarOf,
): readonly Notice[] {
  const calendar = calendarOf(person)
  if (severity !== 'urgent') return [direct(person, about(undefined), subject, workingHour(now, calendar))]
  const again = urgentHour(workingDaysLater(now, againAfter, calendar), calendar)
  return [
    direct(person, about(undefined), subject, urgentHour(now, calendar)),
    direct(person, about('again'), `${subject}:again`, again),
  ]
}

/** After four working days of each angel they learn that none has seen it. */
function escalation(
  after: Network,
  told: readonly PersonId[],
  about: NoticeContent,
  subject: string,
  now: Instant,
  calendarOf: CalendarOf,
): readonly Notice[] {
  const angels = holders(after, 'guardian-angel')
  if (angels.length === 0) return []
  const passed = Math.max(...angels.map((angel) => workingDaysLater(now, unseenAfter, calendarOf(angel))))
  return told
    .filter((person) => !angels.includes(person))
    .map((person) => direct(person, about, subject, workingHour(passed, calendarOf(person))))
}

/** Every message in which the flag stands shows what became of it. */
function updateNotices(before: Network, after: Network, name: string, due: Instant): readonly Notice[] {
  const raised = after.manualFlags.get(name)
  const flag = before.flags.get(name)
  if (raised !== undefined) return changesOfRaised(after, raised, due)
  return flag === undefined ? [] : changesOfRule(after, flag, due)
}

function changesOfRaised(after: Network, raised: ManualFlag, due: Instant): readonly Notice[] {
  const { id, severity } = raised
  return changesAt(
    severity,
    recipientsOfManualFlag(after, raised),
    unacknowledgedRecipients(after, raised),
    due,
    {
      told: { kind: 'raised', flag: id, as: 'changed' },
      subject: `raised:${id}`,
      unseen: { kind: 'raised-unseen', flag: id, as: 'changed' },
      unseenSubject: `raised-unseen:${id}`,
    },
  )
}

function changesOfRule(after: Network, { since, ...flag }: ActiveFlag, due: Instant): readonly Notice[] {
  const told: NoticeContent = after.flags.has(flagKey(flag))
    ? { kind: 'flag', since, as: 'changed' }
    : { kind: 'flag-over', ...flagIdOf(flag), since }
  return changesAt(severityOf(flag), recipientsOf(after, flag), holders(after, 'public-entrepreneur'), due, {
    told,
    subject: `flags:${since}`,
    unseen: { kind: 'flag-unseen', since, as: 'changed' },
    unseenSubject: `flags-unseen:${since}`,
  })
}

function changesAt(
  severity: Severity,
  told: readonly PersonId[],
  learnt: readonly PersonId[],
  due: Instant,
  about: Readonly<{ told: NoticeContent; subject: string; unseen: NoticeContent; unseenSubject: string }>,
): readonly Notice[] {
  const isUrgent = severity === 'urgent'
  const first = severity === 'heads-up' ? [] : told
  return [
    ...first.map((person) => direct(person, about.told, about.subject, due)),
    ...(isUrgent ? told : []).map((person) => direct(person, about.told, `${about.subject}:again`, due)),
    ...(isUrgent ? learnt : []).map((person) => direct(person, about.unseen, about.unseenSubject, due)),
  ].map((notice) => ({ ...notice, updateOnly: true }))
}
