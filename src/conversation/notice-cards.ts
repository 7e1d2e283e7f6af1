// What leaves by itself, in words, at the moment of sending; and whether it may still go.
import type { Card } from '../chat/card.ts'
import type { PersonId } from '../domain/core/ids.ts'
import type { Home, Role } from '../domain/core/terms.ts'
import { recipientsOfManualFlag } from '../domain/flags/manual-flags.ts'
import { bareCountOf } from '../domain/meetings/six-meeting-rule.ts'
import { isHome } from '../domain/membership/homes.ts'
import { holds, riskRecipients, rolesOf } from '../domain/membership/members.ts'
import { askersOf } from '../domain/membership/roles.ts'
import { unacknowledgedRecipients } from '../domain/notices/flag-notices.ts'
import type { NoticeContent } from '../domain/notices/notice.ts'
import { maySee } from '../domain/permissions.ts'
import type { Network } from '../domain/state.ts'
import { anythingStands } from '../domain/table/table.ts'
import { pictureCard } from './documents/pictures.ts'
import { exportCard, lastStoryCard, storyCard } from './documents/story.ts'
import { flagOverCard, flagsMessage, nudgeCard, unacknowledgedCard } from './flags/flag-messages.ts'
import { manualFlagCard, unacknowledgedManualFlagCard } from './flags/manual-flags.ts'
import { askAnsweredCard, asksMessage } from './guardian/ask-cards.ts'
import { bendAnsweredCard, bendsMessage } from './guardian/bend-cards.ts'
import { blockerClearedCard } from './guardian/blockers.ts'
import { callCard } from './guardian/calls.ts'
import { goingPublicMessage, notYetCard, radarChangedCard } from './guardian/going-public-cards.ts'
import { limitCard } from './guardian/limit-cards.ts'
import { nameWithAgency } from './kit/labels.ts'
import { bold, button, buttons, card, note, rich, textBlock } from './kit/markup.ts'
import { checkInCard } from './meetings/check-in-cards.ts'
import { closedCard } from './meetings/closing.ts'
import { bareCountText } from './meetings/count-text.ts'
import { meetingCard, meetingChangedCard, reminderCard } from './meetings/meeting-cards.ts'
import { reframeCard } from './meetings/reframe.ts'
import { stallCard } from './meetings/stall-card.ts'
import { departureCard } from './membership/departures.ts'
import { homeLostCard, homeUnreachedCard, welcomeCard } from './membership/homes.ts'
import { nominationAnsweredCard, nominationCard, unreachableCard } from './membership/nominations.ts'
import { settingsChangedCard } from './membership/settings.ts'
import { outcomeCard } from './phases/edit-purpose.ts'
import { crossedCard } from './phases/phases.ts'
import { roundCard, roundReminderCard, withheldAnswersCard } from './phases/reflection-form.ts'
import { answersCard } from './phases/reflection-results.ts'
import type { People } from './turn.ts'

export type Reader =
  | { readonly kind: 'home'; readonly home: Home }
  | { readonly kind: 'person'; readonly person: PersonId }

/** The card, or nothing where it is no longer wanted or the reader may no longer see it. */
export function renderNotice(
  network: Network,
  people: People,
  about: NoticeContent,
  reader: Reader,
  late: boolean,
): Card | undefined {
  if (!mayRead(network, about, reader)) return undefined
  const said = cardAbout(network, people, about, reader)
  if (said === undefined || !late) return said
  return { blocks: [...said.blocks, note(rich`This comes late: I could not send it when it was due.`)] }
}

