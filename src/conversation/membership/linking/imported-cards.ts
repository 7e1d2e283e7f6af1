// What somebody reads whom an imported network names as one of its people.
import type { Card } from '../../../chat/card.ts'
import type { PersonId } from '../../../domain/core/ids.ts'
import { rolesOf } from '../../../domain/membership/members.ts'
import type { Network } from '../../../domain/state.ts'
import { roleNames } from '../../kit/labels.ts'
import { bold, button, buttons, card, codeRun, listText, note, rich, textBlock } from '../../kit/markup.ts'

export function claimCard(network: Network, person: PersonId): Card {
  const roles = rolesOf(network, person).map((role) => roleNames[role])
  const as = roles.length === 0 ? 'a member of it' : `its ${listText(roles)}`
  const agency = network.people.get(person)?.agency ?? ''
  const values = { of: network.id }
  return card(
    textBlock(
      rich`${bold(network.name)} has been moved here from another installation. Its record says you were ${as} (${agency}). Is that right?`,
    ),
    textBlock(
      rich`If you say yes, you’ll be in it again: its people will see your name and agency, you’ll read what they read, and I’ll write to you about it. Until you do, you’re not in it, and you won’t read or hear anything about it.`,
    ),
    buttons(
      button('Yes, that was me', 'import-yes', values),
      button('No, leave me out', 'import-no', values),
    ),
    note(rich`The person who runs this installation imported it from a file. Only you can see this.`),
  )
}

export function claimedCard({ id, name }: Network): Card {
  return card(
    textBlock(rich`You’re in ${bold(name)} again, as you were before.`),
    buttons(button('Show it', 'network', { network: id })),
    note(rich`To leave, type ${codeRun('leave')}.`),
  )
}

export function claimRefusedCard(name: string): Card {
  return card(
    textBlock(
      rich`You’re not in ${bold(name)}. I won’t write to you about it again, and I won’t tell anyone.`,
    ),
  )
}

export function claimTakenCard(name: string): Card {
  return card(
    textBlock(rich`Another account has already said it was this person in ${bold(name)}.`),
    textBlock(
      rich`If that account is yours too, send me ${codeRun('link')} from it. If not, ask the person who runs this installation.`,
    ),
  )
}

/** The answer is the same for what was answered and for what never was. */
export function claimGoneCard(): Card {
  return card(textBlock(rich`That question has already been answered, so nothing has changed.`))
}
