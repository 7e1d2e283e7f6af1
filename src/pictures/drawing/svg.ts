// SVG as text: elements and labels. People's words become text in it, never markup.
import { drawable, drawableName, shortened } from './svg-text.ts'

export type Svg = string
type Attributes = Readonly<Record<string, string | number | undefined>>

export function element(name: string, attributes: Attributes, ...children: readonly Svg[]): Svg {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${attributeText(value)}"`)
  const begin = `<${name}${written.join('')}`
  return children.length === 0 ? `${begin}/>` : `${begin}>${children.join('')}</${name}>`
}

function attributeText(value: string | number | undefined): string {
  return typeof value === 'number' ? String(Math.round(value * 100) / 100) : escaped(`${value}`)
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? '')
}

export interface Style {
  readonly size?: number
  readonly bold?: boolean
  readonly fill?: string
  readonly anchor?: 'start' | 'middle' | 'end'
  /** The maximum width; a wider text is cut, and ends in “…”. */
  readonly maxWidth?: number
}

export const ink = '#1c1c1e'
export const faint = '#5b5b60'
export const ruleColour = '#b9b9be'
/** The palette of Okabe and Ito, whose colours people with any kind of colour vision can tell apart. */
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
  const { size = 13, bold, fill = ink, anchor, maxWidth } = style
  const clean = drawable(words)
  const text = maxWidth === undefined ? clean : shortened(clean, size, maxWidth)
  if (text === '') return ''
  const looks = { 'font-size': size, fill, 'font-weight': bold ? 'bold' : undefined }
  return element('text', { x, y, ...looks, 'text-anchor': anchor }, escaped(text))
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

export function crossMark(x: number, y: number, r: number, stroke: string): Svg {
  const d = `M${x - r} ${y - r}L${x + r} ${y + r}M${x - r} ${y + r}L${x + r} ${y - r}`
  return path(d, { stroke, 'stroke-width': 2 })
}

/** The width that a phone shows. Every picture has a light background of its own, so that it is legible in a dark chat. */
export const width = 512
export const margin = 16

export function sheet(height: number, title: string, subtitle: string, ...children: readonly Svg[]): Svg {
  const maxWidth = width - 2 * margin
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` },
    hatch,
    rect(0, 0, width, height, { fill: '#ffffff' }),
    element(
      'g',
      { 'font-family': 'DejaVu Sans Condensed, DejaVu Sans' },
      label(drawableName(title), margin, 28, { size: 18, bold: true, maxWidth }),
      label(subtitle, margin, 47, { fill: faint, maxWidth }),
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
