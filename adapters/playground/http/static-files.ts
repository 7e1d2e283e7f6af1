// The static files of the page: a fixed list; each file is read once.
import { readFile } from 'node:fs/promises'

interface Asset {
  readonly type: string
  readonly file: URL
}

const script = 'text/javascript; charset=utf-8'
const style = 'text/css; charset=utf-8'

const assets: ReadonlyMap<string, Asset> = new Map([
  ['page.js', pageFile('page.js', script)],
  ['actions.js', pageFile('actions.js', script)],
  ['live.js', pageFile('live.js', script)],
  ['dialogs.js', pageFile('dialogs.js', script)],
  ['drafts.js', pageFile('drafts.js', script)],
  ['composer.js', pageFile('composer.js', script)],
  ['base.css', pageFile('base.css', style)],
  ['sides.css', pageFile('sides.css', style)],
  ['room.css', pageFile('room.css', style)],
  ['log.css', pageFile('log.css', style)],
  ['card.css', pageFile('card.css', style)],
  ['form.css', pageFile('form.css', style)],
  ['narrow.css', pageFile('narrow.css', style)],
  ['icon.svg', { type: 'image/svg+xml', file: new URL('../../../docs/pictures/icon.svg', import.meta.url) }],
  ['idiomorph.js', { type: script, file: new URL(import.meta.resolve('idiomorph')) }],
])

const cache = new Map<string, Promise<Uint8Array<ArrayBuffer>>>()

/** Returns `undefined` if the page has no file of that name. */
export async function readAsset(name: string) {
  const asset = assets.get(name)
  if (!asset) return undefined
  const body = cache.get(name) ?? readFile(asset.file).then((bytes) => new Uint8Array(bytes))
  cache.set(name, body)
  return { type: asset.type, body: await body }
}

function pageFile(name: string, type: string): Asset {
  return { type, file: new URL(`../page/${name}`, import.meta.url) }
}
