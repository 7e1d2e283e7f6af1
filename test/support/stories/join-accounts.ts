// Two accounts that become one person: the code, and the yes of both.
import type { Reply } from '../../../src/chat/adapter.ts'
import type { Profile } from '../../../src/chat/address.ts'
import type { Button } from '../../../src/chat/card.ts'
import { buttonsOf, type TestBot, textOf } from '../bot-harness.ts'
import { codeIn, directOf } from '../fixtures.ts'
import { buttonWithAction } from '../reply-buttons.ts'

export async function linkCode(bot: TestBot, who: Profile): Promise<string> {
  return codeIn(await bot.say(who, directOf(who), 'link'))
}

/** The button of that action in the newest message. Throws if there is none. */
export function sentButton(bot: TestBot, action: string): Button {
  const found = bot.sent.flatMap(buttonsOf).findLast((button) => button.action === action)
  if (found === undefined) throw new Error(`No button of “${action}” was sent.`)
  return found
}

/** The second account types the code of the first and says yes, and the first is asked. */
export async function agreeToLink(bot: TestBot, first: Profile, second: Profile): Promise<Reply> {
  const code = await linkCode(bot, first)
  const question = await bot.say(second, directOf(second), `link ${code}`)
  const agreed = await bot.press(second, directOf(second), buttonWithAction(question, 'link-yes'))
  if (!textOf(agreed).includes('Nothing is joined yet')) throw new Error(textOf(agreed))
  await bot.deliver()
  return agreed
}

/** Both say yes; returns what the first reads then. */
export async function joinAccounts(bot: TestBot, first: Profile, second: Profile): Promise<Reply> {
  await agreeToLink(bot, first, second)
  return bot.press(first, directOf(first), sentButton(bot, 'link-yes'))
}
