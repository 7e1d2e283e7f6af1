// Text that is drawn: which characters can be, how wide they are, and how a text is cut to a width.

/** Characters that XML forbids, that turn the direction of what follows, or for which the font has no shape. */
const undrawable =
  /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u{200b}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2060}-\u{206f}\u{feff}]|[\u{fe00}-\u{fe0f}]|[\u{1f000}-\u{1ffff}]|[\u{e0000}-\u{e0fff}]/gu

/** Scripts that the font does not have. */
const unknownScript =
  /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Common}\p{Script=Inherited}]/gu

export function drawable(text: string): string {
  const some = text.toWellFormed().replace(/\s/g, ' ').replace(undrawable, '').replace(unknownScript, '')
  return some.replace(/[ \u200d]{2,}/g, ' ').trim()
}

/** What of a name can be drawn; a name in another script stands in the text beside the picture. */
export function drawableName(text: string): string {
  return drawable(text) || '(see the words)'
}

const narrow = /[\sijlI1.,:;'|!()[\]ftr‘’-]/u
const wide = /[mwMW@%—…&\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** Estimates how wide the font draws the text, rather too wide than too narrow. In units of the drawing. */
export function widthOf(text: string, size: number): number {
  let ems = 0
  for (const character of text) ems += emsOf(character)
  return ems * size
}

function emsOf(character: string): number {
  if (narrow.test(character)) return 0.4
  if (wide.test(character)) return 0.95
  return /\p{M}/u.test(character) ? 0 : 0.62
}

const graphemes = new Intl.Segmenter()

/** Cuts the text to the maximum width, with “…” at its end. */
export function shortened(text: string, size: number, maxWidth: number): string {
  if (widthOf(text, size) <= maxWidth) return text
  let cut = ''
  for (const { segment } of graphemes.segment(text.slice(0, 400))) {
    if (widthOf(`${cut}${segment}…`, size) > maxWidth) break
    cut += segment
  }
  return cut === '' ? '' : `${cut.trimEnd()}…`
}
