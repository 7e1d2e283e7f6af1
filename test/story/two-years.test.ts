// The story of two years of twelve people, lived through the door. `WRITE_EXAMPLES=1` writes it into the docs.
import { mkdir, writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { plainText } from '../../src/chat/fallback-text.ts'
import { day } from '../../src/domain/core/time.ts'
import { openBrowser } from '../support/browser/browser.ts'
import { accessibilityFaults } from '../support/browser/page-accessibility.ts'
import { tellTwoYearStory } from '../support/stories/two-year-bot-story.ts'

test('two years of twelve people make a story with each of its phases, in order, and a page that everybody can read', {
  timeout: 120_000,
}, async () => {
  const bot = await tellTwoYearStory()
  // Members get the whole story in their next working hour.
  await bot.forward(4 * day)
  const whole = bot.sent.findLast(({ card }) => plainText(card).includes('whole story comes with this'))
  const files = whole?.files ?? []
  const [page, markdown] = files.map(({ bytes }) => Buffer.from(bytes).toString())
  if (process.env.WRITE_EXAMPLES) {
    await mkdir('docs/examples', { recursive: true })
    await writeFile('docs/examples/south-side-story.html', page ?? '')
    await writeFile('docs/examples/south-side-story.md', markdown ?? '')
  }
  const headings = (markdown ?? '').match(/^## .*/gm)
  expect(headings).toEqual([
    '## What made it begin',
    '## The shared outcome',
    '## In short',
    '## In pictures',
    '## Before starting',
    '## Getting together',
    '## Working together',
    '## Sustaining',
    '## How it ended',
  ])
  expect(markdown).toContain('13 people of 10 agencies')
  expect(markdown).toMatch(/Looking back on the way into sustaining, 4 of 12 members answered/)
  expect(markdown).toMatch(/Without a name: “The van would stand still/)
  expect(markdown).not.toMatch(/(Hana|Dan|Priya)[^\n]*(phone would ring|van would|our forms)/)
  const browser = await openBrowser()
  for (const scheme of ['light', 'dark'] as const)
    expect(await accessibilityFaults(browser, page ?? '', scheme)).toEqual([])
  await browser.close()
  expect(JSON.stringify(bot.logged)).not.toMatch(/mothers|taxi|lease/i)
})
