// What is put to angels, what they decide, and what stops or limits the network: who is told.

import type { Instant, PersonId } from '../core/ids.ts'
import { workingHour } from '../core/time.ts'
import type { JournalEntry, NetworkEvent } from '../events.ts'
import { angelsLeftFor } from '../guardian/asks.ts'
import type { Referral } from '../guardian/state.ts'
import { holders, holds } from '../membership/members.ts'
import type { Network } from '../state.ts'
import type { CalendarOf, Notice } from './notice.ts'

export function guardianNotices(
  before: Network,
  after: Network,
  entry: JournalEntry,
  calendarOf: CalendarOf,
): readonly Notice[] {
  const due = entry.at
  switch (entry.kind) {
    case 'asks-put-to':
      return [putMessage('asks', entry.version, entry.person, workingHour(due, calendarOf(entry.person)))]
    case 'ask-taken':
    case 'ask-done':
    case 'ask-passed':
    case 'ask-dropped':
    case 'ask-taken-back':
      return [
        ...putChanged('asks', before.asks.get(entry.ask)?.referrals ?? [], due),
        ...askAnswered(after, entry, calendarOf),
      ]
    case 'blocker-cleared':
      return blockerCleared(after, entry, calendarOf)
    case 'limit-stated':
      return limitNews(after, entry.limit, 'stated', entry, calendarOf)
    case 'limit-lifted':
      return limitNews(after, entry.limit, 'lifted', entry, calendarOf)
    case 'bends-put-to':
      return [putMessage('bends', entry.version, entry.person, workingHour(due, calendarOf(entry.person)))]
    case 'bend-approved':
    case 'bend-declined':
    case 'bend-talk-first':
    case 'bend-taken-back':
      return [
        ...putChanged('bends', before.bends.get(entry.bend)?.referrals ?? [], due),
        ...bendAnswered(after, entry.bend, due, calendarOf),
      ]
    case 'going-public-put-to': {
      const { person, proposal } = entry
      return [goingPublicMessage(proposal, person, workingHour(due, calendarOf(person)))]
    }
    case 'went-public':
      return [...proposalChanged(before, entry.proposal, due), radarLine(entry, true)]
    case 'not-yet-public':
      return [...proposalChanged(before, entry.proposal, due), ...notYet(after, entry, calendarOf)]
    case 'going-public-taken-back':
      return proposalChanged(before, entry.proposal, due)
    case 'went-under-the-radar':
      return [radarLine(entry, false)]
    default:
      return []
  }
}

function putMessage(kind: 'asks' | 'bends', message: number, person: PersonId, due: Instant): Notice {
  return { to: { kind: 'person', person }, about: { kind, message }, subject: `${kind}:${message}`, due }
}

/** Every message in which it stood before shows what became of it. */
function putChanged(kind: 'asks' | 'bends', puts: readonly Referral[], due: Instant): readonly Notice[] {
  return puts.map(({ message, person }) => ({
    ...putMessage(kind, message, person, due),
    about: { kind, message, changed: true },
    updateOnly: true,
  }))
}

/** Whoever noted it hears the decision; where they have gone, those who keep the network going. */
function bendAnswered(after: Network, bend: string, at: Instant, calendarOf: CalendarOf): readonly Notice[] {
  const { by, state } = after.bends.get(bend) ?? {}
  if (by === undefined || state === undefined) return []
  if (state.kind === 'waiting' || state.kind === 'taken-back') return []
  const { kind: as } = state
  const told = after.people.has(by) ? [by] : holders(after, 'public-entrepreneur')
  return told
    .filter((person) => person !== state.by)
    .map((person) => ({
      to: { kind: 'person', person },
      about: { kind: 'bend-answered', bend, as },
      due: workingHour(at, calendarOf(person)),
    }))
}

