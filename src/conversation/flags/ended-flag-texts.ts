// What is said of an urgent flag that others have ended: before its message could be sent, or since it was.
import type { Block, Run } from '../../chat/card.ts'
import type { FlagName } from '../../domain/core/terms.ts'
import type { EndedFlag } from '../../domain/flags/state.ts'
import { limitIdOfKey } from '../../domain/guardian/hard-limits.ts'
import type { Network } from '../../domain/state.ts'
import type { CardContext } from '../kit/card-parts.ts'
import { nameWithAgency } from '../kit/labels.ts'
import { heading, rich, textBlock, timeRun } from '../kit/markup.ts'
import type { People } from '../turn.ts'
import { flagDetail, flagHeadline } from './flag-texts.ts'

/** What is so again once the rule of the flag has cleared it. Only urgent flags are told of when they are over. */
const settledTexts: { readonly [flag in FlagName]?: string } = {
  'dead-in-the-water': 'it’s moving again.',
  'no-entrepreneur': 'it has a public entrepreneur again.',
}

/**
 * What was raised, and how and by whom it was settled. Where the reader has read of it before, its title stays as it was;
 * else this comes instead of the flag’s own message.
 */
export function endedFlagBlocks(context: CardContext, flag: EndedFlag, wasRead: boolean): readonly Block[] {
  const title = flagHeadline(context, flag)
  return [
    heading(wasRead ? title : `Raised and settled: ${title}`),
    ...flagDetail(context, flag),
    textBlock(endingText(context.network, context.people, flag)),
  ]
}

/** Who ended the flag and when, in their words where there are some. */
export function endingText(network: Network, people: People, flag: EndedFlag): readonly Run[] {
  const { since, ended } = flag
  const by = ended.by === undefined ? [] : rich` by ${nameWithAgency(network, people, ended.by)}`
  const when = rich`Raised ${timeRun(since, network.zone)}, settled ${timeRun(ended.at, network.zone)}${by}`
  const words = wordsOf(network, flag)
  return words === undefined ? rich`${when}.` : rich`${when}: ${words}`
}

/** What was said when the flag ended: by whoever ended it, or where its matter was settled. */
function wordsOf(network: Network, { flag, cause = '', ended }: EndedFlag): string | undefined {
  if (ended.words !== undefined) return `“${ended.words}”`
  if (network.closing?.at === ended.at) return 'the network was closed.'
  if (flag === 'exposed' && network.public === ended.at) return 'the network went public.'
  if (flag === 'exposed') return quoted(network.exposures.get(cause)?.settled?.word)
  if (flag !== 'limit-touched') return settledTexts[flag]
  const limit = network.limits.get(limitIdOfKey(cause))
  if (limit?.lifted?.at === ended.at) return `the limit was lifted. “${limit.lifted.word}”`
  return quoted(limit?.reports.find(({ settled }) => settled?.at === ended.at)?.settled?.word)
}

function quoted(words: string | undefined): string | undefined {
  return words === undefined ? undefined : `“${words}”`
}
