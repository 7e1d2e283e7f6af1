// Whatever a network shows can be pressed and filled in, by everyone who sees it, and reads well.
import { describe, expect, test } from 'vitest'
import type { Reply } from '../../src/chat/adapter.ts'
import type { Form } from '../../src/chat/form.ts'
import type { Place, Profile } from '../../src/chat/place.ts'
import { closed, entriesIn, lively, stalled } from '../support/cast.ts'
import { type Room, textOf } from '../support/room.ts'
import { crawl, filledIn, peopleIn, textsIn } from './crawler.ts'

const states: readonly (readonly [string, () => Promise<Room>, number])[] = [
  ['lively', lively, 300],
  ['stalled', stalled, 200],
  ['closed', closed, 150],
]

describe.each(states)('in a %s network', (_, begin, steps) => {
  test('everything has an answer, reads well, and does nothing twice', { timeout: 180_000 }, async () => {
    const faults = new Set<string>()
    const walked = await crawl(await begin(), {
      seen(reply, visit) {
        for (const fault of faultsIn(reply)) faults.add(`${fault} at ${visit.path}`)
      },
      async pressed(button, reply, { who, where, room, path }) {
        const before = await entriesIn(room)
        const again = await room.press(who, where, button)
        if ((await entriesIn(room)) !== before) faults.add(`done twice at ${path}`)
        if (reply.kind === 'form' && !button.asks) faults.add(`opens a form unannounced at ${path}`)
        if (again.kind !== reply.kind && again.kind !== 'card') faults.add(`answers differently at ${path}`)
      },
      async filled(form, _reply, { who, where, room, path }) {
        const before = await entriesIn(room)
        await room.submit(who, where, form, filledIn(form), peopleIn(form))
        if ((await entriesIn(room)) !== before) faults.add(`done twice at ${path}`)
        for (const fault of await badlyFilled(form, who, where, room)) faults.add(`${fault} at ${path}`)
        if ((await entriesIn(room)) !== before) faults.add(`bad input has an effect at ${path}`)
      },
    })
    expect([...faults]).toEqual([])
    expect(walked).toBeGreaterThan(steps)
  })
})

/** Each needed field left empty, and each text too long: the form stays open and says so at that field. */
async function badlyFilled(form: Form, who: Profile, where: Place, room: Room): Promise<string[]> {
  const faults: string[] = []
  for (const field of form.fields) {
    if (field.kind !== 'text') continue
    const submit = (text: string) =>
      room.submit(who, where, form, { ...filledIn(form), [field.name]: text }, peopleIn(form))
    const missing = field.optional ? undefined : await submit('  ')
    if (missing !== undefined && !(missing.kind === 'mend' && missing.errors[field.name]))
      faults.push(`${field.name} may be empty`)
    for (const long of ['x'.repeat(field.most + 1), '👩🏽‍👧'.repeat(20_000)]) {
      const reply = await submit(long)
      if (!(reply.kind === 'mend' && reply.errors[field.name]))
        faults.push(`${field.name} may be ${long.length} long`)
    }
  }
  return faults
}

function faultsIn(reply: Reply): string[] {
  if (reply.kind === 'silence') return ['silence']
  if (reply.kind === 'mend') return Object.values(reply.errors).flatMap(faultsInText)
  const texts = textsIn(reply.kind === 'card' ? reply.card : reply.form)
  const faults = texts.flatMap(faultsInText)
  if (texts.every((text) => text.trim() === '')) faults.push('nothing is said')
  if (reply.kind === 'card') {
    const headings = reply.card.blocks.filter((block) => block.kind === 'heading')
    for (const { text } of headings) if (!/^[\p{Lu}\p{N}]/u.test(text)) faults.push(`heading “${text}”`)
  }
  return faults
}

const never: readonly (readonly [string, RegExp])[] = [
  ['an exclamation mark', /!/],
  ['a word of ours', /\b(bare|wake|wakes|entry|entries|version|fold|payload)\b/i],
  ['an unanswered button', /from an earlier/],
  ['an unexpected failure', /something went wrong/i],
  ['a broken text', /undefined|NaN|\[object|null|\$\{|Invalid/],
  ['an empty bracket', /\(\s*\)|“”/],
  ['a doubled space', /\S {2,}\S/],
  ['a full stop before a comma', /\.\.(?!\.)|,\.|\s[.,;:]/],
]

function faultsInText(text: string): string[] {
  return never.flatMap(([what, pattern]) =>
    pattern.test(text) ? [`${what} in “${text.slice(0, 120)}”`] : [],
  )
}

test('the crawl would notice a button that leads nowhere', async () => {
  const room = await lively()
  const said = textOf(
    await room.press(
      { platform: 'test', workspace: 'w1', user: 'x', name: 'x' },
      { kind: 'direct', platform: 'test', workspace: 'w1', user: 'x' },
      { action: 'nowhere', values: {} },
    ),
  )
  expect(faultsInText(said)).not.toEqual([])
})
