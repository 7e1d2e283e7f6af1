// A picture with its facts in words: for those who see it and for those who do not.

import type { ReaderLocale } from '../conversation/kit/reader-locale.ts'
import type { People } from '../conversation/turn.ts'
import type { Instant } from '../domain/core/ids.ts'
import type { JournalEntry } from '../domain/events.ts'
import type { PictureKind } from '../domain/notices/notice.ts'
import type { Network } from '../domain/state.ts'
import { type AltText, bondsWords, tableWords, timelineWords } from './alt-text.ts'
import { bondsOf } from './bonds-data.ts'
import { drawBonds } from './draw-bonds.ts'
import { drawTable } from './draw-table.ts'
import { drawTimeline } from './draw-timeline.ts'
import { rasterize } from './rasterize.ts'
import type { Svg } from './svg.ts'
import { holdingsOf } from './table-data.ts'
import { timelineOf } from './timeline-data.ts'

export interface Subject {
  readonly network: Network
  readonly entries: readonly JournalEntry[]
  readonly people: People
  readonly now: Instant
  readonly reader: ReaderLocale
}

export interface Picture extends AltText {
  readonly png: Uint8Array
}

export async function pictureOf(of: PictureKind, subject: Subject): Promise<Picture> {
  const { svg, ...words } = renderPicture(of, subject)
  return { png: await rasterize(svg), ...words }
}

export function renderPicture(
  of: PictureKind,
  { network, entries, people, now, reader }: Subject,
): AltText & { readonly svg: Svg } {
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
