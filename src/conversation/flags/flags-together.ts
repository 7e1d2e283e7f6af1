// The message about the warnings that one person raised soon after one that was told already.
import type { Block, Card } from '../../chat/card.ts'
import {
  flagsToldAfter,
  isFlagOpen,
  recipientsOfManualFlag,
  tellingTime,
} from '../../domain/flags/manual-flags.ts'
import { isHiddenFrom } from '../../domain/flags/private-flags.ts'
import type { ManualFlag } from '../../domain/flags/state.ts'
import { type CardContext, moreBlock, quote, shortQuote } from '../kit/card-parts.ts'
import { bold, card, heading, note, rich, textBlock } from '../kit/markup.ts'
import { handlingButtons } from './flag-messages.ts'
import { describeManualFlag, manualFlagCard, outcomeBlocks } from './manual-flags.ts'
import { hiddenFlagBlocks } from './private-flags.ts'

/** A message has room for so many, and the button that says that they are seen too. */
const maxShown = 8

/** `flag` is the one that was told before. `changed` is the update once one of them is acknowledged or has ended. */
export function flagsTogetherCard(
  context: CardContext,
  { flag, as }: { readonly flag: string; readonly as?: 'changed' },
): Card | undefined {
  const { network, people, reader } = context
  const flags = flagsToldAfter(network, flag)
    .filter((one) => recipientsOfManualFlag(network, one).includes(reader))
    .filter((one) => isFlagOpen(one) || (as === 'changed' && wasTold(context, one)))
  const [first, ...others] = flags
  if (first === undefined) return undefined
  if (others.length === 0) return manualFlagCard(network, people, { flag: first.id, as }, reader)
  const shown = flags.slice(0, maxShown)
  const open = shown.filter(isFlagOpen).map(({ id }) => id)
  return card(
    heading(titleOf(context, flags)),
    textBlock(rich`${bold(network.name)}: all raised within ten minutes.`),
    ...shown.flatMap((one) => flagBlocks(context, one)),
    moreBlock(flags.length - shown.length, 'more, which are in the list of flags'),
    handlingButtons(network, reader, open),
  )
}

/** What was taken back before it was told leaves no trace. */
function wasTold({ network }: CardContext, flag: ManualFlag): boolean {
  return flag.takenBack === undefined || flag.takenBack.at >= tellingTime(network, flag)
}

/** E.g. `Flags (warning): “The lease ends”, and 18 more`. */
function titleOf({ network, reader }: CardContext, flags: readonly ManualFlag[]): string {
  const readable = flags.find((flag) => !isHiddenFrom(network, flag, reader) && flag.takenBack === undefined)
  if (readable === undefined) return `${network.name}: ${flags.length} flags (warning)`
  return `Flags (warning): ${shortQuote(readable.text)}, and ${flags.length - 1} more`
}

function flagBlocks(context: CardContext, flag: ManualFlag): readonly (Block | undefined)[] {
  const { network, people, reader } = context
  const outcome = outcomeBlocks(network, people, flag)
  if (flag.takenBack !== undefined) return outcome
  if (isHiddenFrom(network, flag, reader)) return hiddenFlagBlocks(context, flag)
  return [quote(flag.text), note(describeManualFlag(network, people, flag)), ...outcome]
}
