// Processes that are measured from outside: each on one core, and the memory that they hold.
import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface Server {
  readonly port: number
  readonly child: ChildProcess
}

/** Ends when the process has said its port. One core is the server's; this process, which asks, has the others. */
export async function startPinned(args: readonly string[], options: SpawnOptions = {}): Promise<Server> {
  const others = cpus().length > 1 ? `1-${cpus().length - 1}` : '0'
  execFileSync('taskset', ['-a', '-c', '-p', others, `${process.pid}`])
  const child = spawn('taskset', ['-c', '0', process.execPath, ...args], {
    ...options,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (child.stdout === null) throw new Error('It says nothing.')
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  return { port: Number(/:(\d+)/.exec(line)?.[1] ?? line), child }
}

export function pathOf(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url))
}

/** What `npm start` gives to node. */
export function startArguments(): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(pathOf('../package.json'), 'utf8'))
  const [, ...args] = scripts.start.split(' ')
  return [...args.slice(0, -1), pathOf(`../${args.at(-1)}`)]
}

/** Resident memory in MiB. `taskset` becomes the process that it starts. */
export function memoryOf({ child }: Server): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024
}
