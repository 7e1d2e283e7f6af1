// `undo`: offers to take back the last thing that the speaker did here, while that is still possible.
import type { Block, Button, Run } from '../../chat/card.ts'
import type { Instant, PersonId } from '../../domain/core/ids.ts'
import type { ResourceState } from '../../domain/core/terms.ts'
import { openManualFlags } from '../../domain/flags/manual-flags.ts'
import { openBlockers } from '../../domain/guardian/blockers.ts'
import { standingLimits } from '../../domain/guardian/hard-limits.ts'
import type { Ask } from '../../domain/guardian/state.ts'
import type { Meeting } from '../../domain/meetings/state.ts'
import { participant } from '../../domain/membership/members.ts'
import type { Network } from '../../domain/state.ts'
import { undoWindow } from '../../domain/taken-back.ts'
import { type Answer, showCard } from '../answers.ts'
import { roleNames, titleOf } from '../kit/labels.ts'
import { bold, button, buttons, card, codeRun, note, rich, textBlock, timeRun } from '../kit/markup.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn, Person } from '../turn.ts'

interface Deed {
  readonly at: Instant
  readonly what: readonly Run[]
  readonly undo: Button
}

function undoCard(turn: NetworkTurn): Answer {
  const [last] = deedsOf(turn)
    .filter(({ at }) => turn.now - at <= undoWindow)
    .sort((one, other) => other.at - one.at)
  return showCard(card(...(last === undefined ? nothingToUndo(turn.network) : lastDeed(last))))
}

function lastDeed({ what, undo }: Deed): readonly (Block | undefined)[] {
  return [textBlock(rich`The last thing you did here: ${what}. Undo it?`), buttons(undo)]
}

function nothingToUndo({ id }: Network): readonly (Block | undefined)[] {
  return [
    textBlock(rich`You’ve done nothing here in the last 10 minutes that I can undo.`),
    textBlock(rich`You can still take back or correct something older.`),
    buttons(
      button('Take something back', 'withdraw', { network: id }),
      button('Show the meetings', 'meetings', { network: id }),
    ),
    note(
      rich`You can change your attendance in the check-in until it closes. ${codeRun('/network lessons')} shows the lessons.`,
    ),
  ]
}

function deedsOf(turn: NetworkTurn): readonly Deed[] {
  const { network, speaker } = turn
  return [
    ...putDeeds(network, speaker),
    ...meetingDeeds(turn),
    ...lessonDeeds(network, speaker.id),
    ...askDeeds(network, speaker.id),
    ...bendDeeds(network, speaker.id),
    ...nominationDeeds(turn),
    ...flagDeeds(network, speaker.id),
    ...blockerDeeds(network, speaker.id),
    ...limitDeeds(network, speaker.id),
    ...meetingChangeDeeds(turn),
    ...resourceChangeDeeds(network, speaker),
    ...settingsDeeds(network, speaker.id),
    ...agencyDeeds(network, speaker.id),
  ]
}

function putDeeds(network: Network, { id, locale }: Person): readonly Deed[] {
  const own = [...network.resources.values()].filter(
    ({ by, state }) => by === id && (state === 'on-the-table' || state === 'offered'),
  )
  return own.map((resource) => ({
    at: resource.at,
    what: rich`you put ${bold(titleOf(resource, locale))} on the table`,
    undo: button('Undo', 'undo-put', { network: network.id, resource: resource.id }),
  }))
}

function meetingDeeds({ network, speaker, zone }: NetworkTurn): readonly Deed[] {
  const own = [...network.meetings.values()].filter(({ by }) => by === speaker.id)
  return own.flatMap((meeting) => {
    const action = undoOfMeeting(meeting)
    if (action === undefined) return []
    const verb = meeting.recorded ? 'recorded' : 'planned'
    return [
      {
        at: meeting.noted,
        what: rich`you ${verb} the meeting of ${timeRun(meeting.start, zone)}`,
        undo: button('Undo', action, { network: network.id, meeting: meeting.id }),
      },
    ]
  })
}

function undoOfMeeting({ state, recorded, series }: Meeting) {
  if (recorded && state.kind === 'checking-in') return 'strike'
  if (state.kind !== 'planned') return undefined
  return series === undefined ? 'cancel' : 'cancel-series'
}

function meetingChangeDeeds({ network, speaker, zone }: NetworkTurn): readonly Deed[] {
  return [...network.meetings.values()].flatMap(({ id, start, state, previous }) => {
    const isChanged = state.kind === 'planned' || state.kind === 'cancelled'
    if (!isChanged || previous?.by !== speaker.id) return []
    const verb = state.kind === 'planned' ? 'moved' : 'cancelled'
    return [
      {
        at: previous.at,
        what: rich`you ${verb} the meeting of ${timeRun(verb === 'moved' ? previous.start : start, zone)}`,
        undo: button('Undo', 'undo-meeting-change', { network: network.id, meeting: id }),
      },
    ]
  })
}

