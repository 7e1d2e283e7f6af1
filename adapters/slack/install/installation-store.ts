// Where the app is installed, with which token. One workspace by a setting, or many by OAuth, kept encrypted.

import type { CallResult } from '../../shared/call-result.ts'
import { SlackSettingError } from '../messages.ts'
import { keyOf } from '../receive/payload-source.ts'
import type { Api } from '../send/web-api.ts'

/** Small secret texts that are kept encrypted, by name. */
export interface SecretStore {
  read(name: string): Promise<string | undefined>
  write(name: string, text: string): Promise<void>
  remove(name: string): Promise<void>
  /** Holds the name for so long, unless somebody else does. */
  acquireLock(name: string, milliseconds: number): Promise<boolean>
  releaseLock(name: string): Promise<void>
}

export interface Installation {
  /** The organisation's id where it is installed for all of its teams, else the team's. */
  readonly workspace: string
  readonly token: string
  readonly name?: string
  readonly bot?: string
  /** When it was installed, in milliseconds since 1970. */
  readonly at?: number
  /** Where tokens are rotated: good for one renewal, and when the token ends, in milliseconds since 1970. */
  readonly refresh?: { readonly token: string; readonly expires: number }
}

export interface Installations {
  /** Where there is never another one. */
  readonly only?: string
  of(workspace: string): Promise<Installation | undefined>
  save(installation: Installation): Promise<void>
  remove(workspace: string): Promise<void>
}

/** How often Slack is asked at the start before it counts as away, waiting ever longer in between. */
const tries = 5

/** The one workspace of a token. Rejects with a `SlackSettingError` where Slack does not take it, or is away. */
export async function oneInstallation(
  api: Api,
  token: string,
  { now, pause }: { now: () => number; pause: (milliseconds: number) => Promise<void> },
): Promise<Installations> {
  const at = now()
  const tested = await tell(() => api.callAs(token, 'auth.test', {}), pause)
  if (tested.kind === 'failed')
    throw new SlackSettingError(
      `Slack does not take SLACK_BOT_TOKEN (${tested.why}) Copy the “Bot User OAuth Token” (xoxb-…) from “OAuth & Permissions” of your app at api.slack.com/apps.`,
    )
  if (tested.kind !== 'ok')
    throw new SlackSettingError(
      `Slack cannot be reached just now (${tested.why}) Start it again when it can; SLACK_BOT_TOKEN may well be right. SLACK_API_URL is for other clouds than slack.com.`,
    )
  const { team_id, enterprise_id, is_enterprise_install, team, user_id } = tested.body as AuthTest
  const one: Installation = {
    workspace: keyOf(is_enterprise_install, enterprise_id, team_id),
    token,
    // The token was good then, so whatever ended an installation earlier is over.
    at,
    name: team,
    bot: user_id,
  }
  return {
    only: one.workspace,
    of: async (workspace) => (workspace === one.workspace ? one : undefined),
    save: async () => {},
    remove: async () => {},
  }
}

async function tell(
  ask: () => Promise<CallResult>,
  pause: (milliseconds: number) => Promise<void>,
): Promise<CallResult> {
  let answered = await ask()
  for (let tried = 1; tried < tries && answered.kind !== 'ok' && answered.kind !== 'failed'; tried += 1) {
    await pause(500 * 2 ** tried)
    answered = await ask()
  }
  return answered
}

interface AuthTest {
  readonly team_id?: string
  readonly enterprise_id?: string
  readonly is_enterprise_install?: boolean
  readonly team?: string
  readonly user_id?: string
}

const nameIn = (workspace: string) => `slack installation ${workspace}`

/** Those in the vault. They are read each time: another process may have renewed a token. */
export function storedInstallations(vault: SecretStore): Installations {
  return {
    async of(workspace) {
      const text = await vault.read(nameIn(workspace))
      return text === undefined ? undefined : (JSON.parse(text) as Installation)
    },
    save: (installation) => vault.write(nameIn(installation.workspace), JSON.stringify(installation)),
    remove: (workspace) => vault.remove(nameIn(workspace)),
  }
}
