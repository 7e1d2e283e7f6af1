// What a guardian angel's digest says of one network.
import { expect, test } from 'vitest'
import { plainText } from '../../../src/chat/fallback-text.ts'
import { networkBlocks } from '../../../src/conversation/guardian/digest/digest-network.ts'
import { card } from '../../../src/conversation/kit/markup.ts'
import { week } from '../../../src/domain/core/time.ts'
import { newsOfNetworks } from '../../../src/domain/guardian/digest.ts'
import { makeAngel, networkWithTrio, type Story } from '../../domain/network-story.ts'

function digestOf(story: Story, angel: string): string {
  const [news] = newsOfNetworks([story.network], angel, story.now)
  if (news === undefined) throw new Error('There is nothing in the digest.')
  return plainText(card(...networkBlocks(news, new Map(), angel)))
}

test('a flag about a silent angel is not counted to that angel either', () => {
  const story = makeAngel(networkWithTrio(), 'moana', 'Iwi')
  story.pass(1000).does('tom', { kind: 'ask', ask: 'a', of: 'mentor', text: 'How?' })
  story.pass(5 * week).does('moana', { kind: 'take-ask', ask: 'a' })
  story.pass(1.5 * week)
  expect([...story.network.flags.keys()]).toContain('angel-silent:margaret')
  expect(digestOf(story, 'margaret')).not.toContain('older flag')
})
