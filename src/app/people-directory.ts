// The people whom a network speaks of, and the zone and locale in which each of them reads.
import { channelLocale } from '../conversation/kit/reader-locale.ts'
import type { Reader } from '../conversation/notice-access.ts'
import type { People, Person } from '../conversation/turn.ts'
import type { PersonId } from '../domain/core/ids.ts'
import type { Network } from '../domain/state.ts'
import type { Db } from '../store/connection/database.ts'
import { people } from '../store/people.ts'

export function peopleById(some: readonly Person[]): People {
  return new Map(some.map((person) => [person.id, person]))
}

/** Everyone whom these networks speak of (who is in them, was in them, or was asked), beside those `known` already. */
export async function peopleOf(
  db: Db,
  networks: readonly Network[],
  known: People = new Map(),
): Promise<People> {
  const others = new Set<PersonId>()
  for (const network of networks) for (const id of mentionedIn(network)) if (!known.has(id)) others.add(id)
  if (others.size === 0) return known
  return new Map([...known, ...peopleById(await people(db, [...others]))])
}

function* mentionedIn({ people: participants, roles, nominations }: Network): Generator<PersonId> {
  yield* participants.keys()
  for (const { person } of roles) yield person
  for (const { person } of nominations.values()) yield person
}

/** The zone and locale in which a file for this reader is written; a home has those of the network. */
export function localeOf(network: Network, known: People, reader: Reader) {
  const person = reader.kind === 'person' ? known.get(reader.person) : undefined
  return { zone: person?.zone ?? network.zone, locale: person?.locale ?? channelLocale }
}
