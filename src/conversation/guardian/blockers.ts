// Blockers: naming what stops the network, putting it to the guardian angel, and clearing it.
import type { Block, Card } from '../../chat/card.ts'
import type { Form } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import type { BlockerKind } from '../../domain/core/terms.ts'
import { asksAbout, openBlockers } from '../../domain/guardian/blockers.ts'
import type { Blocker } from '../../domain/guardian/state.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, openForm, type RunCommand, showCard, showErrors } from '../answers.ts'
import {
  choiceField,
  fieldErrors,
  fieldValue,
  hasErrors,
  lineField,
  maxLength,
  paragraphField,
  tooLongMessage,
} from '../kit/form-fields.ts'
import { blockerNames, nameWithAgency, personRun } from '../kit/labels.ts'
import {
  bold,
  button,
  buttons,
  capitalize,
  card,
  heading,
  listRuns,
  note,
  rich,
  textBlock,
  timeRun,
} from '../kit/markup.ts'
import { refusalAnswer } from '../kit/refusal-messages.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn, People } from '../turn.ts'
import { askOutcome } from './ask-cards.ts'
import { otherAngels, recipientsText } from './asks.ts'

/** What in the words tells of which kind. */
const patterns: readonly (readonly [BlockerKind, RegExp])[] = [
  ['budget', /\bbudget|\bcontract|\bfund|\bmoney\b|\bprocure/i],
  ['systems', /\bsystem|\bsoftware\b|\blogin|\bcomputer|\bdatabase/i],
  ['boundaries', /\bregion|\bboundar|\bdistrict/i],
  ['privacy', /\bprivacy\b|\bpersonal data\b|\bconfidential/i],
  ['permission', /\bpermission|\bpermit|\bapprov|\bmandate\b/i],
  ['leadership', /\bleader|\bmanager|\bchief\b|\bboss\b/i],
  ['reward', /\breward|\brecogni|\bcredit\b|\bperformance\b/i],
  ['busyness', /\bbusy|\bno time\b|\bworkload\b/i],
  ['culture', /\bcultur|\bhabit|\bthe way we\b/i],
]
const kinds = Object.keys(blockerNames) as BlockerKind[]

function form(turn: NetworkTurn, words: string): Form {
  return {
    id: 'blocker',
    title: 'Name what stops us',
    intro:
      'Every member can read it in the list of blockers, with your name. Until it is cleared it also stands, without your name, in the reminder of each meeting, for everyone in the channels of the network.',
    fields: [
      paragraphField('text', 'What stops us?', { initial: words }),
      choiceField(
        'of',
        'What is it about?',
        kinds.map((kind) => [kind, capitalize(blockerNames[kind])]),
        { initial: patterns.find(([, pattern]) => pattern.test(words))?.[0] ?? 'other' },
      ),
      choiceField(
        'put',
        'Put it to the guardian angel?',
        [
          ['no', 'No, we try it ourselves first'],
          ['yes', `Yes. ${recipientsText(turn)}`.slice(0, 200)],
        ],
        { initial: 'no' },
      ),
    ],
    submit: 'Name it',
    values: { network: turn.network.id, blocker: turn.newId() },
    ...(words.length > maxLength.paragraph && {
      errors: { text: tooLongMessage(words.length, maxLength.paragraph) },
    }),
  }
}

function submit(turn: NetworkTurn, fields: Values, values: Values): Answer {
  const errors = fieldErrors(fields, ['text', 'of', 'put'], { text: maxLength.paragraph })
  const of = kinds.find((kind) => kind === fieldValue(fields, 'of'))
  if (hasErrors(errors)) return showErrors(errors)
  if (of === undefined) return showErrors({ of: 'Choose one of these.' })
  const blocker = values.blocker ?? turn.newId()
  const asks = fieldValue(fields, 'put') === 'yes'
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: {
      kind: 'open-blocker',
      blocker,
      of,
      text: fieldValue(fields, 'text'),
      // One and the same however often the form is sent.
      ...(asks && { ask: `ask of ${blocker}` }),
    },
    done: (after, people) =>
      card(
        textBlock(
          rich`Named: ${bold(blockerNames[of])}. ${asks ? toldTo(after, people, turn.speaker.id) : ''}`,
        ),
        after.blockers.has(blocker) ? blockerButtons(after, blocker) : undefined,
      ),
    field: () => 'text',
  }
}

function toldTo(network: Network, people: People, speaker: string) {
  const told = otherAngels(network, speaker)
  return told.length === 0
    ? rich`No guardian angel can hear it now; whoever becomes one does.`
    : rich`I tell ${listRuns(told.map((angel) => rich`${personRun(people, angel)}`))} in the next working hour there, and you what the answer is.`
}

function blockerButtons(network: Network, blocker: string) {
  const values = { network: network.id, blocker }
  if (network.closing !== undefined) return undefined
  return buttons(
    button('It is cleared', 'clear-blocker', values),
    asksAbout(network, blocker).length === 0
      ? button('Put it to the guardian angel', 'put-blocker', values)
      : undefined,
  )
}

