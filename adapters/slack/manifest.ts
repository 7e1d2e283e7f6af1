// npm run manifest: the app's manifest for a deployment at an address, or for socket mode without one.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

interface Manifest {
  readonly features: { readonly slash_commands: readonly object[] }
  readonly oauth_config: object
  readonly settings: { readonly event_subscriptions: object; readonly interactivity: object }
}

/** The address in `manifest.json`, which is valid as it is. */
const placeholder = 'https://example.org'

export function readManifest(): Manifest {
  return JSON.parse(readFileSync(new URL('../../manifest.json', import.meta.url), 'utf8'))
}

/** The manifest with the address of a deployment in all its places. */
export function manifestAt(manifest: Manifest, url: string): Manifest {
  return JSON.parse(JSON.stringify(manifest).replaceAll(placeholder, url.replace(/\/+$/, '')))
}

/** The manifest without any address: Slack’s requests come over a socket that the app opens. */
export function manifestForSocket(manifest: Manifest): object {
  const { features, oauth_config, settings } = manifest
  const without = (name: string, { [name]: _, ...rest }: Record<string, unknown>) => rest
  return {
    ...manifest,
    features: {
      ...features,
      slash_commands: features.slash_commands.map((command) => without('url', { ...command })),
    },
    oauth_config: without('redirect_urls', { ...oauth_config }),
    settings: {
      ...settings,
      event_subscriptions: without('request_url', { ...settings.event_subscriptions }),
      interactivity: without('request_url', { ...settings.interactivity }),
      socket_mode_enabled: true,
    },
  }
}

/** Says in one line what is wrong with an address that Slack is to reach. Returns `undefined` when it will do. */
export function urlProblem(url: string): string | undefined {
  if (!URL.canParse(url)) return 'It is no address. Try it like --url https://table.example.org.'
  const { protocol, pathname, search, hash, hostname } = new URL(url)
  if (protocol !== 'https:') return 'Slack wants https. Try it like --url https://table.example.org.'
  if (pathname.replaceAll('/', '') !== '' || search !== '' || hash !== '')
    return 'Leave out what follows the host: the paths are added here.'
  return hostname.includes('.') ? undefined : 'Slack must reach it from outside: give its full host name.'
}

function main(): void {
  const { values } = parseArgs({ options: { url: { type: 'string' } }, strict: false })
  const url = typeof values.url === 'string' ? values.url : undefined
  const problem = values.url === undefined ? undefined : urlProblem(url ?? '')
  if (problem !== undefined) {
    process.stderr.write(`${problem}\n`)
    process.exitCode = 1
    return
  }
  const template = readManifest()
  const manifest = url === undefined ? manifestForSocket(template) : manifestAt(template, url)
  process.stdout.write(`${JSON.stringify(manifest, null, 2)}\n`)
}

if (import.meta.main) main()
