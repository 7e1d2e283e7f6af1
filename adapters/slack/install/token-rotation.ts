// Tokens that end after twelve hours: renewed in time, by one process at a time, since a renewal can be used once.
import { type Api, TokenRefused } from '../send/web-api.ts'
import type { Installation, Installations, SecretStore } from './installation-store.ts'

export interface TokenRotationOptions {
  readonly installations: Installations
  readonly vault: SecretStore
  /** Calls Slack without any token. */
  readonly api: () => Api
  readonly client: { readonly id: string; readonly secret: string }
  readonly now: () => number
  readonly pause: (milliseconds: number) => Promise<void>
}

/** Renewed this long before its end, so that no send finds it ended. */
const ahead = 30 * 60_000
const heldFor = 20_000
const tries = 40

/** After a renewal that failed, Slack is left alone for this long, and twice as long after each further one. */
const firstRest = 5_000
const longestRest = 300_000

/**
 * The token of the workspace, renewed where it is about to end. Rejects where that cannot be done just now, and with
 * a `TokenRefused` where it never will.
 */
export function createTokenRotation(
  options: TokenRotationOptions,
): (workspace: string) => Promise<string | undefined> {
  const { installations, vault, now, pause } = options
  const inHand = new Map<string, Promise<string | undefined>>()
  const resting = new Map<string, { readonly until: number; readonly failures: number }>()

  async function renewed(workspace: string): Promise<string | undefined> {
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const installation = await installations.of(workspace)
      if (installation?.refresh === undefined || isFresh(installation, now())) return installation?.token
      if ((resting.get(workspace)?.until ?? 0) > now()) return stillGood(installation)
      const lock = `slack renewal ${workspace}`
      if (await vault.acquireLock(lock, heldFor)) {
        try {
          return await renewOnce(workspace)
        } finally {
          await vault.releaseLock(lock)
        }
      }
      await pause(500)
    }
    throw new Error('The token is being renewed elsewhere.')
  }

  /** Another process may have renewed it before the lock was ours. */
  async function renewOnce(workspace: string): Promise<string | undefined> {
    const installation = await installations.of(workspace)
    if (installation?.refresh === undefined || isFresh(installation, now())) return installation?.token
    const answered = await options.api().callAs(undefined, 'oauth.v2.access', {
      client_id: options.client.id,
      client_secret: options.client.secret,
      grant_type: 'refresh_token',
      refresh_token: installation.refresh.token,
    })
    if (answered.kind === 'ok') {
      const next = tokensIn(answered.body, now())
      await installations.save({ ...installation, ...next })
      resting.delete(workspace)
      return next.token
    }
    rest(workspace, answered.kind === 'later' ? answered.wait : 0)
    return stillGood(installation, answered.kind === 'failed' ? answered.why : undefined)
  }

  function rest(workspace: string, atLeast: number): void {
    const failures = (resting.get(workspace)?.failures ?? 0) + 1
    const wait = Math.max(Math.min(firstRest * 2 ** (failures - 1), longestRest), atLeast)
    resting.set(workspace, { until: now() + wait, failures })
  }

  /** Until it has ended, the old one still does. */
  function stillGood({ token, refresh }: Installation, refused?: string): string {
    if (refresh === undefined || now() < refresh.expires) return token
    if (refused !== undefined) throw new TokenRefused(refused)
    throw new Error('The token has ended and could not be renewed.')
  }

  return (workspace) => {
    const running = inHand.get(workspace)
    if (running) return running
    const mine = renewed(workspace).finally(() => inHand.delete(workspace))
    inHand.set(workspace, mine)
    return mine
  }
}

function isFresh({ refresh }: Installation, now: number): boolean {
  return refresh === undefined || now < refresh.expires - ahead
}

interface Tokens {
  readonly access_token?: string
  readonly refresh_token?: string
  /** Seconds. */
  readonly expires_in?: number
}

export function tokensIn(body: object, now: number): Pick<Installation, 'token' | 'refresh'> {
  const { access_token = '', refresh_token, expires_in } = body as Tokens
  return {
    token: access_token,
    ...(refresh_token !== undefined &&
      expires_in !== undefined && { refresh: { token: refresh_token, expires: now + expires_in * 1_000 } }),
  }
}
