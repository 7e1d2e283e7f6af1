// The story of a network: its journal told for people, by phase. Pure: entries in, a document out.
import type { Root, RootContent } from 'mdast'
import { plainRun, type Run } from '../chat/card.ts'
import { phaseNames, resourceLine } from '../conversation/kit/labels.ts'
import { listText, pluralize, rich, timeRun } from '../conversation/kit/markup.ts'
import type { People } from '../conversation/turn.ts'
import type { Instant } from '../domain/core/ids.ts'
import type { Phase } from '../domain/core/terms.ts'
import type { JournalEntry } from '../domain/events.ts'
import type { PictureKind } from '../domain/notices/notice.ts'
import type { Meeting, Network, Resource } from '../domain/state.ts'
import { type Chapter, storyLines } from './event-lines.ts'
import { type MdastBuilder, mdastBuilder, type StoryLocale } from './mdast.ts'
import { type StoryContext, storyContext } from './story-context.ts'

/** A stretch of the work in one phase. */
interface Part {
  readonly phase: Phase
  readonly from: Instant
  /** Absent for the last one. */
  readonly to?: Instant
  readonly entries: readonly JournalEntry[]
}

/** A picture, and its facts in words: in one text, and as a table. */
export interface Illustration {
  readonly kind: PictureKind
  readonly png: Uint8Array
  readonly alt: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (readonly Run[])[])[]
}

export function buildStory(
  network: Network,
  entries: readonly JournalEntry[],
  people: People,
  reader: StoryLocale,
  illustrations: readonly Illustration[] = [],
): Root {
  const about = storyContext(network, entries, people)
  const nodes = mdastBuilder(reader)
  const parts = partsOf(entries)
  return {
    type: 'root',
    children: [
      ...beginning(about, nodes),
      ...illustrated(illustrations, nodes),
      ...parts.flatMap((part, index) => tellPart(part, index === 0, about, nodes)),
      ...ending(network, nodes),
    ],
  }
}

/** Each crossing begins a part, also one back. */
function partsOf(entries: readonly JournalEntry[]): readonly Part[] {
  const [first] = entries
  if (first === undefined) return []
  const crossings = entries.flatMap((entry, index) =>
    entry.kind === 'phase-crossed' ? [{ phase: entry.to, from: entry.at, index }] : [],
  )
  const begins = [{ phase: 'before-starting' as const, from: first.at, index: 0 }, ...crossings]
  return begins.map(({ phase, from, index }, part) => {
    const next = begins[part + 1]
    return {
      phase,
      from,
      ...(next !== undefined && { to: next.from }),
      entries: entries.slice(index, next?.index),
    }
  })
}

function beginning(
  { network, entries, agencyOf }: StoryContext,
  nodes: MdastBuilder,
): readonly RootContent[] {
  const { name, outcome, zone, closing } = network
  const on = (at: Instant | undefined) => timeRun(at ?? network.started, zone, 'date')
  const persons = new Set(network.roles.map(({ person }) => person))
  const agencies = new Set([...persons].map(agencyOf).filter((agency) => agency !== undefined))
  const held = [...network.meetings.values()].filter(({ state }) => state.kind === 'held').length
  const resources = [...network.resources.values()].filter(({ stoodFrom }) => stoodFrom !== undefined)
  const used = resources.filter(({ state }) => state === 'used').length
  return [
    nodes.heading(1, `The story of ${name}`),
    nodes.paragraph(rich`Told from its journal, from ${on(entries[0]?.at)} to ${on(entries.at(-1)?.at)}.`),
    nodes.heading(2, 'What made it begin'),
    nodes.quote(network.moment),
    nodes.heading(2, 'The shared outcome'),
    nodes.quote(outcome),
    nodes.heading(2, 'In short'),
    nodes.list([
      rich`${pluralize(persons.size, 'person', 'people')} of ${pluralize(agencies.size, 'agency', 'agencies')} took part${agencies.size === 0 ? '' : `: ${listText([...agencies])}`}.`,
      rich`${pluralize(held, 'meeting')} took place.`,
      rich`${pluralize(resources.length, 'resource')} came onto the table, and ${used === 0 ? 'none' : used} of them ${used < 2 ? 'was' : 'were'} used${closing === undefined ? ' so far' : ''}.`,
      rich`${lessonsInShort(network)}`,
      standing(network),
    ]),
  ]
}

function lessonsInShort({ lessons }: Network): string {
  const kept = `${lessons.length === 0 ? 'No lesson' : pluralize(lessons.length, 'lesson')} ${lessons.length < 2 ? 'was' : 'were'} kept`
  const offered = lessons.filter((lesson) => lesson.offered !== undefined).length
  return offered === 0 ? `${kept}.` : `${kept}, and ${offered} offered to other networks.`
}

function standing({ closing, phase, stalled, zone }: Network): readonly Run[] {
  if (closing !== undefined) return rich`It was closed well on ${timeRun(closing.at, zone, 'date')}.`
  if (stalled !== undefined) return rich`It has stopped until it decides how to go on.`
  return rich`Its phase: ${phaseNames[phase]}.`
}

function illustrated(illustrations: readonly Illustration[], nodes: MdastBuilder): readonly RootContent[] {
  if (illustrations.length === 0) return []
  return [
    nodes.heading(2, 'In pictures'),
    ...illustrations.flatMap(({ kind, png, alt, columns, rows }) => [
      nodes.heading(3, pictureNames[kind]),
      nodes.image(png, alt),
      ...(rows.length === 0 ? [] : [nodes.table(columns, rows)]),
    ]),
  ]
}

