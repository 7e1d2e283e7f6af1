// The package for Teams: what an admin uploads is valid, fits, and is the same each time.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { inflateSync } from 'node:zlib'
import { AppManifestUtils, TeamsManifestConverter, type TeamsManifestV1D29 } from '@microsoft/app-manifest'
import { strFromU8, unzipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { appIdFault, packageFor, run, urlFault } from '../../../adapters/teams/app-package.ts'
import { commands } from '../../../src/conversation/router.ts'

const url = 'https://table.example.org'
const appId = '1f2e3d4c-5b6a-7089-90ab-cdef01234567'
const packed = packageFor({ url, appId })
const files = unzipSync(packed)
const manifestText = strFromU8(files['manifest.json'] ?? new Uint8Array())
const manifest: TeamsManifestV1D29.TeamsManifestV1D29 = JSON.parse(manifestText)

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(`${tmpdir()}/teams-package-`)
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
  rmSync(folder, { recursive: true })
})

describe('the zip', () => {
  test('holds the manifest and the two icons that it names, and nothing else', () => {
    expect(Object.keys(files)).toEqual(['manifest.json', 'color.png', 'outline.png'])
    expect(manifest.icons).toEqual({ color: 'color.png', outline: 'outline.png' })
  })
  test.each(['Pacific/Auckland', 'UTC', 'America/Los_Angeles'])(
    'has the same bytes when packed in %s',
    (zone) => {
      vi.stubEnv('TZ', zone)
      expect(Buffer.from(packageFor({ url: `${url}/`, appId: appId.toUpperCase() })).equals(packed)).toBe(
        true,
      )
    },
  )
})

describe('the manifest', () => {
  test('is valid by Microsoft’s own schema, which comes along', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new Error('no network')))
    expect(
      await AppManifestUtils.validateAgainstSchema(TeamsManifestConverter.jsonToManifest(manifestText)),
    ).toEqual([])
  })
  test('would not be valid with something that the schema does not know', async () => {
    const wrong = { ...manifest, nonsense: true }
    expect(await AppManifestUtils.validateAgainstSchema(wrong)).not.toEqual([])
  })
  test('names the deployment wherever Teams looks for it, and no placeholder', () => {
    expect(manifest.developer).toMatchObject({
      websiteUrl: url,
      privacyUrl: `${url}/privacy`,
      termsOfUseUrl: `${url}/terms`,
    })
    expect(manifest.validDomains).toEqual(['table.example.org'])
    expect([manifest.id, manifest.bots?.[0]?.botId]).toEqual([appId, appId])
    expect(
      strFromU8(unzipSync(packageFor({ url: 'https://t.example.net', appId }))['manifest.json'] ?? packed),
    ).not.toMatch(/example\.org|0{8}-/)
  })
  test('has texts that fit, as Teams counts them', () => {
    const { name, description, developer } = manifest
    expect(name.short).toBe('On the Table')
    expect(developer.name.length).toBeLessThanOrEqual(32)
    expect(description.short.length).toBeLessThanOrEqual(80)
    expect(description.full.length).toBeLessThanOrEqual(4_000)
  })
  test('asks for nothing but to know who speaks, and to write to the people of a team', () => {
    expect(manifest.permissions).toEqual(['identity', 'messageTeamMembers'])
    expect(manifest).not.toHaveProperty('webApplicationInfo')
    expect(manifest).not.toHaveProperty('authorization')
    expect(manifest.bots).toMatchObject([{ supportsFiles: false, scopes: ['personal', 'team', 'groupChat'] }])
  })
})

