// Networks that run by the rules alone, in simulated time. The same seed gives the same events.
import type { Command } from '../../../src/domain/commands.ts'
import type { JournalEntry } from '../../../src/domain/events.ts'
import { decide, nextWake, passTime } from '../../../src/domain/network.ts'
import { type Network, unstarted } from '../../../src/domain/state.ts'

export const zone = 'Pacific/Auckland'

export type IssuedCommand = Exclude<Command, { kind: 'pass-time' }>

/** Pseudo-random numbers from 0 to below 1 (Park and Miller, 1988). */
export function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return (state - 1) / 2_147_483_646
  }
}

export interface Watcher {
  /** Called when the network is about to stay as it is until that instant. */
  until?(network: Network, instant: number): void
  stepped?(before: Network, after: Network, entries: readonly JournalEntry[], now: number): void
}

export class SimulatedNetwork {
  network: Network
  readonly entries: JournalEntry[] = []
  now: number
  private ids = 0
  private readonly watcher: Watcher

  constructor(id: string, now: number, watcher: Watcher = {}) {
    this.network = unstarted(id)
    this.now = now
    this.watcher = watcher
  }

  id(): string {
    this.ids += 1
    return `${this.network.id}-${this.ids}`
  }

  /** Returns whether the command was accepted. A refused one changes nothing. */
  ask(by: string, command: IssuedCommand): boolean {
    const outcome = decide(this.network, command, { now: this.now, by, answers: [] })
    if (outcome.kind === 'refused') return false
    this.take(outcome)
    return true
  }

  pass(milliseconds: number): void {
    const until = this.now + milliseconds
    for (
      let wake = nextWake(this.network);
      wake !== undefined && wake <= until;
      wake = nextWake(this.network)
    ) {
      this.move(Math.max(this.now, wake))
      this.take(passTime(this.network, { now: this.now, answers: [] }))
    }
    this.move(until)
  }

  join(person: string, agency: string, as: 'fellow-traveller' | 'active-client' = 'fellow-traveller'): void {
    const codeHash = `code of ${person}`
    this.ask('person0', { kind: 'invite', invitation: this.id(), codeHash, as })
    this.ask(person, { kind: 'join', codeHash, agency })
  }

  makeAngel(person: string): void {
    const nomination = this.id()
    this.ask('person0', { kind: 'nominate', nomination, person, role: 'guardian-angel' })
    this.ask(person, { kind: 'accept-nomination', nomination, agency: 'Oversight' })
  }

  private move(instant: number): void {
    this.watcher.until?.(this.network, instant)
    this.now = instant
  }

  private take({
    entries,
    network,
  }: {
    readonly entries: readonly JournalEntry[]
    readonly network: Network
  }): void {
    const before = this.network
    this.entries.push(...entries)
    this.network = network
    if (entries.length > 0) this.watcher.stepped?.(before, network, entries, this.now)
  }
}
