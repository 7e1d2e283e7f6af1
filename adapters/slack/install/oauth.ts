// Installing by OAuth: the way to Slack's own page, and back from it.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ProcessedIds, SecretStore } from '../../../src/chat/adapter-descriptor.ts'
import { installationKey } from '../receive/payload-source.ts'
import { scopes } from '../scopes.ts'
import type { Api } from '../send/web-api.ts'
import type { Installation, Installations } from './installation-store.ts'
import { type InstallOutcome, sendPage } from './oauth-pages.ts'
import { readTokens } from './token-rotation.ts'

export const redirectPath = '/slack/oauth_redirect'

export interface OAuthOptions {
  readonly api: Api
  readonly url: string
  readonly installations: Installations
  readonly secrets: SecretStore
  readonly processedIds: ProcessedIds
  readonly client: { readonly id: string; readonly secret: string }
  readonly now: () => number
}

export interface OAuth {
  /** Sends the browser to Slack's page. */
  begin(response: ServerResponse): void
  /** Installs the app for a browser that comes back from Slack's page. */
  finish(request: IncomingMessage, response: ServerResponse): Promise<void>
}

const cookieName = 'on-the-table-install'

export function createOAuth(options: OAuthOptions): OAuth {
  const states = createStates(options)
  return {
    begin(response) {
      const state = states.create()
      const location = new URL('/oauth/v2/authorize', options.url)
      const parameters = { client_id: options.client.id, scope: scopes.join(','), state }
      location.search = String(new URLSearchParams(parameters))
      const maxAge = stateLifetime / 1_000
      response
        .writeHead(302, {
          location: location.href,
          'set-cookie': `${cookieName}=${state}; Path=/slack; HttpOnly; Secure; SameSite=Lax; Max-Age=${maxAge}`,
          'cache-control': 'no-store',
        })
        .end()
    },
    async finish(request, response) {
      const { searchParams } = new URL(request.url ?? '', 'http://here')
      const outcome = await outcomeOf(options, states, { searchParams, cookie: request.headers.cookie })
      sendPage(response, outcome)
    },
  }
}

interface Redirect {
  readonly searchParams: URLSearchParams
  readonly cookie: string | undefined
}

async function outcomeOf(
  options: OAuthOptions,
  states: States,
  { searchParams, cookie }: Redirect,
): Promise<InstallOutcome> {
  const code = searchParams.get('code')
  const state = searchParams.get('state')
  if (searchParams.get('error') !== null) return 'cancelled'
  if (code === null) return 'incomplete'
  // An installation from Slack's admin page comes without a state. It starts anew here, so that nobody installs by proxy.
  if (!state) return 'beginHere'
  if (!(await states.redeem(state, cookie))) return 'expired'
  const installation = await installationFor(options, code)
  if (installation === undefined) return 'refused'
  await options.installations.save(installation)
  return 'installed'
}

/** Resolves to `undefined` when Slack does not confirm the installation. */
async function installationFor(
  { api, client, now }: OAuthOptions,
  code: string,
): Promise<Installation | undefined> {
  const result = await api.callAs(undefined, 'oauth.v2.access', {
    client_id: client.id,
    client_secret: client.secret,
    code,
  })
  return result.kind === 'ok' ? readInstallation(result.body, now()) : undefined
}

interface States {
  create(): string
  /** Whether the state is ours, belongs to this browser, has not expired, and is used for the first time. */
  redeem(state: string, cookie: string | undefined): Promise<boolean>
}

/** How long somebody may take on Slack's page, in milliseconds. */
const stateLifetime = 600_000
const lockFor = 20_000

/** A state is valid once, for one browser, for ten minutes. It is stored nowhere but in the browser. */
function createStates({ secrets, processedIds, client, now }: OAuthOptions): States {
  const key = createHmac('sha256', client.secret).update('on the table: state of an installation').digest()
  const sign = (text: string) => createHmac('sha256', key).update(text).digest('base64url')

  /** One of several requests at the same time is the first, in whatever process. */
  async function isFirstUse(id: string): Promise<boolean> {
    if (!(await secrets.acquireLock(id, lockFor))) return false
    try {
      if (await processedIds.has(id)) return false
      await processedIds.add(id)
      return true
    } finally {
      await secrets.releaseLock(id)
    }
  }

  return {
    create() {
      const text = `${randomBytes(18).toString('base64url')}.${now() + stateLifetime}`
      return `${text}.${sign(text)}`
    },
    async redeem(state, cookie = '') {
      const [nonce = '', expires = '', signature = ''] = state.split('.')
      const isSameBrowser = cookie.split(/;\s*/).includes(`${cookieName}=${state}`)
      if (!isSameBrowser || !isEqual(signature, sign(`${nonce}.${expires}`))) return false
      return now() < Number(expires) && isFirstUse(`slack install ${nonce}`)
    },
  }
}

function isEqual(actual: string, expected: string): boolean {
  const [one, other] = [Buffer.from(actual), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}

interface OAuthAccess {
  readonly is_enterprise_install?: boolean
  readonly enterprise?: { readonly id?: string; readonly name?: string } | null
  readonly team?: { readonly id?: string; readonly name?: string } | null
  readonly bot_user_id?: string
}

function readInstallation(body: object, now: number): Installation | undefined {
  const { is_enterprise_install, enterprise, team, bot_user_id } = body as OAuthAccess
  const workspace = installationKey(is_enterprise_install, enterprise?.id, team?.id)
  const tokens = readTokens(body, now)
  if (workspace === '' || tokens.token === '') return undefined
  const name = is_enterprise_install ? enterprise?.name : team?.name
  return { workspace, at: now, ...tokens, name, bot: bot_user_id }
}
