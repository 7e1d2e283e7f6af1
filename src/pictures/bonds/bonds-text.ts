// The bonds in words.
import { listText, pluralize, rich } from '../../conversation/kit/markup.ts'
import type { Network } from '../../domain/state.ts'
import { type AltText, type Cells, factTable } from '../alt-text.ts'
import type { BondedPerson, Bonds } from './bonds-data.ts'
import { initials } from './draw-bonds.ts'

/** The row of an agency with more people than this says how many they are, not who. */
const maxNames = 6

const columns = ['No.', 'Agency', 'People', 'Lines to other agencies that hold', 'Thinned out']

export function bondsText({ name }: Network, bonds: Bonds): AltText {
  const rows = bonds.agencies.map((_, index) => agencyCells(bonds, index))
  return { alt: paragraph(name, bonds), ...factTable(columns, rows, 'agencies') }
}

function paragraph(name: string, { agencies, people, across }: Bonds): string {
  const present = people.filter(({ hasLeft }) => !hasLeft).length
  const holding = across.filter(({ holds }) => holds).length
  return [
    `The bonds of ${name}: ${pluralize(present, 'person', 'people')} of ${pluralize(agencies.length, 'agency', 'agencies')}.`,
    'Of the lines between people of different agencies who met or shared,',
    `${holding} hold (renewed in the last 12 weeks) and ${across.length - holding} have thinned out.`,
  ].join(' ')
}

function agencyCells({ agencies, people, across }: Bonds, index: number): Cells {
  const present = people.filter(({ agency, hasLeft }) => agency === index && !hasLeft)
  const lines = across.filter(
    ({ one, other }) => people[one]?.agency === index || people[other]?.agency === index,
  )
  const holding = lines.filter(({ holds }) => holds).length
  return [
    rich`${index + 1}`,
    rich`${agencies[index] ?? ''}`,
    rich`${peopleText(present)}`,
    rich`${holding}`,
    rich`${lines.length - holding}`,
  ]
}

function peopleText(present: readonly BondedPerson[]): string {
  if (present.length === 0 || present.length > maxNames) return `${present.length}`
  return listText(present.map(({ name }) => `${name} (${initials(name) || '–'})`))
}
