// Lessons: keeping, reading and undoing them, offering them to the library, and finding them.
import { describe, expect, test } from 'vitest'
import { createNetworkRepository } from '../../../src/app/network-repository.ts'
import { day, minute } from '../../../src/domain/core/time.ts'
import { fold } from '../../../src/domain/network.ts'
import { unstarted } from '../../../src/domain/state.ts'
import { erasePlatform } from '../../../src/store/erase.ts'
import { loadEntries } from '../../../src/store/journal.ts'
import { findPerson } from '../../../src/store/people.ts'
import { networksOf } from '../../../src/store/projections.ts'
import { formOf, type TestBot, textOf } from '../../support/bot-harness.ts'
import {
  aroha,
  buttonOf,
  directOf,
  empty,
  margaret,
  network,
  olive,
  ruth,
  tom,
  whanau,
  youth,
} from '../../support/fixtures.ts'
import { buttonsIn, buttonWithLabel } from '../../support/reply-buttons.ts'
import { startNetwork } from '../../support/stories/start-network.ts'

test('a lesson that was kept by mistake is taken away again, once', async () => {
  const bot = await network()
  const confirmation = await bot.say(tom, whanau, 'lesson Ask early')
  expect(textOf(await bot.say(aroha, youth, 'lessons'))).toContain('Ask early')
  const undo = buttonWithLabel(confirmation, 'Undo')
  expect(textOf(await bot.press(aroha, youth, undo))).toContain('I can’t find that lesson')
  expect(textOf(await bot.press(tom, whanau, undo))).toContain('I’ve taken that lesson away')
  expect(textOf(await bot.say(aroha, youth, 'lessons'))).toContain('No lesson has been kept yet')
  expect(textOf(await bot.press(tom, whanau, undo))).toContain('I can’t find that lesson')
  const oldUndo = buttonWithLabel(await bot.say(tom, whanau, 'lesson Ask often'), 'Undo')
  await bot.forward(11 * minute)
  expect(textOf(await bot.press(tom, whanau, oldUndo))).toMatch(
    /that time is up, so it stays.*\n\[Show the lessons\]/,
  )
})

test('lessons are shown the latest first, eight at a time, and all can be reached', async () => {
  const bot = await network()
  for (let n = 1; n <= 17; n += 1) await bot.say(tom, whanau, `lesson Number ${n}.`)
  const first = await bot.say(aroha, youth, 'lessons')
  expect(textOf(first).match(/Number \d+/g)).toEqual(
    [17, 16, 15, 14, 13, 12, 11, 10].map((n) => `Number ${n}`),
  )
  const second = await bot.press(aroha, youth, buttonWithLabel(first, 'Show older ones'))
  const third = await bot.press(aroha, youth, buttonWithLabel(second, 'Show older ones'))
  expect(textOf(third).match(/Number \d+/g)).toEqual(['Number 1'])
  expect(() => buttonWithLabel(third, 'Show older ones')).toThrow()
})

test('nobody outside the network learns that there is a lesson', async () => {
  const bot = await network()
  const confirmation = await bot.say(tom, whanau, 'lesson Ask early')
  for (const button of buttonsIn(confirmation)) {
    const missing = { ...button, values: { ...button.values, network: 'none', lesson: 'none' } }
    expect(await bot.press(olive, youth, button)).toEqual(await bot.press(olive, youth, missing))
  }
  expect(await bot.say(olive, youth, 'lessons')).toEqual(await bot.say(olive, whanau, 'table'))
})

