// Networks with an open round of reflection, and what is answered, sent and stored about it.
import type { Reply } from '../../../src/chat/adapter.ts'
import type { Profile } from '../../../src/chat/address.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import type { Form } from '../../../src/chat/form.ts'
import type { Values } from '../../../src/chat/inbound.ts'
import { formOf, type TestBot } from '../../support/bot-harness.ts'
import { aroha, buttonOf, directOf, network, youth } from '../../support/fixtures.ts'
import { buttonWithAction } from '../../support/reply-buttons.ts'

/** Aroha crosses into the next phase, which opens a round. */
export async function cross(bot: TestBot): Promise<TestBot> {
  const confirmation = await bot.say(aroha, youth, 'phase next')
  await bot.press(aroha, youth, buttonWithAction(confirmation, 'cross'))
  await bot.deliver()
  return bot
}

export async function crossedNetwork(): Promise<TestBot> {
  return cross(await network())
}

/** The form behind the newest question that was sent. */
export async function answerForm(bot: TestBot, who: Profile): Promise<Form> {
  return formOf(await bot.press(who, directOf(who), buttonOf(bot, 'Answer')))
}

export async function answer(bot: TestBot, who: Profile, fields: Values): Promise<Reply> {
  return bot.submit(who, directOf(who), await answerForm(bot, who), fields)
}

/** Fields with an answer to the first prompt, to be shown without a name. */
export function nameless(text: string): Values {
  return { impossible: text, 'impossible-as': 'nameless' }
}

/** Fields with an answer to the first prompt, to be shown with a name. */
export function withName(text: string): Values {
  return { impossible: text, 'impossible-as': 'named' }
}

/** The texts that this channel or person was sent, from that message on. */
export function textsTo(bot: TestBot, recipient: string, from = 0): string[] {
  return bot.sent
    .slice(from)
    .filter(({ to }) => (to.kind === 'direct' ? to.user : to.channel) === recipient)
    .map(({ card }) => plainText(card))
}
