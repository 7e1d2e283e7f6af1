// What each notice says, worded at the moment of sending so that it shows the latest state.
import type { Card } from '../chat/card.ts'
import type { PersonId } from '../domain/core/ids.ts'
import { bareCountOf } from '../domain/meetings/six-meeting-rule.ts'
import type { Network } from '../domain/state.ts'
import { anythingStands, standingResources } from '../domain/table/table.ts'
import { moveDeclinedCard, moveNoticeCard, movingExportCard } from './documents/moving.ts'
import { pictureCard } from './documents/pictures.ts'
import { exportCard, lastStoryCard, storyCard } from './documents/story.ts'
import { flagOverCard, flagsMessage, nudgeCard, unacknowledgedCard } from './flags/flag-messages.ts'
import { flagsTogetherCard } from './flags/flags-together.ts'
import { manualFlagCard, unacknowledgedManualFlagCard } from './flags/manual-flags.ts'
import { readingAskedCard } from './flags/private-flags.ts'
import { askAnsweredCard, asksMessage } from './guardian/ask-cards.ts'
import { bendAnsweredCard, bendsMessage } from './guardian/bend-cards.ts'
import { blockerClearedCard } from './guardian/blockers.ts'
import { callCard } from './guardian/calls.ts'
import { goingPublicMessage, notYetCard, radarChangedCard } from './guardian/going-public-cards.ts'
import { limitCard } from './guardian/limit-cards.ts'
import { nameWithAgency, titleOf } from './kit/labels.ts'
import { bold, button, buttons, card, note, rich, textBlock } from './kit/markup.ts'
import { channelLocale } from './kit/reader-locale.ts'
import { checkInCard } from './meetings/check-in-cards.ts'
import { closedCard, closedWithStoryCard } from './meetings/closing.ts'
import { bareCountText } from './meetings/count-text.ts'
import { looseningCard, looseningDeclinedCard } from './meetings/loosening/loosening-cards.ts'
import {
  heldWhileStoppedCard,
  meetingCard,
  meetingChangedCard,
  reminderCard,
} from './meetings/meeting-cards.ts'
import { reframeCard } from './meetings/reframe.ts'
import { stallPost } from './meetings/stall-card.ts'
import { departureCard, farewellCard } from './membership/departures.ts'
import { homeLostCard, homeUnreachedCard, welcomeCard } from './membership/homes.ts'
import { nominationAnsweredCard, nominationCard, unreachableCard } from './membership/nominations.ts'
import { agenciesMergedCard, agencyChangedCard } from './membership/people/agencies.ts'
import { removedCard } from './membership/people/remove-member.ts'
import { settingsChangedCard } from './membership/settings.ts'
import { type ContentOf, mayRead, type NoticeKind, type Reader } from './notice-access.ts'
import { outcomeCard } from './phases/edit-purpose.ts'
import { crossedCard } from './phases/phases.ts'
import { answersCard } from './phases/reflection-results.ts'
import { roundCard, roundReminderCard, withheldAnswersCard } from './phases/reflection-round-cards.ts'
import { resourceOverCard } from './table/resource-over.ts'
import { tableChangedCard } from './table/table-changed.ts'
import type { People } from './turn.ts'

interface RenderContext<Kind extends NoticeKind = NoticeKind> {
  readonly network: Network
  readonly people: People
  readonly content: ContentOf<Kind>
  readonly reader: Reader
  /** The reader's. */
  readonly locale: string | undefined
}

/** Returns `undefined` if the notice is no longer needed. */
type NoticeCard<Kind extends NoticeKind> = (context: RenderContext<Kind>) => Card | undefined

/** Returns `undefined` if the reader may not read the notice any more, or if nobody needs it now. */
export function renderNotice({
  isLate,
  ...context
}: Omit<RenderContext, 'locale'> & { readonly isLate: boolean }): Card | undefined {
  const { network, people, content, reader } = context
  if (!mayRead(network, content, reader)) return undefined
  // TypeScript cannot see that the entry found by a kind takes content of that kind.
  const render = cardsByKind[content.kind] as NoticeCard<NoticeKind>
  const rendered = render({ ...context, locale: localeOf(people, reader) })
  if (rendered === undefined || !isLate) return rendered
  return { blocks: [...rendered.blocks, note(rich`This is late: I couldn’t send it when it was due.`)] }
}

function localeOf(people: People, reader: Reader): string | undefined {
  return reader.kind === 'home' ? channelLocale : people.get(reader.person)?.locale
}

