// Who may bring us an activity: the Bot Framework's own check of its token, and nothing said to anyone who fails it.
import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
  type InvokeResponse,
  type TurnContext,
} from 'botbuilder'
import type { Activity } from './activity.ts'
import type { Cloud } from './clouds.ts'

/** The registration of the bot. Without a password it is a managed identity, without an id a rehearsal. */
export interface Registration {
  readonly id: string
  readonly password?: string
  /** The tenant in which it is registered. */
  readonly tenant: string
}

export interface Door {
  /**
   * Runs `work` for an activity that came with this header, and resolves to the answer of an invoke. Nothing where
   * whoever sent it is not to be believed; then nothing was run.
   */
  enter(header: string, activity: Activity, work: () => Promise<unknown>): Promise<Entered | undefined>
  /** Rejects where none can be had just now. */
  token(): Promise<string>
}

export interface Entered {
  readonly answer?: unknown
}

/** As a bot of one tenant; the framework's own name for it. */
const types = { password: 'SingleTenant', managed: 'UserAssignedMSI' } as const

export function createDoor(app: Registration | undefined, cloud: Cloud): Door {
  const credentials = new ConfigurationServiceClientCredentialFactory(
    app === undefined
      ? {}
      : {
          MicrosoftAppId: app.id,
          MicrosoftAppTenantId: app.tenant,
          MicrosoftAppType: app.password === undefined ? types.managed : types.password,
          ...(app.password !== undefined && { MicrosoftAppPassword: app.password }),
        },
  )
  const loginUrl = cloud.loginUrl(app?.tenant ?? 'common')
  const adapter = new OpenAdapter(
    new QuietAuthentication(
      {
        ToChannelFromBotLoginUrl: loginUrl,
        ToChannelFromBotOAuthScope: cloud.scope,
        ToBotFromChannelTokenIssuer: cloud.issuer,
        ToBotFromChannelOpenIdMetadataUrl: cloud.keysUrl,
        ToBotFromEmulatorOpenIdMetadataUrl: cloud.emulatorKeysUrl,
      },
      credentials,
    ),
  )
  const own = app && credentials.createCredentials(app.id, cloud.scope, loginUrl, true)

  return {
    async enter(header, activity, work) {
      let isIn = false
      let failed: unknown
      try {
        const response = await adapter.take(header, activity, async () => {
          isIn = true
          try {
            return await work()
          } catch (error) {
            failed = error
            return undefined
          }
        })
        if (failed !== undefined) throw failed
        return { answer: response?.body }
      } catch (error) {
        if (isIn) throw error
        return undefined
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

/** The framework's adapter, without its own way to answer over HTTP, which tells strangers what went wrong. */
class OpenAdapter extends CloudAdapter {
  take(
    header: string,
    activity: Activity,
    work: () => Promise<unknown>,
  ): Promise<InvokeResponse | undefined> {
    const logic = async (context: TurnContext) => {
      const body = await work()
      if (activity.type === 'invoke')
        await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body } })
    }
    return this.processActivity(header, activity as never, logic)
  }
}
