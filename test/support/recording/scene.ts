// One network of a bot, and what people do in it. Whatever the bot refuses throws at once.
import type { Reply } from '../../../src/chat/adapter.ts'
import type { Address, Profile } from '../../../src/chat/address.ts'
import type { Button } from '../../../src/chat/card.ts'
import type { Form } from '../../../src/chat/form.ts'
import type { Values } from '../../../src/chat/inbound.ts'
import { filledIn } from '../../conversation/crawler.ts'
import { buttonsOf, formOf, type TestBot, textOf } from '../bot-harness.ts'
import { channelIn, codeIn } from '../fixtures.ts'

export type Watch = (reply: Reply, who: Profile, place: Address) => void

type People = Readonly<Record<string, Profile>>

export class Scene {
  readonly bot: TestBot
  readonly name: string
  /** The channel of each workspace. */
  readonly channels: ReadonlyMap<string, Address>
  /** Receives each reply of the bot, with the person and the place that it is for. */
  readonly watch: Watch
  /** The id of the network, once it is started. */
  network = ''

  constructor(bot: TestBot, name: string, watch: Watch) {
    this.bot = bot
    this.name = name
    this.watch = watch
    const channels = ['w1', 'w2'].map((workspace): [string, Address] => [
      workspace,
      channelIn(workspace, `${name} in ${workspace}`),
    ])
    this.channels = new Map(channels)
  }

  async say(who: Profile, words: string, place = this.placeOf(who)): Promise<Reply> {
    return this.accept(words, await this.bot.say(who, place, words), who, place)
  }

  /** Types the words and fills in the form that opens; returns the values that the form carries. */
  async fill(
    who: Profile,
    words: string,
    fields: Values = {},
    people: People = {},
    place = this.placeOf(who),
  ): Promise<Values> {
    const form = formOf(await this.say(who, words, place))
    await this.submit(who, form, fields, people, place)
    return form.values
  }

  /** Presses a button of this network, and fills in the form if one opens. */
  async press(who: Profile, action: string, values: Values = {}, fields: Values = {}): Promise<Reply> {
    const button = { action, values: { network: this.network, ...values } }
    const place = this.placeOf(who)
    const reply = await this.accept(action, await this.bot.press(who, place, button), who, place)
    return reply.kind === 'form' ? this.submit(who, reply.form, fields) : reply
  }

  async submit(
    who: Profile,
    form: Form,
    fields: Values,
    people: People = {},
    place = this.placeOf(who),
  ): Promise<Reply> {
    const all = { ...filledIn(form), ...fields }
    return this.accept(form.id, await this.bot.submit(who, place, form, all, people), who, place)
  }

  async start(who: Profile): Promise<void> {
    const { network = '' } = await this.fill(who, `start ${this.name}`, {
      moment: `People of ${this.name} were turned away`,
      outcome: `One door for ${this.name}`,
    })
    this.network = network
  }

  /** Joins in the person's own channel, which becomes a home. */
  async join(who: Profile, by: Profile, as = ''): Promise<void> {
    const code = codeIn(await this.say(by, `invite ${as}`))
    await this.fill(who, `join ${code}`)
  }

  async nominate(by: Profile, who: Profile, role: string): Promise<Values> {
    const words = role === 'guardian-angel' ? 'angel' : 'role'
    return this.fill(by, words, { role, person: '' }, { person: who })
  }

  async makeAngel(who: Profile, by: Profile): Promise<void> {
    await this.press(who, 'accept', await this.nominate(by, who, 'guardian-angel'))
  }

  private async accept(what: string, reply: Reply, who: Profile, place: Address): Promise<Reply> {
    if (reply.kind === 'form-errors' || refusalPattern.test(textOf(reply)))
      throw new Error(`“${what}” was refused: ${textOf(reply)}`)
    this.watch(reply, who, place)
    await this.bot.deliver()
    return reply
  }

  placeOf({ workspace }: Profile): Address {
    const place = this.channels.get(workspace)
    if (place === undefined) throw new Error(`There is no channel in ${workspace}.`)
    return place
  }
}

/** The button of that action in the reply. Throws if there is none. */
export function buttonIn(reply: Reply, action: string, label = /./): Button {
  const found = reply.kind === 'card' ? buttonsOf(reply) : []
  const button = found.find((one) => one.action === action && label.test(one.label))
  if (button === undefined) throw new Error(`There is no “${action}” in: ${textOf(reply)}`)
  return button
}

const refusalPattern =
  /from an earlier version|went wrong|not in a network here|Only members of the network|I can’t find|I’m not sure what you mean/
