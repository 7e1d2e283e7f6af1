// Codes: what is shown before somebody joins, who sees and withdraws which, and what ends them.
import { describe, expect, test } from 'vitest'
import { invitationCodeOf } from '../../../src/conversation/membership/invitations/invitation-code.ts'
import { formOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import {
  aroha,
  codeIn,
  directOf,
  empty,
  network,
  olive,
  ruth,
  tom,
  whanau,
  youth,
} from '../../support/fixtures.ts'
import { buttonsIn } from '../../support/reply-buttons.ts'

async function membersText(bot: TestBot): Promise<string> {
  return textOf(await bot.say(aroha, youth, ''))
}

describe('who has a code', () => {
  test('reads into what and as what before joining, and joins only by saying so', async () => {
    const bot = await network()
    const before = await membersText(bot)
    const code = codeIn(await bot.say(aroha, youth, 'invite as active client'))
    const form = formOf(await bot.say(olive, directOf(olive), `join ${code}`))
    expect(form.intro).toMatch(/South Side: “One door for all”/)
    expect(form.intro).toMatch(/3 people are in it now, from .*Community/)
    expect(form.intro).toMatch(/You’d join as an active client/)
    expect(form.intro).toMatch(/see your name and agency/)
    expect(await membersText(bot)).toBe(before)
    expect(textOf(await bot.submit(olive, directOf(olive), form, {}))).toContain('You’re in South Side')
    expect(await membersText(bot)).not.toBe(before)
  })

  test('reads first what would be shared in a channel, and how to join without it', async () => {
    const bot = await network()
    const code = codeIn(await bot.say(aroha, youth, 'invite'))
    const { intro } = formOf(await bot.say(olive, empty, `join ${code}`))
    expect(intro).toMatch(
      /This channel would be added too.*check-ins.*Everyone in this channel could read that/,
    )
    expect(intro).toMatch(/in a direct message/)
    const direct = formOf(await bot.say(olive, directOf(olive), `join ${code}`)).intro
    expect(direct).not.toContain('This channel')
  })

  test('adds a channel as a member only after a press', async () => {
    const bot = await network()
    const code = codeIn(await bot.say(aroha, youth, 'invite'))
    const reply = await bot.say(tom, empty, `join ${code}`)
    expect(textOf(reply)).toMatch(/Add this channel to South Side/)
    expect(textOf(await bot.say(tom, empty, ''))).toContain('not in a network here')
    const [add] = buttonsIn(reply)
    expect(textOf(await bot.press(tom, empty, add ?? { action: '', values: {} }))).toContain(
      'one of its channels',
    )
    expect(textOf(await bot.say(tom, empty, ''))).toContain('South Side')
  })

  test('picks an agency that is there, or names a new one', async () => {
    const bot = await network()
    const code = codeIn(await bot.say(aroha, youth, 'invite'))
    const form = formOf(await bot.say(olive, directOf(olive), `join ${code}`))
    const choice = form.fields.find(({ name }) => name === 'agency')
    expect(JSON.stringify(choice)).toContain('Community')
    const reply = await bot.submit(olive, directOf(olive), form, { newAgency: 'Fisheries' })
    expect(textOf(reply)).toContain('from Fisheries')
  })

  test.each([
    ['lower case', (code: string) => code.toLowerCase()],
    ['blanks', (code: string) => ` ${code.replaceAll('-', ' ')} `],
    ['a whole command', (code: string) => `/network join ${code}`],
    ['no dashes', (code: string) => code.replaceAll('-', '')],
  ])('may paste it with %s', async (_, pasted) => {
    const bot = await network()
    const code = codeIn(await bot.say(aroha, youth, 'invite'))
    const form = formOf(await bot.say(olive, directOf(olive), 'join'))
    const next = await bot.submit(olive, directOf(olive), form, { code: pasted(code) })
    expect(formOf(next).intro).toContain('South Side')
    expect(formOf(await bot.say(olive, directOf(olive), `join ${pasted(code)}`)).intro).toContain(
      'South Side',
    )
  })

  test('keeps what was typed when it opens nothing', async () => {
    const bot = await network()
    const form = formOf(await bot.say(olive, empty, 'join ABCD-EFGH'))
    expect(form.fields[0]?.initial).toBe('ABCD-EFGH')
    expect(form.errors?.code).toContain('That code doesn’t work')
  })
})

test.each([
  ['7K2M-9QRS-TVWX-0123', '7K2M-9QRS-TVWX-0123'],
  ['my code is 7k2m-9qrs-tvwx-o1l3, thanks', '7K2M-9QRS-TVWX-0113'],
  ['7K2M9QRSTVWX0123', '7K2M9QRSTVWX0123'],
  ['that them been were', undefined],
  ['a-7K2M-9QRS-TVWX-0123', undefined],
  ['ABCDEFGHJKMNPQRS', undefined],
])('in “%s” the code is %s', (text, code) => {
  expect(invitationCodeOf(text)).toBe(code)
})

describe('the open codes', () => {
  test('are those of everybody for an entrepreneur, and their own for a member, without the code', async () => {
    const bot = await network()
    const code = codeIn(await bot.say(tom, whanau, 'invite as active client'))
    const all = await bot.say(aroha, youth, 'codes')
    expect(textOf(all)).toMatch(/1 open code .*Tom.* as an active client, valid until/s)
    expect(textOf(all)).not.toContain(code)
    expect(textOf(await bot.say(tom, whanau, 'codes'))).toMatch(/You made a code/)
    expect(textOf(await bot.say(ruth, youth, 'codes'))).toMatch(/You have no open codes/)
    const withdraw = buttonsIn(all).find(({ action }) => action === 'revoke')
    const press = withdraw ?? { action: '', values: {} }
    expect(textOf(await bot.press(ruth, youth, press))).toMatch(/no open code like that/)
    expect(textOf(await bot.press(aroha, youth, press))).toMatch(/no longer works/)
    expect(formOf(await bot.say(olive, empty, `join ${code}`)).errors?.code).toContain(
      'That code doesn’t work',
    )
  })

  test('of somebody who has left open nothing', async () => {
    const bot = await network()
    const code = codeIn(await bot.say(tom, whanau, 'invite'))
    const form = formOf(await bot.say(olive, empty, `join ${code}`))
    const leave = buttonsIn(await bot.say(tom, whanau, 'leave')).find(({ action }) => action === 'leave')
    await bot.press(tom, whanau, leave ?? { action: '', values: {} })
    expect(textOf(await bot.submit(olive, empty, form, {}))).toContain('That code doesn’t work')
    expect(formOf(await bot.say(olive, empty, `join ${code}`)).errors?.code).toContain(
      'That code doesn’t work',
    )
  })
})

describe('somebody in a channel of a network that they are not in', () => {
  test('is led to whom to ask, in the same words as where there is none', async () => {
    const bot = await network()
    const here = textOf(await bot.say(olive, youth, ''))
    expect(here).toMatch(/ask the person who sent you here for an invitation before you start another/)
    expect(here).toBe(textOf(await bot.say(olive, empty, '')))
    expect(formOf(await bot.say(olive, youth, 'start')).intro).toBe(
      formOf(await bot.say(olive, empty, 'start')).intro,
    )
  })

  test('differs from a member, who is warned before a second network begins there', async () => {
    const bot = await network()
    const { intro } = formOf(await bot.say(ruth, youth, 'start Another'))
    expect(intro).toMatch(/^South Side already uses this channel\. Another network here/)
    expect(formOf(await bot.say(ruth, empty, 'start Another')).intro).not.toContain('South Side')
  })
})

test('nobody comes in without an agency by the button that adds a channel', async () => {
  const bot = await network()
  const before = await membersText(bot)
  const code = codeIn(await bot.say(aroha, youth, 'invite'))
  await bot.press(olive, empty, { action: 'join-here', values: { code } })
  expect(await membersText(bot)).toBe(before)
  expect((await bot.say(olive, directOf(olive), `join ${code}`)).kind).toBe('form')
})
