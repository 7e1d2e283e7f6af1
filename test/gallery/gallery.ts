// `npm run gallery` writes every card and form, and every sentence, into `data/gallery/index.html`.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Card } from '../../src/chat/card.ts'
import { plainText } from '../../src/chat/fallback-text.ts'
import type { Form } from '../../src/chat/form.ts'
import { everyForm } from '../contract/sample-cards.ts'
import { crawl } from '../conversation/crawler.ts'
import { closed, lively, stalled } from '../support/fixtures.ts'
import { withoutInvitationCodes } from '../support/invitation-code.ts'
import { type Exhibit, galleryFiles } from './gallery-page.ts'

const folder = join('data', 'gallery')

/** Cards and forms by what they say, so that each is shown once. */
const exhibits = new Map<string, Exhibit>()

function addExhibit(path: string, shown: Card | Form): void {
  const key = 'fields' in shown ? `form ${shown.id} ${shown.title}` : withoutInvitationCodes(plainText(shown))
  if (!exhibits.has(key)) exhibits.set(key, { path, shown })
}

test('the gallery is written', async () => {
  addExhibit('A form with fields of every kind', everyForm)
  for (const begin of [lively, stalled, closed])
    await crawl(await begin(), {
      onShown(reply, { path }) {
        if (reply.kind === 'card') addExhibit(path, reply.card)
        if (reply.kind === 'form') addExhibit(path, reply.form)
      },
    })
  await mkdir(folder, { recursive: true })
  for (const [name, text] of galleryFiles([...exhibits.values()])) await writeFile(join(folder, name), text)
  expect(exhibits.size).toBeGreaterThan(70)
  process.stdout.write(`${exhibits.size} cards and forms are in ${join(folder, 'index.html')}.\n`)
})
