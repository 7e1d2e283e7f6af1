// Every button and form that a bot shows, each once, with the person who saw it and the place.
import type { Reply } from '../../../src/chat/adapter.ts'
import type { Address, Profile } from '../../../src/chat/address.ts'
import type { Button } from '../../../src/chat/card.ts'
import type { Form } from '../../../src/chat/form.ts'
import type { Values } from '../../../src/chat/inbound.ts'
import { crawl } from '../../conversation/crawler.ts'
import type { TestBot } from '../bot-harness.ts'
import { directOf } from '../fixtures.ts'

export interface Sighting<What> {
  readonly what: What
  readonly who: Profile
  readonly where: Address
}

export type Seat = readonly [Profile, Address]

export class Shown {
  /** The buttons, by their action and the names of the values that they carry. */
  readonly buttons = new Map<string, Sighting<Button>>()
  readonly forms = new Map<string, Sighting<Form>>()
  /** The forms that are part of a card. */
  readonly inputs = new Map<string, Sighting<Form>>()

  look(reply: Reply, who: Profile, where: Address): void {
    if (reply.kind === 'form') addOnce(this.forms, reply.form.id, { what: reply.form, who, where })
    if (reply.kind !== 'card') return
    for (const block of reply.card.blocks) {
      if (block.kind === 'inputs') addOnce(this.inputs, block.form.id, { what: block.form, who, where })
      if (block.kind === 'buttons')
        for (const button of block.buttons) addOnce(this.buttons, keyOf(button), { what: button, who, where })
    }
  }

  async walk(bot: TestBot, seats: readonly Seat[]): Promise<void> {
    await crawl(await bot.copy(), { onShown: (reply, { who, where }) => this.look(reply, who, where) }, seats)
  }

  async say(bot: TestBot, [who, where]: Seat, words: string): Promise<void> {
    this.look(await (await bot.copy()).say(who, where, words), who, where)
  }

  /** Adds a made-up button or form for each id that nobody has seen. */
  complete(actionIds: readonly string[], formIds: readonly string[], who: Profile, values: Values): void {
    const where = directOf(who)
    const pressed = new Set([...this.buttons.values()].map(({ what }) => what.action))
    for (const action of actionIds)
      if (!pressed.has(action)) this.look(cardWith({ label: action, action, values }), who, where)
    for (const id of formIds)
      if (!this.forms.has(id)) addOnce(this.forms, id, { what: { ...smallForm, id, values }, who, where })
  }
}

const smallForm = {
  title: 'In a word',
  fields: [{ kind: 'text', lines: 'one', name: 'word', label: 'A word', most: 300 }],
  submit: 'Say it',
} as const

function cardWith(button: Button): Reply {
  return { kind: 'card', card: { blocks: [{ kind: 'buttons', buttons: [button] }] } }
}

function keyOf({ action, values }: Button): string {
  return `${action} ${Object.keys(values).sort().join()}`
}

function addOnce<What>(known: Map<string, What>, name: string, what: What): void {
  if (!known.has(name)) known.set(name, what)
}
