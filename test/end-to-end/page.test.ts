// The page of the playground in real use: typing while messages arrive, double clicks, the keyboard, screen readers.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openBrowser } from '../support/browser/browser.ts'
import { type Running, startMain } from '../support/processes/app-process.ts'

let running: Running
let browser: Browser
let page: Page

beforeAll(async () => {
  ;[running, browser] = await Promise.all([startMain(), openBrowser()])
})
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
})
afterEach(() => page.close())
afterAll(async () => {
  await browser?.close()
  await running?.stop()
})

async function be(as: string, room: string, on = page): Promise<void> {
  await on.goto(`${running.url}/?as=${as}&room=${room}`)
  await on.locator('#say').waitFor()
}

async function typed(text: string, on = page): Promise<void> {
  await on.fill('#say', text)
  await on.press('#say', 'Enter')
}

const grace = { as: 'grace-lim', room: 'general' }

/** Sends a request to the program, past the page. */
async function ask(path: string, body: object, seat: object = grace): Promise<void> {
  const data = { ...seat, ...body }
  const answer = await page.request.post(`${running.url}/playground/${path}`, { data })
  expect(answer.ok()).toBe(true)
}

async function topOf(found: Locator): Promise<number> {
  return (await found.boundingBox())?.y ?? Number.NaN
}

async function bottomOf(found: Locator): Promise<number> {
  const box = await found.boundingBox()
  return box ? box.y + box.height : Number.NaN
}

/** Counts the requests to this path that the page makes until `act` is done and answered. */
async function requestsTo(path: string, act: () => Promise<unknown>): Promise<number> {
  let count = 0
  page.on('request', (request) => {
    if (request.url().endsWith(path)) count += 1
  })
  await Promise.all([page.waitForResponse((response) => response.url().endsWith(path)), act()])
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
  return count
}

describe('while others are at work', () => {
  test('half a sentence in the box stays when a message arrives', async () => {
    await be('aroha-ngata', 'south-side-youth')
    await page.fill('#say', 'put half a senten')
    const other = await browser.newPage()
    await be('aroha-ngata', 'south-side-youth', other)
    await typed('help', other)
    await page.locator('article.message', { hasText: 'What you can ask' }).first().waitFor()
    expect(await page.inputValue('#say')).toBe('put half a senten')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('say')
    await other.close()
  })

  test('half a form stays when a message arrives', async () => {
    await be('mele-fonua', 'warm-dry-homes')
    await typed('start')
    const name = page.locator('dialog[open]').getByLabel('What do you call it')
    await name.fill('Warm and')
    await page.request.post(`${running.url}/playground/clock`, {
      data: { forward: 'P1D' },
      headers: { origin: running.url },
    })
    await page.locator('#clock .now').waitFor()
    expect(await name.inputValue()).toBe('Warm and')
    await page.keyboard.press('Escape')
  })
})

test('half a form and half a sentence survive a reload, and a look into another room', async () => {
  await be('mele-fonua', 'warm-dry-homes')
  await typed('start')
  const dialog = page.locator('dialog[open]')
  await dialog.getByLabel('What do you call it').fill('Warm and')
  await dialog.getByLabel('The moment').fill('The landlord\nsaid no')
  await page.reload()
  expect(await dialog.getByLabel('What do you call it').inputValue()).toBe('Warm and')
  expect(await dialog.getByLabel('The moment').inputValue()).toBe('The landlord\nsaid no')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.fill('#say', 'put half a senten')
  await page.reload()
  expect(await page.inputValue('#say')).toBe('put half a senten')
  await page.click('#rooms a:has-text("town-square")')
  await expect.poll(() => page.inputValue('#say')).toBe('')
  await page.goBack()
  await expect.poll(() => page.inputValue('#say')).toBe('put half a senten')
})

test('a line sent before the last one was answered is sent as soon as that is', async () => {
  await be('mele-fonua', 'warm-dry-homes')
  const { promise: bothTyped, resolve: answerNow } = Promise.withResolvers<void>()
  await page.route('**/playground/say', async (route) => {
    await bothTyped
    await route.continue()
  })
  await typed('help')
  await typed('my networks')
  expect(await page.locator('article.typed', { hasText: 'my networks' }).count()).toBe(0)
  answerNow()
  await page.locator('article.typed', { hasText: 'my networks' }).waitFor()
  await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('#say')?.value === '')
})

