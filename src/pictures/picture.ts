// A picture with its facts in words: for those who see it and for those who do not.
import type { People } from '../conversation/turn.ts'
import type { Entry, Instant } from '../domain/core/journal-entry.ts'
import type { PictureKind } from '../domain/notices/notice.ts'
import type { Network } from '../domain/state.ts'
import type { Reader } from '../story/mdast.ts'
import { bondsWords, type InWords, tableWords, timelineWords } from './alt-text.ts'
import { bondsOf } from './bonds-data.ts'
import { drawBonds } from './draw-bonds.ts'
import { drawTable } from './draw-table.ts'
import { drawTimeline } from './draw-timeline.ts'
import { asPng } from './rasterize.ts'
import type { Svg } from './svg.ts'
import { holdingsOf } from './table-data.ts'
import { timelineOf } from './timeline-data.ts'

export interface Subject {
  readonly network: Network
  readonly entries: readonly Entry[]
  readonly people: People
  readonly now: Instant
  readonly reader: Reader
}

export interface Picture extends InWords {
  readonly png: Uint8Array
}

export async function pictureOf(of: PictureKind, subject: Subject): Promise<Picture> {
  const { svg, ...words } = drawn(of, subject)
  return { png: await asPng(svg), ...words }
}

export function drawn(
  of: PictureKind,
  { network, entries, people, now, reader }: Subject,
): InWords & { readonly svg: Svg } {
  switch (of) {
    case 'timeline': {
      const timeline = timelineOf(network, entries, now)
      return {
        svg: drawTimeline(network.name, timeline, reader),
        ...timelineWords(network, timeline, reader),
      }
    }
    case 'table': {
      const holdings = holdingsOf(network)
      return { svg: drawTable(network.name, holdings, now, reader), ...tableWords(network, holdings) }
    }
    case 'bonds': {
      const bonds = bondsOf(network, entries, people, now)
      return { svg: drawBonds(network.name, bonds, now, reader), ...bondsWords(network, bonds) }
    }
  }
}
