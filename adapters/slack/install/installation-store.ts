// Installations: where the app is installed, and with which token. There is one by a setting, or many by OAuth.
import type { SecretStore } from '../../../src/chat/adapter-descriptor.ts'
import type { CallResult } from '../../shared/call-result.ts'
import { installationKey } from '../receive/payload-source.ts'
import type { Api } from '../send/web-api.ts'
import { SlackSettingError } from '../settings-error.ts'

/** This is stored as it stands. */
export interface Installation {
  /** The organisation's id if the app is installed for all of its teams, otherwise the team's. */
  readonly workspace: string
  readonly token: string
  readonly name?: string
  /** The user id of the bot. */
  readonly bot?: string
  /** When it was installed, in milliseconds since 1970. */
  readonly at?: number
  /** With token rotation: the token for a single renewal, and when the access token ends, in milliseconds since 1970. */
  readonly refresh?: { readonly token: string; readonly expires: number }
}

export interface Installations {
  /** The key of the only installation, if there can be no other. */
  readonly only?: string
  of(workspace: string): Promise<Installation | undefined>
  save(installation: Installation): Promise<void>
  remove(workspace: string): Promise<void>
}

type Pause = (milliseconds: number) => Promise<void>

/** The installation of a bot token. Rejects with a `SlackSettingError` when Slack does not accept it, or is away. */
export async function oneInstallation(
  api: Api,
  token: string,
  { now, pause }: { now: () => number; pause: Pause },
): Promise<Installations> {
  // The token is valid from here on, so an uninstallation before this instant is over.
  const at = now()
  const { team_id, enterprise_id, is_enterprise_install, team, user_id } = await testToken(api, token, pause)
  const installation: Installation = {
    workspace: installationKey(is_enterprise_install, enterprise_id, team_id),
    token,
    at,
    name: team,
    bot: user_id,
  }
  return {
    only: installation.workspace,
    of: async (workspace) => (workspace === installation.workspace ? installation : undefined),
    save: async () => {},
    remove: async () => {},
  }
}

interface AuthTest {
  readonly team_id?: string
  readonly enterprise_id?: string
  readonly is_enterprise_install?: boolean
  readonly team?: string
  readonly user_id?: string
}

async function testToken(api: Api, token: string, pause: Pause): Promise<AuthTest> {
  const result = await untilAnswered(() => api.callAs(token, 'auth.test', {}), pause)
  if (result.kind === 'ok') return result.body as AuthTest
  if (result.kind === 'failed')
    throw new SlackSettingError(
      `Slack does not take SLACK_BOT_TOKEN (${result.why}) Copy the “Bot User OAuth Token” (xoxb-…) from “OAuth & Permissions” of your app at api.slack.com/apps.`,
    )
  throw new SlackSettingError(
    `Slack cannot be reached just now (${result.why}) Start it again when it can; SLACK_BOT_TOKEN may well be right. SLACK_API_URL is for other clouds than slack.com.`,
  )
}

/** After so many attempts Slack counts as away. */
const maxAttempts = 5

/** Repeats the call while Slack is away, and waits longer each time. */
async function untilAnswered(call: () => Promise<CallResult>, pause: Pause): Promise<CallResult> {
  let result = await call()
  for (let attempt = 1; attempt < maxAttempts; attempt += 1) {
    if (result.kind === 'ok' || result.kind === 'failed') return result
    await pause(500 * 2 ** attempt)
    result = await call()
  }
  return result
}

/** Installations by OAuth. They are read each time, because another process may have renewed a token. */
export function storedInstallations(secrets: SecretStore): Installations {
  return {
    async of(workspace) {
      const text = await secrets.read(nameOf(workspace))
      return text === undefined ? undefined : (JSON.parse(text) as Installation)
    },
    save: (installation) => secrets.write(nameOf(installation.workspace), JSON.stringify(installation)),
    remove: (workspace) => secrets.remove(nameOf(workspace)),
  }
}

function nameOf(workspace: string): string {
  return `slack installation ${workspace}`
}
