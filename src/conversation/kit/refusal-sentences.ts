// The sentences in which refusals are explained: the reason, and what to do next.

import type { Settings } from '../../domain/core/terms.ts'
import type { Refusal } from '../../domain/decision.ts'
import type { People } from '../turn.ts'
import { pluralize } from './markup.ts'

export type RefusalKind = Refusal['kind']

type Sentence<Kind extends RefusalKind> =
  | string
  | ((refusal: Refusal & { readonly kind: Kind }, people: People) => string)

/** Returns the reason and the next step in one or two sentences. */
export function refusalSentence(refusal: Refusal, people: People): string {
  // TypeScript cannot see that the entry found by a kind takes a refusal of that kind.
  const sentence = sentences[refusal.kind] as Sentence<RefusalKind>
  return typeof sentence === 'string' ? sentence : sentence(refusal, people)
}

export const noMeetingsNow =
  'No meeting can be planned now: the network has reached its limit of meetings with nothing on the table.'

export const settingNames: { readonly [setting in keyof Settings]: string } = {
  rule: 'The six-meeting rule',
  limit: 'The limit of meetings with nothing on the table',
  weeks: 'The limit in weeks',
  checkInHours: 'Hours that a check-in stays open',
  reminderHours: 'Hours before a meeting that its reminder comes',
  invitationDays: 'Days that an invitation is good for',
  roundDays: 'Days that a round of reflection stays open',
}

/** Returns the range of a setting, and why a limit of meetings begins where it does. */
export function rangeText(setting: keyof Settings, least: number, most: number): string {
  const range = `from ${least} to ${most}`
  if (setting !== 'limit' || least <= 2) return range
  return `${range}, since ${pluralize(least - 1, 'meeting has', 'meetings have')} had nothing on the table`
}

const onlySentences: { readonly [who in Extract<Refusal, { kind: 'only' }>['who']]: string } = {
  entrepreneur: 'Only a public entrepreneur of the network can do that. The list of roles shows who to ask.',
  angel: 'Only a guardian angel of the network can do that. The list of roles shows who to ask.',
  'entrepreneur-or-angel':
    'Only a public entrepreneur or a guardian angel can do that. The list of roles shows who to ask.',
  'own-agency':
    'Only someone from that agency, or a public entrepreneur, can do that with its resources. The list of roles shows who to ask.',
}

const othersFlagSentences: { readonly [who in Extract<Refusal, { kind: 'flag-of-others' }>['who']]: string } =
  {
    angels: 'That flag is for the guardian angels to answer. If you know something about it, tell them.',
    entrepreneurs:
      'That flag is for the public entrepreneurs to answer. If you know something about it, tell them.',
  }

