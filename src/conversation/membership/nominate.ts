// Nominating somebody for a role: reading what was typed, the form, and the command.
import type { Field, Form } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import type { PersonId } from '../../domain/core/ids.ts'
import type { Role } from '../../domain/core/terms.ts'
import type { Refusal } from '../../domain/decision.ts'
import { type Answer, openForm, type RunCommand, showErrors } from '../answers.ts'
import { choiceField, fieldValue } from '../kit/form-fields.ts'
import { personRun, roleMeanings, roleNames } from '../kit/labels.ts'
import { bold, button, buttons, card, rich, textBlock } from '../kit/markup.ts'
import type { NetworkTurn, Person } from '../turn.ts'

/** All roles, in the order in which people read them. */
export const roles = Object.keys(roleNames) as Role[]

const rolePatterns: readonly (readonly [RegExp, Role])[] = [
  [/\bangel\b/, 'guardian-angel'],
  [/\bentrepreneur\b/, 'public-entrepreneur'],
  [/\btravell?er\b/, 'fellow-traveller'],
  [/\bclient\b|\bco-producer\b/, 'active-client'],
  [/\bcritical\b|\bevaluator\b/, 'critical-friend'],
]

/** The role that the text names, e.g. `angel`, `critical friend`, `client`. */
export function parseRole(text: string): Role | undefined {
  const lowerCase = text.toLowerCase()
  return rolePatterns.find(([pattern]) => pattern.test(lowerCase))?.[1]
}

/**
 * The person that the text names: a mention, or the name of somebody in the network. The longest full name that occurs
 * wins; a first name counts only if a single person has it.
 */
export function parsePerson(turn: NetworkTurn, text: string): Person | undefined {
  for (const [mention, person] of turn.mentionedPeople) if (text.includes(mention)) return person
  const lowerCase = text.toLowerCase()
  const known = [...turn.network.people.keys()].flatMap((id) => turn.people.get(id) ?? [])
  const byFullName = known.filter((person) => lowerCase.includes(person.name.toLowerCase()))
  if (byFullName.length > 0) return byFullName.sort((one, other) => other.name.length - one.name.length)[0]
  const words = lowerCase.split(/\W+/)
  const byFirstName = known.filter((person) => words.includes(firstName(person)))
  if (byFirstName.length !== 1) return undefined
  return byFirstName[0]
}

function firstName(person: Person): string {
  return person.name.toLowerCase().split(' ')[0] ?? ''
}

/** The form opens where the text leaves the person or the role open. */
export function nominateByWords(turn: NetworkTurn, text: string, role: Role | undefined): Answer {
  const unavailable = unavailableIn(turn, text)
  if (unavailable !== undefined) return openForm(roleForm(turn, role, unavailable))
  const person = parsePerson(turn, text)
  if (person === undefined && text !== '')
    return openForm(
      roleForm(turn, role, `I don’t know who you mean by “${text.slice(0, 60)}”. Pick the person here.`),
    )
  if (person === undefined || role === undefined || turn.confirmInForm)
    return openForm(roleForm(turn, role, undefined, person?.id))
  return nominate(turn, { person: person.id, role, nomination: turn.newId() })
}

const unavailableReasons = {
  app: 'That’s an app, and an app can’t hold a role. Pick a person.',
  deactivated:
    'That account has been deactivated, so nobody would read my question. Pick someone else, or another account of theirs.',
} as const

/** Why the person mentioned in the text cannot be asked. */
function unavailableIn({ unavailableMentions }: NetworkTurn, text: string): string | undefined {
  for (const [mention, reason] of unavailableMentions)
    if (text.includes(mention)) return unavailableReasons[reason]
  return undefined
}

export function roleForm(
  turn: NetworkTurn,
  role: Role | undefined,
  personError?: string,
  member?: PersonId,
): Form {
  const others = otherPeople(turn)
  const fields: Field[] = [
    choiceField(
      'role',
      'Role',
      roles.map((one) => [one, `${roleNames[one]}: ${roleMeanings[one]}`]),
      { initial: role },
    ),
  ]
  if (others.length > 0)
    fields.push(choiceField('member', 'Someone in the network', others, { optional: true, initial: member }))
  fields.push({ kind: 'person', name: 'person', label: 'Or someone else in your workspace', optional: true })
  return {
    id: 'role',
    title: 'Nominate for a role',
    intro: 'I’ll ask the person in a direct message. They won’t hold the role until they accept.',
    fields,
    submit: 'Nominate',
    values: { network: turn.network.id, nomination: turn.newId() },
    errors: personError === undefined ? undefined : { person: personError },
  }
}

/** Everybody in the network but the speaker, as options. */
function otherPeople({ network, people, speaker }: NetworkTurn): readonly (readonly [string, string])[] {
  return [...network.people.values()]
    .filter(({ id }) => id !== speaker.id)
    .map(({ id, agency }) => [id, `${people.get(id)?.name ?? id} (${agency})`])
}

export function submitRole(turn: NetworkTurn, fields: Values, values: Values): Answer {
  const role = roles.find((one) => one === fields.role)
  if (role === undefined) return showErrors({ role: 'Choose a role.' })
  const unavailable = turn.unavailableMentions.get('person')
  if (unavailable !== undefined) return showErrors({ person: unavailableReasons[unavailable] })
  const person = turn.mentionedPeople.get('person')?.id ?? fieldValue(fields, 'member')
  if (person === '') return showErrors({ person: 'Pick a person here, or someone in the network above.' })
  return nominate(turn, { person, role, nomination: values.nomination ?? turn.newId() })
}

interface NewNomination {
  readonly person: string
  readonly role: Role
  readonly nomination: string
}

function nominate({ network }: NetworkTurn, { person, role, nomination }: NewNomination): RunCommand {
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'nominate', nomination, person, role },
    done: (_after, people) =>
      card(
        textBlock(
          rich`I’ll ask ${personRun(people, person)} to be ${roleNames[role]} of ${bold(network.name)}, by direct message in their working hours. I’ll tell you what they say.`,
        ),
        buttons(button('Undo', 'withdraw-nomination', { network: network.id, nomination })),
      ),
    field: (why) => (personRefusals.has(why.kind) ? 'person' : undefined),
  }
}

/** Refusals that are about the person picked. */
const personRefusals: ReadonlySet<Refusal['kind']> = new Set(['oneself', 'holds-role', 'already-nominated'])
