// Links of accounts that were undone are folded as if they had never been.
import { expect, test } from 'vitest'
import type { JournalEntry, NetworkEvent } from '../../../src/domain/events.ts'
import { openInvitation } from '../../../src/domain/membership/invitations.ts'
import { applyUnlink, fold } from '../../../src/domain/network.ts'
import type { Network } from '../../../src/domain/state.ts'

type Deed = NetworkEvent & { readonly by?: string }

const start = { kind: 'started', name: 'N', moment: 'm', outcome: 'o', agency: 'A', zone: 'UTC' } as const
const before: readonly Deed[] = [
  { ...start, by: 'aroha' },
  { kind: 'joined', by: 'tom', agency: 'B', as: 'fellow-traveller', member: true },
]
const link = (from: string, person: string): Deed => ({ kind: 'person-linked', from, person })
const undo = (from: string, person: string, since: number, as = person): Deed => ({
  kind: 'person-unlinked',
  from,
  person,
  as,
  since,
})

function journalOf(deeds: readonly Deed[]): readonly JournalEntry[] {
  return deeds.map((deed, index): JournalEntry => ({ ...deed, version: index + 1, at: index * 10 }))
}

function foldOf(...deeds: readonly Deed[]): Network {
  return fold('n', journalOf([...before, ...deeds]))
}

const rolesOf = ({ roles }: Network) =>
  roles.map(({ person, role, to }) => `${person} ${role}${to === undefined ? '' : ' ended'}`)

test('a link that was undone leaves what each was', () => {
  const apart = foldOf(link('tom', 'mallory'), undo('tom', 'mallory', 20))
  expect([...apart.people.keys()]).toEqual(['aroha', 'tom'])
  expect(rolesOf(apart)).toEqual(['aroha public-entrepreneur', 'tom fellow-traveller'])
})

test('accounts that were linked again after it was undone are one', () => {
  const again = foldOf(link('tom', 'mallory'), undo('tom', 'mallory', 20), link('tom', 'mallory'))
  expect([...again.people.keys()]).toEqual(['aroha', 'mallory'])
})

test('who left as one has not left for the other, and what was given to both as one ends', () => {
  const apart = foldOf(
    link('tom', 'mallory'),
    { kind: 'left', by: 'mallory' },
    { kind: 'joined', by: 'mallory', agency: 'C', as: 'critical-friend', member: true },
    { kind: 'nominated', by: 'aroha', nomination: 'x', person: 'mallory', role: 'guardian-angel' },
    undo('tom', 'mallory', 20),
  )
  expect([...apart.people.keys()]).toEqual(['aroha', 'tom'])
  expect(rolesOf(apart)).toContain('tom fellow-traveller')
  expect(rolesOf(apart)).toContain('mallory critical-friend ended')
  expect(apart.nominations.get('x')?.state).toBe('withdrawn')
})

test('a code or a nomination that somebody made as one of the network opens nothing once they are none', () => {
  const apart = foldOf(
    link('tom', 'mallory'),
    { kind: 'invited', by: 'mallory', invitation: 'i', codeHash: 'h', as: 'fellow-traveller', expires: 1000 },
    { kind: 'nominated', by: 'mallory', nomination: 'x', person: 'friend', role: 'guardian-angel' },
    undo('tom', 'mallory', 20),
  )
  expect(openInvitation(apart, 'h', 500)).toBeUndefined()
  expect(apart.nominations.get('x')?.state).toBe('withdrawn')
})

test('of three that became one after another, the first two can be taken apart', () => {
  const apart = foldOf(link('tom', 'tama'), link('tama', 'mallory'), undo('tom', 'tama', 20, 'mallory'))
  expect([...apart.people.keys()]).toEqual(['aroha', 'tom'])
})

test('it is recorded once, and only where it changes anything', () => {
  const journal = journalOf([...before, link('tom', 'mallory')])
  const event = { kind: 'person-unlinked', from: 'tom', person: 'mallory', as: 'mallory', since: 20 } as const
  const first = applyUnlink('n', journal, event, 100)
  expect(first.entries[0]).toMatchObject({ kind: 'person-unlinked', version: 4, at: 100 })
  expect(fold('n', [...journal, ...first.entries])).toEqual(first.network)
  expect(applyUnlink('n', [...journal, ...first.entries], event, 200).entries).toEqual([])
  expect(applyUnlink('n', journalOf(before), event, 100).entries).toEqual([])
})
