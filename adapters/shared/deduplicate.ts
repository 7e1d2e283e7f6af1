// Deduplication: a platform delivers a request again when it got no answer in time, and its work is done only once.
import type { ProcessedIds } from '../../src/chat/adapter-descriptor.ts'

/** Runs the work, unless work under that id has ended well before or is running now. Rejects when the work does. */
export type Deduplicator = (id: string, work: () => Promise<void>) => Promise<void>

/**
 * `inBackground` takes over the recording of an id once its work is done, so that the answer need not wait for it.
 * Without it the deduplicator waits until the id is recorded.
 */
export function createDeduplicator(
  processedIds: ProcessedIds,
  inBackground?: (recording: Promise<void>) => void,
): Deduplicator {
  const running = new Set<string>()
  return async (id, work) => {
    // Another delivery may have begun while this one waited for the look-up, so the set is checked twice.
    if (running.has(id) || (await processedIds.has(id)) || running.has(id)) return
    running.add(id)
    const release = () => void running.delete(id)
    try {
      await work()
    } catch (error) {
      release()
      throw error
    }
    const recording = processedIds.add(id).finally(release)
    if (inBackground === undefined) await recording
    else inBackground(recording)
  }
}
