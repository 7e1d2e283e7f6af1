// A network of many people over two years, as the pictures and the story show one.
import { day, hour } from '../../../src/domain/core/time.ts'
import { chance, SimulatedNetwork, zone } from './simulated-networks.ts'

const agencies = ['Health', 'Council', 'Education', 'Police', 'Housing', 'Te Rūnanga', 'Community trust']
const kinds = ['money', 'time', 'data', 'space', 'expertise', 'mandate', 'access'] as const

/** The network meets every fortnight. People come or stay away, and put things on the table, use and withdraw them. */
export function twoYearJournal({
  people: size,
  weeks,
  seed = 7,
}: {
  people: number
  weeks: number
  seed?: number
}): SimulatedNetwork {
  const dice = chance(seed)
  const life = new SimulatedNetwork('n', Date.parse('2024-11-25T21:00:00Z'))
  const agencyOf = (n: number) => agencies[n % agencies.length] ?? 'Health'
  const person = (n: number) => `person${n}`
  const moment = 'Mothers were turned away at three doors.'
  const agency = agencyOf(0)
  life.ask(person(0), { kind: 'start', name: 'South Side', moment, outcome: 'One door', agency, zone })
  for (let n = 1; n < size - 1; n += 1)
    life.join(person(n), agencyOf(n), n === 3 ? 'active-client' : 'fellow-traveller')
  life.makeAngel('angel')

  for (let week = 0; week < weeks; week += 2) {
    life.pass(13 * day)
    const meeting = life.id()
    const willing = 0.35 + 0.5 * dice()
    life.ask(person(0), { kind: 'record-meeting', meeting, start: life.now - hour, minutes: 60, zone })
    for (let n = 1; n < size - 1; n += 1) {
      const there = dice() < willing
      life.ask(person(n), { kind: 'answer-attendance', meeting, there, person: person(n) })
    }
    const someone = 1 + Math.floor(dice() * (size - 2))
    if (dice() < 0.45) {
      const kind = kinds[Math.floor(dice() * kinds.length)] ?? 'time'
      const offer = { kind, what: `thing ${week}`, agency: agencyOf(someone) }
      life.ask(person(someone), { kind: 'put', resource: life.id(), offer })
    }
    const oldest = [...life.network.resources.values()].find(({ state }) => state === 'on-the-table')
    if (oldest !== undefined && dice() < 0.3)
      life.ask(person(0), { kind: dice() < 0.5 ? 'use' : 'withdraw', resource: oldest.id })
    if (dice() < 0.2)
      life.ask(person(someone), { kind: 'keep-lesson', lesson: life.id(), text: `Lesson of week ${week}` })
    if (life.network.stalled !== undefined && dice() < 0.7)
      life.ask(person(0), {
        kind: 'put',
        resource: life.id(),
        offer: { kind: 'time', what: 'a morning', agency },
      })
    life.pass(day)
  }
  return life
}
