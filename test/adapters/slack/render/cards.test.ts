// Whatever a card or a form holds, Slack takes it, and nothing that people write comes alive in it.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeButton, decodeForm, encodeButton } from '../../../../adapters/slack/render/action-ids.ts'
import { renderCard } from '../../../../adapters/slack/render/cards.ts'
import { readFormState } from '../../../../adapters/slack/render/form-state.ts'
import { shorten } from '../../../../adapters/slack/render/limits.ts'
import { modalErrors, renderModal } from '../../../../adapters/slack/render/modals.ts'
import type { Address } from '../../../../src/chat/address.ts'
import type { Block, Run } from '../../../../src/chat/card.ts'
import type { Field, Form } from '../../../../src/chat/form.ts'
import { everyForm, hostileWords } from '../../../contract/sample-cards.ts'
import { blockFaults, textLength, viewFaults } from '../../../support/slack/block-kit.ts'

const place: Address = { kind: 'channel', platform: 'slack', workspace: 'T1', channel: 'C1' }
const view = { workspace: 'T1', place, zone: 'Pacific/Auckland' }

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.constantFrom(...hostileWords, '', ' ', '👩🏽‍👧'.repeat(900), 'x'.repeat(7_000), 'word '.repeat(3_000)),
)
const run: fc.Arbitrary<Run> = fc.oneof(
  fc.record({ kind: fc.constant('words' as const), text, strong: fc.boolean() }),
  fc.record({ kind: fc.constant('typed' as const), text }),
  fc.record({
    kind: fc.constant('time' as const),
    at: fc.integer({ min: 0, max: 4e12 }),
    zone: fc.constantFrom('Pacific/Auckland', 'UTC'),
    show: fc.constantFrom('date' as const, 'time' as const, 'date-time' as const),
  }),
  fc.record({
    kind: fc.constant('person' as const),
    name: text,
    users: fc.constantFrom([], [{ platform: 'slack', workspace: 'T1', user: 'U1' }]),
  }),
)
const runs = fc.array(run, { maxLength: 4 })
const button = fc.record({
  label: text.filter((label) => label.trim() !== ''),
  action: fc.stringMatching(/^[a-z:-]{1,20}$/),
  values: fc.dictionary(fc.constantFrom('network', 'meeting'), fc.stringMatching(/^[a-z0-9"<>&-]{0,40}$/)),
})
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('heading' as const), text }),
  fc.record({ kind: fc.constantFrom('text' as const, 'note' as const), runs }),
  fc.record({
    kind: fc.constant('facts' as const),
    facts: fc.array(fc.record({ label: text, value: runs }), { maxLength: 30 }),
  }),
  fc.record({ kind: fc.constant('list' as const), items: fc.array(runs, { maxLength: 150 }) }),
  fc.record({
    kind: fc.constant('table' as const),
    columns: fc.array(text, { minLength: 1, maxLength: 3 }),
    rows: fc.array(fc.array(runs, { minLength: 1, maxLength: 3 }), { maxLength: 120 }),
  }),
  fc.record({ kind: fc.constant('quote' as const), text }),
  fc.record({ kind: fc.constant('image' as const), png: fc.constant(new Uint8Array()), alt: text }),
  fc.record({
    kind: fc.constant('buttons' as const),
    buttons: fc.array(button, { minLength: 1, maxLength: 60 }),
  }),
)

test('Slack takes every card, in as many messages as it needs', () => {
  fc.assert(
    fc.property(fc.array(block, { maxLength: 80 }), (blocks) => {
      for (const part of renderCard({ blocks }, { ...view, files: ['F1'] })) {
        expect(blockFaults(part.blocks, 'message')).toEqual([])
        expect(part.text.length).toBeGreaterThan(0)
      }
    }),
    { numRuns: 150 },
  )
}, 60_000)

test.each(hostileWords)('%j stands in no text that Slack reads as markup', (hostile) => {
  const blocks: Block[] = [
    { kind: 'heading', text: hostile },
    { kind: 'text', runs: [{ kind: 'words', text: hostile }] },
    { kind: 'note', runs: [{ kind: 'words', text: hostile }] },
    { kind: 'quote', text: hostile },
    { kind: 'buttons', buttons: [{ label: hostile, action: 'a', values: { text: hostile } }] },
  ]
  const [part] = renderCard({ blocks }, view)
  expect(JSON.stringify(part?.blocks)).not.toContain('mrkdwn')
  expect(textLength(part?.blocks)).toBeGreaterThanOrEqual(5 * Math.min(hostile.length, 75))
})

test('a long list goes on in further messages, and nothing of it is lost', () => {
  const items = Array.from({ length: 500 }, (_, n) => [
    { kind: 'words' as const, text: `resource number ${n}.` },
  ])
  const parts = renderCard({ blocks: [{ kind: 'list', items }] }, view)
  expect(parts.length).toBeGreaterThan(1)
  const all = parts.map((part) => part.text).join('\n')
  for (let n = 0; n < 500; n += 1) expect(all).toContain(`resource number ${n}.`)
})

test('a second table of a message becomes a list', () => {
  const table: Block = { kind: 'table', columns: ['What'], rows: [[[{ kind: 'words', text: 'hall' }]]] }
  const [part] = renderCard({ blocks: [table, table] }, view)
  expect(part?.blocks.map(({ type }) => type)).toEqual(['table', 'rich_text'])
})

