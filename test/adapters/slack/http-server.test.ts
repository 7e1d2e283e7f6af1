// Requests of the platforms at the public HTTP listener.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { publicListener } from '../../../src/http/server.ts'

test.each(['slack', 'teams'])(
  'a request of %s that breaks is answered with 500 and logged without words',
  async (name) => {
    const logged: unknown[] = []
    const handle = () => Promise.reject(new Error('secret words'))
    const server = createServer(
      publicListener({
        forEveryone: new Hono(),
        platforms: [{ pathPrefix: `/${name}/`, handle }],
        log: { info() {}, error: (about, sentence) => void logged.push(about, sentence) },
      }),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const answer = await fetch(`http://127.0.0.1:${port}/${name}/x`)
    expect(answer.status).toBe(500)
    expect(logged).toHaveLength(2)
    expect(JSON.stringify(logged)).not.toContain('secret')
    server.close()
  },
)
