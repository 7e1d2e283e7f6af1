// Three networks with some people in each. Everyone does random things with everything that anyone has seen, and nobody
// reads a word of a network that is not theirs.
import { expect, test } from 'vitest'
import type { Reply } from '../../src/chat/adapter.ts'
import { type Address, addressKey, type Profile, userKey } from '../../src/chat/address.ts'
import type { Block, Button } from '../../src/chat/card.ts'
import { plainText } from '../../src/chat/fallback-text.ts'
import type { Form } from '../../src/chat/form.ts'
import { commands } from '../../src/conversation/router.ts'
import { hour } from '../../src/domain/core/time.ts'
import { findPerson } from '../../src/store/people.ts'
import { networksOf, publicNetworksIn } from '../../src/store/projections.ts'
import { formOf, openTestBot, type TestBot } from '../support/bot-harness.ts'
import { textsIn } from '../support/files.ts'
import { codeIn, directOf } from '../support/fixtures.ts'
import { filledIn } from './crawler.ts'

const names = ['Ana', 'Bea', 'Cam', 'Dee', 'Eru', 'Flo', 'Gil', 'Hana', 'Ike', 'Jo']
const people: readonly Profile[] = names.map((name, n) => ({
  platform: 'test',
  workspace: n % 2 === 0 ? 'w1' : 'w2',
  user: name,
  name,
  zone: 'Pacific/Auckland',
  organisation: ['Health', 'Council', 'Education'][n % 3] ?? '',
}))
const channels: readonly Address[] = [0, 1, 2].map((n) => ({
  kind: 'channel',
  platform: 'test',
  workspace: 'w1',
  channel: `c${n}`,
}))
const canaries = ['canary-alpha', 'canary-beta', 'canary-gamma']

/** Returns the same random numbers for the same seed. */
function chance(seed: number) {
  let state = seed
  const next = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
  return {
    below: (limit: number) => Math.floor(next() * limit),
    of: <T>(some: readonly T[]): T => some[Math.floor(next() * some.length)] as T,
  }
}

interface World {
  readonly bot: TestBot
  /** The ids of the networks, in the order of their canaries. */
  readonly ids: readonly string[]
}

async function threeNetworks(): Promise<World> {
  const bot = await openTestBot()
  const ids: string[] = []
  for (const [n, canary] of canaries.entries()) {
    const founder = people[n * 3] as Profile
    const place = channels[n] as Address
    const form = formOf(await bot.say(founder, place, `start ${canary}`))
    ids.push(form.values.network ?? '')
    await bot.submit(founder, place, form, { moment: canary, outcome: canary })
    for (const other of [people[n * 3 + 1], people[n * 3 + 2]] as Profile[]) {
      const join = formOf(
        await bot.say(other, place, `join ${codeIn(await bot.say(founder, place, 'invite'))}`),
      )
      await bot.submit(other, place, join, {})
    }
    await bot.say(founder, place, `put ${canary} hall`)
    await bot.say(founder, place, `lesson ${canary} taught us`)
    await bot.say(founder, place, 'meet tomorrow 10:00 for an hour')
  }
  await bot.deliver()
  return { bot, ids }
}

/** The networks that this person may read: their own, those that have nominated them, and those that went public. */
async function readable({ bot, ids }: World, who: Profile, nominations: ReadonlySet<string>) {
  const person = await findPerson(bot.db, who)
  const mine = person === undefined ? [] : await networksOf(bot.db, person.id)
  const found = await publicNetworksIn(bot.db, who.platform, who.workspace)
  const may = (id = '') => mine.includes(id) || found.includes(id)
  return canaries.filter((canary, n) => may(ids[n]) || nominations.has(`${userKey(who)} ${canary}`))
}

/** Returns the text of the reply without quotes from the library, which everyone in any network may read. */
function wordsOf(reply: Reply, inLibrary: readonly string[] = []): string {
  if (reply.kind !== 'card') return JSON.stringify(reply)
  const isOffered = (block: Block) =>
    block.kind === 'quote' &&
    block.by?.startsWith('From the library') &&
    inLibrary.some((canary) => block.text.includes(canary))
  return plainText({ blocks: reply.card.blocks.filter((block) => !isOffered(block)) })
}

