// The lines of a story about who came into which role, and who went.
import { roleNames } from '../../conversation/kit/labels.ts'
import { rich } from '../../conversation/kit/markup.ts'
import type { EventMetadata } from '../../domain/core/ids.ts'
import type { JournalEntry } from '../../domain/events.ts'
import { type LinesByKind, noLines, personLine } from './story-line.ts'

type PeopleKind =
  | 'started'
  | 'joined'
  | 'left'
  | 'member-removed'
  | 'agency-changed'
  | 'agency-change-undone'
  | 'agencies-merged'
  | 'person-unreached'
  | 'person-linked'
  | 'person-unlinked'
  | 'nominated'
  | 'nomination-accepted'
  | 'nomination-declined'
  | 'nomination-withdrawn'
  | 'role-given-up'
  | 'invited'
  | 'invitation-revoked'
  | 'invitation-used'
  | 'home-added'
  | 'home-removed'
  | 'home-moved'
  | 'home-lost'

export const peopleLines: LinesByKind<PeopleKind> = {
  started: ({ by }, { who }) =>
    personLine(rich`${who(by)} started the network as its ${roleNames['public-entrepreneur']}.`),
  joined(entry, { entries, who }) {
    if (cameByNomination(entry, entries)) return []
    return personLine(rich`${who(entry.by)} joined as ${roleNames[entry.as]}.`)
  },
  left: ({ by }, { who }) => personLine(rich`${who(by)} left.`),
  'member-removed': ({ person, by }, { who }) => personLine(rich`${who(by)} removed ${who(person)}.`),
  'agency-changed': ({ by, from, agency }, { who }) =>
    personLine(rich`${who(by)} changed agency, from ${from} to ${agency}.`),
  // Which names mean one agency is no part of the work.
  'agency-change-undone': noLines,
  'agencies-merged': noLines,
  'nomination-accepted'({ nomination, by }, { network, who }) {
    const role = network.nominations.get(nomination)?.role
    if (role === undefined) return []
    return personLine(rich`${who(by)} became ${roleNames[role]}.`)
  },
  'role-given-up': ({ role, by }, { who }) =>
    personLine(rich`${who(by)} gave up the role of ${roleNames[role]}.`),

  // Only a role that somebody took belongs into the story.
  nominated: noLines,
  'nomination-declined': noLines,
  'nomination-withdrawn': noLines,

  // A person who was invited is named when they come in.
  invited: noLines,
  'invitation-revoked': noLines,
  'invitation-used': noLines,

  // Chats and accounts are no part of the work.
  'person-unreached': noLines,
  'person-linked': noLines,
  'person-unlinked': noLines,
  'home-added': noLines,
  'home-removed': noLines,
  'home-moved': noLines,
  'home-lost': noLines,
}

/** A person who accepts a role from outside comes in with it: the entry before says so. */
function cameByNomination({ version, by }: EventMetadata, entries: readonly JournalEntry[]): boolean {
  const before = entries[version - 2]
  return before?.kind === 'nomination-accepted' && before.by === by
}
