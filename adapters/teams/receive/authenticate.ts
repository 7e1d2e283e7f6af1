// Authenticates incoming activities with the Bot Framework's own check of their token, and gets tokens for our requests.
import {
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
} from 'botbuilder'
import type { Cloud } from '../clouds.ts'
import type { Activity } from './activity.ts'

/** The registration of the bot. Without a password it is a managed identity. */
export interface Registration {
  readonly id: string
  readonly password?: string
  /** The tenant in which it is registered. */
  readonly tenant: string
}

export interface Authenticator {
  /** Whether the `Authorization` header proves that the activity comes from Teams. */
  verify(header: string, activity: Activity): Promise<boolean>
  /** Resolves to a token for our requests; empty in a rehearsal. Rejects if Microsoft gives none at present. */
  token(): Promise<string>
}

/** The framework's names for the types of registration. */
const appTypes = { password: 'SingleTenant', managed: 'UserAssignedMSI' } as const

export function createAuthenticator(app: Registration | undefined, cloud: Cloud): Authenticator {
  const credentials = new ConfigurationServiceClientCredentialFactory(credentialSettings(app))
  const loginUrl = cloud.loginUrl(app?.tenant ?? 'common')
  // The framework's own adapter is not used: for each request it makes two clients that we do not need.
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
  const ownCredentials = app && credentials.createCredentials(app.id, cloud.scope, loginUrl, true)

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
      if (ownCredentials === undefined) return ''
      const loaded = (await ownCredentials) as unknown as { getToken(): Promise<string> }
      return loaded.getToken()
    },
  }
}

function credentialSettings(app: Registration | undefined) {
  if (app === undefined) return {}
  return {
    MicrosoftAppId: app.id,
    MicrosoftAppTenantId: app.tenant,
    MicrosoftAppType: app.password === undefined ? appTypes.managed : appTypes.password,
    MicrosoftAppPassword: app.password,
  }
}

type Check = ConfigurationBotFrameworkAuthentication['authenticateRequest']

/** The framework's check, without what it prints about each token that it rejects. */
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

/** Nothing else in this program prints to the console, so nothing is lost while it is muted. */
const { console } = globalThis
let muted = 0
let originalError = console.error

function mute(): () => void {
  if (muted === 0) originalError = console.error
  muted += 1
  console.error = () => {}
  return () => {
    muted -= 1
    if (muted === 0) console.error = originalError
  }
}
