// Pictures: what they show, that they are drawn whatever the network holds, and that their facts stand in words.
import { Resvg } from '@resvg/resvg-js'
import { describe, expect, test } from 'vitest'
import { plainRuns } from '../../src/chat/plain.ts'
import type { PictureKind } from '../../src/network/notice.ts'
import { bondsOf } from '../../src/pictures/bonds.ts'
import { drawPng, drawSvg } from '../../src/pictures/draw.ts'
import { lineOf } from '../../src/pictures/look.ts'
import { pictureOf } from '../../src/pictures/picture.ts'
import { tableOf } from '../../src/pictures/table.ts'
import { timelineOf } from '../../src/pictures/timeline.ts'
import { analyst, day, hour, joins, type Story, started, together } from '../network/given.ts'
import { live } from '../support/two-years.ts'

const kinds: readonly PictureKind[] = ['timeline', 'table', 'bonds']
const draw = (kind: PictureKind, { network, entries, now }: Pick<Story, 'network' | 'entries' | 'now'>) =>
  pictureOf(kind, network, entries, now)
const wordsOf = (kind: PictureKind, story: Story) =>
  draw(kind, story).lines.map((line) => plainRuns(line, 'Pacific/Auckland'))

describe('the timeline', () => {
  test('knows meetings, the table, flags and the count', () => {
    const story = together().bareMeetings(6)
    const resource = story.puts()
    story.pass(hour).does('tom', { kind: 'use', resource })
    const { held, came, used, left, flags, counts, limit, phases } = timelineOf('n', story.entries, story.now)
    expect(held).toHaveLength(6)
    expect([came.length, used.length, left.length]).toEqual([1, 1, 0])
    expect(counts.map(({ bare }) => bare)).toEqual([0, 1, 2, 3, 4, 5, 6, 0])
    expect(limit).toBe(6)
    expect(phases).toMatchObject([{ phase: 'before-starting' }])
    expect(flags.filter(({ severity }) => severity === 'urgent')).toMatchObject([{ isUp: false }])
  })

  test('says what it shows in words', () => {
    const story = together().bareMeetings(3)
    expect(wordsOf('timeline', story)).toEqual([
      'Before starting since Tue, 24 Nov 2026',
      '3 meetings held, with 1 person there; 0 missed, 0 cancelled',
      '0 came onto the table, 0 were used, 0 left it',
      expect.stringMatching(/^Flags: /),
      '3 meetings of 6 with nothing on the table',
    ])
  })

  test('shows nothing of a flag that is for the angels alone', () => {
    const story = together()
    const flag = { kind: 'raise-flag', context: 'political', severity: 'urgent', text: 'secret' } as const
    story.does('tom', { ...flag, flag: 'f', privately: true })
    expect(timelineOf('n', story.entries, story.now).flags).toEqual([])
    story.does('tom', { ...flag, flag: 'g' })
    expect(timelineOf('n', story.entries, story.now).flags).toHaveLength(1)
  })
})

describe('the table', () => {
  test('has a row for each agency, with what stands, was used, was promised and has gone', () => {
    const story = together()
    const [first, second] = [story.puts(), story.puts()]
    story.puts('priya', { ...analyst, kind: 'data', agency: 'Education' })
    story.does('tom', { kind: 'use', resource: first }).does('tom', { kind: 'withdraw', resource: second })
    const { rows } = tableOf(story.network)
    expect(rows.map(({ agency }) => agency)).toEqual(['Council', 'Education'])
    expect(rows[0]?.cells.get('time')).toEqual({ standing: 0, used: 1, gone: 1, offered: 0 })
    expect(wordsOf('table', story)).toEqual([
      'Council: 0 on the table, 1 used and 1 gone (people’s time)',
      'Education: 1 on the table (data)',
    ])
  })

  test('puts the smallest of very many agencies together', () => {
    const story = together()
    for (let n = 0; n < 20; n += 1) story.puts('aroha', { ...analyst, agency: `Agency ${n}` })
    const { rows } = tableOf(story.network)
    expect(rows).toHaveLength(12)
    expect(rows.at(-1)?.agency).toBe('9 more agencies')
  })
})

describe('the bonds', () => {
  test('join agencies that met, and tell those that did lately from those that did not', () => {
    const story = together().pass(2 * hour)
    const meeting = story.meets()
    for (const person of ['aroha', 'tom', 'priya'])
      story.does(person, { kind: 'answer-attendance', meeting, there: true, person })
    story.pass(2 * day)
    const pairs = () => bondsOf(story.network, story.now).across.map(({ lately, before }) => [lately, before])
    expect(pairs()).toEqual([
      [1, 0],
      [1, 0],
      [1, 0],
    ])
    story.pass(100 * day)
    expect(pairs()).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
    ])
    expect(wordsOf('bonds', story)).toContain('No two agencies met in the last 3 months')
  })
})

describe('every picture is drawn', () => {
  const isPng = (png: Uint8Array) => Buffer.from(png.subarray(1, 4)).toString() === 'PNG'

  test.each(kinds)('%s of a network in which nothing has happened', async (kind) => {
    const story = started()
    const { chart, lines, alt } = draw(kind, story)
    expect(isPng(await drawPng(chart))).toBe(true)
    expect(lines.length).toBeGreaterThan(0)
    expect(alt).not.toBe('')
  })

  test.each(kinds)(
    '%s of two years of 60 people, on white paper, at twice the points of a phone',
    async (kind) => {
      const life = live({ people: 60, weeks: 104 })
      const png = await drawPng(pictureOf(kind, life.network, life.entries, life.now).chart)
      const size = new DataView(png.buffer, png.byteOffset)
      expect(size.getUint32(16)).toBe(1280)
      expect(size.getUint32(20)).toBeLessThanOrEqual(2600)
      expect(png.length).toBeLessThan(1_000_000)
    },
  )

  test.each(kinds)('%s with 500 resources, and names of every kind', async (kind) => {
    const story = started()
    const names = [
      '<b>&"Health"</b>',
      'وزارة الصحة',
      '{a|Rich}',
      'x'.repeat(80),
      '\u202Eevil',
      'Te Rūnanga\nnui',
    ]
    names.forEach((name, n) => {
      joins(story, `p${n}`, name)
    })
    for (let n = 0; n < 500; n += 1)
      story.does('aroha', {
        kind: 'put',
        resource: `r${n}`,
        offer: { ...analyst, agency: names[n % 6] ?? '' },
      })
    const svg = await drawSvg(draw(kind, story).chart)
    expect(svg).not.toContain('<b>')
    expect(svg).not.toContain('\u202E')
    expect(svg).not.toMatch(/<script|<image|href="http/)
    expect(() => new Resvg(svg).render()).not.toThrow()
  })
})

test('people’s words stand in one line, cut where they are too long', () => {
  expect(lineOf('a\nb\u202Ec\u200Bd', 20)).toBe('a b c d')
  expect(lineOf('x'.repeat(20), 10)).toBe(`${'x'.repeat(9)}…`)
})
