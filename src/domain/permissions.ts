// Who may give which command, and which commands a closed network takes. This is the one place that says it.

import type { Command } from './commands.ts'
import type { PersonId } from './core/ids.ts'
import type { Refusal } from './decision.ts'
import { holds, participant } from './membership/members.ts'
import type { Network } from './state.ts'

/** `someone` is anyone who reaches the command by a code or a nomination of their own. */
type Who = 'someone' | 'member' | 'entrepreneur' | 'angel' | 'entrepreneur-or-angel' | 'time'

interface Permission {
  readonly who: Who
  /** Whether the command may be given to a closed network. */
  readonly whileClosed: boolean
}

function whileOpen(who: Who): Permission {
  return { who, whileClosed: false }
}

function evenClosed(who: Who): Permission {
  return { who, whileClosed: true }
}

const permissions: { readonly [kind in Command['kind']]: Permission } = {
  start: evenClosed('someone'),
  join: whileOpen('someone'),
  'accept-nomination': whileOpen('someone'),
  'decline-nomination': whileOpen('someone'),
  invite: whileOpen('member'),
  'revoke-invitation': whileOpen('member'),
  leave: evenClosed('member'),
  'remove-member': evenClosed('entrepreneur'),
  'change-agency': whileOpen('member'),
  'undo-agency': whileOpen('member'),
  'merge-agencies': whileOpen('entrepreneur'),
  nominate: whileOpen('member'),
  'withdraw-nomination': whileOpen('member'),
  'step-down': evenClosed('member'),
  diagnose: whileOpen('member'),
  'plan-meeting': whileOpen('member'),
  'record-meeting': whileOpen('member'),
  'move-meeting': whileOpen('member'),
  'cancel-meeting': whileOpen('member'),
  'undo-meeting-change': whileOpen('member'),
  'answer-attendance': whileOpen('member'),
  'take-back-attendance': whileOpen('member'),
  'answer-nothing': whileOpen('member'),
  'answer-pulse': whileOpen('member'),
  'keep-lesson': evenClosed('member'),
  'undo-lesson': evenClosed('member'),
  'offer-lessons': evenClosed('member'),
  'take-back-lesson': evenClosed('member'),
  'raise-flag': whileOpen('member'),
  'see-flags': whileOpen('member'),
  'show-flag': whileOpen('member'),
  'clear-flag': whileOpen('member'),
  'dismiss-flag': whileOpen('member'),
  'take-back-flag': whileOpen('member'),
  ask: whileOpen('member'),
  'take-back-ask': whileOpen('member'),
  'open-blocker': whileOpen('member'),
  'put-blocker': whileOpen('member'),
  'clear-blocker': whileOpen('member'),
  'take-back-blocker': whileOpen('member'),
  'touch-limit': whileOpen('member'),
  'settle-limit': whileOpen('member'),
  'note-bend': whileOpen('member'),
  'take-back-bend': whileOpen('member'),
  'report-exposure': whileOpen('member'),
  'strike-meeting': whileOpen('member'),
  offer: whileOpen('member'),
  put: whileOpen('member'),
  use: whileOpen('member'),
  'use-up': whileOpen('member'),
  withdraw: whileOpen('member'),
  'change-resource': whileOpen('member'),
  'undo-put': whileOpen('member'),
  'undo-edit': whileOpen('member'),
  'undo-change': whileOpen('member'),
  'agree-reframe': whileOpen('member'),
  'refuse-reframe': whileOpen('member'),
  'agree-loosening': whileOpen('member'),
  'decline-loosening': whileOpen('member'),
  'open-round': whileOpen('member'),
  'answer-round': evenClosed('member'),
  reopen: evenClosed('member'),
  'propose-going-public': whileOpen('entrepreneur'),
  'take-back-going-public': whileOpen('entrepreneur'),
  'confirm-meeting': whileOpen('entrepreneur'),
  'remove-home': whileOpen('entrepreneur'),
  'propose-reframe': whileOpen('entrepreneur'),
  'cross-phase': whileOpen('entrepreneur'),
  'change-moment': whileOpen('entrepreneur'),
  'change-outcome': whileOpen('entrepreneur'),
  close: evenClosed('entrepreneur'),
  extend: whileOpen('angel'),
  'ask-to-read-flag': whileOpen('angel'),
  'request-move': evenClosed('entrepreneur'),
  'agree-move': evenClosed('angel'),
  'decline-move': evenClosed('angel'),
  'go-public': whileOpen('angel'),
  'not-yet-public': whileOpen('angel'),
  'go-under-the-radar': whileOpen('angel'),
  'approve-bend': whileOpen('angel'),
  'decline-bend': whileOpen('angel'),
  'talk-first': whileOpen('angel'),
  'state-limit': whileOpen('angel'),
  'lift-limit': whileOpen('angel'),
  'take-back-limit': whileOpen('angel'),
  'call-entrepreneurs': whileOpen('angel'),
  'take-ask': whileOpen('angel'),
  'finish-ask': whileOpen('angel'),
  'pass-ask': whileOpen('angel'),
  'change-settings': whileOpen('entrepreneur-or-angel'),
  'undo-settings': whileOpen('entrepreneur-or-angel'),
  'settle-exposure': whileOpen('entrepreneur-or-angel'),
  'pass-time': evenClosed('time'),
}

/** Whether the person may see the network at all: its members and its angels. */
export function maySee(network: Network, person: PersonId): boolean {
  return participant(network, person) !== undefined
}

/** Why the role of the person forbids the command, or `undefined`. Its module checks whatever else it depends on. */
export function forbidden(network: Network, kind: Command['kind'], person: PersonId): Refusal | undefined {
  const { who: needed } = permissions[kind]
  if (needed === 'someone') return undefined
  if (needed === 'time' || !maySee(network, person)) return { kind: 'not-yours' }
  if (needed === 'member') return undefined
  const isEntrepreneur = holds(network, person, 'public-entrepreneur')
  const isAngel = holds(network, person, 'guardian-angel')
  if (needed !== 'angel' && isEntrepreneur) return undefined
  if (needed !== 'entrepreneur' && isAngel) return undefined
  return { kind: 'only', who: needed }
}

/** Whether a closed network takes this command. */
export function isForClosedNetworks(kind: Command['kind']): boolean {
  return permissions[kind].whileClosed
}

/** Whether a button for this command is worth showing to the person. */
export function may(network: Network, kind: Command['kind'], person: PersonId): boolean {
  return forbidden(network, kind, person) === undefined
}
