// The pictures: what they show of the journal, that they are drawn whatever people have written, and their facts in words.
import { expect, test } from 'vitest'
import { plainText } from '../../src/chat/fallback-text.ts'
import { day, hour, week } from '../../src/domain/core/time.ts'
import { bondsOf, bundled } from '../../src/pictures/bonds/bonds-data.ts'
import { pictureOf, renderPicture, type Subject } from '../../src/pictures/picture.ts'
import { tableData } from '../../src/pictures/table/table-data.ts'
import { timelineOf } from '../../src/pictures/timeline/timeline-data.ts'
import {
  analyst,
  join,
  networkWithTrio,
  type Story,
  start,
  startNetwork,
  zone,
} from '../domain/network-story.ts'
import { twoYearJournal } from '../support/stories/two-year-journal.ts'

const reader = { zone, locale: 'en-NZ' }
const kinds = ['timeline', 'table', 'bonds'] as const

const known = new Map(
  ['aroha', 'tom', 'priya', 'margaret'].map((id) => [id, { id, name: id, users: [] }] as const),
)

type Past = Pick<Subject, 'network' | 'entries' | 'now'>

function subject({ network, entries, now }: Past, people: Subject['people'] = known): Subject {
  return { network, entries, people, now, reader }
}

function timeline(story: Story) {
  return timelineOf(story.network, story.entries, story.now)
}

/** A meeting to which these came. */
function metBy(story: Story, ...persons: readonly string[]): void {
  const meeting = story.pass(2 * hour).recordsMeeting()
  for (const person of persons)
    story.does(person, { kind: 'answer-attendance', meeting, there: true, person })
  story.pass(day + hour)
}

/** Width and height, as a PNG has them in its first block. */
function sizeOf(png: Uint8Array): readonly [number, number] {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  expect(view.getUint32(0)).toBe(0x89504e47)
  return [view.getUint32(16), view.getUint32(20)]
}

test('the timeline has every meeting with how it went and how many were there, but none that was struck', () => {
  const story = networkWithTrio()
  metBy(story, 'aroha', 'tom', 'priya')
  const meeting = story.id()
  story.does('aroha', { kind: 'plan-meeting', meeting, start: story.now + day, minutes: 60, zone })
  story.pass(3 * day)
  const cancelled = story.id()
  story.does('aroha', {
    kind: 'plan-meeting',
    meeting: cancelled,
    start: story.now + day,
    minutes: 60,
    zone,
  })
  story.pass(hour).does('aroha', { kind: 'cancel-meeting', meeting: cancelled, series: false })
  story.does('aroha', { kind: 'strike-meeting', meeting: story.recordsMeeting() })
  expect(timeline(story).meetings.map(({ went, there }) => [went, there])).toEqual([
    ['held', 3],
    ['missed', 0],
    ['cancelled', 0],
  ])
})

test('the timeline counts against the limit as the rule did at each moment', () => {
  const story = networkWithTrio().bareMeetings(3)
  story.pass(hour).puts()
  const resource = [...story.network.resources.keys()].at(-1) ?? ''
  story.pass(day).does('tom', { kind: 'withdraw', resource })
  story.bareMeetings(2)
  const { count, limit, standing } = timeline(story)
  expect(count.map(({ value }) => value)).toEqual([1, 2, 3, 0, 3, 4, 5])
  expect(count.at(-1)?.value).toBe(story.bare)
  expect(limit).toBe(6)
  expect(standing.map(({ value }) => value)).toEqual([1, 0])
})

test('a stall and its flag are spans that end when something comes onto the table', () => {
  const story = networkWithTrio().bareMeetings(6)
  const stalled = story.entries.find(({ kind }) => kind === 'stalled')?.at
  story.pass(2 * day)
  expect(timeline(story).stalls).toEqual([{ from: stalled, to: story.now }])
  story.puts()
  const moved = story.now
  story.pass(5 * day)
  const { stalls, flags } = timeline(story)
  expect(stalls).toEqual([{ from: stalled, to: moved }])
  expect(flags).toContainEqual({
    flag: 'dead-in-the-water',
    severity: 'urgent',
    from: stalled,
    to: moved,
    isUp: false,
  })
})

test('phases follow each other without a gap, from the start to now', () => {
  const story = networkWithTrio().pass(10 * day)
  story.does('aroha', {
    kind: 'cross-phase',
    crossing: 'one',
    from: 'before-starting',
    to: 'getting-together',
  })
  const crossed = story.now
  story.pass(10 * day)
  expect(timeline(story).phases).toEqual([
    { phase: 'before-starting', from: start, to: crossed },
    { phase: 'getting-together', from: crossed, to: story.now },
  ])
})

test('what was raised for the guardian angels alone is in no picture', () => {
  const story = networkWithTrio()
  const raise = (flag: string, more: object) =>
    story.does('tom', {
      kind: 'raise-flag',
      flag,
      text: 'We are tired',
      context: 'political',
      severity: 'warning',
      ...more,
    })
  raise('open', {})
  raise('hidden', { privately: true })
  expect(timeline(story).flags.filter(({ flag }) => flag === 'by-hand')).toHaveLength(1)
})

