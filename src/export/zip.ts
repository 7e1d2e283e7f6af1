// An export as one file: the document, and the tables beside it.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'

/** The same files always make the same bytes: the time in an archive tells nothing here. */
const always = new Date(1980, 0, 1)

export function zipped(files: ReadonlyMap<string, string>): Uint8Array {
  return zipSync(Object.fromEntries([...files].map(([name, text]) => [name, strToU8(text)])), {
    mtime: always,
  })
}

/** Bytes of a document; a larger one is no export of ours. */
const largest = 500_000_000

/** The document in what an export has made: in the archive, or by itself. */
export function documentIn(bytes: Uint8Array): string | undefined {
  const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b
  if (!isArchive) return strFromU8(bytes)
  try {
    const found = unzipSync(bytes, {
      filter: ({ name, originalSize }) => name.endsWith('.json') && originalSize <= largest,
    })
    const [document] = Object.values(found)
    return document && strFromU8(document)
  } catch {
    return undefined
  }
}
