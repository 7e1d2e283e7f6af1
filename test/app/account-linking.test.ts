// One person with accounts in two places: linked by a code, and the same in both from then on.
import { expect, test } from 'vitest'
import { deleteExpiredLinkCodes } from '../../src/app/turn/account-linking.ts'
import type { Address, Profile } from '../../src/chat/address.ts'
import { valuesWithPrefix } from '../../src/store/key-value/key-value.ts'
import { buttonsOf, formOf, openTestBot, type TestBot, textOf } from '../support/bot-harness.ts'
import { directOf } from '../support/fixtures.ts'

const someone = (user: string, workspace: string): Profile => ({
  platform: 'test',
  workspace,
  user,
  name: user,
  zone: 'Pacific/Auckland',
})
const aroha = someone('Aroha', 'w1')
const alsoAroha = someone('Aroha N.', 'w2')
const tom = someone('Tom', 'w2')
const youth: Address = { kind: 'channel', platform: 'test', workspace: 'w1', channel: 'youth' }
const whanau: Address = { kind: 'channel', platform: 'test', workspace: 'w2', channel: 'whanau' }
const hour = 3_600_000

async function start(room: TestBot, who: Profile, place: Address, name: string): Promise<void> {
  const form = formOf(await room.say(who, place, `start ${name}`))
  await room.submit(who, place, form, { moment: 'm', outcome: 'one door', agency: 'Health' })
}

async function codeOf(room: TestBot, who: Profile): Promise<string> {
  const said = textOf(await room.say(who, directOf(who), 'link'))
  return /[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/.exec(said)?.[0] ?? ''
}

async function networksOf(room: TestBot, who: Profile): Promise<string> {
  return textOf(await room.say(who, directOf(who), 'my networks'))
}

test('whoever types the code of the other account has the same networks in both', async () => {
  const room = await openTestBot()
  await start(room, aroha, youth, 'South Side')
  await start(room, alsoAroha, whanau, 'North Side')
  const said = textOf(await room.say(alsoAroha, directOf(alsoAroha), `link ${await codeOf(room, aroha)}`))
  expect(said).toContain('in 2 places')
  for (const who of [aroha, alsoAroha]) {
    const networks = await networksOf(room, who)
    expect(networks).toContain('South Side, as public entrepreneur')
    expect(networks).toContain('North Side, as public entrepreneur')
  }
  expect(textOf(await room.say(aroha, youth, 'roles'))).not.toContain('someone who has gone')
})

test('two who are in one network become one member with the roles of both', async () => {
  const room = await openTestBot()
  await start(room, aroha, youth, 'South Side')
  const code = /[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/.exec(textOf(await room.say(aroha, youth, 'invite')))?.[0]
  await room.submit(alsoAroha, whanau, formOf(await room.say(alsoAroha, whanau, `join ${code}`)), {
    agency: 'Health',
  })
  expect(textOf(await room.say(aroha, youth, ''))).toContain('2 members')
  await room.say(alsoAroha, directOf(alsoAroha), `link ${await codeOf(room, aroha)}`)
  expect(textOf(await room.say(alsoAroha, whanau, ''))).toContain('1 member')
  const networks = await networksOf(room, alsoAroha)
  expect(networks).toContain('public entrepreneur')
  expect(networks).toContain('fellow traveller')
})

test('a code is good once, within the hour, and not for the account that asked for it', async () => {
  const room = await openTestBot()
  const code = await codeOf(room, aroha)
  const tries = [
    await room.say(aroha, directOf(aroha), `link ${code}`),
    await room.say(tom, directOf(tom), 'link 0000-0000-0000-0000'),
  ]
  await room.say(alsoAroha, directOf(alsoAroha), `link ${code.toLowerCase()}`)
  tries.push(await room.say(tom, directOf(tom), `link ${code}`))
  const old = await codeOf(room, aroha)
  await room.forward(hour + 1)
  tries.push(await room.say(tom, directOf(tom), `link ${old}`))
  const [first, ...others] = tries.map(textOf)
  expect(first).toContain('links nothing')
  for (const other of others) expect(other).toBe(first)
})

test('codes that nobody typed are forgotten', async () => {
  const room = await openTestBot()
  await codeOf(room, aroha)
  const now = Date.parse('2026-11-23T21:00:00Z')
  await deleteExpiredLinkCodes(room.db, now + hour)
  expect(await valuesWithPrefix(room.db, 'link ')).toHaveLength(1)
  await deleteExpiredLinkCodes(room.db, now + hour + 1)
  expect(await valuesWithPrefix(room.db, 'link ')).toHaveLength(0)
})

test('what one account was asked waits for the other once they are one person', async () => {
  const room = await openTestBot()
  await start(room, tom, whanau, 'South Side')
  const role = formOf(await room.say(tom, whanau, 'role'))
  await room.submit(tom, whanau, role, { role: 'guardian-angel' }, { person: alsoAroha })
  expect(textOf(await room.say(aroha, directOf(aroha), 'home'))).not.toContain('South Side')
  await room.say(alsoAroha, directOf(alsoAroha), `link ${await codeOf(room, aroha)}`)
  const home = await room.say(aroha, directOf(aroha), 'home')
  expect(textOf(home)).toContain('will you be guardian angel of South Side?')
  const [accept] = buttonsOf(home as never)
  const form = formOf(await room.press(aroha, directOf(aroha), accept as never))
  await room.submit(aroha, directOf(aroha), form, { agency: 'Health' })
  expect(await networksOf(room, alsoAroha)).toContain('South Side, as guardian angel')
})
