// Who may do what. The one place that says it.
import type { Command } from './commands.ts'
import type { PersonId } from './core/ids.ts'
import type { Refusal } from './decision.ts'
import { holds, participant } from './membership/members.ts'
import type { Network } from './state.ts'

/** `someone`: anyone who reaches the command by a code or a nomination of their own. */
type Who = 'someone' | 'member' | 'entrepreneur' | 'angel' | 'entrepreneur-or-angel' | 'time'

const who: { readonly [kind in Command['kind']]: Who } = {
  start: 'someone',
  join: 'someone',
  'accept-nomination': 'someone',
  'decline-nomination': 'someone',
  invite: 'member',
  'revoke-invitation': 'member',
  leave: 'member',
  nominate: 'member',
  'withdraw-nomination': 'member',
  'step-down': 'member',
  diagnose: 'member',
  'plan-meeting': 'member',
  'record-meeting': 'member',
  'move-meeting': 'member',
  'cancel-meeting': 'member',
  'answer-attendance': 'member',
  'answer-nothing': 'member',
  'answer-pulse': 'member',
  'keep-lesson': 'member',
  'undo-lesson': 'member',
  'offer-lessons': 'member',
  'take-back-lesson': 'member',
  'raise-flag': 'member',
  'see-flags': 'member',
  'clear-flag': 'member',
  'dismiss-flag': 'member',
  ask: 'member',
  'take-back-ask': 'member',
  'open-blocker': 'member',
  'put-blocker': 'member',
  'clear-blocker': 'member',
  'touch-limit': 'member',
  'settle-limit': 'member',
  'note-bend': 'member',
  'take-back-bend': 'member',
  'report-exposure': 'member',
  'settle-exposure': 'member',
  'strike-meeting': 'member',
  offer: 'member',
  put: 'member',
  use: 'member',
  withdraw: 'member',
  'undo-put': 'member',
  'undo-change': 'member',
  'agree-reframe': 'member',
  'refuse-reframe': 'member',
  'open-round': 'member',
  'answer-round': 'member',
  reopen: 'member',
  'propose-going-public': 'entrepreneur',
  'take-back-going-public': 'entrepreneur',
  'confirm-meeting': 'entrepreneur',
  'remove-home': 'entrepreneur',
  'propose-reframe': 'entrepreneur',
  'cross-phase': 'entrepreneur',
  'change-moment': 'entrepreneur',
  'change-outcome': 'entrepreneur',
  close: 'entrepreneur',
  extend: 'angel',
  'go-public': 'angel',
  'not-yet-public': 'angel',
  'go-under-the-radar': 'angel',
  'approve-bend': 'angel',
  'decline-bend': 'angel',
  'talk-first': 'angel',
  'state-limit': 'angel',
  'lift-limit': 'angel',
  'call-entrepreneurs': 'angel',
  'take-ask': 'angel',
  'finish-ask': 'angel',
  'pass-ask': 'angel',
  'change-settings': 'entrepreneur-or-angel',
  'pass-time': 'time',
}

/** Whether the person may see the network at all: its members and its angels. */
export function maySee(network: Network, person: PersonId): boolean {
  return participant(network, person) !== undefined
}

/** Why the person may not give this command, or nothing. What depends on more than the role is in its own room. */
export function forbidden(network: Network, kind: Command['kind'], person: PersonId): Refusal | undefined {
  const needed = who[kind]
  if (needed === 'someone') return undefined
  if (needed === 'time' || !maySee(network, person)) return { kind: 'not-yours' }
  if (needed === 'member') return undefined
  const entrepreneur = holds(network, person, 'public-entrepreneur')
  const angel = holds(network, person, 'guardian-angel')
  const allowed = {
    entrepreneur,
    angel,
    'entrepreneur-or-angel': entrepreneur || angel,
  }[needed]
  return allowed ? undefined : { kind: 'only', who: needed }
}

/** Whether a button for this command is worth showing to the person. */
export function may(network: Network, kind: Command['kind'], person: PersonId): boolean {
  return forbidden(network, kind, person) === undefined
}
