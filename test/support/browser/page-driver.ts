// Drives the playground's page of a running program: chooses a person, types, presses, fills in and reads.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { type Running, startMain } from '../processes/app-process.ts'
import { openBrowser } from './browser.ts'

/** The folder for screenshots. Without it none are made. */
const keep = process.env.SCREENSHOTS

export interface Seat {
  readonly as: string
  readonly room: string
}

/** Starts the program and opens the page before the tests of a file, and closes both after them. */
export function pageDriver() {
  let running: Running
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    ;[running, browser] = await Promise.all([startMain(), openBrowser()])
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  })
  afterAll(async () => {
    await browser?.close()
    await running?.stop()
  })

  async function answered(path: string, act: () => Promise<unknown>): Promise<void> {
    await Promise.all([page.waitForResponse((response) => response.url().endsWith(path)), act()])
  }

  /** The newest message in the room that contains these words. */
  const messageWith = (words: string) => page.locator('article.message', { hasText: words }).last()
  const buttonOf = (label: string) => page.locator('#log-frame').getByRole('button', { name: label })

  async function clock(button: '#to-next' | '#plus-day' | '#plus-week'): Promise<void> {
    await answered('/playground/clock', () => page.click(button))
  }

  return {
    running: () => running,
    browser: () => browser,
    page: () => page,
    messageWith,
    buttonOf,
    clock,
    async be({ as, room }: Seat): Promise<void> {
      await page.goto(`${running.url}/?as=${as}&room=${room}`)
      await page.locator('#say').waitFor()
    },
    async say(text: string): Promise<void> {
      await page.fill('#say', text)
      await answered('/playground/say', () => page.press('#say', 'Enter'))
    },
    press: (label: string) => answered('/playground/press', () => buttonOf(label).last().click()),
    async submit(fields: Readonly<Record<string, string>>, button: string): Promise<void> {
      const dialog = page.locator('dialog[open]')
      await dialog.waitFor()
      for (const [label, text] of Object.entries(fields)) await dialog.getByLabel(label).fill(text)
      await answered('/playground/submit', () => dialog.getByRole('button', { name: button }).click())
      // What lies behind it takes no keys before it has closed.
      await dialog.waitFor({ state: 'hidden' })
    },
    async sees(words: string): Promise<string> {
      await messageWith(words).waitFor()
      return (await messageWith(words).textContent()) ?? ''
    },
    /** Moves time on to the next event until the condition holds; gives up after a limited number of moves. */
    async untilThere(isThere: () => Promise<boolean>, most: number): Promise<void> {
      for (let moves = 0; moves < most && !(await isThere()); moves += 1) {
        await clock('#to-next')
        await page.reload()
        await page.locator('#say').waitFor()
      }
    },
    async look(name: string): Promise<void> {
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 900 })
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        expect(sideways, `${name} scrolls sideways at ${width} px`).toBeLessThanOrEqual(0)
        if (keep === undefined) continue
        mkdirSync(keep, { recursive: true })
        await page.screenshot({ path: join(keep, `${name}-${width}.png`) })
      }
      await page.setViewportSize({ width: 1280, height: 900 })
    },
  }
}
