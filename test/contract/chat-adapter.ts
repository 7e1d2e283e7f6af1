// What every place to chat must do; each adapter runs this suite against itself.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ChatAdapter, Delivery, Post, Reply } from '../../src/chat/adapter.ts'
import type { Address, Profile } from '../../src/chat/address.ts'
import type { Attachment } from '../../src/chat/attachment.ts'
import { type Block, type Card, plainRun } from '../../src/chat/card.ts'
import { plainText } from '../../src/chat/fallback-text.ts'
import type { Inbound, Values } from '../../src/chat/inbound.ts'
import { everyBlock, everyForm, hostileWords, inEveryPlace } from './sample-cards.ts'

/** One message as somebody sees it. */
export interface VisibleCard {
  /** The adapter's name for it, where it is a post. */
  readonly post?: Post
  /** All its words as shown, those that only a screen reader gets included. */
  readonly text: string
  /** Everything in it that does something by itself: links, mentions, foreign markup. */
  readonly alive: readonly string[]
  readonly under?: Post
  /** Whether it is shown to this person alone. */
  readonly isPrivate: boolean
}

/** A form that is open before somebody. */
export interface VisibleForm {
  readonly text: string
  readonly alive: readonly string[]
  /** What stands in each field now. */
  readonly fields: Values
}

export interface AdapterHarness {
  /** Started, with a `Receive` that records. */
  readonly adapter: ChatAdapter
  readonly received: readonly Inbound[]
  /** What the bot answers from now on; silence before that. */
  replyWith(reply: Reply): void
  /** Two people of one workspace who are both in `channel`, with zone and organisation. */
  readonly one: Profile
  readonly other: Profile
  readonly channel: Address
  /** How the bot is called where others may be, in the place of `/network`. */
  readonly calls: string
  readonly directOf: (person: Profile) => Address
  /** A channel and a person that do not exist. */
  readonly nowhere: readonly Address[]
  /** What to type so that the platform takes it for a mention. */
  readonly mention: (person: Profile) => string
  /** Types to the bot in the platform's own way. */
  say(who: Profile, place: Address, text: string): Promise<void>
  /** Presses the newest button of that label that this person sees there. */
  press(who: Profile, place: Address, label: string): Promise<void>
  /** The form that is open before this person, in a dialog or in the newest card that has one. */
  form(who: Profile, place: Address): Promise<VisibleForm | undefined>
  submit(
    who: Profile,
    place: Address,
    fields: Values,
    people?: Readonly<Record<string, Profile>>,
  ): Promise<void>
  /** Whether people can be handed a file there; elsewhere its message says that it is not there. */
  readonly takesFiles: boolean
  /** The file of that name, as this person gets it from a message of that place. */
  fileOf(who: Profile, place: Address, name: string): Promise<Uint8Array | undefined>
  /** The oldest first. */
  sees(who: Profile, place: Address): Promise<readonly VisibleCard[]>
  close(): Promise<void>
}

export function describeChatAdapter(name: string, open: () => Promise<AdapterHarness>): void {
  describe(`${name} as a chat adapter`, () => {
    let chat: AdapterHarness
    beforeEach(async () => {
      chat = await open()
    })
    afterEach(() => chat.close())
    const its = () => chat
    describe('what comes in', () => testIncoming(its))
    describe('forms', () => testForms(its))
    describe('what is shown', () => testShowing(its))
    describe('hostile words', () => testHostile(its))
    describe('posts', () => testPosts(its))
    describe('files', () => testFiles(its))
    describe('who sees what', () => testPrivacy(its))
  })
}

