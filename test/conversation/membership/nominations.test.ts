// Nominating an app, a deactivated account, oneself, or somebody whom no message reaches.
import { expect, test } from 'vitest'
import type { Profile } from '../../../src/chat/address.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { findPerson } from '../../../src/store/people.ts'
import { buttonsOf, formOf, textOf } from '../../support/bot-harness.ts'
import { aroha, directOf, network, nextMorning, olive, tom, whanau, youth } from '../../support/fixtures.ts'
import { buttonsIn } from '../../support/reply-buttons.ts'

const appAccount: Profile = { ...aroha, user: 'Helper', name: 'Helper', absent: 'app' }
const deactivatedAccount: Profile = { ...aroha, user: 'Moana', name: 'Moana', absent: 'deactivated' }

test.each([
  [appAccount, /an app can’t hold a role/],
  [deactivatedAccount, /has been deactivated.*Pick someone else/],
])('$user, picked in the form, is refused at that field, and not stored as a person', async (who, why) => {
  const bot = await network()
  const before = bot.sent.length
  const form = formOf(await bot.say(aroha, youth, 'angel'))
  const reply = await bot.submit(aroha, youth, form, {}, { person: who })
  expect(reply).toEqual({ kind: 'form-errors', errors: { person: expect.stringMatching(why) } })
  await bot.deliver()
  expect(bot.sent).toHaveLength(before)
  expect(await findPerson(bot.db, who)).toBeUndefined()
})

test.each([
  [appAccount, /an app can’t hold a role/],
  [deactivatedAccount, /has been deactivated/],
])('$user, mentioned in the text, is refused in the form that asks for somebody else', async (who, why) => {
  const bot = await network()
  const reply = await bot.bot.receive({
    kind: 'message',
    id: `said of ${who.user}`,
    from: aroha,
    place: youth,
    text: `angel @${who.name}`,
    mentions: [{ text: `@${who.name}`, user: who }],
  })
  expect(formOf(reply).errors?.person).toMatch(why)
})

test('nominating oneself is refused, with somebody else to ask', async () => {
  const bot = await network()
  const form = formOf(await bot.say(aroha, youth, 'angel'))
  const reply = await bot.submit(aroha, youth, form, {}, { person: aroha })
  expect(reply).toMatchObject({
    kind: 'form-errors',
    errors: { person: expect.stringContaining('Ask another member') },
  })
})

test('the nominator and the entrepreneur hear that the nominee’s workspace does not have the bot', async () => {
  const bot = await network()
  const form = formOf(await bot.say(tom, whanau, 'angel'))
  const outOfReach: Profile = { ...tom, workspace: 'w9', user: 'Wiremu', name: 'Wiremu' }
  const why = 'not_installed: the bot is not in that workspace.'
  bot.fates.push({ kind: 'failed', why })
  await bot.submit(tom, whanau, form, {}, { person: outOfReach })
  const before = bot.sent.length
  await bot.deliver()
  const notices = bot.sent
    .slice(before)
    .filter(({ card }) => plainText(card).includes('couldn’t write to Wiremu'))
  expect(notices.map(({ to }) => to)).toEqual(expect.arrayContaining([directOf(tom), directOf(aroha)]))
  expect(notices).toHaveLength(2)
  expect(textOf(await bot.say(aroha, youth, 'roles'))).not.toContain('Wiremu')
})

test('who is not asked any more reads nothing of the network by the old button', async () => {
  const bot = await network()
  const form = formOf(await bot.say(aroha, youth, 'role critical friend'))
  const asked = await bot.submit(aroha, youth, form, {}, { person: olive })
  await nextMorning(bot)
  const accept = bot.sent.flatMap(buttonsOf).findLast(({ action }) => action === 'accept')
  const withdraw = buttonsIn(asked).find(({ action }) => action === 'withdraw-nomination')
  if (accept === undefined || withdraw === undefined) throw new Error('A button is missing.')
  expect(textOf(await bot.press(olive, directOf(olive), accept))).toContain('Council')
  await bot.press(aroha, youth, withdraw)
  const late = await bot.press(olive, directOf(olive), accept)
  expect(late.kind).toBe('card')
  expect(textOf(late)).not.toContain('Council')
})
