// Who somebody is, from Slack's profiles: name, time zone, and the workspace's name as a first guess at the agency.
import type { Profile, User } from '../../src/chat/place.ts'
import type { Api } from './api.ts'
import { sentences } from './errors.ts'
import { platform } from './ids.ts'

export interface People {
  /** `workspace` is the installation through which we ask; the person may be of another team (Slack Connect). */
  profile(workspace: string, team: string, user: string): Promise<Profile>
  /** What was known of this user is asked anew next time. */
  forget(user: User): void
}

interface SlackUser {
  readonly team_id?: string
  readonly real_name?: string
  readonly name?: string
  readonly tz?: string
  readonly locale?: string
  readonly profile?: { readonly display_name?: string; readonly real_name?: string }
}

export interface PeopleOptions {
  readonly api: Api
  readonly now: () => number
  /** The name of an installation's team. */
  readonly teamName: (workspace: string) => Promise<string | undefined>
}

const keptFor = 3_600_000
const keptMost = 20_000

export function createPeople({ api, now, teamName }: PeopleOptions): People {
  const known = new Map<string, { readonly profile: Profile; readonly until: number }>()
  const keyOf = (workspace: string, user: string) => `${workspace} ${user}`

  async function ask(workspace: string, team: string, user: string): Promise<Profile> {
    const bare = { platform, workspace: team, user }
    const asked = await api.call(workspace, 'users.info', { user, include_locale: true })
    if (asked.kind !== 'ok') return { ...bare, name: sentences.someone, isNameless: true }
    const { real_name, name, tz, locale, profile } = asked.body.user as SlackUser
    const organisation = team === workspace ? await teamName(workspace) : undefined
    const known = profile?.display_name || profile?.real_name || real_name || name
    return {
      ...bare,
      ...(known ? { name: known } : { name: sentences.someone, isNameless: true as const }),
      ...(isZone(tz) && { zone: tz }),
      ...(locale && { locale }),
      ...(organisation !== undefined && { organisation }),
    }
  }

  return {
    async profile(workspace, team, user) {
      const key = keyOf(team, user)
      const found = known.get(key)
      if (found && found.until > now()) return found.profile
      const profile = await ask(workspace, team, user)
      if (known.size >= keptMost) known.clear()
      if (!profile.isNameless) known.set(key, { profile, until: now() + keptFor })
      return found && profile.isNameless ? found.profile : profile
    },
    forget: ({ workspace, user }) => void known.delete(keyOf(workspace, user)),
  }
}

function isZone(zone: string | undefined): zone is string {
  if (!zone) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
