// Refusals in words: the reason, and the next step.
import type { Card } from '../../chat/card.ts'
import type { Instant, NetworkId } from '../../domain/core/ids.ts'
import type { Settings } from '../../domain/core/terms.ts'
import type { Refusal } from '../../domain/decision.ts'
import { mayReopen } from '../../domain/membership/closing.ts'
import { holders } from '../../domain/membership/members.ts'
import type { Network } from '../../domain/state.ts'
import { type ImmediateAnswer, showCard } from '../answers.ts'
import { stallOptionButtons } from '../meetings/stall-card.ts'
import type { People } from '../turn.ts'
import { bold, button, buttons, card, codeRun, pluralize, rich, textBlock } from './markup.ts'

/** Where there is nothing for this person: no network, one they may not see, or a wrong id. All look the same. */
export function noNetworkHereCard(): Card {
  return card(
    textBlock(rich`There is no network of yours here.`),
    textBlock(
      rich`Start one in a channel with ${codeRun('/network start')}, or join one with the code you were given: ${codeRun('/network join CODE')}.`,
    ),
    buttons(button('Start a network', 'start', {}, 'primary'), button('Join with a code', 'join', {})),
  )
}

/** For who presses or fills in something of a network that they are not in, or that does not exist. */
export function membersOnlyCard(): Card {
  return card(
    textBlock(
      rich`Only members of the network that posted this can answer it. Should you be one? Ask one of them for a code, and type ${codeRun('/network join CODE')}.`,
    ),
    buttons(button('Join with a code', 'join', {})),
  )
}

/** The answer to a refused command. `network` is absent where the person may not see it. */
export function refusalAnswer(
  why: Refusal,
  people: People,
  network?: Network,
  now?: Instant,
): ImmediateAnswer {
  if (why.kind === 'not-yours' || network === undefined)
    return showCard(
      why.kind === 'code-spent' ? card(textBlock(rich`${refusalSentence(why, people)}`)) : membersOnlyCard(),
    )
  if (why.kind === 'stalled')
    return showCard(stallOptionButtons(network, rich`${refusalSentence(why, people)}`))
  if (
    why.kind === 'only' &&
    /entrepreneur|agency/.test(why.who) &&
    holders(network, 'public-entrepreneur').length === 0
  )
    return showCard(
      card(
        textBlock(
          rich`${refusalSentence(why, people)} The network has no public entrepreneur now; any member can nominate one.`,
        ),
        buttons(button('Nominate one', 'role', { network: network.id, role: 'public-entrepreneur' })),
      ),
    )
  if (why.kind === 'closed') return showCard(closed(network, now))
  return showCard(card(textBlock(rich`${refusalSentence(why, people)}`), nextStep(why, network.id)))
}

function closed(network: Network, now?: Instant): Card {
  return now === undefined || mayReopen(network, now)
    ? card(
        textBlock(
          rich`${bold(network.name)} is closed. Its members can reopen it for 30 days after closing.`,
        ),
        buttons(button('Reopen', 'reopen', { network: network.id })),
      )
    : card(
        textBlock(
          rich`${bold(network.name)} is closed. ${refusalSentence({ kind: 'reopen-too-late' }, new Map())}`,
        ),
      )
}

export const noMeetingsNow =
  'No meeting can be planned or recorded now: the network has met its limit of meetings with nothing on the table.'

