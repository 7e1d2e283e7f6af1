// Everything that a network shows can be pressed and filled in by everyone who sees it, reads well, and is drawn with all
// its words in Slack and in Teams.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Card } from '../../src/chat/card.ts'
import { plainText } from '../../src/chat/fallback-text.ts'
import type { Form } from '../../src/chat/form.ts'
import { everyBlock } from '../contract/sample-cards.ts'
import { crawl, filledIn, peopleIn } from '../conversation/crawler.ts'
import { badlyFilled, faultsIn } from '../conversation/ui-lint.ts'
import type { TestBot } from '../support/bot-harness.ts'
import { openBrowser } from '../support/browser/browser.ts'
import { closed, entriesIn, lively, stalled } from '../support/fixtures.ts'
import { withoutInvitationCodes } from '../support/invitation-code.ts'
import * as slack from './slack-page.ts'
import * as teams from './teams-page.ts'

const states: readonly (readonly [string, () => Promise<TestBot>, number])[] = [
  ['lively', lively, 300],
  ['stalled', stalled, 200],
  ['closed', closed, 150],
]

/** The cards by their text. */
const cards = new Map<string, Card>([['a block of every kind', { blocks: everyBlock }]])
const forms = new Map<string, Form>()

async function walk(begin: () => Promise<TestBot>) {
  const faults = new Set<string>()
  const steps = await crawl(await begin(), {
    onShown(reply, visit) {
      // Only a press may be answered without words: by the post that it was made on.
      if (reply.kind === 'none' && visit.path.includes(' > ')) return
      for (const fault of faultsIn(reply)) faults.add(`${fault} at ${visit.path}`)
      if (reply.kind === 'card') cards.set(withoutInvitationCodes(plainText(reply.card)), reply.card)
      if (reply.kind === 'form') forms.set(`${reply.form.id} ${reply.form.title}`, reply.form)
    },
    async pressed(button, reply, { who, where, bot, path }) {
      if (reply.kind === 'none' && !(await changesAPost(bot))) faults.add(`silence at ${path}`)
      const before = await entriesIn(bot)
      const again = await bot.press(who, where, button)
      if ((await entriesIn(bot)) !== before) faults.add(`done twice at ${path}`)
      if (reply.kind === 'form' && !button.opensForm) faults.add(`opens a form unannounced at ${path}`)
      if (again.kind !== reply.kind && again.kind !== 'card') faults.add(`answers differently at ${path}`)
    },
    async filled(form, reply, { who, where, bot, path }) {
      if (reply.kind === 'none') faults.add(`silence at ${path}`)
      const before = await entriesIn(bot)
      await bot.submit(who, where, form, filledIn(form), peopleIn(form))
      if ((await entriesIn(bot)) !== before) faults.add(`done twice at ${path}`)
      for (const fault of await badlyFilled(form, who, where, bot)) faults.add(`${fault} at ${path}`)
      if ((await entriesIn(bot)) !== before) faults.add(`bad input has an effect at ${path}`)
    },
  })
  return { faults: [...faults], steps }
}

async function changesAPost(bot: TestBot): Promise<boolean> {
  const before = bot.sent.length
  await bot.deliver()
  return bot.sent.slice(before).some(({ replaces }) => replaces !== undefined)
}

const walks = new Map<string, ReturnType<typeof walk>>()

/** The crawl is done once, by the test that comes first. */
function walked(state: string, begin: () => Promise<TestBot>) {
  const known = walks.get(state) ?? walk(begin)
  walks.set(state, known)
  return known
}

async function everythingShown() {
  for (const [state, begin] of states) await walked(state, begin)
  expect(cards.size).toBeGreaterThan(60)
  expect(forms.size).toBeGreaterThan(10)
  return [[...cards.values()], [...forms.values()]] as const
}

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

describe.each(states)('in a %s network', (state, begin, least) => {
  test('everything has an answer, reads well, and does nothing twice', { timeout: 180_000 }, async () => {
    const { faults, steps } = await walked(state, begin)
    expect(faults).toEqual([])
    expect(steps).toBeGreaterThan(least)
  })
})

test('Slack accepts every card and form, and draws each with all its words', {
  timeout: 240_000,
}, async () => {
  const drawnText = (await slack.drawEverything(browser, ...(await everythingShown()))).join('\n')
  for (const heading of [
    'has stopped: 6 meetings, nothing on the table',
    'Did you meet? What’s on the table?',
    'is closed',
  ])
    expect(drawnText).toContain(heading)
})

test('every card and form is drawn in Teams with all its words', { timeout: 240_000 }, async () => {
  await teams.drawEverything(browser, ...(await everythingShown()))
})

test('the crawl would notice a button that leads nowhere', async () => {
  const bot = await lively()
  const reply = await bot.press(
    { platform: 'test', workspace: 'w1', user: 'x', name: 'x' },
    { kind: 'direct', platform: 'test', workspace: 'w1', user: 'x' },
    { action: 'nowhere', values: {} },
  )
  expect(faultsIn(reply)).not.toEqual([])
})
