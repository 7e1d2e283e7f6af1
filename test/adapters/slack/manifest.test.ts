// The app's manifest: what it asks for is what the adapter uses, and it fits a deployment.
import { describe, expect, test } from 'vitest'
import { manifestAt, manifestForSocket, readManifest, urlProblem } from '../../../adapters/slack/manifest.ts'
import { scopes } from '../../../adapters/slack/scopes.ts'

interface Whole {
  readonly display_information: {
    readonly name: string
    readonly description: string
    readonly long_description: string
  }
  readonly features: {
    readonly shortcuts: readonly {
      readonly name: string
      readonly description: string
      readonly type: string
      readonly callback_id: string
    }[]
    readonly slash_commands: readonly { readonly command: string; readonly should_escape: boolean }[]
  }
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } }
  readonly settings: { readonly event_subscriptions: { readonly bot_events: readonly string[] } }
}
const manifest = readManifest() as unknown as Whole

test('it asks for the scopes that OAuth asks for', () => {
  expect(manifest.oauth_config.scopes.bot).toEqual([...scopes])
})

test('its texts fit, as Slack counts them', () => {
  const { name, description, long_description } = manifest.display_information
  expect(name.length).toBeLessThanOrEqual(35)
  expect(description.length).toBeLessThanOrEqual(140)
  expect(long_description.length).toBeGreaterThanOrEqual(175)
  expect(long_description.length).toBeLessThanOrEqual(4_000)
  for (const shortcut of manifest.features.shortcuts) expect(shortcut.name.length).toBeLessThanOrEqual(24)
})

test('people’s mentions come escaped, so that they can be told from what was typed', () => {
  expect(manifest.features.slash_commands.map(({ should_escape }) => should_escape)).toEqual([true])
})

describe('filled in', () => {
  test('for an address, it stands wherever Slack calls', () => {
    const text = JSON.stringify(manifestAt(readManifest(), 'https://table.example.net/'))
    expect(text.match(/https:\/\/table\.example\.net\/slack\/(events|oauth_redirect)/g)).toHaveLength(4)
    expect(text).not.toContain('example.org')
  })
  test('for a socket, no address is left', () => {
    const filled = manifestForSocket(readManifest())
    expect(JSON.stringify(filled)).not.toContain('https:')
    expect(filled).toMatchObject({ settings: { socket_mode_enabled: true } })
  })
})

test.each([
  ['nonsense', /no address/],
  ['', /no address/],
  ['http://table.example.org', /https/],
  ['https://table.example.org/path', /Leave out/],
  ['https://table.example.org?x=1', /Leave out/],
  ['https://localhost', /from outside/],
])('the address “%s” is refused with what to do', (url, problem) => {
  expect(urlProblem(url)).toMatch(problem)
})

test('a good address is taken', () => {
  expect(urlProblem('https://table.example.org/')).toBeUndefined()
})
