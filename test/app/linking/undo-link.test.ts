// An attack: a stranger hands a linking code to a member as an invitation. Nothing is lost without two yeses, nor after
// them, since either account can undo it for 7 days.
import { expect, test } from 'vitest'
import type { Profile } from '../../../src/chat/address.ts'
import { day, hour } from '../../../src/domain/core/time.ts'
import { findDigest } from '../../../src/store/digests.ts'
import { loadEntries } from '../../../src/store/journal.ts'
import { valuesWithPrefix } from '../../../src/store/key-value/key-value.ts'
import { findPerson } from '../../../src/store/people.ts'
import { answersOf } from '../../../src/store/private-answers.ts'
import { networksOf } from '../../../src/store/projections.ts'
import { formOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import {
  aroha,
  codeIn,
  directOf,
  empty,
  lively,
  margaret,
  network,
  person,
  ruth,
  tom,
  youth,
} from '../../support/fixtures.ts'
import { buttonWithAction } from '../../support/reply-buttons.ts'
import { joinAccounts, linkCode, sentButton } from '../../support/stories/join-accounts.ts'

const mallory = person('Mallory', 'w1')

async function networksRead(bot: TestBot, who: Profile): Promise<string> {
  return textOf(await bot.say(who, directOf(who), 'my networks'))
}

async function rolesIn(bot: TestBot): Promise<string> {
  return textOf(await bot.say(aroha, youth, 'roles'))
}

test.each(['join', 'link', 'JOIN ', '', '/network link'])(
  'a member who types the code of a stranger after “%s” loses nothing',
  async (typed) => {
    const bot = await network()
    const code = await linkCode(bot, mallory)
    const before = await rolesIn(bot)
    const reply = await bot.say(margaret, directOf(margaret), `${typed} ${code}`)
    expect(textOf(reply)).toMatch(/It isn’t an invitation|perhaps as an invitation/)
    await bot.deliver()
    expect(await rolesIn(bot)).toBe(before)
    expect(await networksRead(bot, mallory)).not.toContain('South Side')
    expect(await networksRead(bot, margaret)).toContain('South Side, as guardian angel')
  },
)

test('a code of either kind in the place of the other stays good, and its form keeps what was typed', async () => {
  const bot = await network()
  const linking = await linkCode(bot, mallory)
  const form = formOf(await bot.say(ruth, directOf(ruth), 'join'))
  const refused = await bot.submit(ruth, directOf(ruth), form, { code: linking, agency: 'Health' })
  expect(refused).toMatchObject({
    kind: 'form-errors',
    errors: { code: expect.stringContaining('isn’t an invitation') },
  })
  const other = person('Other Mallory', 'w2')
  expect(textOf(await bot.say(other, directOf(other), `link ${linking}`))).toContain('Mallory')
  const invitation = codeIn(await bot.say(aroha, youth, 'invite'))
  const reply = textOf(await bot.say(mallory, directOf(mallory), `link ${invitation}`))
  expect(reply).toContain('begin with LINK')
  expect(reply).toContain(`/network join ${invitation}`)
  await bot.submit(
    mallory,
    directOf(mallory),
    formOf(await bot.say(mallory, directOf(mallory), `join ${invitation}`)),
    {
      agency: 'Police',
    },
  )
  expect(await networksRead(bot, mallory)).toContain('South Side')
})

test.each(['the member', 'the stranger'])(
  'after two yeses %s can undo it, and each has again what was theirs',
  async (who) => {
    const bot = await lively()
    const before = await rolesIn(bot)
    const joined = await joinAccounts(bot, mallory, margaret)
    expect(await networksRead(bot, mallory)).toContain('South Side, as guardian angel')
    await bot.forward(2 * day)
    const undoer = who === 'the member' ? margaret : mallory
    const state = await bot.say(undoer, directOf(undoer), 'link')
    expect(textOf(state)).toContain('Margaret’s account was joined on')
    const button =
      who === 'the member' ? buttonWithAction(state, 'link-undo') : buttonWithAction(joined, 'link-undo')
    expect(textOf(await bot.press(undoer, directOf(undoer), button))).toContain('are two people again')
    await bot.deliver()
    expect(await rolesIn(bot)).toBe(before)
    expect(await networksRead(bot, mallory)).not.toContain('South Side')
    expect(await networksRead(bot, margaret)).toContain('South Side, as guardian angel')
    const other = who === 'the member' ? mallory : margaret
    expect(bot.sent.at(-1)?.to).toEqual(directOf(other))
    expect(textOf(await bot.press(undoer, directOf(undoer), button))).toContain('nothing to undo')
    const outside = await bot.openBeside()
    expect(await networksRead(outside, mallory)).not.toContain('South Side')
  },
)

test('nobody else can undo it, and nobody after 7 days', async () => {
  const bot = await network()
  const joined = buttonWithAction(await joinAccounts(bot, mallory, margaret), 'link-undo')
  expect(textOf(await bot.press(tom, directOf(tom), joined))).toContain('nothing to undo')
  await bot.forward(7 * day + hour)
  expect(textOf(await bot.press(margaret, directOf(margaret), joined))).toContain('nothing to undo')
  expect(textOf(await bot.say(margaret, directOf(margaret), 'link'))).toContain('Your code')
})

test('what both did as one stays with the first account, which keeps nothing of the network', async () => {
  const bot = await network()
  await bot.forward(hour)
  await joinAccounts(bot, mallory, margaret)
  const limit = formOf(await bot.say(mallory, directOf(mallory), 'limit No names leave Health'))
  await bot.submit(mallory, directOf(mallory), limit, {})
  await bot.say(aroha, youth, 'role Mallory critical friend')
  await bot.deliver()
  const accept = sentButton(bot, 'accept')
  await bot.press(margaret, directOf(margaret), accept)
  expect(await networksRead(bot, mallory)).toContain('critical friend')
  await bot.say(aroha, youth, 'role Mallory active client')
  await bot.press(margaret, directOf(margaret), sentButton(bot, 'link-undo'))
  expect(textOf(await bot.say(aroha, youth, 'limit'))).toContain('No names leave Health')
  expect(await networksRead(bot, mallory)).not.toContain('South Side')
  expect(textOf(await bot.say(mallory, directOf(mallory), 'home'))).not.toContain('South Side')
  expect(await networksRead(bot, margaret)).toContain('South Side, as guardian angel')
  expect(await networksRead(bot, margaret)).not.toContain('critical friend')
})

test('a network joined as one is left by both, and one started as one stays with the first account', async () => {
  const bot = await network()
  await bot.forward(hour)
  await bot.submit(tom, empty, formOf(await bot.say(tom, empty, 'start North Side')), {
    moment: 'A flood',
    outcome: 'Dry homes',
  })
  await bot.forward(hour)
  await joinAccounts(bot, mallory, margaret)
  const code = codeIn(await bot.say(tom, empty, 'invite'))
  await bot.submit(
    margaret,
    directOf(margaret),
    formOf(await bot.say(margaret, directOf(margaret), `join ${code}`)),
    {
      agency: 'Oversight',
    },
  )
  await bot.submit(
    margaret,
    directOf(margaret),
    formOf(await bot.say(margaret, directOf(margaret), 'start West Side')),
    {
      moment: 'A fire',
      outcome: 'Safe homes',
    },
  )
  expect(await networksRead(bot, mallory)).toMatch(/North Side[\s\S]*West Side|West Side[\s\S]*North Side/)
  await bot.deliver()
  await bot.press(margaret, directOf(margaret), sentButton(bot, 'link-undo'))
  const [strangers, members] = [await networksRead(bot, mallory), await networksRead(bot, margaret)]
  expect(strangers).not.toMatch(/North Side|South Side/)
  expect(strangers).toContain('West Side')
  expect(members).not.toMatch(/North Side|West Side/)
  expect(members).toContain('South Side')
})

test('private answers are given back as they were', async () => {
  const bot = await network()
  await bot.press(aroha, youth, {
    action: 'open-round',
    values: buttonWithAction(await bot.say(aroha, youth, 'reflect'), 'open-round').values,
  })
  await bot.deliver()
  const answer = async (who: Profile, text: string) => {
    const form = formOf(await bot.say(who, directOf(who), 'reflect'))
    const names = form.fields.map(({ name }) => name)
    await bot.submit(who, directOf(who), form, { [names[0] ?? '']: text, [names[1] ?? '']: 'nameless' })
  }
  await answer(tom, 'Nobody must know')
  const said = async (who: Profile) => {
    const { id = '' } = (await findPerson(bot.db, who)) ?? {}
    const open = await answersOf(bot.db, id, await networksOf(bot.db, id))
    return JSON.stringify(open.map((one) => one.answer))
  }
  const before = { tom: await said(tom), ruth: await said(ruth) }
  expect(before.tom).toContain('Nobody must know')
  await joinAccounts(bot, ruth, tom)
  expect(await said(ruth)).toContain('Nobody must know')
  await bot.deliver()
  await bot.press(tom, directOf(tom), sentButton(bot, 'link-undo'))
  expect({ tom: await said(tom), ruth: await said(ruth) }).toEqual(before)
})

test('no log line and no stored value has a code', async () => {
  const bot = await network()
  const code = await linkCode(bot, mallory)
  await bot.say(margaret, directOf(margaret), `link ${code}`)
  await bot.say(margaret, directOf(margaret), `join ${code}`)
  const kept = JSON.stringify([bot.logged, bot.debugLines, await valuesWithPrefix(bot.db, 'l')])
  for (const part of [code, code.replace(/-/g, '')]) expect(kept).not.toContain(part)
})

test('the journal is only appended to', async () => {
  const bot = await network()
  const [id = ''] = await networksOf(bot.db, (await findPerson(bot.db, aroha))?.id ?? '')
  await joinAccounts(bot, mallory, margaret)
  const linked = await loadEntries(bot.db, id)
  await bot.deliver()
  await bot.press(margaret, directOf(margaret), sentButton(bot, 'link-undo'))
  const after = await loadEntries(bot.db, id)
  expect(after.slice(0, linked.length)).toEqual(linked)
  expect(after.slice(linked.length).map(({ kind }) => kind)[0]).toBe('person-unlinked')
})

test('an angel has again the digest that was chosen before', async () => {
  const bot = await network()
  const { id = '' } = (await findPerson(bot.db, margaret)) ?? {}
  const form = formOf(
    await bot.press(margaret, directOf(margaret), { action: 'digest-settings', values: {} }),
  )
  await bot.submit(margaret, directOf(margaret), form, { hour: '15' })
  const chosen = (await findDigest(bot.db, id))?.settings
  await joinAccounts(bot, mallory, margaret)
  await bot.deliver()
  await bot.press(margaret, directOf(margaret), sentButton(bot, 'link-undo'))
  expect(chosen).toBeDefined()
  expect((await findDigest(bot.db, id))?.settings).toEqual(chosen)
})
