// Opens the page of Microsoft's Agents Playground in a real browser, and draws our cards in it.
import { mkdirSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { createTeams, rehearsal, type Teams } from '../../adapters/teams/index.ts'
import { renderCard } from '../../adapters/teams/render/cards.ts'
import type { Block, Card } from '../../src/chat/card.ts'
import { plainText } from '../../src/chat/fallback-text.ts'
import type { Form } from '../../src/chat/form.ts'
import { channelOf, memoryKeyValueStore } from '../adapters/teams/harness.ts'
import { textIn } from '../adapters/teams/visible-text.ts'
import { squeezed } from '../support/browser/browser.ts'
import { type AgentsPlayground, startAgentsPlayground } from '../support/teams/agents-playground.ts'

/** A folder in which screenshots are kept. Without it none are made. */
const keep = process.env.SCREENSHOTS
export const doors = '19:doors@thread.tacv2'
export const tenant = '11111111-0000-4000-8000-000000000001'

/** Opens the playground's own page. */
export async function openPage(browser: Browser, { url }: AgentsPlayground): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1300, height: 900 } })
  page.setDefaultTimeout(15_000)
  await page.goto(url)
  return page
}

/** The page shows only messages that reach a channel after it was opened. */
export async function openChannel(page: Page): Promise<void> {
  await page.getByText('One door', { exact: true }).first().click()
  await page.getByText('Start a new post').waitFor()
}

export async function picture(page: Page, name: string): Promise<void> {
  if (keep === undefined) return
  mkdirSync(keep, { recursive: true })
  await page.screenshot({ path: join(keep, `${name}.png`) })
}

/** Joins ten cards into one, because the page draws many messages slowly. Cards with forms stay apart: joined, their fields would mix. */
function inTens(cards: readonly Card[]): Card[] {
  const hasForm = ({ blocks }: Card) => blocks.some(({ kind }) => kind === 'inputs')
  const plain = cards.filter((card) => !hasForm(card))
  const tens = Array.from({ length: Math.ceil(plain.length / 10) }, (_, at) =>
    plain.slice(at * 10, at * 10 + 10),
  )
  return [
    ...tens.map((ten) => ({ blocks: ten.flatMap(({ blocks }): readonly Block[] => blocks) })),
    ...cards.filter(hasForm),
  ]
}

/** The form with an error in every field. */
function mistaken(form: Form): Card {
  const errors = Object.fromEntries(
    form.fields.map(({ name }, at) => [name, `Field ${at + 1} is not right.`]),
  )
  return { blocks: [{ kind: 'inputs', form: { ...form, errors } }] }
}

interface Gallery {
  readonly teams: Teams
  readonly peer: AgentsPlayground
  stop(): Promise<void>
}

/** Opens the adapter without the bot, and lets it receive a message from the channel. */
export async function openGallery(): Promise<Gallery> {
  let waited = Date.now()
  const keyValueStore = memoryKeyValueStore()
  const teams = createTeams({
    settings: { cloud: rehearsal },
    keyValueStore,
    processedIds: { has: async () => false, add: async () => {} },
    onPlatformEvent: async () => {},
    now: () => waited,
    pause: async (milliseconds) => {
      waited += milliseconds
    },
    withTimeout: async (_, work) => work,
    log: { error: (about) => expect(about).toBeUndefined() },
  })
  const heard = Promise.withResolvers<void>()
  await teams.start(async () => {
    heard.resolve()
    return { kind: 'none' }
  })
  const server: Server = createServer((request, response) => void teams.handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const peer = await startAgentsPlayground(`http://127.0.0.1:${port}/teams/messages`)
  await peer.mention(doors, 'hello')
  await heard.promise
  return {
    teams,
    peer,
    async stop() {
      await peer.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The text of a card that is visible while its lists are closed. */
function wordsDrawn(card: unknown): string[] {
  const drawn = JSON.parse(JSON.stringify(card), (_, value) => {
    if (value?.type !== 'Input.ChoiceSet') return value
    const isOpen = value.style === 'expanded'
    const choices = value.choices.filter((one: { value: string }) => isOpen || one.value === value.value)
    return { ...value, value: undefined, choices }
  })
  return textIn(drawn).split('\n').map(squeezed)
}

/** Returns the cards on the page, each with its whole text and the markup in it that has an effect. */
function cardsOn(page: Page) {
  return page.evaluate(() =>
    [...document.querySelectorAll('.ac-adaptiveCard')].map((card) => {
      const all = <T extends Element>(selector: string) => [...card.querySelectorAll<T>(selector)]
      const typed = all<HTMLInputElement>('input, textarea').map(({ value }) => value)
      const alts = all<HTMLImageElement>('img').map(({ alt }) => alt)
      const chosen = all<HTMLSelectElement>('select').map(({ selectedOptions }) => selectedOptions[0]?.text)
      const alive = all('a[href], script, iframe, strong, em, code, h1, img:not([src^="data:"])')
      return {
        text: [card.textContent, ...typed, ...alts, ...chosen].join(' ').replace(/\s/g, ''),
        alive: alive.map(({ outerHTML }) => outerHTML),
      }
    }),
  )
}

export async function draw({ teams, peer }: Gallery, page: Page, cards: readonly Card[], name: string) {
  // A page that is opened anew does not draw earlier messages.
  await page.goto('about:blank')
  await page.goto(peer.url)
  await openChannel(page)
  const before = peer.messages.length
  const to = channelOf(tenant, doors)
  for (const card of cards) {
    const sent = await teams.send({ to, card })
    expect(sent, plainText(card)).toMatchObject({ kind: 'sent' })
  }
  const expected = cards.flatMap((card) => renderCard(card, { shownIn: to, place: to })).length
  const messages = await peer.until(`the last of ${expected} cards, with ${before} before`, (all) =>
    all.length - before < expected ? undefined : all.slice(before),
  )
  const posted = messages.flatMap(({ card }) => (card === undefined ? [] : [card]))
  await expect.poll(() => page.locator('.ac-adaptiveCard').count(), { timeout: 60_000 }).toBe(posted.length)
  const drawn = await cardsOn(page)
  for (const card of posted) {
    const lines = wordsDrawn(card)
    const found = drawn.some(({ text }) => lines.every((line) => text.includes(line)))
    const nearest = drawn.map(({ text }) => lines.filter((line) => !text.includes(line)))
    expect(found, `${nearest.toSorted((a, b) => a.length - b.length)[0]}`).toBe(true)
  }
  await picture(page, name)
  return drawn
}

/** Draws every card and form. Fails if a word of one is not visible. */
export async function drawEverything(browser: Browser, cards: readonly Card[], forms: readonly Form[]) {
  const gallery = await openGallery()
  try {
    const page = await openPage(browser, gallery.peer)
    const all = [...inTens(cards), ...forms.map(mistaken)]
    for (let at = 0; at < all.length; at += 15)
      await draw(gallery, page, all.slice(at, at + 15), `teams-gallery-${at / 15}`)
  } finally {
    await gallery.stop()
  }
}
