// Looks up the members of a conversation, and caches them for an hour.
import type { Profile } from '../../../src/chat/address.ts'
import { setBounded } from '../../shared/bounded-cache.ts'
import { platform } from '../render/action-ids.ts'
import type { Connector } from './connector-client.ts'

export interface MemberQuery {
  readonly serviceUrl: string
  readonly tenant: string
  /** The channel or chat, without a thread. */
  readonly conversation: string
  /** The person's id in Teams or in the directory. */
  readonly id: string
}

export interface Members {
  /** Asks Teams. Resolves to `undefined` if there is no such member, or Teams does not answer. */
  fetch(query: MemberQuery): Promise<Profile | undefined>
  /** As `fetch`, but from the cache if possible. */
  find(query: MemberQuery): Promise<Profile | undefined>
}

/** In milliseconds. */
const cacheTime = 3_600_000
const maxCached = 20_000

export function createMembers(connector: Connector, now: () => number): Members {
  const cache = new Map<string, { readonly profile: Profile; readonly until: number }>()

  async function fetch({ serviceUrl, tenant, conversation, id }: MemberQuery): Promise<Profile | undefined> {
    const result = await connector.member(serviceUrl, conversation, id)
    if (result.kind !== 'ok') return undefined
    const { aadObjectId, objectId, name } = result.body
    const user = aadObjectId ?? objectId
    if (typeof user !== 'string' || typeof name !== 'string') return undefined
    return { platform, workspace: tenant, user, name }
  }

  return {
    fetch,
    async find(query) {
      const key = `${query.tenant} ${query.conversation} ${query.id}`
      const cached = cache.get(key)
      if (cached && cached.until > now()) return cached.profile
      const profile = await fetch(query)
      if (profile) setBounded(cache, key, { profile, until: now() + cacheTime }, maxCached)
      return profile
    },
  }
}
