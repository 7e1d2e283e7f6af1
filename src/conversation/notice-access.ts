// Who may read which notice. It is asked again at the moment of sending, since roles change while a notice waits.
import type { PersonId } from '../domain/core/ids.ts'
import type { Home } from '../domain/core/terms.ts'
import { flagsToldAfter, recipientsOfManualFlag } from '../domain/flags/manual-flags.ts'
import { mayTakeAll } from '../domain/guardian/moving.ts'
import { isHome } from '../domain/membership/homes.ts'
import { holds, riskRecipients } from '../domain/membership/members.ts'
import { askersOf } from '../domain/membership/roles.ts'
import { unacknowledgedRecipients } from '../domain/notices/flag-notices.ts'
import type { NoticeContent } from '../domain/notices/notice.ts'
import { maySee } from '../domain/permissions.ts'
import type { Network } from '../domain/state.ts'

export type Reader =
  | { readonly kind: 'home'; readonly home: Home }
  | { readonly kind: 'person'; readonly person: PersonId }

export type NoticeKind = NoticeContent['kind']
export type ContentOf<Kind extends NoticeKind> = NoticeContent & { readonly kind: Kind }

interface NoticeAccess<Kind extends NoticeKind> {
  /** A home of the network may read it, and so may everyone in that channel. */
  readonly homes: boolean
  readonly person: (network: Network, reader: PersonId, content: ContentOf<Kind>) => boolean
}

/** Nobody may read a notice of a kind that this version does not know. */
export function mayRead(network: Network, content: NoticeContent, reader: Reader): boolean {
  if (!Object.hasOwn(accessByKind, content.kind)) return false
  // TypeScript cannot see that the entry found by a kind takes content of that kind.
  const access = accessByKind[content.kind] as NoticeAccess<NoticeKind>
  if (reader.kind === 'home') return access.homes && isHome(network, reader.home)
  return access.person(network, reader.person, content)
}

const homesAndParticipants = { homes: true, person: maySee }
const participants = { homes: false, person: maySee }
const entrepreneurs = { homes: false, person: isEntrepreneur }
const angels = { homes: false, person: isAngel }

const entrepreneursAndAngels = {
  homes: false,
  person: (network: Network, reader: PersonId) => isEntrepreneur(network, reader) || isAngel(network, reader),
}

