// One real PostgreSQL for a whole run of the tests: the one at TEST_POSTGRES_URL, else an embedded one.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL whose user may create databases. */
    postgresUrl: string
  }
}

/** Vitest's global setup; it ends with the server stopped. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_POSTGRES_URL
  const server = given ? { url: given, stop: async () => {} } : await startPostgres()
  project.provide('postgresUrl', server.url)
  return server.stop
}

interface PostgresServer {
  readonly url: string
  stop(): Promise<void>
}

async function startPostgres(): Promise<PostgresServer> {
  const child = spawn(process.execPath, [new URL('./postgres-server.ts', import.meta.url).pathname], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const started = once(createInterface(child.stdout), 'line')
  const [url] = (await Promise.race([started, ended])) as [unknown]
  if (typeof url !== 'string') throw new Error('The embedded PostgreSQL did not start; its reason is above.')
  return {
    url,
    async stop() {
      child.stdin.end()
      await ended
    },
  }
}
