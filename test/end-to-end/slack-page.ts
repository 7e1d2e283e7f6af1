// Cards and forms as Slack takes them, drawn by a third party in a real browser.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { Message } from 'slack-blocks-to-jsx'
import { expect } from 'vitest'
import { renderCard } from '../../adapters/slack/render/cards.ts'
import { renderModal } from '../../adapters/slack/render/modals.ts'
import type { Address } from '../../src/chat/address.ts'
import type { Card } from '../../src/chat/card.ts'
import type { Form } from '../../src/chat/form.ts'
import { squeezed } from '../support/browser/browser.ts'
import { blockFaults, viewFaults } from '../support/slack/block-kit.ts'

/** A folder in which screenshots are kept. Without it none are made. */
const keep = process.env.SCREENSHOTS
const place: Address = { kind: 'channel', platform: 'slack', workspace: 'w1', channel: 'C1' }
const view = { workspace: 'w1', place, zone: 'Pacific/Auckland', locale: 'en-NZ' }

/** All visible text, except for dates and people, which Slack words for each reader. */
function wordsIn(element: unknown): string[] {
  if (Array.isArray(element)) return element.flatMap(wordsIn)
  if (typeof element !== 'object' || element === null) return []
  const {
    type,
    text,
    options: _,
    placeholder: __,
    confirm: ___,
    ...rest
  } = element as { [name: string]: unknown }
  if (typeof text === 'string' && (type === 'text' || type === 'plain_text')) return [squeezed(text)]
  return [...wordsIn(text), ...Object.values(rest).flatMap(wordsIn)]
}

/** Resolves to the text of each card as drawn. Fails if Slack would refuse a card, or if a word of one is not visible. */
export async function drawEverything(browser: Browser, cards: readonly Card[], forms: readonly Form[]) {
  for (const form of forms)
    expect({ form: form.id, faults: viewFaults(renderModal(form, place) as never) }).toEqual({
      form: form.id,
      faults: [],
    })
  const parts = cards.flatMap((card) => renderCard(card, view))
  for (const { blocks, text } of parts)
    expect({ text, faults: blockFaults(blocks, 'message') }).toEqual({ text, faults: [] })

  // The library does not draw inputs.
  const drawn = parts.map(({ blocks }) => blocks.filter(({ type }) => type !== 'input'))
  const messages = drawn.map((blocks) =>
    renderToStaticMarkup(
      createElement(Message, {
        blocks: blocks as never,
        logo: 'data:,',
        name: 'On the Table',
        time: new Date(0),
        theme: 'light',
      }),
    ),
  )
  const css = readFileSync(
    createRequire(import.meta.url).resolve('slack-blocks-to-jsx/dist/style.css'),
    'utf8',
  )
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Cards</title><style>${css}
    body{font:15px/1.47 system-ui;columns:3;column-gap:16px;margin:16px} article{break-inside:avoid;border:1px solid #ddd;border-radius:8px;margin:0 0 16px;padding:8px;overflow-wrap:anywhere}</style>
    ${messages.map((message) => `<article>${message}</article>`).join('\n')}</html>`
  const page = await browser.newPage({ viewport: { width: 1500, height: 900 } })
  await page.setContent(html)
  const texts = await page.evaluate(() =>
    [...document.querySelectorAll('article')].map((article) => article.textContent),
  )
  for (const [at, blocks] of drawn.entries()) {
    const found = squeezed(texts[at] ?? '')
    expect(wordsIn(blocks).filter((words) => !found.includes(words))).toEqual([])
  }
  if (keep !== undefined) {
    mkdirSync(keep, { recursive: true })
    await page.screenshot({ path: join(keep, 'slack-gallery.png'), fullPage: true })
  }
  await page.close()
  return texts
}