function testIncoming(chat: () => AdapterHarness): void {
  test('what is typed arrives with who, where, zone and organisation', async () => {
    const { one, channel, received } = chat()
    await chat().say(one, channel, 'put 0.5 FTE analyst')
    expect(received).toHaveLength(1)
    expect(received[0]).toMatchObject({
      kind: 'message',
      text: 'put 0.5 FTE analyst',
      place: channel,
      mentions: [],
    })
    expect(received[0]?.from).toMatchObject(one)
    expect(received[0]?.from.zone).toBeTruthy()
  })
  test('what is typed in a direct message arrives from there', async () => {
    const { one, received } = chat()
    await chat().say(one, chat().directOf(one), 'digest')
    expect(received[0]).toMatchObject({ kind: 'message', text: 'digest', place: chat().directOf(one) })
  })
  test('each delivery has an id of its own', async () => {
    const { one, channel, received } = chat()
    for (const text of ['help', 'help', 'help']) await chat().say(one, channel, text)
    expect(new Set(received.map((inbound) => inbound.id)).size).toBe(3)
  })
  test('a mention arrives as it stands in the text, with whom it means', async () => {
    const { one, other, channel, received } = chat()
    await chat().say(one, channel, `role ${chat().mention(other)} guardian angel`)
    const said = received[0]
    if (said?.kind !== 'message') throw new Error('Nothing was said.')
    expect(said.mentions).toHaveLength(1)
    expect(said.mentions[0]?.user).toMatchObject({
      workspace: other.workspace,
      user: other.user,
      name: other.name,
    })
    expect(said.text).toContain(said.mentions[0]?.text)
  })
  test('a button of a post carries its action and values', async () => {
    const { one, channel, received } = chat()
    await post(chat(), buttonCard('I was there', { meeting: 'm-3', odd: '"<&>"' }))
    await chat().press(one, channel, 'I was there')
    expect(received[0]).toMatchObject({
      kind: 'button-press',
      action: 'attend',
      values: { meeting: 'm-3', odd: '"<&>"' },
      place: channel,
    })
    expect(received[0]?.from).toMatchObject({ user: one.user, workspace: one.workspace })
  })
  test('a button of a private reply carries its action and values', async () => {
    const { one, channel, received } = chat()
    chat().replyWith({ kind: 'card', card: buttonCard('Undo', { entry: '7' }) })
    await chat().say(one, channel, 'blocker')
    await chat().press(one, channel, 'Undo')
    expect(received[1]).toMatchObject({
      kind: 'button-press',
      action: 'attend',
      values: { entry: '7' },
      place: channel,
    })
  })
}

function testForms(chat: () => AdapterHarness): void {
  const openForm = async () => {
    chat().replyWith({ kind: 'form', form: everyForm })
    await chat().say(chat().one, chat().channel, 'start')
  }
  const look = () => chat().form(chat().one, chat().channel)
  test('a form opens whole and prefilled', async () => {
    await openForm()
    const form = await look()
    const { fields } = everyForm
    for (const field of fields) {
      expect(form?.text).toContain(field.label)
      if (field.hint !== undefined) expect(form?.text).toContain(field.hint)
    }
    expect(form?.text).toContain(everyForm.title)
    expect(form?.text).toContain(everyForm.intro)
    expect(form?.fields).toMatchObject({ name: 'South Side', agency: 'education' })
  })
  test('a submitted form arrives with its id, values, fields and picked people', async () => {
    const { one, other, channel, received } = chat()
    await openForm()
    const fields = { name: 'Ō-hakune <b>', moment: 'line one\nline two', agency: 'health' }
    await chat().submit(one, channel, fields, { angel: other })
    expect(received[1]).toMatchObject({
      kind: 'form-submission',
      form: 'begin',
      values: { draft: 'd-1' },
      fields,
    })
    const submitted = received[1]
    expect(submitted?.kind === 'form-submission' && submitted.people.angel).toMatchObject({
      user: other.user,
      workspace: other.workspace,
      name: other.name,
    })
    expect(submitted).toMatchObject({ place: channel })
  })
  test('what was left empty is left out', async () => {
    await openForm()
    await chat().submit(chat().one, chat().channel, { name: 'A', moment: '', agency: '' })
    const submitted = chat().received[1]
    expect(submitted).toMatchObject({ kind: 'form-submission', fields: { name: 'A' }, people: {} })
    expect(submitted?.kind === 'form-submission' && Object.keys(submitted.fields)).toEqual(['name'])
  })
  test('a form to be mended stays open with its errors and with what was typed', async () => {
    const { one, channel } = chat()
    await openForm()
    chat().replyWith({ kind: 'form-errors', errors: { moment: 'When was that?' } })
    await chat().submit(one, channel, { name: 'New & <i>name</i>', moment: 'long ago', agency: 'health' })
    const form = await look()
    expect(form?.text).toContain('When was that?')
    expect(form?.fields).toMatchObject({ name: 'New & <i>name</i>', moment: 'long ago', agency: 'health' })
    expect(form?.alive).toEqual([])
  })
  test('an answered form closes', async () => {
    await openForm()
    chat().replyWith({ kind: 'card', card: textCard('It has begun.') })
    await chat().submit(chat().one, chat().channel, { name: 'A', moment: 'B', agency: 'health' })
    expect(await look()).toBeUndefined()
  })
  test('a form that stands open in a card is submitted from there', async () => {
    const { one, channel, received } = chat()
    await post(chat(), { blocks: [{ kind: 'inputs', form: everyForm }] })
    await chat().submit(one, channel, { name: 'In place', moment: 'now', agency: 'health' })
    expect(received[0]).toMatchObject({ kind: 'form-submission', form: 'begin', values: { draft: 'd-1' } })
    expect(received[0]).toMatchObject({ fields: { name: 'In place' } })
  })
}

