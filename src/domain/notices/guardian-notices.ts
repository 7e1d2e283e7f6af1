// The notices about asks, bends, calls, blockers, hard limits and going public.

import type { EventMetadata, Instant, PersonId } from '../core/ids.ts'
import type { EventOf } from '../events.ts'
import { angelsLeftFor } from '../guardian/asks.ts'
import type { GuardianEvent } from '../guardian/events.ts'
import { consentersFor } from '../guardian/moving.ts'
import type { Referral } from '../guardian/state.ts'
import { holders, holds } from '../membership/members.ts'
import type { Network } from '../state.ts'
import type { Notice, NoticeContent } from './notice.ts'
import { type NoticeContext, type NoticeRules, nobody, toHomes, toPerson } from './notice-rule.ts'

export const guardianNotices: NoticeRules<GuardianEvent['kind']> = {
  asked: nobody,
  'asks-put-to': ({ person, version, at }) => [referralMessage('asks', { person, message: version }, at)],
  'ask-taken': (entry, context) => askNotices(entry, 'taken', context),
  'ask-done': (entry, context) => askNotices(entry, 'done', context),
  'ask-passed': (entry, context) => askNotices(entry, 'passed', context),
  'ask-dropped': (entry, context) => askNotices(entry, 'dropped', context),
  'ask-taken-back': ({ ask, at }, { before }) =>
    referralUpdates('asks', before.asks.get(ask)?.referrals ?? [], at),

  'blocker-opened': nobody,
  'blocker-cleared': blockerClearedNotices,
  'blocker-taken-back': nobody,

  'limit-stated': (entry, context) => limitNotices(entry, 'stated', context),
  'limit-taken-back': (entry, context) =>
    limitNotices(entry, 'taken-back', context).map((notice) => ({ ...notice, updateOnly: true })),
  'limit-lifted': limitLiftedNotices,
  'limit-touched': nobody,
  'limit-settling-proposed': nobody,
  'limit-settled': nobody,

  'entrepreneurs-called': ({ call, by, at }, { after }) =>
    holders(after, 'public-entrepreneur')
      .filter((person) => person !== by)
      .map((person) => toPerson(person, { kind: 'called', call }, at)),

  'bend-noted': nobody,
  'bends-put-to': ({ person, version, at }) => [referralMessage('bends', { person, message: version }, at)],
  'bend-approved': bendNotices,
  'bend-declined': bendNotices,
  'bend-talk-first': bendNotices,
  'bend-taken-back': bendNotices,

  exposed: nobody,
  'exposure-settled': nobody,

  'going-public-proposed': nobody,
  'going-public-put-to': ({ proposal, person, at }) => [goingPublicMessage(proposal, person, at)],
  'went-public': ({ proposal, by, at }, { before }) => [
    ...goingPublicUpdates(before, proposal, at),
    toHomes({ kind: 'radar', public: true, by }, at),
  ],
  'not-yet-public': (entry, context) => [
    ...goingPublicUpdates(context.before, entry.proposal, entry.at),
    ...toEntrepreneurs({ kind: 'not-yet-public', proposal: entry.proposal }, entry, context),
  ],
  'going-public-taken-back': ({ proposal, at }, { before }) => goingPublicUpdates(before, proposal, at),
  'move-requested': ({ request, by = '', at }, { after }) =>
    consentersFor(after, by).map((person) => moveMessage(person, request, at)),
  'move-agreed': ({ request, at }, { after }) => [
    ...moveUpdates(after, request, at),
    ...toRequester(after, { kind: 'export', moving: request }, at),
  ],
  'move-declined': ({ request, at }, { after }) => [
    ...moveUpdates(after, request, at),
    ...toRequester(after, { kind: 'move-declined', request }, at),
  ],
  'went-under-the-radar': ({ by, at }) => [toHomes({ kind: 'radar', public: false, by }, at)],
}

type Addressee = Pick<Referral, 'person' | 'message'>

function referralMessage(kind: 'asks' | 'bends', { person, message }: Addressee, due: Instant): Notice {
  return { ...toPerson(person, { kind, message }, due), subject: `${kind}:${message}` }
}

/** Every message that put the matter to an angel shows what became of it. */
function referralUpdates(
  kind: 'asks' | 'bends',
  referrals: readonly Addressee[],
  due: Instant,
): readonly Notice[] {
  return referrals.map((referral) => ({
    ...referralMessage(kind, referral, due),
    about: { kind, message: referral.message, changed: true },
    updateOnly: true,
  }))
}

type AskAnswer = 'taken' | 'done' | 'passed' | 'dropped'

function askNotices(
  entry: EventMetadata & { readonly ask: string },
  answer: AskAnswer,
  context: NoticeContext,
): readonly Notice[] {
  const referrals = context.before.asks.get(entry.ask)?.referrals ?? []
  return [...referralUpdates('asks', referrals, entry.at), ...askAnswerNotices(entry, answer, context)]
}

/**
 * The person who asked hears that the ask is taken or done, or that no angel has it and none is left to take it. If that
 * person has gone, the entrepreneurs hear it instead.
 */
function askAnswerNotices(
  { ask: id, at, by }: EventMetadata & { readonly ask: string },
  answer: AskAnswer,
  { after }: NoticeContext,
): readonly Notice[] {
  const ask = after.asks.get(id)
  if (ask === undefined) return []
  if ((answer === 'passed' || answer === 'dropped') && angelsLeftFor(after, ask).length > 0) return []
  const isThere = after.people.has(ask.by)
  // The entrepreneurs hear that the angel has gone anyway.
  if (answer === 'dropped' && (!isThere || holds(after, ask.by, 'public-entrepreneur'))) return []
  const about: NoticeContent = { kind: 'ask-answered', ask: id, as: answer }
  return personOrEntrepreneurs(after, ask.by)
    .filter((person) => person !== by)
    .map((person) => toPerson(person, about, at))
}

