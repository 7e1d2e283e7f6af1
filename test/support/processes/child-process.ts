// Child processes that run a script of test/support with the Node of this test.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** The child's errors appear among those of the test; its output is piped. */
export function startChild(script: string, args: readonly string[]): ChildProcess {
  const path = fileURLToPath(new URL(`../${script}`, import.meta.url))
  // Many children begin with the same code, so it is kept compiled.
  const NODE_COMPILE_CACHE = fileURLToPath(new URL('../../../node_modules/.cache/compiled', import.meta.url))
  const env = { ...process.env, NODE_COMPILE_CACHE }
  return spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'inherit'], env })
}

/** Resolves to the exit code, or to null when a signal ended the child. */
export async function runChild(script: string, args: readonly string[]): Promise<number | null> {
  const child = startChild(script, args)
  child.stdout?.resume()
  const [code] = await once(child, 'exit')
  return code
}
