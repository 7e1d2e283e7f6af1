// The contract of chat adapters: what each of them must do. Each adapter runs this suite against itself.
import { afterEach, beforeEach, describe } from 'vitest'
import type { AdapterHarness } from './adapter-harness.ts'
import { testFiles } from './files.ts'
import { testForms } from './forms.ts'
import { testIncoming } from './incoming.ts'
import { testPosts } from './posts.ts'
import { testPrivacy } from './privacy.ts'
import { testHostile, testShowing } from './rendering.ts'

export type { AdapterHarness, VisibleCard } from './adapter-harness.ts'

export function describeChatAdapter(name: string, open: () => Promise<AdapterHarness>): void {
  describe(`${name} as a chat adapter`, () => {
    let chat: AdapterHarness
    beforeEach(async () => {
      chat = await open()
    })
    afterEach(() => chat.close())
    const its = () => chat
    describe('what comes in', () => testIncoming(its))
    describe('forms', () => testForms(its))
    describe('what is shown', () => testShowing(its))
    describe('hostile words', () => testHostile(its))
    describe('posts', () => testPosts(its))
    describe('files', () => testFiles(its))
    describe('who sees what', () => testPrivacy(its))
  })
}
