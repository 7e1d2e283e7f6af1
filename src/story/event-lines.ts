// What each entry adds to the story: a line of a chapter, or nothing where another place tells it or it is private.
import type { Run } from '../chat/card.ts'
import { askNames } from '../conversation/guardian/ask-cards.ts'
import { blockerNames, exposureNames, phaseNames, roleNames, wayNames } from '../conversation/kit/labels.ts'
import { listText, pluralize, rich, timeRun } from '../conversation/kit/markup.ts'
import { settingNames } from '../conversation/kit/refusal-sentences.ts'
import { signsNamed } from '../conversation/phases/phase-sign-text.ts'
import { questionOf, roundNames } from '../conversation/phases/reflection-results.ts'
import type { FlagName, MovingBecause, Settings } from '../domain/core/terms.ts'
import type { EventOf, JournalEntry } from '../domain/events.ts'
import { lessonOf } from '../domain/phases/lessons.ts'
import { isBack } from '../domain/phases/phases.ts'
import type { StoryContext } from './story-context.ts'

export type Chapter = 'turning-points' | 'people' | 'risks' | 'learned'

export interface StoryLine {
  readonly chapter: Chapter
  readonly runs: readonly Run[]
}

/**
 * A switch without a default: whoever adds a kind of fact is asked here what it adds to the story. What was promised to
 * stay private (the pulse, who kept a lesson, who answered without a name) adds nothing, or no name.
 */
