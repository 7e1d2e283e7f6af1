// A turn of the conversation: who speaks, where, about which networks, and whom they mention.
import { createHash, randomUUID } from 'node:crypto'
import type { Profile } from '../../chat/address.ts'
import type { Inbound } from '../../chat/inbound.ts'
import { isAboutAllNetworks, networkOf } from '../../conversation/router.ts'
import type { Person, Turn } from '../../conversation/turn.ts'
import type { NetworkId, PersonId } from '../../domain/core/ids.ts'
import { wasNominated } from '../../domain/membership/members.ts'
import { maySee } from '../../domain/permissions.ts'
import { openRound } from '../../domain/phases/reflection-rounds.ts'
import type { Network } from '../../domain/state.ts'
import { meetPerson } from '../../store/people.ts'
import { answersOf } from '../../store/private-answers.ts'
import { agencyOf, networksAsking, networksIn, networksOf } from '../../store/projections.ts'
import type { AppContext } from '../app-context.ts'
import { peopleById, peopleOf } from '../people-directory.ts'

/** So many mentions of one message are looked up; further ones stay text. */
const maxMentions = 10

/** Gathers everything that the answer to an inbound may need. */
export async function turnOf(context: AppContext, inbound: Inbound, speaker: Person): Promise<Turn> {
  const { db, clock } = context
  const candidates = await networksMeant(context, inbound, speaker)
  const nominatingNetworks = await nominatingNetworksOf(context, inbound, speaker)
  const named = await namedNetworks(context, inbound)
  const allNetworks = [...candidates, ...nominatingNetworks, ...named]
  const mentionedPeople = await mentionedIn(context, inbound)
  const agency = candidates[0]?.people.get(speaker.id)?.agency
  return {
    now: clock.now(),
    speaker,
    zone: speaker.zone ?? 'UTC',
    place: inbound.place,
    agencyGuess: agency ?? (await agencyOf(db, speaker.id)) ?? inbound.from.organisation,
    confirmInForm: inbound.kind === 'message' && inbound.confirmInForm === true,
    people: await peopleOf(db, allNetworks, peopleById([speaker, ...mentionedPeople.values()])),
    mentionedPeople,
    unavailableMentions: unavailableIn(inbound),
    nominatingNetworks,
    draftReflections: await draftReflectionsOf(context, allNetworks, speaker.id),
    networks: candidates.filter((network) => maySee(network, speaker.id)),
    holidaysOf: () => () => false,
    newId: randomUUID,
    codeFrom,
    hashCode,
  }
}

async function networksMeant(
  context: AppContext,
  inbound: Inbound,
  speaker: Person,
): Promise<readonly Network[]> {
  const ids = await networkIdsMeant(context, inbound, speaker)
  return Promise.all(ids.map((id) => context.networks.load(id)))
}

/** The networks of this place that the speaker is in, or all of theirs. */
async function networkIdsMeant(
  { db }: AppContext,
  inbound: Inbound,
  speaker: Person,
): Promise<readonly NetworkId[]> {
  const { place } = inbound
  if (isAboutAllNetworks(inbound) || place.kind === 'direct') return networksOf(db, speaker.id)
  const here = await networksIn(db, place, speaker.id)
  // A message can be brought to the bot anywhere; what comes of it is for a network of the one who does so.
  const isBrought = inbound.kind === 'message' && inbound.confirmInForm
  return isBrought && here.length === 0 ? networksOf(db, speaker.id) : here
}

/** Those that ask the speaker to take a role and that they cannot see otherwise. */
async function nominatingNetworksOf(
  { db, networks }: AppContext,
  inbound: Inbound,
  { id }: Person,
): Promise<readonly Network[]> {
  if (!isAboutAllNetworks(inbound)) return []
  const asking = await Promise.all((await networksAsking(db, id)).map((one) => networks.load(one)))
  return asking.filter((network) => !maySee(network, id) && wasNominated(network, id))
}

async function namedNetworks({ networks }: AppContext, inbound: Inbound): Promise<readonly Network[]> {
  const id = networkOf(inbound)
  return id === undefined ? [] : [await networks.load(id)]
}

/** By round, what the person has answered so far to those that are open in these networks. */
async function draftReflectionsOf(
  { db }: AppContext,
  networks: readonly Network[],
  person: PersonId,
): Promise<Turn['draftReflections']> {
  const open = networks.filter((network) => openRound(network) !== undefined).map(({ id }) => id)
  if (open.length === 0) return new Map()
  const answers = await answersOf(db, person, open)
  return new Map(
    answers.flatMap(({ round, answer }) => (typeof answer === 'string' ? [] : [[round, answer] as const])),
  )
}

async function mentionedIn({ db }: AppContext, inbound: Inbound): Promise<ReadonlyMap<string, Person>> {
  const present = profilesIn(inbound).filter(([, { absent }]) => absent === undefined)
  if (present.length === 0) return new Map()
  const met = present.map(
    async ([key, profile]) => [key, await meetPerson(db, profile, randomUUID())] as const,
  )
  return new Map(await Promise.all(met))
}

/** The accounts that were mentioned, by the mention; those that were picked in a form, by the field. */
function profilesIn(inbound: Inbound): readonly (readonly [string, Profile])[] {
  switch (inbound.kind) {
    case 'message':
      return inbound.mentions.slice(0, maxMentions).map(({ text, user }) => [text, user] as const)
    case 'form-submission':
      return Object.entries(inbound.people)
    case 'button-press':
      return []
  }
}

function unavailableIn(inbound: Inbound): Turn['unavailableMentions'] {
  const unavailable = new Map<string, NonNullable<Profile['absent']>>()
  for (const [key, { absent }] of profilesIn(inbound)) if (absent !== undefined) unavailable.set(key, absent)
  return unavailable
}

/** 80 bits in letters and digits that are not mistaken for each other, in four groups. */
function codeFrom(seed: string): { code: string; codeHash: string } {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  const bytes = createHash('sha256').update(`code ${seed}`).digest().subarray(0, 16)
  const letters = [...bytes].map((byte) => alphabet[byte % 32]).join('')
  const code = letters.replace(/(.{4})(?=.)/g, '$1-')
  return { code, codeHash: hashCode(code) }
}

/** Codes are compared without their dashes and spaces, in capitals. */
function hashCode(code: string): string {
  return createHash('sha256').update(code.replace(/[\s-]/g, '').toUpperCase()).digest('hex')
}