test.each([1, 2, 3, 4])(
  'no canary is read by anyone who may not: seed %s',
  { timeout: 30_000 },
  async (seed) => {
    const world = await threeNetworks()
    const { bot } = world
    const { below, of } = chance(seed)
    const buttons: Button[] = []
    const forms: Form[] = []
    const nominations = new Set<string>()
    let delivered = 0
    let refused = 0

    const learn = (reply: Reply) => {
      if (reply.kind === 'form') forms.push(reply.form)
      if (reply.kind !== 'card') return
      for (const block of reply.card.blocks) {
        if (block.kind === 'buttons') buttons.push(...block.buttons)
        if (block.kind === 'inputs') forms.push(block.form)
      }
    }
    const foreign = (text: string, may: readonly string[]) =>
      canaries.filter((canary) => text.includes(canary) && !may.includes(canary))

    async function act(who: Profile, own: string): Promise<Reply> {
      const place = below(3) === 0 ? directOf(who) : of(channels)
      const kind = below(10)
      if (kind < 4 || buttons.length === 0)
        return bot.say(
          who,
          place,
          `${of(['', ...commands.map(({ name }) => name)])} ${of(['', `${own} hall`, 'Thu 2pm', 'taught us', ...names])}`,
        )
      if (kind < 7) return bot.press(who, place, of(buttons))
      const form = of(forms)
      if (form === undefined) return bot.say(who, place, 'put')
      // Nobody writes words of their own network into another one.
      const mine = form.values.network === world.ids[canaries.indexOf(own)] ? own : 'plain words'
      const typed = Object.fromEntries(
        Object.entries(filledIn(form)).map(([name, value]) => [
          name,
          value === 'Some words' || value.includes('canary') ? mine : value,
        ]),
      )
      return bot.submit(who, place, form, typed, { person: of(people) })
    }

    /** Checks that what was sent since the last check went only to people who may read it now. */
    async function checkDelivered(): Promise<void> {
      for (const { to, card, files = [] } of bot.sent.slice(delivered)) {
        const inFiles = files.flatMap((file) => Object.values(textsIn(file)))
        const text = [plainText(card), ...inFiles].join('\n')
        learn({ kind: 'card', card })
        if (to.kind === 'channel') {
          const here = channels.findIndex((channel) => addressKey(channel) === addressKey(to))
          expect(foreign(text, [canaries[here] ?? '', ...homesOfOthers(text)])).toEqual([])
          continue
        }
        for (const canary of canaries)
          if (text.includes('Will you be') && text.includes(canary))
            nominations.add(`${userKey(to)} ${canary}`)
        // Whoever was removed reads from what and why, although they may see nothing else of it any more.
        if (text.includes('has removed you from')) continue
        const who = people.find((one) => one.user === to.user) as Profile
        expect({ to: who.name, foreign: foreign(text, await readable(world, who, nominations)) }).toEqual({
          to: who.name,
          foreign: [],
        })
      }
      delivered = bot.sent.length
    }
    // A channel may become the home of a second network when a member of it redeems a code there.
    const homesOfOthers = (text: string) =>
      canaries.filter((canary) => text.includes(canary) && secondHomes.has(canary))
    const secondHomes = new Set<string>()
    const inLibrary = new Set<string>()

    for (let step = 0; step < 300; step += 1) {
      const who = of(people)
      const before = await readable(world, who, nominations)
      const reply = await act(who, before.length === 1 ? (before[0] ?? '') : 'plain words')
      const may = [...before, ...(await readable(world, who, nominations))]
      learn(reply)
      learn(reply)
      if (/not in a network here|Only members of the network/.test(wordsOf(reply))) refused += 1
      if (/in the library now|offered it to the library/.test(wordsOf(reply)))
        for (const canary of may) inLibrary.add(canary)
      if (wordsOf(reply).includes('now one of its channels'))
        for (const canary of may) secondHomes.add(canary)
      expect({ step, who: who.name, foreign: foreign(wordsOf(reply, [...inLibrary]), may) }).toEqual({
        step,
        who: who.name,
        foreign: [],
      })
      if (step % 10 === 0) await bot.forward(below(30) * hour)
      await bot.deliver()
      await checkDelivered()
    }
    expect(refused).toBeGreaterThan(20)
    expect(delivered).toBeGreaterThan(20)
    expect(JSON.stringify(bot.logged)).not.toContain('canary')
  },
)