describe.each([1280, 390])('at %s px', (width) => {
  test('the page never becomes longer than the window, however much is said', async () => {
    await page.setViewportSize({ width, height: 800 })
    for (let line = 0; line < 30; line += 1) await ask('say', { text: 'help' })
    await be('grace-lim', 'general')
    expect(await page.locator('#log-frame .private').count()).toBeGreaterThanOrEqual(30)
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(800)
    await page.mouse.move(width - 100, 30)
    await page.mouse.wheel(0, 2000)
    await page.evaluate(() => document.querySelector('#log-frame .unseen')?.scrollIntoView())
    expect(await page.evaluate(() => window.scrollY)).toBe(0)
  }, 60_000)

  test('a form that is longer than the window keeps its buttons in sight, and no field stays under them', async () => {
    await page.setViewportSize({ width, height: 500 })
    await be('ruth-tamahori', 'town-square')
    await typed('start')
    const dialog = page.locator('dialog[open]')
    await dialog.waitFor()
    const submit = dialog.getByRole('button', { name: 'Start' })
    expect(await dialog.evaluate((it) => it.scrollHeight - it.clientHeight)).toBeGreaterThan(0)
    expect(await bottomOf(submit)).toBeLessThanOrEqual(500)
    for (const field of await dialog.locator('input, textarea, select').all()) {
      await field.focus()
      expect((await topOf(field)) + 40).toBeLessThanOrEqual(await topOf(submit))
    }
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })

  test('a long answer is shown from its beginning', async () => {
    await page.setViewportSize({ width, height: 500 })
    await be('mele-fonua', 'direct')
    await typed('help')
    const answer = page.locator('article.message', { hasText: 'What you can ask' }).last()
    await answer.waitFor()
    await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('#say')?.value === '')
    const frame = page.locator('#log-frame')
    await expect.poll(async () => (await topOf(answer)) - (await topOf(frame))).toBeGreaterThanOrEqual(0)
    expect(await topOf(answer)).toBeLessThan((await topOf(frame)) + 60)
    expect(await bottomOf(answer)).toBeGreaterThan(await bottomOf(frame))
  })

  test('the tour says how long it takes, and goes on and faster when asked', async () => {
    await ask('start-afresh', {}, {})
    await page.setViewportSize({ width, height: 800 })
    await be('ruth-tamahori', 'town-square')
    const offer = page.getByRole('button', { name: 'Show me' })
    expect(await offer.count()).toBe(1)
    await page
      .getByText(/about \d minutes/)
      .filter({ visible: true })
      .waitFor()
    expect(await bottomOf(offer)).toBeLessThan(800)
    await typed('help')
    await page.locator('article.message', { hasText: 'What you can ask' }).first().waitFor()
    if (width < 960) await page.click('[data-panel="clock"]')
    await page.click('#show-me')
    const question = page.getByRole('dialog', { name: 'Clear the playground for the tour?' })
    expect(await violations()).toEqual([])
    await question.getByRole('button', { name: 'Keep everything' }).click()
    expect(await page.locator('article.typed', { hasText: 'help' }).count()).toBeGreaterThan(0)
    if (width < 960) await page.click('[data-panel="clock"]')
    await page.click('#show-me')
    await question.getByRole('button', { name: 'Erase it and show me' }).click()
    const tour = page.getByRole('region', { name: 'Tour' })
    await tour.getByText(/Tour, 1 of \d+, about \d minutes/).waitFor()
    await tour.getByRole('button', { name: 'Faster' }).click()
    await tour.getByText('2 times as fast').waitFor()
    await tour.getByRole('button', { name: 'Next' }).click()
    await tour.getByText(/Tour, 2 of/).waitFor()
    for (const button of await tour.getByRole('button').all()) {
      const box = await button.boundingBox()
      expect((box?.x ?? 0) + (box?.width ?? width)).toBeLessThanOrEqual(width)
    }
    expect(await violations()).toEqual([])
    await tour.getByRole('button', { name: 'Stop' }).click()
    await tour.getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached' })
    await ask('start-afresh', {}, {})
  })

  test('a complaint stands above the text that it is about', async () => {
    await page.setViewportSize({ width, height: 800 })
    await be('ruth-tamahori', 'direct')
    const box = page.locator('#say')
    await typed('a word '.repeat(40_000))
    const complaint = page.getByText('That’s more than 256 KB')
    await complaint.waitFor()
    expect(await bottomOf(complaint)).toBeLessThanOrEqual(await topOf(box))
    expect(await topOf(complaint)).toBeGreaterThan(0)
    expect((await box.inputValue()).length).toBe(280_000)
    await typed('my networks')
    await page.locator('article.typed', { hasText: 'my networks' }).last().waitFor()
    await complaint.waitFor({ state: 'detached' })
  })
})

