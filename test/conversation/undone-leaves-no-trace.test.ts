// What somebody undid within ten minutes is in no list and no story any more.
import { expect, test } from 'vitest'
import type { Reply } from '../../src/chat/adapter.ts'
import { buttonsOf, formOf, type TestBot, textOf } from '../support/bot-harness.ts'
import { network, tom, whanau } from '../support/fixtures.ts'

const secret = 'Only for a moment'

async function undo(bot: TestBot, reply: Reply): Promise<void> {
  const button = buttonsOf(reply as never).find(({ label }) => /^(Undo|Take it back)/.test(label))
  if (button === undefined) throw new Error(`There is nothing to undo it with: ${textOf(reply)}`)
  await bot.press(tom, whanau, button)
}

const submitted =
  (words: string, fields = {}) =>
  async (bot: TestBot) =>
    bot.submit(tom, whanau, formOf(await bot.say(tom, whanau, words)), fields)

const deeds: readonly [what: string, list: string, act: (bot: TestBot) => Promise<Reply>][] = [
  ['a bend', 'bend', submitted(`bend ${secret}`, { why: secret })],
  ['an ask', 'ask', submitted(`ask ${secret}`)],
  ['a lesson', 'lessons', (bot) => bot.say(tom, whanau, `lesson ${secret}`)],
  ['a resource', 'table', submitted('put', { what: secret, kind: 'space', standing: 'yes' })],
]

test.each(deeds)('%s that was undone', async (_, list, act) => {
  const bot = await network()
  await undo(bot, await act(bot))
  expect(textOf(await bot.say(tom, whanau, list))).not.toContain(secret)
  await bot.say(tom, whanau, 'story')
  await bot.deliver()
  const files = bot.sent.flatMap(({ files: some = [] }) => some)
  expect(files).toHaveLength(2)
  for (const { bytes } of files) expect(Buffer.from(bytes).toString()).not.toContain(secret)
})