const pictureNames: { readonly [kind in PictureKind]: string } = {
  timeline: 'The timeline',
  table: 'The table',
  bonds: 'The bonds',
}

const chapterNames: { readonly [chapter in Chapter]: string } = {
  'turning-points': 'Turning points',
  people: 'Who came into which role',
  risks: 'What stood in the way, and what came of it',
  learned: 'What was learned',
}

function tellPart(
  part: Part,
  isFirst: boolean,
  about: StoryContext,
  nodes: MdastBuilder,
): readonly RootContent[] {
  const within = (at: Instant) => (isFirst || at >= part.from) && (part.to === undefined || at < part.to)
  const chapter = (name: Chapter) => tellChapter(name, part, about, nodes)
  const phase = phaseNames[part.phase]
  return [
    nodes.heading(2, `${phase.charAt(0).toUpperCase()}${phase.slice(1)}`),
    nodes.paragraph(spanWords(part, about.network)),
    ...chapter('turning-points'),
    ...chapter('people'),
    ...tellMeetings(
      [...about.network.meetings.values()].filter(({ start }) => within(start)),
      about,
      nodes,
    ),
    ...tellTable(
      [...about.network.resources.values()].filter(({ at }) => within(at)),
      about,
      nodes,
    ),
    ...chapter('risks'),
    ...chapter('learned'),
  ]
}

function spanWords({ from, to }: Part, { zone, closing }: Network): readonly Run[] {
  const since = timeRun(from, zone, 'date')
  const until = to ?? closing?.at
  return until === undefined ? rich`Since ${since}.` : rich`From ${since} to ${timeRun(until, zone, 'date')}.`
}

function tellChapter(
  name: Chapter,
  { entries }: Part,
  about: StoryContext,
  nodes: MdastBuilder,
): readonly RootContent[] {
  const lines = entries.flatMap((entry) => {
    const lines = [storyLines(entry, about) ?? []].flat()
    return lines
      .filter(({ chapter }) => chapter === name)
      .map(({ runs }) => rich`${timeRun(entry.at, about.network.zone, 'date')}: ${runs}`)
  })
  return lines.length === 0 ? [] : [nodes.heading(3, chapterNames[name]), nodes.list(lines)]
}

function tellMeetings(
  meetings: readonly Meeting[],
  about: StoryContext,
  nodes: MdastBuilder,
): readonly RootContent[] {
  const shown = meetings
    .filter(({ state }) => state.kind !== 'struck')
    .toSorted((one, other) => one.start - other.start)
  if (shown.length === 0) return []
  const rows = shown.map((meeting) => {
    const there = [...meeting.attendance].filter(([, was]) => was).map(([person]) => person)
    return [
      [timeRun(meeting.start, about.network.zone)],
      rich`${meetingWords[meeting.state.kind]}`,
      there.length === 0
        ? rich`${meeting.state.kind === 'planned' ? 'nobody yet' : 'nobody'}`
        : about.whoAll(there),
    ]
  })
  return [nodes.heading(3, 'Meetings'), nodes.table(['When', 'How it went', 'Who was there'], rows)]
}

const meetingWords: { readonly [state in Meeting['state']['kind']]: string } = {
  planned: 'planned',
  'checking-in': 'its check-in is open',
  held: 'took place',
  missed: 'did not take place',
  cancelled: 'cancelled',
  struck: 'never took place',
}

function tellTable(
  resources: readonly Resource[],
  about: StoryContext,
  nodes: MdastBuilder,
): readonly RootContent[] {
  const shown = resources.filter(({ state }) => state !== 'struck')
  if (shown.length === 0) return []
  const rows = shown.map((resource) => [
    [timeRun(resource.at, about.network.zone, 'date')],
    resourceLine(resource, nodes.locale),
    becameOf(resource, about),
  ])
  return [nodes.heading(3, 'On the table'), nodes.table(['Since', 'What', 'What became of it'], rows)]
}

function becameOf(resource: Resource, { network, entries }: StoryContext): readonly Run[] {
  const entry = entries.findLast(
    (one) =>
      (one.kind === 'resource-used' || one.kind === 'resource-withdrawn') && one.resource === resource.id,
  )
  const at = resource.was?.at ?? entry?.at
  const when = at === undefined ? '' : rich` on ${timeRun(at, network.zone, 'date')}`
  switch (resource.state) {
    case 'offered':
      return rich`promised`
    case 'on-the-table':
      return rich`on the table`
    case 'used': {
      const what = entry?.kind === 'resource-used' ? entry.what : undefined
      return rich`used${when}${what === undefined ? '' : `: “${what}”`}`
    }
    case 'withdrawn': {
      const why = entry?.kind === 'resource-withdrawn' ? entry.why : undefined
      return rich`taken back${when}${why === undefined ? '' : `: “${why}”`}`
    }
    case 'lapsed':
      return rich`lapsed: its date passed before it came onto the table`
    case 'struck':
      return [plainRun('taken away again')]
  }
}

function ending({ closing }: Network, nodes: MdastBuilder): readonly RootContent[] {
  if (closing === undefined) return []
  const part = (title: string, text: string) =>
    text === '' ? [] : [nodes.heading(3, title), nodes.quote(text)]
  return [
    nodes.heading(2, 'How it ended'),
    ...part('What we did, why and how', closing.did),
    ...part('What others could borrow', closing.borrow),
    ...part('What not to repeat', closing.avoid),
    ...part('What happens to what is on the table', closing.resources),
  ]
}
