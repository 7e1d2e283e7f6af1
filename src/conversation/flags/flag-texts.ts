// The texts of each flag: its headline, what it means, and what is said once it is over.
import type { Block, Button, Run } from '../../chat/card.ts'
import type { FlagId, FlagName } from '../../domain/core/terms.ts'
import { limitIdOfKey } from '../../domain/guardian/hard-limits.ts'
import { holders } from '../../domain/membership/members.ts'
import type { Network } from '../../domain/state.ts'
import { standingResources } from '../../domain/table/table.ts'
import { exposureDetail } from '../guardian/exposure.ts'
import { limitReportBlocks } from '../guardian/limit-cards.ts'
import { type CardContext, shortQuote } from '../kit/card-parts.ts'
import { exposureNames, nameWithAgency, personRun, plainDate, titleOf } from '../kit/labels.ts'
import { bold, button, capitalize, pluralize, rich, timeRun } from '../kit/markup.ts'
import { stoppedText } from '../meetings/stall-card.ts'
import type { People } from '../turn.ts'
import { goneHeadline, goneText } from './gone-texts.ts'

interface FlagText {
  /** Follows the name of the network. This line alone must be enough for a busy reader. */
  readonly headline: (context: CardContext, cause: string) => string
  readonly meaning: (context: CardContext, cause: string) => readonly Run[]
  /** People’s own words, between the headline and the meaning. */
  readonly detail?: (context: CardContext, cause: string) => readonly Block[]
  /** What is so again once the rule has cleared it, as the end of a sentence. */
  readonly over: (network: Network) => string
  /** It has to do with meetings: its message lists the last ones, and tells the count once it is over. */
  readonly aboutMeetings?: true
  /** What the entrepreneurs can do about it, and the angels too if `angel` is set. */
  readonly step?: { readonly button: (network: Network) => Button; readonly angel?: true }
}

const putSomething = {
  button: ({ id }: Network) => button('Put something on the table', 'put', { network: id }, 'primary'),
}
const planMeeting = {
  button: ({ id }: Network) => button('Plan a meeting', 'meet', { network: id }, 'primary'),
}

