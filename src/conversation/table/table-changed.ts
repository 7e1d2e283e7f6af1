// What the channels read when something came onto the table or left it.
import type { Card, Run } from '../../chat/card.ts'
import type { Network } from '../../domain/state.ts'
import type { Resource } from '../../domain/table/state.ts'
import { changesToTell, isShownInCheckIn, type TableChange } from '../../domain/table/table-changes.ts'
import { resourceLine, titleOf } from '../kit/labels.ts'
import { bold, button, buttons, card, listRuns, rich, textBlock } from '../kit/markup.ts'
import { channelLocale } from '../kit/reader-locale.ts'
import { bareCountText } from '../meetings/count-text.ts'

/** A line has room for so many resources. */
const maxResources = 6

/** Returns `undefined` if there is nothing to tell, or if another message tells it. */
export function tableChangedCard(
  network: Network,
  { as, at }: { readonly as: TableChange; readonly at: number },
): Card | undefined {
  const resources = changesToTell(network, as, at)
  if (resources.length === 0 || network.closing !== undefined) return undefined
  return card(
    textBlock(as === 'came' ? cameText(network, resources) : leftText(network, resources)),
    buttons(button('Show the table', 'table', { network: network.id })),
  )
}

function cameText(network: Network, resources: readonly Resource[]): readonly Run[] {
  const items = resources.slice(0, maxResources).map((one) => resourceLine(one, channelLocale))
  return rich`Now on the table of ${bold(network.name)}: ${listRuns(items)}${moreText(resources)}.`
}

function leftText(network: Network, resources: readonly Resource[]): readonly Run[] {
  const items = resources.slice(0, maxResources).map(leftLine)
  return rich`No longer on the table of ${bold(network.name)}: ${listRuns(items)}${moreText(resources)}. ${bareCountText(network)}`
}

/** Why somebody took it back is for members alone, who read it in the journal. */
function leftLine(resource: Resource): readonly Run[] {
  return rich`${bold(titleOf(resource, channelLocale))} from ${resource.agency} (${becameText(resource)})`
}

function becameText({ state }: Resource): string {
  if (state === 'used-up') return 'used up'
  return state === 'ended' ? 'its last day has passed' : 'taken back'
}

function moreText({ length }: readonly Resource[]): string {
  return length > maxResources ? `, and ${length - maxResources} more` : ''
}

/** Tells whoever put something on the table how its channels hear of it. */
export function toldText(network: Network, wasStalled: boolean): string {
  if (network.homes.length === 0) return ''
  if (wasStalled && network.stalled === undefined) return 'I’m telling the network’s channels now.'
  if (isShownInCheckIn(network)) return 'You’ll see it in the open check-in in the network’s channels.'
  return 'I’ll tell the network’s channels in ten minutes, unless you undo it before then.'
}

/** The same for whoever took something off the table. */
export function leavingText(network: Network): string {
  if (network.homes.length === 0) return ''
  return 'I’ll tell the network’s channels in ten minutes, unless you undo it before then.'
}
