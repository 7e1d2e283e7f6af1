// The beginning of a story, which sums it up, and its end.
import type { RootContent } from 'mdast'
import type { Run } from '../chat/card.ts'
import { phaseNames } from '../conversation/kit/labels.ts'
import { listText, pluralize, rich, timeRun } from '../conversation/kit/markup.ts'
import { distinctAgencies } from '../domain/core/agencies.ts'
import type { Network } from '../domain/state.ts'
import { wasUsed } from '../domain/table/table.ts'
import type { MdastBuilder } from './mdast.ts'
import type { StoryContext } from './story-context.ts'

export function openingSections(context: StoryContext, nodes: MdastBuilder): readonly RootContent[] {
  const { network, entries, date } = context
  const from = date(entries[0]?.at ?? network.started)
  const to = date(entries.at(-1)?.at ?? network.started)
  return [
    nodes.heading(1, `The story of ${network.name}`),
    nodes.paragraph(rich`Told from the network’s record, from ${from} to ${to}.`),
    nodes.heading(2, 'What made it begin'),
    nodes.quote(network.moment, network.momentWhen === '' ? undefined : network.momentWhen),
    nodes.heading(2, 'The shared outcome'),
    nodes.quote(network.outcome),
    nodes.heading(2, 'In short'),
    nodes.list([
      rich`${participation(context)}`,
      rich`${meetingsHeld(network)}`,
      rich`${resourcesUsed(network)}`,
      rich`${lessonsLearned(network)}`,
      standing(network),
    ]),
  ]
}

function participation({ network, agencyOf }: StoryContext): string {
  const persons = new Set(network.roles.map(({ person }) => person))
  const agencies = distinctAgencies([...persons].flatMap((person) => agencyOf(person) ?? []))
  const names = agencies.length === 0 ? '' : `: ${listText(agencies)}`
  const counts = `${pluralize(persons.size, 'person', 'people')} of ${pluralize(agencies.length, 'agency', 'agencies')}`
  return `${counts} took part${names}.`
}

function meetingsHeld({ meetings }: Network): string {
  const held = [...meetings.values()].filter(({ state }) => state.kind === 'held').length
  return `${pluralize(held, 'meeting')} took place.`
}

function resourcesUsed(network: Network): string {
  const resources = [...network.resources.values()].filter(({ stoodFrom }) => stoodFrom !== undefined)
  const used = resources.filter(wasUsed).length
  const usedCount = used === 0 ? 'none' : used
  const were = used < 2 ? 'was' : 'were'
  const soFar = network.closing === undefined ? ' so far' : ''
  return `${pluralize(resources.length, 'resource')} came onto the table, and ${usedCount} of them ${were} used${soFar}.`
}

function lessonsLearned({ lessons }: Network): string {
  const count = lessons.length === 0 ? 'No lesson' : pluralize(lessons.length, 'lesson')
  const were = lessons.length < 2 ? 'was' : 'were'
  const offered = lessons.filter((lesson) => lesson.offered !== undefined).length
  const toOthers = offered === 0 ? '' : `, and ${offered} offered to other networks`
  return `${count} ${were} kept${toOthers}.`
}

function standing({ closing, phase, stalled, zone }: Network): readonly Run[] {
  if (closing !== undefined) return rich`It was closed well on ${timeRun(closing.at, zone, 'date')}.`
  if (stalled !== undefined) return rich`It has stopped until its members decide how to go on.`
  return rich`It is in the phase “${phaseNames[phase]}”.`
}

export function closingSection({ closing }: Network, nodes: MdastBuilder): readonly RootContent[] {
  if (closing === undefined) return []
  const answers = [
    ['What we did, why and how', closing.did],
    ['What others could borrow', closing.borrow],
    ['What not to repeat', closing.avoid],
    ['What happens to what is on the table', closing.resources],
  ] as const
  const answered = answers.filter(([, text]) => text !== '')
  return [
    nodes.heading(2, 'How it ended'),
    ...answered.flatMap(([title, text]) => [nodes.heading(3, title), nodes.quote(text)]),
  ]
}
