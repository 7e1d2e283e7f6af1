// Loosening the six-meeting rule near its limit: what is read by whoever asks, by an angel, and in the channels.
import { expect, test } from 'vitest'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { buttonsOf, formOf, textOf } from '../../support/bot-harness.ts'
import { aroha, directOf, margaret, stalled, whanau, youth } from '../../support/fixtures.ts'

async function proposed() {
  const bot = await stalled()
  const before = bot.sent.length
  const form = formOf(await bot.say(aroha, youth, 'settings'))
  expect(form.intro).toContain('a guardian angel needs to agree before the rule is loosened')
  const reply = await bot.submit(aroha, youth, form, { limit: '24' })
  await bot.forward(24 * 3_600_000)
  return { bot, reply, sent: () => bot.sent.slice(before) }
}

test('a higher limit in a stopped network is put to the angel, who agrees by button', async () => {
  const { bot, reply, sent } = await proposed()
  expect(textOf(reply)).toContain('Proposed: raise the limit from 6 to 24 meetings.')
  const message = sent().find(({ to }) => to.kind === 'direct' && to.user === margaret.user)
  expect(message && plainText(message.card)).toContain('Raise the limit from 6 to 24 meetings?')
  const agree = message && buttonsOf(message).find(({ action }) => action === 'agree-loosening')
  if (agree === undefined) throw new Error('The angel has no button.')
  expect(textOf(await bot.press(aroha, youth, agree))).toContain('Only a guardian angel')
  expect(textOf(await bot.press(margaret, directOf(margaret), agree))).toContain(
    'Agreed. The limit is 24 meetings with nothing on the table (it was 6).',
  )
  await bot.deliver()
  const texts = sent().map(({ card }) => plainText(card))
  expect(texts.filter((text) => text.includes('agreed to what Aroha (Health) asked for'))).toHaveLength(2)
  expect(textOf(await bot.say(aroha, whanau, 'story')).length).toBeGreaterThan(0)
})

test('declining tells whoever asked, and nothing has changed', async () => {
  const { bot, sent } = await proposed()
  const waiting = textOf(await bot.say(margaret, directOf(margaret), ''))
  expect(waiting).toContain('asks to raise the limit from 6 to 24 meetings')
  const message = sent().find(({ to }) => to.kind === 'direct' && to.user === margaret.user)
  const decline = message && buttonsOf(message).find(({ action }) => action === 'decline-loosening')
  if (decline === undefined) throw new Error('The angel has no button.')
  await bot.press(margaret, directOf(margaret), decline)
  await bot.forward(24 * 3_600_000)
  const told = sent().filter(({ to }) => to.kind === 'direct' && to.user === aroha.user)
  expect(told.map(({ card }) => plainText(card)).join('\n')).toContain(
    'didn’t agree to raise the limit from 6 to 24 meetings',
  )
})

test('switching the rule off after a diagnosis goes the same way', async () => {
  const bot = await stalled()
  const form = formOf(await bot.say(aroha, youth, 'diagnose'))
  const fields = Object.fromEntries(form.fields.map(({ name }) => [name, 'no']))
  const reply = await bot.submit(aroha, youth, form, { ...fields, oneAgencyAlone: 'yes' })
  const off =
    reply.kind === 'card'
      ? buttonsOf({ card: reply.card }).find(({ action }) => action === 'rule-off')
      : undefined
  if (off === undefined) throw new Error('The rule cannot be switched off.')
  expect(textOf(await bot.press(aroha, youth, off))).toContain('Proposed: switch the six-meeting rule off.')
})