/** What stops the network, what is done about it, and what was cleared; with the form. */
function blockersCard(turn: NetworkTurn, standing?: Form): Answer {
  const { network } = turn
  const open = openBlockers(network)
  const over = [...network.blockers.values()].filter(({ cleared }) => cleared !== undefined).toReversed()
  const all = [...open, ...over]
  return showCard(
    card(
      heading(`What stops ${network.name}`),
      all.length === 0 ? textBlock(rich`Nothing is named. What is in your way just now?`) : undefined,
      ...all.slice(0, mostShown).flatMap((blocker) => blockerBlocks(turn, blocker)),
      all.length > mostShown ? textBlock(rich`and ${all.length - mostShown} more`) : undefined,
      standing === undefined ? undefined : { kind: 'inputs', form: standing },
      standing === undefined && network.closing === undefined
        ? buttons(button('Name what stops us', 'blocker', { network: network.id }, 'primary'))
        : undefined,
    ),
  )
}

/** A message has room for so many. */
const mostShown = 8

function blockerBlocks(
  { network, people, zone }: NetworkTurn,
  blocker: Blocker,
): readonly (Block | undefined)[] {
  const who = blocker.by === undefined ? rich`somebody` : nameWithAgency(network, people, blocker.by)
  const asks = asksAbout(network, blocker.id)
  return [
    { kind: 'quote', text: blocker.text },
    note(
      rich`${capitalize(blockerNames[blocker.of])}, named by ${who} on ${timeRun(blocker.at, zone, 'date')}`,
    ),
    ...asks.map((one) => textBlock(rich`With the guardian angel. ${askOutcome(network, people, one)}`)),
    blocker.cleared === undefined
      ? blockerButtons(network, blocker.id)
      : textBlock(clearedWords(people, blocker.cleared)),
  ]
}

function clearedWords(people: People, { by, word }: NonNullable<Blocker['cleared']>) {
  return by === undefined ? rich`Cleared: ${word}` : rich`Cleared, by ${personRun(people, by)}: ${word}`
}

/** What whoever named it hears; nothing where it is no longer so. */
export function blockerClearedCard(network: Network, people: People, id: string): Card | undefined {
  const known = network.blockers.get(id)
  if (known?.cleared === undefined || network.closing !== undefined) return undefined
  return card(
    heading(`${network.name}: a blocker is cleared`),
    { kind: 'quote', text: known.text },
    textBlock(clearedWords(people, known.cleared)),
  )
}

function putToAngel(turn: NetworkTurn, blocker: string): RunCommand {
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'put-blocker', blocker, ask: turn.newId() },
    done: (after, people) => card(textBlock(toldTo(after, people, turn.speaker.id))),
  }
}

function clearForm(turn: NetworkTurn, blocker: string): Answer {
  const known = turn.network.blockers.get(blocker)
  if (known === undefined || known.cleared !== undefined) {
    const kind = known === undefined ? 'no-such-blocker' : 'blocker-over'
    return refusalAnswer({ kind }, turn.people, turn.network, turn.now)
  }
  return openForm({
    id: 'clear-blocker',
    title: 'Clear a blocker',
    intro: `“${known.text.slice(0, 500)}” Every member can read what you write here, with your name; whoever named it is told.`,
    fields: [lineField('word', 'What cleared it?', maxLength.sentence)],
    submit: 'It is cleared',
    values: { network: turn.network.id, blocker },
  })
}

function submitClear(turn: NetworkTurn, fields: Values, blocker: string): Answer {
  const errors = fieldErrors(fields, ['word'], { word: maxLength.sentence })
  if (hasErrors(errors)) return showErrors(errors)
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'clear-blocker', blocker, word: fieldValue(fields, 'word') },
    done: () => card(textBlock(rich`Cleared. If it was with a guardian angel, it shows there as cleared.`)),
    field: () => 'word',
  }
}

/** With words the form, filled in; without any the list first, if there is one. */
function said(turn: NetworkTurn, words: string): Answer {
  if (turn.network.closing !== undefined) return blockersCard(turn)
  const empty = form(turn, words)
  return words !== '' || turn.network.blockers.size === 0 ? openForm(empty) : blockersCard(turn, empty)
}

export const blockersModule: CommandModule = {
  commands: [
    {
      name: 'blocker',
      takes: '[words]',
      help: 'name what stops you, and put it to your guardian angel if you like; alone, all of them',
      needs: 'network',
      whileClosed: true,
      handle: said,
    },
  ],
  actions: {
    blocker: { needs: 'network', handle: (turn) => openForm(form(turn, '')) },
    blockers: { needs: 'network', handle: (turn) => blockersCard(turn) },
    'put-blocker': { needs: 'network', handle: (turn, { blocker = '' }) => putToAngel(turn, blocker) },
    'clear-blocker': { needs: 'network', handle: (turn, { blocker = '' }) => clearForm(turn, blocker) },
  },
  forms: {
    blocker: { needs: 'network', handle: submit },
    'clear-blocker': {
      needs: 'network',
      handle: (turn, fields, { blocker = '' }) => submitClear(turn, fields, blocker),
    },
  },
}