describe('the library', () => {
  /** South Side, and East Side, whose only member is Olive. */
  async function twoNetworks(): Promise<TestBot> {
    const bot = await network()
    await startNetwork(bot, { by: olive, place: empty, name: 'East Side' })
    return bot
  }
  const searchResult = async (bot: TestBot, words: string) =>
    textOf(await bot.say(olive, empty, `lessons ${words}`))

  test('shows to members of any network what another network has offered, and nothing else of that network', async () => {
    const bot = await twoNetworks()
    await bot.say(tom, whanau, 'lesson Partners share early')
    expect(await searchResult(bot, 'partner')).toContain('No lesson has all of “partner”')
    const form = formOf(await bot.say(tom, whanau, 'lesson'))
    expect(form.intro).toMatch(/Every member of the network can read it.*anyone in any network/)
    await bot.submit(tom, whanau, form, { text: 'Share with partners', share: 'library' })
    const found = await searchResult(bot, 'sharing partner')
    expect(found).toContain('Share with partners')
    expect(found).toContain('From the library')
    expect(found).not.toMatch(/South|Tom|Council|Partners share early/)
    expect(textOf(await bot.say(olive, directOf(olive), 'lessons sharing'))).toContain('Share with partners')
  })

  test('marks which lessons are ours and which are from other networks', async () => {
    const bot = await twoNetworks()
    const form = formOf(await bot.say(tom, whanau, 'lesson'))
    await bot.submit(tom, whanau, form, { text: 'Share with partners', share: 'library' })
    await bot.say(olive, empty, 'lesson Sharing takes trust')
    const found = await searchResult(bot, 'share')
    expect(found).toMatch(
      /Sharing takes trust[^“]*Ours, East Side[\s\S]*Share with partners[^“]*From the library/,
    )
    expect(textOf(await bot.say(aroha, youth, 'lessons share'))).toMatch(
      /^Lessons found\nFor “share”:\n“Share with partners” ?[^“]*Ours, South Side[^“]*$/,
    )
  })

  test('is closed to people who are in no network, as if it were empty', async () => {
    const bot = await network()
    const form = formOf(await bot.say(tom, whanau, 'lesson'))
    await bot.submit(tom, whanau, form, { text: 'Share with partners', share: 'library' })
    const nothing = textOf(await bot.say(olive, youth, 'table'))
    expect(textOf(await bot.say(olive, youth, 'lessons'))).toBe(nothing)
    for (const words of ['share', 'nothing like it', 'of the'])
      expect(textOf(await bot.say(olive, youth, `lessons ${words}`))).toBe(
        `${nothing}\nYou typed: “${words}”`,
      )
  })

  test('no longer shows a lesson that was taken back or undone, or whose workspace was erased', async () => {
    const bot = await twoNetworks()
    const confirmation = await bot.say(tom, whanau, 'lesson Share with partners')
    const offerReply = await bot.press(tom, whanau, buttonWithLabel(confirmation, 'Offer it to the library'))
    expect(await searchResult(bot, 'share')).toContain('Share with partners')
    expect(textOf(await bot.press(aroha, youth, buttonWithLabel(offerReply, 'Take it back')))).toContain(
      'I’ve taken it back',
    )
    expect(await searchResult(bot, 'share')).toContain('No lesson has all')
    await bot.press(tom, whanau, buttonWithLabel(confirmation, 'Offer it to the library'))
    expect(await searchResult(bot, 'share')).toContain('Share with partners')
    await bot.press(tom, whanau, buttonWithLabel(confirmation, 'Undo'))
    expect(await searchResult(bot, 'share')).toContain('No lesson has all')
    await bot.submit(tom, whanau, formOf(await bot.say(tom, whanau, 'lesson')), {
      text: 'Share',
      share: 'library',
    })
    expect(await searchResult(bot, 'share')).toContain('From the library')
    await erasePlatform(bot.db, 'test')
    const { n } = await bot.db.kysely
      .selectFrom('library')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    expect(n).toBe(0)
  })

  test('names a public network, until it closes, to people of the workspaces where it can be found', async () => {
    const bot = await twoNetworks()
    const hemi = { ...olive, workspace: 'w3', user: 'Hemi', name: 'Hemi' }
    const far = { kind: 'channel', platform: 'test', workspace: 'w3', channel: 'far' } as const
    await startNetwork(bot, { by: hemi, place: far, name: 'West Side' })
    const form = formOf(await bot.say(tom, whanau, 'lesson'))
    expect(form.intro).toContain('the network’s name is shown only if the network is public')
    await bot.submit(tom, whanau, form, { text: 'Share with partners', share: 'library' })
    await bot.submit(aroha, youth, formOf(await bot.say(aroha, youth, 'go public')), { why: 'It is time' })
    await bot.deliver()
    const nameless = /Share with partners[^“]*From the library(?!,)/
    expect(await searchResult(bot, 'share')).toMatch(nameless)
    await bot.press(margaret, directOf(margaret), buttonOf(bot, 'Go public'))
    expect(await searchResult(bot, 'share')).toContain('From the library, South Side')
    expect(textOf(await bot.say(hemi, far, 'lessons share'))).toMatch(nameless)
    await bot.submit(aroha, youth, formOf(await bot.say(aroha, youth, 'close')), { did: 'One door' })
    expect(await searchResult(bot, 'share')).toMatch(nameless)
  })

  test('takes a lesson only from the person who kept it or from an entrepreneur', async () => {
    const bot = await twoNetworks()
    const confirmation = await bot.say(tom, whanau, 'lesson Share with partners')
    const offer = buttonWithLabel(confirmation, 'Offer it to the library')
    expect(textOf(await bot.press(ruth, youth, offer))).toContain('Only the person who kept a lesson')
    expect(textOf(await bot.press(olive, empty, offer))).toContain('Only members of the network')
    expect(await searchResult(bot, 'share')).toContain('No lesson has all')
    const ownLessons = await bot.press(
      ruth,
      youth,
      buttonWithLabel(await bot.say(ruth, youth, 'lessons'), 'Offer some to the library'),
    )
    expect(textOf(ownLessons)).toContain('no lesson here that you can offer')
    expect(textOf(await bot.press(aroha, youth, offer))).toContain('in the library now')
  })

  test('is rebuilt from the journal alone', async () => {
    const bot = await twoNetworks()
    const form = formOf(await bot.say(tom, whanau, 'lesson'))
    await bot.submit(tom, whanau, form, { text: 'Share', share: 'library' })
    const [id = ''] = await networksOf(bot.db, (await findPerson(bot.db, tom))?.id ?? '')
    const entries = await loadEntries(bot.db, id)
    await bot.db.transact(function* () {
      yield bot.db.kysely.deleteFrom('networks').where('id', '=', id)
    })
    expect(await searchResult(bot, 'sharing')).toContain('No lesson has all')
    const after = fold(id, entries)
    const step = { before: unstarted(id), after, entries, messages: [], processed: [], now: 5 }
    expect(await createNetworkRepository(bot.db).save(step)).toBe('saved')
    expect(await searchResult(bot, 'sharing')).toContain('From the library')
  })
})

