// Whether a page that is one file can be read by everybody, on a phone and on paper, and without any request.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const phone = 390

/** Everything that is wrong with the page. The list is empty if nothing is. */
export async function accessibilityFaults(browser: Browser, html: string, colorScheme: 'light' | 'dark') {
  const context = await browser.newContext({
    viewport: { width: phone, height: 800 },
    colorScheme,
    bypassCSP: true,
  })
  try {
    const page = await context.newPage()
    const faults: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith('data:')) faults.push(`asks for ${request.url()}`)
    })
    await page.setContent(html)
    await page.evaluate(axe)
    const found = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: typeof import('axe-core') }
      const result = await axe.run(document)
      return result.violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.target}`)
    })
    faults.push(...found)
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    if (width > phone) faults.push(`is ${width} wide`)
    await page.emulateMedia({ media: 'print' })
    const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    if (paper !== 'rgb(255, 255, 255)') faults.push(`is printed on ${paper}`)
    return faults
  } finally {
    await context.close()
  }
}
