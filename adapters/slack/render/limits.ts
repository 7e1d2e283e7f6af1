// What Slack takes; more of anything is refused as `invalid_blocks`. Characters, unless said otherwise.

export const limits = {
  blocksPerMessage: 50,
  blocksPerView: 100,
  /** Of all texts of one message. */
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

/** Cut to so many UTF-16 units, as Slack counts, with a sign that there was more; no character is cut in two. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text
  const kept: string[] = []
  let length = 0
  for (const { segment } of segmenter.segment(text.slice(0, most + 100))) {
    if (length + segment.length > most - 1) break
    kept.push(segment)
    length += segment.length
  }
  return `${kept.join('')}…`
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
