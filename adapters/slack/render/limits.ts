// Slack's limits for blocks, in characters unless said otherwise. Slack refuses more of anything as `invalid_blocks`.

export const limits = {
  blocksPerMessage: 50,
  blocksPerView: 100,
  /** All texts of one message together. */
  messageText: 12_000,
  header: 150,
  /** A text object of a block. */
  text: 3_000,
  buttonsPerBlock: 25,
  buttonText: 75,
  buttonValue: 2_000,
  id: 255,
  optionText: 75,
  optionValue: 75,
  optionsPerGroup: 100,
  groupsPerSelect: 100,
  label: 2_000,
  input: 3_000,
  altText: 2_000,
  viewTitle: 24,
  privateMetadata: 3_000,
  tableRows: 100,
  tableColumns: 20,
} as const

/** At most `maxLength` UTF-16 units, as Slack counts them, with an ellipsis if shortened. No character is cut in two. */
export function shorten(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  const segments: string[] = []
  let length = 0
  for (const { segment } of segmenter.segment(text.slice(0, maxLength + 100))) {
    if (length + segment.length > maxLength - 1) break
    segments.push(segment)
    length += segment.length
  }
  return `${segments.join('')}…`
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

export function chunksOf<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = []
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size))
  return chunks
}