function testShowing(chat: () => AdapterHarness): void {
  for (const block of everyBlock) {
    test(`a block of kind ${block.kind} is shown whole`, async () => {
      const { one } = chat()
      const card = { blocks: [block] }
      await post(chat(), card)
      const seen = await newest(chat(), one)
      for (const word of wordsShown(chat(), card)) expect(seen.text).toContain(word)
    })
  }
  test('a card with a block of every kind is shown whole', async () => {
    const { one } = chat()
    const card = { blocks: everyBlock }
    await post(chat(), card)
    const seen = (await chat().sees(one, chat().channel)).map((look) => look.text).join('\n')
    for (const word of wordsShown(chat(), card)) expect(seen).toContain(word)
  })
  test('a person of the same workspace is a live mention', async () => {
    const { one, other } = chat()
    await post(chat(), personCard(other, other.workspace))
    expect((await newest(chat(), one)).alive).toHaveLength(1)
  })
  test('a person of another workspace is a name only', async () => {
    const { one, other } = chat()
    await post(chat(), personCard(other, 'elsewhere'))
    const seen = await newest(chat(), one)
    expect(seen.text).toContain(other.name)
    expect(seen.alive).toEqual([])
  })
}

function testHostile(chat: () => AdapterHarness): void {
  test.each(hostileWords)('%j is shown as text in every place, and nothing comes alive', async (hostile) => {
    const { one, channel } = chat()
    await post(chat(), inEveryPlace(hostile))
    const looks = await chat().sees(one, channel)
    const shown = bare(looks.map((look) => look.text).join(' '))
    expect(looks.flatMap((look) => look.alive)).toEqual([])
    expect(shown.split(bare(hostile)).length - 1).toBeGreaterThanOrEqual(inEveryPlace(hostile).blocks.length)
  })
  test('three thousand characters are shown whole', async () => {
    const long = Array.from({ length: 300 }, (_, index) => `<b>${String(index).padStart(3, '0')}`).join('')
    const card: Card = {
      blocks: [{ kind: 'text', runs: [plainRun(`${long}${'x'.repeat(3000 - long.length)}`)] }],
    }
    await post(chat(), card)
    const seen = (await chat().sees(chat().one, chat().channel)).map((look) => look.text).join('')
    expect(bare(seen)).toContain(bare(plainText(card)))
  })
  test.each(hostileWords)('%j comes in as it was typed', async (hostile) => {
    const { one, channel, received } = chat()
    chat().replyWith({ kind: 'card', card: textCard(hostile) })
    await chat().say(one, channel, `flag ${hostile} end`)
    expect(received[0]).toMatchObject({ kind: 'message', text: `flag ${hostile} end` })
    expect((await chat().sees(one, channel)).flatMap((look) => look.alive)).toEqual([])
  })
}

