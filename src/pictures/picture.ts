// A picture with its facts in words: for those who see it and for those who do not.
import type { People } from '../conversation/turn.ts'
import type { Entry, Instant } from '../network/entry.ts'
import type { PictureKind } from '../network/notice.ts'
import type { Network } from '../network/state.ts'
import type { Reader } from '../story/nodes.ts'
import { bondsOf } from './bonds.ts'
import { drawBonds } from './draw-bonds.ts'
import { drawTable } from './draw-table.ts'
import { drawTimeline } from './draw-timeline.ts'
import { holdingsOf } from './holdings.ts'
import { asPng } from './png.ts'
import type { Svg } from './svg.ts'
import { timelineOf } from './timeline.ts'
import { bondsWords, type InWords, tableWords, timelineWords } from './words.ts'

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
