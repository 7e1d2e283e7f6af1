// User profiles: who somebody is, which workspace they belong to, their time zone, and their organisation's name.
import type { Profile, User } from '../../../src/chat/address.ts'
import { setBounded } from '../../shared/bounded-cache.ts'
import { isTimeZone } from '../../shared/locale.ts'
import { sentences } from '../messages.ts'
import { ownWorkspace, type TeamMembership } from '../receive/payload-source.ts'
import { platform } from '../render/action-ids.ts'
import type { Api } from '../send/web-api.ts'
import type { GuestRouting } from './guest-routing.ts'

export interface UserProfiles {
  /** Reads through that installation. `teamHint` is what the payload says, for when Slack refuses the profile. */
  profile(installation: string, user: string, teamHint?: TeamMembership): Promise<Profile>
  /** The user to whom an account of Slack belongs. */
  userOf(installation: string, account: Account): Promise<User>
  /** The profile of this user is read anew next time. */
  forget(installation: string, user: string): void
  forgetAll(): void
}

interface Account extends TeamMembership {
  readonly id: string
}

interface SlackUser extends TeamMembership {
  readonly real_name?: string
  readonly name?: string
  readonly tz?: string
  readonly locale?: string
  readonly is_bot?: boolean
  readonly deleted?: boolean
  readonly profile?: { readonly display_name?: string; readonly real_name?: string }
}

export interface UserProfilesOptions {
  readonly api: Api
  readonly now: () => number
  readonly guestRouting: GuestRouting
  /** The name of an installation's team. */
  readonly teamName: (workspace: string) => Promise<string | undefined>
}

/** In milliseconds. */
const cachedFor = 3_600_000
const maxCached = 20_000

export function createUserProfiles(options: UserProfilesOptions): UserProfiles {
  const { api, now, guestRouting, teamName } = options
  const cache = new Map<string, { readonly profile: Profile; readonly until: number }>()
  const keyOf = (installation: string, user: string) => `${installation} ${user}`

  async function userOf(installation: string, account: Account): Promise<User> {
    const workspace = await ownWorkspace(installation, account, guestRouting.isInstalled)
    return { platform, workspace, user: account.id }
  }

  async function fetchProfile(installation: string, id: string, teamHint: TeamMembership): Promise<Profile> {
    const result = await api.call(installation, 'users.info', { user: id, include_locale: true })
    if (result.kind !== 'ok') {
      const user = await userOf(installation, { ...teamHint, id })
      return { ...user, name: sentences.someone, isNameless: true }
    }
    const account = result.body.user as SlackUser
    const user = await userOf(installation, { ...teamHint, ...account, id })
    await guestRouting.rememberInstallation(user, installation)
    return profileOf(user, account, await teamName(user.workspace))
  }

  return {
    userOf,
    async profile(installation, user, teamHint = {}) {
      const key = keyOf(installation, user)
      const cached = cache.get(key)
      if (cached && cached.until > now()) return cached.profile
      const profile = await fetchProfile(installation, user, teamHint)
      if (profile.isNameless) return cached?.profile ?? profile
      setBounded(cache, key, { profile, until: now() + cachedFor }, maxCached)
      return profile
    },
    forgetAll: () => cache.clear(),
    forget: (installation, user) => void cache.delete(keyOf(installation, user)),
  }
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] }

function profileOf(user: User, account: SlackUser, organisation: string | undefined): Profile {
  const { tz, locale } = account
  const name = nameOf(account)
  const profile: Writable<Profile> = { ...user, name: name ?? sentences.someone }
  if (name === undefined) profile.isNameless = true
  const absent = absenceOf(user.user, account)
  if (absent !== undefined) profile.absent = absent
  if (isTimeZone(tz)) profile.zone = tz
  if (locale) profile.locale = locale
  if (organisation !== undefined) profile.organisation = organisation
  return profile
}

function nameOf({ real_name, name, profile }: SlackUser): string | undefined {
  return profile?.display_name || profile?.real_name || real_name || name || undefined
}

/** Slack does not count its own bot among the bots. */
function absenceOf(id: string, { is_bot, deleted }: SlackUser): Profile['absent'] {
  if (is_bot || id === 'USLACKBOT') return 'app'
  return deleted ? 'deactivated' : undefined
}
