// `npm run pictures` redraws the pictures and the example of the docs: screenshots of the playground and of an
// independent Teams, and the story of two years. Look at each before you commit it.
import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { peopleOf } from '../../src/app/people-directory.ts'
import { fold } from '../../src/domain/network.ts'
import type { PictureKind } from '../../src/domain/notices/notice.ts'
import { pictureOf } from '../../src/pictures/picture.ts'
import { loadEntries } from '../../src/store/journal.ts'
import { channelOf } from '../adapters/teams/harness.ts'
import { doors, openChannel, openGallery, openPage, tenant } from '../end-to-end/teams-page.ts'
import { openBrowser } from '../support/browser/browser.ts'
import { lively } from '../support/fixtures.ts'
import { tellTwoYearStory } from '../support/stories/two-year-bot-story.ts'
// The story of the main job, which takes screenshots on its way.
import '../end-to-end/main-job.test.ts'
// The example of two years, which is written into docs/examples.
import '../story/two-years.test.ts'

const pictures = join('docs', 'pictures')
/** The folder in which the main job keeps its screenshots; see `vitest.pictures.config.ts`. */
const screenshots = join('data', 'screenshots')

test('the playground after a meeting, when stopped, and as an angel sees it', async () => {
  const copies = [
    ['first-check-in-1280.png', 'check-in.png'],
    ['stopped-tom-henare-1280.png', 'stopped.png'],
    ['angel-1280.png', 'angel.png'],
  ] as const
  for (const [from, to] of copies) await copyFile(join(screenshots, from), join(pictures, to))
})

test('a check-in as Teams draws it', async () => {
  const bot = await lively()
  const checkIn = bot.sent.find(({ card }) => JSON.stringify(card).includes('Did you meet?'))
  if (checkIn === undefined) throw new Error('No check-in was sent.')
  const [gallery, browser] = await Promise.all([openGallery(), openBrowser()])
  try {
    const page = await openPage(browser, gallery.peer)
    await openChannel(page)
    await gallery.teams.send({ to: channelOf(tenant, doors), card: checkIn.card })
    const card = page.locator('.ac-adaptiveCard').last()
    await card.screenshot({ path: join(pictures, 'teams-card.png') })
  } finally {
    await browser.close()
    await gallery.stop()
  }
})

test('two years of a network: timeline, table and bonds', async () => {
  const { db, now } = await tellTwoYearStory()
  const [row] = await db.kysely.selectFrom('networks').select('id').execute()
  if (row === undefined) throw new Error('The story has no network.')
  const entries = await loadEntries(db, row.id)
  const network = fold(row.id, entries)
  const subject = {
    network,
    entries,
    people: await peopleOf(db, [network]),
    now: now(),
    reader: { zone: network.zone, locale: 'en-NZ' },
  }
  for (const kind of ['timeline', 'table', 'bonds'] satisfies PictureKind[]) {
    const { png } = await pictureOf(kind, subject)
    expect(png.length).toBeGreaterThan(10_000)
    await writeFile(join(pictures, `example-${kind}.png`), png)
  }
})
