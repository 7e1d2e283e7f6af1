// Roles: nominating, consenting, seeing, giving up.
import type { Form } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import type { Role } from '../../domain/core/terms.ts'
import { openAsks } from '../../domain/guardian/asks.ts'
import { holders, participant, rolesOf } from '../../domain/membership/members.ts'
import { trioIsComplete } from '../../domain/membership/roles.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, openForm, type RunCommand, showCard, showErrors } from '../answers.ts'
import { pictureButton } from '../documents/pictures.ts'
import { choiceField, fieldErrors, fieldValue, hasErrors, maxLength } from '../kit/form-fields.ts'
import { nameWithAgency, personRun, roleMeanings, roleNames, vacantRoleText } from '../kit/labels.ts'
import {
  bold,
  button,
  buttons,
  card,
  heading,
  listRuns,
  pluralize,
  rich,
  textBlock,
  timeRun,
} from '../kit/markup.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn, People, Person } from '../turn.ts'
import { acceptFor, acceptNomination } from './nominations.ts'

const roles = Object.keys(roleNames) as Role[]

/** The role that the words name, e.g. `angel`, `critical friend`, `client`. */
export function parseRole(words: string): Role | undefined {
  const said = words.toLowerCase()
  const keys: readonly (readonly [RegExp, Role])[] = [
    [/\bangel\b/, 'guardian-angel'],
    [/\bentrepreneur\b/, 'public-entrepreneur'],
    [/\btravell?er\b/, 'fellow-traveller'],
    [/\bclient\b|\bco-producer\b/, 'active-client'],
    [/\bcritical\b|\bevaluator\b/, 'critical-friend'],
  ]
  return keys.find(([pattern]) => pattern.test(said))?.[1]
}

/** Whom the words mean: a mention, or the name of somebody in the network. */
export function parsePerson(turn: NetworkTurn, words: string): Person | undefined {
  for (const [mention, person] of turn.mentionedPeople) if (words.includes(mention)) return person
  const said = words.toLowerCase()
  const known = [...turn.network.people.keys()].flatMap((id) => turn.people.get(id) ?? [])
  const full = known.filter((person) => said.includes(person.name.toLowerCase()))
  if (full.length > 0) return full.sort((one, other) => other.name.length - one.name.length)[0]
  const first = known.filter((person) => said.split(/\W+/).includes(firstName(person)))
  return first.length === 1 ? first[0] : undefined
}

function firstName(person: Person): string {
  return person.name.toLowerCase().split(' ')[0] ?? ''
}

const memberRoles = (turn: NetworkTurn): readonly (readonly [string, string])[] =>
  [...turn.network.people.values()]
    .filter((one) => one.id !== turn.speaker.id)
    .map((one) => [one.id, `${turn.people.get(one.id)?.name ?? one.id} (${one.agency})`])

function roleForm(turn: NetworkTurn, role: Role | undefined, error?: string): Form {
  const known = memberRoles(turn)
  return {
    id: 'role',
    title: 'Nominate for a role',
    intro: 'I ask the person in a direct message. Until they accept, nobody holds the role.',
    fields: [
      choiceField(
        'role',
        'Role',
        roles.map((one) => [one, `${roleNames[one]}: ${roleMeanings[one]}`]),
        role === undefined ? {} : { initial: role },
      ),
      ...(known.length > 0
        ? [choiceField('member', 'Somebody in the network', known, { optional: true })]
        : []),
      { kind: 'person', name: 'person', label: 'Or somebody else of your workspace', optional: true },
    ],
    submit: 'Nominate',
    values: { network: turn.network.id, nomination: turn.newId() },
    ...(error !== undefined && { errors: { person: error } }),
  }
}

function nominate(turn: NetworkTurn, person: string, role: Role, nomination: string): RunCommand {
  const values = { network: turn.network.id, nomination }
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'nominate', nomination, person, role },
    done: (_after, people) =>
      card(
        textBlock(
          rich`I have asked ${personRun(people, person)} to be ${roleNames[role]} of ${bold(turn.network.name)}, in a direct message. I will tell you the answer.`,
        ),
        buttons(button('Undo', 'withdraw-nomination', values)),
      ),
    field: (why) =>
      ['oneself', 'holds-role', 'already-nominated'].includes(why.kind) ? 'person' : undefined,
  }
}

