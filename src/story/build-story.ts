// The story of a network: its journal as a document for people, phase by phase. Pure: entries in, a document out.
import type { Root, RootContent } from 'mdast'
import type { Run } from '../chat/card.ts'
import { phaseNames } from '../conversation/kit/labels.ts'
import { capitalize, rich } from '../conversation/kit/markup.ts'
import type { ReaderLocale } from '../conversation/kit/reader-locale.ts'
import type { People } from '../conversation/turn.ts'
import type { Instant } from '../domain/core/ids.ts'
import type { Phase } from '../domain/core/terms.ts'
import type { JournalEntry } from '../domain/events.ts'
import type { PictureKind } from '../domain/notices/notice.ts'
import type { Network } from '../domain/state.ts'
import { storyLines } from './lines/event-lines.ts'
import type { Chapter } from './lines/story-line.ts'
import { type MdastBuilder, mdastBuilder } from './mdast.ts'
import { type StoryContext, storyContext } from './story-context.ts'
import { meetingsSection, tableSection } from './story-tables.ts'
import { closingSection, openingSections } from './summary.ts'

/** A picture, and its facts in words: in one text, and as a table. */
export interface Illustration {
  readonly kind: PictureKind
  readonly png: Uint8Array
  readonly alt: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (readonly Run[])[])[]
}

/** The network must be the fold of the entries. */
export function buildStory(
  network: Network,
  entries: readonly JournalEntry[],
  people: People,
  reader: ReaderLocale,
  illustrations: readonly Illustration[] = [],
): Root {
  const context = storyContext(network, entries, people)
  const nodes = mdastBuilder(reader)
  return {
    type: 'root',
    children: [
      ...openingSections(context, nodes),
      ...pictureSection(illustrations, nodes),
      ...phaseSpans(entries).flatMap((span) => phaseSection(span, context, nodes)),
      ...closingSection(network, nodes),
    ],
  }
}

/** A stretch of the work in one phase. */
interface PhaseSpan {
  readonly phase: Phase
  readonly isFirst: boolean
  readonly from: Instant
  /** Absent for the last one. */
  readonly to: Instant | undefined
  readonly entries: readonly JournalEntry[]
}

/** Each crossing into a phase begins a span, also one back. */
function phaseSpans(entries: readonly JournalEntry[]): readonly PhaseSpan[] {
  const [first] = entries
  if (first === undefined) return []
  const begins: { phase: Phase; from: Instant; index: number }[] = [
    { phase: 'before-starting', from: first.at, index: 0 },
  ]
  for (const [index, entry] of entries.entries())
    if (entry.kind === 'phase-crossed') begins.push({ phase: entry.to, from: entry.at, index })
  return begins.map(({ phase, from, index }, n) => {
    const next = begins[n + 1]
    return { phase, isFirst: n === 0, from, to: next?.from, entries: entries.slice(index, next?.index) }
  })
}

const pictureNames: { readonly [kind in PictureKind]: string } = {
  timeline: 'The timeline',
  table: 'The table',
  bonds: 'The bonds',
}

function pictureSection(illustrations: readonly Illustration[], nodes: MdastBuilder): readonly RootContent[] {
  if (illustrations.length === 0) return []
  const section: RootContent[] = [nodes.heading(2, 'In pictures')]
  for (const { kind, png, alt, columns, rows } of illustrations) {
    section.push(nodes.heading(3, pictureNames[kind]), nodes.image(png, alt))
    if (rows.length > 0) section.push(nodes.table(columns, rows))
  }
  return section
}

function phaseSection(span: PhaseSpan, context: StoryContext, nodes: MdastBuilder): readonly RootContent[] {
  const { meetings, resources } = context.network
  const meetingsWithin = meetings.values().filter(({ start }) => isWithin(span, start))
  const resourcesWithin = resources.values().filter(({ at }) => isWithin(span, at))
  return [
    nodes.heading(2, capitalize(phaseNames[span.phase])),
    nodes.paragraph(spanText(span, context)),
    ...chapterSection('turning-points', span, context, nodes),
    ...chapterSection('people', span, context, nodes),
    ...meetingsSection([...meetingsWithin], context, nodes),
    ...tableSection([...resourcesWithin], context, nodes),
    ...chapterSection('risks', span, context, nodes),
    ...chapterSection('learned', span, context, nodes),
  ]
}

/** What was before the first entry, such as a meeting recorded afterwards, belongs to the first span. */
function isWithin({ isFirst, from, to }: PhaseSpan, at: Instant): boolean {
  return (isFirst || at >= from) && (to === undefined || at < to)
}

function spanText({ from, to }: PhaseSpan, { network, date }: StoryContext): readonly Run[] {
  const until = to ?? network.closing?.at
  if (until === undefined) return rich`Since ${date(from)}.`
  return rich`From ${date(from)} to ${date(until)}.`
}

const chapterNames: { readonly [chapter in Chapter]: string } = {
  'turning-points': 'Turning points',
  people: 'Who came into which role',
  risks: 'What stood in the way, and what came of it',
  learned: 'What was learned',
}

function chapterSection(
  chapter: Chapter,
  { entries }: PhaseSpan,
  context: StoryContext,
  nodes: MdastBuilder,
): readonly RootContent[] {
  const items = entries.flatMap((entry) =>
    storyLines(entry, context)
      .filter((line) => line.chapter === chapter)
      .map(({ runs }) => rich`${context.date(entry.at)}: ${runs}`),
  )
  return items.length === 0 ? [] : [nodes.heading(3, chapterNames[chapter]), nodes.list(items)]
}
