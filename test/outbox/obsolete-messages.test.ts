// Messages that nobody needs any more when their turn comes.
import { expect, test } from 'vitest'
import { openTestBot } from '../support/bot-harness.ts'
import { channel, message } from '../support/builders.ts'
import { about, outboxWorkerOn, queue, stateOf } from './outbox-harness.ts'

test('a message that nobody wants any more ends with its reason, and is logged as no fault', async () => {
  const { db } = await openTestBot()
  const lines: string[] = []
  const at = (level: string) => (_: object, sentence: string) => void lines.push(`${level}: ${sentence}`)
  const log = { debug() {}, info: at('info'), warn: at('warn'), error: at('error') }
  const { worker, failed } = outboxWorkerOn(db, {
    log,
    renderMessage: async () => ({ kind: 'obsolete', why: 'no longer wanted' }),
  })
  await queue(db, message(channel('youth'), 10, about('news')))
  await worker.deliver()
  expect(await stateOf(db, 1)).toEqual({ state: 'failed', why: 'unwanted: no longer wanted' })
  expect(lines).toEqual(['info: A message was no longer wanted.'])
  expect(failed).toEqual([])
})