const accessByKind: { readonly [kind in NoticeKind]: NoticeAccess<kind> } = {
  welcome: homesAndParticipants,
  'home-lost': entrepreneurs,
  'home-unreached': entrepreneurs,
  unreached: { homes: false, person: mayReadUnreached },
  'invitation-used': participants,
  settings: homesAndParticipants,
  gone: entrepreneursAndAngels,
  nomination: {
    homes: false,
    person: (network, reader, { nomination }) => network.nominations.get(nomination)?.person === reader,
  },
  'nomination-answered': participants,
  farewell: { homes: true, person: maySee },
  // The one who was removed may see nothing else of the network any more.
  removed: {
    homes: false,
    person: (network, reader, { person }) =>
      reader === person
        ? network.roles.some((span) => span.person === reader)
        : isEntrepreneur(network, reader) || isAngel(network, reader),
  },
  'agency-changed': entrepreneursAndAngels,
  'agencies-merged': participants,

  meeting: homesAndParticipants,
  'meeting-changed': homesAndParticipants,
  reminder: homesAndParticipants,
  'check-in': homesAndParticipants,
  nudge: { homes: true, person: (network, reader) => riskRecipients(network).includes(reader) },
  stall: homesAndParticipants,
  'held-while-stopped': angels,
  'moving-again': homesAndParticipants,
  reframe: homesAndParticipants,
  loosening: homesAndParticipants,
  'loosening-declined': {
    homes: false,
    person: (network, reader, { proposal }) =>
      network.loosenings.get(proposal)?.by === reader && maySee(network, reader),
  },
  'resource-over': {
    homes: false,
    person: (network, reader, { resource }) =>
      isEntrepreneur(network, reader) ||
      (network.resources.get(resource)?.by === reader && maySee(network, reader)),
  },
  'table-changed': homesAndParticipants,
  closed: homesAndParticipants,
  reopened: homesAndParticipants,

  flag: participants,
  'flag-over': participants,
  'flag-unseen': entrepreneurs,
  /** Its card leaves the words out for an angel who may only know that there is one. */
  raised: { homes: false, person: mayReadManualFlag },
  'raised-together': {
    homes: false,
    person: (network, reader, { flag }) =>
      flagsToldAfter(network, flag).some((one) => mayReadManualFlag(network, reader, { flag: one.id })),
  },
  'flag-reading-asked': {
    homes: false,
    person: (network, reader, { flag }) =>
      network.manualFlags.get(flag)?.by === reader && maySee(network, reader),
  },
  'raised-unseen': { homes: false, person: mayReadUnacknowledgedManualFlag },

  called: entrepreneurs,
  asks: angels,
  'ask-answered': {
    homes: false,
    person: (network, reader, { ask }) => mayReadAnswer(network, reader, network.asks.get(ask)?.by),
  },
  'blocker-cleared': participants,
  limit: {
    homes: false,
    person: (network, reader, { limit }) => mayReadAnswer(network, reader, network.limits.get(limit)?.by),
  },
  bends: angels,
  'bend-answered': {
    homes: false,
    person: (network, reader, { bend }) => mayReadAnswer(network, reader, network.bends.get(bend)?.by),
  },
  'going-public': angels,
  'not-yet-public': entrepreneurs,
  radar: homesAndParticipants,

  phase: homesAndParticipants,
  outcome: homesAndParticipants,
  round: participants,
  'round-reminder': participants,
  'round-closed': homesAndParticipants,
  'kept-back': participants,

  story: homesAndParticipants,
  picture: participants,
  export: {
    homes: false,
    person: (network, reader, { moving }) =>
      maySee(network, reader) && (moving === undefined || mayTakeAll(network, reader, moving)),
  },
  move: angels,
  'move-declined': {
    homes: false,
    person: (network, reader, { request }) =>
      isEntrepreneur(network, reader) && network.moveRequests.get(request)?.by === reader,
  },
  unsure: entrepreneurs,
}

function isEntrepreneur(network: Network, reader: PersonId): boolean {
  return holds(network, reader, 'public-entrepreneur')
}

function isAngel(network: Network, reader: PersonId): boolean {
  return holds(network, reader, 'guardian-angel')
}

/** A person who has nominated the one that cannot be reached may read it too. */
function mayReadUnreached(network: Network, reader: PersonId, { person }: ContentOf<'unreached'>): boolean {
  const hasAsked = askersOf(network, person).includes(reader)
  return hasAsked ? maySee(network, reader) : isEntrepreneur(network, reader)
}

function mayReadManualFlag(
  network: Network,
  reader: PersonId,
  { flag }: Pick<ContentOf<'raised'>, 'flag'>,
): boolean {
  const raised = network.manualFlags.get(flag)
  if (raised === undefined || !maySee(network, reader)) return false
  return recipientsOfManualFlag(network, raised).includes(reader)
}

function mayReadUnacknowledgedManualFlag(
  network: Network,
  reader: PersonId,
  { flag }: ContentOf<'raised-unseen'>,
): boolean {
  const raised = network.manualFlags.get(flag)
  if (raised === undefined || !maySee(network, reader)) return false
  return unacknowledgedRecipients(network, raised).includes(reader)
}

/** `author` asked for it, noted it or stated it. The entrepreneurs stand in for a person who has gone. */
function mayReadAnswer(network: Network, reader: PersonId, author: PersonId | undefined): boolean {
  return (author === reader && maySee(network, reader)) || isEntrepreneur(network, reader)
}
