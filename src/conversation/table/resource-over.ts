// What is read when the last day of a resource has passed, while it was on the table or only promised.
import type { Card } from '../../chat/card.ts'
import type { Network } from '../../domain/state.ts'
import { nameWithAgency, plainDate, titleOf } from '../kit/labels.ts'
import { bold, button, buttons, card, rich, textBlock } from '../kit/markup.ts'
import { bareCountText } from '../meetings/count-text.ts'
import type { People } from '../turn.ts'

interface Over {
  readonly resource: string
  readonly as: 'ended' | 'lapsed'
  /** The reader's. */
  readonly locale: string | undefined
}

/** Returns `undefined` once something else became of it. */
export function resourceOverCard(
  network: Network,
  people: People,
  { resource: id, as, locale }: Over,
): Card | undefined {
  const resource = network.resources.get(id)
  if (resource?.state !== as || network.closing !== undefined) return undefined
  const title = bold(titleOf(resource, locale))
  const until = plainDate(resource.until ?? '', locale)
  const giver = resource.by === undefined ? rich`Somebody` : nameWithAgency(network, people, resource.by)
  const text =
    as === 'ended'
      ? rich`${title} from ${resource.agency} is no longer on the table of ${bold(network.name)}: it was there until ${until}. ${bareCountText(network)}`
      : rich`The promise of ${title} from ${resource.agency} to ${bold(network.name)} has lapsed: it was for ${until}, and it never came onto the table. ${giver} made the promise.`
  const values = { network: network.id }
  return card(
    textBlock(text),
    textBlock(
      as === 'ended'
        ? rich`If it’s still there, put it on the table again with a later date.`
        : rich`If it still holds, promise it or put it on the table again with a later date.`,
    ),
    buttons(button('Put it again', 'put', values, 'primary'), button('Show the table', 'table', values)),
  )
}