/** The person, or the entrepreneurs in place of one who has gone. */
function personOrEntrepreneurs(network: Network, person: PersonId): readonly PersonId[] {
  return network.people.has(person) ? [person] : holders(network, 'public-entrepreneur')
}

function bendNotices(
  { bend, at }: EventMetadata & { readonly bend: string },
  context: NoticeContext,
): readonly Notice[] {
  const referrals = context.before.bends.get(bend)?.referrals ?? []
  return [...referralUpdates('bends', referrals, at), ...bendAnswerNotices(bend, at, context)]
}

/** The person who noted the bend hears the decision; if they have gone, the entrepreneurs do. */
function bendAnswerNotices(id: string, at: Instant, { after }: NoticeContext): readonly Notice[] {
  const bend = after.bends.get(id)
  if (bend === undefined) return []
  const { state } = bend
  if (state.kind === 'waiting' || state.kind === 'taken-back') return []
  const about: NoticeContent = { kind: 'bend-answered', bend: id, as: state.kind }
  return personOrEntrepreneurs(after, bend.by)
    .filter((person) => person !== state.by)
    .map((person) => toPerson(person, about, at))
}

/**
 * The people who named the blocker or asked the angels to clear it hear what cleared it. The one who cleared it does not,
 * nor do those who hear that their ask is done.
 */
function blockerClearedNotices(
  { blocker, by, at }: EventMetadata & EventOf<'blocker-cleared'>,
  { after }: NoticeContext,
): readonly Notice[] {
  const asks = [...after.asks.values()].filter((ask) => ask.blocker === blocker)
  const hearByAsk = new Set(asks.filter(({ state }) => state.kind === 'done').map((ask) => ask.by))
  const takenBackNow = asks.filter(({ state }) => state.kind === 'taken-back' && state.at === at)
  const recipients = new Set([after.blockers.get(blocker)?.by, ...takenBackNow.map((ask) => ask.by)])
  const notices: Notice[] = []
  for (const person of recipients) {
    if (person === undefined || person === by || hearByAsk.has(person)) continue
    notices.push(toPerson(person, { kind: 'blocker-cleared', blocker }, at))
  }
  return notices
}

/** The entrepreneurs hear it, except the one who did it. */
function toEntrepreneurs(
  about: NoticeContent,
  { by, at }: EventMetadata,
  { after }: NoticeContext,
): readonly Notice[] {
  return holders(after, 'public-entrepreneur')
    .filter((person) => person !== by)
    .map((person) => toPerson(person, about, at))
}

/** One message says that it was stated, and is changed in place if that was taken back at once. */
function limitNotices(
  entry: EventMetadata & { readonly limit: string },
  as: 'stated' | 'taken-back',
  context: NoticeContext,
): readonly Notice[] {
  const { limit } = entry
  const subject = `limit:${limit}`
  return toEntrepreneurs({ kind: 'limit', limit, as }, entry, context).map((one) => ({ ...one, subject }))
}

/** The angel who stated the limit hears who lifted it and why, and so do the entrepreneurs. */
function limitLiftedNotices(
  entry: EventMetadata & EventOf<'limit-lifted'>,
  context: NoticeContext,
): readonly Notice[] {
  const { limit, by, at } = entry
  const { after } = context
  const about: NoticeContent = { kind: 'limit', limit, as: 'lifted' }
  const toldAnyway = toEntrepreneurs(about, entry, context)
  const author = after.limits.get(limit)?.by
  if (author === undefined || author === by || !after.people.has(author)) return toldAnyway
  if (holds(after, author, 'public-entrepreneur')) return toldAnyway
  return [...toldAnyway, toPerson(author, about, at)]
}

function goingPublicMessage(proposal: string, person: PersonId, due: Instant): Notice {
  return {
    ...toPerson(person, { kind: 'going-public', proposal }, due),
    subject: `going-public:${proposal}`,
  }
}

/** Every angel to whom the proposal was put reads what became of it. */
function goingPublicUpdates(before: Network, proposal: string, due: Instant): readonly Notice[] {
  const referrals = before.publicProposals.get(proposal)?.referrals ?? []
  return referrals.map(({ person }) => ({
    ...goingPublicMessage(proposal, person, due),
    about: { kind: 'going-public', proposal, changed: true },
    updateOnly: true,
  }))
}

function moveMessage(person: PersonId, request: string, due: Instant): Notice {
  return { ...toPerson(person, { kind: 'move', request }, due), subject: `move:${request}` }
}

/** Every angel who was asked reads what became of it. */
function moveUpdates(after: Network, request: string, due: Instant): readonly Notice[] {
  const requester = after.moveRequests.get(request)?.by ?? ''
  return consentersFor(after, requester).map((person) => ({
    ...moveMessage(person, request, due),
    about: { kind: 'move', request, changed: true },
    updateOnly: true,
  }))
}

function toRequester(
  after: Network,
  about: NoticeContent & { readonly kind: 'export' | 'move-declined' },
  due: Instant,
): readonly Notice[] {
  const request = about.kind === 'export' ? about.moving : about.request
  const requester = after.moveRequests.get(request ?? '')?.by
  return requester === undefined ? [] : [toPerson(requester, about, due)]
}
