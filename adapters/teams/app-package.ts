// `npm run teams-package` makes the app package of a deployment: the zip file that a Teams admin uploads.
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { Resvg } from '@resvg/resvg-js'
import { strToU8, zipSync } from 'fflate'

export interface Deployment {
  readonly url: string
  readonly appId: string
}

interface Manifest {
  readonly id: string
  readonly validDomains: readonly string[]
}

const options = {
  url: { type: 'string' },
  'app-id': { type: 'string' },
  out: { type: 'string' },
  icon: { type: 'string' },
} as const

/** The manifest with the address and app id of the deployment. `manifest.json` itself is valid as it stands. */
export function manifestAt({ url, appId }: Deployment): Manifest {
  const { origin, hostname } = new URL(url)
  const replacements: Readonly<Record<string, string>> = {
    'https://example.org': origin,
    'example.org': hostname,
    '00000000-0000-0000-0000-000000000000': appId.toLowerCase(),
  }
  const template = readFileSync(new URL('manifest.json', import.meta.url), 'utf8')
  return JSON.parse(
    template.replaceAll(/(https:\/\/)?example\.org|0{8}-[0-]+/g, (found) => replacements[found] ?? found),
  )
}

/** A drawing of `docs/pictures` as a square PNG; `width` is in pixels. */
export function renderPicture(name: 'icon' | 'icon-outline', width: number): Uint8Array {
  const drawing = readFileSync(new URL(`../../docs/pictures/${name}.svg`, import.meta.url), 'utf8')
  const fitTo = { mode: 'width', value: width } as const
  return new Resvg(drawing, { fitTo, font: { loadSystemFonts: false } }).render().asPng()
}

/** The zip file. The same deployment gives the same bytes. */
export function packageFor(deployment: Deployment): Uint8Array {
  const files = {
    'manifest.json': strToU8(`${JSON.stringify(manifestAt(deployment), null, 2)}\n`),
    'color.png': renderPicture('icon', 192),
    'outline.png': renderPicture('icon-outline', 32),
  }
  // A zip file stores local time without a time zone, so the date is made from local time.
  return zipSync(files, { level: 9, mtime: new Date(1980, 0, 1, 12) })
}

/** Returns one line that says what is wrong with the address, or `undefined` if Teams can reach it. */
export function urlFault(url: string): string | undefined {
  if (url === '') return 'Say where the bot answers, like --url https://table.example.org.'
  if (!URL.canParse(url)) return 'That --url is no address. Try it like --url https://table.example.org.'
  const { protocol, hostname, origin, href } = new URL(url)
  if (protocol !== 'https:') return 'Teams wants https. Try it like --url https://table.example.org.'
  if (href !== `${origin}/`) return 'Leave out of --url all but https and the host: the paths are added here.'
  if (/\.[a-z][a-z0-9-]*$/.test(hostname)) return undefined
  return 'Teams must reach it from outside: give its full host name as --url.'
}

/** Returns one line that says what is wrong with the app id, or `undefined`. */
export function appIdFault(appId: string): string | undefined {
  if (/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(appId)) return undefined
  return 'Give the bot’s Microsoft App ID as --app-id: 32 hex digits like 1f2e3d4c-5b6a-7089-90ab-cdef01234567.'
}

/** Runs the command. Returns one line that says what was done, or one that says what is wrong. */
export function run(args: readonly string[]): { readonly done: string } | { readonly fault: string } {
  const { values } = parseArgs({ args: [...args], options, strict: false })
  const argument = (name: keyof typeof options) => (typeof values[name] === 'string' ? values[name] : '')
  const unknown = Object.keys(values).find((name) => !Object.hasOwn(options, name))
  if (unknown !== undefined)
    return { fault: `There is no --${unknown}: only --url, --app-id, --out and --icon.` }
  if (values.icon !== undefined)
    return writeOutput({
      option: 'icon',
      file: argument('icon'),
      bytes: renderPicture('icon', 1024),
      next: 'the icon, to be uploaded where an app has one.',
    })
  const deployment = { url: argument('url'), appId: argument('app-id') }
  const fault = urlFault(deployment.url) ?? appIdFault(deployment.appId)
  if (fault !== undefined) return { fault }
  const file = values.out === undefined ? 'on-the-table-teams.zip' : argument('out')
  return writeOutput({ option: 'out', file, bytes: packageFor(deployment), next: uploadHint })
}

const uploadHint =
  'upload it in the Teams admin center (Teams apps, Manage apps, Upload new app), ' +
  'or in Teams itself (Apps, Manage your apps, Upload an app).'

interface Output {
  readonly option: keyof typeof options
  readonly file: string
  readonly bytes: Uint8Array
  /** What to do with the file. */
  readonly next: string
}

function writeOutput({ option, file, bytes, next }: Output) {
  try {
    writeFileSync(file, bytes)
    return { done: `Wrote ${file}: ${next}` }
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? error.code : error
    return { fault: `Cannot write “${file}” (${why}). Choose another file with --${option}.` }
  }
}

function main(): void {
  const result = run(process.argv.slice(2))
  if ('done' in result) {
    process.stdout.write(`${result.done}\n`)
    return
  }
  process.stderr.write(`${result.fault}\n`)
  process.exitCode = 1
}

if (import.meta.main) main()