export const flagTexts: { readonly [name in FlagName]: FlagText } = {
  'sixth-meeting-near': {
    headline: () => ': one meeting left to put something on the table',
    meaning: () =>
      rich`If the next meeting ends with nothing there, the network will stop until it decides how to go on. A word from you to someone with a budget or a mandate may be what it needs.`,
    over: ({ stalled }) =>
      stalled === undefined
        ? 'it’s no longer one meeting from the limit'
        : 'that meeting ended with nothing on the table, and the network has stopped',
    aboutMeetings: true,
    step: putSomething,
  },
  'dead-in-the-water': {
    headline: ({ network }) => ` ${stoppedText(network, network.lastStop?.at)}`,
    meaning: () =>
      rich`Planned meetings are on hold. The members can put something on the table, reframe, or close well. Who could you call?`,
    over: () => 'it’s moving again',
    aboutMeetings: true,
    step: putSomething,
  },
  'limit-touched': {
    headline: ({ network }, cause) => `: ${limitHeadline(network, cause)}`,
    detail: ({ network, people }, cause) => limitReportBlocks(network, people, limitIdOfKey(cause)),
    meaning: () =>
      rich`Should the work carry on as it is, or stop here? Once something has been done about it, settle it in the list of limits.`,
    over: () => 'that limit is no longer near or crossed, and the list of limits says what was done',
    step: { button: ({ id }) => button('Show the limits', 'limits', { network: id }), angel: true },
  },
  exposed: {
    headline: ({ network }, cause) => ` ${exposureHeadline(network, cause)}`,
    detail: ({ network, people }, cause) => exposureDetail(network, people, cause),
    meaning: () =>
      rich`The network is under the radar. Who speaks for it now, and what should its members say if they’re asked? Once something has been done about it, settle it under Public or not.`,
    over: () => 'the attention from outside has been settled',
    step: { button: ({ id }) => button('Public or not', 'radar', { network: id }), angel: true },
  },
  'no-entrepreneur': {
    headline: () => ' has no public entrepreneur any more',
    meaning: ({ network, people }) =>
      rich`${lastEntrepreneurText(network, people)}Until somebody accepts the role, nobody can reframe the network or close it well. Who could you ask?`,
    over: () => 'it has a public entrepreneur again',
    step: {
      button: ({ id }) =>
        button('Nominate a public entrepreneur', 'role', { network: id, role: 'public-entrepreneur' }),
      angel: true,
    },
  },
  'no-angel': {
    headline: () => ' has had no guardian angel for two weeks',
    meaning: () =>
      rich`Nobody protects it, speaks up for it, or can extend it. Who higher up cares that this works? They don’t need to come to any meetings.`,
    over: () => 'it has a guardian angel',
    step: {
      button: ({ id }) =>
        button('Nominate a guardian angel', 'role', { network: id, role: 'guardian-angel' }, 'primary'),
    },
  },
  'key-person-gone': {
    headline: ({ network, people }, cause) => `: ${goneHeadline(network, people, cause)}`,
    meaning: ({ network, people }, cause) => goneText(network, people, cause),
    over: () => 'somebody has taken on what they did, or they’re back',
    step: { button: ({ id }) => button('Nominate somebody', 'role', { network: id }), angel: true },
  },
  'gone-quiet': {
    headline: () => ' has gone quiet: nothing held, nothing planned',
    meaning: () =>
      rich`It’s been at least three weeks, and at least twice as long as usual between two meetings. Is it over, or just waiting for someone to call the next one?`,
    over: () => 'a meeting has been held or planned',
    aboutMeetings: true,
    step: planMeeting,
  },
  'back-to-old-ways': {
    headline: () => ': two meetings in a row didn’t take place',
    meaning: () =>
      rich`They were cancelled, or too few came. That’s often how people slip back into their own agency’s work. What got in the way?`,
    over: () => 'its meetings are taking place again',
    aboutMeetings: true,
    step: planMeeting,
  },
  drifting: {
    headline: () => ': people are drifting away',
    meaning: () =>
      rich`The last two meetings drew fewer than half as many as the three before, or at least a third of those who answered wouldn’t come to the next one. What would make it worth their time?`,
    over: () => 'people are no longer drifting away',
    aboutMeetings: true,
  },
  'client-missing': {
    headline: () => ': nobody it’s for is taking part',
    meaning: ({ network }) =>
      holders(network, 'active-client').length === 0
        ? rich`It’s working together, but none of the people the work is for is shaping it as an active client. Who could ask one of them?`
        : rich`No active client was at the last three meetings. What keeps them away: the time, the place, or what’s talked about?`,
    over: () => 'an active client is taking part',
    aboutMeetings: true,
    step: {
      button: ({ id }) => button('Nominate an active client', 'role', { network: id, role: 'active-client' }),
    },
  },
  blocked: {
    headline: ({ network }, blocker) =>
      ` has been blocked for three weeks${quotedAfter(network.blockers.get(blocker)?.text)}`,
    detail: ({ network }, blocker) => quoteOf(network.blockers.get(blocker)?.text),
    meaning({ network, people }, blocker) {
      const known = network.blockers.get(blocker)
      if (known === undefined) return []
      const by = known.by === undefined ? 'Somebody' : nameWithAgency(network, people, known.by)
      return rich`${by} named it on ${timeRun(known.at, network.zone, 'date')}. Who could clear the way?`
    },
    over: () => 'the blocker has been cleared',
    step: { button: ({ id }) => button('Show the blockers', 'blockers', { network: id }), angel: true },
  },
  'approval-pending': {
    headline: ({ network }, bend) =>
      `: a bend has waited two weeks for a decision${quotedAfter(network.bends.get(bend)?.what)}`,
    detail: ({ network }, bend) => quoteOf(network.bends.get(bend)?.what),
    meaning({ network, people }, bend) {
      const known = network.bends.get(bend)
      if (known === undefined) return []
      return rich`${nameWithAgency(network, people, known.by)} noted it on ${timeRun(known.at, network.zone, 'date')}. Their reason: “${known.why.slice(0, 300)}”. Was it right?`
    },
    over: () => 'the bend isn’t waiting any more',
    step: { button: ({ id }) => button('Show the bends', 'bends', { network: id }), angel: true },
  },
  'angel-silent': {
    headline: ({ people }, angel) =>
      `: no word from ${people.get(angel)?.name ?? 'the guardian angel'} for six weeks`,
    meaning: ({ network, people }, angel) =>
      rich`Something was put to ${nameWithAgency(network, people, angel)}, a guardian angel, and nothing has come back. Is it time for a call, or for another angel alongside them?`,
    over: () => 'they’ve been in touch, or nothing is waiting for them any more',
    step: {
      button: ({ id }) =>
        button('Nominate a guardian angel', 'role', { network: id, role: 'guardian-angel' }),
    },
  },
  'one-carrier': {
    headline: () => ': much of the work goes through one person',
    meaning: ({ people }, person) =>
      rich`In the last six weeks it went through ${personRun(people, person)}. That may be how you want it. If it’s too much for one person, what would someone else be glad to take on? Only public entrepreneurs and guardian angels can read this.`,
    over: () => 'more people share the work',
  },
  'one-agency-table': {
    headline: () => ': everything on the table comes from one agency',
    meaning: ({ network }) =>
      rich`It’s all from ${bold(standingResources(network)[0]?.agency ?? 'one agency')}. What are the others still holding back, and what would let them put it there?`,
    over: () => 'more than one agency has something on the table',
    step: putSomething,
  },
  'promise-overdue': {
    headline: (context, resource) => `: ${overdueHeadline(context, resource)}`,
    meaning: overdueText,
    over: () => 'nothing promised is overdue',
  },
  'not-learning': {
    headline: () => ': nothing kept of what was learned in the last four meetings',
    meaning: () =>
      rich`One question at the end of a meeting is enough: what have we learned? I’ll keep it for everyone, including people who join later.`,
    over: () => 'something learned has been kept',
  },
  'crossed-unreflected': {
    headline: () => ': few people answered the last round of reflection',
    meaning({ network }, round) {
      const { asked = 0, answered = 0 } = network.rounds.get(round)?.closed ?? {}
      return rich`${answered} of ${pluralize(asked, 'member')} answered. Was it the wrong moment, or is there something nobody wants to write down?`
    },
    over: () => 'more people have answered a round of reflection',
  },
  'reframed-twice': {
    headline: () => ': reframed more than once, and still nothing on the table',
    meaning: ({ network }) =>
      rich`The shared outcome is now “${network.outcome}”, and nothing has been put on the table for it. Is it the right question this time, or is something else in the way?`,
    over: () => 'something is on the table for the new shared outcome',
    step: putSomething,
  },
}

