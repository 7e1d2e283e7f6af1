// The tokens that the Teams of the tests signs its requests with.
import { generateKeyPairSync, sign } from 'node:crypto'

export const appId = '5f7a1c1e-0b3d-4d0e-9a55-0c1d2e3f4a5b'
export const issuer = 'https://api.botframework.com'

export interface TokenOptions {
  readonly audience?: string
  readonly issuer?: string
  readonly serviceUrl?: string
  /** In seconds; the framework tolerates five minutes. */
  readonly expiresIn?: number
  readonly kid?: string
  /** Signs with another key than the published one. */
  readonly forged?: boolean
}

const keyId = 'the-key-of-teams'
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const forgedKeys = generateKeyPairSync('rsa', { modulusLength: 2048 })

export function publicKey(): Readonly<Record<string, unknown>> {
  return { ...keys.publicKey.export({ format: 'jwk' }), use: 'sig', kid: keyId, endorsements: ['msteams'] }
}

/** A token as the Bot Connector sends it, valid unless the options say otherwise. */
export function signToken(options: TokenOptions): string {
  const { audience: aud = appId, issuer: iss = issuer, expiresIn = 3_600, kid = keyId } = options
  const exp = Math.floor(Date.now() / 1000) + expiresIn
  const claims = { serviceurl: options.serviceUrl, nbf: exp - 3_600, exp, iss, aud }
  const text = `${encode({ typ: 'JWT', alg: 'RS256', kid, x5t: kid })}.${encode(claims)}`
  const { privateKey } = options.forged ? forgedKeys : keys
  return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
