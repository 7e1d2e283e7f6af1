// Linking two accounts of one person by a code, which makes them one person in both places.
import { expect, test } from 'vitest'
import { deleteExpiredLinkCodes } from '../../../src/app/turn/account-linking.ts'
import type { Profile } from '../../../src/chat/address.ts'
import { hour } from '../../../src/domain/core/time.ts'
import { valuesWithPrefix } from '../../../src/store/key-value/key-value.ts'
import { formOf, openTestBot, type TestBot, textOf } from '../../support/bot-harness.ts'
import { codeIn, directOf, person, whanau, youth } from '../../support/fixtures.ts'
import { buttonsIn } from '../../support/reply-buttons.ts'
import { startNetwork } from '../../support/stories/start-network.ts'

const aroha = person('Aroha', 'w1')
const alsoAroha = person('Aroha N.', 'w2')
const tom = person('Tom', 'w2')

async function linkCode(bot: TestBot, who: Profile): Promise<string> {
  return codeIn(await bot.say(who, directOf(who), 'link'))
}

async function networksOf(bot: TestBot, who: Profile): Promise<string> {
  return textOf(await bot.say(who, directOf(who), 'my networks'))
}

test('a person who types the code of their other account has the same networks in both', async () => {
  const bot = await openTestBot()
  await startNetwork(bot, { by: aroha, place: youth, name: 'South Side' })
  await startNetwork(bot, { by: alsoAroha, place: whanau, name: 'North Side' })
  const text = textOf(await bot.say(alsoAroha, directOf(alsoAroha), `link ${await linkCode(bot, aroha)}`))
  expect(text).toContain('in 2 places')
  for (const who of [aroha, alsoAroha]) {
    const networks = await networksOf(bot, who)
    expect(networks).toContain('South Side, as public entrepreneur')
    expect(networks).toContain('North Side, as public entrepreneur')
  }
  expect(textOf(await bot.say(aroha, youth, 'roles'))).not.toContain('someone who has gone')
})

test('two linked accounts in one network become one member with the roles of both', async () => {
  const bot = await openTestBot()
  await startNetwork(bot, { by: aroha, place: youth, name: 'South Side' })
  const code = codeIn(await bot.say(aroha, youth, 'invite'))
  await bot.submit(alsoAroha, whanau, formOf(await bot.say(alsoAroha, whanau, `join ${code}`)), {
    agency: 'Health',
  })
  expect(textOf(await bot.say(aroha, youth, ''))).toContain('2 members')
  await bot.say(alsoAroha, directOf(alsoAroha), `link ${await linkCode(bot, aroha)}`)
  expect(textOf(await bot.say(alsoAroha, whanau, ''))).toContain('1 member')
  const networks = await networksOf(bot, alsoAroha)
  expect(networks).toContain('public entrepreneur')
  expect(networks).toContain('fellow traveller')
})

test('a code works once, within the hour, and not for the account that requested it', async () => {
  const bot = await openTestBot()
  const code = await linkCode(bot, aroha)
  const answers = [
    await bot.say(aroha, directOf(aroha), `link ${code}`),
    await bot.say(tom, directOf(tom), 'link 0000-0000-0000-0000'),
  ]
  await bot.say(alsoAroha, directOf(alsoAroha), `link ${code.toLowerCase()}`)
  answers.push(await bot.say(tom, directOf(tom), `link ${code}`))
  const old = await linkCode(bot, aroha)
  await bot.forward(hour + 1)
  answers.push(await bot.say(tom, directOf(tom), `link ${old}`))
  const [first, ...others] = answers.map(textOf)
  expect(first).toContain('links nothing')
  for (const other of others) expect(other).toBe(first)
})

test('codes that nobody typed are deleted after an hour', async () => {
  const bot = await openTestBot()
  await linkCode(bot, aroha)
  const now = Date.parse('2026-11-23T21:00:00Z')
  await deleteExpiredLinkCodes(bot.db, now + hour)
  expect(await valuesWithPrefix(bot.db, 'link ')).toHaveLength(1)
  await deleteExpiredLinkCodes(bot.db, now + hour + 1)
  expect(await valuesWithPrefix(bot.db, 'link ')).toHaveLength(0)
})

test('a nomination of one account can be accepted in the other once they are linked', async () => {
  const bot = await openTestBot()
  await startNetwork(bot, { by: tom, place: whanau, name: 'South Side' })
  const role = formOf(await bot.say(tom, whanau, 'role'))
  await bot.submit(tom, whanau, role, { role: 'guardian-angel' }, { person: alsoAroha })
  expect(textOf(await bot.say(aroha, directOf(aroha), 'home'))).not.toContain('South Side')
  await bot.say(alsoAroha, directOf(alsoAroha), `link ${await linkCode(bot, aroha)}`)
  const home = await bot.say(aroha, directOf(aroha), 'home')
  expect(textOf(home)).toContain('will you be guardian angel of South Side?')
  const [accept = expect.unreachable('the nomination has a button')] = buttonsIn(home)
  const form = formOf(await bot.press(aroha, directOf(aroha), accept))
  await bot.submit(aroha, directOf(aroha), form, { agency: 'Health' })
  expect(await networksOf(bot, alsoAroha)).toContain('South Side, as guardian angel')
})
