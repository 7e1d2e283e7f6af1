// A life of a network in which everyone types, presses and submits at random, and all that anybody reads is watched.
import type { Reply } from '../../src/chat/adapter.ts'
import { type Address, addressKey, type Profile } from '../../src/chat/address.ts'
import type { Button } from '../../src/chat/card.ts'
import { plainText } from '../../src/chat/fallback-text.ts'
import type { Form } from '../../src/chat/form.ts'
import type { Values } from '../../src/chat/inbound.ts'
import type { JournalEntry } from '../../src/domain/events.ts'
import { severityOf } from '../../src/domain/flags/rule-flags.ts'
import { holders, participant } from '../../src/domain/membership/members.ts'
import { fold } from '../../src/domain/network.ts'
import type { Network } from '../../src/domain/state.ts'
import { loadEntries } from '../../src/store/journal.ts'
import { findPerson } from '../../src/store/people.ts'
import { networksOf } from '../../src/store/projections.ts'
import { filledIn, textsIn as textsShown } from '../conversation/crawler.ts'
import { formOf, type TestBot } from '../support/bot-harness.ts'
import { textsIn } from '../support/files.ts'
import {
  aroha,
  channelIn,
  codeIn,
  directOf,
  margaret,
  network,
  olive,
  person,
  ruth,
  tom,
  whanau,
  youth,
} from '../support/fixtures.ts'
import { chance } from '../support/stories/simulated-networks.ts'

export const hemi = person('Hemi', 'w1', 'Police')
export const kiri = person('Kiri', 'w2', 'Iwi')
export const usual = [aroha, tom, ruth, margaret] as const
const everyone = [...usual, hemi, kiri, olive] as const
const placeOf = new Map<Profile, Address>([
  [aroha, youth],
  [tom, whanau],
  [ruth, youth],
  [margaret, directOf(margaret)],
  [hemi, youth],
  [kiri, whanau],
  [olive, channelIn('w1', 'elsewhere')],
])

/** What these commands take goes to the channels; each confirms that. All else must say so in its form. */
const toldInChannels = ['put', 'lesson', 'meet', 'moment']

/** Words that somebody typed, each in one place only. */
interface Words {
  readonly text: string
  readonly by: Profile
  /** The command or form that took them. */
  readonly via: string
  /** The form said that a channel may read them, or the command is known to tell them there. */
  inChannels: boolean
  /** They were for the angels alone: those who were angels then. */
  readonly angelsOnly?: readonly Profile[] | undefined
}

export class Life {
  /** Each fault stands once, with an example of the text in which the words were read. */
  readonly faults = new Map<string, string>()
  readonly bot: TestBot
  readonly id: string
  private readonly roll: () => number
  private readonly words: Words[] = []
  private readonly buttons = new Map<Profile, Button[]>()
  private readonly forms = new Map<Profile, Form[]>()
  private delivered = 0
  private readEntries = 0
  private urgentFlags: UrgentFlag[] = []

  constructor(bot: TestBot, id: string, seed: number) {
    this.bot = bot
    this.id = id
    this.roll = chance(seed)
    this.delivered = bot.sent.length
  }

  of<T>(some: readonly T[]): T {
    return some[Math.floor(this.roll() * some.length)] as T
  }

  say(who: Profile, command: string, place = placeOf.get(who) as Address): Promise<Reply> {
    const via = command.split(' ')[0] ?? ''
    const text = this.newWords({ by: who, via, inChannels: toldInChannels.includes(via) })
    return this.read(who, () => this.bot.say(who, place, command.replace('WORDS', text)))
  }

  press(who: Profile, button: Button): Promise<Reply> {
    return this.read(who, () =>
      this.bot.press(who, this.of([placeOf.get(who) as Address, directOf(who)]), button),
    )
  }