describe('the commands that Teams suggests', () => {
  const lists = manifest.bots?.[0]?.commandLists ?? []
  test('are at most ten for each place where one can write, each place once', () => {
    expect(lists.flatMap(({ scopes }) => scopes).sort()).toEqual(['groupChat', 'personal', 'team'])
    for (const { commands } of lists) {
      expect(commands.length).toBeGreaterThan(0)
      expect(commands.length).toBeLessThanOrEqual(10)
    }
  })
  test('are words that the bot knows, no word twice in a place', () => {
    const known = ['help', ...commands.map(({ name }) => name)]
    for (const { commands } of lists) {
      const titles = commands.map(({ title }) => title)
      expect(new Set(titles).size).toBe(titles.length)
      expect(titles.filter((title) => !known.includes(title))).toEqual([])
    }
  })
  test('fit, as Teams counts them', () => {
    for (const { title, description } of lists.flatMap(({ commands }) => commands)) {
      expect(title.length).toBeLessThanOrEqual(32)
      expect(description).toMatch(/^.{1,128}$/)
    }
  })
})

test('what can be done with a message opens a form for a word that the bot knows, and fits', () => {
  const [extension] = manifest.composeExtensions ?? []
  expect(extension?.botId).toBe(appId)
  expect(extension?.commands?.map(({ id }) => id)).toEqual(['lesson', 'put', 'flag'])
  for (const { id, type, context, fetchTask, title, description = '' } of extension?.commands ?? []) {
    expect({ type, context, fetchTask }).toEqual({ type: 'action', context: ['message'], fetchTask: true })
    expect(commands.map(({ name }) => name)).toContain(id)
    expect(title.length).toBeLessThanOrEqual(32)
    expect(description.length).toBeLessThanOrEqual(128)
  }
})

describe('the icons', () => {
  const color = pixelsOf(files['color.png'])
  const outline = pixelsOf(files['outline.png'])
  test('have the sizes that Teams wants', () => {
    expect([color.width, color.height]).toEqual([192, 192])
    expect([outline.width, outline.height]).toEqual([32, 32])
  })
  test('the coloured one fills its square with the accent colour, and keeps its drawing in the middle 120', () => {
    const accent = `${manifest.accentColor}ff`
    expect(
      color.pixels.filter(({ x, y, hex }) => (x < 35 || x > 156 || y < 35 || y > 156) && hex !== accent),
    ).toEqual([])
    expect(color.pixels.filter(({ hex }) => hex !== accent).length).toBeGreaterThan(3_000)
    expect(color.pixels.filter(({ hex }) => !hex.endsWith('ff'))).toEqual([])
  })
  test('the outline is white or transparent, and nothing else', () => {
    expect(outline.pixels.filter(({ hex }) => !hex.startsWith('#ffffff') && !hex.endsWith('00'))).toEqual([])
    expect(outline.pixels.filter(({ hex }) => hex === '#ffffffff').length).toBeGreaterThan(100)
    expect(outline.pixels.filter(({ hex }) => hex.endsWith('00')).length).toBeGreaterThan(300)
  })
})

test.each([
  ['', /Say where/],
  ['nonsense', /no address/],
  ['http://table.example.org', /https/],
  ['https://table.example.org/path', /Leave out/],
  ['https://table.example.org?x=1', /Leave out/],
  ['https://table.example.org/#top', /Leave out/],
  ['https://me:secret@table.example.org', /Leave out/],
  ['https://localhost', /from outside/],
  ['https://192.0.2.7', /from outside/],
  ['https://[2001:db8::7]', /from outside/],
])('the address “%s” is refused with what to do', (wrong, problem) => {
  expect(urlFault(wrong)).toMatch(problem)
})

test.each(['', 'nonsense', appId.slice(1), `${appId}0`, `{${appId}}`, appId.replaceAll('-', '')])(
  'the app id “%s” is refused with what to do',
  (wrong) => {
    expect(appIdFault(wrong)).toMatch(/--app-id/)
  },
)

