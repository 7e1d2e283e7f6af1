// What names a flag of the rules: its name, and what it is about.
import type { FlagId } from '../core/terms.ts'

export function flagKey({ flag, cause }: FlagId): string {
  return cause === undefined ? flag : `${flag}:${cause}`
}

export function flagIdOf({ flag, cause }: FlagId): FlagId {
  return { flag, cause }
}
