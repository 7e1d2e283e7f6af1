// Pictures: small ones stand in the card itself, larger ones follow it as messages.
import type { Block } from '../../../src/chat/card.ts'

export type ImageBlock = Extract<Block, { kind: 'image' }>

/** In bytes: a picture up to this size stands in the card. */
const maxInlineBytes = 12_000
/** In bytes: Teams shows no larger picture. */
const maxBytes = 1_000_000
/** In pixels, for each side: Teams shows no larger picture. */
const maxSide = 1_024
/** Bytes of a PNG up to the end of its width and height. */
const pngHeaderBytes = 24

export function isInline(picture: ImageBlock): boolean {
  return picture.png.byteLength <= maxInlineBytes && isShowable(picture)
}

/** The alternative text of a picture that Teams cannot show is part of the card in any case. */
export function followsCard(picture: ImageBlock): boolean {
  return picture.png.byteLength > maxInlineBytes && isShowable(picture)
}

export function dataUrl({ png }: ImageBlock): string {
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`
}

function isShowable({ png }: ImageBlock): boolean {
  if (png.byteLength > maxBytes) return false
  if (png.byteLength < pngHeaderBytes) return true
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  return Math.max(view.getUint32(16), view.getUint32(20)) <= maxSide
}