test('closing asks whether others may learn from the lessons; who may offer can do so, and it lasts', async () => {
  const bot = await network()
  for (const words of ['Share early', 'Share often']) await bot.say(tom, whanau, `lesson ${words}`)
  const form = formOf(await bot.say(aroha, youth, 'close'))
  await bot.submit(aroha, youth, form, { did: 'We opened one door.' })
  await bot.deliver()
  const button = buttonOf(bot, 'Offer its lessons to others')
  expect(textOf(await bot.press(ruth, youth, button))).toContain('no lesson here that you can offer')
  expect(textOf(await bot.press(olive, youth, button))).toContain('Only members of the network')
  const card = await bot.press(aroha, youth, button)
  expect(textOf(card)).toMatch(/anyone in any network[\s\S]*Share often[\s\S]*Share early/)
  expect(textOf(await bot.press(aroha, youth, buttonWithLabel(card, 'Offer all 2 shown')))).toContain(
    '2 lessons are in the library now',
  )
  await startNetwork(bot, { by: olive, place: empty, name: 'East Side' })
  expect(textOf(await bot.say(olive, empty, 'lessons share'))).toMatch(/Share often[\s\S]*Share early/)
  const list = await bot.say(tom, whanau, 'lessons')
  expect(
    textOf(await bot.press(tom, whanau, buttonWithLabel(list, 'Take it back from the library'))),
  ).toContain('I’ve taken it back')
  expect(textOf(await bot.say(olive, empty, 'lessons share'))).not.toContain('Share often')
})

test('an answer of a round is kept as a lesson from the post with the answers, also in a closed network', async () => {
  const bot = await network()
  await bot.submit(aroha, youth, formOf(await bot.say(aroha, youth, 'close')), {
    did: 'We opened one door.',
  })
  const reflectForm = formOf(await bot.say(tom, whanau, 'reflect'))
  const earlyButton = { action: 'round-lessons', values: reflectForm.values }
  expect(textOf(await bot.press(tom, whanau, earlyButton))).toContain(
    'There’s no answer from that round to keep',
  )
  await bot.submit(tom, whanau, reflectForm, {
    did: 'We met mothers',
    'did-as': 'named',
    borrow: 'Share one desk',
    'borrow-as': 'named',
  })
  await bot.forward(8 * day)
  const button = buttonOf(bot, 'Keep one as a lesson')
  expect(textOf(await bot.press(olive, youth, button))).toContain('Only members of the network')
  const card = await bot.press(aroha, youth, button)
  expect(textOf(card)).toMatch(/We met mothers[\s\S]*Share one desk/)
  const [, second] = buttonsIn(card).filter(({ label }) => label === 'Keep this one')
  const form = formOf(await bot.press(aroha, youth, second ?? expect.unreachable('there are two answers')))
  expect(form.fields[0]?.initial).toBe('Share one desk')
  await bot.submit(aroha, youth, form, { share: 'library' })
  await startNetwork(bot, { by: olive, place: empty, name: 'East Side' })
  expect(textOf(await bot.say(olive, empty, 'lessons sharing desks'))).toMatch(
    /Share one desk[^“]*From the library/,
  )
})

test('a search takes what is typed as plain words, whatever signs and operators stand around them', async () => {
  const bot = await network()
  await bot.say(tom, whanau, 'lesson Ask whānau AND listen')
  for (const words of ['"whanau"', 'whanau*', 'AND listen', '(listening)', "'whan':* &", '^whanau'])
    expect(textOf(await bot.say(aroha, youth, `lessons ${words}`)), words).toContain('Ask whānau AND listen')
  for (const words of ['whanau OR zzz', 'NOT zzz whanau', 'NEAR(whanau zzz)'])
    expect(textOf(await bot.say(aroha, youth, `lessons ${words}`)), words).toContain('No lesson has all of')
  const form = formOf(await bot.say(aroha, youth, `lessons ${'listen '.repeat(1_000)}`))
  expect(form.errors?.words).toContain('there’s room for 300')
  expect(form.fields[0]?.initial).toContain('listen listen')
  expect(textOf(await bot.submit(aroha, youth, form, { words: 'listen' }))).toContain('Ask whānau AND listen')
})
