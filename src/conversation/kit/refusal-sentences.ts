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
  'No meeting can be planned now: the network has met its limit of meetings with nothing on the table.'

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
  entrepreneur: 'Only a public entrepreneur of the network can do that. The roles show whom to ask.',
  angel: 'Only a guardian angel of the network can do that. The roles show whom to ask.',
  'entrepreneur-or-angel':
    'Only a public entrepreneur or a guardian angel can do that. The roles show whom to ask.',
  'own-agency':
    'Only someone of that agency, or a public entrepreneur, can do that with its resources. Ask one of them; the roles show who they are.',
}

const othersFlagSentences: { readonly [who in Extract<Refusal, { kind: 'flag-of-others' }>['who']]: string } =
  {
    angels: 'That flag is put to the guardian angels, and theirs to answer. What you know of it, tell them.',
    entrepreneurs:
      'That flag is put to the public entrepreneurs, and theirs to answer. What you know of it, tell them.',
  }

const sentences: { readonly [kind in RefusalKind]: Sentence<kind> } = {
  'not-yours': 'There is no network of yours here.',
  only: ({ who }) => onlySentences[who],
  closed: 'This network is closed. Its members can reopen it for 30 days after closing.',
  'round-over':
    'That round of reflection is over, so nothing was kept. What was answered stands in the homes; you can start another round.',
  'members-answer':
    'This asks the members of the network alone, so that their answers stay theirs. You read what comes of it when it closes.',
  'round-open': 'A round of reflection is open already. You can answer that one.',
  'not-closed': 'This network is open, so there is nothing to reopen.',
  'reopen-too-late':
    'It was closed more than 30 days ago, so it stays closed. You can still read it, and start a new one.',
  stalled: `${noMeetingsNow} Which of these ways on fits?`,
  'not-stalled': 'The network has not stopped, so there is nothing to extend.',
  'already-extended':
    'It was extended once already. What is left: put something on the table, reframe, or close well.',
  'rule-off': 'The six-meeting rule is off here, so there is nothing to extend. The settings turn it on.',
  'already-member': 'You are already in this network, so the code was not used up. Give it to somebody else.',
  'code-spent':
    'That code opens nothing: it may be mistyped, used already, withdrawn or past its date. Ask whoever gave it to you for a new one.',
  'no-such-code':
    'There is no open code of yours like that: it was used or withdrawn, or somebody else made it. The open codes show what you can withdraw.',
  'last-home':
    'This is the only channel where the network talks. Add another one first: make an invitation here, and redeem its code there.',
  'raiser-gone': 'Whoever raised that flag has left the network, so nobody can show it to you.',
  'no-such-member': 'Nobody like that is in this network any more. The list of members shows who is.',
  'remove-oneself': 'You cannot remove yourself. You can leave; I ask first who should take over.',
  'angel-stays':
    'A guardian angel cannot be removed by the network they look after. Ask them to step down, or ask another angel to.',
  'no-such-agency': 'No agency here is called that. The list of members shows those that are.',
  'no-such-flag': 'There is no such flag here, or it is down by now.',
  'lesson-stays':
    'A lesson can be taken away again for 10 minutes, and those are over: it stays with the network. If it is in the library, you can take it back from there at any time.',
  'flag-of-others': ({ who }) => othersFlagSentences[who],
  'no-angel':
    'There is no guardian angel now who could read it. Choose that every member sees it, or nominate an angel first.',
  'no-such-lesson':
    'I do not know that lesson, or it was taken away again. The list of lessons has them all.',
  'not-your-lesson':
    'Only whoever kept a lesson, or a public entrepreneur, can offer it to others or take it back. The list of lessons shows what is yours to offer.',
  'no-such-ask': 'I do not know that ask. The list of asks has them all.',
  'ask-over':
    'That ask is over already, so there is nothing left to do. The list of asks shows what came of it.',
  'ask-taken': ({ person }, people) =>
    `${nameOf(people, person)} has that ask already. The list of asks shows what is still open.`,
  'own-ask':
    'You asked that yourself, so another guardian angel has to answer it. If it is settled, take it back in the list of asks; you can also nominate another angel.',
  'not-your-ask': 'Only whoever asked can take that back. The list of asks shows who it was.',
  'no-such-blocker': 'I do not know that blocker. The list of blockers has them all.',
  'blocker-over': 'That blocker is cleared already. The list of blockers shows what cleared it.',
  'nobody-to-call':
    'Nobody else is a public entrepreneur of the network now, so there is nobody to call. Any member can nominate one.',
  'no-such-limit': 'I do not know that limit. The list of limits has them all.',
  'limit-stays-open':
    'There is no guardian angel now, so two members of two agencies have to say what was done. Say so in the list of limits.',
  'settled-by-own-agency':
    'Somebody from your agency has said so already. A member of another agency has to say it too; ask one of them.',
  'limit-over':
    'That limit was lifted, so it no longer holds; the list of limits shows why. If there is still a risk, raise a flag with these words.',
  'no-such-bend': 'I do not know that bend. The list of bends has them all.',
  'bend-over': 'That bend is decided already, or was taken back. The list of bends shows what came of it.',
  'own-bend':
    'You noted that yourself, so another guardian angel has to decide on it. You can nominate one, or take it back in the list of bends.',
  'not-your-bend': 'Only whoever noted it can take that back. The list of bends shows who it was.',
  'no-such-exposure': 'I do not know of that. What is open shows under Public or not.',
  'no-such-proposal': 'I do not know that proposal.',
  'going-public-over': 'That proposal is decided already, or was taken back.',
  'nobody-to-agree-to-move':
    'Moving a network takes the consent of a guardian angel other than you, and there is none.',
  'move-over': 'Another guardian angel has decided on that already.',
  'own-move': 'You asked for it yourself, so another guardian angel decides.',
  'own-proposal':
    'You proposed that yourself, so another guardian angel has to decide. You can nominate one, or have another public entrepreneur propose it.',
  'public-already': 'The network is public, so there is nothing to keep from anybody.',
  'proposed-already': 'Going public is proposed already, and waits for a guardian angel.',
  oneself: 'A nomination comes from somebody else. Ask another member to nominate you.',
  'holds-role': ({ person }, people) => `${nameOf(people, person)} holds that role already.`,
  'already-nominated': ({ person }, people) =>
    `${nameOf(people, person)} has been asked already and has not answered yet. Please wait for the answer.`,
  'nomination-over': 'That nomination is no longer open. The roles show who holds what.',
  'role-not-held': 'You do not hold that role, so there is nothing to give up.',
  'in-the-past':
    'That time has passed. Did the meeting take place? Then record it as held; else choose a time to come.',
  'in-the-future': 'That time is still to come. A meeting to come is planned, not recorded.',
  'before-the-start':
    'That was before the network began here, and its count starts then. Choose a later time.',
  'too-far': 'That is more than two years away. Choose a time nearer to today.',
  'no-such-meeting': 'I do not know that meeting. The list of meetings has them all.',
  'meeting-over': 'That meeting is no longer planned, so it cannot be moved or cancelled.',
  'check-in-over':
    'That check-in has closed. Your attendance can be mended for 7 days in the list of meetings.',
  'too-late-to-mend': 'Attendance can be mended for 7 days after the check-in closes, and those are over.',
  'too-late-to-undo':
    'Undo works for 10 minutes, and those are over. What was put on the table can still be withdrawn, and an entrepreneur can correct a meeting.',
  'no-such-resource': 'I do not know that resource, or it is off the table already.',
  'not-on-the-table': 'That is not on the table now, so it cannot be used or taken back.',
  'until-has-passed': 'Its last day has passed already. Choose a day to come.',
  'until-before-from': 'Its last day comes before its first. Change one of the two.',
  'no-phase-before': 'Before starting is the first phase, so there is nothing to go back to.',
  'no-phase-after':
    'Sustaining is the last phase. What comes after it is closing well, when the work is done.',
  'phase-has-moved':
    'The network has gone to another phase since you were shown this, so nothing was done. The phase shows where it is now.',
  'proposal-over': 'That proposal is no longer open. An entrepreneur can propose again.',
  'needs-another-agency':
    'A new outcome needs the word of a member of another agency than the one that proposed it.',
  'one-agency-only':
    'A new outcome must be agreed by two agencies, and so far all are from one. Invite somebody of another agency first.',
  'loosening-over':
    'That proposal is over: it was answered, replaced by a later one, or the count has moved on. The settings show what holds now.',
  'consent-of-another-agency':
    'There is no guardian angel here, so this takes the word of a member of another agency than whoever asked for it.',
  'nobody-to-consent':
    'One meeting or none is left before the limit, so this takes the word of a guardian angel, or of a member of another agency, and there is neither. Nominate an angel or invite another agency first; nothing was changed.',
  'setting-out-of-range': ({ setting, least, most }) =>
    `${settingNames[setting]} can be ${rangeText(setting, least, most)}.`,
}

function nameOf(people: People, person: string): string {
  return people.get(person)?.name ?? 'That person'
}
