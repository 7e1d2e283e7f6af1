// The tables of a story: meetings with who was there, and resources with what became of them.
import type { RootContent } from 'mdast'
import { plainRun, type Run } from '../chat/card.ts'
import { resourceLine } from '../conversation/kit/labels.ts'
import { rich, timeRun } from '../conversation/kit/markup.ts'
import type { JournalEntry } from '../domain/events.ts'
import type { Meeting } from '../domain/meetings/state.ts'
import type { Resource } from '../domain/table/state.ts'
import type { MdastBuilder } from './mdast.ts'
import type { StoryContext } from './story-context.ts'

const meetingStates: { readonly [state in Meeting['state']['kind']]: string } = {
  planned: 'planned',
  'checking-in': 'check-in still open',
  held: 'took place',
  missed: 'did not take place',
  cancelled: 'cancelled',
  struck: 'never took place',
}

export function meetingsSection(
  meetings: readonly Meeting[],
  context: StoryContext,
  nodes: MdastBuilder,
): readonly RootContent[] {
  const shown = meetings
    .filter(({ state }) => state.kind !== 'struck')
    .toSorted((one, other) => one.start - other.start)
  if (shown.length === 0) return []
  const rows = shown.map((meeting) => [
    [timeRun(meeting.start, context.network.zone)],
    rich`${howItWent(meeting)}`,
    attendees(meeting, context),
  ])
  return [nodes.heading(3, 'Meetings'), nodes.table(['When', 'How it went', 'Who was there'], rows)]
}

function howItWent({ state, whileStopped }: Meeting): string {
  const went = meetingStates[state.kind]
  return whileStopped && state.kind === 'held' ? `${went} while the network was stopped` : went
}

function attendees({ attendance, state }: Meeting, { whoAll }: StoryContext): readonly Run[] {
  const persons = [...attendance].filter(([, wasThere]) => wasThere).map(([person]) => person)
  if (persons.length > 0) return whoAll(persons)
  return state.kind === 'planned' ? rich`nobody yet` : rich`nobody`
}

export function tableSection(
  resources: readonly Resource[],
  context: StoryContext,
  nodes: MdastBuilder,
): readonly RootContent[] {
  const shown = resources.filter(({ state }) => state !== 'struck')
  if (shown.length === 0) return []
  const rows = shown.map((resource) => [
    [context.date(resource.at)],
    resourceLine(resource, nodes.locale),
    fateOf(resource, context),
  ])
  return [nodes.heading(3, 'On the table'), nodes.table(['Since', 'What', 'What became of it'], rows)]
}

function fateOf(resource: Resource, context: StoryContext): readonly Run[] {
  const entry = lastChange(resource, context.entries)
  const when = dateText(resource.was?.at ?? entry?.at, context)
  switch (resource.state) {
    case 'offered':
      return rich`promised`
    case 'on-the-table':
      return rich`on the table`
    case 'used':
      return rich`in use${when}${reason(entry?.kind === 'resource-used' ? entry.what : undefined)}`
    case 'used-up':
      return rich`used up${when}${reason(entry?.kind === 'resource-used-up' ? entry.what : undefined)}`
    case 'ended':
      return rich`there until its last day`
    case 'withdrawn':
      return rich`taken back${when}${reason(entry?.kind === 'resource-withdrawn' ? entry.why : undefined)}`
    case 'lapsed':
      return rich`lapsed: its date passed before it was put on the table`
    case 'struck':
      return [plainRun('taken away again')]
  }
}

function lastChange(resource: Resource, entries: readonly JournalEntry[]) {
  return entries.findLast(
    (entry): entry is JournalEntry & { kind: 'resource-used' | 'resource-used-up' | 'resource-withdrawn' } =>
      (entry.kind === 'resource-used' ||
        entry.kind === 'resource-used-up' ||
        entry.kind === 'resource-withdrawn') &&
      entry.resource === resource.id,
  )
}

function dateText(at: number | undefined, { date }: StoryContext): readonly Run[] {
  return at === undefined ? [] : rich` on ${date(at)}`
}

function reason(words: string | undefined): string {
  return words === undefined ? '' : `: “${words}”`
}