test('a good address and a good app id are taken', () => {
  expect([urlFault(url), urlFault(`${url}/`), appIdFault(appId), appIdFault(appId.toUpperCase())]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

describe('the command', () => {
  const good = ['--url', url, '--app-id', appId]
  test('writes the package into the current folder, and says in a line what to do with it', () => {
    const { status, stdout, stderr } = command(good)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/^Wrote on-the-table-teams\.zip: upload it .+\n$/)
    expect(readFileSync(`${folder}/on-the-table-teams.zip`).equals(packed)).toBe(true)
  })
  test('writes where it is told to', () => {
    expect(run([...good, '--out', `${folder}/other.zip`])).toMatchObject({
      done: expect.stringContaining('other.zip'),
    })
    expect(readFileSync(`${folder}/other.zip`).equals(packed)).toBe(true)
  })
  test('draws the icon for a place that takes a PNG of its own', () => {
    expect(run(['--icon', `${folder}/icon.png`])).toHaveProperty('done')
    const { width, height } = pixelsOf(readFileSync(`${folder}/icon.png`))
    expect([width, height]).toEqual([1024, 1024])
  })
  test('ends with one line and exit code 1 where something is wrong', () => {
    const { status, stdout, stderr } = command(['--url', url])
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toMatch(/^Give the bot’s Microsoft App ID as --app-id.*\n$/)
  })
  test.each([
    ['no address', ['--app-id', appId], /Say where/],
    ['an option without its value', ['--app-id', appId, '--url'], /Say where/],
    ['a bad address', ['--app-id', appId, '--url', 'http://table.example.org'], /https/],
    ['a bad app id', ['--url', url, '--app-id', '7'], /--app-id/],
    ['an option that there is not', [...good, '--output', 'x'], /no --output/],
    [
      'a folder that there is not',
      [...good, '--out', '/no/such/folder/x.zip'],
      /Cannot write .*ENOENT.*--out/,
    ],
    ['a folder in place of a file', [...good, '--out', '/'], /Cannot write .*EISDIR.*--out/],
    ['an icon that cannot be written', ['--icon', '/no/such/folder/x.png'], /Cannot write .*--icon/],
  ])('refuses %s in one line', (_, args, problem) => {
    const result = run(args)
    expect(result).toEqual({ fault: expect.stringMatching(problem) })
    expect(JSON.stringify(result)).not.toContain('\\n')
  })
})

function command(args: readonly string[]) {
  const script = fileURLToPath(new URL('../../../adapters/teams/app-package.ts', import.meta.url))
  return spawnSync(process.execPath, [script, ...args], { cwd: folder, encoding: 'utf8' })
}

/** The pixels of a PNG of 8 bits RGBA, each as `#rrggbbaa`. */
function pixelsOf(png: Uint8Array | undefined) {
  const bytes = Buffer.from(png ?? [])
  expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
  expect([...bytes.subarray(24, 29)]).toEqual([8, 6, 0, 0, 0])
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  const rows = inflateSync(Buffer.concat(chunksOf(bytes, 'IDAT')))
  const stride = width * 4
  const plain = Buffer.alloc(stride * height)
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (stride + 1)] ?? 0
    for (let i = 0; i < stride; i++) {
      const at = y * stride + i
      const left = i < 4 ? 0 : (plain[at - 4] ?? 0)
      const up = y === 0 ? 0 : (plain[at - stride] ?? 0)
      const corner = i < 4 || y === 0 ? 0 : (plain[at - stride - 4] ?? 0)
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0
      plain[at] = (rows[y * (stride + 1) + 1 + i] ?? 0) + guess
    }
  }
  const pixels = Array.from({ length: width * height }, (_, at) => ({
    x: at % width,
    y: Math.floor(at / width),
    hex: `#${plain.toString('hex', at * 4, at * 4 + 4)}`,
  }))
  return { width, height, pixels }
}

function chunksOf(png: Buffer, kind: string): Buffer[] {
  const found: Buffer[] = []
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === kind)
      found.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  }
  return found
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const [a, b, c] = [left, up, corner].map((one) => Math.abs(guess - one)) as [number, number, number]
  if (a <= b && a <= c) return left
  return b <= c ? up : corner
}
