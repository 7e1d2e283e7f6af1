// Two years of a network of twelve people and their angel, played through the real bot.
import type { Reply } from '../../../src/chat/adapter.ts'
import type { Address, Profile } from '../../../src/chat/address.ts'
import type { Values } from '../../../src/chat/inbound.ts'
import { day, hour } from '../../../src/domain/core/time.ts'
import { buttonsOf, formOf, openTestBot, type TestBot, textOf } from '../bot-harness.ts'
import { channelIn, codeIn, directOf, person } from '../fixtures.ts'

export const aroha = person('Aroha Ngata', 'health', 'Health')
const tom = person('Tom Reid', 'council', 'Council')
const angel = person('Margaret Oldham', 'health', 'Public Service Office')
const youth = channelIn('health', 'south-side')
const doors = channelIn('council', 'one-door')

const others: readonly (readonly [Profile, Address, string])[] = [
  [tom, doors, ''],
  [person('Ruth Amosa', 'health', 'Whānau Voice'), youth, 'as active client'],
  [person('Sione Tau', 'health', 'Education'), youth, ''],
  [person('Mele Fonua', 'health', 'Housing'), youth, ''],
  [person('Ben Carter', 'council', 'Council'), doors, ''],
  [person('Hana Pohe', 'health', 'Te Rūnanga'), youth, ''],
  [person('Priya Nair', 'health', 'Health'), youth, ''],
  [person('Dan Kelly', 'council', 'Police'), doors, ''],
]
const later: readonly (readonly [Profile, Address, string])[] = [
  [person('Lucy Chen', 'health', 'Social Development'), youth, ''],
  [person('Wiremu Hale', 'health', 'Te Rūnanga'), youth, ''],
  [person('Grace Lim', 'council', 'Community Trust'), doors, ''],
]
const seatOf = (name: string) => {
  const found = [...others, ...later].find(([who]) => who.name.startsWith(name))
  if (found === undefined) throw new Error(`Nobody is called ${name}.`)
  return found
}

/** Plays the story in the given bot, or in a new one. */
export async function tellTwoYearStory(existing?: TestBot): Promise<TestBot> {
  const bot = existing ?? (await openTestBot({ now: Date.parse('2024-11-24T21:00:00Z') }))
  const story = new TwoYearStory(bot)
  await story.begin()
  await story.getTogether()
  await story.workTogether()
  await story.sustain()
  return bot
}

class TwoYearStory {
  readonly bot: TestBot
  constructor(bot: TestBot) {
    this.bot = bot
  }

  async begin(): Promise<void> {
    await this.fill(aroha, youth, 'start South Side', {
      moment:
        'In one week three young mothers were turned away at three doors, each time because another agency was said to be in charge.',
      outcome: 'Young families on the South Side find one door for housing, health and learning.',
    })
    for (const [who, where, as] of others) await this.join(who, where, as)
    await this.fill(aroha, youth, 'diagnose', {
      oneAgencyAlone: 'no',
      somebodyKnows: 'no',
      workAndMoneyShared: 'yes',
      sameGoal: 'yes',
      affectedTakePart: 'yes',
    })
    await this.days(1)
    await this.meet(['Tom', 'Ruth', 'Sione'])
    await this.days(12)
    await this.meet(['Tom', 'Ruth', 'Mele', 'Hana'])
    await this.cross()
    await this.reflect('Tom', 'named', 'Nobody could say any more that it was somebody else’s door.')
    await this.reflect('Ruth', 'named', 'We were asked, for the first time before the form was drawn.')
  }