function testPosts(chat: () => AdapterHarness): void {
  test('a replaced post changes in place and none is added', async () => {
    const { one, channel } = chat()
    const first = await post(chat(), textCard('The check-in is open'))
    await post(chat(), textCard('Something after it'))
    const again = await chat().adapter.send({
      to: channel,
      card: textCard('The check-in is closed'),
      replaces: first,
    })
    expect(again).toMatchObject({ kind: 'sent' })
    const looks = await chat().sees(one, channel)
    expect(looks).toHaveLength(2)
    expect(looks[0]?.text).toContain('The check-in is closed')
    expect(looks[0]?.text).not.toContain('The check-in is open')
  })
  test('what belongs under a post is shown under it', async () => {
    const { one, channel } = chat()
    const first = await post(chat(), textCard('The check-in'))
    const reply = await post(chat(), textCard('Two have answered'), { under: first })
    const found = (await chat().sees(one, channel)).find((look) => look.post === reply)
    expect(found?.under).toBe(first)
    expect(found?.text).toContain('Two have answered')
  })
  test('a send to nowhere fails with a reason', async () => {
    for (const to of chat().nowhere) {
      const sent = await chat().adapter.send({ to, card: textCard('lost') })
      expect(sent.kind).toBe('failed')
      expect(sent.kind === 'failed' && sent.why.length > 0).toBe(true)
    }
    expect(chat().nowhere.length).toBeGreaterThan(0)
  })
  test('posts sent at once all arrive, each once', async () => {
    const { one, channel } = chat()
    const texts = Array.from({ length: 10 }, (_, index) => `number ${index} of ten`)
    await Promise.all(texts.map((text) => post(chat(), textCard(text))))
    const looks = await chat().sees(one, channel)
    for (const text of texts) expect(looks.filter((look) => look.text.includes(text))).toHaveLength(1)
  })
}

function testFiles(chat: () => AdapterHarness): void {
  const file: Attachment = {
    name: 'south-side.json',
    type: 'application/json',
    bytes: Buffer.from('{"name":"Ō-hakune"}'),
    title: 'All data of South Side <b>',
  }
  test('a file comes with its card, or the card says that it is not there', async () => {
    const { one, takesFiles } = chat()
    const to = chat().directOf(one)
    const sent = await chat().adapter.send({ to, card: textCard('Here is your export'), files: [file] })
    expect(sent.kind).toBe('sent')
    const looks = await chat().sees(one, to)
    expect(looks).toHaveLength(1)
    expect(looks[0]?.text).toContain('Here is your export')
    expect(looks[0]?.text).toContain(file.title)
    expect(looks[0]?.text.includes('not here')).toBe(!takesFiles)
    const got = await chat().fileOf(one, to, file.name)
    expect(got && Buffer.from(got).toString()).toBe(takesFiles ? '{"name":"Ō-hakune"}' : undefined)
  })
  test('a file with a link comes by itself where the chat takes it, and by the link where not', async () => {
    const { one, takesFiles } = chat()
    const to = chat().directOf(one)
    let made = 0
    const link = async () => `https://table.example.org/files/${++made}`
    const card = textCard('Here is your export')
    expect((await chat().adapter.send({ to, card, files: [{ ...file, link }] })).kind).toBe('sent')
    const [shown] = await chat().sees(one, to)
    expect(shown?.text).toContain(file.title)
    expect(shown?.text).not.toContain('not here')
    expect(made).toBe(takesFiles ? 0 : 1)
    expect(shown?.text.includes('once')).toBe(!takesFiles)
    expect((await chat().fileOf(one, to, file.name)) !== undefined).toBe(takesFiles)
  })
  test('a file and a picture come in one message', async () => {
    const { one, takesFiles } = chat()
    const to = chat().directOf(one)
    const picture: Block = { kind: 'image', png: Buffer.from('png'), alt: 'Two of six held' }
    const card = { blocks: [...textCard('So far').blocks, picture] }
    expect((await chat().adapter.send({ to, card, files: [file] })).kind).toBe('sent')
    const looks = await chat().sees(one, to)
    expect(looks).toHaveLength(1)
    expect(looks[0]?.text).toContain('Two of six held')
    expect(looks[0]?.text).toContain(file.title)
    expect((await chat().fileOf(one, to, file.name)) !== undefined).toBe(takesFiles)
  })
  test('nobody else gets the file of a direct message', async () => {
    const { one, other, channel } = chat()
    await chat().adapter.send({ to: chat().directOf(one), card: textCard('Yours'), files: [file] })
    for (const place of [channel, chat().directOf(other), chat().directOf(one)])
      expect(await chat().fileOf(other, place, file.name)).toBeUndefined()
    expect(await textSeen(chat(), other, channel)).not.toContain(file.title)
  })
  test('a card that replaces another brings no file', async () => {
    const { one, channel } = chat()
    const first = await post(chat(), textCard('Before'))
    await post(chat(), textCard('After'), { replaces: first, files: [file] })
    expect(await chat().fileOf(one, channel, file.name)).toBeUndefined()
    expect((await newest(chat(), one)).text).toContain('After')
  })
}

