// The story: from entries to a document, as Markdown and as a page, whatever people have written.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ReaderLocale } from '../../src/conversation/kit/reader-locale.ts'
import { day, hour } from '../../src/domain/core/time.ts'
import type { JournalEntry, NetworkEvent } from '../../src/domain/events.ts'
import { fold } from '../../src/domain/network.ts'
import { buildStory } from '../../src/story/build-story.ts'
import { storyToHtml, storyToMarkdown } from '../../src/story/serialize.ts'
import { openBrowser } from '../support/browser/browser.ts'
import { accessibilityFaults } from '../support/browser/page-accessibility.ts'

const start = Date.parse('2026-02-01T21:00:00Z')
const reader: ReaderLocale = { zone: 'Pacific/Auckland', locale: 'en-NZ' }
const people = new Map(
  ['aroha', 'tom', 'margaret'].map((id) => [
    id,
    { id, name: `${id.charAt(0).toUpperCase()}${id.slice(1)}`, users: [] },
  ]),
)

type Step = NetworkEvent & { readonly by?: string; readonly after?: number }

/** Entries an hour apart, or as many hours as `after` says. */
function journal(steps: readonly Step[]): JournalEntry[] {
  let at = start
  return steps.map(({ after = 1, ...fact }, index) => {
    at += after * hour
    return { version: index + 1, at, ...fact } as JournalEntry
  })
}

function storyOf(steps: readonly Step[], as = reader) {
  const entries = journal(steps)
  return buildStory(fold('n', entries), entries, people, as)
}

const markdownOf = (steps: readonly Step[], as = reader) => storyToMarkdown(storyOf(steps, as))

const started = (words: Partial<Record<'name' | 'moment' | 'outcome' | 'agency', string>> = {}): Step => ({
  kind: 'started',
  name: 'South Side',
  moment: 'Mothers were turned away',
  outcome: 'One door for all',
  agency: 'Health',
  zone: 'Pacific/Auckland',
  by: 'aroha',
  ...words,
})
const joined: Step = { kind: 'joined', agency: 'Council', as: 'fellow-traveller', member: true, by: 'tom' }

function held(meeting: string): Step[] {
  const begins = start + 30 * hour
  return [
    {
      kind: 'meeting-planned',
      meeting,
      start: begins,
      end: begins + hour,
      zone: 'Pacific/Auckland',
      by: 'aroha',
    },
    { kind: 'check-in-opened', meeting, closes: begins + 25 * hour, after: 30 },
    { kind: 'attendance-answered', meeting, there: true, person: 'aroha', by: 'aroha' },
    { kind: 'attendance-answered', meeting, there: true, person: 'tom', by: 'tom' },
    { kind: 'check-in-closed', meeting, outcome: 'held', after: 22 },
  ]
}