/** Whoever asked hears that it is taken or done, or that no angel is left who could take it or has it any more. */
function askAnswered(
  after: Network,
  { kind, at, by, ...fact }: JournalEntry & AskAnswer,
  calendarOf: CalendarOf,
) {
  const ask = after.asks.get(fact.ask)
  const as = answers[kind]
  if (ask === undefined || as === undefined) return []
  if ((as === 'passed' || as === 'dropped') && angelsLeftFor(after, ask).length > 0) return []
  // Those who keep the network going hear of it with the news that the angel has gone.
  const isThere = after.people.has(ask.by)
  if (as === 'dropped' && (!isThere || holds(after, ask.by, 'public-entrepreneur'))) return []
  // Where they have gone, those who keep the network going hear instead.
  const told = isThere ? [ask.by] : holders(after, 'public-entrepreneur')
  return told
    .filter((person) => person !== by)
    .map(
      (person): Notice => ({
        to: { kind: 'person', person },
        about: { kind: 'ask-answered', ask: ask.id, as },
        due: workingHour(at, calendarOf(person)),
      }),
    )
}

/** Whoever named it, or asked for it, hears what cleared it, unless they did it or hear of it as of an ask. */
function blockerCleared(
  after: Network,
  { blocker, by, at }: JournalEntry & Extract<NetworkEvent, { kind: 'blocker-cleared' }>,
  calendarOf: CalendarOf,
): readonly Notice[] {
  const asks = [...after.asks.values()].filter((ask) => ask.blocker === blocker)
  const hearAnyhow = new Set(asks.filter(({ state }) => state.kind === 'done').map((ask) => ask.by))
  const asked = asks.filter(({ state }) => state.kind === 'taken-back' && state.at === at)
  const told = new Set([after.blockers.get(blocker)?.by, ...asked.map((ask) => ask.by)])
  return [...told].flatMap((person): Notice[] => {
    if (person === undefined || person === by || hearAnyhow.has(person)) return []
    const due = workingHour(at, calendarOf(person))
    return [{ to: { kind: 'person', person }, about: { kind: 'blocker-cleared', blocker }, due }]
  })
}

/** Those who keep the network going hear what it must not cross. */
function limitNews(
  after: Network,
  limit: string,
  as: 'stated' | 'lifted',
  { at, by }: JournalEntry,
  calendarOf: CalendarOf,
): readonly Notice[] {
  return holders(after, 'public-entrepreneur')
    .filter((person) => person !== by)
    .map((person) => ({
      to: { kind: 'person', person },
      about: { kind: 'limit', limit, as },
      due: workingHour(at, calendarOf(person)),
    }))
}

function goingPublicMessage(proposal: string, person: PersonId, due: Instant): Notice {
  return {
    to: { kind: 'person', person },
    about: { kind: 'going-public', proposal },
    subject: `going-public:${proposal}`,
    due,
  }
}

/** Every angel to whom it was put reads what became of it. */
function proposalChanged(before: Network, proposal: string, due: Instant): readonly Notice[] {
  const puts = before.publicProposals.get(proposal)?.referrals ?? []
  return puts.map(({ person }) => ({
    ...goingPublicMessage(proposal, person, due),
    about: { kind: 'going-public', proposal, changed: true },
    updateOnly: true,
  }))
}

function radarLine({ at, by }: JournalEntry, isPublic: boolean): Notice {
  return {
    to: { kind: 'homes' },
    about: { kind: 'radar', public: isPublic, by },
    due: at,
  }
}

function notYet(
  after: Network,
  { proposal, at, by }: JournalEntry & Extract<NetworkEvent, { kind: 'not-yet-public' }>,
  calendarOf: CalendarOf,
): readonly Notice[] {
  return holders(after, 'public-entrepreneur')
    .filter((person) => person !== by)
    .map((person) => ({
      to: { kind: 'person', person },
      about: { kind: 'not-yet-public', proposal },
      due: workingHour(at, calendarOf(person)),
    }))
}

type AskAnswer = Extract<
  NetworkEvent,
  { kind: 'ask-taken' | 'ask-done' | 'ask-passed' | 'ask-dropped' | 'ask-taken-back' }
>

const answers: { readonly [kind in AskAnswer['kind']]: 'taken' | 'done' | 'passed' | 'dropped' | undefined } =
  {
    'ask-taken': 'taken',
    'ask-done': 'done',
    'ask-passed': 'passed',
    'ask-dropped': 'dropped',
    'ask-taken-back': undefined,
  }
