// The notices about flags: to whom they go, and when.
//
//            first message              if an angel has not acknowledged it    when it changes or is over
// heads-up   none                       nothing                                nothing
// warning    in working time            nothing                                the message is changed in place
// urgent     at once, but not at night  a reminder, then the entrepreneurs     every message is changed in place
//
// Warnings that one person raises by hand within minutes after one that was told come together in one more message.
// Flags that the rules raise at the same instant share one message, at the hour of the most urgent.

import type { Instant, PersonId } from '../core/ids.ts'
import type { FlagId, Severity } from '../core/terms.ts'
import { urgentHour, workingDaysLater, workingHour } from '../core/time.ts'
import type { FlagEvent } from '../flags/events.ts'
import { flagIdOf, flagKey } from '../flags/flag-key.ts'
import { openManualFlags, recipientsOfManualFlag, tellingTime } from '../flags/manual-flags.ts'
import { activeFlags, flagsInMessage, recipientsOf, severityOf } from '../flags/rule-flags.ts'
import type { ActiveFlag, ManualFlag } from '../flags/state.ts'
import { holders } from '../membership/members.ts'
import type { Network } from '../state.ts'
import type { Notice, NoticeContent } from './notice.ts'
import { type NoticeContext, type NoticeRules, nobody, toPerson } from './notice-rule.ts'

/** Working days until the reminder of an urgent flag that nobody has acknowledged, and until its escalation. */
const reminderAfter = 2
const escalationAfter = 4

export const flagNotices: NoticeRules<FlagEvent['kind']> = {
  'flag-raised': (entry, context) => (entry.again ? [] : raisedNotices(entry, context)),
  'flag-cleared': (entry, context) => updateNotices(flagKey(entry), entry.at, context),
  'risk-gone': nobody,
  'flag-raised-by-hand'({ flag, at }, context) {
    const raised = context.after.manualFlags.get(flag)
    if (raised === undefined) return []
    return recipientsOfManualFlag(context.after, raised).flatMap((person) =>
      manualFlagNotices(raised, { person, now: at }, context),
    )
  },
  'flag-taken-back': ({ flag, at }, context) => updateNotices(flag, at, context),
  'flag-reading-asked'({ flag, by: person = '', at }, { after, calendarOf }) {
    const raiser = after.manualFlags.get(flag)?.by
    if (raiser === undefined) return []
    const about: NoticeContent = { kind: 'flag-reading-asked', flag, person }
    return [toPerson(raiser, about, workingHour(at, calendarOf(raiser)))]
  },
  'flag-shown': ({ flag, person, at }, { calendarOf }) => [
    toPerson(person, { kind: 'raised', flag, as: 'changed' }, workingHour(at, calendarOf(person))),
  ],
  'flag-seen': ({ flag, at }, context) => updateNotices(flag, at, context),
  'flag-cleared-by-hand': ({ flag, at }, context) => updateNotices(flag, at, context),
  'flag-dismissed': ({ flag, at }, context) => updateNotices(flag, at, context),
}

function raisedNotices(entry: FlagId & { readonly at: Instant }, context: NoticeContext): readonly Notice[] {
  const { at } = entry
  return recipientsOf(context.after, entry).flatMap((person) =>
    ruleFlagNotices(at, { person, now: at }, context),
  )
}

/** After a change of angels or entrepreneurs, the new recipients get every flag that is not acknowledged yet. */
export function flagsForNewRecipients(context: NoticeContext, now: Instant): readonly Notice[] {
  const { before, after } = context
  if (before.roles === after.roles || after.closing !== undefined) return []
  const notices: Notice[] = []
  for (const flag of activeFlags(after)) {
    if (flag.acknowledged !== undefined || !before.flags.has(flagKey(flag))) continue
    const recipients = added(recipientsOf(before, flag), recipientsOf(after, flag))
    for (const person of recipients) notices.push(...ruleFlagNotices(flag.since, { person, now }, context))
  }
  for (const flag of openManualFlags(after).toReversed()) {
    if (flag.acknowledged !== undefined || !before.manualFlags.has(flag.id)) continue
    const recipients = added(recipientsOfManualFlag(before, flag), recipientsOfManualFlag(after, flag))
    for (const person of recipients) notices.push(...manualFlagNotices(flag, { person, now }, context))
  }
  return notices
}

function added(before: readonly PersonId[], after: readonly PersonId[]): readonly PersonId[] {
  return after.filter((person) => !before.includes(person))
}

/** A message and the subject by which it can be changed in place. */
interface Message {
  readonly subject: string
  readonly about: NoticeContent
}

/** The messages about one flag raised by hand, or about the flags that the rules raised at one instant. */
interface FlagMessages {
  readonly severity: Severity
  readonly first: Message
  readonly reminder: Message
  readonly escalation: Message
  readonly escalationRecipients: readonly PersonId[]
}

function ruleFlagMessages(network: Network, since: Instant, severity: Severity): FlagMessages {
  const subject = `flags:${since}`
  return {
    severity,
    first: { subject, about: { kind: 'flag', since } },
    reminder: { subject: `${subject}:again`, about: { kind: 'flag', since, as: 'again' } },
    escalation: { subject: `flags-unseen:${since}`, about: { kind: 'flag-unseen', since } },
    escalationRecipients: holders(network, 'public-entrepreneur'),
  }
}