function mayRead(network: Network, about: NoticeContent, reader: Reader): boolean {
  if (reader.kind === 'home') return isHome(network, reader.home)
  if (about.kind === 'nomination') return network.nominations.get(about.nomination)?.person === reader.person
  if (guardianKinds.has(about.kind)) return riskRecipients(network).includes(reader.person)
  if (about.kind === 'raised' || about.kind === 'raised-unseen')
    return mayReadRaised(network, about, reader.person)
  if (about.kind === 'unreached' && askersOf(network, about.person).includes(reader.person))
    return maySee(network, reader.person)
  if (forEntrepreneurs.has(about.kind)) return holds(network, reader.person, 'public-entrepreneur')
  if (forAngels.has(about.kind)) return holds(network, reader.person, 'guardian-angel')
  if (about.kind === 'ask-answered')
    return mayReadAnswer(network, network.asks.get(about.ask)?.by, reader.person)
  if (about.kind === 'bend-answered')
    return mayReadAnswer(network, network.bends.get(about.bend)?.by, reader.person)
  if (about.kind === 'gone') return rolesOf(network, reader.person).some((role) => forKeepers.has(role))
  return maySee(network, reader.person)
}

function mayReadRaised(
  network: Network,
  { kind, flag }: Extract<NoticeContent, { kind: 'raised' | 'raised-unseen' }>,
  reader: PersonId,
): boolean {
  const raised = network.manualFlags.get(flag)
  if (raised === undefined || !maySee(network, reader)) return false
  return (kind === 'raised' ? recipientsOfManualFlag : unacknowledgedRecipients)(network, raised).includes(
    reader,
  )
}

/** Whoever asked, or noted it; the entrepreneurs stand in for them where they have gone. */
function mayReadAnswer(network: Network, by: PersonId | undefined, reader: PersonId): boolean {
  return (by === reader && maySee(network, reader)) || holds(network, reader, 'public-entrepreneur')
}

const guardianKinds: ReadonlySet<NoticeContent['kind']> = new Set(['nudge'])

const forAngels: ReadonlySet<NoticeContent['kind']> = new Set(['asks', 'bends', 'going-public'])

const forKeepers: ReadonlySet<Role> = new Set(['public-entrepreneur', 'guardian-angel'])

const forEntrepreneurs: ReadonlySet<NoticeContent['kind']> = new Set([
  'unsure',
  'flag-unseen',
  'limit',
  'called',
  'not-yet-public',
  'home-lost',
  'home-unreached',
  'unreached',
])

