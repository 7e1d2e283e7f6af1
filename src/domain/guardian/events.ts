// Events about what concerns guardian angels: asks, blockers, hard limits, calls, bends, exposure and going public.

import type { PersonId } from '../core/ids.ts'
import type { AskKind, BlockerKind, ExposureKind, LimitReportKind } from '../core/terms.ts'

type AskEvent =
  | {
      readonly kind: 'asked'
      readonly ask: string
      readonly of: AskKind
      readonly text: string
      /** The blocker that the ask is to clear. */
      readonly blocker?: string
    }
  /** These asks go to this angel, in one message. */
  | { readonly kind: 'asks-put-to'; readonly person: PersonId; readonly asks: readonly string[] }
  | { readonly kind: 'ask-taken'; readonly ask: string }
  | { readonly kind: 'ask-done'; readonly ask: string; readonly word: string }
  /** An angel says that it is not theirs to do. */
  | { readonly kind: 'ask-passed'; readonly ask: string; readonly word: string }
  /** The person who had taken the ask is no longer an angel. */
  | { readonly kind: 'ask-dropped'; readonly ask: string }
  | { readonly kind: 'ask-taken-back'; readonly ask: string }

type BlockerEvent =
  | {
      readonly kind: 'blocker-opened'
      readonly blocker: string
      readonly of: BlockerKind
      readonly text: string
    }
  | { readonly kind: 'blocker-cleared'; readonly blocker: string; readonly word: string }
  /** Whoever named it took it back before it had stood for long. */
  | { readonly kind: 'blocker-taken-back'; readonly blocker: string }

type HardLimitEvent =
  | { readonly kind: 'limit-stated'; readonly limit: string; readonly text: string }
  | { readonly kind: 'limit-lifted'; readonly limit: string; readonly word: string }
  /** The angel who stated it took it back before it had stood for long. */
  | { readonly kind: 'limit-taken-back'; readonly limit: string }
  /** Somebody says that the limit is near or crossed. */
  | {
      readonly kind: 'limit-touched'
      readonly limit: string
      readonly touch: string
      readonly how: LimitReportKind
      readonly text: string
    }
  /** Without an angel, a member says what was done. It settles nothing until one of another agency says so too. */
  | { readonly kind: 'limit-settling-proposed'; readonly limit: string; readonly word: string }
  /** Somebody says what was done; it settles all open reports about the limit. */
  | { readonly kind: 'limit-settled'; readonly limit: string; readonly word: string }

type CallEvent = { readonly kind: 'entrepreneurs-called'; readonly call: string; readonly text: string }

type BendEvent =
  | { readonly kind: 'bend-noted'; readonly bend: string; readonly what: string; readonly why: string }
  /** These bends go to this angel, in one message. */
  | { readonly kind: 'bends-put-to'; readonly person: PersonId; readonly bends: readonly string[] }
  | { readonly kind: 'bend-approved'; readonly bend: string }
  | { readonly kind: 'bend-declined'; readonly bend: string; readonly word: string }
  /** An angel wants to talk about it before deciding; the bend goes on waiting. */
  | { readonly kind: 'bend-talk-first'; readonly bend: string; readonly word: string }
  | { readonly kind: 'bend-taken-back'; readonly bend: string }

type ExposureEvent =
  | {
      readonly kind: 'exposed'
      readonly exposure: string
      readonly of: ExposureKind
      readonly text: string
    }
  | { readonly kind: 'exposure-settled'; readonly exposure: string; readonly word: string }

type GoingPublicEvent =
  | { readonly kind: 'going-public-proposed'; readonly proposal: string; readonly why: string }
  /** The proposal goes to this angel. */
  | { readonly kind: 'going-public-put-to'; readonly person: PersonId; readonly proposal: string }
  | { readonly kind: 'went-public'; readonly proposal: string }
  | { readonly kind: 'not-yet-public'; readonly proposal: string; readonly word: string }
  | { readonly kind: 'going-public-taken-back'; readonly proposal: string }
  | { readonly kind: 'went-under-the-radar' }

type MovingEvent =
  /** An entrepreneur asks for all data, to move the network elsewhere. */
  | { readonly kind: 'move-requested'; readonly request: string }
  | { readonly kind: 'move-agreed'; readonly request: string }
  | { readonly kind: 'move-declined'; readonly request: string }

export type GuardianEvent =
  | AskEvent
  | BlockerEvent
  | HardLimitEvent
  | CallEvent
  | BendEvent
  | ExposureEvent
  | GoingPublicEvent
  | MovingEvent