/** A notice that only persons read. Returns `undefined` for a home. */
function toPerson<Kind extends NoticeKind>(
  render: (context: RenderContext<Kind>, reader: PersonId) => Card | undefined,
): NoticeCard<Kind> {
  return (context) => (context.reader.kind === 'person' ? render(context, context.reader.person) : undefined)
}

const cardsByKind: { readonly [kind in NoticeKind]: NoticeCard<kind> } = {
  welcome: ({ network }) => welcomeCard(network),
  'home-lost': ({ network }) => homeLostCard(network),
  'home-unreached': ({ network, content }) => homeUnreachedCard(network, content.why),
  unreached({ network, people, content }) {
    return network.unreachable.has(content.person) ? unreachableCard(network, people, content) : undefined
  },
  'invitation-used': invitationUsedCard,
  settings: ({ network, people, content }) => settingsChangedCard(network, people, content),
  gone: ({ network, people, content }) => departureCard(network, people, content),
  nomination: ({ network, people, content }) => nominationCard(network, people, content),
  farewell: ({ network, people, content }) => farewellCard(network, people, content),
  removed: toPerson(({ network, people, content }, reader) =>
    removedCard(network, people, { ...content, reader }),
  ),
  'agency-changed': ({ network, people, content }) => agencyChangedCard(network, people, content),
  'agencies-merged': ({ network, people, content }) => agenciesMergedCard(network, people, content),
  'nomination-answered': ({ network, people, content }) =>
    nominationAnsweredCard(network, people, content.nomination),

  meeting: ({ network, content }) => meetingCard(network, content),
  'meeting-changed': ({ network, content }) => meetingChangedCard(network, content),
  reminder: ({ network, content }) => reminderCard(network, content.meeting),
  'check-in': ({ network, people, content }) => checkInCard(network, people, content.meeting),
  nudge: ({ network, reader }) =>
    isNudgeDue(network, reader) ? nudgeCard(network, reader.kind === 'person') : undefined,
  stall: ({ network, content }) => stallPost(network, content),
  'held-while-stopped': ({ network, content }) => heldWhileStoppedCard(network, content.meeting),
  'moving-again': movingAgainCard,
  reframe: ({ network, people, content }) => reframeCard(network, people, content.proposal),
  loosening: ({ network, people, content, reader }) =>
    looseningCard(network, people, {
      ...content,
      reader: reader.kind === 'person' ? reader.person : undefined,
    }),
  'loosening-declined': ({ network, people, content }) =>
    looseningDeclinedCard(network, people, content.proposal),
  'resource-over': ({ network, people, content, locale }) =>
    resourceOverCard(network, people, { ...content, locale }),
  'table-changed': ({ network, content }) => tableChangedCard(network, content),
  closed: ({ network, people, locale }) =>
    network.closing === undefined ? undefined : closedCard(network, locale, people),
  reopened: reopenedCard,

  flag: toPerson(({ network, people, content }, reader) =>
    flagsMessage({ network, people, reader }, content),
  ),
  'flag-over': toPerson(({ network, people, content }, reader) => {
    const context = { network, people, reader }
    return flagsMessage(context, { since: content.since, as: 'changed' }) ?? flagOverCard(context, content)
  }),
  'flag-unseen': toPerson(({ network, people, content }, reader) =>
    unacknowledgedCard({ network, people, reader }, content),
  ),
  raised: toPerson(({ network, people, content }, reader) =>
    manualFlagCard(network, people, content, reader),
  ),
  'raised-together': toPerson(({ network, people, content }, reader) =>
    flagsTogetherCard({ network, people, reader }, content),
  ),
  'flag-reading-asked': ({ network, people, content }) => readingAskedCard(network, people, content),
  'raised-unseen': ({ network, people, content }) => unacknowledgedManualFlagCard(network, people, content),

  called: ({ network, people, content }) => callCard(network, people, content.call),
  asks: toPerson(({ network, people, content }, reader) => asksMessage({ network, people, reader }, content)),
  'ask-answered': toPerson(({ network, people, content }, reader) =>
    askAnsweredCard({ network, people, reader }, content),
  ),
  'blocker-cleared': ({ network, people, content }) => blockerClearedCard(network, people, content.blocker),
  limit: ({ network, people, content }) => limitCard(network, people, content),
  bends: toPerson(({ network, people, content }, reader) =>
    bendsMessage({ network, people, reader }, content),
  ),
  'bend-answered': toPerson(({ network, people, content }, reader) =>
    bendAnsweredCard({ network, people, reader }, content),
  ),
  'going-public': toPerson(({ network, people, content }, reader) =>
    goingPublicMessage({ network, people, reader }, content),
  ),
  'not-yet-public': ({ network, people, content }) => notYetCard(network, people, content.proposal),
  radar: ({ network, people, content }) => radarChangedCard(network, people, content),

  phase: ({ network, people, content }) => crossedCard(network, people, content.crossing),
  outcome: ({ network, people, content }) => outcomeCard(network, people, content),
  round: ({ network, people, content }) => roundCard(network, people, content),
  'round-reminder': ({ network, content }) => roundReminderCard(network, content.round),
  'round-closed': ({ network, people, content }) => answersCard(network, people, content.round),
  'kept-back': ({ network, content }) => withheldAnswersCard(network, content),

  story: storyNoticeCard,
  picture: ({ network, content }) => pictureCard(network, content.picture),
  export: ({ network, content }) =>
    content.moving === undefined ? exportCard(network) : movingExportCard(network),
  move: toPerson(({ network, people, content }, reader) =>
    moveNoticeCard({ network, people, reader }, content),
  ),
  'move-declined': ({ network, people, content }) => moveDeclinedCard(network, people, content.request),
  unsure: unknownDeliveryCard,
}

