// The lines of a story about turning points: phases, the purpose, the limit of meetings, going public, the end.
import type { Run } from '../../chat/card.ts'
import { phaseNames, wayNames } from '../../conversation/kit/labels.ts'
import { listText, rich } from '../../conversation/kit/markup.ts'
import { settingNames } from '../../conversation/kit/refusal-sentences.ts'
import { looseningText } from '../../conversation/meetings/loosening/loosening-cards.ts'
import { signsNamed } from '../../conversation/phases/phase-sign-text.ts'
import type { MovingBecause, Settings } from '../../domain/core/terms.ts'
import type { EventOf } from '../../domain/events.ts'
import { isBack } from '../../domain/phases/phases.ts'
import { type LinesByKind, noLines, quoted, turningPoint } from './story-line.ts'

type TurningPointKind =
  | 'diagnosed'
  | 'phase-crossed'
  | 'moment-changed'
  | 'outcome-changed'
  | 'stalled'
  | 'moving-again'
  | 'reframe-proposed'
  | 'reframe-refused'
  | 'reframed'
  | 'extended'
  | 'settings-changed'
  | 'settings-change-undone'
  | 'loosening-proposed'
  | 'loosening-declined'
  | 'going-public-proposed'
  | 'going-public-put-to'
  | 'going-public-taken-back'
  | 'not-yet-public'
  | 'went-public'
  | 'went-under-the-radar'
  | 'move-requested'
  | 'move-agreed'
  | 'move-declined'
  | 'closed'
  | 'reopened'

export const turningPointLines: LinesByKind<TurningPointKind> = {
  diagnosed: ({ way }) =>
    turningPoint(
      rich`The network answered five questions. The lightest way of working that fits: ${wayNames[way]}.`,
    ),
  'phase-crossed': (entry, { who }) => turningPoint(crossing(entry, who(entry.by))),
  'moment-changed'({ moment, by, version }, { entries, who }) {
    const before = entries.slice(0, version - 1).findLast((entry) => 'moment' in entry)
    // Where only its time was said anew, the beginning of the story tells it.
    if (before !== undefined && 'moment' in before && before.moment === moment) return []
    return turningPoint(rich`${who(by)} put the moment in new words: ${quoted(moment)}`)
  },
  'outcome-changed': ({ outcome, by }, { who }) =>
    turningPoint(rich`${who(by)} put the shared outcome in new words: ${quoted(outcome)}`),
  stalled: () =>
    turningPoint(
      rich`The network reached its limit of meetings with nothing on the table, and stopped until it decided how to go on.`,
    ),
  'moving-again': ({ because }) => turningPoint(rich`It moved again: ${movingReasons[because]}.`),
  'reframe-proposed': ({ outcome, why, by }, { who }) =>
    turningPoint(rich`${who(by)} proposed a new shared outcome: ${quoted(outcome)} Why: ${quoted(why)}`),
  'reframe-refused': () => turningPoint(rich`The other agency didn’t agree to the proposed outcome.`),
  reframed: ({ outcome, why }) =>
    turningPoint(rich`Two agencies agreed on a new shared outcome: ${quoted(outcome)} Why: ${quoted(why)}`),
  extended: ({ meetings, by }, { who }) =>
    turningPoint(rich`${who(by)} gave it ${meetings === 1 ? 'one more meeting' : 'two more meetings'}.`),
  'loosening-proposed': ({ settings, before, by }, { who }) =>
    turningPoint(rich`${who(by)} asked to ${looseningText({ settings, before })}.`),
  'loosening-declined'({ proposal, by }, { network, who }) {
    if (network.loosenings.get(proposal)?.by === by) return turningPoint(rich`${who(by)} took that back.`)
    return turningPoint(rich`${who(by)} didn’t agree, so nothing changed.`)
  },
  'settings-changed'({ settings, before, by }, { who }) {
    const changes = countSettings(settings, before)
    if (changes.length === 0) return []
    return turningPoint(rich`${who(by)} changed the settings. ${listText(changes)}.`)
  },
  closed: ({ by }, { who }) => turningPoint(rich`${who(by)} closed the network well.`),
  reopened: ({ by }, { who }) => turningPoint(rich`${who(by)} reopened it.`),

  'going-public-proposed'({ proposal, why, by }, { network, who }) {
    const { state } = network.publicProposals.get(proposal) ?? {}
    if (state?.kind !== 'not-yet') return []
    return turningPoint(
      rich`${who(by)} proposed going public: ${quoted(why)} ${who(state.by)} decided “not yet”: ${quoted(state.word)}`,
    )
  },
  'went-public'({ proposal, by }, { network, who }) {
    const proposed = network.publicProposals.get(proposal)
    return turningPoint(
      rich`${who(by)} agreed to go public, as ${who(proposed?.by)} had proposed: ${quoted(proposed?.why ?? '')}`,
    )
  },
  'move-agreed'({ request, by }, { network, who }) {
    const requester = network.moveRequests.get(request)?.by
    return turningPoint(
      rich`${who(by)} agreed that ${who(requester)} could take a copy of all its data elsewhere.`,
    )
  },
  'went-under-the-radar': ({ by }, { who }) => turningPoint(rich`${who(by)} took it back under the radar.`),

  // What was decided stands in the line of the proposal, or in that of going public.
  'going-public-put-to': noLines,
  'not-yet-public': noLines,
  'move-requested': noLines,
  'settings-change-undone': noLines,
  'move-declined': noLines,
  'going-public-taken-back': noLines,
}

const movingReasons: { readonly [why in MovingBecause]: string } = {
  put: 'something came onto the table',
  reframed: 'two agencies agreed on a new shared outcome',
  extended: 'a guardian angel gave it more meetings',
  corrected: 'a correction changed the count',
  settings: 'its settings changed',
}

function crossing({ from, to, unmet, whyNoClient }: EventOf<'phase-crossed'>, who: readonly Run[]) {
  if (isBack(from, to)) return rich`${who} took the network back from ${phaseNames[from]}.`
  const missing = unmet.length === 0 ? '' : ` Signs not there yet: ${signsNamed(unmet)}.`
  const why = whyNoClient === undefined ? '' : ` Why there was no active client: ${quoted(whyNoClient)}`
  return rich`${who} said it was time for this phase.${missing}${why}`
}

/** The changed settings on which the count depends; the others concern only some. */
function countSettings(settings: Partial<Settings>, before: Partial<Settings> = {}): readonly string[] {
  return (['rule', 'limit', 'weeks'] as const)
    .filter((name) => settings[name] !== undefined)
    .map((name) => `${settingNames[name]}: ${settingText(settings[name])}${formerText(before[name])}`)
}

function formerText(value: Settings['rule' | 'limit' | 'weeks'] | undefined): string {
  return value === undefined ? '' : ` (before: ${settingText(value)})`
}

function settingText(value: Settings['rule' | 'limit' | 'weeks'] | undefined): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  return `${value}`
}
