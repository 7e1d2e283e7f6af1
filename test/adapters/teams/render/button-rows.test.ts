// Rows of buttons: a phone shows no more than its width, and nothing tells that there is more beside it.
import { expect, test } from 'vitest'
import { renderCard } from '../../../../adapters/teams/render/cards.ts'
import type { Address } from '../../../../src/chat/address.ts'

const place: Address = { kind: 'channel', platform: 'teams', workspace: 't1', channel: '19:doors' }

interface Row {
  readonly type: string
  readonly actions: readonly { readonly title: string }[]
}

function rowsOf(labels: readonly string[]): readonly (readonly string[])[] {
  const buttons = labels.map((label) => ({ label, action: 'table', values: {} }))
  const [message] = renderCard({ blocks: [{ kind: 'buttons', buttons }] }, { shownIn: place, place })
  const card = message?.attachments[0]?.content as { readonly body: readonly Row[] } | undefined
  return (card?.body ?? []).map(({ actions }) => actions.map(({ title }) => title))
}

test.each([
  [
    'what fits beside each other stands beside each other',
    ['Seen', 'Clear it', 'Dismiss it'],
    [['Seen', 'Clear it', 'Dismiss it']],
  ],
  [
    'what is too wide goes below',
    ['Extend by one meeting', 'Extend by two', 'Call the entrepreneur', 'Show it'],
    [
      ['Extend by one meeting', 'Extend by two'],
      ['Call the entrepreneur', 'Show it'],
    ],
  ],
  ['a label that fills the width stands alone', ['x'.repeat(70), 'a', 'b'], [['x'.repeat(70)], ['a', 'b']]],
  ['no row has more than five', ['a', 'b', 'c', 'd', 'e', 'f'], [['a', 'b', 'c', 'd', 'e'], ['f']]],
])('%s', (_, labels, rows) => {
  expect(rowsOf(labels)).toEqual(rows)
})