export function flagHeadline(context: CardContext, { flag, cause = '' }: FlagId): string {
  return `${context.network.name}${flagTexts[flag].headline(context, cause)}`
}

export function flagDetail(context: CardContext, { flag, cause = '' }: FlagId): readonly Block[] {
  return flagTexts[flag].detail?.(context, cause) ?? []
}

/** Returns the headline without the name of the network, for a place where that stands already. */
export function flagShortLine(context: CardContext, { flag, cause = '' }: FlagId): string {
  return capitalize(flagTexts[flag].headline(context, cause).replace(/^:? /, ''))
}

export function flagMeaning(context: CardContext, { flag, cause = '' }: FlagId): readonly Run[] {
  return flagTexts[flag].meaning(context, cause)
}

/** What the headline has whole is not said twice. */
function quoteOf(text = ''): readonly Block[] {
  if (shortQuote(text) === `“${text}”`) return []
  return [{ kind: 'quote', text: text.slice(0, 300) }]
}

function quotedAfter(text: string | undefined): string {
  return text === undefined ? '' : `: ${shortQuote(text)}`
}

function limitHeadline(network: Network, cause: string): string {
  const how = cause.startsWith('crossed:') ? 'has been crossed' : 'is near'
  const text = network.limits.get(limitIdOfKey(cause))?.text ?? ''
  return `a hard limit ${how}: ${shortQuote(text)}`
}

function exposureHeadline(network: Network, id: string): string {
  const exposure = network.exposures.get(id)
  if (exposure === undefined) return 'has been noticed from outside'
  return `has drawn ${exposureNames[exposure.of]}: ${shortQuote(exposure.text)}`
}

function lastEntrepreneurText(network: Network, people: People): readonly Run[] {
  const last = network.roles
    .filter(({ role, to }) => role === 'public-entrepreneur' && to !== undefined)
    .reduce((one, other) => ((other.to ?? 0) >= (one?.to ?? 0) ? other : one), network.roles[0])
  if (last?.to === undefined) return []
  const until = timeRun(last.to, network.zone, 'date')
  return rich`${personRun(people, last.person)} was the last one, until ${until}. `
}

function overdueHeadline({ network, people, reader }: CardContext, id: string): string {
  const resource = network.resources.get(id)
  if (resource === undefined) return 'something promised is overdue'
  return `${titleOf(resource, people.get(reader)?.locale)} from ${resource.agency} is overdue`
}

function overdueText({ network, people, reader }: CardContext, id: string): readonly Run[] {
  const resource = network.resources.get(id)
  if (resource === undefined) return []
  const { agency, from = '' } = resource
  const locale = people.get(reader)?.locale
  return rich`${titleOf(resource, locale)} from ${agency} was due from ${plainDate(from, locale)} and isn’t on the table yet. Who could ask what’s holding it up?`
}
