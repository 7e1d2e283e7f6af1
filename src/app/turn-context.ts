// A turn of the conversation: who speaks, where, about which networks, and whom it means.
import { createHash, randomUUID } from 'node:crypto'
import type { Profile } from '../chat/address.ts'
import type { Inbound } from '../chat/inbound.ts'
import { isAboutAllNetworks, networkOf } from '../conversation/router.ts'
import type { Person, Turn } from '../conversation/turn.ts'
import type { NetworkId } from '../domain/core/ids.ts'
import { hasOpenNomination } from '../domain/membership/members.ts'
import { maySee } from '../domain/permissions.ts'
import { openRound } from '../domain/phases/reflection-rounds.ts'
import type { Network } from '../domain/state.ts'
import type { Db } from '../store/connection/database.ts'
import { meetPerson } from '../store/people.ts'
import { answersOf } from '../store/private-answers.ts'
import { agencyOf, networksAsking, networksIn, networksOf } from '../store/projections.ts'
import type { NetworkRepository } from './network-repository.ts'
import { peopleById, peopleOf } from './people-directory.ts'

export interface TurnContextOptions {
  readonly db: Db
  readonly networks: NetworkRepository
  readonly clock: { now(): number }
}

export function createTurnContext({ db, networks, clock }: TurnContextOptions) {
  async function turnOf(inbound: Inbound, speaker: Person): Promise<Turn> {
    const { place, from } = inbound
    const isForAll = isAboutAllNetworks(inbound)
    const ids = isForAll ? await networksOf(db, speaker.id) : await meantBy(inbound, speaker)
    const known = await Promise.all(ids.map((id) => networks.load(id)))
    const nominatingNetworks = isForAll ? await askingOf(speaker) : []
    const named = networkOf(inbound)
    const spokenOf = [
      ...known,
      ...nominatingNetworks,
      ...(named === undefined ? [] : [await networks.load(named)]),
    ]
    const mentionedPeople = await meantIn(inbound)
    const agency = known[0]?.people.get(speaker.id)?.agency
    const agencyGuess = agency ?? (await agencyOf(db, speaker.id)) ?? from.organisation
    return {
      now: clock.now(),
      speaker,
      zone: speaker.zone ?? 'UTC',
      place,
      agencyGuess,
      confirmInForm: inbound.kind === 'message' && inbound.confirmInForm === true,
      people: await peopleOf(db, spokenOf, peopleById([speaker, ...mentionedPeople.values()])),
      mentionedPeople,
      unavailableMentions: absentIn(inbound),
      nominatingNetworks,
      draftReflections: await reflected(spokenOf, speaker.id),
      networks: known.filter((network) => maySee(network, speaker.id)),
      newId: randomUUID,
      codeFrom,
      hashCode,
    }
  }

  async function askingOf({ id }: Person): Promise<readonly Network[]> {
    const asking = await Promise.all((await networksAsking(db, id)).map((one) => networks.load(one)))
    return asking.filter((network) => !maySee(network, id) && hasOpenNomination(network, id))
  }

  /** By round, what the speaker has answered so far to those that are open in these networks. */
  async function reflected(some: readonly Network[], person: string): Promise<Turn['draftReflections']> {
    const open = some.filter((network) => openRound(network) !== undefined).map(({ id }) => id)
    const answers = open.length === 0 ? [] : await answersOf(db, person, open)
    return new Map(
      answers.flatMap(({ round, answer }) => (typeof answer === 'string' ? [] : [[round, answer] as const])),
    )
  }

  /** The networks of this place that the speaker is in, or all of theirs. */
  async function meantBy(inbound: Inbound, speaker: Person): Promise<readonly NetworkId[]> {
    const { place } = inbound
    if (place.kind === 'direct') return networksOf(db, speaker.id)
    const here = await networksIn(db, place, speaker.id)
    // A message can be handed in anywhere; what comes of it is for the network of who does it.
    const isHandedIn = inbound.kind === 'message' && inbound.confirmInForm
    return isHandedIn && here.length === 0 ? networksOf(db, speaker.id) : here
  }

  async function meantIn(inbound: Inbound): Promise<ReadonlyMap<string, Person>> {
    const present = profilesIn(inbound).filter(([, { absent }]) => absent === undefined)
    if (present.length === 0) return new Map()
    return new Map(
      await Promise.all(
        present.map(async ([key, profile]) => [key, await meetPerson(db, profile, randomUUID())] as const),
      ),
    )
  }

  return turnOf
}

/** The accounts that were mentioned, by the mention; those that were picked in a form, by the field. */
function profilesIn(inbound: Inbound): readonly (readonly [string, Profile])[] {
  if (inbound.kind === 'message')
    return inbound.mentions.slice(0, 10).map(({ text, user }) => [text, user] as const)
  return inbound.kind === 'form-submission' ? Object.entries(inbound.people) : []
}

function absentIn(inbound: Inbound): Turn['unavailableMentions'] {
  return new Map(
    profilesIn(inbound).flatMap(([key, { absent }]) =>
      absent === undefined ? [] : [[key, absent] as const],
    ),
  )
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
