// SVG as text: elements, and words that fit where they stand. People's words become text in it, never markup.

export type Svg = string
type Attributes = Readonly<Record<string, string | number | undefined>>

export function element(name: string, attributes: Attributes, ...children: readonly Svg[]): Svg {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(typeof value === 'number' ? rounded(value) : `${value}`)}"`)
  return children.length === 0
    ? `<${name}${written.join('')}/>`
    : `<${name}${written.join('')}>${children.join('')}</${name}>`
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100)
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? '')
}

/** Signs that XML forbids, that turn the direction of what follows, or for which the font has no shape. */
const undrawable =
  /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u{200b}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2060}-\u{206f}\u{feff}]|[\u{fe00}-\u{fe0f}]|[\u{1f000}-\u{1ffff}]|[\u{e0000}-\u{e0fff}]/gu

/** Scripts that the font does not have. */
const unknownScript =
  /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Common}\p{Script=Inherited}]/gu

export function drawable(text: string): string {
  const some = text.toWellFormed().replace(/\s/g, ' ').replace(undrawable, '').replace(unknownScript, '')
  return some.replace(/[ \u200d]{2,}/g, ' ').trim()
}

/** What of people's words can be drawn; a name in another script stands in the words beside the picture. */
export function named(text: string): string {
  return drawable(text) || '(see the words)'
}

export interface Style {
  readonly size?: number
  readonly bold?: boolean
  readonly fill?: string
  readonly anchor?: 'start' | 'middle' | 'end'
  /** How wide it may be; what is wider is cut, and ends in “…”. */
  readonly most?: number
}

export const ink = '#1c1c1e'
export const faint = '#5b5b60'
export const ruleColour = '#b9b9be'
/** The palette of Okabe and Ito, which people of all kinds of colour vision can tell apart. */
export const hues = {
  orange: '#e69f00',
  sky: '#56b4e9',
  green: '#009e73',
  yellow: '#f0e442',
  blue: '#0072b2',
  vermillion: '#d55e00',
  purple: '#cc79a7',
} as const

export function label(words: string, x: number, y: number, style: Style = {}): Svg {
  const { size = 13, bold, fill = ink, anchor, most } = style
  const clean = drawable(words)
  const text = most === undefined ? clean : shortened(clean, size, most)
  if (text === '') return ''
  const looks = { 'font-size': size, fill, 'font-weight': bold ? 'bold' : undefined }
  return element('text', { x, y, ...looks, 'text-anchor': anchor }, escaped(text))
}

const narrow = /[\sijlI1.,:;'|!()[\]ftr‘’-]/u
const wide = /[mwMW@%—…&\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** About as wide as the font draws it, and rather more than less. In units of the drawing. */
export function widthOf(text: string, size: number): number {
  let ems = 0
  for (const sign of text)
    ems += narrow.test(sign) ? 0.4 : wide.test(sign) ? 0.95 : /\p{M}/u.test(sign) ? 0 : 0.62
  return ems * size
}

const graphemes = new Intl.Segmenter()

export function shortened(text: string, size: number, most: number): string {
  if (widthOf(text, size) <= most) return text
  let kept = ''
  for (const { segment } of graphemes.segment(text.slice(0, 400))) {
    if (widthOf(`${kept}${segment}…`, size) > most) break
    kept += segment
  }
  return kept === '' ? '' : `${kept.trimEnd()}…`
}

export function line(x1: number, y1: number, x2: number, y2: number, more: Attributes = {}): Svg {
  return element('line', { x1, y1, x2, y2, stroke: ruleColour, 'stroke-width': 1, ...more })
}

export function rect(x: number, y: number, width: number, height: number, more: Attributes = {}): Svg {
  return element('rect', { x, y, width, height, ...more })
}

export function circle(cx: number, cy: number, r: number, more: Attributes = {}): Svg {
  return element('circle', { cx, cy, r, ...more })
}

export function path(d: string, more: Attributes = {}): Svg {
  return element('path', { d, fill: 'none', ...more })
}

/** A small cross. */
export function cross(x: number, y: number, r: number, stroke: string): Svg {
  const d = `M${x - r} ${y - r}L${x + r} ${y + r}M${x - r} ${y + r}L${x + r} ${y - r}`
  return path(d, { stroke, 'stroke-width': 2 })
}

/** Wide as a phone shows it; every picture has its own light ground, so that it reads on a dark chat too. */
export const width = 512
export const margin = 16

export function sheet(height: number, title: string, under: string, ...children: readonly Svg[]): Svg {
  const most = width - 2 * margin
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` },
    hatch,
    rect(0, 0, width, height, { fill: '#ffffff' }),
    element(
      'g',
      { 'font-family': 'DejaVu Sans Condensed, DejaVu Sans' },
      label(named(title), margin, 28, { size: 18, bold: true, most }),
      label(under, margin, 47, { fill: faint, most }),
      ...children,
    ),
  )
}

const hatch = element(
  'defs',
  {},
  element(
    'pattern',
    { id: 'hatch', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    rect(0, 0, 6, 6, { fill: '#ffffff' }),
    rect(0, 0, 2.5, 6, { fill: hues.vermillion }),
  ),
)
