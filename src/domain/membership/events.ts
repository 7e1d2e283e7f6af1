// Events about a network itself: its homes, invitations, members, roles, settings and closing.

import type { Instant, PersonId } from '../core/ids.ts'
import type { ClosingExtra, Home, Role, Settings } from '../core/terms.ts'

type HomeEvent =
  | {
      readonly kind: 'started'
      readonly name: string
      readonly moment: string
      /** When the moment was, in the words of whoever says so. */
      readonly momentWhen?: string
      readonly outcome: string
      readonly agency: string
      readonly zone: string
      readonly home?: Home
    }
  | { readonly kind: 'home-added'; readonly home: Home }
  | { readonly kind: 'home-removed'; readonly home: Home }
  /** The platform gave the channel another id. */
  | { readonly kind: 'home-moved'; readonly from: Home; readonly home: Home }
  /** The channel was archived or deleted, or the bot was taken out of it. */
  | { readonly kind: 'home-lost'; readonly home: Home }
  | {
      readonly kind: 'invited'
      readonly invitation: string
      readonly codeHash: string
      readonly as: 'fellow-traveller' | 'active-client'
      readonly expires: Instant
    }
  | { readonly kind: 'invitation-revoked'; readonly invitation: string }
  | { readonly kind: 'invitation-used'; readonly invitation: string; readonly home?: Home }

type MemberEvent =
  | { readonly kind: 'joined'; readonly agency: string; readonly as: Role; readonly member: boolean }
  /** `agency` is that of a member; an angel who was none brought no agency in. */
  | { readonly kind: 'left'; readonly agency?: string }
  /** An entrepreneur removed the person, with a word why. `agency` is that of the person. */
  | {
      readonly kind: 'member-removed'
      readonly person: PersonId
      readonly why: string
      readonly agency?: string
    }
  /** Whoever did it comes from another agency now. */
  | { readonly kind: 'agency-changed'; readonly from: string; readonly agency: string }
  /** Whoever changed it took that back at once, and comes from `agency` again. */
  | { readonly kind: 'agency-change-undone'; readonly agency: string }
  /** An entrepreneur said that both are one agency, which is called `into`. */
  | { readonly kind: 'agencies-merged'; readonly from: string; readonly into: string }
  /** Messages to this person do not arrive; `why` is a sentence of the platform. */
  | { readonly kind: 'person-unreached'; readonly person: PersonId; readonly why: string }
  /** Two accounts are one person, who showed it with a code. */
  | { readonly kind: 'person-linked'; readonly from: PersonId; readonly person: PersonId }
  /** The two are two people again, as if they had not been linked at `since`. Both acted as `as` until now. */
  | {
      readonly kind: 'person-unlinked'
      readonly from: PersonId
      readonly person: PersonId
      readonly as: PersonId
      readonly since: Instant
    }

type RoleEvent =
  | {
      readonly kind: 'nominated'
      readonly nomination: string
      readonly person: PersonId
      readonly role: Role
    }
  | { readonly kind: 'nomination-accepted'; readonly nomination: string }
  | { readonly kind: 'nomination-declined'; readonly nomination: string }
  | { readonly kind: 'nomination-withdrawn'; readonly nomination: string }
  | { readonly kind: 'role-given-up'; readonly role: Role }

type NetworkWideEvent =
  | {
      readonly kind: 'settings-changed'
      readonly settings: Partial<Settings>
      /** The values before. Old entries do not have them. */
      readonly before?: Partial<Settings>
      /** The proposal to which the change agrees, if it needed consent. */
      readonly proposal?: string
    }
  /** Whoever made the last change took it back at once. `settings` has the values that hold again. */
  | { readonly kind: 'settings-change-undone'; readonly settings: Partial<Settings> }
  | {
      readonly kind: 'closed'
      readonly did: string
      readonly borrow: string
      readonly avoid: string
      readonly resources: string
      /** What the story in the homes tells as well. */
      readonly posted?: readonly ClosingExtra[]
    }
  | { readonly kind: 'reopened' }

export type MembershipEvent = HomeEvent | MemberEvent | RoleEvent | NetworkWideEvent
