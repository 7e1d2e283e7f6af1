// Roles: who holds which one, and giving one up.
import type { Block, Run } from '../../chat/card.ts'
import type { Role } from '../../domain/core/terms.ts'
import { openAsks } from '../../domain/guardian/asks.ts'
import { holders, participant, rolesOf } from '../../domain/membership/members.ts'
import { trioIsComplete } from '../../domain/membership/roles.ts'
import type { Network, RoleSpan } from '../../domain/state.ts'
import { type Answer, openForm, type RunCommand, showCard, showErrors } from '../answers.ts'
import { pictureButton } from '../documents/pictures.ts'
import { hasErrors } from '../kit/form-fields.ts'
import { nameWithAgency, personRun, roleNames, vacantRoleText } from '../kit/labels.ts'
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
import type { NetworkTurn } from '../turn.ts'
import { agencyErrors, agencyIn } from './agency-fields.ts'
import { nominateByWords, parseRole, roleForm, roles, submitRole } from './nominate.ts'
import { acceptNomination, acceptWithAgency } from './nominations.ts'
import { isLastEntrepreneur, successorQuestion } from './people/leave.ts'

function rolesCard(turn: NetworkTurn): Answer {
  const { network } = turn
  return showCard(
    card(
      heading(`Who holds which role in ${network.name}`),
      {
        kind: 'facts',
        facts: roles.map((role) => ({ label: roleNames[role], value: holdersText(turn, role) })),
      },
      textBlock(trioText(network)),
      openNominations(turn),
      pastRoles(turn),
      roleButtons(turn),
    ),
  )
}

function trioText(network: Network): readonly Run[] {
  if (trioIsComplete(network))
    return rich`The trio is complete: an entrepreneur, fellow travellers from two agencies, and an angel.`
  return rich`The trio isn’t complete yet: it needs an entrepreneur, two fellow travellers from two agencies, and an angel.`
}

function holdersText({ network, people }: NetworkTurn, role: Role) {
  const ids = holders(network, role)
  if (ids.length === 0) return rich`${vacantRoleText(network, role)}`
  return listRuns(
    ids.map((person) => {
      const name = nameWithAgency(network, people, person)
      if (network.unreachable.has(person)) return rich`${name}, who I can’t reach`
      return name
    }),
  )
}

/** The nominations by the speaker that nobody has answered yet. */
function openNominations({ network, people, speaker }: NetworkTurn): Block | undefined {
  const open = [...network.nominations.values()].filter(
    ({ state, by }) => state === 'open' && by === speaker.id,
  )
  if (open.length === 0) return undefined
  const nominees = open.map(({ person, role }) => rich`${personRun(people, person)} as ${roleNames[role]}`)
  return textBlock(rich`You’re waiting for an answer from ${listRuns(nominees)}. Only you can see this.`)
}

function pastRoles(turn: NetworkTurn): Block | undefined {
  const past = turn.network.roles.filter(({ to }) => to !== undefined)
  if (past.length === 0) return undefined
  return { kind: 'list', items: past.map((span) => pastRoleLine(turn, span)) }
}

function pastRoleLine({ people, zone, now }: NetworkTurn, { person, role, from, to = now }: RoleSpan) {
  return rich`${personRun(people, person)} was ${roleNames[role]} from ${timeRun(from, zone, 'date')} to ${timeRun(to, zone, 'date')}`
}

function roleButtons({ network, speaker }: NetworkTurn): Block | undefined {
  const values = { network: network.id }
  const row = [button('Nominate somebody', 'role', values, 'primary')]
  if (rolesOf(network, speaker.id).length > 0) row.push(button('Give up a role', 'step-down', values))
  return buttons(...row, pictureButton(network, 'bonds'))
}

function stepDown(turn: NetworkTurn): Answer {
  const { network, speaker } = turn
  const currentRoles = rolesOf(network, speaker.id)
  if (currentRoles.length === 0)
    return showCard(
      card(textBlock(rich`You don’t hold a role in ${bold(network.name)}, so there’s nothing to give up.`)),
    )
  return showCard(
    card(
      textBlock(rich`Which role are you giving up? ${whatRemains(turn)} You can be nominated again.`),
      buttons(
        ...currentRoles.map((role) => button(roleNames[role], 'give-up', { network: network.id, role })),
      ),
    ),
  )
}

