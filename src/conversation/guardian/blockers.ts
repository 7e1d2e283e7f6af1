// Blockers: naming what stops the network, putting it to the guardian angel, and clearing it.
import type { Block, Card } from '../../chat/card.ts'
import type { Form } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import type { BlockerKind } from '../../domain/core/terms.ts'
import { asksAbout, openBlockers } from '../../domain/guardian/blockers.ts'
import type { Blocker } from '../../domain/guardian/state.ts'
import type { Network } from '../../domain/state.ts'
import { choice, errorsIn, line, most, paragraph, read, some, tooLong } from '../kit/form-fields.ts'
import { blockerNames, named, personRun } from '../kit/labels.ts'
import {
  bold,
  button,
  buttons,
  capital,
  card,
  heading,
  listedRuns,
  note,
  say,
  text,
  time,
} from '../kit/markup.ts'
import { refusal } from '../kit/refusal-messages.ts'
import { type Answer, ask, type Do, mend, type NetworkTurn, type People, type Room, show } from '../turn.ts'
import { became } from './ask-cards.ts'
import { listeners, whoHears } from './asks.ts'

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
      paragraph('text', 'What stops us?', { initial: words }),
      choice(
        'of',
        'What is it about?',
        kinds.map((kind) => [kind, capital(blockerNames[kind])]),
        { initial: patterns.find(([, pattern]) => pattern.test(words))?.[0] ?? 'other' },
      ),
      choice(
        'put',
        'Put it to the guardian angel?',
        [
          ['no', 'No, we try it ourselves first'],
          ['yes', `Yes. ${whoHears(turn)}`.slice(0, 200)],
        ],
        { initial: 'no' },
      ),
    ],
    submit: 'Name it',
    values: { network: turn.network.id, blocker: turn.newId() },
    ...(words.length > most.paragraph && { errors: { text: tooLong(words.length, most.paragraph) } }),
  }
}

function submit(turn: NetworkTurn, fields: Values, values: Values): Answer {
  const errors = errorsIn(fields, ['text', 'of', 'put'], { text: most.paragraph })
  const of = kinds.find((kind) => kind === read(fields, 'of'))
  if (some(errors)) return mend(errors)
  if (of === undefined) return mend({ of: 'Choose one of these.' })
  const blocker = values.blocker ?? turn.newId()
  const asks = read(fields, 'put') === 'yes'
  return {
    kind: 'do',
    network: turn.network.id,
    command: {
      kind: 'open-blocker',
      blocker,
      of,
      text: read(fields, 'text'),
      // One and the same however often the form is sent.
      ...(asks && { ask: `ask of ${blocker}` }),
    },
    done: (after, people) =>
      card(
        text(say`Named: ${bold(blockerNames[of])}. ${asks ? toldTo(after, people, turn.speaker.id) : ''}`),
        after.blockers.has(blocker) ? blockerButtons(after, blocker) : undefined,
      ),
    field: () => 'text',
  }
}

function toldTo(network: Network, people: People, speaker: string) {
  const told = listeners(network, speaker)
  return told.length === 0
    ? say`No guardian angel can hear it now; whoever becomes one does.`
    : say`I tell ${listedRuns(told.map((angel) => say`${personRun(people, angel)}`))} in the next working hour there, and you what the answer is.`
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
  return show(
    card(
      heading(`What stops ${network.name}`),
      all.length === 0 ? text(say`Nothing is named. What is in your way just now?`) : undefined,
      ...all.slice(0, mostShown).flatMap((blocker) => blockerBlocks(turn, blocker)),
      all.length > mostShown ? text(say`and ${all.length - mostShown} more`) : undefined,
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
  const who = blocker.by === undefined ? say`somebody` : named(network, people, blocker.by)
  const asks = asksAbout(network, blocker.id)
  return [
    { kind: 'quote', text: blocker.text },
    note(say`${capital(blockerNames[blocker.of])}, named by ${who} on ${time(blocker.at, zone, 'date')}`),
    ...asks.map((one) => text(say`With the guardian angel. ${became(network, people, one)}`)),
    blocker.cleared === undefined
      ? blockerButtons(network, blocker.id)
      : text(clearedWords(people, blocker.cleared)),
  ]
}

function clearedWords(people: People, { by, word }: NonNullable<Blocker['cleared']>) {
  return by === undefined ? say`Cleared: ${word}` : say`Cleared, by ${personRun(people, by)}: ${word}`
}

/** What whoever named it hears; nothing where it is no longer so. */
export function blockerClearedCard(network: Network, people: People, id: string): Card | undefined {
  const known = network.blockers.get(id)
  if (known?.cleared === undefined || network.closing !== undefined) return undefined
  return card(
    heading(`${network.name}: a blocker is cleared`),
    { kind: 'quote', text: known.text },
    text(clearedWords(people, known.cleared)),
  )
}

function putToAngel(turn: NetworkTurn, blocker: string): Do {
  return {
    kind: 'do',
    network: turn.network.id,
    command: { kind: 'put-blocker', blocker, ask: turn.newId() },
    done: (after, people) => card(text(toldTo(after, people, turn.speaker.id))),
  }
}

function clearForm(turn: NetworkTurn, blocker: string): Answer {
  const known = turn.network.blockers.get(blocker)
  if (known === undefined || known.cleared !== undefined) {
    const kind = known === undefined ? 'no-such-blocker' : 'blocker-over'
    return refusal({ kind }, turn.people, turn.network, turn.now)
  }
  return ask({
    id: 'clear-blocker',
    title: 'Clear a blocker',
    intro: `“${known.text.slice(0, 500)}” Every member can read what you write here, with your name; whoever named it is told.`,
    fields: [line('word', 'What cleared it?', most.sentence)],
    submit: 'It is cleared',
    values: { network: turn.network.id, blocker },
  })
}

function submitClear(turn: NetworkTurn, fields: Values, blocker: string): Answer {
  const errors = errorsIn(fields, ['word'], { word: most.sentence })
  if (some(errors)) return mend(errors)
  return {
    kind: 'do',
    network: turn.network.id,
    command: { kind: 'clear-blocker', blocker, word: read(fields, 'word') },
    done: () => card(text(say`Cleared. If it was with a guardian angel, it shows there as cleared.`)),
    field: () => 'word',
  }
}

/** With words the form, filled in; without any the list first, if there is one. */
function said(turn: NetworkTurn, words: string): Answer {
  if (turn.network.closing !== undefined) return blockersCard(turn)
  const empty = form(turn, words)
  return words !== '' || turn.network.blockers.size === 0 ? ask(empty) : blockersCard(turn, empty)
}

export const blockersRoom: Room = {
  words: [
    {
      name: 'blocker',
      takes: '[words]',
      help: 'name what stops you, and put it to your guardian angel if you like; alone, all of them',
      needs: 'network',
      handle: said,
    },
  ],
  presses: {
    blocker: { needs: 'network', handle: (turn) => ask(form(turn, '')) },
    blockers: { needs: 'network', handle: (turn) => blockersCard(turn) },
    'put-blocker': { needs: 'network', handle: (turn, { blocker = '' }) => putToAngel(turn, blocker) },
    'clear-blocker': { needs: 'network', handle: (turn, { blocker = '' }) => clearForm(turn, blocker) },
  },
  submits: {
    blocker: { needs: 'network', handle: submit },
    'clear-blocker': {
      needs: 'network',
      handle: (turn, fields, { blocker = '' }) => submitClear(turn, fields, blocker),
    },
  },
}