function cardAbout(network: Network, people: People, about: NoticeContent, reader: Reader): Card | undefined {
  switch (about.kind) {
    case 'welcome':
      return welcomeCard(network)
    case 'home-lost':
      return homeLostCard(network)
    case 'home-unreached':
      return homeUnreachedCard(network, about.why)
    case 'unreached':
      return network.unreachable.has(about.person) ? unreachableCard(network, people, about) : undefined
    case 'invitation-used':
      return card(
        textBlock(
          rich`${nameWithAgency(network, people, about.person)} used the code that you made, and is in ${bold(network.name)}.`,
        ),
      )
    case 'settings':
      return settingsChangedCard(network, people, about)
    case 'gone':
      return departureCard(network, people, about)
    case 'nomination':
      return nominationCard(network, people, about.nomination)
    case 'nomination-answered':
      return nominationAnsweredCard(network, people, about.nomination)
    case 'meeting':
      return meetingCard(network, about.meeting)
    case 'meeting-changed':
      return meetingChangedCard(network, about.meeting)
    case 'reminder':
      return reminderCard(network, about.meeting)
    case 'check-in':
      return checkInCard(network, people, about.meeting)
    case 'nudge':
      return isNudged(network, reader) ? nudgeCard(network, reader.kind === 'person') : undefined
    case 'stall':
      return stallCard(network)
    case 'moving-again':
      return network.stalled === undefined ? movingAgainCard(network, about.because) : undefined
    case 'reframe':
      return reframeCard(network, people, about.proposal)
    case 'flag':
      return reader.kind === 'person' ? flagsMessage(network, people, about, reader.person) : undefined
    case 'flag-over':
      return reader.kind === 'person'
        ? (flagsMessage(network, people, about, reader.person) ?? flagOverCard(network, people, about))
        : undefined
    case 'flag-unseen':
      return unacknowledgedCard(network, people, about)
    case 'raised':
      return reader.kind === 'person' ? manualFlagCard(network, people, about, reader.person) : undefined
    case 'raised-unseen':
      return unacknowledgedManualFlagCard(network, people, about)
    case 'called':
      return callCard(network, people, about.call)
    case 'asks':
      return reader.kind === 'person'
        ? asksMessage({ network, people, reader: reader.person }, about)
        : undefined
    case 'ask-answered':
      return reader.kind === 'person'
        ? askAnsweredCard({ network, people, reader: reader.person }, about)
        : undefined
    case 'blocker-cleared':
      return blockerClearedCard(network, people, about.blocker)
    case 'limit':
      return limitCard(network, people, about)
    case 'bends':
      return reader.kind === 'person'
        ? bendsMessage({ network, people, reader: reader.person }, about)
        : undefined
    case 'bend-answered':
      return reader.kind === 'person'
        ? bendAnsweredCard({ network, people, reader: reader.person }, about)
        : undefined
    case 'phase':
      return crossedCard(network, people, about.crossing)
    case 'outcome':
      return outcomeCard(network, people, about.by)
    case 'going-public':
      return reader.kind === 'person'
        ? goingPublicMessage({ network, people, reader: reader.person }, about)
        : undefined
    case 'not-yet-public':
      return notYetCard(network, people, about.proposal)
    case 'radar':
      return radarChangedCard(network, people, about)
    case 'round':
      return roundCard(network, people, about)
    case 'round-reminder':
      return roundReminderCard(network, about.round)
    case 'round-closed':
      return answersCard(network, people, about.round)
    case 'kept-back':
      return withheldAnswersCard(network, about)
    case 'closed':
      return network.closing === undefined ? undefined : closedCard(network, people)
    case 'story':
      return reader.kind === 'home' ? lastStoryCard(network) : storyCard(network)
    case 'picture':
      return pictureCard(network, about.picture)
    case 'export':
      return exportCard(network)
    case 'reopened':
      return network.closing === undefined
        ? card(
            textBlock(
              rich`${bold(network.name)} is open again${reopener(network, people, about.by)}. ${bareCountText(network)}`,
            ),
          )
        : undefined
    case 'unsure':
      return card(
        textBlock(
          rich`I do not know whether one message of ${bold(network.name)} arrived: the connection broke while it was being sent. So that nothing comes twice, I do not repeat it by myself. If it is not there, send it again.`,
        ),
        buttons(
          button('Send it again', 'send-again', { network: network.id, message: String(about.message) }),
        ),
      )
  }
}

function reopener(network: Network, people: People, by: PersonId | undefined) {
  return by === undefined ? '' : rich`: ${nameWithAgency(network, people, by)} reopened it`
}

const because: Readonly<Record<string, string>> = {
  put: 'something is on the table',
  reframed: 'two agencies agreed on a new shared outcome',
  corrected: 'a correction changed the count',
  settings: 'its settings changed',
}

/** An angel in whose night one more meeting was held reads of that in the flag. */
function isNudged(network: Network, reader: Reader): boolean {
  if (anythingStands(network) || network.stalled !== undefined || network.closing !== undefined) return false
  return reader.kind === 'home' || !network.flags.has('sixth-meeting-near')
}

function extendedWords(network: Network): string {
  const gave = network.extension?.meetings === 1 ? 'one more meeting' : 'two more meetings'
  const { bare, limit } = bareCountOf(network)
  const left = limit - bare
  const rest =
    anythingStands(network) || left > 2
      ? bareCountText(network)
      : left === 1
        ? 'One is left.'
        : 'Two are left.'
  return `A guardian angel gave it ${gave}, once. ${rest}`
}

function movingAgainCard(network: Network, why: string): Card {
  return card(
    textBlock(
      why === 'extended'
        ? rich`${bold(network.name)} is moving again. ${extendedWords(network)}`
        : rich`${bold(network.name)} is moving again: ${because[why] ?? 'it decided how to go on'}. ${bareCountText(network)}`,
    ),
    buttons(button('Plan a meeting', 'meet', { network: network.id })),
  )
}
