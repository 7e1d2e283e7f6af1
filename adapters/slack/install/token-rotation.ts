// Token rotation: tokens end after twelve hours. One process at a time renews them, since a refresh token works once.

import type { SecretStore } from '../../../src/chat/adapter-descriptor.ts'
import { type Api, TokenRefused } from '../send/web-api.ts'
import type { Installation, Installations } from './installation-store.ts'

export interface TokenRotationOptions {
  readonly installations: Installations
  readonly secrets: SecretStore
  /** Called without any token. */
  readonly api: Api
  readonly client: { readonly id: string; readonly secret: string }
  readonly now: () => number
  readonly pause: (milliseconds: number) => Promise<void>
}

/** Resolves to `undefined` when the app is not installed. */
export type TokenOf = (workspace: string) => Promise<string | undefined>

/** A token is renewed this long before its end, in milliseconds, so that no message finds it ended. */
const renewAhead = 30 * 60_000
const lockFor = 20_000
const lockRetryWait = 500
const maxLockAttempts = 40

/** After a failed renewal Slack is left alone for this long, in milliseconds, and twice as long after each further one. */
const firstBackOff = 5_000
const maxBackOff = 300_000

/**
 * The token of a workspace, renewed when it is about to end. Rejects when it cannot be renewed just now, and with a
 * `TokenRefused` when it never will be.
 */
export function createTokenRotation(options: TokenRotationOptions): TokenOf {
  const backOffs = createBackOffs(options.now)
  const running = new Map<string, Promise<string | undefined>>()

  return (workspace) => {
    const current = running.get(workspace)
    if (current !== undefined) return current
    const token = currentToken(options, backOffs, workspace).finally(() => running.delete(workspace))
    running.set(workspace, token)
    return token
  }
}

async function currentToken(
  options: TokenRotationOptions,
  backOffs: BackOffs,
  workspace: string,
): Promise<string | undefined> {
  const { installations, secrets, now, pause } = options
  const lock = `slack renewal ${workspace}`
  for (let attempt = 0; attempt < maxLockAttempts; attempt += 1) {
    const installation = await installations.of(workspace)
    if (installation?.refresh === undefined || isFresh(installation, now())) return installation?.token
    if (backOffs.isActive(workspace)) return tokenUntilItsEnd(installation, now())
    if (await secrets.acquireLock(lock, lockFor)) {
      try {
        return await renewToken(options, backOffs, workspace)
      } finally {
        await secrets.releaseLock(lock)
      }
    }
    await pause(lockRetryWait)
  }
  throw new Error('The token is being renewed elsewhere.')
}

/** Only called while the lock is held. */
async function renewToken(
  { installations, api, client, now }: TokenRotationOptions,
  backOffs: BackOffs,
  workspace: string,
): Promise<string | undefined> {
  // Another process may have renewed it before the lock was ours.
  const installation = await installations.of(workspace)
  if (installation?.refresh === undefined || isFresh(installation, now())) return installation?.token
  const result = await api.callAs(undefined, 'oauth.v2.access', {
    client_id: client.id,
    client_secret: client.secret,
    grant_type: 'refresh_token',
    refresh_token: installation.refresh.token,
  })
  if (result.kind === 'ok') {
    const tokens = readTokens(result.body, now())
    await installations.save({ ...installation, ...tokens })
    backOffs.clear(workspace)
    return tokens.token
  }
  backOffs.start(workspace, result.kind === 'later' ? result.wait : 0)
  const refusal = result.kind === 'failed' ? result.why : undefined
  return tokenUntilItsEnd(installation, now(), refusal)
}

/** The old token works until its end, even if it cannot be renewed. */
function tokenUntilItsEnd({ token, refresh }: Installation, now: number, refusal?: string): string {
  if (refresh === undefined || now < refresh.expires) return token
  if (refusal !== undefined) throw new TokenRefused(refusal)
  throw new Error('The token has ended and could not be renewed.')
}

function isFresh({ refresh }: Installation, now: number): boolean {
  return refresh === undefined || now < refresh.expires - renewAhead
}

interface BackOffs {
  isActive(workspace: string): boolean
  /** Starts the next, longer one, which lasts at least `minWait` milliseconds. */
  start(workspace: string, minWait: number): void
  clear(workspace: string): void
}

function createBackOffs(now: () => number): BackOffs {
  const backOffs = new Map<string, { readonly until: number; readonly failures: number }>()
  return {
    isActive: (workspace) => (backOffs.get(workspace)?.until ?? 0) > now(),
    start(workspace, minWait) {
      const failures = (backOffs.get(workspace)?.failures ?? 0) + 1
      const wait = Math.min(firstBackOff * 2 ** (failures - 1), maxBackOff)
      backOffs.set(workspace, { until: now() + Math.max(wait, minWait), failures })
    },
    clear: (workspace) => void backOffs.delete(workspace),
  }
}

interface OAuthTokens {
  readonly access_token?: string
  readonly refresh_token?: string
  /** Seconds. */
  readonly expires_in?: number
}

/** `refresh` is absent without token rotation. */
export function readTokens(body: object, now: number): Pick<Installation, 'token' | 'refresh'> {
  const { access_token: token = '', refresh_token, expires_in } = body as OAuthTokens
  if (refresh_token === undefined || expires_in === undefined) return { token }
  return { token, refresh: { token: refresh_token, expires: now + expires_in * 1_000 } }
}
