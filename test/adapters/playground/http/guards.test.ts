// The guards decide whose requests the playground accepts at all.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aroha, openPlayground, type PlaygroundFixture, youth } from '../harness.ts'

let fixture: PlaygroundFixture
beforeEach(async () => {
  fixture = await openPlayground()
})
afterEach(() => fixture.playground.stop())

const say = { as: aroha, room: youth, text: 'help' }

test.each(['localhost', 'localhost:80', '127.0.0.1:4777', 'LOCALHOST:1'])(
  'the host %s is served',
  async (host) => {
    expect((await fixture.get('/playground/rooms?as=aroha-ngata', { host })).status).toBe(200)
  },
)
test.each([
  'evil.example',
  'localhost.evil.example',
  '127.0.0.1.evil.example:80',
  '192.168.1.5',
  'localhost:80@evil',
  '',
])('the host %j is refused for pages, reading and writing', async (host) => {
  for (const path of ['/', '/playground/rooms?as=aroha-ngata', '/playground/page/page.js']) {
    expect((await fixture.get(path, { host })).status).toBe(403)
  }
  expect((await fixture.post('say', say, { host })).status).toBe(403)
  expect(fixture.received).toEqual([])
})
test('a POST from the page itself, or from a program without an origin, is accepted', async () => {
  const own = await fixture.post('say', say, { host: 'localhost:4777', origin: 'http://localhost:4777' })
  expect(own.status).toBe(200)
  expect((await fixture.post('say', say)).status).toBe(200)
})
test.each([
  'http://evil.example',
  'null',
  'http://localhost:9999',
  'http://127.0.0.1:4777',
  'https://localhost:4777.evil',
])('a POST from %s is refused', async (origin) => {
  const answer = await fixture.post('say', say, { host: 'localhost:4777', origin })
  expect(answer.status).toBe(403)
  expect(fixture.received).toEqual([])
})
test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/jsonp',
])('a POST as %s is refused', async (type) => {
  const answer = await fixture.post('say', say, { 'content-type': type })
  expect(answer.status).toBe(415)
  expect(fixture.received).toEqual([])
})
test('the page loads nothing from elsewhere, and has no inline scripts or styles', async () => {
  const answer = await fixture.get(`/?as=${aroha}&room=${youth}`)
  const policy = answer.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toMatch(/unsafe|https?:|\*|data:/)
  const page = await answer.text()
  expect(page).not.toMatch(/<script(?![^>]*\ssrc="\/playground\/page\/)|<style|\sstyle=|\son[a-z]+=/)
})
test('every file that the page asks for is served with its type', async () => {
  const page = await fixture.page(aroha, youth)
  const linked = [...page.matchAll(/(?:src|href)="(\/playground\/page\/[^"]+)"/g)].map(
    ([, path = '']) => path,
  )
  const scripts = await fixture.get('/playground/page/page.js').then((answer) => answer.text())
  const imported = [...scripts.matchAll(/from '\.\/([^']+)'/g)].map(([, name]) => `/playground/page/${name}`)
  const paths = new Set([...linked, ...imported, '/playground/page/idiomorph.js'])
  expect(paths.size).toBeGreaterThan(10)
  for (const path of paths) {
    const file = await fixture.get(path)
    expect(file.status).toBe(200)
    expect(file.headers.get('content-type')).toMatch(/^(text\/javascript|text\/css|image\/svg\+xml)/)
  }
})
test.each(['../index.ts', '..%2Findex.ts', 'index.ts', 'package.json', '%00', 'toString'])(
  'the file %s is not served',
  async (name) => {
    expect((await fixture.get(`/playground/page/${name}`)).status).toBe(404)
  },
)
test('the page opens as the first person if the address names nobody', async () => {
  const answer = await fixture.get('/?as=%3Cscript%3E&room=x')
  expect(answer.status).toBe(302)
  expect(answer.headers.get('location')).toBe(`/?as=${aroha}&room=${youth}`)
})
