// Cards and forms show people's words as they were typed, and never as markup.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findRoom } from '../../../../adapters/playground/chat/rooms.ts'
import { renderCard } from '../../../../adapters/playground/views/card.ts'
import { renderForm } from '../../../../adapters/playground/views/form.ts'
import type { Card } from '../../../../src/chat/card.ts'
import { everyForm, hostileWords, inEveryPlace } from '../../../contract/sample-cards.ts'
import { aroha, person, youth } from '../harness.ts'
import { aliveIn, textOf } from '../markup.ts'

const viewer = person(aroha)
const room = findRoom(viewer, youth)
if (!room) throw new Error('seed-data.ts has changed.')
const view = { viewer, room, message: 'post-1', edition: 1, drafts: {} }

const fragments = [
  ...'<>&"\'`=/\\ \n\t[]()*_~#@!;:%{}$',
  '\u202e',
  '\u2066',
  '\u200b',
  '\u0000',
  'on',
  'src',
  'a',
  'script',
  '--',
  ']]>',
]
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.constantFrom(...fragments, ...hostileWords), { maxLength: 40 }).map((parts) => parts.join('')),
)

async function htmlOf(card: Card): Promise<string> {
  return String(await renderCard(card, view))
}

test('any words in any place of a card are shown as words', async () => {
  await fc.assert(
    fc.asyncProperty(anyText, async (text) => {
      const html = await htmlOf(inEveryPlace(text))
      expect(aliveIn(html)).toEqual([])
      expect(textOf(html).split(text).length - 1).toBeGreaterThanOrEqual(text === '' ? 0 : 12)
    }),
    { numRuns: 500 },
  )
})

test('any words typed into a form with errors come back as they were', async () => {
  await fc.assert(
    fc.asyncProperty(anyText, async (text) => {
      const draft = { fields: { name: text, moment: text }, errors: { name: text, elsewhere: text } }
      const html = String(await renderForm({ instance: 'form-1', form: everyForm, viewer, room, draft }))
      expect(aliveIn(html)).toEqual([])
      expect(textOf(html).split(text).length - 1).toBeGreaterThanOrEqual(text === '' ? 0 : 4)
    }),
    { numRuns: 300 },
  )
})

test('values of a button come back from the page unchanged', async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(anyText, anyText), async (values) => {
      const html = await htmlOf({
        blocks: [{ kind: 'buttons', buttons: [{ label: 'x', action: 'y', values }] }],
      })
      const attribute = /data-values="([^"]*)"/.exec(html)?.[1] ?? ''
      expect(JSON.parse(textOf(attribute))).toEqual(JSON.parse(JSON.stringify(values)))
    }),
    { numRuns: 300 },
  )
})

test('an instant is shown in the time zone of the viewer', async () => {
  const at = Date.UTC(2026, 10, 26, 1)
  const card: Card = {
    blocks: [{ kind: 'text', runs: [{ kind: 'time', at, zone: 'UTC', show: 'date-time' }] }],
  }
  expect(await htmlOf(card)).toContain('2:00 pm NZDT')
  const grace = { ...view, viewer: person('grace-lim') }
  expect(String(await renderCard(card, grace))).toContain('9:00 am')
})

test('a mention of the viewer is highlighted', async () => {
  const run = { kind: 'person', name: viewer.name, users: [viewer] } as const
  expect(await htmlOf({ blocks: [{ kind: 'text', runs: [run] }] })).toContain('mention-you')
})
