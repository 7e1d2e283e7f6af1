// What somebody reads whom an imported network names as one of its people.
import type { Card } from '../../../chat/card.ts'
import type { PersonId } from '../../../domain/core/ids.ts'
import { rolesOf } from '../../../domain/membership/members.ts'
import type { Network } from '../../../domain/state.ts'
import { roleNames } from '../../kit/labels.ts'
import { bold, button, buttons, card, codeRun, listText, note, rich, textBlock } from '../../kit/markup.ts'

export function claimCard(network: Network, person: PersonId): Card {
  const roles = rolesOf(network, person).map((role) => roleNames[role])
  const as = roles.length === 0 ? 'a member' : listText(roles)
  const agency = network.people.get(person)?.agency ?? ''
  const values = { of: network.id }
  return card(
    textBlock(
      rich`${bold(network.name)} was brought to this installation, and says that you were its ${as} (${agency}). Is that right?`,
    ),
    textBlock(
      rich`With a yes you are in it again: its people read your name and agency, you read what they read, and I write to you about it. Without one you are not in it, and neither read nor hear anything of it.`,
    ),
    buttons(
      button('Yes, that was me', 'import-yes', values),
      button('No, leave me out', 'import-no', values),
    ),
    note(rich`Whoever keeps this installation took it in from a file. Only you see this.`),
  )
}

export function claimedCard({ id, name }: Network): Card {
  return card(
    textBlock(rich`You are in ${bold(name)} again, as you were there.`),
    buttons(button('Show it', 'network', { network: id })),
    note(rich`To leave it, type ${codeRun('leave')}.`),
  )
}

export function claimRefusedCard(name: string): Card {
  return card(
    textBlock(rich`You are not in ${bold(name)}. You will hear nothing more of it, and nobody is told.`),
  )
}

export function claimTakenCard(name: string): Card {
  return card(
    textBlock(rich`Another account has said already that it was this person in ${bold(name)}.`),
    textBlock(
      rich`If that account is yours too, type ${codeRun('link')} to me from it. If not, ask whoever keeps this installation.`,
    ),
  )
}

/** The answer is the same for what was answered and for what never was. */
export function claimGoneCard(): Card {
  return card(textBlock(rich`That question has been answered, so nothing was changed.`))
}
