// Who may read a notice: nobody outside the network, whatever the notice is about.
import { expect, test } from 'vitest'
import { mayRead, type NoticeKind } from '../../src/conversation/notice-access.ts'
import type { NoticeContent } from '../../src/domain/notices/notice.ts'
import { unstarted } from '../../src/domain/state.ts'

const kinds: Readonly<Record<NoticeKind, true>> = {
  welcome: true,
  'home-lost': true,
  'home-unreached': true,
  unreached: true,
  'invitation-used': true,
  settings: true,
  gone: true,
  nomination: true,
  'nomination-answered': true,
  meeting: true,
  'meeting-changed': true,
  reminder: true,
  'check-in': true,
  nudge: true,
  stall: true,
  'held-while-stopped': true,
  'moving-again': true,
  reframe: true,
  loosening: true,
  'loosening-declined': true,
  'resource-over': true,
  closed: true,
  reopened: true,
  flag: true,
  'flag-over': true,
  'flag-unseen': true,
  raised: true,
  'flag-reading-asked': true,
  'raised-unseen': true,
  called: true,
  asks: true,
  'ask-answered': true,
  'blocker-cleared': true,
  limit: true,
  bends: true,
  'bend-answered': true,
  'going-public': true,
  'not-yet-public': true,
  radar: true,
  phase: true,
  outcome: true,
  round: true,
  'round-reminder': true,
  'round-closed': true,
  'kept-back': true,
  story: true,
  picture: true,
  export: true,
  unsure: true,
}

test.each(Object.keys(kinds))(
  'a stranger and a foreign channel cannot read a notice of kind “%s”',
  (kind) => {
    const network = unstarted('n')
    const content = { kind, person: 'p' } as NoticeContent
    const home = { platform: 'test', workspace: 'w', channel: 'c' }
    expect(mayRead(network, content, { kind: 'person', person: 'stranger' })).toBe(false)
    expect(mayRead(network, content, { kind: 'home', home })).toBe(false)
  },
)
