// Files by a link: it works once, in time, for who may still read them, and not for whoever only looks.
import { expect, test } from 'vitest'
import { deleteExpiredLinks } from '../../src/app/download-links.ts'
import { valuesWithPrefix } from '../../src/store/key-value/key-value.ts'
import { buttonsOf, openTestBot, type TestBot } from '../support/bot-harness.ts'
import { network, olive, ruth, tom, whanau, youth } from '../support/fixtures.ts'

const minutes = 60_000

async function roomWithUrl(): Promise<TestBot> {
  return network('South Side', await openTestBot({ publicUrl: 'https://table.example.org' }))
}

/** The paths of the links that came to a person with the newest message. */
async function linksFor(room: TestBot, user: string): Promise<string[]> {
  await room.deliver()
  const message = room.sent.findLast(
    ({ to, files }) => to.kind === 'direct' && to.user === user && files !== undefined,
  )
  const urls = await Promise.all((message?.files ?? []).map((file) => file.link?.()))
  return urls.flatMap((url) => (url === undefined ? [] : [new URL(url).pathname]))
}

const get = (room: TestBot, path: string, method = 'GET') => room.bot.downloadPages.request(path, { method })

test('a link gives its file once, behind a button', async () => {
  const room = await roomWithUrl()
  await room.say(tom, whanau, 'story')
  const [page = '', markdown = ''] = await linksFor(room, 'Tom')
  expect(page).toMatch(/^\/files\/[\w-]{32}$/)
  for (const method of ['HEAD', 'GET', 'GET']) expect((await get(room, page, method)).status).toBe(200)
  const shown = await (await get(room, page)).text()
  expect(shown).toContain('<button>Fetch the file</button>')
  expect(shown).not.toContain('South')
  const fetched = await get(room, page, 'POST')
  expect(fetched.status).toBe(200)
  expect(fetched.headers.get('content-disposition')).toBe(
    "attachment; filename*=UTF-8''south-side-story.html",
  )
  expect(fetched.headers.get('cache-control')).toBe('no-store')
  expect(await fetched.text()).toContain('<title>The story of South Side</title>')
  const again = await get(room, page, 'POST')
  expect(again.status).toBe(404)
  expect(await again.text()).toContain('works once')
  expect((await get(room, page)).status).toBe(404)
  expect(await (await get(room, markdown, 'POST')).text()).toMatch(/^# The story of South Side/)
})

test('of ten who press at once one gets it', async () => {
  const room = await roomWithUrl()
  await room.say(tom, whanau, 'export')
  const [path = ''] = await linksFor(room, 'Tom')
  const answers = await Promise.all(Array.from({ length: 10 }, () => get(room, path, 'POST')))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
})

test('it works for 15 minutes, and is forgotten after', async () => {
  const room = await roomWithUrl()
  await room.say(tom, whanau, 'story')
  const [first = '', second = ''] = await linksFor(room, 'Tom')
  await room.forward(15 * minutes)
  expect((await get(room, first, 'POST')).status).toBe(200)
  await room.forward(1)
  expect((await get(room, second)).status).toBe(404)
  expect((await get(room, second, 'POST')).status).toBe(404)
  await deleteExpiredLinks(room.db, Number.MAX_SAFE_INTEGER)
  expect(await valuesWithPrefix(room.db, 'download ')).toEqual([])
})

test('whoever has left by then gets nothing', async () => {
  const room = await roomWithUrl()
  await room.say(ruth, youth, 'export')
  const [path = ''] = await linksFor(room, 'Ruth')
  for (const button of buttonsOf((await room.say(ruth, youth, 'leave')) as never))
    await room.press(ruth, youth, button)
  expect((await get(room, path, 'POST')).status).toBe(404)
})

test('a wrong link and a used one look the same, and the database gives no link away', async () => {
  const room = await roomWithUrl()
  await room.say(tom, whanau, 'export')
  const [path = ''] = await linksFor(room, 'Tom')
  const kept = JSON.stringify(await valuesWithPrefix(room.db, 'download '))
  expect(kept).not.toContain(path.slice('/files/'.length))
  await get(room, path, 'POST')
  const [used, wrong] = await Promise.all([get(room, path), get(room, '/files/none')])
  expect([used.status, await used.text()]).toEqual([wrong.status, await wrong.text()])
  expect((await get(room, '/files/', 'POST')).status).toBe(404)
})

test('without an address of its own it makes no link', async () => {
  const room = await network()
  await room.say(tom, whanau, 'export')
  expect(await linksFor(room, 'Tom')).toEqual([])
  expect((await room.say(olive, youth, 'export')).kind).toBe('card')
})
