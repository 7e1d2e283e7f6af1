// How one call to a platform's API ended. Every call is a single attempt.

/**
 * `later`: it surely had no effect, and may be tried again after `wait` milliseconds. `unknown`: it may have had one.
 * `failed`: it had none, and never will; `why` begins with the platform's own error code.
 */
export type CallResult =
  | { readonly kind: 'ok'; readonly body: Readonly<Record<string, unknown>> }
  | UnsuccessfulCall

export type UnsuccessfulCall =
  | { readonly kind: 'later'; readonly wait: number; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string }

/** Errors before a connection was made. */
const unreachableCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

export function isUnreachable(code: string): boolean {
  return unreachableCodes.has(code)
}

/** Turns the outcomes of HTTP that mean the same on every platform into call results. */
export interface CallOutcomes {
  /** The platform refused the call for now. `retryAfterSeconds` is `undefined` when it did not say for how long. */
  rateLimited(retryAfterSeconds: number | undefined): UnsuccessfulCall
  /** The platform answered with a status of 500 or more. */
  serverError(status: number | undefined): UnsuccessfulCall
  /** No connection was made. */
  unreachable(): UnsuccessfulCall
  /** The connection ended before a whole answer came. */
  connectionLost(): UnsuccessfulCall
}

/** `defaultWait` is in milliseconds, for calls that surely had no effect when nobody says how long to wait. */
export function callOutcomes(platform: string, defaultWait: number): CallOutcomes {
  return {
    rateLimited(retryAfterSeconds) {
      const wait = retryAfterSeconds === undefined ? defaultWait : Math.max(1, retryAfterSeconds) * 1_000
      return { kind: 'later', wait, why: `${platform} asked to slow down (429).` }
    },
    serverError: (status) => ({ kind: 'unknown', why: `${platform} answered ${status}.` }),
    unreachable: () => ({ kind: 'later', wait: defaultWait, why: `${platform} could not be reached.` }),
    connectionLost: () => ({
      kind: 'unknown',
      why: `The connection to ${platform} broke before it answered.`,
    }),
  }
}
