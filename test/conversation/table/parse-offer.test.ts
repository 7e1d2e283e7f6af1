// What people type when they put something on the table, and how the bot reads it.
import { expect, test } from 'vitest'
import { type ParsedOffer, parseAmount, parseOffer } from '../../../src/conversation/table/parse-offer.ts'

/** Tuesday 24 November 2026, 10:00 in Auckland. */
const now = Date.parse('2026-11-23T21:00:00Z')
const agencies = ['Education', 'Health', 'District Council', 'Health and Care']

function read(text: string): ParsedOffer {
  return parseOffer(text, { now, zone: 'Pacific/Auckland', agencies })
}

const offers: Readonly<Record<string, ParsedOffer>> = {
  '0.5 fte analyst til june': {
    kind: 'time',
    what: 'analyst',
    amount: 0.5,
    unit: 'fte',
    until: '2027-06-30',
  },
  '0.5 FTE analyst from Education until June': {
    kind: 'time',
    what: 'analyst',
    amount: 0.5,
    unit: 'FTE',
    agency: 'Education',
    until: '2027-06-30',
  },
  '0.2FTE comms': { kind: 'time', what: 'comms', amount: 0.2, unit: 'FTE' },
  '10 hours of facilitation': { kind: 'time', what: 'facilitation', amount: 10, unit: 'hours' },
  '2 days a week of a policy analyst': {
    kind: 'time',
    what: 'a policy analyst',
    amount: 2,
    unit: 'days a week',
  },
  '5 hours': { kind: 'time', what: 'time', amount: 5, unit: 'hours' },
  '3 hours of Tom': { kind: 'time', what: 'Tom', amount: 3, unit: 'hours' },
  '0.5 FTE analyst on the table': { kind: 'time', what: 'analyst', amount: 0.5, unit: 'FTE' },
  'half an FTE': { kind: 'time', what: 'half an FTE' },
  'Mere, one day a week': { kind: 'time', what: 'Mere, one day a week' },
  'a youth worker from District Council': {
    kind: 'time',
    what: 'a youth worker',
    agency: 'District Council',
  },
  'analyst from education': { kind: 'time', what: 'analyst', agency: 'Education' },
  'a data analyst': { kind: 'time', what: 'a data analyst' },
  '$20,000 flexible': { kind: 'money', what: 'money', amount: 20_000, unit: '$', terms: 'flexible' },
  $20k: { kind: 'money', what: 'money', amount: 20_000, unit: '$' },
  $2m: { kind: 'money', what: 'money', amount: 2_000_000, unit: '$' },
  '$20 000': { kind: 'money', what: 'money', amount: 20_000, unit: '$' },
  NZ$5000: { kind: 'money', what: 'money', amount: 5_000, unit: '$' },
  '20,000 dollars': { kind: 'money', what: 'money', amount: 20_000, unit: '$' },
  '€300 from Health': { kind: 'money', what: 'money', amount: 300, unit: '€', agency: 'Health' },
  '$300 from Health and Care': {
    kind: 'money',
    what: 'money',
    amount: 300,
    unit: '$',
    agency: 'Health and Care',
  },
  '$1.5m for housing': { kind: 'money', what: 'for housing', amount: 1_500_000, unit: '$' },
  '$500/month': { kind: 'money', what: '$500/month' },
  '$20,000 from Health earmarked until 30 June': {
    kind: 'money',
    what: 'money',
    amount: 20_000,
    unit: '$',
    agency: 'Health',
    terms: 'earmarked',
    until: '2027-06-30',
  },
  '$20,000, flexible across agencies, until end of June': {
    kind: 'money',
    what: 'money',
    amount: 20_000,
    unit: '$',
    terms: 'flexible',
    until: '2027-06-30',
  },
  '£1,000 if the board agrees': {
    kind: 'money',
    what: 'money',
    amount: 1_000,
    unit: '£',
    condition: 'the board agrees',
  },
  'our youth data, if the privacy officer agrees': {
    kind: 'data',
    what: 'our youth data',
    condition: 'the privacy officer agrees',
  },
  'permission to share case notes': { kind: 'mandate', what: 'permission to share case notes' },
  'access to 12 families': { kind: 'access', what: 'access to 12 families' },
  'the van': { kind: 'space', what: 'the van' },
  '3 laptops': { kind: 'space', what: '3 laptops' },
  'office space till Friday': { kind: 'space', what: 'office space', until: '2026-11-27' },
  'off site room': { kind: 'space', what: 'off site room' },
  facilitation: { kind: 'expertise', what: 'facilitation' },
  'legal advice until Christmas': {
    kind: 'expertise',
    what: 'legal advice',
    until: '2026-12-25',
  },
  'a hall until 31 Feb': { kind: 'space', what: 'a hall', unread: { until: '31 Feb' } },
  'a hall until February 31': { kind: 'space', what: 'a hall', unread: { until: 'February 31' } },
  'a hall from the District Council': { kind: 'space', what: 'a hall', agency: 'District Council' },
  'a hall from Narnia until June': {
    kind: 'space',
    what: 'a hall',
    until: '2027-06-30',
    unread: { agency: 'Narnia' },
  },
  'a hall from March': { kind: 'space', what: 'a hall', from: '2027-03-01' },
  '$20,000 flexible from 1 March until June': {
    kind: 'money',
    what: 'money',
    amount: 20_000,
    unit: '$',
    terms: 'flexible',
    from: '2027-03-01',
    until: '2027-06-30',
  },
  'a hall from Health from 1 March': { kind: 'space', what: 'a hall', agency: 'Health', from: '2027-03-01' },
  'a bus': { kind: 'space', what: 'a bus' },
  'a van for the river': { kind: 'space', what: 'a van for the river' },
  'the minister’s blessing': { kind: 'mandate', what: 'the minister’s blessing' },
  'some money maybe in March': {
    kind: 'money',
    what: 'some money',
    from: '2027-03-01',
    isUncertain: true,
  },
  'some money perhaps': { kind: 'money', what: 'some money', isUncertain: true },
  'a hall maybe when it is warm': {
    kind: 'space',
    what: 'a hall',
    isUncertain: true,
    unread: { from: 'when it is warm' },
  },
  'a lemon': { what: 'a lemon' },
  something: { what: 'something' },
  '<b>“hall”</b> 👩🏽‍👧': { kind: 'space', what: '<b>“hall”</b> 👩🏽‍👧' },
  $: { kind: 'money', what: '$' },
}

test.each(Object.entries(offers))('“%s” is understood whole', (text, expected) => {
  expect(read(text)).toEqual(expected)
})

test.each([
  ['0.5 FTE', { amount: 0.5, unit: 'FTE' }],
  ['$20,000', { amount: 20_000, unit: '$' }],
  ['20k', { amount: 20_000 }],
  ['3', { amount: 3 }],
  ['3 kg', { amount: 3, unit: 'kg' }],
  ['3m', { amount: 3_000_000 }],
  ['some', {}],
  ['', {}],
])('the amount “%s” is %o', (text, expected) => {
  expect(parseAmount(text)).toEqual(expected)
})

test('a very long text is read in no time', () => {
  const spaces = `1${' '.repeat(100_000)}x`
  const digits = '1'.repeat(100_000)
  const before = performance.now()
  for (const text of [spaces, digits, `${'1 '.repeat(50_000)}x`]) {
    parseAmount(text)
    read(text)
  }
  expect(performance.now() - before).toBeLessThan(1_000)
})

test('what follows the longest line that can be kept is not searched', () => {
  const longLine = `hall ${'from Health until '.repeat(10_000)}`
  expect(read(longLine).what.length).toBeLessThanOrEqual(400)
})