function testPrivacy(chat: () => AdapterHarness): void {
  test('a direct message reaches that person and nobody else', async () => {
    const { one, other, channel } = chat()
    const secret = 'A flag was raised: canary-direct'
    const sent = await chat().adapter.send({ to: chat().directOf(one), card: textCard(secret) })
    expect(sent.kind).toBe('sent')
    expect(await textSeen(chat(), one, chat().directOf(one))).toContain(secret)
    expect(await textSeen(chat(), other, chat().directOf(other))).not.toContain('canary-direct')
    expect(await textSeen(chat(), other, channel)).not.toContain('canary-direct')
  })
  test('a private reply is seen by whoever asked and by nobody else', async () => {
    const { one, other, channel } = chat()
    chat().replyWith({ kind: 'card', card: textCard('canary-reply for you') })
    await chat().say(one, channel, 'table')
    const mine = [
      ...(await chat().sees(one, channel)),
      ...(await chat().sees(one, chat().directOf(one))),
    ].filter((look) => look.text.includes('canary-reply for you'))
    expect(mine).toHaveLength(1)
    expect(mine[0]?.isPrivate).toBe(true)
    expect(await textSeen(chat(), other, channel)).not.toContain('canary-reply')
    expect(await textSeen(chat(), other, chat().directOf(other))).not.toContain('canary-reply')
  })
  test('a form is open only before whoever asked', async () => {
    const { one, other, channel } = chat()
    chat().replyWith({ kind: 'form', form: everyForm })
    await chat().say(one, channel, 'start')
    expect(await chat().form(one, channel)).toBeDefined()
    expect(await chat().form(other, channel)).toBeUndefined()
  })
}

function textCard(text: string): Card {
  return { blocks: [{ kind: 'text', runs: [plainRun(text)] }] }
}

function buttonCard(label: string, values: Values): Card {
  const buttons: Block = { kind: 'buttons', buttons: [{ label, action: 'attend', values }] }
  return { blocks: [{ kind: 'text', runs: [plainRun('Well?')] }, buttons] }
}

function personCard(person: Profile, workspace: string): Card {
  const { name, platform, user } = person
  return {
    blocks: [{ kind: 'text', runs: [{ kind: 'person', name, users: [{ platform, workspace, user }] }] }],
  }
}

async function post(chat: AdapterHarness, card: Card, more: Partial<Delivery> = {}): Promise<Post> {
  const sent = await chat.adapter.send({ to: chat.channel, card, ...more })
  if (sent.kind !== 'sent') throw new Error(`It was not sent: ${sent.why}`)
  return sent.post
}

async function newest(chat: AdapterHarness, who: Profile): Promise<VisibleCard> {
  const last = (await chat.sees(who, chat.channel)).at(-1)
  if (!last) throw new Error('Nothing is to be seen.')
  return last
}

async function textSeen(chat: AdapterHarness, who: Profile, place: Address): Promise<string> {
  return (await chat.sees(who, place)).map((look) => look.text).join('\n')
}

function wordsShown({ one, calls }: AdapterHarness, card: Card): readonly string[] {
  const text = plainText(card, one.zone, one.locale).replaceAll('/network', calls)
  return text.match(/[\p{L}\p{N}]+/gu) ?? []
}

/** Without spaces and invisible signs, which a chat may break or drop. */
function bare(text: string): string {
  return text.replace(/[\s\p{Cf}]/gu, '')
}