describe('it tells', () => {
  test('what began it, who came as what, and when, in the zone of the reader', () => {
    const markdown = markdownOf([started(), joined])
    expect(markdown).toContain('> Mothers were turned away')
    expect(markdown).toContain('> One door for all')
    expect(markdown).toContain(
      '- Mon, 2 Feb 2026: Aroha (Health) started the network as its public entrepreneur.',
    )
    expect(markdown).toContain('- Mon, 2 Feb 2026: Tom (Council) joined as fellow traveller.')
    const abroad = markdownOf([started(), joined], { zone: 'America/New_York', locale: 'en-US' })
    expect(abroad).toContain('- Sun, Feb 1, 2026: Tom (Council) joined')
  })

  test('whoever has gone by the agency that they came from', () => {
    expect(markdownOf([started(), joined, { kind: 'left', by: 'tom' }])).toContain('Tom (Council) left.')
  })

  test('meetings with who was there, and what came onto the table with what it became', () => {
    const markdown = markdownOf([
      started(),
      joined,
      ...held('m'),
      {
        kind: 'resource-put',
        resource: 'r',
        offer: { kind: 'money', what: 'money', amount: 20_000, unit: '$', agency: 'Health' },
        by: 'aroha',
      },
      { kind: 'resource-used', resource: 'r', what: 'a van', by: 'aroha', after: 24 },
    ])
    expect(markdown).toMatch(/\| Tue, 3 Feb 2026, 4:00 pm NZDT \| took place \| Aroha \(Health\) and Tom/)
    expect(markdown).toMatch(/\*\*\$20,000\*\* from Health .* \| in use on .* 2026: “a van” \|/)
    expect(markdown).toContain('1 resource came onto the table, and 1 of them was used so far.')
  })

  test('turning points, and flags with how they ended', () => {
    const markdown = markdownOf([
      started(),
      joined,
      { kind: 'flag-raised', flag: 'dead-in-the-water' },
      { kind: 'stalled' },
      { kind: 'extended', meetings: 2, by: 'margaret' },
      { kind: 'moving-again', because: 'extended' },
      { kind: 'flag-cleared', flag: 'dead-in-the-water', after: 48 },
      { kind: 'flag-raised', flag: 'dead-in-the-water' },
    ])
    expect(markdown).toMatch(/### Turning points\n[^#]*Margaret gave it two more meetings/)
    expect(markdown).toContain('nothing on the table. It was over on Wed, 4 Feb 2026.')
    expect(markdown).toContain('nothing on the table. It is still open.')
  })

  test('each phase with who crossed into it and what was missing, and the way back', () => {
    const step = { kind: 'phase-crossed', crossing: 'c', met: [], unmet: [], by: 'aroha' } as const
    const story = markdownOf([
      started(),
      joined,
      { ...step, from: 'before-starting', to: 'getting-together', unmet: ['collaboration'] },
      { kind: 'outcome-changed', outcome: 'One door for every mother', by: 'aroha' },
      { ...step, crossing: 'd', from: 'getting-together', to: 'before-starting' },
    ])
    expect(story).toMatch(
      /## Before starting\n[\s\S]*Tom[\s\S]*## Getting together\n[\s\S]*Aroha.* said it was time for this phase\. Signs not there yet: a diagnosis that says collaborate\.[\s\S]*in new words: “One door for every mother”[\s\S]*## Before starting\n[\s\S]*took the network back from getting together\./,
    )
    expect(story.indexOf('Tom')).toBeLessThan(story.indexOf('## Getting together'))
  })

  test('flags that people ended, with their words, and none that was for the angels alone', () => {
    const byHand = {
      kind: 'flag-raised-by-hand',
      context: 'political',
      severity: 'warning',
      by: 'tom',
    } as const
    const markdown = markdownOf([
      started(),
      joined,
      { kind: 'flag-raised', flag: 'gone-quiet' },
      { kind: 'flag-dismissed', flag: 'gone-quiet', reason: 'It is summer', by: 'margaret', after: 48 },
      { kind: 'flag-raised', flag: 'blocked', cause: 'b' },
      { kind: 'flag-cleared-by-hand', flag: 'blocked:b', word: 'Next week', by: 'tom' },
      { ...byHand, flag: 'f', text: 'A rumour' },
      { kind: 'flag-dismissed', flag: 'f', reason: 'It was none', by: 'margaret' },
      { ...byHand, flag: 'g', text: 'Between us', privately: true },
      { kind: 'flag-cleared-by-hand', flag: 'g', word: 'Spoken with them', by: 'margaret' },
    ])
    expect(markdown).toMatch(/planned for a long time. It was over on .* 2026: “It is summer”/)
    expect(markdown).toMatch(/a blocker that was open for a long time. It was over on .* 2026: “Next week”/)
    expect(markdown).toMatch(/“A rumour”. It was dismissed on .* 2026: “It was none”/)
    expect(markdown).not.toMatch(/Between us|Spoken with them/)
  })

  test('no flag about how one person works, which not every member reads', () => {
    const about = { flag: 'angel-silent', cause: 'margaret' } as const
    const text = markdownOf([
      started(),
      { kind: 'flag-raised', ...about },
      { kind: 'flag-cleared-by-hand', flag: 'angel-silent:margaret', word: 'On leave', by: 'aroha' },
      { kind: 'flag-raised', flag: 'gone-quiet' },
    ])
    expect(text).not.toMatch(/said nothing|On leave/)
    expect(text).toContain('Flag:')
  })

  test('its end, in the words of those who ended it', () => {
    const markdown = markdownOf([
      started(),
      {
        kind: 'closed',
        did: 'We opened one door.',
        borrow: '',
        avoid: 'Two logins',
        resources: '',
        by: 'aroha',
      },
    ])
    expect(markdown).toContain('It was closed well on')
    expect(markdown).toMatch(/### What we did, why and how\n\n> We opened one door\./)
    expect(markdown).not.toContain('What others could borrow')
  })

  test('nothing that was private: the pulse, and who kept a lesson', () => {
    const markdown = markdownOf([
      started(),
      joined,
      ...held('m'),
      { kind: 'pulse-answered', meeting: 'm', pulse: 'not-sure', by: 'tom' },
      { kind: 'lesson-kept', lesson: 'l', text: 'Ask early', by: 'margaret' },
    ])
    expect(markdown).toMatch(/2026: Ask early/)
    expect(markdown).not.toMatch(/not.sure|pulse|Margaret/)
  })

  test('which lessons stand in the library now, by whomever', () => {
    const lessonKept = (lesson: string): Step => ({
      kind: 'lesson-kept',
      lesson,
      text: `Lesson ${lesson}`,
      by: 'tom',
    })
    const markdown = markdownOf([
      started(),
      joined,
      ...['one', 'two', 'three'].map(lessonKept),
      { kind: 'lesson-offered', lesson: 'one', by: 'tom' },
      { kind: 'lesson-offered', lesson: 'two', by: 'aroha' },
      { kind: 'lesson-taken-back', lesson: 'two', by: 'tom' },
      { kind: 'lesson-struck', lesson: 'three', by: 'tom' },
    ])
    expect(markdown).toContain('2 lessons were kept, and 1 offered to other networks.')
    expect(markdown).toContain('Lesson one (offered to other networks as well)')
    expect(markdown).toMatch(/Lesson two\n/)
    expect(markdown).not.toContain('Lesson three')
  })
})

describe('whatever people wrote', () => {
  const evil =
    '<script>alert(1)</script> [x](https://evil.example) ![y](https://evil.example/y.png) www.evil.example `a` | b **c**\n# d\n- e @channel ~f~'
  const all: Step[] = [
    started({ name: evil, moment: evil, outcome: evil, agency: evil }),
    ...held('m'),
    {
      kind: 'resource-put',
      resource: 'r',
      offer: { kind: 'space', what: evil, agency: evil, condition: evil, unit: evil, amount: 2 },
      by: 'aroha',
    },
    { kind: 'resource-withdrawn', resource: 'r', why: evil, by: 'aroha' },
    { kind: 'lesson-kept', lesson: 'l', text: evil, by: 'aroha' },
    { kind: 'blocker-opened', blocker: 'b', of: 'systems', text: evil, by: 'aroha' },
    { kind: 'closed', did: evil, borrow: evil, avoid: evil, resources: evil, by: 'aroha' },
  ]

  test('is no markup in Markdown', async () => {
    const { default: MarkdownIt } = await import('markdown-it')
    const html = new MarkdownIt({ html: true, linkify: true }).render(markdownOf(all))
    expect(html).not.toMatch(/<script|<img|<code|<del|<s>|href=/)
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(html.match(/<h1>/g)).toHaveLength(1)
    expect(html.match(/<table>/g)).toHaveLength(2)
  })

  test('is no markup in the page', () => {
    const page = storyToHtml(storyOf(all), `The story of ${evil}`)
    expect(page).not.toMatch(/<script|<img|<a |<code|<del/)
    expect(page.match(/<h1>/g)).toHaveLength(1)
  })
})

describe('as a page', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  const long = Array.from(
    { length: 500 },
    (_, n): Step => ({
      kind: 'resource-put',
      resource: `r${n}`,
      offer: { kind: 'time', what: `analyst ${'x'.repeat(60)}`, amount: 0.5, unit: 'FTE', agency: 'Health' },
      by: 'aroha',
      after: 0.01,
    }),
  )

  test.each([
    ['light', [started()]],
    ['dark', [started(), joined, ...held('m')]],
    ['light', [started(), joined, ...held('m'), ...long]],
  ] as const)(
    'it is accessible, fits a narrow screen and asks the network for nothing: %s',
    async (scheme, steps) => {
      expect(await accessibilityFaults(browser, storyToHtml(storyOf(steps), 'The story'), scheme)).toEqual([])
    },
  )
})

test('what happened before the network began stands in its first phase, once', () => {
  const early = start - 400 * day
  const markdown = markdownOf([
    started(),
    {
      kind: 'meeting-recorded',
      meeting: 'm',
      start: early,
      end: early + hour,
      zone: 'Pacific/Auckland',
      by: 'aroha',
    },
    {
      kind: 'phase-crossed',
      crossing: 'c',
      from: 'before-starting',
      to: 'getting-together',
      met: [],
      unmet: [],
      by: 'aroha',
    },
  ])
  expect(markdown).toMatch(/## Before starting\n[^#]*(?:###[^#]*)*\| Sun, 29 Dec 2024/)
  expect(markdown.match(/29 Dec 2024/g)).toHaveLength(1)
})

test('forty pages of words are told whole, and what was asked goes on after them', () => {
  const pages = 'We tried again. '.repeat(8_000).trim()
  const markdown = markdownOf([
    started(),
    { kind: 'blocker-opened', blocker: 'b', of: 'systems', text: 'Two logins', by: 'aroha' },
    { kind: 'closed', did: pages, borrow: '', avoid: '', resources: '', by: 'aroha' },
  ])
  expect(markdown).toContain(pages)
  expect(markdown).toContain('“Two logins”. It is still open.')
})

test('a page that cannot be read everywhere would be found out', async () => {
  const browser = await openBrowser()
  const wide = '<img src="https://example.org/x.png"><p style="width: 900px">Wide'
  expect((await accessibilityFaults(browser, wide, 'light')).join('; ')).toMatch(
    /asks for https.*image-alt.*is 9\d\d wide.*printed on/,
  )
  await browser.close()
})

test('a network of which nothing is known yet has a story too', () => {
  expect(storyToMarkdown(buildStory(fold('n', []), [], new Map(), reader))).toContain('# The story of')
})
