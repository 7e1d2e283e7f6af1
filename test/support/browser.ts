// A real browser for tests: the Chromium of the system, else the one that comes as an npm package with its libraries.
import { existsSync, mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
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
]

export async function openBrowser(): Promise<Browser> {
  const system = systemPlaces.find((place) => existsSync(place))
  return system === undefined ? openPackaged() : chromium.launch({ executablePath: system, args: quiet })
}

/** Unpacked into this checkout, since a shared temporary folder may hold the files of another account. */
async function openPackaged(): Promise<Browser> {
  const folder = resolve('node_modules/.cache/chromium')
  mkdirSync(folder, { recursive: true })
  const { TMPDIR, AWS_EXECUTION_ENV } = process.env
  // The package unpacks its libraries, and finds them, only where it believes to be in its usual surroundings.
  Object.assign(process.env, { TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' })
  try {
    const packaged = (await import('@sparticuz/chromium')).default
    const executablePath = await packaged.executablePath()
    return await chromium.launch({ executablePath, args: packaged.args })
  } finally {
    restore('TMPDIR', TMPDIR)
    restore('AWS_EXECUTION_ENV', AWS_EXECUTION_ENV)
  }
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name]
  else process.env[name] = value
}
