// A picture of a network with its facts in words, for people who see it and for people who do not.

import type { ReaderLocale } from '../conversation/kit/reader-locale.ts'
import type { People } from '../conversation/turn.ts'
import type { Instant } from '../domain/core/ids.ts'
import type { JournalEntry } from '../domain/events.ts'
import type { PictureKind } from '../domain/notices/notice.ts'
import type { Network } from '../domain/state.ts'
import type { AltText } from './alt-text.ts'
import { bondsOf } from './bonds/bonds-data.ts'
import { bondsText } from './bonds/bonds-text.ts'
import { drawBonds } from './bonds/draw-bonds.ts'
import { rasterize } from './drawing/rasterize.ts'
import type { Svg } from './drawing/svg.ts'
import { drawTable } from './table/draw-table.ts'
import { tableData } from './table/table-data.ts'
import { tableText } from './table/table-text.ts'
import { drawTimeline } from './timeline/draw-timeline.ts'
import { timelineOf } from './timeline/timeline-data.ts'
import { timelineText } from './timeline/timeline-text.ts'

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

export async function pictureOf(kind: PictureKind, subject: Subject): Promise<Picture> {
  const { svg, ...text } = renderPicture(kind, subject)
  return { png: await rasterize(svg), ...text }
}

export function renderPicture(
  kind: PictureKind,
  { network, entries, people, now, reader }: Subject,
): AltText & { readonly svg: Svg } {
  switch (kind) {
    case 'timeline': {
      const timeline = timelineOf(network, entries, now)
      return {
        svg: drawTimeline(network.name, timeline, reader),
        ...timelineText(network, timeline, reader),
      }
    }
    case 'table': {
      const table = tableData(network)
      return { svg: drawTable(network.name, table, now, reader), ...tableText(network, table) }
    }
    case 'bonds': {
      const bonds = bondsOf(network, entries, people, now)
      return { svg: drawBonds(network.name, bonds, now, reader), ...bondsText(network, bonds) }
    }
  }
}