export function storyLines(
  entry: JournalEntry,
  about: StoryContext,
): StoryLine | readonly StoryLine[] | null {
  const { network, who } = about
  const on = (at: number) => timeRun(at, network.zone, 'date')
  switch (entry.kind) {
    case 'started':
      return people(rich`${who(entry.by)} started the network as its ${roleNames['public-entrepreneur']}.`)
    case 'joined':
      return about.cameByNomination(entry)
        ? null
        : people(rich`${who(entry.by)} came in as ${roleNames[entry.as]}.`)
    case 'left':
      return people(rich`${who(entry.by)} left.`)
    case 'nomination-accepted': {
      const role = network.nominations.get(entry.nomination)?.role
      return role === undefined ? null : people(rich`${who(entry.by)} became ${roleNames[role]}.`)
    }
    case 'role-given-up':
      return people(rich`${who(entry.by)} gave up the role of ${roleNames[entry.role]}.`)
    case 'lesson-kept': {
      const lesson = lessonOf(network, entry.lesson)
      if (lesson === undefined) return null
      return learned(
        rich`${entry.text}${lesson.offered === undefined ? '' : ' (offered to other networks as well)'}`,
      )
    }
    case 'diagnosed':
      return turning(
        rich`Five questions were answered; the lightest way of working that fits: ${wayNames[entry.way]}.`,
      )
    case 'phase-crossed':
      return turning(crossed(entry, who(entry.by)))
    case 'moment-changed':
      return turning(rich`${who(entry.by)} put the moment in other words: ${quoted(entry.moment)}`)
    case 'outcome-changed':
      return turning(rich`${who(entry.by)} put the shared outcome in other words: ${quoted(entry.outcome)}`)
    case 'stalled':
      return turning(
        rich`The limit of meetings with nothing on the table was met, and the network stopped until it decided how to go on.`,
      )
    case 'moving-again':
      return turning(rich`It moved again: ${because[entry.because]}.`)
    case 'reframe-proposed':
      return turning(
        rich`${who(entry.by)} proposed a new shared outcome: ${quoted(entry.outcome)} Why: ${quoted(entry.why)}`,
      )
    case 'reframe-refused':
      return turning(rich`The proposed outcome was not agreed.`)
    case 'reframed':
      return turning(
        rich`Two agencies agreed on a new shared outcome: ${quoted(entry.outcome)} Why: ${quoted(entry.why)}`,
      )
    case 'extended':
      return turning(
        rich`${who(entry.by)} gave it ${entry.meetings === 1 ? 'one more meeting' : 'two more meetings'}.`,
      )
    case 'settings-changed':
      return changedSettings(entry.settings, about, entry)
    case 'round-closed':
      return reflections(entry, about)
    case 'closed':
      return turning(rich`${who(entry.by)} closed the network well.`)
    case 'reopened':
      return turning(rich`${who(entry.by)} reopened it.`)
    case 'flag-raised': {
      const over = about.flagOver(entry)
      const words = over?.words === undefined ? '.' : `: ${quoted(over.words)}`
      const end = over === undefined ? rich`It is still up.` : rich`It was over on ${on(over.at)}${words}`
      return risk(rich`Flag: ${flagTitles[entry.flag]}. ${end}`)
    }
    case 'flag-raised-by-hand': {
      if (entry.privately) return null
      const { cleared, dismissed } = network.manualFlags.get(entry.flag) ?? {}
      const end =
        dismissed === undefined
          ? ended('It was cleared', cleared)
          : ended('It was dismissed', { at: dismissed.at, word: dismissed.reason })
      return risk(rich`${who(entry.by)} raised a flag (${entry.severity}): ${quoted(entry.text)} ${end}`)
    }
    case 'asked': {
      const { state } = network.asks.get(entry.ask) ?? {}
      if (state?.kind === 'taken-back') return null
      return risk(
        rich`${who(entry.by)} asked a guardian angel (${askNames[entry.of]}): ${quoted(entry.text)} ${state?.kind === 'done' ? rich`${who(state.by)} saw to it on ${on(state.at)}: ${quoted(state.word)}` : 'It is not done yet.'}`,
      )
    }
    case 'blocker-opened':
      return risk(
        rich`What stopped the work (${blockerNames[entry.of]}): ${quoted(entry.text)} ${ended('It was cleared', network.blockers.get(entry.blocker)?.cleared)}`,
      )
    case 'entrepreneurs-called':
      return risk(rich`${who(entry.by)} asked the public entrepreneurs to call: ${quoted(entry.text)}`)
    case 'limit-stated': {
      const lifted = network.limits.get(entry.limit)?.lifted
      const end = lifted === undefined ? rich`It holds.` : ended('It was lifted', lifted)
      return risk(rich`${who(entry.by)} stated a hard limit: ${quoted(entry.text)} ${end}`)
    }
    case 'limit-touched': {
      const limit = network.limits.get(entry.limit)
      const settled = limit?.reports.find(({ id }) => id === entry.touch)?.settled
      return risk(
        rich`The limit “${limit?.text ?? ''}” was ${entry.how}: ${quoted(entry.text)} ${ended('It was settled', settled)}`,
      )
    }
    case 'bend-noted': {
      const { state } = network.bends.get(entry.bend) ?? {}
      if (state?.kind === 'taken-back') return null
      return risk(
        rich`${who(entry.by)} noted what was bent: ${quoted(entry.what)} Why: ${quoted(entry.why)} ${
          state?.kind === 'approved'
            ? rich`${who(state.by)} approved it on ${on(state.at)}.`
            : state?.kind === 'declined'
              ? rich`${who(state.by)} declined it on ${on(state.at)}: ${quoted(state.word)}`
              : 'It waits for a guardian angel.'
        }`,
      )
    }
    case 'exposed':
      return risk(
        rich`Somebody outside noticed it (${exposureNames[entry.of]}): ${quoted(entry.text)} ${ended('It was settled', network.exposures.get(entry.exposure)?.settled)}`,
      )
    case 'going-public-proposed': {
      const { state } = network.publicProposals.get(entry.proposal) ?? {}
      return state?.kind === 'not-yet'
        ? turning(
            rich`${who(entry.by)} proposed going public: ${quoted(entry.why)} ${who(state.by)} decided, not yet: ${quoted(state.word)}`,
          )
        : null
    }
    case 'went-public': {
      const proposed = network.publicProposals.get(entry.proposal)
      return turning(
        rich`${who(entry.by)} decided that it goes public, as ${who(proposed?.by)} had proposed: ${quoted(proposed?.why ?? '')}`,
      )
    }
    case 'went-under-the-radar':
      return turning(rich`${who(entry.by)} took it back under the radar.`)
    case 'round-opened':
    case 'round-reminded':
    case 'home-added':
    case 'home-removed':
    case 'home-moved':
    case 'home-lost':
    case 'invited':
    case 'invitation-revoked':
    case 'invitation-used':
    case 'person-unreached':
    case 'person-linked':
    case 'nominated':
    case 'nomination-declined':
    case 'nomination-withdrawn':
    case 'meeting-planned':
    case 'series-planned':
    case 'series-ended':
    case 'meeting-recorded':
    case 'meeting-moved':
    case 'meeting-cancelled':
    case 'meeting-reminded':
    case 'check-in-opened':
    case 'attendance-answered':
    case 'nothing-this-time':
    case 'pulse-answered':
    case 'lesson-offered':
    case 'lesson-taken-back':
    case 'lesson-struck':
    case 'meeting-confirmed':
    case 'check-in-closed':
    case 'meeting-recounted':
    case 'meeting-struck':
    case 'resource-offered':
    case 'resource-put':
    case 'resource-used':
    case 'resource-withdrawn':
    case 'resource-restored':
    case 'resource-lapsed':
    case 'resource-struck':
    case 'flag-cleared':
    case 'flag-cleared-by-hand':
    case 'flag-seen':
    case 'flag-dismissed':
    case 'risk-gone':
    case 'asks-put-to':
    case 'ask-taken':
    case 'ask-done':
    case 'ask-passed':
    case 'ask-dropped':
    case 'ask-taken-back':
    case 'blocker-cleared':
    case 'limit-lifted':
    case 'limit-settled':
    case 'bends-put-to':
    case 'bend-approved':
    case 'bend-declined':
    case 'bend-talk-first':
    case 'bend-taken-back':
    case 'exposure-settled':
    case 'going-public-put-to':
    case 'not-yet-public':
    case 'going-public-taken-back':
      return null
  }

  function ended(how: string, word: { at: number; word: string } | undefined): readonly Run[] {
    return word === undefined ? rich`It is still open.` : rich`${how} on ${on(word.at)}: ${quoted(word.word)}`
  }
}

