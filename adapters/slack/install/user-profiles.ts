// Who somebody is, from Slack's profiles: whose own people they are of, name, time zone, and a guess at the agency.
import type { Profile, User } from '../../../src/chat/address.ts'
import { setBounded } from '../../shared/bounded-cache.ts'
import { isTimeZone } from '../../shared/locale.ts'
import { sentences } from '../messages.ts'
import { ownWorkspace, type TeamMembership } from '../receive/payload-source.ts'
import { platform } from '../render/action-ids.ts'
import type { Api } from '../send/web-api.ts'
import type { GuestRouting } from './guest-routing.ts'

export interface UserProfiles {
  /** Asked through that installation. `told` is what the payload tells, for where Slack tells nothing else. */
  profile(installation: string, user: string, told?: TeamMembership): Promise<Profile>
  /** Whom Slack means by what it tells of an account. */
  userOf(installation: string, account: TeamMembership & { readonly id: string }): Promise<User>
  /** What was known of this user is asked anew next time. */
  forget(installation: string, user: string): void
  forgetAll(): void
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
  readonly ways: GuestRouting
  /** The name of an installation's team. */
  readonly teamName: (workspace: string) => Promise<string | undefined>
}

const keptFor = 3_600_000
const keptMost = 20_000

export function createUserProfiles({ api, now, ways, teamName }: UserProfilesOptions): UserProfiles {
  const known = new Map<string, { readonly profile: Profile; readonly until: number }>()
  const keyOf = (installation: string, user: string) => `${installation} ${user}`

  async function userOf(
    installation: string,
    account: TeamMembership & { readonly id: string },
  ): Promise<User> {
    const workspace = await ownWorkspace(installation, account, ways.isInstalled)
    return { platform, workspace, user: account.id }
  }

  async function ask(installation: string, id: string, told: TeamMembership): Promise<Profile> {
    const asked = await api.call(installation, 'users.info', { user: id, include_locale: true })
    if (asked.kind !== 'ok')
      return { ...(await userOf(installation, { ...told, id })), name: sentences.someone, isNameless: true }
    const found = asked.body.user as SlackUser
    const user = await userOf(installation, { ...told, ...found, id })
    await ways.rememberInstallation(user, installation)
    return profileOf(user, found, await teamName(user.workspace))
  }

  return {
    userOf,
    async profile(installation, user, told = {}) {
      const key = keyOf(installation, user)
      const found = known.get(key)
      if (found && found.until > now()) return found.profile
      const profile = await ask(installation, user, told)
      if (profile.isNameless) return found?.profile ?? profile
      setBounded(known, key, { profile, until: now() + keptFor }, keptMost)
      return profile
    },
    forgetAll: () => known.clear(),
    forget: (installation, user) => void known.delete(keyOf(installation, user)),
  }
}

function profileOf(user: User, account: SlackUser, organisation: string | undefined): Profile {
  const { real_name, name, tz, locale, profile } = account
  const known = profile?.display_name || profile?.real_name || real_name || name
  return {
    ...user,
    ...(known ? { name: known } : { name: sentences.someone, isNameless: true as const }),
    ...absent(user.user, account),
    ...(isTimeZone(tz) && { zone: tz }),
    ...(locale && { locale }),
    ...(organisation !== undefined && { organisation }),
  }
}

/** Slack does not count its own bot among the bots. */
function absent(id: string, { is_bot, deleted }: SlackUser): Pick<Profile, 'absent'> {
  if (is_bot || id === 'USLACKBOT') return { absent: 'app' }
  return deleted ? { absent: 'deactivated' } : {}
}
