// Cards and words with which the contract of chat adapters tries a chat.
import { type Block, boldRun, type Card, plainRun } from '../../src/chat/card.ts'
import type { Form } from '../../src/chat/form.ts'

const somewhere = { platform: 'elsewhere', workspace: 'w-none', user: 'u-none' }

/** One grey pixel. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
)

export const everyForm: Form = {
  id: 'begin',
  title: 'Begin a network',
  intro: 'This channel becomes its first home.',
  submit: 'Begin',
  values: { draft: 'd-1' },
  fields: [
    { kind: 'text', name: 'name', label: 'Name', lines: 'one', most: 60, initial: 'South Side' },
    { kind: 'text', name: 'moment', label: 'The moment', hint: 'What happened?', lines: 'many', most: 2000 },
    {
      kind: 'choice',
      name: 'agency',
      label: 'Your agency',
      initial: 'education',
      options: [
        { value: 'health', label: 'Health & care' },
        { value: 'education', label: 'Education' },
      ],
    },
    { kind: 'person', name: 'angel', label: 'A guardian angel', optional: true },
  ],
}

const meeting = Date.UTC(2026, 10, 26, 1)

/** One of each kind. */
export const everyBlock: readonly Block[] = [
  { kind: 'heading', text: 'Meeting three is over' },
  {
    kind: 'text',
    runs: [
      plainRun('It began at '),
      { kind: 'time', at: meeting, zone: 'Pacific/Auckland', show: 'date-time' },
      plainRun(' with '),
      { kind: 'person', name: 'Nobody Known', users: [somewhere] },
      plainRun(' in '),
      {
        kind: 'channel',
        name: 'a channel elsewhere',
        at: { kind: 'channel', platform: 'elsewhere', workspace: 'w-none', channel: 'c-none' },
      },
      boldRun(' and ended well. '),
      { kind: 'typed', text: '/network put' },
    ],
  },
  { kind: 'note', runs: [plainRun('Everyone here sees this')] },
  {
    kind: 'facts',
    facts: [
      { label: 'Phase', value: [plainRun('getting together')] },
      { label: 'Next', value: [{ kind: 'time', at: meeting, zone: 'Pacific/Auckland', show: 'date' }] },
    ],
  },
  { kind: 'list', items: [[plainRun('first promise')], [plainRun('second '), boldRun('blocker')]] },
  {
    kind: 'table',
    columns: ['What', 'Whose', 'Until'],
    rows: [
      [[plainRun('analyst')], [plainRun('Learning Office')], [plainRun('June')]],
      [[plainRun('money')], [plainRun('District Council')], [plainRun('always')]],
    ],
  },
  { kind: 'quote', text: 'Nobody asked us before', by: 'Someone young' },
  { kind: 'image', png: pixel, alt: 'Two of six meetings held' },
  {
    kind: 'buttons',
    buttons: [
      { label: 'There', action: 'a', values: {}, style: 'primary' },
      { label: 'Absent', action: 'b', values: {} },
      { label: 'Close it', action: 'c', values: {}, style: 'danger' },
    ],
  },
  { kind: 'inputs', form: everyForm },
]

/** Short enough for a button or a heading on any platform. */
export const hostileWords: readonly string[] = [
  '<!channel> <!here>',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '&lt;b&gt; &amp;amp; &#60;',
  '[x](http://evil.example) <http://evil.example|y>',
  'https://evil.example/?a=b&c=d',
  '*bold* _it_ ~no~ `code` **md** # head',
  '<at>Everyone</at> @channel @here <@U0001>',
  '\u202Egnissap\u202C and \u2066inside',
  'zero\u200Bwidth\u200Djoined\uFEFFhere',
  '👩🏽‍👧 kia ora 🧺 ü̈',
  "'; DROP TABLE people; --",
  '{{x}} $y %s \\n {DATE(2026-01-01)}',
  '=HYPERLINK("http://evil.example")',
]

/** The same words wherever a card can have words. */
export function inEveryPlace(text: string): Card {
  return {
    blocks: [
      { kind: 'heading', text },
      { kind: 'text', runs: [plainRun(text), boldRun(text)] },
      { kind: 'note', runs: [plainRun(text)] },
      { kind: 'text', runs: [{ kind: 'person', name: text, users: [somewhere] }] },
      { kind: 'text', runs: [{ kind: 'typed', text }] },
      { kind: 'facts', facts: [{ label: text, value: [plainRun(text)] }] },
      { kind: 'list', items: [[plainRun(text)], [boldRun(text)]] },
      { kind: 'table', columns: [text], rows: [[[plainRun(text)]]] },
      { kind: 'quote', text, by: text },
      { kind: 'image', png: pixel, alt: text },
      { kind: 'buttons', buttons: [{ label: text, action: text, values: { text } }] },
      { kind: 'inputs', form: hostileForm(text) },
    ],
  }
}

function hostileForm(text: string): Form {
  return {
    id: 'hostile',
    title: text,
    intro: text,
    submit: text,
    values: { text },
    fields: [
      { kind: 'text', name: 'one', label: text, hint: text, lines: 'one', most: 100, initial: text },
      { kind: 'text', name: 'many', label: text, lines: 'many', most: 100, initial: text },
      { kind: 'choice', name: 'choice', label: text, options: [{ value: text, label: text }] },
    ],
  }
}
