// What goes to the guardian angel and comes back, in the real page of the real program.
import { expect, test } from 'vitest'
import { pageDriver, type Seat } from '../support/browser/page-driver.ts'

const aroha = { as: 'aroha-ngata', room: 'south-side-youth' }
const margaret = { as: 'margaret-oldham', room: 'direct' }
const { be, say, press, submit, sees, look, messageWith, untilThere } = pageDriver()

/** Moves time on until the person reads it in their working hours. */
async function readsInTheMorning(who: Seat, words: string): Promise<string> {
  await be(who)
  await untilThere(async () => (await messageWith(words).count()) > 0, 6)
  return sees(words)
}

test('an ask, a limit, a bend and going public: reach the angel, who decides, and an outsider finds the network at the end', async () => {
  await be(aroha)
  await say('start South Side Youth')
  await submit({ 'The moment': 'The clinic closed.', 'Shared outcome': 'One door for all.' }, 'Start')
  await say('angel @Margaret Oldham')
  await readsInTheMorning(margaret, 'Will you be guardian angel')
  await press('Accept')
  await submit({}, 'Accept')
  await say('limit No names leave Health')
  await submit({}, 'State it')
  await sees('The limit is in the list.')

  await be(aroha)
  await say('ask Speak up for us with the ministry')
  await submit({}, 'Ask')
  await sees('Margaret Oldham')
  await say('bend Paid the taxi without an order')
  await submit({ 'Why was it right in this case?': 'She had no other way home.' }, 'Note it')
  await say('blocker Two logins to the case system')
  await submit({}, 'Name it')
  await say('blocker')
  await sees('What stops South Side Youth')
  await look('blockers')
  await say('go public')
  await submit({ 'Why now?': 'The first year worked.' }, 'Propose it')

  expect(await readsInTheMorning(margaret, 'Speak up for us with the ministry')).toContain('Aroha Ngata')
  await press('I’ll take it')
  await sees('Margaret Oldham has taken it on.')
  expect(await sees('Paid the taxi without an order')).toContain('No names leave Health')
  await press('Approve')
  await sees('Approved by')
  await look('put-to-the-angel')
  await press('Go public')
  await sees('Margaret Oldham decided: go public.')

  await be(aroha)
  expect(await sees('South Side Youth is public now')).toContain('and nothing else')
  await say('asks')
  await sees('Margaret Oldham has taken it on.')
  await be({ as: 'priya-raman', room: 'general' })
  await say('find youth')
  const found = await sees('Public networks in this workspace')
  expect(found).toContain('One door for all.')
  expect(found).not.toMatch(/Aroha|taxi|clinic/)
  await look('found')
}, 120_000)