function manualFlagMessages(network: Network, raised: ManualFlag): FlagMessages {
  const { id: flag, severity } = raised
  const subject = `raised:${flag}`
  const about = firstContent(raised)
  return {
    severity,
    first: { subject: `${about.kind}:${about.flag}`, about },
    reminder: { subject: `${subject}:again`, about: { kind: 'raised', flag, as: 'again' } },
    escalation: { subject: `raised-unseen:${flag}`, about: { kind: 'raised-unseen', flag } },
    escalationRecipients: unacknowledgedRecipients(network, raised),
  }
}

/** Only warnings are told together, so that reminder and escalation are about one flag. */
function firstContent({ id, toldAfter }: ManualFlag) {
  if (toldAfter === undefined) return { kind: 'raised', flag: id } as const
  return { kind: 'raised-together', flag: toldAfter } as const
}

/** The people who hear that no angel has acknowledged the flag. For a private flag, only the person who raised it. */
export function unacknowledgedRecipients(
  network: Network,
  { privately, by }: ManualFlag,
): readonly PersonId[] {
  if (!privately) return holders(network, 'public-entrepreneur')
  return by === undefined ? [] : [by]
}

/** A person who hears of a flag from `now` on. */
interface Recipient {
  readonly person: PersonId
  readonly now: Instant
}

function ruleFlagNotices(since: Instant, recipient: Recipient, context: NoticeContext): readonly Notice[] {
  const flags = flagsInMessage(context.after, since, recipient.person)
  if (flags.length === 0) return []
  const severity = flags.some((flag) => severityOf(flag) === 'urgent') ? 'urgent' : 'warning'
  return messagesTo(recipient, ruleFlagMessages(context.after, since, severity), context)
}

function manualFlagNotices(
  raised: ManualFlag,
  recipient: Recipient,
  context: NoticeContext,
): readonly Notice[] {
  if (raised.severity === 'heads-up') return []
  const { person } = recipient
  const now = Math.max(recipient.now, tellingTime(context.after, raised))
  return messagesTo({ person, now }, manualFlagMessages(context.after, raised), context)
}

/** Reminder and escalation are dropped when they are due if the flag has been acknowledged by then. */
function messagesTo(
  { person, now }: Recipient,
  messages: FlagMessages,
  context: NoticeContext,
): readonly Notice[] {
  const { first, reminder } = messages
  const calendar = context.calendarOf(person)
  if (messages.severity !== 'urgent') return [notice(person, first, workingHour(now, calendar))]
  const reminderDue = urgentHour(workingDaysLater(now, reminderAfter, calendar), calendar)
  return [
    notice(person, first, urgentHour(now, calendar)),
    notice(person, reminder, reminderDue),
    ...escalationNotices(messages, now, context),
  ]
}

/** The escalation comes when four working days of every angel have passed. */
function escalationNotices(
  { escalation, escalationRecipients }: FlagMessages,
  now: Instant,
  { after, calendarOf }: NoticeContext,
): readonly Notice[] {
  const angels = holders(after, 'guardian-angel')
  if (angels.length === 0) return []
  const passed = Math.max(...angels.map((angel) => workingDaysLater(now, escalationAfter, calendarOf(angel))))
  return escalationRecipients
    .filter((person) => !angels.includes(person))
    .map((person) => notice(person, escalation, workingHour(passed, calendarOf(person))))
}

/** Every message in which the flag stands shows what became of it. `name` is an id or a key, as in the events. */
function updateNotices(name: string, due: Instant, { before, after }: NoticeContext): readonly Notice[] {
  const raised = after.manualFlags.get(name)
  if (raised !== undefined) return manualFlagUpdates(after, raised, due)
  const flag = before.flags.get(name)
  return flag === undefined ? [] : ruleFlagUpdates(after, flag, due)
}

function manualFlagUpdates(after: Network, raised: ManualFlag, due: Instant): readonly Notice[] {
  const { id: flag } = raised
  return updatesOf(manualFlagMessages(after, raised), {
    recipients: recipientsOfManualFlag(after, raised),
    about: { ...firstContent(raised), as: 'changed' },
    aboutEscalation: { kind: 'raised-unseen', flag, as: 'changed' },
    due,
  })
}

function ruleFlagUpdates(after: Network, flag: ActiveFlag, due: Instant): readonly Notice[] {
  const { since } = flag
  const isUp = after.flags.has(flagKey(flag))
  const stillUp: NoticeContent = { kind: 'flag', since, as: 'changed' }
  const over: NoticeContent = { kind: 'flag-over', ...flagIdOf(flag), since }
  return updatesOf(ruleFlagMessages(after, since, severityOf(flag)), {
    recipients: recipientsOf(after, flag),
    about: isUp ? stillUp : over,
    aboutEscalation: { kind: 'flag-unseen', since, as: 'changed' },
    due,
  })
}

interface FlagUpdate {
  readonly recipients: readonly PersonId[]
  /** What the first message and its reminder say now. */
  readonly about: NoticeContent
  readonly aboutEscalation: NoticeContent
  readonly due: Instant
}

function updatesOf(
  { severity, first, reminder, escalation, escalationRecipients }: FlagMessages,
  { recipients, about, aboutEscalation, due }: FlagUpdate,
): readonly Notice[] {
  if (severity === 'heads-up') return []
  const update = (person: PersonId, { subject }: Message, content: NoticeContent): Notice => ({
    ...notice(person, { subject, about: content }, due),
    updateOnly: true,
  })
  const updates = recipients.map((person) => update(person, first, about))
  if (severity !== 'urgent') return updates
  for (const person of recipients) updates.push(update(person, reminder, about))
  for (const person of escalationRecipients) updates.push(update(person, escalation, aboutEscalation))
  return updates
}

function notice(person: PersonId, { subject, about }: Message, due: Instant): Notice {
  return { ...toPerson(person, about, due), subject }
}
