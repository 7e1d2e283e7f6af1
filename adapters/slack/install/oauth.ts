// Installing by OAuth: the way to Slack's own page, and back from it.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ProcessedIds } from '../../shared/deduplicate.ts'
import { keyOf } from '../receive/payload-source.ts'
import { scopes } from '../scopes.ts'
import type { Api } from '../send/web-api.ts'
import type { Installation, Installations, SecretStore } from './installation-store.ts'
import { tokensIn } from './token-rotation.ts'

export const installPath = '/slack/install'
export const redirectPath = '/slack/oauth_redirect'

export interface OAuthOptions {
  readonly api: Api
  readonly url: string
  readonly installations: Installations
  readonly vault: SecretStore
  readonly handled: ProcessedIds
  readonly client: { readonly id: string; readonly secret: string }
  readonly now: () => number
}

/** How long somebody may take on Slack's page. */
const stateFor = 600_000
const cookie = 'on-the-table-install'
const noteWithin = 20_000

export function createOAuth(options: OAuthOptions) {
  const { vault, handled, now, client } = options
  const key = createHmac('sha256', client.secret).update('on the table: state of an installation').digest()
  const sealOf = (text: string) => createHmac('sha256', key).update(text).digest('base64url')

  /** The state is good once, for this browser, for ten minutes. It is kept nowhere but in the browser. */
  function begin(response: ServerResponse): void {
    const text = `${randomBytes(18).toString('base64url')}.${now() + stateFor}`
    const state = `${text}.${sealOf(text)}`
    const to = new URL('/oauth/v2/authorize', options.url)
    to.search = String(new URLSearchParams({ client_id: client.id, scope: scopes.join(','), state }))
    response
      .writeHead(302, {
        location: to.href,
        'set-cookie': `${cookie}=${state}; Path=/slack; HttpOnly; Secure; SameSite=Lax; Max-Age=${stateFor / 1_000}`,
        'cache-control': 'no-store',
      })
      .end()
  }

  async function finish(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { searchParams } = new URL(request.url ?? '', 'http://here')
    const code = searchParams.get('code')
    const state = searchParams.get('state')
    if (searchParams.get('error') !== null) return page(response, 200, cancelled)
    if (code === null) return page(response, 400, incomplete)
    // Whoever begins on the admin page comes without a state; they begin anew here, so that nobody installs by proxy.
    if (!state) return page(response, 200, beginHere)
    if (!(await isOurs(state, request))) return page(response, 400, tooOld)
    const answered = await options.api.callAs(undefined, 'oauth.v2.access', {
      client_id: client.id,
      client_secret: client.secret,
      code,
    })
    if (answered.kind !== 'ok') return page(response, 502, refused)
    const installation = installationIn(answered.body, now())
    if (installation === undefined) return page(response, 502, refused)
    await options.installations.save(installation)
    page(response, 200, installed)
  }

  async function isOurs(state: string, request: IncomingMessage): Promise<boolean> {
    const [nonce = '', until = '', seal = ''] = state.split('.')
    const fromHere = (request.headers.cookie ?? '').split(/;\s*/).includes(`${cookie}=${state}`)
    if (!fromHere || !isEqual(seal, sealOf(`${nonce}.${until}`)) || now() >= Number(until)) return false
    return isFirst(`slack install ${nonce}`)
  }

  /** Of several who ask at once, in whatever processes, one is the first. */
  async function isFirst(use: string): Promise<boolean> {
    if (!(await vault.acquireLock(use, noteWithin))) return false
    try {
      if (await handled.has(use)) return false
      await handled.add(use)
      return true
    } finally {
      await vault.releaseLock(use)
    }
  }

  return { begin, finish }
}

function isEqual(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)]
  return one.length === other.length && timingSafeEqual(one, other)
}

interface Access {
  readonly is_enterprise_install?: boolean
  readonly enterprise?: { readonly id?: string; readonly name?: string } | null
  readonly team?: { readonly id?: string; readonly name?: string } | null
  readonly bot_user_id?: string
}

function installationIn(body: object, now: number): Installation | undefined {
  const { is_enterprise_install, enterprise, team, bot_user_id } = body as Access
  const workspace = keyOf(is_enterprise_install, enterprise?.id, team?.id)
  const tokens = tokensIn(body, now)
  if (workspace === '' || tokens.token === '') return undefined
  const name = is_enterprise_install ? enterprise?.name : team?.name
  return {
    workspace,
    at: now,
    ...tokens,
    ...(name !== undefined && { name }),
    ...(bot_user_id !== undefined && { bot: bot_user_id }),
  }
}

interface Page {
  readonly title: string
  readonly text: string
  readonly again?: string
}

const installed: Page = {
  title: 'On the Table is installed',
  text: 'Go back to Slack, add the app to a channel, and type /network start there.',
}
const cancelled: Page = {
  title: 'Nothing was installed',
  text: 'You said no, and that is fine.',
  again: 'Begin again',
}
const incomplete: Page = {
  title: 'Nothing was installed',
  text: 'Slack sent no code along, so the installation could not be finished.',
  again: 'Begin again',
}
const beginHere: Page = {
  title: 'One step more',
  text: 'Please finish the installation from here, so that nobody can install it for you unseen.',
  again: 'Install On the Table',
}
const tooOld: Page = {
  title: 'Nothing was installed',
  text: 'This link was used already, is older than ten minutes, or was opened in another browser.',
  again: 'Begin again',
}
const refused: Page = {
  title: 'Nothing was installed',
  text: 'Slack did not confirm the installation.',
  again: 'Begin again',
}

function page(response: ServerResponse, status: number, { title, text, again }: Page): void {
  const link = again === undefined ? '' : `<p><a href="${installPath}">${again}</a></p>`
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><body style="font:1.1rem/1.5 system-ui;max-width:34rem;margin:4rem auto;padding:0 1rem"><h1>${title}</h1><p>${text}</p>${link}</body></html>`
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    })
    .end(html)
}