const whyAbsent = {
  app: 'That is an app, and an app can hold no role. Pick a person.',
  deactivated:
    'That account was deactivated, so nobody would read what I ask. Pick somebody else, or another account of theirs.',
} as const

/** Why nobody can be asked who is mentioned there. */
function absentIn({ unavailableMentions }: NetworkTurn, words: string): string | undefined {
  const found = [...unavailableMentions].find(([mention]) => words.includes(mention))
  return found === undefined ? undefined : whyAbsent[found[1]]
}

function nominateByWords(turn: NetworkTurn, words: string, role: Role | undefined): Answer {
  const absent = absentIn(turn, words)
  if (absent !== undefined) return openForm(roleForm(turn, role, absent))
  const person = parsePerson(turn, words)
  if (person !== undefined && role !== undefined) return nominate(turn, person.id, role, turn.newId())
  const unknown = words !== '' && person === undefined
  return openForm(
    roleForm(
      turn,
      role,
      unknown ? `I do not know whom you mean by “${words.slice(0, 60)}”. Pick the person here.` : undefined,
    ),
  )
}

function submitRole(turn: NetworkTurn, fields: Values, values: Values): Answer {
  const role = roles.find((one) => one === fields.role)
  const person = turn.mentionedPeople.get('person')?.id ?? (fieldValue(fields, 'member') || undefined)
  const absent = turn.unavailableMentions.get('person')
  if (role === undefined) return showErrors({ role: 'Choose a role.' })
  if (absent !== undefined) return showErrors({ person: whyAbsent[absent] })
  if (person === undefined)
    return showErrors({ person: 'Pick a person here, or somebody in the network above.' })
  return nominate(turn, person, role, values.nomination ?? turn.newId())
}

function holder(network: Network, people: People, person: string) {
  const name = nameWithAgency(network, people, person)
  return network.unreachable.has(person) ? rich`${name}, whom I cannot reach` : name
}

function rolesCard(turn: NetworkTurn): Answer {
  const { network, people, speaker } = turn
  const past = network.roles.filter((span) => span.to !== undefined)
  const waiting = [...network.nominations.values()].filter(
    (one) => one.state === 'open' && one.by === speaker.id,
  )
  return showCard(
    card(
      heading(`Who holds which role in ${network.name}`),
      {
        kind: 'facts',
        facts: roles.map((role) => ({
          label: roleNames[role],
          value:
            holders(network, role).length === 0
              ? rich`${vacantRoleText(network, role)}`
              : listRuns(holders(network, role).map((person) => holder(network, people, person))),
        })),
      },
      textBlock(
        trioIsComplete(network)
          ? rich`The trio is complete: an entrepreneur, fellow travellers from two agencies, and an angel.`
          : rich`The trio is not complete: it takes an entrepreneur, two fellow travellers from two agencies, and an angel.`,
      ),
      waiting.length === 0
        ? undefined
        : textBlock(
            rich`You have asked, and wait for an answer from ${listRuns(waiting.map((one) => rich`${personRun(people, one.person)} as ${roleNames[one.role]}`))}. Only you see this.`,
          ),
      past.length === 0
        ? undefined
        : {
            kind: 'list',
            items: past.map(
              (span) =>
                rich`${personRun(people, span.person)} was ${roleNames[span.role]} from ${timeRun(span.from, turn.zone, 'date')} to ${timeRun(span.to ?? turn.now, turn.zone, 'date')}`,
            ),
          },
      buttons(
        button('Nominate somebody', 'role', { network: network.id }, 'primary'),
        rolesOf(network, speaker.id).length > 0
          ? button('Give a role up', 'step-down', { network: network.id })
          : undefined,
        pictureButton(network, 'bonds'),
      ),
    ),
  )
}

