// Lessons through the door: kept, read, taken away again, offered to others, found.
import { describe, expect, test } from 'vitest'
import { createNetworkRepository } from '../../../src/app/network-repository.ts'
import { fold } from '../../../src/domain/network.ts'
import { unstarted } from '../../../src/domain/state.ts'
import { erasePlatform } from '../../../src/store/erase.ts'
import { loadEntries } from '../../../src/store/journal.ts'
import { findPerson } from '../../../src/store/people.ts'
import { networksOf } from '../../../src/store/projections.ts'
import { buttonsOf, formOf, type TestBot, textOf } from '../../support/bot-harness.ts'
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

const labelled = (reply: Awaited<ReturnType<TestBot['say']>>, label: string) => {
  const found = buttonsOf(reply as never).find((button) => button.label === label)
  if (found === undefined) throw new Error(`No button “${label}” in ${textOf(reply)}`)
  return found
}

test('a lesson that was kept by mistake is taken away again, once', async () => {
  const room = await network()
  const kept = await room.say(tom, whanau, 'lesson Ask early')
  expect(textOf(await room.say(aroha, youth, 'lessons'))).toContain('Ask early')
  const undo = labelled(kept, 'Undo')
  expect(textOf(await room.press(aroha, youth, undo))).toContain('I do not know that lesson')
  expect(textOf(await room.press(tom, whanau, undo))).toContain('Taken away again')
  expect(textOf(await room.say(aroha, youth, 'lessons'))).toContain('Nothing is kept yet')
  expect(textOf(await room.press(tom, whanau, undo))).toContain('I do not know that lesson')
  const old = labelled(await room.say(tom, whanau, 'lesson Ask often'), 'Undo')
  await room.forward(11 * 60_000)
  expect(textOf(await room.press(tom, whanau, old))).toMatch(
    /those are over: it stays.*\n\[Show the lessons\]/,
  )
})

test('all lessons can be read, the latest first, some at a time', async () => {
  const room = await network()
  for (let n = 1; n <= 17; n += 1) await room.say(tom, whanau, `lesson Number ${n}.`)
  const first = await room.say(aroha, youth, 'lessons')
  expect(textOf(first).match(/Number \d+/g)).toEqual(
    [17, 16, 15, 14, 13, 12, 11, 10].map((n) => `Number ${n}`),
  )
  const second = await room.press(aroha, youth, labelled(first, 'Show older ones'))
  const third = await room.press(aroha, youth, labelled(second, 'Show older ones'))
  expect(textOf(third).match(/Number \d+/g)).toEqual(['Number 1'])
  expect(() => labelled(third, 'Show older ones')).toThrow()
})

test('nobody else learns that there is a lesson', async () => {
  const room = await network()
  const kept = await room.say(tom, whanau, 'lesson Ask early')
  for (const button of buttonsOf(kept as never)) {
    const missing = { ...button, values: { ...button.values, network: 'none', lesson: 'none' } }
    expect(await room.press(olive, youth, button)).toEqual(await room.press(olive, youth, missing))
  }
  expect(await room.say(olive, youth, 'lessons')).toEqual(await room.say(olive, whanau, 'table'))
})