  submit(who: Profile, form: Form): Promise<Reply> {
    const choices = form.fields.filter((field) => field.kind === 'choice')
    const fields: Record<string, string> = { ...filledIn(form) }
    for (const { name, options } of choices)
      if (this.roll() < 0.5) fields[name] = this.of(options)?.value ?? ''
    if (form.id === 'flag' && (who === hemi || this.roll() < 0.6)) fields.severity = 'urgent'
    const angelsOnly = fields.who === 'angels' ? [margaret] : undefined
    const inChannels = /channel/i.test(textsShown(form).join(' '))
    if (inChannels)
      for (const one of this.words)
        one.inChannels ||= Object.values(fields).some((value) => value.includes(one.text))
    for (const field of form.fields)
      if (field.kind === 'text' && fields[field.name] === 'Some words')
        fields[field.name] = this.newWords({ by: who, via: form.id, inChannels, angelsOnly })
    return this.read(who, () =>
      this.bot.submit(who, placeOf.get(who) as Address, form, fields as Values, {
        person: this.of(everyone),
      }),
    )
  }

  private newWords(words: Omit<Words, 'text'>): string {
    const text = `words${this.words.length}x`
    this.words.push({ text, ...words })
    return text
  }

  private async read(who: Profile, act: () => Promise<Reply>): Promise<Reply> {
    const before = await this.network()
    const reply = await act()
    const after = await this.network()
    const text = reply.kind === 'card' ? plainText(reply.card) : JSON.stringify(reply)
    await this.mayRead(who, text, [before, after])
    this.learn(who, reply)
    return reply
  }

  private learn(who: Profile, reply: Reply): void {
    const add = <T>(known: Map<Profile, T[]>, found: T) => known.set(who, [...(known.get(who) ?? []), found])
    if (reply.kind === 'form') add(this.forms, reply.form)
    if (reply.kind !== 'card') return
    for (const block of reply.card.blocks) {
      if (block.kind === 'buttons') for (const button of block.buttons) add(this.buttons, button)
      if (block.kind === 'inputs') add(this.forms, block.form)
    }
  }

  /** Everything is seen by the person, or by anybody if they are hostile. */
  seenBy(who: Profile): { readonly buttons: readonly Button[]; readonly forms: readonly Form[] } {
    if (who === hemi)
      return { buttons: [...this.buttons.values()].flat(), forms: [...this.forms.values()].flat() }
    return { buttons: this.buttons.get(who) ?? [], forms: this.forms.get(who) ?? [] }
  }

  async network(): Promise<Network> {
    return fold(this.id, await loadEntries(this.bot.db, this.id))
  }

  private async idOf(who: Profile): Promise<string> {
    return (await findPerson(this.bot.db, who))?.id ?? ''
  }

  private async mayRead(who: Profile, text: string, networks: readonly Network[]): Promise<void> {
    const id = await this.idOf(who)
    const belongs = networks.some((network) => participant(network, id) !== undefined)
    for (const { text: words, by, via, angelsOnly } of this.words) {
      if (!text.includes(words) || by === who) continue
      if (!belongs) this.faults.set(`${who.name}, no member, reads ${words} of ${via}`, text)
      if (angelsOnly && !angelsOnly.includes(who))
        this.faults.set(`${who.name} reads ${words}, which are for the angels alone`, text)
    }
  }

  async settle(): Promise<void> {
    await this.bot.deliver()
    await this.checkDelivered()
    await this.checkRisks()
  }

  private async checkDelivered(): Promise<void> {
    const now = await this.network()
    for (const delivery of this.bot.sent.slice(this.delivered)) {
      const { to, card, files = [] } = delivery
      const text = [plainText(card), ...files.flatMap((file) => Object.values(textsIn(file)))].join('\n')
      if (to.kind === 'direct') {
        const who = everyone.find(({ user }) => user === to.user) as Profile
        await this.mayRead(who, text, [now])
        this.learn(who, { kind: 'card', card })
        continue
      }
      for (const { text: words, via, inChannels } of this.words)
        if (text.includes(words) && !inChannels) this.faults.set(`a channel reads ${words} of ${via}`, text)
      const here = everyone.filter((one) => addressKey(placeOf.get(one) as Address) === addressKey(to))
      for (const who of here) this.learn(who, { kind: 'card', card })
    }
    this.delivered = this.bot.sent.length
  }