test('without the rule the timeline has no count', () => {
  const story = networkWithTrio().bareMeetings(2)
  story.does('aroha', { kind: 'change-settings', settings: { rule: false } })
  expect(timeline(story)).toMatchObject({ count: [] })
  expect(timeline(story).limit).toBeUndefined()
  expect(renderPicture('timeline', subject(story)).svg).not.toContain('in a row')
})

test('the table counts by agency and kind what stands, is used, is promised and has gone, the most first', () => {
  const story = networkWithTrio()
  story.puts('tom', { ...analyst, agency: 'Council' })
  story.does('tom', { kind: 'use', resource: story.puts('tom', { ...analyst, agency: 'council ' }) })
  story.does('priya', {
    kind: 'offer',
    resource: 'o',
    offer: { ...analyst, kind: 'data', agency: 'Education' },
  })
  const gone = story.puts('priya', { ...analyst, agency: 'Education' })
  story.does('priya', { kind: 'withdraw', resource: gone })
  story.does('tom', { kind: 'undo-put', resource: story.puts('tom', { ...analyst, agency: 'Council' }) })
  const { rows, all, kinds: some } = tableData(story.network)
  expect(rows.map(({ agency, all: each }) => [agency, each])).toEqual([
    ['Council', { standing: 1, used: 1, promised: 0, gone: 0 }],
    ['Education', { standing: 0, used: 0, promised: 1, gone: 1 }],
  ])
  expect(all).toEqual({ standing: 1, used: 1, promised: 1, gone: 1 })
  expect(some).toEqual(['time', 'data'])
  expect(rows[1]?.byKind.get('data')).toEqual({ standing: 0, used: 0, promised: 1, gone: 0 })
})

test('who met across agencies is bound by a line, which thins out when nothing renews it for 12 weeks', () => {
  const story = networkWithTrio()
  metBy(story, 'aroha', 'tom')
  story.puts()
  const lines = () => {
    const { people, across } = bondsOf(story.network, story.entries, known, story.now)
    return across.map(({ one, other, holds }) => [people[one]?.id, people[other]?.id, holds])
  }
  expect(lines()).toEqual([['aroha', 'tom', true]])
  story.pass(13 * week)
  expect(lines()).toEqual([['aroha', 'tom', false]])
  metBy(story, 'aroha', 'tom', 'priya')
  expect(lines()).toEqual(
    expect.arrayContaining([
      ['aroha', 'tom', true],
      ['aroha', 'priya', true],
      ['tom', 'priya', true],
    ]),
  )
})

test('people of one agency have no line across; who has left is still shown, and their lines do not hold', () => {
  const story = networkWithTrio()
  join(story, 'hana', 'Health')
  metBy(story, 'aroha', 'hana', 'tom')
  story.does('tom', { kind: 'leave' })
  const { people, across, agencies } = bondsOf(story.network, story.entries, known, story.now)
  const tom = people.find(({ id }) => id === 'tom')
  expect(tom).toMatchObject({ hasLeft: true })
  expect(agencies[tom?.agency ?? -1]).toBe('Council')
  expect(across.map(({ holds }) => holds)).toEqual([false, false])
})

test('using what another agency put is a line too', () => {
  const story = networkWithTrio()
  const resource = story.puts('tom')
  story.does('aroha', { kind: 'use', resource })
  const { people, across } = bondsOf(story.network, story.entries, known, story.now)
  expect(across.map(({ one, other }) => [people[one]?.id, people[other]?.id])).toEqual([['aroha', 'tom']])
})

test('the lines between two agencies are told as one, with how many there could be', () => {
  const story = startNetwork()
  join(story, 'hana', 'Health')
  join(story, 'tom', 'Council')
  join(story, 'sione', 'Council')
  metBy(story, 'aroha', 'tom', 'sione')
  const bonds = bondsOf(story.network, story.entries, known, story.now)
  expect(bundled(bonds)).toEqual([{ one: 0, other: 1, holding: 2, thinned: 0, possible: 4 }])
})

const oddNames = [
  '<b>Ministry</b> & "Co"',
  'وزارة الصحة',
  'משרד הבריאות',
  'Te Rūnanga o Ngāi Tahu me ngā hapū katoa o te motu nei hei tauira roa',
  'W'.repeat(80),
  '日本の省',
  'Fam 👩🏽‍👧 services \u202eevil',
  'broken \ud800 \u0000 signs',
  ...Array.from({ length: 9 }, (_, n) => `Agency ${n}`),
]

/** People with odd names of agencies with odd names, 500 resources, and a meeting of them all. */
function odd(): Story {
  const story = startNetwork().pass(2 * hour)
  for (const [n, agency] of oddNames.entries()) join(story, `p${n}`, agency)
  metBy(story, ...oddNames.map((_, n) => `p${n}`))
  for (let n = 0; n < 500; n += 1)
    story.does('aroha', {
      kind: n % 5 === 0 ? 'offer' : 'put',
      resource: `r${n}`,
      offer: { ...analyst, what: `thing ${n} <script>`, agency: oddNames[n % oddNames.length] ?? '' },
    })
  return story
}

