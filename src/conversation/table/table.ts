// The table: what is there, and what can be typed, pressed and submitted about it.
import type { Block, Run } from '../../chat/card.ts'
import type { Network } from '../../domain/state.ts'
import type { Resource } from '../../domain/table/state.ts'
import { isStanding, mayChange } from '../../domain/table/table.ts'
import { type Answer, openForm, showCard } from '../answers.ts'
import { pictureButton } from '../documents/pictures.ts'
import { resourceLine } from '../kit/labels.ts'
import { bold, button, buttons, card, heading, rich, textBlock } from '../kit/markup.ts'
import { bareCountText } from '../meetings/count-text.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn } from '../turn.ts'
import { changeForm, changeResource, submitChange } from './change-resource.ts'
import { editById, editByWords, submitEdit } from './edit-resource.ts'
import { putForm } from './put-form.ts'
import { putFromForm, putFromText } from './put-resource.ts'

/** A message has room for so many resources of each state. */
const maxPerState = 15

const tableSections: readonly (readonly [string, ...(readonly Resource['state'][])])[] = [
  ['On the table', 'on-the-table'],
  ['In use', 'used'],
  ['Promised, not counted yet', 'offered'],
  ['Used up', 'used-up'],
  ['Taken back, or past its last day', 'withdrawn', 'lapsed', 'ended'],
]

function tableCard(turn: NetworkTurn): Answer {
  const { network, speaker } = turn
  const all = [...network.resources.values()]
  const inState = (...states: readonly Resource['state'][]) => all.filter((one) => states.includes(one.state))
  const blocks: (Block | undefined)[] = [heading(`On the table of ${network.name}`)]
  if (all.length === 0) blocks.push(textBlock(emptyTableText(network)))
  for (const [title, ...states] of tableSections)
    blocks.push(...resourceBlocks(title, inState(...states), speaker.locale))
  if (network.closing === undefined) blocks.push(textBlock(rich`${bareCountText(network)}`))
  blocks.push(tableButtons(turn, all))
  return showCard(card(...blocks))
}

function emptyTableText(network: Network): readonly Run[] {
  if (network.closing !== undefined) return rich`Nothing is on the table.`
  return rich`Nothing yet. What could your agency put where everyone can use it?`
}

function resourceBlocks(
  title: string,
  resources: readonly Resource[],
  locale: string | undefined,
): readonly Block[] {
  if (resources.length === 0) return []
  const shown = resources.slice(0, maxPerState)
  const blocks: Block[] = [
    textBlock(rich`${bold(title)}`),
    { kind: 'list', items: shown.map((one) => resourceLine(one, locale)) },
  ]
  if (resources.length > shown.length)
    blocks.push(textBlock(rich`and ${resources.length - shown.length} more`))
  return blocks
}

function tableButtons({ network, speaker }: NetworkTurn, resources: readonly Resource[]): Block | undefined {
  const values = { network: network.id }
  const row = [button('Put something on the table', 'put', values, 'primary')]
  const hasOwn = resources.some(
    (one) => (isStanding(one) || one.state === 'offered') && mayChange(network, speaker.id, one.agency),
  )
  if (hasOwn)
    row.push(
      button('In use or used up', 'use', values),
      button('Change one', 'change', values),
      button('Take one back', 'withdraw', values),
    )
  if (resources.length > 0) row.push(pictureButton(network, 'table'))
  return buttons(...row)
}

/** The state in which the change left the resource. */
function stateAfter(change: string | undefined): 'used' | 'used-up' | 'withdrawn' {
  if (change === 'use') return 'used'
  return change === 'use-up' ? 'used-up' : 'withdrawn'
}

export const tableModule: CommandModule = {
  commands: [
    {
      name: 'put',
      takes: '[what]',
      help: 'put something on the table: put 0.5 FTE analyst until June',
      needs: 'network',
      handle: putFromText,
    },
    { name: 'table', help: 'what is on the table', needs: 'network', whileClosed: true, handle: tableCard },
    {
      name: 'change',
      takes: '[what]',
      help: 'change what is on the table or promised: its amount, dates, terms or condition',
      needs: 'network',
      handle: editByWords,
    },
    {
      name: 'use',
      takes: '[what]',
      help: 'say that a resource is in use, or used up',
      needs: 'network',
      handle: (turn, words) => changeForm(turn, 'use', { words }),
    },
    {
      name: 'withdraw',
      takes: '[what]',
      help: 'take a resource back',
      needs: 'network',
      handle: (turn, words) => changeForm(turn, 'withdraw', { words }),
    },
  ],
  actions: {
    put: { needs: 'network', handle: (turn, { meeting }) => openForm(putForm(turn, { meeting })) },
    withdraw: {
      needs: 'network',
      handle: (turn, { resource }) => changeForm(turn, 'withdraw', { resource }),
    },
    change: { needs: 'network', handle: (turn, { resource }) => editById(turn, resource) },
    'put-offered': {
      needs: 'network',
      handle: (turn, { resource = '' }) => changeResource(turn, 'put-offered', { resource, more: '' }),
    },
    'undo-change': {
      needs: 'network',
      handle: (turn, { resource = '', change }) => ({
        kind: 'run-command',
        network: turn.network.id,
        command: { kind: 'undo-change', resource, from: stateAfter(change) },
        done: (after) =>
          card(textBlock(rich`Undone: it’s back as it was.`), textBlock(rich`${bareCountText(after)}`)),
      }),
    },
    'undo-edit': {
      needs: 'network',
      handle: (turn, { resource = '' }) => ({
        kind: 'run-command',
        network: turn.network.id,
        command: { kind: 'undo-edit', resource },
        done: () => card(textBlock(rich`Undone: it’s back as it was.`)),
      }),
    },
    'undo-put': {
      needs: 'network',
      handle: (turn, { resource = '' }) => ({
        kind: 'run-command',
        network: turn.network.id,
        command: { kind: 'undo-put', resource },
        done: (after) =>
          card(
            textBlock(rich`Undone, as if it had never been there.`),
            textBlock(rich`${bareCountText(after)}`),
          ),
      }),
    },
  },
  forms: {
    put: { needs: 'network', handle: putFromForm },
    change: { needs: 'network', handle: submitEdit },
    use: { needs: 'network', handle: (turn, fields) => submitChange(turn, 'use', fields) },
    withdraw: { needs: 'network', handle: (turn, fields) => submitChange(turn, 'withdraw', fields) },
    'put-offered': { needs: 'network', handle: (turn, fields) => submitChange(turn, 'put-offered', fields) },
  },
}
