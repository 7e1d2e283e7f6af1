// Walks through everything that people in a network can see: it presses each button and submits each form.
import type { Reply } from '../../src/chat/adapter.ts'
import { type Address, addressKey, type Profile } from '../../src/chat/address.ts'
import type { Block, Button, Card, Run } from '../../src/chat/card.ts'
import { plainRuns } from '../../src/chat/fallback-text.ts'
import type { Field, Form } from '../../src/chat/form.ts'
import type { Values } from '../../src/chat/inbound.ts'
import { commands } from '../../src/conversation/router.ts'
import type { TestBot } from '../support/bot-harness.ts'
import { aroha, directOf, margaret, olive, ruth, tom, whanau, youth } from '../support/fixtures.ts'

interface Visit {
  readonly who: Profile
  readonly where: Address
  /** The steps that led here, e.g. `Aroha: meetings > Correct this > Strike it`. */
  readonly path: string
  /** The bot in the state from which the step was made. */
  readonly bot: TestBot
}

export interface Walk {
  /** Receives whatever is shown: a reply, a form, or a card that was sent without being asked for. */
  onShown(reply: Reply, visit: Visit): void
  pressed?(button: Button, reply: Reply, visit: Visit): Promise<void>
  filled?(form: Form, reply: Reply, visit: Visit): Promise<void>
}

const seats: readonly (readonly [Profile, Address])[] = [
  [aroha, youth],
  [tom, whanau],
  [ruth, youth],
  [margaret, directOf(margaret)],
  [olive, youth],
]

const deepest = 4

/**
 * Every step is made in a copy of the bot, once for each person and label or form. `places` says who types every
 * command, and where.
 */
export async function crawl(bot: TestBot, walk: Walk, places = seats): Promise<number> {
  const known = new Set<string>()
  let steps = 0

  const isNew = (key: string) => !known.has(key) && known.add(key)

  async function look(reply: Reply, visit: Visit, depth: number): Promise<void> {
    steps += 1
    walk.onShown(reply, visit)
    if (depth === deepest) return
    if (reply.kind === 'form') await fill(reply.form, visit, depth)
    if (reply.kind !== 'card') return
    for (const block of reply.card.blocks) {
      if (block.kind === 'inputs') await fill(block.form, visit, depth)
      if (block.kind === 'buttons') for (const button of block.buttons) await press(button, visit, depth)
    }
  }

  async function press(button: Button, visit: Visit, depth: number): Promise<void> {
    if (!isNew(`${visit.who.name} ${button.action} ${button.label}`)) return
    const bot = await visit.bot.copy()
    const reply = await bot.press(visit.who, visit.where, button)
    const next = { ...visit, bot, path: `${visit.path} > ${button.label}` }
    await walk.pressed?.(button, reply, next)
    await look(reply, next, depth + 1)
  }

  async function fill(form: Form, visit: Visit, depth: number): Promise<void> {
    if (!isNew(`${visit.who.name} ${form.id} ${Object.keys(form.values)}`)) return
    const bot = await visit.bot.copy()
    const reply = await bot.submit(visit.who, visit.where, form, filledIn(form), peopleIn(form))
    const next = { ...visit, bot, path: `${visit.path} > ${form.submit}` }
    await walk.filled?.(form, reply, next)
    await look(reply, next, depth + 1)
  }

  for (const [who, where] of places)
    for (const word of ['', ...commands.map(({ name }) => name)]) {
      const copy = await bot.copy()
      await look(await copy.say(who, where, word), { who, where, path: `${who.name}: ${word}`, bot: copy }, 0)
    }
  for (const { to, card } of bot.sent)
    for (const [who, where] of places)
      if (addressKey(where) === addressKey(to) || (to.kind === 'direct' && to.user === who.user))
        await look({ kind: 'card', card }, { who, where: to, path: `sent to ${who.name}`, bot }, 0)
  return steps
}

/** People who can be picked in the form. */
export function peopleIn(form: Form): Readonly<Record<string, Profile>> {
  return Object.fromEntries(
    form.fields.filter((field) => field.kind === 'person').map((field) => [field.name, olive]),
  )
}

/** Plausible input for every field of the form. */
export function filledIn(form: Form): Values {
  return Object.fromEntries(form.fields.flatMap((field) => filledField(field)))
}

function filledField(field: Field): [string, string][] {
  if (field.kind === 'person') return []
  if (field.kind === 'choice') return [[field.name, field.initial ?? field.options[0]?.value ?? '']]
  if (field.initial) return [[field.name, field.initial]]
  const usual: Values = { when: 'Thu 2pm', until: '30 June', amount: '2 days', what: 'a hall', code: 'none' }
  return [[field.name, usual[field.name] ?? 'Some words']]
}

/** Returns every text of a card or form that people read, one by one. */
export function textsIn(shown: Card | Form): string[] {
  if ('fields' in shown)
    return [
      shown.title,
      shown.intro ?? '',
      shown.submit,
      ...Object.values(shown.errors ?? {}),
      ...shown.fields.flatMap((field) => [
        field.label,
        field.hint ?? '',
        ...(field.kind === 'choice' ? field.options.map(({ label }) => label) : []),
      ]),
    ]
  return shown.blocks.flatMap(textsOfBlock)
}

function textsOfBlock(block: Block): string[] {
  const runs = (some: readonly Run[]) => plainRuns(some)
  switch (block.kind) {
    case 'heading':
    case 'quote':
      return [block.text]
    case 'text':
    case 'note':
      return [runs(block.runs)]
    case 'facts':
      return block.facts.flatMap(({ label, value }) => [label, runs(value)])
    case 'list':
      return block.items.map(runs)
    case 'table':
      return [...block.columns, ...block.rows.flatMap((row) => row.map(runs))]
    case 'image':
      return [block.alt]
    case 'buttons':
      return block.buttons.map(({ label }) => label)
    case 'inputs':
      return textsIn(block.form)
  }
}
