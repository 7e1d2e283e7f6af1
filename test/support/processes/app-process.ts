// The program as a user starts it: a process of its own, in an empty folder, on a free port.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface Running {
  readonly url: string
  readonly child: ChildProcess
  /** Ends the program with SIGTERM; resolves to its exit code. */
  stop(): Promise<number | null>
}

const start = fileURLToPath(new URL('../../../src/start.js', import.meta.url))

export function spawnMain(folder: string, env: Readonly<Record<string, string>> = {}): ChildProcess {
  const { PATH = '' } = process.env
  return spawn(process.execPath, [start], {
    cwd: folder,
    env: { PATH, PORT: '0', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Starts the program as npm does, in a shell. npm ends the shell without a signal to what runs in it. */
export async function startInShell(): Promise<{ readonly url: string; readonly shell: ChildProcess }> {
  const shell = spawn('sh', ['-c', `"${process.execPath}" "${start}"; :`], {
    cwd: await newFolder(),
    env: { PATH: process.env.PATH ?? '', PORT: '0', LOG_LEVEL: 'warn', npm_lifecycle_event: 'start' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  if (shell.stdout === null) throw new Error('It has no standard output.')
  const [line] = await once(createInterface(shell.stdout), 'line')
  return { url: /http:\S+\d/.exec(line)?.[0] ?? '', shell }
}

export function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'on-the-table-run-'))
}

/** Resolves when the program is ready. Its folder is removed when it is stopped. */
export async function startMain(): Promise<Running> {
  const folder = await newFolder()
  const child = spawnMain(folder)
  const ended = once(child, 'exit')
  const stderr = textOf(child)
  if (child.stdout === null) throw new Error('It has no standard output.')
  const line = once(createInterface(child.stdout), 'line')
  const [first] = await Promise.race([line, ended])
  const url = /http:\S+\d/.exec(String(first))?.[0]
  if (url === undefined) throw new Error(`It did not start: ${await stderr}`)
  return {
    url,
    child,
    async stop() {
      child.kill('SIGTERM')
      const [code] = await ended
      await rm(folder, { recursive: true, force: true })
      return code as number | null
    },
  }
}

/** Everything that the process writes to standard error, once it has ended. */
export async function textOf(child: ChildProcess): Promise<string> {
  let text = ''
  child.stderr?.on('data', (chunk) => {
    text += String(chunk)
  })
  await once(child, 'close')
  return text
}
