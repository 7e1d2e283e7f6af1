// The key of a flag of the rules: its name, and its cause where it has one.
import type { FlagId } from '../core/terms.ts'

export function flagKey({ flag, cause }: FlagId): string {
  return cause === undefined ? flag : `${flag}:${cause}`
}

export function flagIdOf({ flag, cause }: FlagId): FlagId {
  return { flag, cause }
}
