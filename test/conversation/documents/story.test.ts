// The story through the door: asked for, sent to whoever asked, and to nobody else.
import { expect, test } from 'vitest'
import { buttonsOf, formOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import {
  aroha,
  closed,
  directOf,
  lively,
  network,
  olive,
  ruth,
  tom,
  whanau,
  youth,
} from '../../support/fixtures.ts'

const filesTo = (room: TestBot, user: string) =>
  room.sent.flatMap(({ to, files = [] }) => (to.kind === 'direct' && to.user === user ? files : []))

const textIn = (room: TestBot, user: string, ending: string) => {
  const file = filesTo(room, user).findLast(({ name }) => name.endsWith(ending))
  return Buffer.from(file?.bytes ?? []).toString()
}

test('whoever asks for the story gets it in their direct messages, as a page and as Markdown', async () => {
  const room = await lively()
  expect(textOf(await room.say(tom, whanau, 'story'))).toContain('send it to your direct messages')
  await room.deliver()
  expect(filesTo(room, 'Tom').map(({ name }) => name)).toEqual([
    'south-side-story.html',
    'south-side-story.md',
  ])
  expect(textIn(room, 'Tom', '.md')).toMatch(
    /^# The story of South Side\n[\s\S]*\*\*\$20,000\*\* from Health/,
  )
  const page = textIn(room, 'Tom', '.html')
  expect(page).toContain('<title>The story of South Side</title>')
  expect(page.match(/<img src="data:image\/png;base64,iVBOR[^"]+" alt="[^"]+"/g)).toHaveLength(3)
  expect(textIn(room, 'Tom', '.md')).not.toContain('base64')
  expect(textIn(room, 'Tom', '.md')).toMatch(/### The timeline\n\n\| Phase/)
})

test('nobody else gets it, and an outsider gets the same answer as where there is no network', async () => {
  const room = await network()
  expect(await room.say(olive, youth, 'story')).toEqual(await room.say(olive, youth, 'table'))
  await room.say(tom, whanau, 'story')
  await room.deliver()
  expect(room.sent.filter(({ files }) => files !== undefined).map(({ to }) => to)).toEqual([directOf(tom)])
})

test('whoever left before it was sent does not get it', async () => {
  const room = await network()
  await room.say(ruth, youth, 'story')
  const leaving = await room.say(ruth, youth, 'leave')
  for (const button of buttonsOf(leaving as never)) await room.press(ruth, youth, button)
  await room.deliver()
  expect(textOf(await room.say(ruth, youth, 'story'))).toContain('no network of yours here')
  expect(filesTo(room, 'Ruth')).toEqual([])
})

test('the same request, delivered twice, sends it once', async () => {
  const room = await network()
  await room.say(tom, whanau, 'story', 'the same')
  expect((await room.say(tom, whanau, 'story', 'the same')).kind).toBe('none')
  await room.deliver()
  expect(filesTo(room, 'Tom')).toHaveLength(2)
})

test('members of a closed network can have its story, also by the button of its last post', async () => {
  const room = await closed()
  const last = room.sent.findLast(({ card }) => JSON.stringify(card).includes('is closed'))
  const button = buttonsOf(last as never).find(({ label }) => label === 'Send me the story')
  if (button === undefined) throw new Error('There is no button.')
  await room.press(tom, whanau, button)
  await room.say(ruth, youth, 'story')
  await room.deliver()
  expect(textIn(room, 'Tom', '.md')).toContain('> We opened one door.')
  expect(textIn(room, 'Ruth', '.md')).toContain('> We opened one door.')
})

test('the story is posted in every home when the network is closed, and what says so stands before the closing', async () => {
  const room = await lively()
  const form = formOf(await room.say(aroha, youth, 'close'))
  expect(form.intro).toMatch(
    /story of the network is posted there .* for everybody in those channels to read/,
  )
  await room.submit(aroha, youth, form, { did: 'We opened one door.' })
  await room.deliver()
  const posted = room.sent.filter(({ files }) => files !== undefined)
  expect(posted).toHaveLength(2)
  expect(posted.map(({ to }) => to)).toEqual(expect.arrayContaining([youth, whanau]))
  for (const { files = [] } of posted) {
    expect(files.map(({ name }) => name)).toEqual(['south-side-story.html', 'south-side-story.md'])
    expect(Buffer.from(files[1]?.bytes ?? []).toString()).toContain('> We opened one door.')
  }
})

test('a network that was reopened at once posts no story', async () => {
  const room = await lively()
  await room.submit(aroha, youth, formOf(await room.say(aroha, youth, 'close')), { did: 'Done.' })
  await room.say(aroha, youth, 'reopen')
  await room.deliver()
  expect(room.sent.filter(({ files }) => files !== undefined)).toEqual([])
})

test('words of people in the story are logged nowhere', async () => {
  const room = await network('canary-name')
  await room.say(tom, whanau, 'lesson canary-lesson')
  await room.say(tom, whanau, 'story')
  await room.deliver()
  expect(textIn(room, 'Tom', '.md')).toContain('canary-lesson')
  expect(JSON.stringify(room.logged)).not.toContain('canary')
})
