// The story is sent to the person who asked for it and to nobody else, and posted once when the network closes.
import { expect, test } from 'vitest'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { buttonsOf, formOf, openTestBot, type TestBot, textOf } from '../../support/bot-harness.ts'
import {
  aroha,
  closed,
  directOf,
  lively,
  margaret,
  network,
  nextMorning,
  olive,
  ruth,
  tom,
  whanau,
  youth,
} from '../../support/fixtures.ts'

const filesTo = (bot: TestBot, user: string) =>
  bot.sent.flatMap(({ to, files = [] }) => (to.kind === 'direct' && to.user === user ? files : []))

const textIn = (bot: TestBot, user: string, ending: string) => {
  const file = filesTo(bot, user).findLast(({ name }) => name.endsWith(ending))
  return Buffer.from(file?.bytes ?? []).toString()
}

test('whoever asks for the story gets it in their direct messages, as a page and as Markdown', async () => {
  const bot = await lively()
  expect(textOf(await bot.say(tom, whanau, 'story'))).toContain('send it to your direct messages')
  await bot.deliver()
  expect(filesTo(bot, 'Tom').map(({ name }) => name)).toEqual([
    'south-side-story.html',
    'south-side-story.md',
  ])
  expect(textIn(bot, 'Tom', '.md')).toMatch(/^# The story of South Side\n[\s\S]*\*\*\$20,000\*\* from Health/)
  const page = textIn(bot, 'Tom', '.html')
  expect(page).toContain('<title>The story of South Side</title>')
  expect(page.match(/<img src="data:image\/png;base64,iVBOR[^"]+" alt="[^"]+"/g)).toHaveLength(3)
  expect(textIn(bot, 'Tom', '.md')).not.toContain('base64')
  expect(textIn(bot, 'Tom', '.md')).toMatch(/### The timeline\n\n\| Phase/)
})

test('nobody else gets it, and an outsider gets the same answer as where there is no network', async () => {
  const bot = await network()
  expect(await bot.say(olive, youth, 'story')).toEqual(await bot.say(olive, youth, 'table'))
  await bot.say(tom, whanau, 'story')
  await bot.deliver()
  expect(bot.sent.filter(({ files }) => files !== undefined).map(({ to }) => to)).toEqual([directOf(tom)])
})

test('whoever left before it was sent does not get it', async () => {
  const bot = await network()
  await bot.say(ruth, youth, 'story')
  const leaving = await bot.say(ruth, youth, 'leave')
  for (const button of buttonsOf(leaving as never)) await bot.press(ruth, youth, button)
  await bot.deliver()
  expect(textOf(await bot.say(ruth, youth, 'story'))).toContain('not in a network here')
  expect(filesTo(bot, 'Ruth')).toEqual([])
})

test('the same request, delivered twice, sends it once', async () => {
  const bot = await network()
  await bot.say(tom, whanau, 'story', 'the same')
  expect((await bot.say(tom, whanau, 'story', 'the same')).kind).toBe('none')
  await bot.deliver()
  expect(filesTo(bot, 'Tom')).toHaveLength(2)
})

test('members of a closed network can have its story, also by the button of its last post', async () => {
  const bot = await closed()
  const last = bot.sent.findLast(
    ({ to, card }) => to.kind === 'channel' && JSON.stringify(card).includes('is closed'),
  )
  const button = buttonsOf(last as never).find(({ label }) => label === 'Send me the story')
  if (button === undefined) throw new Error('There is no button.')
  await bot.press(tom, whanau, button)
  await bot.say(ruth, youth, 'story')
  await bot.deliver()
  expect(textIn(bot, 'Tom', '.md')).toContain('> We opened one door.')
  expect(textIn(bot, 'Ruth', '.md')).toContain('> We opened one door.')
})

const privateWords = [
  'Paid the taxi without an order',
  'She had no other way home',
  'Speak with the ministry',
  'Two logins',
  'No names leave Health',
  'Two of us fell out',
]

async function close(fields: Readonly<Record<string, string>> = {}): Promise<TestBot> {
  const bot = await lively()
  const flag = formOf(await bot.say(ruth, youth, 'flag Two of us fell out'))
  await bot.submit(ruth, youth, flag, { context: 'organisational', severity: 'heads-up', to: 'everyone' })
  const form = formOf(await bot.say(aroha, youth, 'close'))
  bot.sent.length = 0
  await bot.submit(aroha, youth, form, { did: 'We opened one door.', ...fields })
  await nextMorning(bot)
  return bot
}

const filesOf = (bot: TestBot, kind: 'channel' | 'direct') =>
  bot.sent
    .filter(({ to, files }) => to.kind === kind && files !== undefined)
    .map(({ to, files = [] }) => ({
      to,
      text: Buffer.from(files[1]?.bytes ?? []).toString(),
      page: Buffer.from(files[0]?.bytes ?? []).toString(),
    }))

test('the homes read the story of a closed network without bends, asks, blockers, limits and flags', async () => {
  const posted = filesOf(await close(), 'channel')
  expect(posted.map(({ to }) => to)).toEqual(expect.arrayContaining([youth, whanau]))
  expect(posted).toHaveLength(2)
  for (const { text, page } of posted) {
    expect(text).toContain('> We opened one door.')
    for (const words of privateWords) expect(text + page).not.toContain(words)
  }
})

test('each member and angel gets the whole story of a closed network in a direct message', async () => {
  const bot = await close()
  const sent = filesOf(bot, 'direct')
  expect(sent.map(({ to }) => to)).toEqual(
    expect.arrayContaining([aroha, tom, ruth, margaret].map((one) => directOf(one))),
  )
  expect(sent).toHaveLength(4)
  for (const { text } of sent) for (const words of privateWords) expect(text).toContain(words)
})

test('the closing form shows what it leaves out, and puts in what is chosen', async () => {
  const bot = await lively()
  const { fields } = formOf(await bot.say(aroha, youth, 'close'))
  const shown = fields.find(({ name }) => name === 'post-bends')
  expect(shown).toMatchObject({ label: 'In the channels: 1 rule that was bent', initial: 'out' })
  expect(shown?.hint).toContain('“Paid the taxi without an order” “She had no other way home”')
  expect(fields.map(({ name }) => name)).not.toContain('post-flags')

  const [posted] = filesOf(await close({ 'post-bends': 'in' }), 'channel')
  expect(posted?.text).toContain('Paid the taxi without an order')
  expect(posted?.text).not.toContain('Two logins')
})

test('the closing form has a line for each thing on the table, and the closing thanks everyone', async () => {
  const bot = await lively()
  const form = formOf(await bot.say(aroha, youth, 'close'))
  expect(form.fields.find(({ name }) => name === 'resources')?.initial).toBe(
    '0.5 FTE analyst: goes back to Council\n$20,000: goes back to Health',
  )
  for (const button of buttonsOf((await bot.say(ruth, youth, 'leave')) as never))
    await bot.press(ruth, youth, button)
  await bot.submit(aroha, youth, form, { did: 'We opened one door.' })
  await bot.deliver()
  const post = bot.sent.findLast(({ card }) => JSON.stringify(card).includes('is closed'))
  const text = post === undefined ? '' : plainText(post.card)
  expect(text).toContain('Thank you, Aroha (Health), public entrepreneur.')
  expect(text).toMatch(/Thank you, Margaret.*, guardian angel\./)
  expect(text).toContain('Thank you also to Ruth, for the time you were part of it.')
})

test('a network that was reopened at once posts no story', async () => {
  const bot = await lively()
  await bot.submit(aroha, youth, formOf(await bot.say(aroha, youth, 'close')), { did: 'Done.' })
  await bot.say(aroha, youth, 'reopen')
  await bot.deliver()
  expect(bot.sent.filter(({ files }) => files !== undefined)).toEqual([])
})

test('words of people in the story are logged nowhere', async () => {
  const bot = await network('canary-name')
  await bot.say(tom, whanau, 'lesson canary-lesson')
  await bot.say(tom, whanau, 'story')
  await bot.deliver()
  expect(textIn(bot, 'Tom', '.md')).toContain('canary-lesson')
  expect(JSON.stringify(bot.logged)).not.toContain('canary')
})

test('the forms ask when the moment was, and the phase and the story tell it', async () => {
  const bot = await openTestBot()
  const form = formOf(await bot.say(aroha, youth, 'start East Side'))
  await bot.submit(aroha, youth, form, {
    moment: 'It flooded',
    momentWhen: 'March 2026',
    outcome: 'Dry homes',
  })
  expect(textOf(await bot.say(aroha, youth, 'phase'))).toContain('The moment, March 2026')
  const change = formOf(await bot.press(aroha, youth, { action: 'change-moment', values: form.values }))
  expect(change.fields.find(({ name }) => name === 'momentWhen')?.initial).toBe('March 2026')
  await bot.submit(aroha, youth, change, { momentWhen: '12 March 2026' })
  await bot.say(aroha, youth, 'story')
  await bot.deliver()
  expect(textIn(bot, 'Aroha', '.md')).toContain('> It flooded\n>\n> (12 March 2026)')
  expect(textIn(bot, 'Aroha', '.md')).not.toContain('in new words')
})
