// The facts of each picture in words, for whoever does not see it.
import type { Run } from '../chat/card.ts'
import { counted, listed, say, time } from '../conversation/say.ts'
import { kindNames, phaseNames } from '../conversation/vocabulary.ts'
import type { Severity } from '../network/facts.ts'
import type { BondsPicture } from './bonds.ts'
import type { TablePicture } from './table.ts'
import type { Timeline } from './timeline.ts'

export type Line = readonly Run[]

export function timelineWords(timeline: Timeline): readonly Line[] {
  const { held, missed, cancelled, came, used, left, phases, counts, limit, zone } = timeline
  const there = held.map((meeting) => meeting.there)
  const range = there.length === 0 ? '' : `, with ${rangeOf(there)} there`
  const bare = counts.at(-1)?.bare ?? 0
  return [
    ...phases
      .slice(-4)
      .map(({ phase, from }) => say`${capitalised(phaseNames[phase])} since ${time(from, zone, 'date')}`),
    say`${counted(held.length, 'meeting')} held${range}; ${missed.length} missed, ${cancelled.length} cancelled`,
    say`${came.length} came onto the table, ${used.length} were used, ${left.length} left it`,
    say`Flags: ${flagWords(timeline)}`,
    limit === undefined
      ? say`The six-meeting rule is off`
      : say`${counted(bare, 'meeting')} of ${limit} with nothing on the table`,
  ]
}

function rangeOf(numbers: readonly number[]): string {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)]
  return least === most ? counted(least, 'person', 'people') : `${least} to ${most} people`
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function flagWords({ flags }: Timeline): string {
  if (flags.length === 0) return 'none so far'
  const severities: readonly Severity[] = ['urgent', 'warning', 'heads-up']
  const by = severities.flatMap((severity) => {
    const count = flags.filter((flag) => flag.severity === severity).length
    return count === 0 ? [] : [`${count} ${severity}`]
  })
  return `${listed(by)}; ${flags.filter(({ isUp }) => isUp).length} up now`
}

export function tableWords({ rows }: TablePicture): readonly Line[] {
  if (rows.length === 0) return [say`Nothing was put on the table so far`]
  return rows.map(({ agency, cells }) => {
    const sums = { standing: 0, used: 0, offered: 0, gone: 0 }
    for (const cell of cells.values())
      for (const part of ['standing', 'used', 'offered', 'gone'] as const) sums[part] += cell[part]
    const parts = [
      `${sums.standing} on the table`,
      ...(sums.used === 0 ? [] : [`${sums.used} used`]),
      ...(sums.offered === 0 ? [] : [`${sums.offered} promised`]),
      ...(sums.gone === 0 ? [] : [`${sums.gone} gone`]),
    ]
    return say`${agency}: ${listed(parts)} (${listed([...cells.keys()].map((kind) => kindNames[kind]))})`
  })
}

/** So many pairs are named; the picture shows them all. */
const mostPairs = 6

export function bondsWords({ agencies, across }: BondsPicture): readonly Line[] {
  const met = across.filter(({ lately }) => lately > 0).toSorted((one, other) => other.lately - one.lately)
  const faded = across.filter(({ lately }) => lately === 0)
  return [
    ...agencies.map(({ agency, people }) => {
      const came = people.filter(({ cameLately }) => cameLately).length
      return say`${agency}: ${counted(people.length, 'person', 'people')}, of whom ${came} came in the last 3 months`
    }),
    met.length === 0
      ? say`No two agencies met in the last 3 months`
      : say`Met most in the last 3 months: ${listed(met.slice(0, mostPairs).map(({ one, other, lately }) => `${one} with ${other} (${counted(lately, 'meeting')})`))}`,
    ...(faded.length === 0
      ? []
      : [
          say`Not lately: ${listed(faded.slice(0, mostPairs).map(({ one, other }) => `${one} with ${other}`))}`,
        ]),
  ]
}