/** The reason and the next step in one or two sentences. */
export function refusalSentence(why: Refusal, people: People): string {
  switch (why.kind) {
    case 'not-yours':
      return 'There is no network of yours here.'
    case 'only':
      return onlySentence(why.who)
    case 'closed':
      return 'This network is closed. Its members can reopen it for 30 days after closing.'
    case 'round-over':
      return 'That round of reflection is over, so nothing was kept. What was answered stands in the homes; you can start another round.'
    case 'round-open':
      return 'A round of reflection is open already. You can answer that one.'
    case 'not-closed':
      return 'This network is open, so there is nothing to reopen.'
    case 'reopen-too-late':
      return 'It was closed more than 30 days ago, so it stays closed. You can still read it, and start a new one.'
    case 'stalled':
      return `${noMeetingsNow} Which of these ways on fits?`
    case 'not-stalled':
      return 'The network has not stopped, so there is nothing to extend.'
    case 'already-extended':
      return 'It was extended once already. What is left: put something on the table, reframe, or close well.'
    case 'rule-off':
      return 'The six-meeting rule is off here, so there is nothing to extend. The settings turn it on.'
    case 'already-member':
      return 'You are already in this network, so the code was not used up. Give it to somebody else.'
    case 'code-spent':
      return 'That code opens nothing: it may be mistyped, used already, withdrawn or past its date. Ask whoever gave it to you for a new one.'
    case 'last-home':
      return 'This is the only channel where the network talks. Add another one first: make an invitation here, and redeem its code there.'
    case 'no-such-flag':
      return 'There is no such flag here, or it is down by now.'
    case 'lesson-stays':
      return 'A lesson can be taken away again for 10 minutes, and those are over: it stays with the network. If it is in the library, you can take it back from there at any time.'
    case 'flag-of-others':
      return `That flag is put to the ${why.who === 'angels' ? 'guardian angels' : 'public entrepreneurs'}, and theirs to answer. What you know of it, tell them.`
    case 'no-angel':
      return 'There is no guardian angel now who could read it. Choose that every member sees it, or nominate an angel first.'
    case 'no-such-lesson':
      return 'I do not know that lesson, or it was taken away again. The list of lessons has them all.'
    case 'not-your-lesson':
      return 'Only whoever kept a lesson, or a public entrepreneur, can offer it to others or take it back. The list of lessons shows what is yours to offer.'
    case 'no-such-ask':
      return 'I do not know that ask. The list of asks has them all.'
    case 'ask-over':
      return 'That ask is over already, so there is nothing left to do. The list of asks shows what came of it.'
    case 'ask-taken':
      return `${nameOf(people, why.person)} has that ask already. The list of asks shows what is still open.`
    case 'own-ask':
      return 'You asked that yourself, so another guardian angel has to answer it. If it is settled, take it back in the list of asks; you can also nominate another angel.'
    case 'not-your-ask':
      return 'Only whoever asked can take that back. The list of asks shows who it was.'
    case 'no-such-blocker':
      return 'I do not know that blocker. The list of blockers has them all.'
    case 'blocker-over':
      return 'That blocker is cleared already. The list of blockers shows what cleared it.'
    case 'nobody-to-call':
      return 'Nobody else is a public entrepreneur of the network now, so there is nobody to call. Any member can nominate one.'
    case 'no-such-limit':
      return 'I do not know that limit. The list of limits has them all.'
    case 'limit-over':
      return 'That limit was lifted, so it no longer holds. The list of limits shows why.'
    case 'no-such-bend':
      return 'I do not know that bend. The list of bends has them all.'
    case 'bend-over':
      return 'That bend is decided already, or was taken back. The list of bends shows what came of it.'
    case 'own-bend':
      return 'You noted that yourself, so another guardian angel has to decide on it. You can nominate one, or take it back in the list of bends.'
    case 'not-your-bend':
      return 'Only whoever noted it can take that back. The list of bends shows who it was.'
    case 'no-such-exposure':
      return 'I do not know of that. What is open shows under Public or not.'
    case 'no-such-proposal':
      return 'I do not know that proposal.'
    case 'going-public-over':
      return 'That proposal is decided already, or was taken back.'
    case 'own-proposal':
      return 'You proposed that yourself, so another guardian angel has to decide. You can nominate one, or have another public entrepreneur propose it.'
    case 'public-already':
      return 'The network is public, so there is nothing to keep from anybody.'
    case 'proposed-already':
      return 'Going public is proposed already, and waits for a guardian angel.'
    case 'oneself':
      return 'A nomination comes from somebody else. Ask another member to nominate you.'
    case 'holds-role':
      return `${nameOf(people, why.person)} holds that role already.`
    case 'already-nominated':
      return `${nameOf(people, why.person)} has been asked already and has not answered yet. Please wait for the answer.`
    case 'nomination-over':
      return 'That nomination is no longer open. The roles show who holds what.'
    case 'role-not-held':
      return 'You do not hold that role, so there is nothing to give up.'
    case 'in-the-past':
      return 'That time has passed. Did the meeting take place? Then record it as held; else choose a time to come.'
    case 'in-the-future':
      return 'That time is still to come. A meeting to come is planned, not recorded.'
    case 'before-the-start':
      return 'That was before the network began here, and its count starts then. Choose a later time.'
    case 'too-far':
      return 'That is more than two years away. Choose a time nearer to today.'
    case 'no-such-meeting':
      return 'I do not know that meeting. The list of meetings has them all.'
    case 'meeting-over':
      return 'That meeting is no longer planned, so it cannot be moved or cancelled.'
    case 'check-in-over':
      return 'That check-in has closed. Your attendance can be mended for 7 days in the list of meetings.'
    case 'too-late-to-mend':
      return 'Attendance can be mended for 7 days after the check-in closes, and those are over.'
    case 'too-late-to-undo':
      return 'Undo works for 10 minutes, and those are over. What was put on the table can still be withdrawn, and an entrepreneur can correct a meeting.'
    case 'no-such-resource':
      return 'I do not know that resource, or it is off the table already.'
    case 'not-on-the-table':
      return 'That is not on the table now, so it cannot be used or taken back.'
    case 'until-has-passed':
      return 'Its last day has passed already. Choose a day to come.'
    case 'no-phase-before':
      return 'Before starting is the first phase, so there is nothing to go back to.'
    case 'no-phase-after':
      return 'Sustaining is the last phase. What comes after it is closing well, when the work is done.'
    case 'phase-has-moved':
      return 'The network has gone to another phase since you were shown this, so nothing was done. The phase shows where it is now.'
    case 'proposal-over':
      return 'That proposal is no longer open. An entrepreneur can propose again.'
    case 'needs-another-agency':
      return 'A new outcome needs the word of a member of another agency than the one that proposed it.'
    case 'one-agency-only':
      return 'A new outcome must be agreed by two agencies, and so far all are from one. Invite somebody of another agency first.'
    case 'setting-out-of-range':
      return `${settingNames[why.setting]} can be ${rangeWords(why.setting, why.least, why.most)}.`
  }
}

