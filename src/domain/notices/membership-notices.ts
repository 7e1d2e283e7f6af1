// The notices about homes, people, roles, settings, and the closing of a network.

import { sameAgency } from '../core/agencies.ts'
import type { EventMetadata, Instant, PersonId } from '../core/ids.ts'
import type { Home, Role } from '../core/terms.ts'
import type { EventOf } from '../events.ts'
import { flagsInMessage } from '../flags/rule-flags.ts'
import { isLooseningGuarded, looseningIn } from '../meetings/loosening.ts'
import type { MembershipEvent } from '../membership/events.ts'
import { holders, holds, members, riskRecipients } from '../membership/members.ts'
import { askersOf } from '../membership/roles.ts'
import type { Network } from '../state.ts'
import { looseningUpdates } from './meeting-notices.ts'
import type { Notice, NoticeContent } from './notice.ts'
import { type NoticeContext, type NoticeRules, nobody, toHomes, toPerson } from './notice-rule.ts'

export const membershipNotices: NoticeRules<MembershipEvent['kind']> = {
  started: ({ home, at }) => (home === undefined ? [] : [welcome(home, at)]),
  'home-added': ({ home, at }) => [welcome(home, at)],
  'home-removed': nobody,
  'home-moved': nobody,
  'home-lost': ({ at }, { after }) =>
    holders(after, 'public-entrepreneur').map((person) => toPerson(person, { kind: 'home-lost' }, at)),
  invited: nobody,
  'invitation-revoked': nobody,
  'invitation-used'({ invitation, by, at }, { after }) {
    const inviter = after.invitations.get(invitation)?.by
    if (inviter === undefined || by === undefined || inviter === by) return []
    return [toPerson(inviter, { kind: 'invitation-used', invitation, person: by }, at)]
  },

  joined: nobody,
  left: (entry, context) => [
    ...departureNotices(entry, undefined, context),
    ...farewell(entry, undefined, context),
  ],
  'role-given-up': (entry, context) => [
    ...departureNotices(entry, entry.role, context),
    ...farewell(entry, entry.role, context),
  ],
  'member-removed': removalNotices,
  'agency-changed'({ from, agency, by, at }, { after }) {
    if (by === undefined || sameAgency(from, agency)) return []
    const about = { kind: 'agency-changed', person: by, from, agency } as const
    return agencyMessages(after, about, at)
  },
  'agency-change-undone'({ agency, by = '', at }, { before, after }) {
    const { former, agency: from = '' } = before.people.get(by) ?? {}
    if (former === undefined || sameAgency(from, agency)) return []
    const about = { kind: 'agency-changed', person: by, from, agency, undone: true } as const
    return agencyMessages(after, about, former.until).map((one) => ({ ...one, due: at, updateOnly: true }))
  },
  'agencies-merged'({ from, into, by, at }, { before, after }) {
    const renamed = members(before).filter(({ agency }) => sameAgency(agency, from))
    const recipients = new Set([...renamed.map(({ id }) => id), ...holders(after, 'public-entrepreneur')])
    return toPersons(without(recipients, by), { kind: 'agencies-merged', from, into, by }, at)
  },
  'person-unreached'({ person, why, at }, { after }) {
    const recipients = new Set([...holders(after, 'public-entrepreneur'), ...askersOf(after, person)])
    return [...recipients]
      .filter((one) => one !== person && !hearsByFlag(after, at, one))
      .map((one) => toPerson(one, { kind: 'unreached', person, why }, at))
  },
  'person-linked': nobody,
  'person-unlinked': nobody,

  nominated: ({ nomination, at }, { after }) => nominationCard(after, nomination, at),
  'nomination-withdrawn': ({ nomination, at }, { after }) => nominationUpdate(after, nomination, at),
  'nomination-accepted': nominationAnswered,
  'nomination-declined': nominationAnswered,

  'settings-changed': settingsNotices,
  'settings-change-undone': settingsUndoneNotices,
  closed: ({ at }, { after }) => [
    toHomes({ kind: 'closed' }, at),
    toHomes({ kind: 'story', because: 'closed' }, at),
    ...[...after.people.keys()].map((person) => toPerson(person, { kind: 'story', because: 'closed' }, at)),
  ],
  reopened: ({ at, by }, { after }) => toHomesAndAngels(after, { kind: 'reopened', by }, { at, by }),
}

/** The messages to the entrepreneurs about the change that was made at this instant. */
function agencyMessages(
  after: Network,
  about: NoticeContent & { readonly kind: 'agency-changed' },
  at: Instant,
): readonly Notice[] {
  const { person } = about
  const entrepreneurs = without(holders(after, 'public-entrepreneur'), person)
  const recipients = entrepreneurs.length > 0 ? entrepreneurs : without(riskRecipients(after), person)
  return toPersons(recipients, about, at).map((one) => ({ ...one, subject: `agency:${person}:${at}` }))
}

function welcome(home: Home, due: Instant): Notice {
  return { to: { kind: 'home', home }, about: { kind: 'welcome' }, due }
}

/**
 * The entrepreneurs hear that somebody left or gave up a role. A closed network raises no flags: there the angels hear
 * it when no entrepreneur is left. Leaving and giving up roles at once is one message, and a flag about it replaces it.
 */
