// Rounds of reflection: asking the members, answering, reminders, and what the homes read at the end.
import { expect, test } from 'vitest'
import { plainRuns, plainText } from '../../../src/chat/fallback-text.ts'
import { day, hour } from '../../../src/domain/core/time.ts'
import { buttonsOf, formOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import { storedRows } from '../../support/databases/stored-rows.ts'
import {
  aroha,
  buttonOf,
  closed,
  codeIn,
  directOf,
  lively,
  network,
  olive,
  ruth,
  tom,
  whanau,
  youth,
} from '../../support/fixtures.ts'
import { buttonWithAction, buttonWithLabel } from '../../support/reply-buttons.ts'
import { answer, answerForm, cross, crossedNetwork, nameless, textsTo, withName } from './reflection-setup.ts'

test('a crossing announces the questions; every member is asked, and an angel who is no member is not', async () => {
  const bot = await network()
  expect(textOf(await bot.say(aroha, youth, 'phase next'))).toContain('I’ll ask each member in private')
  const from = bot.sent.length
  await cross(bot)
  for (const name of ['Aroha', 'Tom', 'Ruth'])
    expect(textsTo(bot, name, from).join()).toMatch(
      /looking back on the way into getting together.*Aroha \(Health\) took the network into.*impossible to go on.*Nobody will read it before.*\[More about who reads it\]/s,
    )
  expect(textsTo(bot, 'Margaret', from).join()).not.toContain('looking back')
})

test('the form says who will see the answers before anybody answers', async () => {
  const { intro, fields } = await answerForm(await crossedNetwork(), tom)
  expect(intro).toMatch(
    /^Open until .*everyone in the channels of South Side can read it, with your name or without/s,
  )
  expect(JSON.stringify(fields)).toContain(
    'Without my name: shown only if 3 of you do so, otherwise destroyed',
  )
  expect(fields.map(({ kind }) => kind)).toEqual(['text', 'choice', 'text', 'choice', 'text', 'choice'])
})

test('who reads an answer is said in two lines, and “More” tells the rest', async () => {
  const bot = await crossedNetwork()
  const { card } =
    bot.sent.find(
      ({ to, card }) => to.kind === 'direct' && plainText(card).includes('Nobody will read it'),
    ) ?? never()
  const [note] = card.blocks.flatMap((block) => (block.kind === 'note' ? [plainRuns(block.runs)] : []))
  expect(note?.length).toBeLessThan(160)
  const more = buttonsOf({ card }).find(({ label }) => label === 'More about who reads it') ?? never()
  expect(textOf(await bot.press(tom, directOf(tom), more))).toMatch(
    /^Who sees what.*at least 3 people.*I destroy them.*your answers go with you/s,
  )
})

function never(): never {
  throw new Error('It is not there.')
}

test('an answer is stored, fills the form when it is opened again, and can be changed and taken back', async () => {
  const bot = await crossedNetwork()
  expect(textOf(await answer(bot, tom, withName('The queue')))).toContain(
    'I’ve kept 1 of 3 answers in private.',
  )
  const again = await answerForm(bot, tom)
  expect(again.fields.map(({ initial }) => initial).slice(0, 2)).toEqual(['The queue', 'named'])
  expect((await answerForm(bot, ruth)).fields.every(({ initial }) => initial === undefined)).toBe(true)
  await answer(bot, tom, nameless('The rain'))
  const changed = formOf(await bot.say(tom, whanau, 'reflect'))
  expect(changed.fields.map(({ initial }) => initial).slice(0, 2)).toEqual(['The rain', 'nameless'])
  expect(textOf(await answer(bot, tom, { impossible: '', 'impossible-as': '' }))).toContain(
    'You have no answers in this round.',
  )
  expect(storedRows(bot).answers).toEqual([])
})

test('an answer that is too long or has no choice of a name is refused at that field', async () => {
  const bot = await crossedNetwork()
  const form = await answerForm(bot, tom)
  const pages = 'x'.repeat(80_000)
  expect(await bot.submit(tom, directOf(tom), form, withName(pages))).toEqual({
    kind: 'form-errors',
    errors: { impossible: expect.stringContaining('there’s room for 2000') },
  })
  expect(
    await bot.submit(tom, directOf(tom), form, { impossible: 'The queue', 'impossible-as': '' }),
  ).toEqual({
    kind: 'form-errors',
    errors: { 'impossible-as': expect.stringContaining('Please choose') },
  })
})

test('one reminder, on the third day, goes only to members who have not answered by then', async () => {
  const bot = await crossedNetwork()
  await answer(bot, tom, withName('The queue'))
  const from = bot.sent.length
  await bot.forward(4 * day)
  const reminders = bot.sent.slice(from).filter(({ card }) => plainText(card).includes('I won’t ask again'))
  expect(reminders.map(({ to: place }) => place.kind === 'direct' && place.user).sort()).toEqual([
    'Aroha',
    'Ruth',
  ])
  await answer(bot, ruth, withName('The rain'))
  const later = bot.sent.length
  await bot.forward(2 * day)
  expect(bot.sent.slice(later)).toEqual([])
})

test('a reminder that waits for the working hour is dropped for members who have answered meanwhile', async () => {
  const bot = await network()
  await bot.forward(12 * hour)
  await cross(bot)
  await bot.forward(3 * day)
  const from = bot.sent.length
  const reminders = () =>
    bot.sent
      .slice(from)
      .filter(({ card }) => plainText(card).includes('I won’t ask again'))
      .map(({ to: place }) => place.kind === 'direct' && place.user)
  await answer(bot, ruth, withName('The rain'))
  expect(reminders()).toEqual([])
  await bot.forward(60 * hour)
  expect(reminders().sort()).toEqual(['Aroha', 'Tom'])
})

test('a question that waits for the working hour is not sent to members who have answered meanwhile', async () => {
  const bot = await network()
  await bot.forward(12 * hour)
  const from = bot.sent.length
  await cross(bot)
  const form = formOf(await bot.say(tom, whanau, 'reflect'))
  await bot.submit(tom, whanau, form, withName('The queue'))
  await bot.forward(12 * hour)
  const questions = bot.sent
    .slice(from)
    .filter(({ card }) => plainText(card).includes('Answer what you like'))
  expect(questions.map(({ to: place }) => place.kind === 'direct' && place.user).sort()).toEqual([
    'Aroha',
    'Ruth',
  ])
})

test('when a round closes every home reads the answers as plain text, and the question says that it is over', async () => {
  const bot = await crossedNetwork()
  await answer(bot, tom, withName('<b>The queue</b> <script>alert(1)</script> *at* <@U1>'))
  await answer(bot, ruth, withName('The rain'))
  const from = bot.sent.length
  await bot.forward(8 * day)
  for (const home of ['youth', 'whanau']) {
    const read = textsTo(bot, home, from).find((one) => one.includes('looking back')) ?? ''
    expect(read).toMatch(/2 of 3 members answered\. In their words:.*What made it impossible/s)
    expect(read).toContain('<b>The queue</b> <script>alert(1)</script> *at* <@U1>')
    expect(read).toContain('Tom (Council)')
  }
  expect(textsTo(bot, 'Tom', from).join()).toContain('This round is over.')
  const late = await bot.press(tom, directOf(tom), buttonOf(bot, 'Answer'))
  expect(textOf(late)).toContain('2 of 3 members answered')
})

test('the homes read that nobody answered, and that this is fine', async () => {
  const bot = await crossedNetwork()
  await bot.forward(8 * day)
  expect(textsTo(bot, 'youth').join()).toContain('Nobody answered this time, and that’s fine.')
})

test('the homes read nothing about an unanswered round that the next crossing ends', async () => {
  const bot = await crossedNetwork()
  const from = bot.sent.length
  await cross(bot)
  expect(textsTo(bot, 'youth', from).join()).not.toContain('looking back')
  expect(textsTo(bot, 'Tom', from).join()).toMatch(/Nobody answered it\..*on the way into working together/s)
})

test('a member who joins while a round is open finds it in the list of open matters, and can answer', async () => {
  const bot = await crossedNetwork()
  const code = codeIn(await bot.say(aroha, youth, 'invite'))
  await bot.submit(olive, youth, formOf(await bot.say(olive, youth, `join ${code}`)), {})
  expect(textOf(await bot.say(olive, youth, ''))).toContain('looking back on the way into getting together')
  await bot.submit(olive, youth, formOf(await bot.say(olive, youth, 'reflect')), withName('The night'))
  expect(textOf(await bot.say(olive, youth, ''))).not.toContain('looking back')
  await bot.forward(8 * day)
  expect(textsTo(bot, 'youth').join()).toContain('The night')
})

test('any member starts a round between crossings, after reading the last answers and what will happen', async () => {
  const bot = await crossedNetwork()
  await answer(bot, tom, withName('The queue'))
  await bot.forward(8 * day)
  const overview = await bot.say(ruth, youth, 'reflect')
  expect(textOf(overview)).toMatch(
    /I’ll ask each member in a direct message.*They’ll see that you asked.*The queue/s,
  )
  const start = buttonWithLabel(overview, 'Ask everyone')
  const from = bot.sent.length
  expect(textOf(await bot.press(ruth, youth, start))).toContain('The round is open until')
  await bot.deliver()
  expect(textsTo(bot, 'Tom', from).join()).toContain('Ruth (Community) asks all of you to look back.')
})

test('a member’s own question is shown as plain text wherever it is answered and read', async () => {
  const bot = await network()
  const question = 'What <b>holds</b> us *up*?'
  const questionForm = formOf(await bot.say(ruth, youth, `reflect ${question}`))
  expect(questionForm.intro).toContain('with your name beside the question')
  expect(textOf(await bot.submit(ruth, youth, questionForm, { question: ' ' }))).toContain(
    'Please fill this in',
  )
  expect(textOf(await bot.submit(ruth, youth, questionForm, {}))).toContain('The round is open until')
  await bot.deliver()
  for (const name of ['Aroha', 'Tom', 'Ruth']) expect(textsTo(bot, name).at(-1)).toContain(question)
  const form = await answerForm(bot, tom)
  expect(form.intro).toMatch(/^“What <b>holds<\/b> us \*up\*\?” Open until/)
  await bot.submit(tom, directOf(tom), form, { 'own-question': 'Logins', 'own-question-as': 'nameless' })
  await answer(bot, aroha, { 'own-question': 'Money', 'own-question-as': 'named' })
  const typed = formOf(await bot.say(aroha, youth, 'reflect And now?'))
  expect(typed.fields[0]?.initial).toBe('And now?')
  await bot.forward(8 * day)
  expect(textsTo(bot, 'whanau').at(-1)).toMatch(/2 of 3 members answered[\s\S]*holds[\s\S]*“Money”/)
  expect(textsTo(bot, 'Tom').at(-1)).toContain(question)
  expect(textsTo(bot, 'Tom').at(-1)).toContain('yours has been destroyed')
})

test('an own question is refused while a round is open, and not lost when a round opens meanwhile', async () => {
  const bot = await network()
  const own = buttonWithAction(await bot.say(ruth, youth, 'reflect'), 'own-question')
  const form = formOf(await bot.press(ruth, youth, own))
  await cross(bot)
  expect(textOf(await bot.press(ruth, youth, own))).toContain('A round of reflection is already open')
  expect(await bot.submit(ruth, youth, form, { question: 'What now?' })).toEqual({
    kind: 'form-errors',
    errors: { question: expect.stringContaining('already open') },
  })
})

test('the form that closes a network says what is on the table, to be handed back or passed on', async () => {
  const field = async (bot: TestBot) =>
    formOf(await bot.say(aroha, youth, 'close')).fields.find(({ name }) => name === 'resources')
  const full = await field(await lively())
  expect(full?.initial).toMatch(/0\.5 FTE analyst: goes back to Council/)
  expect(full?.hint).toMatch(/One line for each thing there now/)
  expect((await field(await network()))?.initial).toBeUndefined()
})

test('a closed network asks once more, takes answers for a week, and shows them', async () => {
  const bot = await closed()
  await bot.forward(day)
  const form = formOf(await bot.say(tom, whanau, 'reflect'))
  expect(form.fields[0]?.label).toBe('What did we do, and why, and how?')
  await bot.submit(tom, whanau, form, { did: 'One door', 'did-as': 'named' })
  await bot.forward(8 * day)
  expect(textsTo(bot, 'whanau').join()).toContain('looking back at the end')
  expect(textOf(await bot.say(tom, whanau, 'reflect'))).toContain('One door')
})
