// The ids of requests that were handled, in memory.
import type { ProcessedIds } from '../../src/chat/adapter-descriptor.ts'

export function memoryProcessedIds(): ProcessedIds {
  const ids = new Set<string>()
  return { has: async (id) => ids.has(id), add: async (id) => void ids.add(id) }
}
