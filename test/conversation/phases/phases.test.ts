// Phases through the door: the signs, crossing, going back, and who reads of it.
import { expect, test } from 'vitest'
import type { Reply } from '../../../src/chat/adapter.ts'
import { plainText } from '../../../src/chat/fallback-text.ts'
import type { Form } from '../../../src/chat/form.ts'
import { buttonsOf, formOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import {
  aroha,
  closed,
  directOf,
  entriesIn,
  lively,
  margaret,
  network,
  olive,
  ruth,
  stalled,
  tom,
  whanau,
  youth,
} from '../../support/fixtures.ts'

function inReply(reply: Reply, label: string) {
  const found = reply.kind === 'card' ? buttonsOf(reply).find((one) => one.label === label) : undefined
  if (found === undefined) throw new Error(`No button “${label}”: ${textOf(reply)}`)
  return found
}

function openForm(reply: Reply): Form {
  const block = reply.kind === 'card' ? reply.card.blocks.find(({ kind }) => kind === 'inputs') : undefined
  if (block?.kind !== 'inputs') throw new Error(`No form stands open: ${textOf(reply)}`)
  return block.form
}

const saidIn = (room: TestBot, from: number) =>
  room.sent
    .slice(from)
    .filter(({ to }) => to.kind === 'channel')
    .map(({ to, card }) => [to.kind === 'direct' ? to.user : to.channel, plainText(card)])

/** Aroha crosses as often as she can be asked for it by a plain button. */
async function crossed(room: TestBot): Promise<Reply> {
  const shown = await room.say(aroha, youth, 'phase next')
  return room.press(aroha, youth, inReply(shown, 'Cross into getting together'))
}

test('the phase card says where the network is, since when, and of each sign what is there or missing', async () => {
  const room = await network()
  for (const [who, where] of [
    [aroha, youth],
    [tom, whanau],
    [margaret, directOf(margaret)],
  ] as const) {
    const text = textOf(await room.say(who, where, 'phase'))
    expect(text).toMatch(/South Side: before starting\nIn this phase since .*24 Nov 2026/)
    expect(text).toMatch(/“Mothers were turned away”.*“One door for all”/s)
    expect(text).toContain('Next comes getting together. 4 of 5 signs are there.')
    expect(textOf(await room.say(who, where, ''))).toContain(
      'Phase: before starting; 4 of 5 signs are there for getting together (/network phase)',
    )
    expect(text).toContain('There: people of two agencies (Health, Council and Community)')
    expect(text).toContain(
      'Missing: a diagnosis that says collaborate (not asked yet); /network diagnose asks',
    )
  }
  expect(textOf(await room.say(olive, youth, 'phase'))).not.toContain('South Side')
  expect(textOf(await room.say(tom, whanau, 'phase'))).not.toContain('[Cross')
})

test('phase next shows the signs and who will read it before anything happens; then every home reads it, once', async () => {
  const room = await network()
  const before = await entriesIn(room)
  const shown = await room.say(aroha, youth, 'phase next')
  expect(textOf(shown)).toMatch(/Is it time for getting together\?.*Every home of South Side reads/s)
  expect(await entriesIn(room)).toBe(before)
  const from = room.sent.length
  const cross = inReply(shown, 'Cross into getting together')
  for (let press = 0; press < 2; press += 1)
    expect(textOf(await room.press(aroha, youth, cross))).toContain('in another phase now: getting together')
  await room.deliver()
  const text = expect.stringMatching(
    /South Side: getting together\nAroha \(Health\) said so\. Until now it was before starting\.\nSigns that are there: .*\nNot there yet: a diagnosis that says collaborate\./,
  )
  expect(saidIn(room, from)).toEqual([
    ['youth', text],
    ['whanau', text],
  ])
})

test('where there is no active client the crossing asks why, and every home reads the answer', async () => {
  const room = await network()
  await crossed(room)
  const withRuth = textOf(await room.say(aroha, youth, 'phase next'))
  expect(withRuth).toContain('There: an active client, or why there is none (Ruth (Community))')
  const { network: id = '' } = inReply(await room.say(aroha, youth, 'phase'), 'Change the moment').values
  await room.press(ruth, youth, { action: 'give-up', values: { network: id, role: 'active-client' } })
  await room.deliver()
  const form = openForm(await room.say(aroha, youth, 'phase next'))
  expect(form.fields[0]?.hint).toContain('Every home reads it')
  const from = room.sent.length
  await room.submit(aroha, youth, form, { why: 'The families asked for rest' })
  await room.deliver()
  expect(
    saidIn(room, from)
      .slice(0, 2)
      .map(([home]) => home),
  ).toEqual(['youth', 'whanau'])
  expect(saidIn(room, from)[0]?.[1]).toMatch(
    /Signs that are there: .*an active client, or why there is none\.\n.*“The families asked for rest”/s,
  )
  // Going back and crossing again, the reason is there to be kept or changed.
  const back = await room.say(aroha, youth, 'phase back')
  await room.press(aroha, youth, inReply(back, 'Go back to getting together'))
  const again = openForm(await room.say(aroha, youth, 'phase next'))
  expect(again.fields[0]?.initial).toBe('The families asked for rest')
})

test('going back asks first, and is said out loud in every home', async () => {
  const room = await network()
  await crossed(room)
  await room.deliver()
  const from = room.sent.length
  const asked = await room.say(aroha, youth, 'phase back')
  expect(textOf(asked)).toMatch(/Go back to before starting\?.*every home of South Side reads/s)
  await room.press(aroha, youth, inReply(asked, 'Go back to before starting'))
  await room.deliver()
  const text = expect.stringMatching(/South Side: back to before starting\nAroha \(Health\) said so\./)
  expect(saidIn(room, from)).toEqual([
    ['youth', text],
    ['whanau', text],
  ])
  const history = textOf(await room.say(tom, whanau, 'phase'))
  expect(history).toMatch(
    /What came before:\n- .*into getting together, said Aroha \(Health\); not there yet: .*\n- .*back to before starting/,
  )
})

test('before the first and after the last phase there is nothing: the refusal says what to do instead', async () => {
  const room = await network()
  expect(textOf(await room.say(aroha, youth, 'phase back'))).toMatch(
    /Before starting is the first phase.*\[Show the phase\]/s,
  )
  for (const into of ['getting together', 'working together', 'sustaining']) {
    const shown = await room.say(aroha, youth, 'phase next')
    await room.press(aroha, youth, inReply(shown, `Cross into ${into}`))
  }
  expect(textOf(await room.say(aroha, youth, 'phase next'))).toMatch(
    /Sustaining is the last phase.*closing well.*\[Close well\]/s,
  )
  expect(textOf(await room.say(aroha, youth, 'phase'))).toContain('In this phase since')
})

test('a card that shows an earlier phase does nothing any more, and says so', async () => {
  const room = await network()
  const early = await room.say(aroha, youth, 'phase next')
  const back = { ...inReply(early, 'Cross into getting together') }
  for (const into of ['getting together', 'working together']) {
    const shown = await room.say(aroha, youth, 'phase next')
    await room.press(aroha, youth, inReply(shown, `Cross into ${into}`))
  }
  const before = await entriesIn(room)
  expect(textOf(await room.press(aroha, youth, back))).toMatch(/gone to another phase.*\[Show the phase\]/s)
  expect(await entriesIn(room)).toBe(before)
})

test('whoever is no entrepreneur is told who can cross, also by a button of somebody else', async () => {
  const room = await network()
  const cross = inReply(await room.say(aroha, youth, 'phase next'), 'Cross into getting together')
  for (const [who, where] of [
    [tom, whanau],
    [margaret, directOf(margaret)],
  ] as const) {
    expect(textOf(await room.say(who, where, 'phase next'))).toContain('Only a public entrepreneur')
    expect(textOf(await room.say(who, where, 'phase back'))).toContain('Only a public entrepreneur')
    expect(textOf(await room.press(who, where, cross))).toContain('Only a public entrepreneur')
  }
  expect(textOf(await room.press(olive, youth, cross))).toContain('Only members of the network')
})

test('two who cross in the same moment, in two processes, cross once', async () => {
  const room = await network()
  const other = await room.beside()
  const shown = await Promise.all([room, other].map((one) => one.say(aroha, youth, 'phase next')))
  const from = await entriesIn(room)
  await Promise.all(
    [room, other].map((one, index) =>
      one.press(aroha, youth, inReply(shown[index] as Reply, 'Cross into getting together')),
    ),
  )
  // The crossing and the round of reflection that it opens.
  expect(await entriesIn(room)).toBe(from + 2)
})

test('a stalled network shows its phase and crosses; a closed one can be read, and refuses with the way to reopen', async () => {
  const still = await stalled()
  expect(textOf(await crossed(still))).toContain('in another phase now: getting together')
  const room = await closed()
  const shown = await room.say(tom, whanau, 'phase')
  expect(textOf(shown)).toMatch(/South Side: closed\nClosed on .*until then it was before starting/)
  expect(buttonsOf(shown as never)).toEqual([])
  for (const word of ['phase next', 'phase back'])
    expect(textOf(await room.say(aroha, youth, word))).toMatch(/South Side is closed\..*\[Reopen\]/s)
})

test('the moment and the outcome are changed in forms that hold them; the outcome is told in every home', async () => {
  const room = await lively()
  const card = await room.say(aroha, youth, 'phase')
  const moment = formOf(await room.press(aroha, youth, inReply(card, 'Change the moment')))
  expect(moment.fields[0]?.initial).toBe('Mothers were turned away')
  const outcome = formOf(await room.press(aroha, youth, inReply(card, 'Change the shared outcome')))
  expect(outcome.intro).toContain('Another aim is a reframe')
  const from = room.sent.length
  await room.submit(aroha, youth, moment, { words: 'Forty mothers were turned away' })
  await room.submit(aroha, youth, outcome, { words: 'One door for every mother' })
  await room.deliver()
  const text = expect.stringMatching(
    /Aroha \(Health\) put the shared outcome of South Side.*“One door for every/s,
  )
  expect(saidIn(room, from)).toEqual([
    ['youth', text],
    ['whanau', text],
  ])
  expect(textOf(await room.say(tom, whanau, 'phase'))).toMatch(
    /“Forty mothers.*The moment until .*: “Mothers were turned away”, changed by Aroha.*outcome until .*“One door for all”/s,
  )
  const late = await room.press(tom, whanau, { action: 'change-moment', values: moment.values })
  expect(textOf(late)).toContain('Only a public entrepreneur')
})

test('the angel’s digest says that the network crossed, and without which signs, or went back', async () => {
  const room = await network()
  const digest = async () => textOf(await room.say(margaret, directOf(margaret), 'digest'))
  expect(await digest()).not.toContain('Crossed')
  await room.forward(3_600_000)
  await crossed(room)
  expect(await digest()).toContain('Crossed into getting together, without a diagnosis that says collaborate')
  const back = await room.say(aroha, youth, 'phase back')
  await room.press(aroha, youth, inReply(back, 'Go back to before starting'))
  expect(await digest()).toContain('Went back from getting together to before starting')
})

test('a long history shows its newest part, crossings and words in the order in which they came', async () => {
  const room = await network()
  const card = await room.say(aroha, youth, 'phase')
  const outcome = formOf(await room.press(aroha, youth, inReply(card, 'Change the shared outcome')))
  for (let change = 1; change <= 6; change += 1) {
    await room.submit(aroha, youth, outcome, { words: `One door, version ${change}` })
    await room.forward(3_600_000)
  }
  await crossed(room)
  await room.forward(3_600_000)
  for (let change = 7; change <= 13; change += 1) {
    await room.submit(aroha, youth, outcome, { words: `One door, version ${change}` })
    await room.forward(3_600_000)
  }
  const shown = textOf(await room.say(tom, whanau, 'phase'))
  expect(shown).toMatch(/version 5”[^\n]*\n- [^\n]*into getting together[^\n]*\n- [^\n]*version 6”/)
  expect(shown).toMatch(/version 12”[^\n]*\nand 2 before that, which \/network story tells/)
  expect(shown).not.toContain('“One door for all”')
})
