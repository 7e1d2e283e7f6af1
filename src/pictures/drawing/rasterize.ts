// A drawing as PNG, made beside the event loop, with the one font that comes along: it looks the same on every machine.
import { createRequire } from 'node:module'
import { renderAsync } from '@resvg/resvg-js'
import { encodePalettePng, type Pixels } from './palette-png.ts'
import type { Svg } from './svg.ts'

const { resolve } = createRequire(import.meta.url)
const fontFiles = ['DejaVuSansCondensed.ttf', 'DejaVuSansCondensed-Bold.ttf'].map((name) =>
  resolve(`dejavu-fonts-ttf/ttf/${name}`),
)

/** Pixels for each unit of the drawing: sharp on a phone, and within the 1,024 that Teams takes; else as sharp as fits. */
const zooms = [2, 1.5, 1]
/** In bytes: in Teams a picture travels in its message as text, of which 80 KB are taken. */
const most = 55_000

export async function rasterize(svg: Svg): Promise<Uint8Array> {
  let png = new Uint8Array()
  for (const zoom of zooms) {
    png = new Uint8Array(await encodePalettePng(await drawn(svg, zoom)))
    if (png.length <= most) break
  }
  return png
}

async function drawn(svg: Svg, value: number): Promise<Pixels> {
  const { pixels, width, height } = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value },
    font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans Condensed' },
    logLevel: 'off',
  })
  return { rgba: pixels, width, height }
}
