// Blockers: naming what stops the network, putting it to the guardian angel, and clearing it.
import type { Block, Button, Card, Run } from '../../chat/card.ts'
import type { Form } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import type { PersonId } from '../../domain/core/ids.ts'
import type { BlockerKind } from '../../domain/core/terms.ts'
import { flaggedAfter } from '../../domain/flags/rules/blocked.ts'
import { asksAbout, openBlockers } from '../../domain/guardian/blockers.ts'
import type { Blocker } from '../../domain/guardian/state.ts'
import { riskRecipients } from '../../domain/membership/members.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, openForm, type RunCommand, showCard, showErrors } from '../answers.ts'
import { moreBlock, quote, shortQuote } from '../kit/card-parts.ts'
import {
  choiceField,
  fieldErrors,
  fieldValue,
  hasErrors,
  lineField,
  maxLength,
  paragraphField,
} from '../kit/form-fields.ts'
import { blockerNames, nameWithAgency, personRun } from '../kit/labels.ts'
import {
  bold,
  button,
  buttons,
  capitalize,
  card,
  heading,
  listText,
  note,
  rich,
  textBlock,
  timeRun,
} from '../kit/markup.ts'
import { prefillErrors } from '../kit/prefill-errors.ts'
import { closedAnswer, refusalAnswer } from '../kit/refusal-messages.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn, People } from '../turn.ts'
import { askOutcome } from './ask-cards.ts'
import { otherAngels, peopleRuns, recipientsText } from './recipients.ts'

/** The words by which the form guesses the kind. */
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

function blockerForm(turn: NetworkTurn, words: string): Form {
  return {
    id: 'blocker',
    title: 'Name what stops us',
    intro: `Every member can read it in the list of blockers, with your name. Until it’s cleared, it’s also in the reminder of each meeting, without your name, for everyone in the network’s channels. If it’s still open after three weeks, I’ll tell ${laterRecipients(turn)}.`,
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
          ['no', 'No, we’ll try it ourselves first'],
          ['yes', `Yes. ${recipientsText(turn)}`.slice(0, 200)],
        ],
        { initial: 'no' },
      ),
    ],
    submit: 'Name it',
    values: { network: turn.network.id, blocker: turn.newId() },
    errors: prefillErrors('text', words),
  }
}

function submitBlocker(turn: NetworkTurn, fields: Values, values: Values): Answer {
  const errors = fieldErrors(fields, ['text', 'of', 'put'], { text: maxLength.paragraph })
  const of = kinds.find((kind) => kind === fieldValue(fields, 'of'))
  if (hasErrors(errors)) return showErrors(errors)
  if (of === undefined) return showErrors({ of: 'Choose one of these.' })
  const blocker = values.blocker ?? turn.newId()
  const isAsked = fieldValue(fields, 'put') === 'yes'
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: {
      kind: 'open-blocker',
      blocker,
      of,
      text: fieldValue(fields, 'text'),
      // The id follows from the blocker, so that a form that is sent twice asks once.
      ask: isAsked ? `ask of ${blocker}` : undefined,
    },
    done: (after, people) => {
      const recipients = isAsked
        ? askRecipientsText(after, people, turn.speaker.id)
        : laterText(after, people, blocker)
      return card(
        textBlock(rich`Your blocker is in the list, under ${bold(blockerNames[of])}. ${recipients}`),
        after.blockers.has(blocker)
          ? blockerButtons(after, blocker, [undoButton(after, blocker)])
          : undefined,
      )
    },
    field: () => 'text',
  }
}

function askRecipientsText(network: Network, people: People, speaker: PersonId): readonly Run[] {
  const recipients = otherAngels(network, speaker)
  if (recipients.length === 0)
    return rich`There’s no guardian angel to put it to now, so I’ll keep it until there is one.`
  return rich`I’ll put it to ${peopleRuns(people, recipients)} in their next working hour, and tell you what they answer.`
}

/** Who is told of a blocker that stays open. */
function laterRecipients({ network, people }: NetworkTurn): string {
  const recipients = riskRecipients(network).map((person) => people.get(person)?.name ?? 'somebody')
  return recipients.length === 0 ? 'the next guardian angel' : listText(recipients)
}

/** Said when it is not put to the angels now, so that nobody is surprised when they hear of it. */
function laterText(network: Network, people: People, id: string): readonly Run[] {
  const blocker = network.blockers.get(id)
  const recipients = riskRecipients(network)
  if (blocker === undefined || recipients.length === 0) return []
  const when = timeRun(blocker.at + flaggedAfter, network.zone, 'date')
  return rich`If it’s still open on ${when}, I’ll tell ${peopleRuns(people, recipients)}.`
}

function undoButton(network: Network, blocker: string): Button {
  return button('Undo', 'take-back-blocker', { network: network.id, blocker })
}

function blockerButtons(network: Network, blocker: string, first: readonly Button[] = []): Block | undefined {
  if (network.closing !== undefined) return undefined
  const values = { network: network.id, blocker }
  const row = [...first, button('It is cleared', 'clear-blocker', values)]
  if (asksAbout(network, blocker).length === 0)
    row.push(button('Put it to the guardian angel', 'put-blocker', values))
  return buttons(...row)
}

/** A message has room for so many. */
const maxBlockersPerMessage = 8

