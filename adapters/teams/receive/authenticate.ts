// Who may bring us an activity: the Bot Framework's own check of its token, and nothing said to anyone who fails it.
import {
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
} from 'botbuilder'
import type { Cloud } from '../clouds.ts'
import type { Activity } from './activity.ts'

/** The registration of the bot. Without a password it is a managed identity, without an id a rehearsal. */
export interface Registration {
  readonly id: string
  readonly password?: string
  /** The tenant in which it is registered. */
  readonly tenant: string
}

export interface Authenticator {
  /** Whether an activity that came with this header is to be believed. */
  verify(header: string, activity: Activity): Promise<boolean>
  /** Rejects where none can be had just now. */
  token(): Promise<string>
}

/** As a bot of one tenant; the framework's own name for it. */
const types = { password: 'SingleTenant', managed: 'UserAssignedMSI' } as const

export function createAuthenticator(app: Registration | undefined, cloud: Cloud): Authenticator {
  const credentials = new ConfigurationServiceClientCredentialFactory(
    app === undefined
      ? {}
      : {
          MicrosoftAppId: app.id,
          MicrosoftAppTenantId: app.tenant,
          MicrosoftAppType: app.password === undefined ? types.managed : types.password,
          MicrosoftAppPassword: app.password,
        },
  )
  const loginUrl = cloud.loginUrl(app?.tenant ?? 'common')
  // Not in its adapter, which makes two clients for each request that we never use.
  const authentication = new QuietAuthentication(
    {
      ToChannelFromBotLoginUrl: loginUrl,
      ToChannelFromBotOAuthScope: cloud.scope,
      ToBotFromChannelTokenIssuer: cloud.issuer,
      ToBotFromChannelOpenIdMetadataUrl: cloud.keysUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: cloud.emulatorKeysUrl,
    },
    credentials,
  )
  const own = app && credentials.createCredentials(app.id, cloud.scope, loginUrl, true)

  return {
    async verify(header, activity) {
      try {
        await authentication.authenticateRequest(activity as never, header)
        return true
      } catch {
        return false
      }
    },
    async token() {
      return own === undefined ? '' : ((await own) as unknown as { getToken(): Promise<string> }).getToken()
    },
  }
}

type Check = ConfigurationBotFrameworkAuthentication['authenticateRequest']

/** The framework's check, without what it prints of each token that it does not believe. */
class QuietAuthentication extends ConfigurationBotFrameworkAuthentication {
  override async authenticateRequest(...request: Parameters<Check>) {
    const unmute = mute()
    try {
      return await super.authenticateRequest(...request)
    } finally {
      unmute()
    }
  }
}

/** Nothing of ours prints to the console, so that nothing else is lost meanwhile. */
const { console } = globalThis
let muted = 0
let print = console.error

function mute(): () => void {
  if (muted === 0) print = console.error
  muted += 1
  console.error = () => {}
  return () => {
    muted -= 1
    if (muted === 0) console.error = print
  }
}