  async getTogether(): Promise<void> {
    const form = formOf(await this.bot.say(aroha, youth, 'angel'))
    await this.bot.submit(aroha, youth, form, {}, { person: angel })
    await this.bot.deliver()
    const accept = await this.press(angel, directOf(angel), this.sentButton('Accept'))
    await this.bot.submit(angel, directOf(angel), formOf(accept), {})
    await this.fill(angel, directOf(angel), 'limit No names of families leave their own agency', {})
    for (let meeting = 0; meeting < 4; meeting += 1) {
      await this.days(12)
      await this.meet(['Tom', 'Ruth', 'Sione', 'Hana'].slice(0, 4 - (meeting % 2)))
    }
    await this.days(2)
    // The network has stopped, and the angel gives it two more meetings.
    await this.press(
      angel,
      directOf(angel),
      this.labelled(await this.bot.say(angel, directOf(angel), 'extend'), 'Two more meetings'),
    )
    await this.days(10)
    await this.meet(['Tom', 'Mele', 'Hana', 'Sione', 'Priya'])
    await this.put(tom, doors, 'put 0.5 FTE analyst')
    await this.put(aroha, youth, 'put $20,000 flexible')
    await this.say('Ruth', 'lesson Ask the families before you draw the form.')
    await this.days(12)
    await this.meet(['Tom', 'Ruth', 'Mele', 'Hana', 'Sione', 'Dan'])
    await this.cross()
  }

  async workTogether(): Promise<void> {
    await this.put(...this.at('Mele'), 'put a hall on Station Road')
    await this.fill(tom, doors, 'blocker Two case systems that cannot speak with each other', {})
    await this.fill(...this.at('Dan'), 'bend Paid a taxi without an order', {
      why: 'She had no other way home that night.',
    })
    await this.fill(...this.at('Ruth'), 'ask Speak up for us with the ministry', {})
    await this.days(1)
    await this.press(angel, directOf(angel), this.sentButton('Approve'))
    const done = await this.press(angel, directOf(angel), this.sentButton('Done'))
    await this.bot.submit(angel, directOf(angel), formOf(done), {
      word: 'Spoke with the deputy secretary, who will come to the next meeting.',
    })
    const crowd = ['Tom', 'Ruth', 'Mele', 'Hana', 'Sione', 'Dan', 'Priya', 'Ben']
    for (let meeting = 0; meeting < 8; meeting += 1) {
      await this.days(meeting === 0 ? 11 : 12)
      await this.meet(crowd.slice(meeting % 3, 8 - (meeting % 2)))
      if (meeting === 1) for (const [who, where, as] of later) await this.join(who, where, as)
      if (meeting === 2) await this.say('Sione', 'lesson A shared calendar is worth more than a shared plan.')
      if (meeting === 3)
        await this.change(tom, doors, 'use 0.5 FTE analyst', {
          more: 'She mapped who asks families what, and how often.',
        })
      if (meeting === 4) await this.fill(...this.at('Hana'), 'flag The lease of the hall ends in spring', {})
      if (meeting === 5)
        await this.fill(tom, doors, 'put', {
          what: 'data of all intake forms',
          kind: 'data',
          until: '30 June',
        })
      if (meeting === 6)
        await this.change(aroha, youth, 'use $20,000', { more: 'A van, and fuel for a year.' })
    }
    await this.days(61)
    await this.cross()
    await this.reflect('Sione', 'named', 'I see families now where I used to see cases.')
    for (const [name, words] of [
      ['Hana', 'If one of us left, the phone would ring and nobody would know why.'],
      ['Dan', 'The van would stand still.'],
      ['Priya', 'We would go back to our forms within a month.'],
    ] as const)
      await this.reflect(name, 'nameless', words)
  }