/** An angel who is not a member is in the network by that role alone. */
function whatRemains({ network, speaker }: NetworkTurn): string {
  if (participant(network, speaker.id)?.member) return 'You’ll stay in the network.'
  return 'You’ll leave the network, as that’s your only role in it.'
}

/** The last public entrepreneur is asked for a successor first. */
function giveUpUnlessLast(turn: NetworkTurn, role: Role, isSure: boolean): Answer {
  const { network, speaker } = turn
  const isLast = role === 'public-entrepreneur' && isLastEntrepreneur(network, speaker.id)
  if (!isLast || isSure) return giveUp(turn, role)
  const values = { network: network.id, role, sure: 'yes' }
  return showCard(
    card(
      textBlock(
        rich`Step down as ${roleNames[role]} of ${bold(network.name)}? I’ll say so in its channels, with thanks.`,
      ),
      ...successorQuestion(turn),
      buttons(button('Step down without a successor', 'give-up', values, 'danger')),
    ),
  )
}

function giveUp(turn: NetworkTurn, role: Role): RunCommand {
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'step-down', role },
    done(after) {
      const blocks: (Block | undefined)[] = [
        textBlock(rich`You’re no longer ${roleNames[role]} of ${bold(after.name)}. Thank you.`),
      ]
      if (role === 'guardian-angel') blocks.push(reopenedAsks(turn, after))
      return card(...blocks, ...successorBlocks(turn, after, role))
    },
  }
}

/** Says that the asks which the speaker had taken are open again, and who gets them. */
function reopenedAsks({ network, speaker }: NetworkTurn, after: Network): Block | undefined {
  const { length } = openAsks(network).filter(
    ({ state }) => state.kind === 'taken' && state.by === speaker.id,
  )
  if (length === 0 || after.closing !== undefined) return undefined
  const [are, them] = length === 1 ? ['is', 'it'] : ['are', 'them']
  const reopened = rich`${pluralize(length, 'ask')} that you had taken ${are} open again.`
  if (holders(after, 'guardian-angel').length > 0)
    return textBlock(rich`${reopened} I’ll put ${them} to the other guardian angels.`)
  return textBlock(rich`${reopened} I’ll tell the public entrepreneurs.`)
}

/** Asks for a successor when the role is vacant now; only somebody still in the network can nominate one. */
function successorBlocks(
  { speaker }: NetworkTurn,
  after: Network,
  role: Role,
): readonly (Block | undefined)[] {
  if (holders(after, role).length > 0) return []
  const question = textBlock(rich`Nobody holds that role now. Who would you ask?`)
  if (participant(after, speaker.id) === undefined) return [question]
  return [question, buttons(button('Nominate somebody', 'role', { network: after.id, role }))]
}

export const rolesModule: CommandModule = {
  commands: [
    {
      name: 'role',
      takes: '[person] [role]',
      help: 'nominate someone for a role',
      needs: 'network',
      handle: (turn, words) => nominateByWords(turn, words, parseRole(words)),
    },
    {
      name: 'roles',
      help: 'who holds which role, and who held it before',
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
      handle: (turn, { role, sure }) =>
        giveUpUnlessLast(turn, roles.find((one) => one === role) ?? 'fellow-traveller', sure === 'yes'),
    },
    'withdraw-nomination': {
      needs: 'network',
      handle: (turn, { nomination = '' }) => ({
        kind: 'run-command',
        network: turn.network.id,
        command: { kind: 'withdraw-nomination', nomination },
        done: () => card(textBlock(rich`Undone. I’ve withdrawn the nomination.`)),
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
        showsOnCard: true,
        done: () => card(textBlock(rich`You’ve declined. I’ll tell only the person who asked you.`)),
      }),
    },
  },
  forms: {
    role: { needs: 'network', handle: submitRole },
    accept: {
      needs: 'nomination',
      handle(turn, fields, { nomination = '' }) {
        const errors = agencyErrors(fields)
        if (hasErrors(errors)) return showErrors(errors)
        return acceptWithAgency(turn, nomination, agencyIn(fields))
      },
    },
  },
}
