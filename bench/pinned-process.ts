// Child processes that are measured from outside, each pinned to one core.
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

/** Resolves when the process has printed its port. It gets the first core; this process, the client, gets the others. */
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

/** The arguments that `npm start` passes to node. */
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
