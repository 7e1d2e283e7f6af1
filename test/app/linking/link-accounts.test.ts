// Two accounts of one person: a code of one, a yes of both, and they are one person in both places.
import { expect, test } from 'vitest'
import { forgetExpiredLinks } from '../../../src/app/linking/link-records.ts'
import type { Profile } from '../../../src/chat/address.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { day, hour } from '../../../src/domain/core/time.ts'
import { valuesWithPrefix } from '../../../src/store/key-value/key-value.ts'
import { formOf, openTestBot, type TestBot, textOf } from '../../support/bot-harness.ts'
import { codeIn, directOf, person, whanau, youth } from '../../support/fixtures.ts'
import { buttonsIn, buttonWithAction } from '../../support/reply-buttons.ts'
import { agreeToLink, joinAccounts, linkCode, sentButton } from '../../support/stories/join-accounts.ts'
import { startNetwork } from '../../support/stories/start-network.ts'

const aroha = person('Aroha', 'w1')
const alsoAroha = person('Aroha N.', 'w2')
const tom = person('Tom', 'w2')

async function networksOf(bot: TestBot, who: Profile): Promise<string> {
  return textOf(await bot.say(who, directOf(who), 'my networks'))
}

test('two accounts that both say yes have the same networks in both places', async () => {
  const bot = await openTestBot()
  await startNetwork(bot, { by: aroha, place: youth, name: 'South Side' })
  await startNetwork(bot, { by: alsoAroha, place: whanau, name: 'North Side' })
  expect(textOf(await joinAccounts(bot, aroha, alsoAroha))).toContain('in 2 places')
  for (const who of [aroha, alsoAroha]) {
    const networks = await networksOf(bot, who)
    expect(networks).toContain('South Side, as public entrepreneur')
    expect(networks).toContain('North Side, as public entrepreneur')
  }
  expect(textOf(await bot.say(aroha, youth, 'roles'))).not.toContain('someone who has gone')
  await bot.deliver()
  expect(plainText(bot.sent.at(-1)?.card ?? { blocks: [] })).toContain('are now one person')
  expect(bot.sent.at(-1)?.to).toEqual(directOf(alsoAroha))
})

test('each account reads who the other is and what it would share, before it says yes', async () => {
  const bot = await openTestBot()
  await startNetwork(bot, { by: aroha, place: youth, name: 'South Side' })
  await startNetwork(bot, { by: alsoAroha, place: whanau, name: 'North Side' })
  const code = await linkCode(bot, aroha)
  const question = await bot.say(alsoAroha, directOf(alsoAroha), `link ${code}`)
  expect(textOf(question)).toMatch(
    /^Aroha, in another workspace of Test, asks to join your account with theirs, as one person\./,
  )
  expect(textOf(question)).toContain('North Side: your roles (public entrepreneur)')
  expect(textOf(question)).toMatch(/private answers[\s\S]*including nameless ones[\s\S]*messages I send you/)
  expect(textOf(question)).not.toContain('South Side')
  await bot.press(alsoAroha, directOf(alsoAroha), buttonWithAction(question, 'link-yes'))
  expect(await networksOf(bot, alsoAroha)).not.toContain('South Side')
  await bot.deliver()
  const [asked] = bot.sent.slice(-1)
  expect(asked?.to).toEqual(directOf(aroha))
  const text = plainText(asked?.card ?? { blocks: [] })
  expect(text).toMatch(
    /^Aroha N\., in another workspace of Test, says that your two accounts belong to one person\./,
  )
  expect(text).toContain('South Side: your roles (public entrepreneur)')
  expect(text).not.toContain('North Side')
})

test('two linked accounts in one network become one member with the roles of both', async () => {
  const bot = await openTestBot()
  await startNetwork(bot, { by: aroha, place: youth, name: 'South Side' })
  const code = codeIn(await bot.say(aroha, youth, 'invite'))
  await bot.submit(alsoAroha, whanau, formOf(await bot.say(alsoAroha, whanau, `join ${code}`)), {
    agency: 'Health',
  })
  expect(textOf(await bot.say(aroha, youth, ''))).toContain('2 members')
  await joinAccounts(bot, aroha, alsoAroha)
  expect(textOf(await bot.say(alsoAroha, whanau, ''))).toContain('1 member')
  const networks = await networksOf(bot, alsoAroha)
  expect(networks).toContain('public entrepreneur')
  expect(networks).toContain('fellow traveller')
})

