// Four meetings were held, and since then no lesson was kept and nobody reflected. Clears with either.
import { meetingsInState } from '../../meetings/meetings.ts'
import { activeWhen, type FlagRule } from '../flag-rule.ts'

const meetings = 4

export const notLearning: FlagRule = {
  severity: 'heads-up',
  audience: 'angels',
  risks(network) {
    const kept = network.lessons.at(-1)?.at ?? 0
    const reflected = network.rounds
      .values()
      .map(({ closed }) => (closed && closed.answered > 0 ? closed.at : 0))
    const since = Math.max(kept, ...reflected)
    return activeWhen(meetingsInState(network, 'held').filter(({ end }) => end > since).length >= meetings)
  },
}