describe('the library', () => {
  /** East Side, with Olive alone in it, and South Side, which is not hers. */
  async function two(): Promise<TestBot> {
    const room = await network()
    const form = formOf(await room.say(olive, empty, 'start East Side'))
    await room.submit(olive, empty, form, { moment: 'It flooded', outcome: 'Dry homes' })
    return room
  }
  const sought = async (room: TestBot, words: string) =>
    textOf(await room.say(olive, empty, `lessons ${words}`))

  test('shows to members of any network what another has offered, and nothing else of it', async () => {
    const room = await two()
    await room.say(tom, whanau, 'lesson Partners share early')
    expect(await sought(room, 'partner')).toContain('No lesson has all of “partner”')
    const form = formOf(await room.say(tom, whanau, 'lesson'))
    expect(form.intro).toMatch(/Every member of the network can read it.*anybody who is in any network/)
    await room.submit(tom, whanau, form, { text: 'Share with partners', share: 'library' })
    const found = await sought(room, 'sharing partner')
    expect(found).toContain('Share with partners')
    expect(found).toContain('From the library')
    expect(found).not.toMatch(/South|Tom|Council|Partners share early/)
    expect(textOf(await room.say(olive, directOf(olive), 'lessons sharing'))).toContain('Share with partners')
  })

  test('marks what is ours and what is of others', async () => {
    const room = await two()
    const form = formOf(await room.say(tom, whanau, 'lesson'))
    await room.submit(tom, whanau, form, { text: 'Share with partners', share: 'library' })
    await room.say(olive, empty, 'lesson Sharing takes trust')
    const found = await sought(room, 'share')
    expect(found).toMatch(
      /Sharing takes trust[^“]*Ours, East Side[\s\S]*Share with partners[^“]*From the library/,
    )
    expect(textOf(await room.say(aroha, youth, 'lessons share'))).toMatch(
      /^Lessons found\nFor “share”:\n“Share with partners” ?[^“]*Ours, South Side[^“]*$/,
    )
  })

  test('is closed to whoever is in no network, as if there were none', async () => {
    const room = await network()
    const form = formOf(await room.say(tom, whanau, 'lesson'))
    await room.submit(tom, whanau, form, { text: 'Share with partners', share: 'library' })
    const nothing = await room.say(olive, youth, 'table')
    for (const words of ['share', 'nothing like it', 'the', ''])
      expect(await room.say(olive, youth, `lessons ${words}`)).toEqual(nothing)
  })

  test('no longer shows what was taken back, struck, or lost with its network', async () => {
    const room = await two()
    const kept = await room.say(tom, whanau, 'lesson Share with partners')
    const offered = await room.press(tom, whanau, labelled(kept, 'Offer it to the library'))
    expect(await sought(room, 'share')).toContain('Share with partners')
    expect(textOf(await room.press(aroha, youth, labelled(offered, 'Take it back')))).toContain('Taken back')
    expect(await sought(room, 'share')).toContain('No lesson has all')
    await room.press(tom, whanau, labelled(kept, 'Offer it to the library'))
    expect(await sought(room, 'share')).toContain('Share with partners')
    await room.press(tom, whanau, labelled(kept, 'Undo'))
    expect(await sought(room, 'share')).toContain('No lesson has all')
    await room.submit(tom, whanau, formOf(await room.say(tom, whanau, 'lesson')), {
      text: 'Share',
      share: 'library',
    })
    expect(await sought(room, 'share')).toContain('From the library')
    await erasePlatform(room.db, 'test')
    const { n } = await room.db.kysely
      .selectFrom('library')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    expect(n).toBe(0)
  })

  test('names the network once it is public, to people of the workspaces where it can be found, and until it closes', async () => {
    const room = await two()
    const hemi = { ...olive, workspace: 'w3', user: 'Hemi', name: 'Hemi' }
    const far = { kind: 'channel', platform: 'test', workspace: 'w3', channel: 'far' } as const
    const west = formOf(await room.say(hemi, far, 'start West Side'))
    await room.submit(hemi, far, west, { moment: 'x', outcome: 'y' })
    const form = formOf(await room.say(tom, whanau, 'lesson'))
    expect(form.intro).toContain('the network’s does only if the network is public')
    await room.submit(tom, whanau, form, { text: 'Share with partners', share: 'library' })
    await room.submit(aroha, youth, formOf(await room.say(aroha, youth, 'go public')), { why: 'It is time' })
    await room.deliver()
    const nameless = /Share with partners[^“]*From the library(?!,)/
    expect(await sought(room, 'share')).toMatch(nameless)
    await room.press(margaret, directOf(margaret), buttonOf(room, 'Go public'))
    expect(await sought(room, 'share')).toContain('From the library, South Side')
    expect(textOf(await room.say(hemi, far, 'lessons share'))).toMatch(nameless)
    await room.submit(aroha, youth, formOf(await room.say(aroha, youth, 'close')), { did: 'One door' })
    expect(await sought(room, 'share')).toMatch(nameless)
  })

  test('gets only from whoever kept a lesson, or an entrepreneur', async () => {
    const room = await two()
    const kept = await room.say(tom, whanau, 'lesson Share with partners')
    const offer = labelled(kept, 'Offer it to the library')
    expect(textOf(await room.press(ruth, youth, offer))).toContain('Only whoever kept a lesson')
    expect(textOf(await room.press(olive, empty, offer))).toContain('Only members of the network')
    expect(await sought(room, 'share')).toContain('No lesson has all')
    const mine = await room.press(
      ruth,
      youth,
      labelled(await room.say(ruth, youth, 'lessons'), 'Offer some to the library'),
    )
    expect(textOf(mine)).toContain('no lesson here that is yours to offer')
    expect(textOf(await room.press(aroha, youth, offer))).toContain('in the library now')
  })

  test('is built anew from the journal alone', async () => {
    const room = await two()
    const form = formOf(await room.say(tom, whanau, 'lesson'))
    await room.submit(tom, whanau, form, { text: 'Share', share: 'library' })
    const [id = ''] = await networksOf(room.db, (await findPerson(room.db, tom))?.id ?? '')
    const entries = await loadEntries(room.db, id)
    await room.db.transact(function* () {
      yield room.db.kysely.deleteFrom('networks').where('id', '=', id)
    })
    expect(await sought(room, 'sharing')).toContain('No lesson has all')
    const after = fold(id, entries)
    const step = { before: unstarted(id), after, entries, messages: [], processed: [], now: 5 }
    expect(await createNetworkRepository(room.db).save(step)).toBe('saved')
    expect(await sought(room, 'sharing')).toContain('From the library')
  })
})

