// Who can be nominated: an app, a deactivated account, oneself or somebody elsewhere each get a clear answer.
import { expect, test } from 'vitest'
import type { Profile } from '../../../src/chat/address.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { findPerson } from '../../../src/store/people.ts'
import { formOf, textOf } from '../../support/bot-harness.ts'
import { aroha, directOf, network, tom, whanau, youth } from '../../support/fixtures.ts'

const helper: Profile = { ...aroha, user: 'Helper', name: 'Helper', absent: 'app' }
const moved: Profile = { ...aroha, user: 'Moana', name: 'Moana', absent: 'deactivated' }

test.each([
  [helper, /an app can hold no role/],
  [moved, /was deactivated.*Pick somebody else/],
])('picked in the form, $user is refused at that field, and not kept as a person', async (who, why) => {
  const room = await network()
  const before = room.sent.length
  const form = formOf(await room.say(aroha, youth, 'angel'))
  const reply = await room.submit(aroha, youth, form, {}, { person: who })
  expect(reply).toEqual({ kind: 'form-errors', errors: { person: expect.stringMatching(why) } })
  await room.deliver()
  expect(room.sent).toHaveLength(before)
  expect(await findPerson(room.db, who)).toBeUndefined()
})

test.each([
  [helper, /an app can hold no role/],
  [moved, /was deactivated/],
])('mentioned in words, $user is refused in the form that asks for somebody else', async (who, why) => {
  const room = await network()
  const reply = await room.bot.receive({
    kind: 'message',
    id: `said of ${who.user}`,
    from: aroha,
    place: youth,
    text: `angel @${who.name}`,
    mentions: [{ text: `@${who.name}`, user: who }],
  })
  expect(formOf(reply).errors?.person).toMatch(why)
})

test('oneself is refused, with who could do it instead', async () => {
  const room = await network()
  const form = formOf(await room.say(aroha, youth, 'angel'))
  const reply = await room.submit(aroha, youth, form, {}, { person: aroha })
  expect(reply).toMatchObject({
    kind: 'form-errors',
    errors: { person: expect.stringContaining('somebody else') },
  })
})

test('somebody of a workspace without the bot, whom nothing reaches: whoever asked them hears so', async () => {
  const room = await network()
  const form = formOf(await room.say(tom, whanau, 'angel'))
  const elsewhere: Profile = { ...tom, workspace: 'w9', user: 'Wiremu', name: 'Wiremu' }
  const why = 'not_installed: the bot is not in that workspace.'
  room.fates.push({ kind: 'failed', why })
  await room.submit(tom, whanau, form, {}, { person: elsewhere })
  const before = room.sent.length
  await room.deliver()
  const told = room.sent
    .slice(before)
    .filter(({ card }) => plainText(card).includes('could not write to Wiremu'))
  expect(told.map(({ to }) => to)).toEqual(expect.arrayContaining([directOf(tom), directOf(aroha)]))
  expect(told).toHaveLength(2)
  expect(textOf(await room.say(aroha, youth, 'roles'))).not.toContain('Wiremu')
})
