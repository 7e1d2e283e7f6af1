// The real program over HTTP: alive, ready, and its end in good order or with one clear line.
import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { newFolder, spawnMain, startInShell, startMain, textOf } from '../support/processes/app-process.ts'

async function endOf(env: Readonly<Record<string, string>>) {
  const child = spawnMain(await newFolder(), env)
  const [text, [code]] = await Promise.all([textOf(child), once(child, 'exit')])
  return { text, code }
}

test('it says that it is alive and ready, and SIGTERM ends it in order', async () => {
  const running = await startMain()
  const healthz = await fetch(`${running.url}/healthz`)
  const readyz = await fetch(`${running.url}/readyz`)
  expect([healthz.status, readyz.status]).toEqual([200, 200])
  expect(await readyz.json()).toMatchObject({
    ready: true,
    database: 'answers',
    outbox: { queued: 0, sending: 0, unknown: 0, failed: 0 },
  })
  expect(await running.stop()).toBe(0)
})

test('it answers for links to files', async () => {
  const running = await startMain()
  const answer = await fetch(`${running.url}/files/none`)
  expect([answer.status, answer.headers.get('referrer-policy')]).toEqual([404, 'no-referrer'])
  expect(await answer.text()).toContain('This link no longer works')
  await running.stop()
})

test('it ends in order when npm, which started it, has ended its shell', async () => {
  const { url, shell } = await startInShell()
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  // The pipe closes when the last of those who write into it has ended.
  const ended = once(shell, 'close')
  shell.kill('SIGTERM')
  await ended
  await expect(fetch(`${url}/healthz`)).rejects.toThrow()
})

test('a port in use ends it with one line and exit code 1', async () => {
  const otherServer = createServer().listen(0, '127.0.0.1')
  await once(otherServer, 'listening')
  const address = otherServer.address()
  const port = typeof address === 'object' ? String(address?.port) : ''
  const { text, code } = await endOf({ PORT: port })
  otherServer.close()
  expect(text).toBe(`Port ${port} is in use: stop what listens there, or set PORT to another number.\n`)
  expect(code).toBe(1)
})

test.each([
  ['PORT', 'http'],
  ['PORT', '70000'],
  ['DATABASE_URL', 'mysql://secret@host/x'],
  ['LOG_LEVEL', 'loud'],
  ['PLAYGROUND', 'yes'],
  ['NODE_ENV', 'production'],
])('a bad %s ends it with one line that names it and does not repeat it: %s', async (setting, value) => {
  const { text, code } = await endOf({ [setting]: value })
  expect(text.trimEnd().split('\n')).toHaveLength(1)
  expect(text).toContain(setting)
  if (setting !== 'NODE_ENV') expect(text).not.toContain(value)
  expect(code).toBe(1)
})
