// Four meetings were held and no lesson was kept. Clears with the next lesson.
import { meetingsBy } from '../meetings.ts'
import { type FlagRule, when } from './rule.ts'

const meetings = 4

export const notLearning: FlagRule = {
  severity: 'heads-up',
  audience: 'angels',
  risks(network) {
    const since = network.lessons.at(-1)?.at ?? 0
    return when(meetingsBy(network, 'held').filter(({ end }) => end > since).length >= meetings)
  },
}