test('words that stand side by side are one element; those with a style, and people, stay their own', () => {
  const runs: Run[] = [
    { kind: 'words', text: '👩🏽‍👧 brings ' },
    { kind: 'words', text: '' },
    { kind: 'words', text: 'an analyst, ' },
    { kind: 'words', text: 'half', strong: true },
    { kind: 'words', text: ' a week (' },
    { kind: 'typed', text: '/network table' },
    { kind: 'words', text: ')' },
    { kind: 'words', text: ' for ' },
    { kind: 'person', name: 'Tom', users: [] },
  ]
  expect(renderCard({ blocks: [{ kind: 'text', runs }] }, view)[0]?.blocks).toEqual([
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: '👩🏽‍👧 brings an analyst, ' },
            { type: 'text', text: 'half', style: { bold: true } },
            { type: 'text', text: ' a week (' },
            { type: 'text', text: '/network table', style: { code: true } },
            { type: 'text', text: ') for ' },
            { type: 'text', text: 'Tom' },
          ],
        },
      ],
    },
  ])
})

test('a button comes back as it went, whatever it carries', () => {
  fc.assert(
    fc.property(button, fc.nat({ max: 99 }), ({ action, values }, place) => {
      const { action_id, value } = encodeButton(action, values, place)
      expect(decodeButton(action_id, value)).toEqual({ action, values })
    }),
  )
})

test.each([
  ['another version', 'a0:0:put', '{}'],
  ['another app', 'approve_request', '{}'],
  ['broken values', 'b1:0:put', '{'],
  ['values that are no texts', 'b1:0:put', '{"a":1}'],
])('a button of %s is none of ours', (_, action_id, value) => {
  expect(decodeButton(action_id, value)).toBeUndefined()
})

describe('a form', () => {
  const field: fc.Arbitrary<Field> = fc.oneof(
    fc.record({
      kind: fc.constant('text' as const),
      name: fc.constant(''),
      label: text.filter((label) => label !== ''),
      hint: text,
      lines: fc.constantFrom('one' as const, 'many' as const),
      most: fc.integer({ min: 1, max: 3_000 }),
      initial: text,
    }),
    fc.record({
      kind: fc.constant('choice' as const),
      name: fc.constant(''),
      label: fc.constant('Choose'),
      options: fc.array(
        fc.record({
          value: fc.oneof(fc.uuid(), fc.constantFrom('', '-', '--x')),
          label: text.filter((label) => label !== ''),
        }),
        {
          minLength: 1,
          maxLength: 250,
        },
      ),
    }),
    fc.record({ kind: fc.constant('person' as const), name: fc.constant(''), label: fc.constant('Who?') }),
  )
  test('is taken by Slack as a modal, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.array(field, { maxLength: 8 }),
        text.filter((title) => title !== ''),
        (fields, title) => {
          const named = fields.map((one, n) => ({ ...one, name: `f${n}` }))
          const errors = Object.fromEntries(named.map(({ name }) => [name, 'Please look again.']))
          const form: Form = { ...everyForm, title, fields: named, errors }
          expect(viewFaults(renderModal(form, place) as never)).toEqual([])
        },
      ),
      { numRuns: 100 },
    )
  }, 30_000)

  test('carries its id, its values and its place, and says nothing of another version’s', () => {
    const { private_metadata = '' } = renderModal(everyForm, place)
    expect(decodeForm(private_metadata)).toEqual({ form: 'begin', values: { draft: 'd-1' }, place })
    expect(decodeForm(private_metadata.replace('b1', 'b0'))).toBeUndefined()
    expect(decodeForm('')).toBeUndefined()
  })

  test('gives back what was typed, chosen and picked, and leaves out what was left empty', () => {
    const filled = readFormState({
      one: { name: { type: 'plain_text_input', value: 'South' } },
      two: { moment: { type: 'plain_text_input', value: null } },
      three: { agency: { type: 'static_select', selected_option: { value: 'health' } } },
      four: { angel: { type: 'users_select', selected_user: 'U2' } },
    })
    expect(filled).toEqual({ fields: { name: 'South', agency: 'health' }, people: { angel: 'U2' } })
  })

  test.each(['', '-', '--x', 'health'])('gives back the option “%s” as it was', (value) => {
    const options = [{ value, label: 'That one' }]
    const form: Form = { ...everyForm, fields: [{ kind: 'choice', name: 'terms', label: 'Terms', options }] }
    const [block] = renderModal(form, place).blocks.filter(({ type }) => type === 'input')
    const drawn = block as unknown as { element: { options: { value: string }[] } }
    const selected_option = { value: drawn.element.options[0]?.value ?? '' }
    expect(readFormState({ b: { terms: { selected_option } } }).fields.terms ?? '').toBe(value)
  })

  test('shows each error at its field, and those of no field at the first', () => {
    const { blocks } = renderModal(everyForm, place)
    expect(modalErrors(blocks, { moment: 'When?', gone: 'Hm.' })).toEqual({ moment: 'When?', name: 'Hm.' })
  })
})

test('what is cut ends at a whole character', () => {
  expect(shorten('👩🏽‍👧👩🏽‍👧', 8)).toBe('👩🏽‍👧…')
  expect(shorten('short', 8)).toBe('short')
})
