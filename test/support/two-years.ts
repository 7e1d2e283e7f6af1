// A network that lives for years by the rules alone: the same seed gives the same life.
import type { Command } from '../../src/network/commands.ts'
import type { Entry } from '../../src/network/entry.ts'
import { decide, nextWake, passTime } from '../../src/network/network.ts'
import { type Network, unstarted } from '../../src/network/state.ts'

const hour = 3_600_000
const day = 24 * hour

/** Numbers from 0 to below 1 that look like chance (Park and Miller, 1988). */
export function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return (state - 1) / 2_147_483_646
  }
}

const agencies = ['Health', 'Council', 'Education', 'Police', 'Housing', 'Te Rūnanga', 'Community trust']
const kinds = ['money', 'time', 'data', 'space', 'expertise', 'mandate', 'access'] as const
const zone = 'Pacific/Auckland'

type Asked = Exclude<Command, { kind: 'pass-time' }>

export interface Life {
  readonly network: Network
  readonly entries: readonly Entry[]
  readonly now: number
}

/** Meets every fortnight; people come and stay away, put things on the table, use and withdraw them. */
export function live({
  people: size,
  weeks,
  seed = 7,
}: {
  people: number
  weeks: number
  seed?: number
}): Life {
  const dice = chance(seed)
  const entries: Entry[] = []
  let network: Network = unstarted('n')
  let now = Date.parse('2024-11-25T21:00:00Z')
  let ids = 0
  const id = () => `id${++ids}`
  const take = (outcome: { readonly entries: readonly Entry[]; readonly network: Network }) => {
    entries.push(...outcome.entries)
    network = outcome.network
  }
  const ask = (by: string, command: Asked) => {
    const outcome = decide(network, command, { now, by, answers: [] })
    if (outcome.kind !== 'refused') take(outcome)
  }
  const pass = (milliseconds: number) => {
    const until = now + milliseconds
    for (let wake = nextWake(network); wake !== undefined && wake <= until; wake = nextWake(network)) {
      now = Math.max(now, wake)
      take(passTime(network, now, []))
    }
    now = until
  }
  const agencyOf = (n: number) => agencies[n % agencies.length] ?? 'Health'
  const person = (n: number) => `person${n}`

  const moment = 'Mothers were turned away at three doors.'
  ask(person(0), {
    kind: 'start',
    name: 'South Side',
    moment,
    outcome: 'One door',
    agency: agencyOf(0),
    zone,
  })
  for (let n = 1; n < size - 1; n += 1) {
    const codeHash = `hash${n}`
    ask(person(0), {
      kind: 'invite',
      invitation: id(),
      codeHash,
      as: n === 3 ? 'active-client' : 'fellow-traveller',
    })
    ask(person(n), { kind: 'join', codeHash, agency: agencyOf(n) })
  }
  const nomination = id()
  ask(person(0), { kind: 'nominate', nomination, person: 'angel', role: 'guardian-angel' })
  ask('angel', { kind: 'accept-nomination', nomination, agency: 'Oversight' })

  for (let week = 0; week < weeks; week += 2) {
    pass(13 * day)
    const meeting = id()
    const willing = 0.35 + 0.5 * dice()
    ask(person(0), { kind: 'record-meeting', meeting, start: now - hour, minutes: 60, zone })
    for (let n = 1; n < size - 1; n += 1) {
      const there = dice() < willing
      ask(person(n), { kind: 'answer-attendance', meeting, there, person: person(n) })
    }
    const someone = 1 + Math.floor(dice() * (size - 2))
    if (dice() < 0.45) {
      const offer = {
        kind: kinds[Math.floor(dice() * kinds.length)] ?? 'time',
        what: `thing ${week}`,
        agency: agencyOf(someone),
      }
      ask(person(someone), { kind: 'put', resource: id(), offer })
    }
    const standing = [...network.resources.values()].filter(({ state }) => state === 'on-the-table')
    const [oldest] = standing
    if (oldest !== undefined && dice() < 0.3)
      ask(person(0), { kind: dice() < 0.5 ? 'use' : 'withdraw', resource: oldest.id })
    if (dice() < 0.2)
      ask(person(someone), { kind: 'keep-lesson', lesson: id(), text: `Lesson of week ${week}` })
    if (network.stalled !== undefined && dice() < 0.7)
      ask(person(0), {
        kind: 'put',
        resource: id(),
        offer: { kind: 'time', what: 'a morning', agency: agencyOf(0) },
      })
    pass(day)
  }
  return { network, entries, now }
}
