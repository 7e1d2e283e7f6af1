// An export as one ZIP file: the document, and the tables beside it.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'

/** A fixed time of modification, so that the same files always make the same bytes. */
const modified = new Date(1980, 0, 1)

export function zipped(files: ReadonlyMap<string, string>): Uint8Array {
  return zipSync(Object.fromEntries([...files].map(([name, text]) => [name, strToU8(text)])), {
    mtime: modified,
  })
}

/** The maximum size of a document in bytes; a larger one is no export of ours. */
const maxSize = 500_000_000

/** Returns the text of the document, from an archive or by itself; `undefined` when there is none. */
export function documentIn(bytes: Uint8Array): string | undefined {
  const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b
  if (!isArchive) return strFromU8(bytes)
  try {
    const found = unzipSync(bytes, {
      filter: ({ name, originalSize }) => name.endsWith('.json') && originalSize <= maxSize,
    })
    const [document] = Object.values(found)
    return document && strFromU8(document)
  } catch {
    return undefined
  }
}
