// Puts the temporary files of a whole run of the tests into memory, where the machine has room for them there.
import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'

const memory = '/dev/shm'
const gibibyte = 2 ** 30

/**
 * Vitest's global setup; whatever starts after it finds the folder in `os.tmpdir()`. A SQLite file waits for the disk at
 * each commit, and no test cuts the power: what a killed process has written outlives it in memory as it does on a disk.
 */
export function setup(): (() => void) | undefined {
  if (!hasRoom()) return undefined
  const folder = mkdtempSync(join(memory, 'on-the-table-'))
  // PostgreSQL runs as another user where the tests run as root.
  chmodSync(folder, 0o711)
  process.env.TMPDIR = folder
  return () => rmSync(folder, { recursive: true, force: true })
}

/** Containers often have only a few megabytes there. */
function hasRoom(): boolean {
  if (!existsSync(memory)) return false
  const { bavail, bsize } = statfsSync(memory)
  return bavail * bsize > gibibyte
}
