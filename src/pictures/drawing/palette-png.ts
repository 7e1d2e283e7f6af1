// Pixels as a PNG with a palette: a third of what true colours take, for drawings that have few of them.
import { promisify } from 'node:util'
import { crc32, deflate } from 'node:zlib'

export interface Pixels {
  /** Red, green, blue and how opaque, a byte each; all are opaque here. */
  readonly rgba: Uint8Array
  readonly width: number
  readonly height: number
}

/** Colours that differ by less than an eye sees are one; the fewer bits, the fewer colours. */
const bitsTried = [6, 5, 4, 3, 2]
const mostColours = 256

/** PNG, second edition (W3C, 2003): signature, header, palette, pixels, end. */
export async function encodePalettePng(pixels: Pixels): Promise<Uint8Array> {
  const { palette, rows } = palettized(pixels)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(pixels.width, 0)
  header.writeUInt32BE(pixels.height, 4)
  // Eight bits each, by palette.
  header.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', await promisify(deflate)(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const whole = Buffer.alloc(named.length + 8)
  whole.writeUInt32BE(data.length, 0)
  named.copy(whole, 4)
  whole.writeUInt32BE(crc32(named), named.length + 4)
  return whole
}

interface Palettized {
  readonly palette: Buffer
  /** Each begins with how it is filtered: not at all. */
  readonly rows: Buffer
}

function palettized(pixels: Pixels): Palettized {
  for (const bits of bitsTried) {
    const found = withBits(pixels, bits)
    if (found !== undefined) return found
  }
  throw new Error('Two bits for each of three colours are 64, which fit into every palette.')
}

function withBits({ rgba, width, height }: Pixels, bits: number): Palettized | undefined {
  const colours = new Map<number, number>()
  const palette: number[] = []
  const rows = Buffer.alloc((width + 1) * height)
  const shift = 8 - bits
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4
      const [red = 0, green = 0, blue = 0] = [rgba[at], rgba[at + 1], rgba[at + 2]]
      const key = ((red >> shift) << (2 * bits)) | ((green >> shift) << bits) | (blue >> shift)
      let index = colours.get(key)
      if (index === undefined) {
        if (colours.size === mostColours) return undefined
        index = colours.size
        colours.set(key, index)
        palette.push(red, green, blue)
      }
      rows[y * (width + 1) + 1 + x] = index
    }
  return { palette: Buffer.from(palette), rows }
}
