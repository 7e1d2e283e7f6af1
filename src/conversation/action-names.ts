// The actions of buttons, each with what a card has to know of it before it is pressed.

interface ActionAttributes {
  /** The press mostly opens a form. Some chats have to know that when they draw the button. */
  readonly opensForm?: true
  /** The button is still shown in a closed network; `reopenable` limits that to the days in which it can be reopened. */
  readonly whileClosed?: 'always' | 'reopenable'
}

/** Names stand in messages that were sent long ago, so their spelling never changes. */
const actions = {
  in: { whileClosed: 'always' },
  say: { whileClosed: 'always' },
  network: { whileClosed: 'always' },
  more: {},
  undo: { whileClosed: 'always' },
  privacy: { whileClosed: 'always' },
  home: {},
  mine: {},
  find: {},
  start: { opensForm: true },
  join: { opensForm: true },
  link: {},
  holidays: { opensForm: true },
  'send-again': {},

  invite: {},
  'join-here': {},
  codes: {},
  revoke: {},
  leave: { whileClosed: 'always' },
  'remove-home': {},
  role: { opensForm: true },
  roles: { whileClosed: 'always' },
  angel: { opensForm: true },
  accept: {},
  decline: {},
  'withdraw-nomination': {},
  'step-down': { whileClosed: 'always' },
  'give-up': { whileClosed: 'always' },
  settings: { opensForm: true },

  meet: { opensForm: true },
  met: { opensForm: true },
  move: { opensForm: true },
  cancel: {},
  'cancel-series': {},
  'record-at': {},
  'plan-at': {},
  'move-at': {},
  meetings: { whileClosed: 'always' },
  correct: { opensForm: true },
  strike: {},
  there: {},
  'not-there': {},
  'took-place': {},
  nothing: {},
  pulse: {},
  learned: { opensForm: true },
  reframe: { opensForm: true },
  agree: {},
  disagree: {},
  'agree-loosening': {},
  'decline-loosening': {},
  extend: {},
  'extend-by': {},
  close: { opensForm: true },
  reopen: { whileClosed: 'reopenable' },
  'rule-off': {},
  'rule-on': {},

  put: { opensForm: true },
  table: { whileClosed: 'always' },
  use: { opensForm: true },
  withdraw: { opensForm: true },
  'put-offered': {},
  'undo-change': {},
  'undo-put': {},

  diagnose: { opensForm: true },
  phase: { whileClosed: 'always' },
  'phase-next': {},
  'phase-back': {},
  cross: {},
  'change-moment': { opensForm: true },
  'change-outcome': { opensForm: true },
  reflect: { opensForm: true, whileClosed: 'always' },
  'own-question': { opensForm: true },
  'open-round': {},
  lesson: { opensForm: true, whileClosed: 'always' },
  lessons: { whileClosed: 'always' },
  'round-lessons': { whileClosed: 'always' },
  'undo-lesson': { whileClosed: 'always' },
  'lessons-to-offer': { whileClosed: 'always' },
  'offer-lessons': { whileClosed: 'always' },
  'take-back-lesson': { whileClosed: 'always' },
  'seek-lessons': { opensForm: true },

  ask: { opensForm: true },
  asks: { whileClosed: 'always' },
  'take-ask': {},
  'finish-ask': { opensForm: true },
  'pass-ask': { opensForm: true },
  'take-back-ask': {},
  blocker: { opensForm: true },
  blockers: { whileClosed: 'always' },
  'put-blocker': {},
  'clear-blocker': { opensForm: true },
  call: { opensForm: true },
  bend: { opensForm: true },
  bends: { whileClosed: 'always' },
  'approve-bend': {},
  'decline-bend': { opensForm: true },
  'talk-first': { opensForm: true },
  'take-back-bend': {},
  limit: { opensForm: true },
  limits: { whileClosed: 'always' },
  'touch-limit': { opensForm: true },
  'settle-limit': { opensForm: true },
  'lift-limit': { opensForm: true },
  exposed: { opensForm: true },
  'settle-exposure': { opensForm: true },
  radar: { whileClosed: 'always' },
  'propose-going-public': { opensForm: true },
  'go-public': {},
  'not-yet-public': { opensForm: true },
  'take-back-going-public': {},
  'go-under-the-radar': {},
  digest: {},
  'digest-settings': { opensForm: true },

  flag: { opensForm: true },
  flags: { whileClosed: 'always' },
  'see-flags': {},
  'clear-flag': { opensForm: true },
  'dismiss-flag': { opensForm: true },

  story: { whileClosed: 'always' },
  picture: { whileClosed: 'always' },
  export: {},
} as const satisfies Readonly<Record<string, ActionAttributes>>

export type ActionName = keyof typeof actions

export const actionAttributes: Readonly<Record<ActionName, ActionAttributes>> = actions

export const actionNames = Object.keys(actions) as readonly ActionName[]

/** Returns `undefined` for the name of an action that earlier versions knew, or that nobody ever had. */
export function attributesOf(action: string): ActionAttributes | undefined {
  return Object.hasOwn(actions, action) ? actionAttributes[action as ActionName] : undefined
}
