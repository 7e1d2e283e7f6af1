// What Teams shows of the bot, drawn by an independent Teams in a real browser.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Card, plainRun } from '../../src/chat/card.ts'
import { hostileWords, inEveryPlace } from '../contract/sample-cards.ts'
import { openBrowser } from '../support/browser/browser.ts'
import { startRehearsal } from '../support/teams/agents-playground.ts'
import { doors, draw, openChannel, openGallery, openPage, picture, tenant } from './teams-page.ts'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

test('somebody asks for help, starts a network with the form, and finds its meeting in the channel', {
  timeout: 120_000,
}, async () => {
  const peer = await startRehearsal()
  try {
    const page = await openPage(browser, peer)
    const cards = page.locator('.ac-adaptiveCard')
    // The page itself installs the bot, which answers with a welcome.
    const help = cards.filter({ hasText: 'What you can ask' })
    await help.waitFor()
    await page.getByRole('textbox').fill('help')
    await page.keyboard.press('Enter')
    await expect.poll(() => help.count()).toBe(2)
    await help.last().getByRole('button', { name: 'My networks' }).click()
    await cards.filter({ hasText: 'You’re not in a network here' }).waitFor()

    await peer.mention(doors, 'start South Side')
    const form = cards.filter({ hasText: 'Start a network' }).last()
    await form.getByLabel('The moment').fill('Mothers were turned away')
    await form.getByLabel('Shared outcome').fill('One door for all')
    await form.getByRole('button', { name: 'Start', exact: true }).click()
    await form.getByText('Please fill this in.').waitFor()
    await form.getByLabel('Your agency').fill('Health')
    await picture(page, 'teams-form')
    await form.getByRole('button', { name: 'Start', exact: true }).click()
    await cards.filter({ hasText: 'South Side has begun' }).waitFor()
    expect(await page.getByLabel('The moment').count()).toBe(0)

    await openChannel(page)
    await help.waitFor()
    await peer.type('a:aroha', 'meet tomorrow 10:00 for an hour')
    await cards.filter({ hasText: 'Meeting planned' }).waitFor()
    await picture(page, 'teams-channel')
  } finally {
    await peer.stop()
  }
})

/** The text beside a mention of somebody in the playground’s own team, which makes it Markdown. */
const besideMention = (text: string): Card => ({
  blocks: [
    {
      kind: 'text',
      runs: [
        plainRun(text),
        {
          kind: 'person',
          name: 'Tom Ruru',
          users: [{ platform: 'teams', workspace: tenant, user: 'aad-tom' }],
        },
      ],
    },
  ],
})

test('nothing that people write becomes markup, and none of it is lost', { timeout: 120_000 }, async () => {
  const gallery = await openGallery()
  try {
    const page = await openPage(browser, gallery.peer)
    const drawn = await draw(gallery, page, hostileWords.map(inEveryPlace), 'teams-hostile')
    const beside = await draw(gallery, page, hostileWords.map(besideMention), 'teams-mentions')
    expect([...drawn, ...beside].flatMap(({ alive }) => alive)).toEqual([])
  } finally {
    await gallery.stop()
  }
})
