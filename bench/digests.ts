// The digests of 10,000 guardian angels with 5 networks each, on one core, in a process started as the bot is.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { pathOf, startArguments } from './pinned-process.ts'
import type { Figure } from './report.ts'

interface Run {
  readonly sent: number
  readonly seconds: number
  readonly one: number
  readonly mebibytes: number
}

export async function digestFigures(): Promise<readonly Figure[]> {
  const flags = startArguments().slice(0, -1)
  const args = ['-c', '0', process.execPath, ...flags, pathOf('digests-child.ts')]
  const { stdout } = await promisify(execFile)('taskset', args)
  const { sent, seconds, one, mebibytes } = JSON.parse(stdout) as Run
  if (sent !== 10_000) throw new Error(`${sent} digests left instead of 10,000.`)
  const good = 'at most'
  return [
    { what: 'all digests of a Monday, 10,000 angels', measured: seconds, limit: 60, unit: 's', good },
    { what: 'memory above rest meanwhile', measured: mebibytes, limit: 80, unit: 'MB', good },
    { what: 'wording one digest of 5 networks, p99', measured: one, limit: 20, unit: 'ms', good },
  ]
}
