// One HTTP request over a keep-alive connection, in a single attempt. `fetch` costs several times as much.
import { Agent as HttpAgent, request as overHttp } from 'node:http'
import { Agent as HttpsAgent, request as overHttps } from 'node:https'

export interface HttpRequest {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string | number>>
  readonly body?: string
  readonly timeoutMs: number
}

export interface HttpResponse {
  readonly status: number
  /** In seconds. */
  readonly retryAfter?: string
  readonly text: string
}

const agents = { 'http:': new HttpAgent({ keepAlive: true }), 'https:': new HttpsAgent({ keepAlive: true }) }

/** Rejects with the error's `code` if no whole response came. Redirects are not followed. */
export function request({ url, method, headers, body, timeoutMs }: HttpRequest): Promise<HttpResponse> {
  const isSecure = url.startsWith('https:')
  const options = { method, headers, agent: isSecure ? agents['https:'] : agents['http:'] }
  const { promise, resolve, reject } = Promise.withResolvers<HttpResponse>()
  const sent = (isSecure ? overHttps : overHttp)(url, options, (response) => {
    const parts: Buffer[] = []
    response.on('data', (part: Buffer) => parts.push(part))
    response.once('error', reject)
    response.once('end', () => {
      const { 'retry-after': retryAfter } = response.headers
      const text = Buffer.concat(parts).toString('utf8')
      resolve({ status: response.statusCode ?? 0, text, retryAfter })
    })
  })
  const late = setTimeout(() => sent.destroy(new Error('No answer came in time.')), timeoutMs)
  sent.once('error', reject)
  sent.once('close', () => clearTimeout(late))
  sent.end(body)
  return promise
}