function stepDown(turn: NetworkTurn): Answer {
  const { network, speaker } = turn
  const held = rolesOf(network, speaker.id)
  if (held.length === 0)
    return showCard(
      card(textBlock(rich`You hold no role in ${bold(network.name)}, so there is nothing to give up.`)),
    )
  return showCard(
    card(
      textBlock(rich`Which role do you give up? You stay in the network, and can be nominated again.`),
      buttons(...held.map((role) => button(roleNames[role], 'give-up', { network: network.id, role }))),
    ),
  )
}

/** What becomes of the asks that the speaker had taken. */
function handedOver({ network, speaker }: NetworkTurn, after: Network) {
  const { length } = openAsks(network).filter(
    ({ state }) => state.kind === 'taken' && state.by === speaker.id,
  )
  if (length === 0 || after.closing !== undefined) return undefined
  const what = rich`${pluralize(length, 'ask')} that you had taken ${length === 1 ? 'is' : 'are'} open again;`
  return textBlock(
    holders(after, 'guardian-angel').length > 0
      ? rich`${what} I put ${length === 1 ? 'it' : 'them'} to the other guardian angels.`
      : rich`${what} the public entrepreneurs hear of it from me.`,
  )
}

function giveUp(turn: NetworkTurn, role: Role): RunCommand {
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'step-down', role },
    done: (after) =>
      card(
        textBlock(rich`You are no longer ${roleNames[role]} of ${bold(after.name)}. Thank you.`),
        role === 'guardian-angel' ? handedOver(turn, after) : undefined,
        holders(after, role).length === 0
          ? textBlock(rich`Nobody holds that role now. Whom would you ask?`)
          : undefined,
        participant(after, turn.speaker.id) !== undefined && holders(after, role).length === 0
          ? buttons(button('Nominate somebody', 'role', { network: after.id, role }))
          : undefined,
      ),
  }
}

export const rolesModule: CommandModule = {
  commands: [
    {
      name: 'role',
      takes: '[person] [role]',
      help: 'nominate somebody for a role',
      needs: 'network',
      handle: (turn, words) => nominateByWords(turn, words, parseRole(words)),
    },
    {
      name: 'roles',
      help: 'who holds which role, and who did',
      needs: 'network',
      whileClosed: true,
      handle: rolesCard,
    },
    {
      name: 'angel',
      takes: '[person]',
      help: 'nominate a guardian angel',
      needs: 'network',
      handle: (turn, words) => nominateByWords(turn, words, 'guardian-angel'),
    },
    { name: 'step down', help: 'give up a role', needs: 'network', whileClosed: true, handle: stepDown },
  ],
  actions: {
    role: {
      needs: 'network',
      handle: (turn, { role }) =>
        openForm(
          roleForm(
            turn,
            roles.find((one) => one === role),
          ),
        ),
    },
    'step-down': { needs: 'network', handle: stepDown },
    'give-up': {
      needs: 'network',
      handle: (turn, { role }) => giveUp(turn, roles.find((one) => one === role) ?? 'fellow-traveller'),
    },
    'withdraw-nomination': {
      needs: 'network',
      handle: (turn, { nomination = '' }) => ({
        kind: 'run-command',
        network: turn.network.id,
        command: { kind: 'withdraw-nomination', nomination },
        done: () => card(textBlock(rich`Undone. The nomination is withdrawn.`)),
      }),
    },
    accept: {
      needs: 'nomination',
      handle: (turn, { nomination = '' }) => acceptNomination(turn, nomination),
    },
    decline: {
      needs: 'nomination',
      handle: (turn, { nomination = '' }) => ({
        kind: 'run-command',
        network: turn.network.id,
        command: { kind: 'decline-nomination', nomination },
        done: () => card(textBlock(rich`Declined. Only the person who asked you learns of it.`)),
      }),
    },
  },
  forms: {
    role: { needs: 'network', handle: submitRole },
    accept: {
      needs: 'nomination',
      handle(turn, fields, { nomination = '' }) {
        const errors = fieldErrors(fields, ['agency'], { agency: maxLength.agency })
        return hasErrors(errors)
          ? showErrors(errors)
          : acceptFor(turn, nomination, fieldValue(fields, 'agency'))
      },
    },
  },
}
