// The button that helps on after a refusal.
import type { Block, Button } from '../../chat/card.ts'
import type { Values } from '../../chat/inbound.ts'
import type { NetworkId } from '../../domain/core/ids.ts'
import type { Role } from '../../domain/core/terms.ts'
import type { ActionName } from '../action-names.ts'
import { button, buttons } from './markup.ts'
import type { RefusalKind } from './refusal-sentences.ts'

interface NextStep {
  readonly label: string
  readonly action: ActionName
  /** The role for which somebody would be nominated. */
  readonly role?: Role
  readonly style?: Button['style']
}

/** Returns `undefined` where the sentence says all that can be done. */
export function nextStepButtons(refusal: RefusalKind, network: NetworkId): Block | undefined {
  const step = nextSteps[refusal]
  if (step === undefined) return undefined
  const values: Values = step.role === undefined ? { network } : { network, role: step.role }
  return buttons(button(step.label, step.action, values, step.style))
}

const showRoles: NextStep = { label: 'Show the roles', action: 'roles' }
const reflect: NextStep = { label: 'Reflect', action: 'reflect' }
const invite: NextStep = { label: 'Make an invitation', action: 'invite' }
const showFlags: NextStep = { label: 'Show the flags', action: 'flags' }
const showLessons: NextStep = { label: 'Show the lessons', action: 'lessons' }
const showAsks: NextStep = { label: 'Show the asks', action: 'asks' }
const showBlockers: NextStep = { label: 'Show the blockers', action: 'blockers' }
const showLimits: NextStep = { label: 'Show the limits', action: 'limits' }
const showBends: NextStep = { label: 'Show the bends', action: 'bends' }
const showRadar: NextStep = { label: 'Public or not', action: 'radar' }
const showMeetings: NextStep = { label: 'Show the meetings', action: 'meetings' }
const showTable: NextStep = { label: 'Show the table', action: 'table' }
const showPhase: NextStep = { label: 'Show the phase', action: 'phase' }

const nextSteps: { readonly [kind in RefusalKind]: NextStep | undefined } = {
  'not-yours': undefined,
  only: showRoles,
  closed: undefined,
  'round-over': reflect,
  'members-answer': undefined,
  'round-open': reflect,
  'not-closed': undefined,
  'reopen-too-late': undefined,
  stalled: undefined,
  'not-stalled': undefined,
  'already-extended': { label: 'Put something on the table', action: 'put', style: 'primary' },
  'rule-off': { label: 'Settings', action: 'settings' },
  'already-member': undefined,
  'code-spent': undefined,
  'no-such-code': { label: 'Show the open codes', action: 'codes' },
  'last-home': invite,
  'raiser-gone': showFlags,
  'no-such-member': { label: 'Show the members', action: 'members' },
  'remove-oneself': { label: 'Leave', action: 'leave' },
  'angel-stays': showRoles,
  'no-such-agency': { label: 'Show the members', action: 'members' },
  'no-such-flag': showFlags,
  'lesson-stays': showLessons,
  'flag-of-others': showFlags,
  'no-angel': { label: 'Nominate a guardian angel', action: 'role', role: 'guardian-angel' },
  'no-such-lesson': showLessons,
  'not-your-lesson': showLessons,
  'no-such-ask': showAsks,
  'ask-over': showAsks,
  'ask-taken': showAsks,
  'own-ask': showAsks,
  'not-your-ask': showAsks,
  'no-such-blocker': showBlockers,
  'blocker-over': showBlockers,
  'nobody-to-call': undefined,
  'no-such-limit': showLimits,
  'limit-over': showLimits,
  'limit-stays-open': showLimits,
  'settled-by-own-agency': showLimits,
  'no-such-bend': showBends,
  'bend-over': showBends,
  'own-bend': showBends,
  'not-your-bend': showBends,
  'no-such-exposure': showRadar,
  'no-such-proposal': showRadar,
  'going-public-over': showRadar,
  'own-proposal': showRadar,
  'nobody-to-agree-to-move': { label: 'Nominate a guardian angel', action: 'role', role: 'guardian-angel' },
  'move-over': undefined,
  'own-move': undefined,
  'public-already': showRadar,
  'proposed-already': showRadar,
  oneself: undefined,
  'holds-role': showRoles,
  'already-nominated': undefined,
  'nomination-over': showRoles,
  'role-not-held': showRoles,
  'in-the-past': { label: 'Record a meeting', action: 'met' },
  'in-the-future': { label: 'Plan a meeting', action: 'meet' },
  'before-the-start': undefined,
  'too-far': undefined,
  'no-such-meeting': showMeetings,
  'meeting-over': showMeetings,
  'check-in-over': showMeetings,
  'too-late-to-mend': undefined,
  'too-late-to-undo': undefined,
  'changed-since': undefined,
  'no-such-resource': showTable,
  'not-on-the-table': showTable,
  'until-has-passed': undefined,
  'until-before-from': undefined,
  'no-phase-before': showPhase,
  'no-phase-after': { label: 'Close well', action: 'close' },
  'phase-has-moved': showPhase,
  'proposal-over': { label: 'Reframe', action: 'reframe' },
  'needs-another-agency': undefined,
  'one-agency-only': invite,
  'loosening-over': { label: 'Settings', action: 'settings' },
  'consent-of-another-agency': undefined,
  'nobody-to-consent': { label: 'Nominate a guardian angel', action: 'role', role: 'guardian-angel' },
  'setting-out-of-range': undefined,
}
