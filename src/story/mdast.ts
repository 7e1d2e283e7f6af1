// Pieces of a document. People's words become text in it, never markup.
import type { BlockContent, Heading, List, Paragraph, PhrasingContent, Table } from 'mdast'
import type { Run } from '../chat/card.ts'
import { plainRuns } from '../chat/fallback-text.ts'
import type { ReaderLocale } from '../conversation/kit/reader-locale.ts'

export interface MdastBuilder {
  readonly locale: string
  heading(depth: 1 | 2 | 3, text: string): Heading
  paragraph(runs: readonly Run[]): Paragraph
  list(items: readonly (readonly Run[])[]): List
  quote(text: string, by?: string): BlockContent
  /** A picture; a page shows it, Markdown leaves it to the words below it. */
  image(png: Uint8Array, alt: string): Paragraph
  table(columns: readonly string[], rows: readonly (readonly (readonly Run[])[])[]): Table
}

export function mdastBuilder({ zone, locale }: ReaderLocale): MdastBuilder {
  const phrasing = (runs: readonly Run[]): PhrasingContent[] =>
    runs.map((run) => {
      const value = plainRuns([run], zone, locale)
      const text = { type: 'text' as const, value }
      return run.kind === 'words' && run.strong ? { type: 'strong' as const, children: [text] } : text
    })
  const paragraph = (runs: readonly Run[]): Paragraph => ({ type: 'paragraph', children: phrasing(runs) })
  const text = (value: string): PhrasingContent => ({ type: 'text', value })
  return {
    locale,
    paragraph,
    heading: (depth, value) => ({ type: 'heading', depth, children: [text(value)] }),
    list: (items) => ({
      type: 'list',
      spread: false,
      children: items.map((item) => ({ type: 'listItem', spread: false, children: [paragraph(item)] })),
    }),
    quote: (words, by) => ({
      type: 'blockquote',
      children: [
        ...words
          .split(/\n\s*\n/)
          .map((part): Paragraph => ({ type: 'paragraph', children: [text(part.trim())] })),
        ...(by === undefined ? [] : [paragraph([{ kind: 'words', text: `(${by})` }])]),
      ],
    }),
    image: (png, alt) => ({
      type: 'paragraph',
      children: [{ type: 'image', alt, url: `data:image/png;base64,${Buffer.from(png).toString('base64')}` }],
    }),
    table: (columns, rows) => ({
      type: 'table',
      align: columns.map(() => null),
      children: [columns.map((column) => [text(column)]), ...rows.map((row) => row.map(phrasing))].map(
        (cells) => ({
          type: 'tableRow' as const,
          children: cells.map((children) => ({ type: 'tableCell' as const, children })),
        }),
      ),
    }),
  }
}
