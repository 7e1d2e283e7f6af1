// The diagnosis: five questions, and the lightest way of working that fits the answers.
import type { Block, Card } from '../../chat/card.ts'
import type { Values } from '../../chat/inbound.ts'
import type { DiagnosisAnswers, Way } from '../../domain/core/terms.ts'
import { may } from '../../domain/permissions.ts'
import { decidingAnswers, isWicked } from '../../domain/phases/diagnosis.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, openForm, showErrors } from '../answers.ts'
import { choiceField } from '../kit/form-fields.ts'
import { wayNames } from '../kit/labels.ts'
import { bold, button, buttons, card, heading, note, rich, textBlock } from '../kit/markup.ts'
import { proposedBlocks } from '../meetings/loosening/loosening.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn, People } from '../turn.ts'

type QuestionName = keyof DiagnosisAnswers

const questions: { readonly [question in QuestionName]: string } = {
  oneAgencyAlone: 'Could one agency do it alone?',
  somebodyKnows: 'Does somebody already know what to do?',
  workAndMoneyShared: 'Do work and money have to be shared, and not only news?',
  sameGoal: 'Is the goal the same for all?',
  affectedTakePart: 'Do the people affected have to take part?',
}

const reasons: { readonly [way in Way]: string } = {
  coexist: 'One agency can do it alone and the goals differ, so working side by side is enough.',
  communicate: 'News is all that needs sharing, so keeping each other informed is enough.',
  cooperate: 'Helping each other out is enough, and each agency’s work can stay its own.',
  coordinate:
    'Work and money have to fit together, but what to do is known or the goals differ, so a shared plan is enough.',
  collaborate:
    'Nobody can do it alone, work and money have to be shared, and the goal is the same for all, so the work itself has to be shared.',
}

function diagnoseForm(turn: NetworkTurn): Answer {
  return openForm({
    id: 'diagnose',
    title: 'Which way of working fits?',
    intro: 'No way is better than another; the work decides. Your answers are kept in the network’s record.',
    fields: Object.entries(questions).map(([name, label]) =>
      choiceField(name, label, [
        ['yes', 'Yes'],
        ['no', 'No'],
      ]),
    ),
    submit: 'See what fits',
    values: { network: turn.network.id },
  })
}

function diagnose(turn: NetworkTurn, fields: Values): Answer {
  const missing = Object.keys(questions).filter((name) => fields[name] !== 'yes' && fields[name] !== 'no')
  if (missing.length > 0)
    return showErrors(Object.fromEntries(missing.map((name) => [name, 'Choose yes or no.'])))
  const isYes = (name: QuestionName) => fields[name] === 'yes'
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: {
      kind: 'diagnose',
      answers: {
        oneAgencyAlone: isYes('oneAgencyAlone'),
        somebodyKnows: isYes('somebodyKnows'),
        workAndMoneyShared: isYes('workAndMoneyShared'),
        sameGoal: isYes('sameGoal'),
        affectedTakePart: isYes('affectedTakePart'),
      },
    },
    done: (after) => diagnosedCard(turn, after),
  }
}

function diagnosedCard(turn: NetworkTurn, network: Network): Card {
  const way = network.diagnosis ?? 'collaborate'
  const blocks: (Block | undefined)[] = [
    heading(`The lightest way that fits: ${wayNames[way]}`),
    textBlock(rich`${reasonFor(network, way)}`),
    ...decidingBlocks(network),
  ]
  if (way !== 'collaborate' && network.settings.rule) blocks.push(...ruleOffBlocks(turn, network))
  return card(...blocks)
}

const wickedReason =
  'Nobody knows yet what to do, and the people affected have to take part, so the work itself has to be shared, whatever money it needs.'

/** An old diagnosis may have found another way for the same answers. */
function reasonFor({ answers }: Network, way: Way): string {
  const isWickedIssue = way === 'collaborate' && answers !== undefined && isWicked(answers)
  return isWickedIssue ? wickedReason : reasons[way]
}

/** The answers that led to the result. */
function decidingBlocks({ answers }: Network): readonly Block[] {
  if (answers === undefined) return []
  const items = decidingAnswers(answers).map(
    (name) => rich`${questions[name]} ${bold(answers[name] ? 'Yes' : 'No')}`,
  )
  return [textBlock(rich`What decided it:`), { kind: 'list', items }]
}

/** Suggests switching the rule off, to somebody who may do so or may ask for it. */
function ruleOffBlocks({ speaker }: NetworkTurn, network: Network): readonly (Block | undefined)[] {
  const question = textBlock(
    rich`That’s lighter than collaboration, and lighter is good. The six-meeting rule is made for collaboration. Shall I switch it ${bold('off')} for this network?`,
  )
  if (may(network, 'change-settings', speaker.id))
    return [question, buttons(button('Switch the rule off', 'rule-off', { network: network.id }))]
  return [question, note(rich`A public entrepreneur or a guardian angel can switch it off in the settings.`)]
}

function ruleOffCard(after: Network, people: People): Card {
  if (after.settings.rule) return card(...proposedBlocks(after, people))
  return card(
    textBlock(rich`The six-meeting rule is off. I’ll still ask at each meeting what’s on the table.`),
    buttons(button('Undo', 'rule-on', { network: after.id })),
  )
}

export const diagnosisModule: CommandModule = {
  commands: [
    {
      name: 'diagnose',
      help: 'find the way of working that fits, in five questions',
      needs: 'network',
      handle: diagnoseForm,
    },
  ],
  actions: {
    'rule-off': {
      needs: 'network',
      handle: (turn) => ({
        kind: 'run-command',
        network: turn.network.id,
        command: { kind: 'change-settings', settings: { rule: false } },
        done: ruleOffCard,
      }),
    },
    'rule-on': {
      needs: 'network',
      handle: (turn) => ({
        kind: 'run-command',
        network: turn.network.id,
        command: { kind: 'change-settings', settings: { rule: true } },
        done: () => card(textBlock(rich`The six-meeting rule is back on.`)),
      }),
    },
  },
  forms: { diagnose: { needs: 'network', handle: diagnose } },
}