const sentences: { readonly [kind in RefusalKind]: Sentence<kind> } = {
  'not-yours': 'You’re not in a network here.',
  only: ({ who }) => onlySentences[who],
  closed: 'This network is closed. Its members can reopen it within 30 days of closing.',
  'round-over':
    'That round of reflection is over, so I haven’t kept what you wrote. The answers are in the network’s channels. You can start another round.',
  'members-answer':
    'Only members of the network are asked this, so that their answers stay theirs. You’ll read what came of it when the round closes.',
  'round-open': 'A round of reflection is already open. You can answer that one.',
  'not-closed': 'This network is open, so there’s nothing to reopen.',
  'reopen-too-late':
    'It was closed more than 30 days ago, so it can’t be reopened. You can still read it, or start a new network.',
  stalled: `${noMeetingsNow} Which of these ways on fits best?`,
  'not-stalled': 'The network hasn’t stopped, so there’s nothing to extend.',
  'already-extended':
    'It was extended once already. You can still put something on the table, reframe, or close well.',
  'rule-off':
    'The six-meeting rule is off here, so there’s nothing to extend. It can be switched on in the settings.',
  'already-member':
    'You’re already in this network, so the code hasn’t been used. You can give it to somebody else.',
  'code-spent':
    'That code doesn’t work. It may be mistyped, already used, withdrawn or past its date. Ask the person who gave it to you for a new one.',
  'no-such-code':
    'You have no open code like that: it was used or withdrawn, or somebody else made it. The list of open codes shows which ones you can withdraw.',
  'last-home':
    'This is the network’s only channel. Add another one first: make an invitation here, then use its code in the other channel.',
  'raiser-gone': 'The person who raised that flag has left the network, so nobody can show it to you.',
  'no-such-member': 'I can’t find that person in this network now. The list of members shows who’s in it.',
  'remove-oneself': 'You can’t remove yourself, but you can leave. I’ll ask first who should take over.',
  'angel-stays':
    'A network can’t remove its guardian angel. Ask them to step down, or have another angel ask them.',
  'no-such-agency': 'No agency here has that name. The list of members shows the agencies.',
  'no-such-flag':
    'I can’t find that flag here. It may have been cleared. The list of flags shows what’s still open.',
  'lesson-stays':
    'You can take a lesson away for 10 minutes, or while the check-in of its meeting is open, and that time is up, so it stays with the network. If it’s in the library, you can take it back from there at any time.',
  'flag-of-others': ({ who }) => othersFlagSentences[who],
  'no-angel':
    'There’s no guardian angel now to read it. Let every member see it, or nominate an angel first.',
  'no-such-lesson':
    'I can’t find that lesson. It may have been taken away. The list of lessons shows them all.',
  'not-your-lesson':
    'Only the person who kept a lesson, or a public entrepreneur, can offer it to others or take it back. The list of lessons shows which ones you can offer.',
  'no-such-ask': 'I can’t find that ask. The list of asks shows them all.',
  'ask-over':
    'That ask is no longer open, so there’s nothing left to do. The list of asks shows what came of it.',
  'ask-taken': ({ person }, people) =>
    `${nameOf(people, person)} has already taken that ask. The list of asks shows what’s still open.`,
  'own-ask':
    'You asked that yourself, so another guardian angel has to answer it. You can nominate one, or take the ask back in the list of asks if it’s settled.',
  'not-your-ask': 'Only the person who asked can take that back. The list of asks shows who it was.',
  'no-such-blocker': 'I can’t find that blocker. The list of blockers shows them all.',
  'blocker-over': 'That blocker has already been cleared. The list of blockers shows how.',
  'nobody-to-call':
    'The network has no other public entrepreneur now, so there’s nobody to call. Any member can nominate one.',
  'no-such-limit': 'I can’t find that limit. The list of limits shows them all.',
  'limit-stays-open':
    'There’s no guardian angel now, so two members from two agencies have to say what was done. You can do that in the list of limits.',
  'settled-by-own-agency':
    'Somebody from your agency has already said so. A member from another agency has to say it too. Ask one of them.',
  'limit-over':
    'That limit has been lifted, so it no longer applies. The list of limits shows why. If there’s still a risk, raise a flag with these words.',
  'no-such-bend': 'I can’t find that bend. The list of bends shows them all.',
  'bend-over': 'That bend has already been decided or taken back. The list of bends shows what came of it.',
  'own-bend':
    'You noted that bend yourself, so another guardian angel has to decide on it. You can nominate one, or take the bend back in the list of bends.',
  'not-your-bend': 'Only the person who noted that can take it back. The list of bends shows who it was.',
  'no-such-exposure': 'I can’t find that. You’ll find what’s open under Public or not.',
  'no-such-proposal': 'I can’t find that proposal. You’ll find what’s open under Public or not.',
  'going-public-over': 'That proposal has already been decided or taken back.',
  'nobody-to-agree-to-move':
    'Moving a network needs the consent of a guardian angel other than you, and there isn’t one. Nominate one first.',
  'move-over': 'Another guardian angel has already decided on that.',
  'own-move': 'You asked for this yourself, so another guardian angel has to decide.',
  'own-proposal':
    'You proposed that yourself, so another guardian angel has to decide. You can nominate one, or have another public entrepreneur propose it.',
  'public-already': 'The network is public, so there’s nothing to keep from anybody.',
  'proposed-already': 'Going public has already been proposed. A guardian angel still has to decide.',
  oneself: 'You can’t nominate yourself. Ask another member to nominate you.',
  'holds-role': ({ person }, people) => `${nameOf(people, person)} already holds that role.`,
  'already-nominated': ({ person }, people) =>
    `${nameOf(people, person)} has already been asked and hasn’t answered yet. Please wait for the answer.`,
  'nomination-over': 'That nomination is no longer open. The list of roles shows who holds what.',
  'role-not-held': 'You don’t hold that role, so there’s nothing to give up.',
  'in-the-past':
    'That time has passed. If the meeting took place, record it; otherwise choose a time still to come.',
  'in-the-future': 'That time is still to come. Plan the meeting now, and record it once it has taken place.',
  'before-the-start':
    'That was before the network started here, and its count starts from then. Choose a later time.',
  'too-far': 'That’s more than two years away. Choose a time closer to today.',
  'no-such-meeting': 'I can’t find that meeting. The list of meetings shows them all.',
  'meeting-over': 'That meeting is no longer planned, so it can’t be moved or cancelled.',
  'check-in-over':
    'That check-in has closed. You can correct your attendance for 7 days in the list of meetings.',
  'too-late-to-mend':
    'Attendance can be corrected for 7 days after the check-in closes, and that time is up.',
  'too-late-to-undo':
    'Undo works for 10 minutes, and that time is up. What was put on the table can still be withdrawn, and a public entrepreneur can correct a meeting.',
  'changed-since':
    'That’s no longer the last change, or somebody else made it, so it can’t be undone. It can still be changed again.',
  'no-such-resource': 'I can’t find that resource. It may already be off the table.',
  'not-on-the-table': 'That isn’t on the table now, so it can’t be used or taken back.',
  'until-has-passed': 'Its last day has already passed. Choose a day still to come.',
  'until-before-from': 'Its last day is before its first. Change one of the two.',
  'no-phase-before': '“Before starting” is the first phase, so there’s nothing to go back to.',
  'no-phase-after': 'Sustaining is the last phase. When the work is done, the next step is to close well.',
  'phase-has-moved':
    'The network has moved to another phase since you saw this, so I’ve changed nothing. You can check which phase it’s in now.',
  'proposal-over': 'That proposal is no longer open. A public entrepreneur can propose a new one.',
  'needs-another-agency':
    'A new outcome needs the agreement of a member from a different agency than the one that proposed it. Ask one of them.',
  'one-agency-only':
    'Two agencies have to agree on a new outcome, and so far everyone is from the same one. Invite somebody from another agency first.',
  'loosening-over':
    'That proposal is over: it was answered, replaced by a later one, or the network has found another way on. The settings show what applies now.',
  'consent-of-another-agency':
    'There’s no guardian angel here, so this needs the agreement of a member from a different agency than the person who asked for it.',
  'nobody-to-consent':
    'At most one meeting is left before the limit, so this needs the agreement of a guardian angel or of a member from another agency, and there’s neither. I’ve changed nothing. Nominate an angel or invite another agency first.',
  'setting-out-of-range': ({ setting, least, most }) =>
    `${settingNames[setting]} can be ${rangeText(setting, least, most)}.`,
}

function nameOf(people: People, person: string): string {
  return people.get(person)?.name ?? 'That person'
}