  async sustain(): Promise<void> {
    const crowd = ['Tom', 'Ruth', 'Mele', 'Hana', 'Sione', 'Dan', 'Lucy', 'Wiremu', 'Grace']
    await this.change(...this.at('Mele'), 'withdraw a hall', { more: 'The lease ended.' })
    await this.put(...this.at('Grace'), 'put a house with two rooms')
    await this.put(...this.at('Wiremu'), 'put 2 hours of a kaumātua')
    for (let meeting = 0; meeting < 13; meeting += 1) {
      await this.days(meeting === 0 ? 28 : 26)
      await this.meet(crowd.slice(meeting % 4))
      if (meeting === 2) await this.say('Wiremu', 'lesson The door must have a face, not a number.')
      if (meeting === 6) await this.say('Lucy', 'lesson What two agencies pay for, neither stops alone.')
    }
    await this.days(10)
    await this.fill(aroha, youth, 'close', {
      did: 'We opened one door at the library. Whoever comes tells their story once. We began with the families, because each of us had only ever seen a third of it.',
      borrow: 'Begin with what each can put on the table, however small.',
      avoid: 'We met four times before anybody brought anything.',
      resources: 'The trust keeps the house; the van goes to Te Rūnanga.',
    })
    await this.bot.deliver()
  }

  private at(name: string): readonly [Profile, Address] {
    const [who, where] = seatOf(name)
    return [who, where]
  }

  private async days(count: number): Promise<void> {
    await this.bot.forward(count * day)
  }

  private async join(who: Profile, where: Address, as: string): Promise<void> {
    const code = codeIn(await this.bot.say(aroha, youth, `invite ${as}`))
    await this.fill(who, where, `join ${code}`, {})
  }

  /** Records a meeting that is just over and the attendance of these people, until its check-in closes. */
  private async meet(names: readonly string[]): Promise<void> {
    await this.bot.forward(2 * hour)
    await this.bot.say(aroha, youth, 'met 1 hour ago')
    await this.bot.deliver()
    const there = this.sentButton('I was there')
    for (const name of names) await this.bot.press(...this.at(name), there)
    await this.bot.forward(46 * hour)
  }

  private async cross(): Promise<void> {
    const confirmation = await this.bot.say(aroha, youth, 'phase next')
    await this.press(aroha, youth, this.labelled(confirmation, /^Cross into/))
    await this.bot.deliver()
  }

  /** Answers the first question with a name, or the second without. */
  private async reflect(name: string, as: 'named' | 'nameless', words: string): Promise<void> {
    const [who, where] = this.at(name)
    const form = formOf(await this.bot.say(who, where, 'reflect'))
    const prompts = form.fields.filter(({ kind }) => kind === 'text').map(({ name }) => name)
    const prompt = prompts[as === 'named' ? 0 : 1] ?? ''
    await this.bot.submit(who, where, form, { [prompt]: words, [`${prompt}-as`]: as })
  }

  private say(name: string, words: string): Promise<Reply> {
    return this.bot.say(...this.at(name), words)
  }

  private async put(who: Profile, where: Address, words: string): Promise<void> {
    const reply = await this.bot.say(who, where, words)
    if (reply.kind === 'form') await this.bot.submit(who, where, reply.form, {})
  }

  private async change(who: Profile, where: Address, words: string, fields: Values): Promise<void> {
    const reply = await this.bot.say(who, where, words)
    await this.bot.submit(who, where, formOf(reply), fields)
  }

  private async fill(who: Profile, where: Address, words: string, fields: Values): Promise<Reply> {
    const reply = await this.bot.submit(who, where, formOf(await this.bot.say(who, where, words)), fields)
    if (reply.kind === 'form-errors' || textOf(reply).includes('went wrong'))
      throw new Error(`${words}: ${textOf(reply)}`)
    return reply
  }

  private press(who: Profile, where: Address, button: Parameters<TestBot['press']>[2]): Promise<Reply> {
    return this.bot.press(who, where, button)
  }

  private labelled(reply: Reply, label: string | RegExp) {
    const found = buttonsOf(reply as never).find((button) => button.label.match(label))
    if (found === undefined) throw new Error(`There is no “${label}” in ${textOf(reply)}`)
    return found
  }

  private sentButton(label: string) {
    const found = this.bot.sent.flatMap(buttonsOf).findLast((button) => button.label === label)
    if (found === undefined) throw new Error(`No “${label}” was sent.`)
    return found
  }
}
