// A real browser for tests: the Chromium of the system, else the one that comes as an npm package with its libraries.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const systemPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Pages reach this machine only. Catching their requests one by one would switch the browser's cache off.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
]

export async function openBrowser(): Promise<Browser> {
  const system = systemChromium()
  if (system !== undefined) return chromium.launch({ executablePath: system, args: quiet })
  return withPackaged((packaged) =>
    chromium.launch({
      executablePath: packaged,
      args: quiet,
      env: { ...process.env, FONTCONFIG_FILE: writeFontConfig() },
    }),
  )
}

/** The text without spaces, to be compared with what a page shows, whose line breaks differ. */
export function squeezed(text: string): string {
  return text.replace(/\s/g, '')
}

/** Runs once before all tests, since two tests that unpack the same files at once would disturb each other. */
export async function setup(): Promise<void> {
  if (systemChromium() === undefined) await withPackaged(async () => {})
}

function systemChromium(): string | undefined {
  return systemPlaces.find((place) => existsSync(place))
}

/** This is a folder of the checkout, since a shared temporary folder may hold the files of another account. */
const folder = resolve('node_modules/.cache/chromium')

async function withPackaged<T>(use: (executablePath: string) => Promise<T>): Promise<T> {
  mkdirSync(folder, { recursive: true })
  const { TMPDIR, AWS_EXECUTION_ENV } = process.env
  // The package unpacks its libraries, and finds them, only where it believes to be in its usual surroundings.
  Object.assign(process.env, { TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' })
  try {
    const packaged = (await import('@sparticuz/chromium')).default
    return await use(await packaged.executablePath())
  } finally {
    restore('TMPDIR', TMPDIR)
    restore('AWS_EXECUTION_ENV', AWS_EXECUTION_ENV)
  }
}

/** The package's own configuration looks for fonts elsewhere, and a form without any font crashes the browser. */
function writeFontConfig(): string {
  const file = join(folder, 'fonts.conf')
  const lines = [`<dir>${join(folder, 'fonts')}</dir>`, `<cachedir>${join(folder, 'font-cache')}</cachedir>`]
  writeFileSync(file, `<?xml version="1.0"?>\n<fontconfig>${lines.join('')}</fontconfig>\n`)
  return file
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name]
  else process.env[name] = value
}