function onlySentence(who: Extract<Refusal, { kind: 'only' }>['who']): string {
  switch (who) {
    case 'entrepreneur':
      return 'Only a public entrepreneur of the network can do that. The roles show whom to ask.'
    case 'angel':
      return 'Only a guardian angel of the network can do that. The roles show whom to ask.'
    case 'entrepreneur-or-angel':
      return 'Only a public entrepreneur or a guardian angel can do that. The roles show whom to ask.'
    case 'own-agency':
      return 'Only someone of that agency, or a public entrepreneur, can do that with its resources. Ask one of them; the roles show who they are.'
  }
}

/** The range of a setting, and why a limit begins where it does. */
export function rangeWords(setting: keyof Settings, least: number, most: number): string {
  const why =
    setting === 'limit' && least > 2
      ? `, since ${pluralize(least - 1, 'meeting has', 'meetings have')} had nothing on the table`
      : ''
  return `from ${least} to ${most}${why}`
}

export const settingNames: { readonly [setting in keyof Settings]: string } = {
  rule: 'The six-meeting rule',
  limit: 'The limit of meetings with nothing on the table',
  weeks: 'The limit in weeks',
  checkInHours: 'Hours that a check-in stays open',
  reminderHours: 'Hours before a meeting that its reminder comes',
  invitationDays: 'Days that an invitation is good for',
  roundDays: 'Days that a round of reflection stays open',
}

function nameOf(people: People, person: string): string {
  return people.get(person)?.name ?? 'That person'
}

function nextStep(why: Refusal, network: NetworkId) {
  switch (why.kind) {
    case 'already-extended':
      return buttons(button('Put something on the table', 'put', { network }, 'primary'))
    case 'rule-off':
      return buttons(button('Settings', 'settings', { network }))
    case 'last-home':
    case 'one-agency-only':
      return buttons(button('Make an invitation', 'invite', { network }))
    case 'round-over':
    case 'round-open':
      return buttons(button('Reflect', 'reflect', { network }))
    case 'no-phase-before':
    case 'phase-has-moved':
      return buttons(button('Show the phase', 'phase', { network }))
    case 'no-phase-after':
      return buttons(button('Close well', 'close', { network }))
    case 'no-such-flag':
    case 'flag-of-others':
      return buttons(button('Show the flags', 'flags', { network }))
    case 'no-angel':
      return buttons(button('Nominate: guardian angel', 'role', { network, role: 'guardian-angel' }))
    case 'lesson-stays':
    case 'no-such-lesson':
    case 'not-your-lesson':
      return buttons(button('Show the lessons', 'lessons', { network }))
    case 'only':
    case 'holds-role':
    case 'nomination-over':
    case 'role-not-held':
      return buttons(button('Show the roles', 'roles', { network }))
    case 'in-the-past':
      return buttons(button('Record a meeting', 'met', { network }))
    case 'in-the-future':
      return buttons(button('Plan a meeting', 'meet', { network }))
    case 'proposal-over':
      return buttons(button('Reframe', 'reframe', { network }))
    case 'no-such-meeting':
    case 'meeting-over':
    case 'check-in-over':
      return buttons(button('Show the meetings', 'meetings', { network }))
    case 'no-such-ask':
    case 'ask-over':
    case 'ask-taken':
    case 'own-ask':
    case 'not-your-ask':
      return buttons(button('Show the asks', 'asks', { network }))
    case 'no-such-blocker':
    case 'blocker-over':
      return buttons(button('Show the blockers', 'blockers', { network }))
    case 'no-such-limit':
    case 'limit-over':
      return buttons(button('Show the limits', 'limits', { network }))
    case 'no-such-bend':
    case 'bend-over':
    case 'own-bend':
    case 'not-your-bend':
      return buttons(button('Show the bends', 'bends', { network }))
    case 'no-such-exposure':
    case 'no-such-proposal':
    case 'going-public-over':
    case 'own-proposal':
    case 'public-already':
    case 'proposed-already':
      return buttons(button('Public or not', 'radar', { network }))
    case 'no-such-resource':
    case 'not-on-the-table':
      return buttons(button('Show the table', 'table', { network }))
    default:
      return undefined
  }
}
