// Download links in cards: for attachments that a platform does not take as files.
import type { Attachment } from '../../src/chat/attachment.ts'
import { type Card, plainRun } from '../../src/chat/card.ts'

export interface DownloadLink {
  readonly title: string
  readonly url: string
}

export interface FileLinks {
  readonly links: readonly DownloadLink[]
  /** Attachments for which there is no link. */
  readonly missing: readonly Attachment[]
}

export async function downloadLinksFor(attachments: readonly Attachment[]): Promise<FileLinks> {
  const urls = await Promise.all(attachments.map((attachment) => attachment.link?.()))
  const links: DownloadLink[] = []
  const missing: Attachment[] = []
  for (const [index, attachment] of attachments.entries()) {
    const url = urls[index]
    if (url === undefined) missing.push(attachment)
    else links.push({ title: attachment.title, url })
  }
  return { links, missing }
}

/** Adds a note that names the attachments that are not there; `sentence` makes it from their titles. */
export function withMissingNote(
  card: Card,
  missing: readonly Attachment[],
  sentence: (titles: string) => string,
): Card {
  if (missing.length === 0) return card
  const titles = missing.map(({ title }) => title).join(', ')
  return { blocks: [...card.blocks, { kind: 'note', runs: [plainRun(sentence(titles))] }] }
}
