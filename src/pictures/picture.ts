// A picture with its facts in words.
import { plainRuns } from '../chat/plain.ts'
import type { Entry, Instant } from '../network/entry.ts'
import type { PictureKind } from '../network/notice.ts'
import type { Network } from '../network/state.ts'
import { bondsChart, bondsOf } from './bonds.ts'
import type { Chart } from './draw.ts'
import { tableChart, tableOf } from './table.ts'
import { timelineOf } from './timeline.ts'
import { timelineChart } from './timeline-chart.ts'
import { bondsWords, type Line, tableWords, timelineWords } from './words.ts'

export interface Picture {
  readonly chart: Chart
  readonly lines: readonly Line[]
  /** The same in one text. */
  readonly alt: string
}

/** As things stood at `now`; `entries` are the whole journal of the network. */
export function pictureOf(
  kind: PictureKind,
  network: Network,
  entries: readonly Entry[],
  now: Instant,
): Picture {
  const { chart, lines } = drawn(kind, network, entries, now)
  return { chart, lines, alt: lines.map((line) => plainRuns(line, network.zone)).join('. ') }
}

function drawn(kind: PictureKind, network: Network, entries: readonly Entry[], now: Instant) {
  switch (kind) {
    case 'timeline': {
      const timeline = timelineOf(network.id, entries, now)
      return { chart: timelineChart(timeline), lines: timelineWords(timeline) }
    }
    case 'table': {
      const table = tableOf(network)
      return { chart: tableChart(table), lines: tableWords(table) }
    }
    case 'bonds': {
      const bonds = bondsOf(network, now)
      return { chart: bondsChart(bonds), lines: bondsWords(bonds) }
    }
  }
}
