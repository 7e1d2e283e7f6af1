// A PNG with a palette holds the pixels that it was given, as closely as its colours allow.
import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { encodePalettePng } from '../../../src/pictures/drawing/palette-png.ts'

interface Chunk {
  readonly type: string
  readonly data: Buffer
}

function chunksOf(png: Uint8Array): Chunk[] {
  const bytes = Buffer.from(png)
  const chunks: Chunk[] = []
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    const data = bytes.subarray(at + 8, at + 8 + length)
    chunks.push({ type: bytes.toString('latin1', at + 4, at + 8), data })
    at += length + 12
  }
  return chunks
}

/** Red, green and blue of each pixel, row by row. */
function pixelsIn(png: Uint8Array): number[][] {
  const chunks = chunksOf(png)
  const dataOf = (type: string) => chunks.find((chunk) => chunk.type === type)?.data ?? Buffer.alloc(0)
  const [width, palette, rows] = [dataOf('IHDR').readUInt32BE(0), dataOf('PLTE'), inflateSync(dataOf('IDAT'))]
  return [...rows.subarray()]
    .filter((_, at) => at % (width + 1) !== 0)
    .map((index) => [...palette.subarray(index * 3, index * 3 + 3)])
}

test('few colours come out as they went in', async () => {
  const rgba = Uint8Array.from([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 18, 52, 86, 255])
  const png = await encodePalettePng({ rgba, width: 2, height: 2 })
  expect(chunksOf(png).map(({ type }) => type)).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND'])
  expect(pixelsIn(png)).toEqual([
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
    [18, 52, 86],
  ])
})

test('of more colours than a palette holds, those that are alike become one', async () => {
  const side = 64
  const rgba = Uint8Array.from(
    Array.from({ length: side * side }, (_, n) => [n % 256, (n * 7) % 256, (n * 13) % 256, 255]).flat(),
  )
  const pixels = pixelsIn(await encodePalettePng({ rgba, width: side, height: side }))
  expect(new Set(pixels.map(String)).size).toBeLessThanOrEqual(256)
  for (const [n, pixel] of pixels.entries())
    for (const [at, part] of pixel.entries())
      expect(Math.abs(part - (rgba[n * 4 + at] ?? 0))).toBeLessThan(64)
})
