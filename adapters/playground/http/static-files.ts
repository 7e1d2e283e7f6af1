// The files of the page: a fixed list, read once.
import { readFile } from 'node:fs/promises'

interface Asset {
  readonly type: string
  readonly file: URL
}

const script = 'text/javascript; charset=utf-8'
const style = 'text/css; charset=utf-8'

const assets: ReadonlyMap<string, Asset> = new Map([
  ['page.js', own('page.js', script)],
  ['actions.js', own('actions.js', script)],
  ['live.js', own('live.js', script)],
  ['dialogs.js', own('dialogs.js', script)],
  ['composer.js', own('composer.js', script)],
  ['base.css', own('base.css', style)],
  ['sides.css', own('sides.css', style)],
  ['room.css', own('room.css', style)],
  ['log.css', own('log.css', style)],
  ['card.css', own('card.css', style)],
  ['form.css', own('form.css', style)],
  ['narrow.css', own('narrow.css', style)],
  ['icon.svg', { type: 'image/svg+xml', file: new URL('../../../docs/pictures/icon.svg', import.meta.url) }],
  ['idiomorph.js', { type: script, file: new URL(import.meta.resolve('idiomorph')) }],
])

const cache = new Map<string, Promise<Uint8Array<ArrayBuffer>>>()

/** The file of that name, or undefined where the page has no such file. */
export async function readAsset(name: string) {
  const asset = assets.get(name)
  if (!asset) return undefined
  const body = cache.get(name) ?? readFile(asset.file).then((bytes) => new Uint8Array(bytes))
  cache.set(name, body)
  return { type: asset.type, body: await body }
}

function own(name: string, type: string): Asset {
  return { type, file: new URL(`../page/${name}`, import.meta.url) }
}