const resourceVerbs: { readonly [state in ResourceState]?: readonly [change: string, text: string] } = {
  used: ['use', 'said that it is in use'],
  'used-up': ['use-up', 'said that it is used up'],
  withdrawn: ['withdraw', 'took it back'],
}

function resourceChangeDeeds(network: Network, { id: person, locale }: Person): readonly Deed[] {
  return [...network.resources.values()].flatMap((resource) => {
    const { id, state, was, edited } = resource
    const values = { network: network.id, resource: id }
    const deeds: Deed[] = []
    const [change, text] = resourceVerbs[state] ?? []
    if (was?.by === person && change !== undefined)
      deeds.push({
        at: was.at,
        what: rich`${bold(titleOf(resource, locale))}: you ${text ?? ''}`,
        undo: button('Undo', 'undo-change', { ...values, change }),
      })
    if (edited?.by === person)
      deeds.push({
        at: edited.at,
        what: rich`you changed ${bold(titleOf(resource, locale))}`,
        undo: button('Undo', 'undo-edit', values),
      })
    return deeds
  })
}

function settingsDeeds({ id, settingsChange }: Network, person: PersonId): readonly Deed[] {
  if (settingsChange?.by !== person) return []
  const undo = button('Undo', 'undo-settings', { network: id })
  return [{ at: settingsChange.at, what: rich`you changed the settings`, undo }]
}

function agencyDeeds(network: Network, person: PersonId): readonly Deed[] {
  const { former, agency = '' } = participant(network, person) ?? {}
  if (former === undefined || network.lastActivity.get(person) !== former.until) return []
  const undo = button('Undo', 'undo-agency', { network: network.id })
  return [{ at: former.until, what: rich`you changed your agency to ${bold(agency)}`, undo }]
}

function lessonDeeds(network: Network, person: PersonId): readonly Deed[] {
  return network.lessons
    .filter(({ by }) => by === person)
    .map(({ id, at, text }) => ({
      at,
      what: rich`you kept the lesson “${text.slice(0, 100)}”`,
      undo: button('Undo', 'undo-lesson', { network: network.id, lesson: id }),
    }))
}

function askDeeds(network: Network, person: PersonId): readonly Deed[] {
  const open = [...network.asks.values()].filter(
    (ask) => ask.by === person && ask.state.kind === 'open' && !isNamedWith(network, ask),
  )
  return open.map(({ id, at, text }) => ({
    at,
    what: rich`you asked “${text.slice(0, 100)}”`,
    undo: button('Undo', 'take-back-ask', { network: network.id, ask: id }),
  }))
}

/** The ask came with the blocker that it is to clear, and goes with it. */
function isNamedWith({ blockers }: Network, { blocker = '', at }: Ask): boolean {
  return blockers.get(blocker)?.at === at
}

function bendDeeds(network: Network, person: PersonId): readonly Deed[] {
  const own = [...network.bends.values()].filter(({ by, state }) => by === person && state.kind === 'waiting')
  return own.map(({ id, at, what }) => ({
    at,
    what: rich`you noted what was bent, “${what.slice(0, 100)}”`,
    undo: button('Undo', 'take-back-bend', { network: network.id, bend: id }),
  }))
}

function flagDeeds(network: Network, person: PersonId): readonly Deed[] {
  const own = openManualFlags(network).filter(({ by }) => by === person)
  return own.map(({ id, at, text }) => ({
    at,
    what: rich`you raised the flag “${text.slice(0, 100)}”`,
    undo: button('Undo', 'take-back-flag', { network: network.id, flag: id }),
  }))
}

function blockerDeeds(network: Network, person: PersonId): readonly Deed[] {
  const own = openBlockers(network).filter(({ by }) => by === person)
  return own.map(({ id, at, text }) => ({
    at,
    what: rich`you named what stops you, “${text.slice(0, 100)}”`,
    undo: button('Undo', 'take-back-blocker', { network: network.id, blocker: id }),
  }))
}

function limitDeeds(network: Network, person: PersonId): readonly Deed[] {
  const own = standingLimits(network).filter(({ by, reports }) => by === person && reports.length === 0)
  return own.map(({ id, at, text }) => ({
    at,
    what: rich`you stated the hard limit “${text.slice(0, 100)}”`,
    undo: button('Undo', 'take-back-limit', { network: network.id, limit: id }),
  }))
}

function nominationDeeds({ network, speaker, people }: NetworkTurn): readonly Deed[] {
  const open = [...network.nominations.values()].filter(
    ({ by, state }) => by === speaker.id && state === 'open',
  )
  return open.map(({ id, at, person, role }) => ({
    at,
    what: rich`you asked ${people.get(person)?.name ?? 'somebody'} to be ${roleNames[role]}`,
    undo: button('Undo', 'withdraw-nomination', { network: network.id, nomination: id }),
  }))
}

export const undoLastModule: CommandModule = {
  commands: [
    {
      name: 'undo',
      help: 'take back the last thing you did here, within 10 minutes',
      needs: 'network',
      whileClosed: true,
      handle: undoCard,
    },
  ],
  actions: {},
  forms: {},
}