function storyNoticeCard({
  network,
  people,
  content,
  reader,
  locale,
}: RenderContext<'story'>): Card | undefined {
  if (reader.kind === 'home') return lastStoryCard(network)
  return content.because === 'closed' ? closedWithStoryCard(network, people, locale) : storyCard(network)
}

function invitationUsedCard({ network, people, content }: RenderContext<'invitation-used'>): Card {
  const person = nameWithAgency(network, people, content.person)
  return card(textBlock(rich`${person} used the code you made, and is now in ${bold(network.name)}.`))
}

function reopenedCard({ network, people, content: { by } }: RenderContext<'reopened'>): Card | undefined {
  if (network.closing !== undefined) return undefined
  const who = by === undefined ? '' : rich`: ${nameWithAgency(network, people, by)} reopened it`
  return card(textBlock(rich`${bold(network.name)} is open again${who}. ${bareCountText(network)}`))
}

function unknownDeliveryCard({ network, content }: RenderContext<'unsure'>): Card {
  return card(
    textBlock(
      rich`I don’t know whether a message from ${bold(network.name)} arrived: the connection broke while I was sending it. So that nothing comes twice, I won’t repeat it unless you ask. If it isn’t there, send it again.`,
    ),
    buttons(button('Send it again', 'send-again', { network: network.id, message: String(content.message) })),
  )
}

/**
 * The nudge to put something on the table fits no more once something stands there, or the network has stopped or
 * closed. A person reads of the last meeting in its flag, where one more was held before the nudge reached them.
 */
function isNudgeDue(network: Network, reader: Reader): boolean {
  if (anythingStands(network) || network.stalled !== undefined || network.closing !== undefined) return false
  return reader.kind === 'home' || !network.flags.has('sixth-meeting-near')
}

const movingReasons: ReadonlyMap<string, string> = new Map([
  ['put', 'something is on the table'],
  ['reframed', 'two agencies agreed on a new shared outcome'],
  ['corrected', 'a correction changed the count'],
  ['settings', 'its settings changed'],
])

function movingAgainCard({ network, content }: RenderContext<'moving-again'>): Card | undefined {
  if (network.stalled !== undefined) return undefined
  return card(
    textBlock(rich`${bold(network.name)} is moving again${movingReasonText(network, content.because)}`),
    buttons(button('Plan a meeting', 'meet', { network: network.id })),
  )
}

function movingReasonText(network: Network, because: string): string {
  if (because === 'extended') return `. ${extensionText(network)}`
  return `: ${reasonText(network, because)}. ${bareCountText(network)}`
}

function reasonText(network: Network, because: string): string {
  const put =
    because === 'put'
      ? standingResources(network).find((one) => one.stoodFrom === network.resumed)
      : undefined
  if (put !== undefined) return `${titleOf(put, channelLocale)} from ${put.agency} is on the table`
  return movingReasons.get(because) ?? 'it decided how to go on'
}

function extensionText(network: Network): string {
  const added = network.extension?.meetings === 1 ? 'one more meeting' : 'two more meetings'
  return `A guardian angel has given it ${added}. That can be done only once. ${meetingsLeftText(network)}`
}

function meetingsLeftText(network: Network): string {
  const { bare, limit } = bareCountOf(network)
  if (anythingStands(network) || limit - bare > 2) return bareCountText(network)
  return limit - bare === 1 ? 'One is left.' : 'Two are left.'
}
