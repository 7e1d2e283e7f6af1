// What goes to the guardian angel and comes back, in the real page of the real program.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { type Running, startMain } from '../support/running.ts'

/** Set to a folder to keep the screenshots there for looking at. */
const keep = process.env.SCREENSHOTS

let running: Running
let browser: Browser
let page: Page

const aroha = { as: 'aroha-ngata', room: 'south-side-youth' }
const margaret = { as: 'margaret-oldham', room: 'direct' }

beforeAll(async () => {
  ;[running, browser] = await Promise.all([startMain(), openBrowser()])
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
})

afterAll(async () => {
  await browser?.close()
  await running?.stop()
})

async function be({ as, room }: { as: string; room: string }): Promise<void> {
  await page.goto(`${running.url}/?as=${as}&room=${room}`)
  await page.locator('#say').waitFor()
}

async function answered(path: string, act: () => Promise<unknown>): Promise<void> {
  await Promise.all([page.waitForResponse((response) => response.url().endsWith(path)), act()])
}

async function say(text: string): Promise<void> {
  await page.fill('#say', text)
  await answered('/playground/say', () => page.press('#say', 'Enter'))
}

async function press(label: string): Promise<void> {
  await answered('/playground/press', () =>
    page.locator('#log-frame').getByRole('button', { name: label }).last().click(),
  )
}

async function submit(fields: Readonly<Record<string, string>>, button: string): Promise<void> {
  const dialog = page.locator('dialog[open]')
  await dialog.waitFor()
  for (const [label, text] of Object.entries(fields)) await dialog.getByLabel(label).fill(text)
  await answered('/playground/submit', () => dialog.getByRole('button', { name: button }).click())
  // What lies behind it takes no keys before it has closed.
  await dialog.waitFor({ state: 'hidden' })
}

const messageWith = (words: string) => page.locator('article.message', { hasText: words }).last()

async function sees(words: string): Promise<string> {
  await messageWith(words).waitFor()
  return (await messageWith(words).textContent()) ?? ''
}

/** Whoever it is put to reads it in their working hours: time moves on until then. */
async function readsInTheMorning(who: { as: string; room: string }, words: string): Promise<string> {
  await be(who)
  for (let moves = 0; moves < 6 && (await messageWith(words).count()) === 0; moves += 1) {
    await answered('/playground/clock', () => page.click('#to-next'))
    await page.reload()
    await page.locator('#say').waitFor()
  }
  return sees(words)
}

async function look(name: string): Promise<void> {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 })
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(sideways, `${name} scrolls sideways at ${width} px`).toBeLessThanOrEqual(0)
    if (keep === undefined) continue
    mkdirSync(keep, { recursive: true })
    await page.screenshot({ path: join(keep, `${name}-${width}.png`) })
  }
  await page.setViewportSize({ width: 1280, height: 900 })
}

test('an ask, a limit, a bend and going public: put to the angel, decided there, and found by an outsider at the end', async () => {
  await be(aroha)
  await say('start South Side Youth')
  await submit({ 'The moment': 'The clinic closed.', 'Shared outcome': 'One door for all.' }, 'Start')
  await say('angel @Margaret Oldham')
  await be(margaret)
  await press('Accept')
  await submit({}, 'Accept')
  await say('limit No names leave Health')
  await submit({}, 'State it')
  await sees('Stated.')

  await be(aroha)
  await say('ask Speak up for us with the ministry')
  await submit({}, 'Ask')
  await sees('Margaret Oldham')
  await say('bend Paid the taxi without an order')
  await submit({ 'Why was it right in this case?': 'She had no other way home.' }, 'Note it')
  await say('blocker Two logins to the case system')
  await submit({}, 'Name it')
  await say('blocker')
  await sees('What stops South Side Youth')
  await look('blockers')
  await say('go public')
  await submit({ 'Why now?': 'The first year worked.' }, 'Propose it')

  expect(await readsInTheMorning(margaret, 'Speak up for us with the ministry')).toContain('Aroha Ngata')
  await press('I’ll take it')
  await sees('You have it.')
  expect(await sees('Paid the taxi without an order')).toContain('No names leave Health')
  await press('Approve')
  await sees('Approved. I tell')
  await look('put-to-the-angel')
  await press('Go public')
  await sees('is public now')

  await be(aroha)
  expect(await sees('South Side Youth is public now')).toContain('and nothing else')
  await say('asks')
  await sees('Margaret Oldham has it.')
  await be({ as: 'priya-raman', room: 'general' })
  await say('find youth')
  const found = await sees('Public networks of this workspace')
  expect(found).toContain('One door for all.')
  expect(found).not.toMatch(/Aroha|taxi|clinic/)
  await look('found')
}, 120_000)