function crossed({ from, to, unmet, whyNoClient }: EventOf<'phase-crossed'>, who: readonly Run[]) {
  if (isBack(from, to)) return rich`${who} took it back from ${phaseNames[from]}.`
  const missing = unmet.length === 0 ? '' : ` Not there yet: ${signsNamed(unmet)}.`
  const why = whyNoClient === undefined ? '' : ` Why there was no active client: ${quoted(whyNoClient)}`
  return rich`${who} said that it was time for this phase.${missing}${why}`
}

/** People's words in the middle of ours, which go on after them with a new sentence. */
function quoted(words: string): string {
  return `“${words}”${/[.!?…]\s*$/u.test(words) ? '' : '.'}`
}

function people(runs: readonly Run[]): StoryLine {
  return { chapter: 'people', runs }
}

function turning(runs: readonly Run[]): StoryLine {
  return { chapter: 'turning-points', runs }
}

function risk(runs: readonly Run[]): StoryLine {
  return { chapter: 'risks', runs }
}

function learned(runs: readonly Run[]): StoryLine {
  return { chapter: 'learned', runs }
}

/** All answers, whole. */
function reflections(
  { round, asked, answered, answers }: EventOf<'round-closed'>,
  { network, who }: StoryContext,
): readonly StoryLine[] {
  const known = network.rounds.get(round) ?? {}
  const boundary = network.rounds.get(round)?.boundary
  const name = boundary === undefined ? '' : ` ${roundNames[boundary]}`
  return [
    learned(rich`Looking back${name}, ${answered} of ${pluralize(asked, 'member')} answered.`),
    ...answers.flatMap(({ prompt, named, nameless }) => [
      ...named.map(({ person, text }) =>
        learned(rich`${questionOf(known, prompt)} ${who(person)}: “${text}”`),
      ),
      ...nameless.map((text) => learned(rich`${questionOf(known, prompt)} Without a name: “${text}”`)),
    ]),
  ]
}

/** Only what the count depends on concerns all. */
function changedSettings(
  settings: Partial<Settings>,
  { who }: StoryContext,
  { by }: JournalEntry,
): StoryLine | null {
  const changed = (['rule', 'limit', 'weeks'] as const).filter((name) => settings[name] !== undefined)
  if (changed.length === 0) return null
  const values = changed.map((name) => {
    const value = settings[name]
    return `${settingNames[name]}: ${value === true ? 'on' : value === false ? 'off' : value}`
  })
  return turning(rich`${who(by)} changed the settings. ${listText(values)}.`)
}

const because: { readonly [why in MovingBecause]: string } = {
  put: 'something came onto the table',
  reframed: 'two agencies agreed on a new shared outcome',
  extended: 'a guardian angel gave it more meetings',
  corrected: 'a correction changed the count',
  settings: 'its settings changed',
}

/** What a flag is about, where it is only named. */
export const flagTitles: { readonly [flag in FlagName]: string } = {
  'dead-in-the-water': 'meetings up to the limit, and nothing on the table',
  'limit-touched': 'a hard limit near or crossed',
  exposed: 'attention from outside',
  'no-entrepreneur': 'no public entrepreneur any more',
  'no-angel': 'no guardian angel for long',
  'sixth-meeting-near': 'one meeting left to put something on the table',
  'key-person-gone': 'somebody who held a role has gone',
  'gone-quiet': 'nothing held and nothing planned for long',
  'back-to-old-ways': 'meetings in a row that did not take place',
  drifting: 'fewer came, or fewer wanted to come',
  'client-missing': 'nobody there who is affected by the work',
  blocked: 'something that stopped the work for long',
  'approval-pending': 'a bend that waited long for approval',
  'angel-silent': 'a guardian angel who said nothing for long',
  'one-carrier': 'one person carried most of the work',
  'one-agency-table': 'everything on the table from one agency',
  'promise-overdue': 'a promise past its date',
  'not-learning': 'meetings without anything learned',
  'crossed-unreflected': 'a round of reflection that few answered',
  'reframed-twice': 'a second new outcome',
}
