// The example in the docs: told by the bot itself, and the same whenever it is told.
import { expect, test } from 'vitest'
import { liveTheExample } from '../support/example.ts'

test('two years of twelve people make the story that the docs show', async () => {
  const { room, founder, home } = await liveTheExample()
  const from = room.sent.length
  await room.say(founder, home, 'story')
  await room.deliver()
  const files = room.sent.slice(from).flatMap(({ files: some = [] }) => some)
  const textOf = (ending: string) =>
    Buffer.from(files.find(({ name }) => name.endsWith(ending))?.bytes ?? []).toString()
  await expect(textOf('.md')).toMatchFileSnapshot('../../docs/example/story.md')
  await expect(textOf('.html')).toMatchFileSnapshot('../../docs/example/story.html')
})