test('a double click on a button asks once', async () => {
  await be('mele-fonua', 'warm-dry-homes')
  await typed('help')
  const button = page.locator('#log-frame').getByRole('button', { name: 'My networks' }).last()
  expect(await requestsTo('/playground/press', () => button.dblclick())).toBe(1)
})

describe('with the keyboard alone', () => {
  test('a form opens with its first field in focus, and closing it leads back', async () => {
    await be('mele-fonua', 'warm-dry-homes')
    await page.focus('#say')
    await page.keyboard.type('start')
    await page.keyboard.press('Enter')
    await page.locator('dialog[open]').waitFor()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('name')
    await page.keyboard.press('Escape')
    await page.locator('dialog[open]').waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('say')
  })

  test('everything that can be pressed can be reached, and shows that it is in focus', async () => {
    await be('aroha-ngata', 'south-side-youth')
    const reached = new Set<string>()
    for (let steps = 0; steps < 60; steps += 1) {
      await page.keyboard.press('Tab')
      reached.add(await page.evaluate(() => document.activeElement?.textContent?.trim() ?? ''))
    }
    const all = [...reached].join('|')
    for (const label of ['Change', '+1 day', '+1 week', 'Show me', 'Start afresh', 'Send', 'general'])
      expect(all).toContain(label)
    await page.focus('#plus-day')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Shift+Tab')
    const outline = await page.evaluate(
      () => getComputedStyle(document.activeElement as Element).outlineStyle,
    )
    expect(outline).not.toBe('none')
  })
})

test('unread marks come and go', async () => {
  await be('priya-raman', 'general')
  const room = page.locator('#rooms a', { hasText: 'south-side-youth' })
  const other = await browser.newPage()
  await be('aroha-ngata', 'south-side-youth', other)
  await typed('start Unread Marks', other)
  const dialog = other.locator('dialog[open]')
  await dialog.getByLabel('The moment').fill('m')
  await dialog.getByLabel('Shared outcome').fill('o')
  await dialog.getByRole('button', { name: 'Start' }).click()
  await room.locator('.count').waitFor()
  await other.close()
  await room.click()
  await page.locator('article.message', { hasText: 'This channel now belongs to Unread Marks' }).waitFor()
  await be('priya-raman', 'general')
  expect(await room.locator('.count').count()).toBe(0)
})

describe.each(['light', 'dark'] as const)('in the %s scheme', (colorScheme) => {
  test.each([1280, 390])('nothing stands in the way of a reader at %s px', async (width) => {
    // Colours are judged as they stay, not while they fade in.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 900 })
    await be('tom-henare', 'south-side-whanau')
    await typed('start Readable')
    await page.locator('dialog[open]').waitFor()
    expect(await violations()).toEqual([])
    await page.keyboard.press('Escape')
    await page.locator('dialog[open]').waitFor({ state: 'detached' })
    await typed('help')
    await page.locator('article.message', { hasText: 'What you can ask' }).first().waitFor()
    expect(await violations()).toEqual([])
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    ).toBeLessThanOrEqual(0)
  })
})

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe-core finds against WCAG 2.2 AA: rule and place. */
async function violations(): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') }
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const result = await axe.run(document, { runOnly: tags })
    return result.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
    )
  })
}

test('after the program was away, the page says so and then shows how things stand', async () => {
  await be('tom-henare', 'town-square')
  await page.context().setOffline(true)
  await typed('help')
  await page.getByText('The playground isn’t answering. Is it still running?').waitFor()
  expect(await page.inputValue('#say')).toBe('help')
  await page.context().setOffline(false)
  await page.press('#say', 'Enter')
  await page.locator('article.message', { hasText: 'What you can ask' }).first().waitFor()
})
