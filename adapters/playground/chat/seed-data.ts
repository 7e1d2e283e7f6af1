// The made-up world of the playground: its workspaces, channels and people. Nobody in it exists.
import type { Profile } from '../../../src/chat/address.ts'

export const platform = 'playground'
export const botName = 'On the Table'
/** Days and weeks by which the clock is moved follow the calendar of this zone. */
export const calendarZone = 'Pacific/Auckland'

export interface Workspace {
  readonly id: string
  readonly name: string
  readonly channels: readonly SeedChannel[]
}

export interface SeedChannel {
  readonly id: string
  readonly about: string
  /** The user ids of its members. If absent, everyone in the workspace is a member. */
  readonly members?: readonly string[]
}

/** The kind of agency a person works for; it gives their seat its colour. */
type Sector = 'health' | 'education' | 'council' | 'provider' | 'community'

export interface Person extends Profile {
  readonly zone: string
  readonly locale: string
  readonly organisation: string
  readonly sector: Sector
  readonly hint: string
}

export const workspaces: readonly Workspace[] = [
  {
    id: 'te-whare-hauora',
    name: 'Te Whare Hauora',
    channels: [
      {
        id: 'south-side-youth',
        about: 'Young people without a steady home on the South Side',
        members: ['aroha-ngata', 'priya-raman', 'grace-lim', 'jade-walker'],
      },
      { id: 'general', about: 'Everyone at Te Whare Hauora and its partners' },
      { id: 'school-nurses', about: 'Day to day in the school clinics' },
    ],
  },
  {
    id: 'kainga-collective',
    name: 'Kāinga Collective',
    channels: [
      {
        id: 'south-side-whanau',
        about: 'Families and rangatahi on the South Side',
        members: ['tom-henare', 'mele-fonua', 'hone-puriri', 'ruth-tamahori'],
      },
      { id: 'town-square', about: 'News from the council and the housing providers' },
      { id: 'warm-dry-homes', about: 'Repairs, heating, and who waits for what' },
    ],
  },
]

const auckland = { zone: calendarZone, locale: 'en-NZ' } as const
const hauora = { platform, workspace: 'te-whare-hauora' } as const
const kainga = { platform, workspace: 'kainga-collective' } as const

export const people: readonly Person[] = [
  {
    ...hauora,
    ...auckland,
    user: 'aroha-ngata',
    name: 'Aroha Ngata',
    organisation: 'Te Whare Hauora',
    sector: 'health',
    hint: 'Youth health lead. Gets things started',
  },
  {
    ...hauora,
    ...auckland,
    user: 'priya-raman',
    name: 'Priya Raman',
    organisation: 'Southern Learning Office',
    sector: 'education',
    hint: 'Attendance adviser. Knows every school',
  },
  {
    ...hauora,
    user: 'grace-lim',
    name: 'Grace Lim',
    zone: 'Australia/Perth',
    locale: 'en-AU',
    organisation: 'Southern Learning Office',
    sector: 'education',
    hint: 'Data analyst. Works from Perth',
  },
  {
    ...hauora,
    ...auckland,
    user: 'jade-walker',
    name: 'Jade Walker',
    organisation: 'South Side Youth Voice',
    sector: 'community',
    hint: '17, two years in motels. Says what it is like',
  },
  {
    ...hauora,
    ...auckland,
    user: 'margaret-oldham',
    name: 'Margaret Oldham',
    organisation: 'Te Whare Hauora',
    sector: 'health',
    hint: 'Deputy chief executive. A guardian angel, if asked',
  },
  {
    ...kainga,
    ...auckland,
    user: 'tom-henare',
    name: 'Tom Hēnare',
    organisation: 'Manaia District Council',
    sector: 'council',
    hint: 'Community planner. Has a budget line to bend',
  },
  {
    ...kainga,
    ...auckland,
    user: 'mele-fonua',
    name: 'Mele Fonua',
    organisation: 'Pātiki Homes Trust',
    sector: 'provider',
    hint: 'Runs the transitional houses',
  },
  {
    ...kainga,
    user: 'hone-puriri',
    name: 'Hone Pūriri',
    zone: 'Pacific/Chatham',
    locale: 'en-NZ',
    organisation: 'Pātiki Homes Trust',
    sector: 'provider',
    hint: 'Contracts. Works from the Chatham Islands',
  },
  {
    ...kainga,
    ...auckland,
    user: 'ruth-tamahori',
    name: 'Ruth Tamahori',
    organisation: 'South Side Youth Voice',
    sector: 'community',
    hint: 'Mother of three, on the waiting list',
  },
  {
    ...kainga,
    ...auckland,
    user: 'david-strand',
    name: 'David Strand',
    organisation: 'Manaia District Council',
    sector: 'council',
    hint: 'General manager. Careful, but listens',
  },
]

export function findPerson(user: string): Person | undefined {
  return people.find((person) => person.user === user)
}

export function workspaceOf(person: Person): Workspace {
  const found = workspaces.find((workspace) => workspace.id === person.workspace)
  if (!found)
    throw new Error(`seed-data.ts has ${person.user} in a workspace that it lacks: ${person.workspace}`)
  return found
}

export function colleagues(person: Person): readonly Person[] {
  return people.filter((other) => other.workspace === person.workspace)
}

/** What the bot learns about a person; the rest is for the page only. */
export function profileOf(person: Person): Profile {
  const { workspace, user, name, zone, locale, organisation } = person
  return { platform, workspace, user, name, zone, locale, organisation }
}