test('a code works for one account, within the hour, and not for the account that asked for it', async () => {
  const bot = await openTestBot()
  const code = await linkCode(bot, aroha)
  const answers = [
    await bot.say(aroha, directOf(aroha), `link ${code}`),
    await bot.say(tom, directOf(tom), 'link LINK-0000-0000-0000-0000'),
  ]
  const question = await bot.say(alsoAroha, directOf(alsoAroha), `link ${code.toLowerCase()}`)
  expect(buttonsIn(question).map(({ action }) => action)).toEqual(['link-no', 'link-yes'])
  answers.push(await bot.say(tom, directOf(tom), `link ${code}`))
  answers.push(await bot.press(tom, directOf(tom), buttonWithAction(question, 'link-yes')))
  answers.push(await bot.press(aroha, directOf(aroha), buttonWithAction(question, 'link-yes')))
  const replaced = await linkCode(bot, tom)
  await linkCode(bot, tom)
  answers.push(await bot.say(aroha, directOf(aroha), `link ${replaced}`))
  const old = await linkCode(bot, tom)
  await bot.forward(hour + 1)
  answers.push(await bot.say(aroha, directOf(aroha), `link ${old}`))
  answers.push(await bot.press(alsoAroha, directOf(alsoAroha), buttonWithAction(question, 'link-yes')))
  const [first, ...others] = answers.map(textOf)
  expect(first).toContain('code doesn’t work')
  for (const other of others) expect(other).toBe(first)
})

test.each(['second', 'first'])(
  'a no of the %s account ends it, and the other hears so neutrally',
  async (who) => {
    const bot = await openTestBot()
    await startNetwork(bot, { by: alsoAroha, place: whanau, name: 'North Side' })
    await bot.deliver()
    const isFirst = who === 'first'
    const question = isFirst
      ? undefined
      : await bot.say(tom, directOf(tom), `link ${await linkCode(bot, aroha)}`)
    if (isFirst) await agreeToLink(bot, aroha, tom)
    const no = question === undefined ? sentButton(bot, 'link-no') : buttonWithAction(question, 'link-no')
    const [refuser, other] = isFirst ? [aroha, tom] : [tom, aroha]
    expect(textOf(await bot.press(refuser, directOf(refuser), no))).toContain('I haven’t joined anything')
    await bot.deliver()
    expect(bot.sent.at(-1)?.to).toEqual(directOf(other))
    const text = plainText(bot.sent.at(-1)?.card ?? { blocks: [] })
    expect(text).toContain('Your accounts weren’t joined')
    expect(text).not.toMatch(/Tom|Aroha/)
    const late = await bot.press(refuser, directOf(refuser), { ...no, action: 'link-yes' })
    expect(textOf(late)).toContain('code doesn’t work')
  },
)

test('requests that nobody answered are deleted', async () => {
  const bot = await openTestBot()
  await linkCode(bot, aroha)
  await forgetExpiredLinks(bot.db, bot.now() + hour)
  expect(await valuesWithPrefix(bot.db, 'link ')).toHaveLength(1)
  await forgetExpiredLinks(bot.db, bot.now() + hour + 1)
  expect(await valuesWithPrefix(bot.db, 'link ')).toHaveLength(0)
  await agreeToLink(bot, aroha, tom)
  await bot.forward(day + 1)
  const late = await bot.press(aroha, directOf(aroha), sentButton(bot, 'link-yes'))
  expect(textOf(late)).toContain('code doesn’t work')
  expect(textOf(await bot.say(aroha, directOf(aroha), 'link'))).toContain('Your code')
})

test('a nomination of one account can be accepted in the other once they are linked', async () => {
  const bot = await openTestBot()
  await startNetwork(bot, { by: tom, place: whanau, name: 'South Side' })
  const role = formOf(await bot.say(tom, whanau, 'role'))
  await bot.submit(tom, whanau, role, { role: 'guardian-angel' }, { person: alsoAroha })
  expect(textOf(await bot.say(aroha, directOf(aroha), 'home'))).not.toContain('South Side')
  await joinAccounts(bot, aroha, alsoAroha)
  const home = await bot.say(aroha, directOf(aroha), 'home')
  expect(textOf(home)).toContain('asks you to be guardian angel of South Side.')
  const [accept = expect.unreachable('the nomination has a button')] = buttonsIn(home)
  const form = formOf(await bot.press(aroha, directOf(aroha), accept))
  await bot.submit(aroha, directOf(aroha), form, { agency: 'Health' })
  expect(await networksOf(bot, alsoAroha)).toContain('South Side, as guardian angel')
})
