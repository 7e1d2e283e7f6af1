// Keeps other web pages out: the host must be this computer, and a POST must come from the playground's own page or
// from a program, and be JSON of a limited size.
import type { HonoRequest, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import { maxBodyBytes } from '../../shared/http-body.ts'
import { RequestError } from './errors.ts'

const selfOnly = ["'self'"]
const nothing = ["'none'"]

export const securityHeaders: MiddlewareHandler = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: nothing,
    scriptSrc: selfOnly,
    styleSrc: selfOnly,
    imgSrc: selfOnly,
    connectSrc: selfOnly,
    formAction: nothing,
    baseUri: nothing,
    frameAncestors: nothing,
  },
  // The playground speaks plain HTTP: a browser must not be told to insist on TLS for localhost.
  strictTransportSecurity: false,
  crossOriginResourcePolicy: 'same-origin',
  referrerPolicy: 'no-referrer',
})

/** Prevents DNS rebinding: a request under a foreign name that points to this computer is refused. */
export const requireLocalHost: MiddlewareHandler = async (context, next) => {
  if (!isLocalHost(hostOf(context.req)))
    throw new RequestError(403, 'The playground answers on localhost only.')
  await next()
}

export const requireOwnJsonPosts: MiddlewareHandler = async (context, next) => {
  if (context.req.method === 'POST') checkPost(context.req)
  await next()
}

function checkPost(request: HonoRequest): void {
  const origin = request.header('origin')
  if (origin !== undefined && !isOwnOrigin(origin, hostOf(request)))
    throw new RequestError(403, 'Only the playground’s own page may send this.')
  const type = request.header('content-type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type))
    throw new RequestError(415, 'content-type: application/json is needed.')
}

export const limitBodySize: MiddlewareHandler = bodyLimit({
  maxSize: maxBodyBytes,
  onError: (context) => context.json({ error: 'That’s more than 256 KB. Please send less at a time.' }, 413),
})

function hostOf(request: HonoRequest): string {
  return request.header('host') ?? new URL(request.url).host
}

function isLocalHost(host: string): boolean {
  return /^(localhost|127\.0\.0\.1)(:\d{1,5})?$/i.test(host)
}

function isOwnOrigin(origin: string, host: string): boolean {
  return origin === `http://${host}` || origin === `https://${host}`
}
