// The words of a message that is handed in, as Teams sends them.
import { expect, test } from 'vitest'
import { messageExtensionText } from '../../../../adapters/teams/receive/message-extension.ts'

const commandOf = (content: string, contentType = 'html') =>
  messageExtensionText({ commandId: 'lesson', messagePayload: { body: { contentType, content } } })

test.each([
  ['<p>Ask early</p>', 'lesson Ask early'],
  ['<div><div>Ask</div><div>early</div></div>', 'lesson Ask\nearly'],
  ['One<br />two<br/>three<br>four', 'lesson One\ntwo\nthree\nfour'],
  [
    '<at id="0">Tom</at>&nbsp;said &amp;lt; &#8217;n&#x2019; &lt;b&gt; &nonsense; &#0;',
    'lesson Tom said &lt; ’n’ <b> &nonsense; &#0;',
  ],
  ['1 &lt; 2 <b>and</b> <script>x</script>', 'lesson 1 < 2 and x'],
  ['<attachment id="1"></attachment>', 'lesson'],
  ['', 'lesson'],
])('%s', (html, words) => {
  expect(commandOf(html)).toBe(words)
})

test('a text that is no HTML stays as it is', () => {
  expect(commandOf('a < b &amp; c', 'text')).toBe('lesson a < b &amp; c')
})

test.each([undefined, null, 'x', {}, { commandId: 7, messagePayload: { body: { content: 7 } } }])(
  'what is no message, %j, has no words',
  (value) => {
    expect(messageExtensionText(value)).toBe('')
  },
)

test.each(['<', '&', '<br', '&#', '\n ', '<p>\n'])('100 KB of “%s” is read in a moment', (piece) => {
  const begun = performance.now()
  commandOf(piece.repeat(100_000 / piece.length))
  expect(performance.now() - begun).toBeLessThan(500)
})
