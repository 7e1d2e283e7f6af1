// Keeps other web pages out: the host must be this computer, a POST must come from the playground's own page or
// from a program, and must be JSON of a reasonable size.
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import { maxBodyBytes } from '../../shared/http-body.ts'
import { Refused } from './errors.ts'

const own = ["'self'"]
const none = ["'none'"]

export const headers: MiddlewareHandler = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: none,
    scriptSrc: own,
    styleSrc: own,
    imgSrc: own,
    connectSrc: own,
    formAction: none,
    baseUri: none,
    frameAncestors: none,
  },
  // Plain HTTP on this computer: a browser must not be told to insist on TLS for localhost.
  strictTransportSecurity: false,
  crossOriginResourcePolicy: 'same-origin',
  referrerPolicy: 'no-referrer',
})

/** Against DNS rebinding: a foreign name that points to this computer is not this computer. */
export const onlyHere: MiddlewareHandler = async (context, next) => {
  if (!isHere(hostOf(context.req))) throw new Refused(403, 'The playground answers on localhost only.')
  await next()
}

export const onlyOurOwnPosts: MiddlewareHandler = async (context, next) => {
  const origin = context.req.header('origin')
  if (context.req.method === 'POST') {
    if (origin !== undefined && !isOrigin(origin, hostOf(context.req))) {
      throw new Refused(403, 'Only the playground’s own page may send this.')
    }
    const type = context.req.header('content-type') ?? ''
    if (!/^application\/json\s*(;|$)/i.test(type))
      throw new Refused(415, 'content-type: application/json is needed.')
  }
  await next()
}

export const notTooMuch: MiddlewareHandler = bodyLimit({
  maxSize: maxBodyBytes,
  onError: (context) => context.json({ error: 'That is more than 256 KB; send less at a time.' }, 413),
})

function hostOf(request: { header(name: string): string | undefined; url: string }): string {
  return request.header('host') ?? new URL(request.url).host
}

function isHere(host: string): boolean {
  return /^(localhost|127\.0\.0\.1)(:\d{1,5})?$/i.test(host)
}

function isOrigin(origin: string, host: string): boolean {
  return origin === `http://${host}` || origin === `https://${host}`
}
