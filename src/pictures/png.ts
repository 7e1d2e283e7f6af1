// A drawing as PNG, made beside the event loop, with the one font that comes along: it looks the same on every machine.
import { createRequire } from 'node:module'
import { renderAsync } from '@resvg/resvg-js'
import type { Svg } from './svg.ts'

const { resolve } = createRequire(import.meta.url)
const fontFiles = ['DejaVuSansCondensed.ttf', 'DejaVuSansCondensed-Bold.ttf'].map((name) =>
  resolve(`dejavu-fonts-ttf/ttf/${name}`),
)

/** Two pixels for each unit of the drawing: sharp on a phone, and within the 1,024 that Teams takes. */
const zoom = 2

export async function asPng(svg: Svg): Promise<Uint8Array> {
  const drawn = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: zoom },
    font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans Condensed' },
    logLevel: 'off',
  })
  return drawn.asPng()
}