test('closing well asks whether others may learn from it; only who may offer can, and what is offered stays', async () => {
  const room = await network()
  for (const words of ['Share early', 'Share often']) await room.say(tom, whanau, `lesson ${words}`)
  const form = formOf(await room.say(aroha, youth, 'close'))
  await room.submit(aroha, youth, form, { did: 'We opened one door.' })
  await room.deliver()
  const button = buttonOf(room, 'Offer its lessons to others')
  expect(textOf(await room.press(ruth, youth, button))).toContain('no lesson here that is yours to offer')
  expect(textOf(await room.press(olive, youth, button))).toContain('Only members of the network')
  const card = await room.press(aroha, youth, button)
  expect(textOf(card)).toMatch(/anybody who is in any network[\s\S]*Share often[\s\S]*Share early/)
  expect(textOf(await room.press(aroha, youth, labelled(card, 'Offer all 2 shown')))).toContain(
    '2 lessons are in the library now',
  )
  await room.submit(olive, empty, formOf(await room.say(olive, empty, 'start East Side')), {
    moment: 'It flooded',
    outcome: 'Dry homes',
  })
  expect(textOf(await room.say(olive, empty, 'lessons share'))).toMatch(/Share often[\s\S]*Share early/)
  const list = await room.say(tom, whanau, 'lessons')
  expect(textOf(await room.press(tom, whanau, labelled(list, 'Take it back from the library')))).toContain(
    'Taken back',
  )
  expect(textOf(await room.say(olive, empty, 'lessons share'))).not.toContain('Share often')
})

test('what a round brought is kept as a lesson from the post with its answers, also when the network is closed', async () => {
  const room = await network()
  await room.submit(aroha, youth, formOf(await room.say(aroha, youth, 'close')), {
    did: 'We opened one door.',
  })
  const answering = formOf(await room.say(tom, whanau, 'reflect'))
  const early = { action: 'round-lessons', values: answering.values }
  expect(textOf(await room.press(tom, whanau, early))).toContain('There is no answer of that round to keep')
  await room.submit(tom, whanau, answering, {
    did: 'We met mothers',
    'did-as': 'named',
    borrow: 'Share one desk',
    'borrow-as': 'named',
  })
  await room.forward(8 * 24 * 3_600_000)
  const button = buttonOf(room, 'Keep one as a lesson')
  expect(textOf(await room.press(olive, youth, button))).toContain('Only members of the network')
  const card = await room.press(aroha, youth, button)
  expect(textOf(card)).toMatch(/We met mothers[\s\S]*Share one desk/)
  const [, second] = buttonsOf(card as never).filter(({ label }) => label === 'Keep this one')
  const form = formOf(await room.press(aroha, youth, second as never))
  expect(form.fields[0]?.initial).toBe('Share one desk')
  await room.submit(aroha, youth, form, { share: 'library' })
  const east = formOf(await room.say(olive, empty, 'start East Side'))
  await room.submit(olive, empty, east, { moment: 'It flooded', outcome: 'Dry homes' })
  expect(textOf(await room.say(olive, empty, 'lessons sharing desks'))).toMatch(
    /Share one desk[^“]*From the library/,
  )
})

test('a search finds what is meant whatever is typed around it, quickly, and takes it as words alone', async () => {
  const room = await network()
  await room.say(tom, whanau, 'lesson Ask whānau AND listen')
  for (const words of ['"whanau"', 'whanau*', 'AND listen', '(listening)', "'whan':* &", '^whanau'])
    expect(textOf(await room.say(aroha, youth, `lessons ${words}`)), words).toContain('Ask whānau AND listen')
  for (const words of ['whanau OR zzz', 'NOT zzz whanau', 'NEAR(whanau zzz)'])
    expect(textOf(await room.say(aroha, youth, `lessons ${words}`)), words).toContain('No lesson has all of')
  const form = formOf(await room.say(aroha, youth, `lessons ${'listen '.repeat(1_000)}`))
  expect(form.errors?.words).toContain('there is room for 300')
  expect(form.fields[0]?.initial).toContain('listen listen')
  expect(textOf(await room.submit(aroha, youth, form, { words: 'listen' }))).toContain(
    'Ask whānau AND listen',
  )
})
