// Who is here, changing one's agency, two agencies that are one, and removing somebody.
import { describe, expect, test } from 'vitest'
import { formOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import {
  aroha,
  codeIn,
  directOf,
  margaret,
  network,
  ruth,
  tom,
  whanau,
  youth,
} from '../../support/fixtures.ts'
import { buttonsIn } from '../../support/reply-buttons.ts'

function textsTo(bot: TestBot, who: typeof aroha): string {
  return bot.sent
    .filter(({ to }) => to.kind === 'direct' && to.user === who.user)
    .map(({ card }) => textOf({ kind: 'card', card }))
    .join('\n')
}

test('the members are listed with their agencies and roles, and an entrepreneur alone can remove one', async () => {
  const bot = await network()
  const own = await bot.say(aroha, youth, 'members')
  expect(textOf(own)).toMatch(/3 members of South Side, from 3 agencies/)
  expect(textOf(own)).toMatch(/Tom.* \(Council\): fellow traveller/)
  expect(buttonsIn(own).map(({ action }) => action)).toContain('remove')
  const ofTom = buttonsIn(await bot.say(tom, whanau, 'members')).map(({ action }) => action)
  expect(ofTom).not.toContain('remove')
  expect(ofTom).toContain('agency')
})

describe('coming from another agency', () => {
  test('is a form with the present one; what was put before stays', async () => {
    const bot = await network()
    await bot.say(tom, whanau, 'put 0.5 FTE analyst')
    const form = formOf(await bot.say(tom, whanau, 'agency Fisheries'))
    expect(form.intro).toContain('you’re from Council')
    expect(textOf(await bot.submit(tom, whanau, form, {}))).toContain('you’re from Fisheries')
    expect(textOf(await bot.say(aroha, youth, 'table'))).toMatch(/analyst from Council/)
    await bot.deliver()
    expect(textsTo(bot, aroha)).toMatch(/Tom.* is now from Fisheries, no longer from Council/)
  })

  test('does not make somebody agree with their own agency on what was proposed before', async () => {
    const bot = await network()
    const code = codeIn(await bot.say(aroha, youth, 'invite'))
    const colleague = { ...aroha, user: 'Ana', name: 'Ana' }
    await bot.submit(colleague, youth, formOf(await bot.say(colleague, youth, `join ${code}`)), {
      agency: 'Health',
    })
    const reframe = formOf(await bot.say(aroha, youth, 'reframe'))
    await bot.submit(aroha, youth, reframe, { outcome: 'Another', why: 'So' })
    await bot.deliver()
    await bot.submit(colleague, youth, formOf(await bot.say(colleague, youth, 'agency Council')), {})
    const agree = bot.sent
      .flatMap((one) => buttonsIn({ kind: 'card', card: one.card }))
      .findLast(({ action }) => action === 'agree')
    const reply = await bot.press(colleague, youth, agree ?? { action: '', values: {} })
    expect(textOf(reply)).toContain('a different agency')
  })
})

test('an entrepreneur says that two agencies are one, and they count as one from then on', async () => {
  const bot = await network()
  const merge = buttonsIn(await bot.say(aroha, youth, 'members')).find(
    ({ action }) => action === 'merge-agencies',
  )
  const press = merge ?? { action: '', values: {} }
  expect(textOf(await bot.press(tom, whanau, press))).toContain('Only a public entrepreneur')
  const form = formOf(await bot.press(aroha, youth, press))
  expect((await bot.submit(aroha, youth, form, { from: 'Council', into: 'Council' })).kind).toBe(
    'form-errors',
  )
  const done = await bot.submit(aroha, youth, form, { from: 'Council', into: 'Health' })
  expect(textOf(done)).toContain('Council now counts as Health')
  expect(textOf(await bot.say(aroha, youth, 'members'))).toMatch(/from 2 agencies[\s\S]*Tom.* \(Health\)/)
  await bot.deliver()
  expect(textsTo(bot, tom)).toMatch(/Council now counts as Health in South Side/)
  expect(textsTo(bot, ruth)).not.toContain('counts as')
})

describe('somebody who is removed', () => {
  async function removed(): Promise<TestBot> {
    const bot = await network()
    const code = codeIn(await bot.say(tom, whanau, 'invite'))
    const form = formOf(await bot.say(aroha, youth, 'remove Tom'))
    expect((await bot.submit(aroha, youth, form, { why: ' ' })).kind).toBe('form-errors')
    const reply = await bot.submit(aroha, youth, form, { why: 'He moved to another job' })
    expect(textOf(reply)).toMatch(/Tom.* is no longer in South Side/)
    expect(formOf(await bot.say(ruth, directOf(ruth), `join ${code}`)).errors?.code).toContain(
      'That code doesn’t work',
    )
    await bot.deliver()
    return bot
  }

  test('is told why, and so is the angel; nobody else is', async () => {
    const bot = await removed()
    expect(textsTo(bot, tom)).toMatch(/has removed you from South Side[\s\S]*He moved to another job/)
    expect(textsTo(bot, margaret)).toMatch(/has removed .*Tom[\s\S]*He moved to another job/)
    expect(textsTo(bot, ruth)).not.toContain('removed')
    expect(
      bot.sent
        .filter(({ to }) => to.kind === 'channel')
        .map(({ card }) => textOf({ kind: 'card', card }))
        .join(),
    ).not.toContain('another job')
  })

  test('reads nothing more', async () => {
    const bot = await removed()
    expect(textOf(await bot.say(tom, whanau, ''))).toContain('not in a network here')
    expect(textOf(await bot.say(tom, directOf(tom), 'my networks'))).not.toContain('South Side')
    expect(textOf(await bot.say(aroha, youth, 'roles'))).toMatch(/Tom.* was fellow traveller/)
  })
})

test('nobody but an entrepreneur removes anybody, no angel is removed, and nobody themselves', async () => {
  const bot = await network()
  expect(textOf(await bot.say(tom, whanau, 'remove Ruth'))).toContain('Only a public entrepreneur')
  expect(textOf(await bot.say(aroha, youth, 'remove Margaret'))).toContain('can’t remove its guardian angel')
  const form = formOf(await bot.say(aroha, youth, 'remove Ruth'))
  expect(textOf(await bot.submit(tom, whanau, form, { why: 'x' }))).toContain('Only a public entrepreneur')
})
