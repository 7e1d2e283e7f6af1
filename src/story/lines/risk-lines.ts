// The lines of a story about what stood in the way, each with what came of it.
import type { Run } from '../../chat/card.ts'
import { flagTitles } from '../../conversation/flags/flag-titles.ts'
import { askNames } from '../../conversation/guardian/ask-cards.ts'
import { blockerNames, exposureNames } from '../../conversation/kit/labels.ts'
import { rich } from '../../conversation/kit/markup.ts'
import type { Instant } from '../../domain/core/ids.ts'
import { flagRules } from '../../domain/flags/registry.ts'
import type { ManualFlag } from '../../domain/flags/state.ts'
import type { Ask, Bend } from '../../domain/guardian/state.ts'
import type { StoryContext } from '../story-context.ts'
import { type LinesByKind, noLines, quoted, riskLine } from './story-line.ts'

type RiskKind =
  | 'flag-raised'
  | 'flag-raised-by-hand'
  | 'flag-cleared'
  | 'flag-cleared-by-hand'
  | 'flag-taken-back'
  | 'flag-reading-asked'
  | 'flag-shown'
  | 'flag-seen'
  | 'flag-dismissed'
  | 'risk-gone'
  | 'asked'
  | 'asks-put-to'
  | 'ask-taken'
  | 'ask-done'
  | 'ask-passed'
  | 'ask-dropped'
  | 'ask-taken-back'
  | 'blocker-opened'
  | 'blocker-cleared'
  | 'blocker-taken-back'
  | 'entrepreneurs-called'
  | 'limit-stated'
  | 'limit-lifted'
  | 'limit-taken-back'
  | 'limit-touched'
  | 'limit-settling-proposed'
  | 'limit-settled'
  | 'bend-noted'
  | 'bends-put-to'
  | 'bend-approved'
  | 'bend-declined'
  | 'bend-talk-first'
  | 'bend-taken-back'
  | 'exposed'
  | 'exposure-settled'

export const riskLines: LinesByKind<RiskKind> = {
  'flag-raised'({ flag, version }, context) {
    // Not every member reads of how one person works.
    if (flagRules[flag].isAboutPerson) return []
    return riskLine(rich`Flag: ${flagTitles[flag]}. ${flagEnding(version, context)}`)
  },
  'flag-raised-by-hand'({ flag, privately, severity, text, by }, context) {
    const raised = context.network.manualFlags.get(flag)
    if (privately || raised?.takenBack !== undefined) return []
    const end = manualFlagEnding(raised, context)
    return riskLine(rich`${context.who(by)} raised a flag (${severity}): ${quoted(text)} ${end}`)
  },
  asked({ ask, of, text, by }, context) {
    const { state } = context.network.asks.get(ask) ?? {}
    if (state?.kind === 'taken-back') return []
    return riskLine(
      rich`${context.who(by)} asked a guardian angel (${askNames[of]}): ${quoted(text)} ${askEnding(state, context)}`,
    )
  },
  'blocker-opened'({ blocker, of, text }, context) {
    const end = ending('It was cleared', context.network.blockers.get(blocker)?.cleared, context)
    return riskLine(rich`What stopped the work (${blockerNames[of]}): ${quoted(text)} ${end}`)
  },
  'entrepreneurs-called': ({ text, by }, { who }) =>
    riskLine(rich`${who(by)} asked the public entrepreneurs to call: ${quoted(text)}`),
  'limit-stated'({ limit, text, by }, context) {
    const lifted = context.network.limits.get(limit)?.lifted
    const end = lifted === undefined ? rich`It still holds.` : ending('It was lifted', lifted, context)
    return riskLine(rich`${context.who(by)} stated a hard limit: ${quoted(text)} ${end}`)
  },
  'limit-touched'(entry, context) {
    const limit = context.network.limits.get(entry.limit)
    const settled = limit?.reports.find(({ id }) => id === entry.touch)?.settled
    const end = ending('It was settled', settled, context)
    return riskLine(rich`The limit “${limit?.text ?? ''}” was ${entry.how}: ${quoted(entry.text)} ${end}`)
  },
  'bend-noted'({ bend, what, why, by }, context) {
    const { state } = context.network.bends.get(bend) ?? {}
    if (state?.kind === 'taken-back') return []
    return riskLine(
      rich`${context.who(by)} noted a bend: ${quoted(what)} Why: ${quoted(why)} ${bendEnding(state, context)}`,
    )
  },
  exposed({ exposure, of, text }, context) {
    const end = ending('It was settled', context.network.exposures.get(exposure)?.settled, context)
    return riskLine(rich`Someone outside noticed the network (${exposureNames[of]}): ${quoted(text)} ${end}`)
  },

  // The end of each stands in the line where it began.
  'flag-cleared': noLines,
  'flag-cleared-by-hand': noLines,
  'flag-dismissed': noLines,
  'flag-taken-back': noLines,
  'risk-gone': noLines,
  'ask-done': noLines,
  'ask-dropped': noLines,
  'ask-taken-back': noLines,
  'blocker-cleared': noLines,
  'blocker-taken-back': noLines,
  'limit-lifted': noLines,
  'limit-taken-back': noLines,
  'limit-settling-proposed': noLines,
  'limit-settled': noLines,
  'bend-approved': noLines,
  'bend-declined': noLines,
  'bend-taken-back': noLines,
  'exposure-settled': noLines,

  // Steps on the way change nothing of what came of it.
  'flag-reading-asked': noLines,
  'flag-shown': noLines,
  'flag-seen': noLines,
  'asks-put-to': noLines,
  'ask-taken': noLines,
  'ask-passed': noLines,
  'bends-put-to': noLines,
  'bend-talk-first': noLines,
}

interface Ending {
  readonly at: Instant
  readonly word: string
}

function ending(how: string, end: Ending | undefined, { date }: StoryContext): readonly Run[] {
  if (end === undefined) return rich`It is still open.`
  return rich`${how} on ${date(end.at)}: ${quoted(end.word)}`
}

function flagEnding(version: number, { flagEnd, date }: StoryContext): readonly Run[] {
  const end = flagEnd(version)
  if (end === undefined) return rich`It is still open.`
  if (end.words === undefined) return rich`It was over on ${date(end.at)}.`
  return rich`It was over on ${date(end.at)}: ${quoted(end.words)}`
}

function manualFlagEnding(flag: ManualFlag | undefined, context: StoryContext): readonly Run[] {
  const dismissed = flag?.dismissed
  if (dismissed === undefined) return ending('It was cleared', flag?.cleared, context)
  return ending('It was dismissed', { at: dismissed.at, word: dismissed.reason }, context)
}

function askEnding(state: Ask['state'] | undefined, { who, date }: StoryContext): readonly Run[] {
  if (state?.kind !== 'done') return rich`It hasn’t been done yet.`
  return rich`${who(state.by)} did it on ${date(state.at)}: ${quoted(state.word)}`
}

function bendEnding(state: Bend['state'] | undefined, { who, date }: StoryContext): readonly Run[] {
  if (state?.kind === 'approved') return rich`${who(state.by)} approved it on ${date(state.at)}.`
  if (state?.kind === 'declined')
    return rich`${who(state.by)} declined it on ${date(state.at)}: ${quoted(state.word)}`
  return rich`It is waiting for a guardian angel.`
}
