// The contents of the files that came with a message.
import { strFromU8, unzipSync } from 'fflate'
import type { Attachment } from '../../src/chat/attachment.ts'

/** The contents by name. An archive is unpacked. */
export function textsIn(file: Attachment): Readonly<Record<string, string>> {
  if (!file.name.endsWith('.zip')) return { [file.name]: strFromU8(file.bytes) }
  const inside = Object.entries(unzipSync(file.bytes))
  return Object.fromEntries(inside.map(([name, bytes]) => [name, strFromU8(bytes)]))
}