/** What stops the network, what is done about it, and what was cleared; with the form. */
function blockersCard(turn: NetworkTurn, form?: Form): Answer {
  const { network } = turn
  const cleared = [...network.blockers.values()].filter((one) => one.cleared !== undefined).toReversed()
  const blockers = [...openBlockers(network), ...cleared]
  const shown = blockers.slice(0, maxBlockersPerMessage)
  const blocks: (Block | undefined)[] = [heading(`What stops ${network.name}`)]
  if (blockers.length === 0)
    blocks.push(textBlock(rich`Nothing has been named. What’s in your way just now?`))
  blocks.push(
    ...shown.flatMap((blocker) => blockerBlocks(turn, blocker)),
    moreBlock(blockers.length - shown.length),
  )
  if (form !== undefined) blocks.push({ kind: 'inputs', form })
  else if (network.closing === undefined)
    blocks.push(buttons(button('Name what stops us', 'blocker', { network: network.id }, 'primary')))
  return showCard(card(...blocks))
}

function blockerBlocks(
  { network, people, zone }: NetworkTurn,
  blocker: Blocker,
): readonly (Block | undefined)[] {
  const who = blocker.by === undefined ? 'somebody' : nameWithAgency(network, people, blocker.by)
  const blocks: (Block | undefined)[] = [
    quote(blocker.text),
    note(
      rich`${capitalize(blockerNames[blocker.of])}, named by ${who} on ${timeRun(blocker.at, zone, 'date')}`,
    ),
  ]
  for (const ask of asksAbout(network, blocker.id))
    blocks.push(textBlock(rich`With the guardian angel. ${askOutcome(network, people, ask)}`))
  if (blocker.cleared === undefined) blocks.push(blockerButtons(network, blocker.id))
  else blocks.push(textBlock(clearedText(people, blocker.cleared)))
  return blocks
}

function clearedText(people: People, { by, word }: NonNullable<Blocker['cleared']>): readonly Run[] {
  if (by === undefined) return rich`Cleared: ${word}`
  return rich`Cleared by ${personRun(people, by)}: ${word}`
}

/** What the person who named it hears. Returns `undefined` when it is no longer so. */
export function blockerClearedCard(network: Network, people: People, id: string): Card | undefined {
  const blocker = network.blockers.get(id)
  if (blocker?.cleared === undefined || network.closing !== undefined) return undefined
  return card(
    heading(`${network.name}: a blocker is cleared: ${shortQuote(blocker.text)}`),
    quote(blocker.text),
    textBlock(clearedText(people, blocker.cleared)),
  )
}

function putToAngel(turn: NetworkTurn, blocker: string): RunCommand {
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'put-blocker', blocker, ask: turn.newId() },
    done: (after, people) => card(textBlock(askRecipientsText(after, people, turn.speaker.id))),
  }
}

function clearForm(turn: NetworkTurn, blocker: string): Answer {
  const { network, people, now } = turn
  const known = network.blockers.get(blocker)
  if (known === undefined) return refusalAnswer({ kind: 'no-such-blocker' }, people, network, now)
  if (known.cleared !== undefined) return refusalAnswer({ kind: 'blocker-over' }, people, network, now)
  return openForm({
    id: 'clear-blocker',
    title: 'Clear a blocker',
    intro: `“${known.text.slice(0, 500)}” Every member can read what you write here, with your name. I’ll tell the person who named it.`,
    fields: [lineField('word', 'What cleared it?', maxLength.sentence)],
    submit: 'It is cleared',
    values: { network: network.id, blocker },
  })
}

function submitClear(turn: NetworkTurn, fields: Values, blocker: string): Answer {
  const errors = fieldErrors(fields, ['word'], { word: maxLength.sentence })
  if (hasErrors(errors)) return showErrors(errors)
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'clear-blocker', blocker, word: fieldValue(fields, 'word') },
    done: () => card(textBlock(rich`The blocker is cleared. If a guardian angel had it, they’ll see that.`)),
    field: () => 'word',
  }
}

/** Opens the form, filled in, when there are words; without any the list comes first, if there is one. */
function blockerByWords(turn: NetworkTurn, words: string): Answer {
  if (turn.network.closing !== undefined) return words === '' ? blockersCard(turn) : closedAnswer(turn, words)
  const form = blockerForm(turn, words)
  if (words !== '' || turn.network.blockers.size === 0) return openForm(form)
  return blockersCard(turn, form)
}

export const blockersModule: CommandModule = {
  commands: [
    {
      name: 'blocker',
      takes: '[words]',
      help: 'name what stops you, and put it to your guardian angel if you like; on its own, it lists them all',
      needs: 'network',
      whileClosed: true,
      handle: blockerByWords,
    },
  ],
  actions: {
    blocker: { needs: 'network', handle: (turn) => openForm(blockerForm(turn, '')) },
    blockers: { needs: 'network', handle: (turn) => blockersCard(turn) },
    'put-blocker': { needs: 'network', handle: (turn, { blocker = '' }) => putToAngel(turn, blocker) },
    'clear-blocker': { needs: 'network', handle: (turn, { blocker = '' }) => clearForm(turn, blocker) },
    'take-back-blocker': {
      needs: 'network',
      handle: ({ network }, { blocker = '' }) => ({
        kind: 'run-command',
        network: network.id,
        command: { kind: 'take-back-blocker', blocker },
        done: () =>
          card(
            textBlock(
              rich`I’ve taken it back. It’s in no list any more, and where it’s already been read, it now says so.`,
            ),
          ),
      }),
    },
  },
  forms: {
    blocker: { needs: 'network', handle: submitBlocker },
    'clear-blocker': {
      needs: 'network',
      handle: (turn, fields, { blocker = '' }) => submitClear(turn, fields, blocker),
    },
  },
}
