// The ids that a command brings for what it makes. They come back from forms and buttons, so they may be forged.
import type { Command, CommandOf } from './commands.ts'

const nothing = [] as const

/** What is made without an id of the command, such as an invitation by the hash of its code, stands here as `nothing`. */
const fields: { readonly [K in Command['kind']]: readonly (keyof CommandOf<K>)[] } = {
  start: nothing,
  invite: nothing,
  'revoke-invitation': nothing,
  join: nothing,
  leave: nothing,
  'remove-member': nothing,
  'change-agency': nothing,
  'undo-agency': nothing,
  'merge-agencies': nothing,
  'remove-home': nothing,
  nominate: ['nomination'],
  'withdraw-nomination': nothing,
  'accept-nomination': nothing,
  'decline-nomination': nothing,
  'step-down': nothing,
  diagnose: nothing,
  'plan-meeting': ['meeting'],
  'record-meeting': ['meeting'],
  'move-meeting': nothing,
  'cancel-meeting': nothing,
  'answer-attendance': nothing,
  'take-back-attendance': nothing,
  'answer-nothing': nothing,
  'answer-pulse': nothing,
  'keep-lesson': ['lesson'],
  'undo-lesson': nothing,
  'offer-lessons': nothing,
  'take-back-lesson': nothing,
  'raise-flag': ['flag'],
  'see-flags': nothing,
  'clear-flag': nothing,
  'dismiss-flag': nothing,
  'take-back-flag': nothing,
  ask: ['ask'],
  'take-ask': nothing,
  'finish-ask': nothing,
  'pass-ask': nothing,
  'take-back-ask': nothing,
  'open-blocker': ['blocker'],
  'put-blocker': ['ask'],
  'clear-blocker': nothing,
  'take-back-blocker': nothing,
  'state-limit': ['limit'],
  'lift-limit': nothing,
  'take-back-limit': nothing,
  'touch-limit': ['touch'],
  'settle-limit': nothing,
  'call-entrepreneurs': ['call'],
  'note-bend': ['bend'],
  'approve-bend': nothing,
  'decline-bend': nothing,
  'talk-first': nothing,
  'take-back-bend': nothing,
  'report-exposure': ['exposure'],
  'settle-exposure': nothing,
  'propose-going-public': ['proposal'],
  'go-public': nothing,
  'request-move': ['request'],
  'agree-move': nothing,
  'decline-move': nothing,
  'not-yet-public': nothing,
  'take-back-going-public': nothing,
  'go-under-the-radar': nothing,
  'confirm-meeting': nothing,
  'strike-meeting': nothing,
  offer: ['resource'],
  put: ['resource'],
  use: nothing,
  'use-up': nothing,
  withdraw: nothing,
  'change-resource': nothing,
  'undo-put': nothing,
  'undo-edit': nothing,
  'undo-change': nothing,
  'propose-reframe': ['proposal'],
  'agree-reframe': nothing,
  'refuse-reframe': nothing,
  'cross-phase': ['crossing'],
  'change-moment': nothing,
  'change-outcome': nothing,
  'open-round': ['round'],
  'answer-round': nothing,
  extend: nothing,
  close: nothing,
  reopen: nothing,
  'change-settings': nothing,
  'undo-settings': nothing,
  'agree-loosening': nothing,
  'decline-loosening': nothing,
  'ask-to-read-flag': nothing,
  'show-flag': nothing,
  'undo-meeting-change': nothing,
  'pass-time': nothing,
}

const ownId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function isOwnId(id: string): boolean {
  return ownId.test(id)
}

/** Whether all that the command makes gets an id as we make them. What is there already may have come with an import. */
export function makesOwnIds(command: Command): boolean {
  if (command.kind === 'put' && command.offer === undefined) return true
  const values = command as unknown as Readonly<Record<string, string | undefined>>
  return (fields[command.kind] as readonly string[]).every((field) => {
    const id = values[field]
    return id === undefined || isOwnId(id)
  })
}