  /** Every urgent flag is due to everyone who is an angel then and stays it. */
  private async checkRisks(): Promise<void> {
    const entries = await loadEntries(this.bot.db, this.id)
    const before = entries.slice(0, this.readEntries)
    let state = fold(this.id, before)
    for (const entry of entries.slice(this.readEntries)) {
      state = fold(this.id, [entry], state)
      // What its author took back at once was never there.
      if (entry.kind === 'flag-taken-back')
        this.urgentFlags = this.urgentFlags.filter(({ flag }) => flag !== entry.flag)
      const flag = urgentFlag(entry)
      if (flag !== undefined)
        this.urgentFlags.push({
          flag,
          // An angel needs no message about a flag of their own.
          angels: holders(state, 'guardian-angel').filter((angel) => angel !== entry.by),
          raised: entry.at,
        })
    }
    this.readEntries = entries.length
  }

  /** The urgent flags of which somebody who was an angel all the time got no message. */
  async unheardFlags(): Promise<string[]> {
    const angels = holders(await this.network(), 'guardian-angel')
    const sent = await this.messagesToAngel()
    return this.urgentFlags
      .filter((flag) => flag.angels.some((angel) => angels.includes(angel)))
      .filter((flag) => !sent.some(({ about }) => isAbout(about, flag)))
      .map(({ flag, raised }) => `${flag} of ${new Date(raised).toISOString()}`)
  }

  get urgentCount(): number {
    return this.urgentFlags.length
  }

  /** The posts to the angel that no person caused, and that are neither urgent nor digests. */
  async warnings(): Promise<string[]> {
    const posts = new Map<unknown, string>()
    for (const { id, about, subject } of await this.messagesToAngel()) {
      if (!about.includes('"kind"') || requested.some((kind) => about.includes(`"kind":"${kind}"`))) continue
      if (!this.urgentFlags.some((flag) => isAbout(about, flag))) posts.set(subject ?? id, about)
    }
    return [...posts.values()]
  }

  private messagesToAngel() {
    const { db } = this.bot
    return db.read(
      db.kysely
        .selectFrom('outbox')
        .select(['id', 'about', 'subject'])
        .where('destination', '=', addressKey(directOf(margaret)))
        .where('state', '=', 'sent'),
    )
  }
}

/** Somebody put this to the angel, or the angel asked for it. A digest has no kind, and comes once a week at most. */
const requested = [
  'raised',
  'raised-together',
  'asks',
  'bends',
  'nomination',
  'going-public',
  'loosening',
  'picture',
  'story',
  'export',
  'limit',
]

interface UrgentFlag {
  readonly flag: string
  readonly angels: readonly string[]
  readonly raised: number
}

function isAbout(about: string, { flag, raised }: UrgentFlag): boolean {
  return about.includes(`"${flag}"`) || about.includes(`"since":${raised}`)
}

function urgentFlag(entry: JournalEntry): string | undefined {
  if (entry.kind === 'flag-raised' && severityOf(entry) === 'urgent') return entry.flag
  if (entry.kind === 'flag-raised-by-hand' && entry.severity === 'urgent') return entry.flag
  return undefined
}

export async function begin(seed: number): Promise<Life> {
  const bot = await network()
  for (const [who, place] of [
    [hemi, youth],
    [kiri, whanau],
  ] as const) {
    const code = codeIn(await bot.say(aroha, youth, 'invite'))
    await bot.submit(who, place, formOf(await bot.say(who, place, `join ${code}`)), {})
  }
  await bot.deliver()
  const aro = await findPerson(bot.db, aroha)
  const [id = ''] = await networksOf(bot.db, aro?.id ?? '')
  return new Life(bot, id, seed)
}
