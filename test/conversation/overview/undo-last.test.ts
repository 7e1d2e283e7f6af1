// `undo` offers to take back the last thing that the speaker did, and says how where nothing can be undone.
import { expect, test } from 'vitest'
import { minute } from '../../../src/domain/core/time.ts'
import { formOf, textOf } from '../../support/bot-harness.ts'
import { aroha, network, tom, whanau, youth } from '../../support/fixtures.ts'
import { buttonWithLabel } from '../../support/reply-buttons.ts'

test('the last deed of the speaker is named, and its button takes it back', async () => {
  const bot = await network()
  await bot.forward(11 * minute)
  await bot.say(aroha, youth, 'lesson Ask early')
  await bot.forward(minute)
  await bot.say(aroha, youth, 'put $20,000 flexible')
  await bot.forward(minute)
  await bot.say(tom, whanau, 'put $5,000 flexible')
  const reply = await bot.say(aroha, youth, 'undo')
  expect(textOf(reply)).toMatch(/^The last thing you did here: you put \$20,000 on the table\. Undo it\?/)
  await bot.press(aroha, youth, buttonWithLabel(reply, 'Undo'))
  expect(textOf(await bot.say(aroha, youth, 'table'))).not.toContain('$20,000')
  expect(textOf(await bot.say(aroha, youth, 'oops'))).toContain('you kept the lesson “Ask early”')
})

test('an ask, a plan and a nomination can be undone as well', async () => {
  const bot = await network()
  await bot.forward(11 * minute)
  await bot.submit(aroha, youth, formOf(await bot.say(aroha, youth, 'ask Speak with the ministry')), {})
  expect(textOf(await bot.say(aroha, youth, 'undo'))).toContain('you asked “Speak with the ministry”')
  await bot.forward(minute)
  await bot.say(aroha, youth, 'role Tom critical friend')
  expect(textOf(await bot.say(aroha, youth, 'undo'))).toContain('you asked Tom to be critical friend')
  await bot.forward(minute)
  await bot.say(aroha, youth, 'meet Thu 2pm for 1 hour')
  expect(textOf(await bot.say(aroha, youth, 'undo'))).toContain('you planned the meeting of')
})

test('a change of settings, of a resource and of a meeting can be undone as well', async () => {
  const bot = await network()
  await bot.forward(11 * minute)
  const saved = await bot.submit(aroha, youth, formOf(await bot.say(aroha, youth, 'settings')), {
    limit: '8',
  })
  expect(textOf(saved)).toContain('[Undo]')
  const undone = await bot.say(aroha, youth, 'undo')
  expect(textOf(undone)).toContain('you changed the settings')
  await bot.press(aroha, youth, buttonWithLabel(undone, 'Undo'))
  expect(formOf(await bot.say(aroha, youth, 'settings')).fields[1]?.initial).toBe('6')

  await bot.say(aroha, youth, 'put $20,000 flexible')
  await bot.forward(11 * minute)
  await bot.submit(aroha, youth, formOf(await bot.say(aroha, youth, 'change $20,000')), {
    condition: 'By June',
  })
  const edited = await bot.say(aroha, youth, 'undo')
  expect(textOf(edited)).toContain('you changed $20,000')
  await bot.press(aroha, youth, buttonWithLabel(edited, 'Undo'))
  expect(textOf(await bot.say(aroha, youth, 'table'))).not.toContain('By June')

  await bot.submit(aroha, youth, formOf(await bot.say(aroha, youth, 'use $20,000')), { how: 'in-use' })
  const used = await bot.say(aroha, youth, 'undo')
  expect(textOf(used)).toContain('$20,000: you said that it is in use')
  await bot.press(aroha, youth, buttonWithLabel(used, 'Undo'))
  expect(textOf(await bot.say(aroha, youth, 'undo'))).toContain('nothing here in the last 10 minutes')
})

test('a change of agency can be undone, until the speaker does something as somebody of the new one', async () => {
  const bot = await network()
  await bot.forward(11 * minute)
  const change = async () => bot.submit(tom, whanau, formOf(await bot.say(tom, whanau, 'agency Housing')), {})
  const undo = buttonWithLabel(await change(), 'Undo')
  expect(textOf(await bot.say(tom, whanau, 'undo'))).toContain('you changed your agency to Housing')
  expect(textOf(await bot.press(tom, whanau, undo))).toBe(
    'Undone. In South Side you’re from Council, as before.',
  )
  await change()
  await bot.forward(minute)
  await bot.say(tom, whanau, 'put a hall from Housing')
  expect(textOf(await bot.press(tom, whanau, undo))).toContain('so it can’t be undone')
})

test('after ten minutes it says so, and what can still be done', async () => {
  const bot = await network()
  await bot.say(aroha, youth, 'put $20,000 flexible')
  await bot.forward(11 * minute)
  expect(textOf(await bot.say(aroha, youth, 'undo'))).toMatch(
    /nothing here in the last 10 minutes that I can undo.*\[Take something back\] \[Show the meetings\]/s,
  )
})