const oddPeople: Subject['people'] = new Map(
  oddNames.map((name, n) => [`p${n}`, { id: `p${n}`, name, users: [] }]),
)

const pasts: { readonly [what: string]: () => Past } = {
  'that has just begun': startNetwork,
  'of two years and 60 people': () => twoYearJournal({ people: 60, weeks: 104 }),
  'with 500 resources and odd names': odd,
}

test.each(Object.entries(pasts))(
  'each picture of a network %s is a PNG within 1,024 pixels and what a message of Teams can carry, with its facts in words',
  async (_, make) => {
    const past = make()
    for (const of of kinds) {
      const { png, alt, columns, rows } = await pictureOf(of, subject(past, oddPeople))
      const [wide, high] = sizeOf(png)
      expect([1024, 768, 512], of).toContain(wide)
      expect(high, of).toBeLessThanOrEqual(1024)
      // As text it is a third longer, and Teams takes 80 KB.
      expect(png.byteLength, of).toBeLessThanOrEqual(55_000)
      expect(alt).toMatch(/^The (?:timeline|table|bonds) of South Side/)
      expect(alt.length).toBeLessThan(1_900)
      expect(rows.map((row) => row.length)).toEqual(rows.map(() => columns.length))
    }
  },
)

test('a flag is named in its bar or beside it; where there is no room for all, the worst are drawn', () => {
  const story = networkWithTrio().bareMeetings(6).pass(hour)
  story.puts()
  story.pass(100 * day)
  const name = '>meetings up to the limit, and nothing on the table<'
  expect(renderPicture('timeline', subject(story)).svg).toContain(name)
  for (let n = 0; n < 12; n += 1)
    story.does('tom', {
      kind: 'raise-flag',
      flag: story.id(),
      text: 'Again',
      context: 'political',
      severity: 'heads-up',
    })
  const { svg } = renderPicture('timeline', subject(story))
  expect(svg).toContain(name)
  expect(svg).toMatch(/>\d+ flags, \d+ up now; \d+ not drawn</)
})

test('no words of people become markup of a drawing, and no sign turns its direction', () => {
  const past = odd()
  const network = { ...past.network, name: '</text><image href="file:///etc/passwd"/> & \u202e' }
  for (const of of kinds) {
    const { svg } = renderPicture(of, { ...subject(past, oddPeople), network })
    expect(svg).not.toMatch(/<image|<script|<b>|\u202e|\p{Cc}|\p{Cs}/u)
    expect(svg).toContain('&lt;/text&gt;&lt;image')
  }
})

test('meaning does not hang on colour: each state has a sign of its own, and the key says which', () => {
  const story = networkWithTrio().bareMeetings(6)
  story.puts()
  const planned = () => {
    const meeting = story.id()
    story.does('aroha', { kind: 'plan-meeting', meeting, start: story.now + day, minutes: 60, zone })
    return meeting
  }
  const cancelled = planned()
  story.pass(hour).does('aroha', { kind: 'cancel-meeting', meeting: cancelled, series: false })
  planned()
  story.pass(3 * day)
  const table = renderPicture('table', subject(story)).svg
  for (const words of ['on the table', 'in use', 'promised', 'withdrawn, used up or over'])
    expect(table).toContain(`>${words}<`)
  const lines = renderPicture('timeline', subject(story)).svg
  for (const words of ['people there', 'did not happen', 'cancelled', 'urgent', 'warning', 'heads-up'])
    expect(lines).toContain(`>${words}<`)
})

test('the same facts stand beside the picture in words', () => {
  const story = startNetwork()
  join(story, 'tom', 'Council')
  metBy(story, 'aroha', 'tom')
  story.puts()
  const words = (of: (typeof kinds)[number]) => {
    const { alt, columns, rows } = renderPicture(of, subject(story))
    return `${alt}\n${plainText({ blocks: [{ kind: 'table', columns, rows: rows.map((row) => [...row]) }] })}`
  }
  expect(words('timeline')).toContain('Meetings: 1 took place.')
  expect(words('table')).toContain(
    '1 on the table, 0 of them in use; 0 promised; 0 withdrawn, used up or over. By agency: Council 1.',
  )
  expect(words('bonds')).toMatch(/2 people of 2 agencies\.[\s\S]* 1 hold [\s\S]*tom \(T\)/)
})

test('dates stand in the reader’s zone and locale', () => {
  const story = networkWithTrio().pass(40 * day)
  const draw = (locale: string) =>
    renderPicture('timeline', { ...subject(story), reader: { zone: 'Europe/London', locale } }).svg
  expect(draw('en-NZ')).toContain('Timeline, 23 Nov 2026 to 2 Jan 2027')
  expect(draw('de-DE')).toContain('Timeline, 23. Nov. 2026 to 2. Jan. 2027')
  expect(draw('ja-JP')).toContain('Timeline, 23 Nov 2026')
})