function departureNotices(
  { by: person, at }: EventMetadata,
  role: Role | undefined,
  { before, after }: NoticeContext,
): readonly Notice[] {
  if (person === undefined) return []
  const entrepreneurs = holders(after, 'public-entrepreneur')
  const wasLast = entrepreneurs.length === 0 && holders(before, 'public-entrepreneur').length > 0
  const recipients = wasLast && after.closing !== undefined ? holders(after, 'guardian-angel') : entrepreneurs
  const about: NoticeContent = { kind: 'gone', person, role }
  return recipients
    .filter((one) => one !== person && !hearsByFlag(after, at, one))
    .map((one) => ({ ...toPerson(one, about, at), subject: `gone:${person}:${at}` }))
}

/** The homes read that a public entrepreneur goes, since it was they who pulled the people there together. */
function farewell(
  { by: person, at }: EventMetadata,
  role: Role | undefined,
  { before, after }: NoticeContext,
): readonly Notice[] {
  if (person === undefined || after.closing !== undefined) return []
  const goes =
    role === undefined ? holds(before, person, 'public-entrepreneur') : role === 'public-entrepreneur'
  return goes ? [toHomes({ kind: 'farewell', person, role }, at)] : []
}

/** The removed person, the angels and the other entrepreneurs hear it, with the word that was given. */
function removalNotices(
  { person, why, by, at }: EventMetadata & EventOf<'member-removed'>,
  { after }: NoticeContext,
): readonly Notice[] {
  const others = new Set([...holders(after, 'guardian-angel'), ...holders(after, 'public-entrepreneur')])
  return toPersons([person, ...without(others, by)], { kind: 'removed', person, why, by }, at)
}

function without(persons: Iterable<PersonId>, person: PersonId | undefined): readonly PersonId[] {
  return [...persons].filter((one) => one !== person)
}

function toPersons(persons: readonly PersonId[], about: NoticeContent, due: Instant): readonly Notice[] {
  return persons.map((person) => toPerson(person, about, due))
}

/** Whether a flag raised at the same time tells the person more about it. */
function hearsByFlag(after: Network, at: Instant, person: PersonId): boolean {
  return flagsInMessage(after, at, person).some(({ flag }) => flag === 'key-person-gone')
}

function nominationCard(after: Network, nomination: string, due: Instant): readonly Notice[] {
  const person = after.nominations.get(nomination)?.person
  if (person === undefined) return []
  const notice = toPerson(person, { kind: 'nomination', nomination, first: true }, due)
  return [{ ...notice, subject: `nomination:${nomination}` }]
}

/** The message that asks shows what became of it. */
function nominationUpdate(after: Network, nomination: string, due: Instant): readonly Notice[] {
  return nominationCard(after, nomination, due).map((notice) => ({
    ...notice,
    about: { kind: 'nomination', nomination },
    updateOnly: true,
  }))
}

function nominationAnswered(
  { nomination, at }: EventMetadata & EventOf<'nomination-accepted' | 'nomination-declined'>,
  { after }: NoticeContext,
): readonly Notice[] {
  const card = nominationUpdate(after, nomination, at)
  const nominator = after.nominations.get(nomination)?.by
  if (nominator === undefined) return card
  return [...card, toPerson(nominator, { kind: 'nomination-answered', nomination }, at)]
}

/**
 * The settings of the six-meeting rule concern everybody; nobody hears of the others. The angels hear too when the rule
 * is loosened near its limit.
 */
function settingsNotices(
  { settings, before: former, proposal, at, by }: EventMetadata & EventOf<'settings-changed'>,
  { before, after }: NoticeContext,
): readonly Notice[] {
  const changed = (['rule', 'limit', 'weeks'] as const).filter((name) => settings[name] !== undefined)
  if (changed.length === 0) return []
  const about: NoticeContent = { kind: 'settings', changed, by, now: settings, before: former, proposal }
  const updates = proposal === undefined ? [] : looseningUpdates(after, proposal, at)
  const isLoosened = isLooseningGuarded(before) && Object.keys(looseningIn(before, settings)).length > 0
  const angels = isLoosened ? holders(after, 'guardian-angel').filter((person) => person !== by) : []
  const posts = [toHomes(about, at), ...angels.map((person) => toPerson(person, about, at))]
  return [...updates, ...posts.map((one) => ({ ...one, subject: `settings:${at}` }))]
}

/** What was read of the change says so in place. */
function settingsUndoneNotices(
  { settings, by, at }: EventMetadata & EventOf<'settings-change-undone'>,
  { before, after }: NoticeContext,
): readonly Notice[] {
  const changed = (['rule', 'limit', 'weeks'] as const).filter((name) => settings[name] !== undefined)
  if (changed.length === 0) return []
  const about: NoticeContent = { kind: 'settings', changed, by, undone: true }
  return toHomesAndAngels(after, about, { at, by }).map((one) => ({
    ...one,
    subject: `settings:${before.settingsChange?.at}`,
    updateOnly: true,
  }))
}

/** An angel need not be in any home. */
function toHomesAndAngels(
  after: Network,
  about: NoticeContent,
  { at, by }: Pick<EventMetadata, 'at' | 'by'>,
): readonly Notice[] {
  const angels = holders(after, 'guardian-angel').filter((person) => person !== by)
  return [toHomes(about, at), ...angels.map((person) => toPerson(person, about, at))]
}
