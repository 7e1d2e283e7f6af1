// Download links: each works once, for 15 minutes, and only for people who may still read the file.
import { expect, test } from 'vitest'
import { deleteExpiredLinks } from '../../src/app/download-links.ts'
import { minute } from '../../src/domain/core/time.ts'
import { valuesWithPrefix } from '../../src/store/key-value/key-value.ts'
import { openTestBot, type TestBot } from '../support/bot-harness.ts'
import { network, olive, ruth, tom, whanau, youth } from '../support/fixtures.ts'
import { buttonsIn } from '../support/reply-buttons.ts'

async function networkWithPublicUrl(): Promise<TestBot> {
  return network('South Side', await openTestBot({ publicUrl: 'https://table.example.org' }))
}

/** The paths of the links that came to a person with the newest message. */
async function linksFor(bot: TestBot, user: string): Promise<string[]> {
  await bot.deliver()
  const message = bot.sent.findLast(
    ({ to, files }) => to.kind === 'direct' && to.user === user && files !== undefined,
  )
  const urls = await Promise.all((message?.files ?? []).map((file) => file.link?.()))
  return urls.flatMap((url) => (url === undefined ? [] : [new URL(url).pathname]))
}

const get = (bot: TestBot, path: string, method = 'GET') => bot.bot.downloadPages.request(path, { method })

test('a link gives its file once, after a press of its button', async () => {
  const bot = await networkWithPublicUrl()
  await bot.say(tom, whanau, 'story')
  const [pagePath = '', markdownPath = ''] = await linksFor(bot, 'Tom')
  expect(pagePath).toMatch(/^\/files\/[\w-]{32}$/)
  for (const method of ['HEAD', 'GET', 'GET']) expect((await get(bot, pagePath, method)).status).toBe(200)
  const page = await (await get(bot, pagePath)).text()
  expect(page).toContain('<button>Download the file</button>')
  expect(page).not.toContain('South')
  const fetched = await get(bot, pagePath, 'POST')
  expect(fetched.status).toBe(200)
  expect(fetched.headers.get('content-disposition')).toBe(
    "attachment; filename*=UTF-8''south-side-story.html",
  )
  expect(fetched.headers.get('cache-control')).toBe('no-store')
  expect(await fetched.text()).toContain('<title>The story of South Side</title>')
  const again = await get(bot, pagePath, 'POST')
  expect(again.status).toBe(404)
  expect(await again.text()).toContain('works once')
  expect((await get(bot, pagePath)).status).toBe(404)
  expect(await (await get(bot, markdownPath, 'POST')).text()).toMatch(/^# The story of South Side/)
})

test('one of ten simultaneous requests gets the file', async () => {
  const bot = await networkWithPublicUrl()
  await bot.say(tom, whanau, 'export')
  const [path = ''] = await linksFor(bot, 'Tom')
  const answers = await Promise.all(Array.from({ length: 10 }, () => get(bot, path, 'POST')))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
})

test('a link works for 15 minutes, and is deleted afterwards', async () => {
  const bot = await networkWithPublicUrl()
  await bot.say(tom, whanau, 'story')
  const [first = '', second = ''] = await linksFor(bot, 'Tom')
  await bot.forward(15 * minute)
  expect((await get(bot, first, 'POST')).status).toBe(200)
  await bot.forward(1)
  expect((await get(bot, second)).status).toBe(404)
  expect((await get(bot, second, 'POST')).status).toBe(404)
  await deleteExpiredLinks(bot.db, Number.MAX_SAFE_INTEGER)
  expect(await valuesWithPrefix(bot.db, 'download ')).toEqual([])
})

test('a member who has left meanwhile gets nothing', async () => {
  const bot = await networkWithPublicUrl()
  await bot.say(ruth, youth, 'export')
  const [path = ''] = await linksFor(bot, 'Ruth')
  for (const button of buttonsIn(await bot.say(ruth, youth, 'leave'))) await bot.press(ruth, youth, button)
  expect((await get(bot, path, 'POST')).status).toBe(404)
})

test('a wrong link and a used one look the same, and no link can be read from the database', async () => {
  const bot = await networkWithPublicUrl()
  await bot.say(tom, whanau, 'export')
  const [path = ''] = await linksFor(bot, 'Tom')
  const stored = JSON.stringify(await valuesWithPrefix(bot.db, 'download '))
  expect(stored).not.toContain(path.slice('/files/'.length))
  await get(bot, path, 'POST')
  const [used, wrong] = await Promise.all([get(bot, path), get(bot, '/files/none')])
  expect([used.status, await used.text()]).toEqual([wrong.status, await wrong.text()])
  expect((await get(bot, '/files/', 'POST')).status).toBe(404)
})

test('a bot without a public address makes no links', async () => {
  const bot = await network()
  await bot.say(tom, whanau, 'export')
  expect(await linksFor(bot, 'Tom')).toEqual([])
  expect((await bot.say(olive, youth, 'export')).kind).toBe('card')
})
